"""What a record folder and a ledger tell of the people in a batch: nothing. And what then becomes of a secret that is gone."""

import hashlib
import unittest

from batch import PAYMENTS, BatchTest

OTHERS = [["L-2001", "CF-9", "Ash House", "", "", "10.00"]]
NAMES = [row[2] for row in PAYMENTS] + [row[0] for row in PAYMENTS] + ["CF-1", "CF-2", "CF-3"]


def fields(*texts):
    """A digest over named fields, each piece with its length."""
    return hashlib.sha256("".join(f"{len(text.encode())}:{text}," for text in texts).encode()).hexdigest()


class Secret(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()
        self.assertEqual(0, self.approve().exit)
        self.assertEqual(0, self.release(clock="2025-12-08T10:00:00Z").exit)

    def secrets(self):
        return sorted((self.folder / "Counterfoil record").glob("*.secret"))

    def begin_anew(self):
        """As somebody would who wants it to be forgotten: no workbook, no ledger."""
        for path in [self.workbook, *self.folder.glob("ledger.sqlite*")]:
            path.rename(path.with_name(path.name + ".old"))

    def lose(self):
        kept = {path: path.read_bytes() for path in self.secrets()}
        for path in kept:
            path.unlink()
        return kept

    def test_acts_and_ledger_name_nobody(self):
        acts = "\n".join(path.read_text(encoding="utf-8") for path in self.record())
        self.assertIn("line-key: ", acts)
        ledger = self.ledger.read_bytes()
        guesses = [fields("counterfoil released key 1", "task", "release-sample", "key", f"R1-{row[0]}") for row in PAYMENTS]
        guesses += [fields("counterfoil payee", "payee", row[2]) for row in PAYMENTS]
        for word in NAMES + guesses:
            self.assertNotIn(word, acts)
            self.assertNotIn(word.encode(), ledger)
        self.assertEqual(3, len(next(body["keys"] for kind, _, body in self.bodies() if body.get("keys"))))

    def test_the_same_line_is_not_released_twice(self):
        self.begin_anew()
        self.prepare(run_id="RUN-2")
        self.approve(run_id="APPROVE-2")
        told = self.release(run_id="RELEASE-2").problems
        self.assertIn("3 lines of this batch were released before, in batch RUN-1 by b.checker", told["released-before"])
        self.assertFalse(self.released_folder("RUN-2").exists())

    def test_a_secret_that_is_gone(self):
        kept = self.lose()
        self.assertEqual(1, len(kept))
        told = self.command("verify", self.workbook, "--json")
        self.assertIn(next(iter(kept)).name, told.problems["secret-missing"])
        self.prepare(OTHERS, run_id="RUN-2")
        self.assertRefused(self.approve(run_id="APPROVE-2"), "secret-missing")
        for path, secret in kept.items():
            path.write_bytes(secret)
        self.prepare(OTHERS, run_id="RUN-3")
        self.assertEqual(0, self.approve(run_id="APPROVE-3").exit)
        kept = self.lose()
        self.assertRefused(self.release(run_id="RELEASE-3"), "secret-missing")
        for path, secret in kept.items():
            path.write_bytes(secret)
        self.assertEqual(0, self.release(run_id="RELEASE-3").exit)
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_another_secret_in_its_place(self):
        """Lines would look as if they had never gone out."""
        kept = self.lose()
        for path in kept:
            path.write_bytes(b"0" * 64)
        self.begin_anew()
        self.prepare(run_id="RUN-2")
        self.assertIn("secret-missing", self.approve(run_id="APPROVE-2").problems)
        self.assertIn("secret-missing", self.release(run_id="RELEASE-2").problems)
        self.assertFalse(self.released_folder("RUN-2").exists())


if __name__ == "__main__":
    unittest.main()
