"""Nothing is half done, whichever write, flush, rename, creation or deletion of a run fails, or is the last before the process dies; nor when
another program saves the workbook at that very moment."""

import errno
import os
import unittest

from counterfoil import column_of, load, main, table
from disturbed import FAULTS, DisturbedTest
from package import Package

EVERY = int(os.environ.get("COUNTERFOIL_FAULTS_EVERY", "1"))
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ESTALE)
HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")


@unittest.skipUnless(FAULTS, "the library of faults is built on Linux only")
class Faults(DisturbedTest):
    def setUp(self):
        super().setUp()
        self.run_pair(0)
        self.old = self.kept()
        self.names = self.calls()
        self.put_back(self.old)

    def chosen(self):
        """The calls to disturb, numbered from 1: each rename, and each EVERY-th of the others."""
        return [(at, name) for at, name in enumerate(self.names, 1) if name == "rename" or at % EVERY == 0]

    def test_the_process_dies_in_every_call(self):
        old = 0
        for at, name in self.chosen():
            with self.subTest(at=at, name=name):
                self.put_back(self.old)
                status, _, _ = self.faulty("KILLED", at=at)
                self.assertEqual(-9, status)
                old += self.assert_old_or_new(self.old, "KILLED", status, f"died in call {at}, {name}")
        renames = [at for at, name in enumerate(self.names, 1) if name == "rename"]
        self.assertIn(old, [sum(at <= rename for at, _ in self.chosen()) for rename in renames], "old up to the rename of the workbook, new from then on")

    def assert_words(self, status, out, err):
        if status == 0:
            return
        self.assertEqual(2, status, out)
        self.assertEqual(1, len(err.strip().splitlines()), err)
        self.assertTrue(err.strip().endswith("."), err)
        for inside in ("fault of its own", "exception", "std::", "errno"):
            self.assertNotIn(inside, err)

    def test_every_call_fails_in_turn(self):
        for at, name in self.chosen():
            with self.subTest(at=at, name=name):
                self.put_back(self.old)
                status, out, err = self.faulty("FAILED", at=at, how=ERRORS[at % len(ERRORS)])
                self.assert_words(status, out, err)
                self.assert_old_or_new(self.old, "FAILED", status, f"call {at}, {name}, failed: {err}")

    def test_the_drive_is_full_from_any_call_on(self):
        told = 0
        for at, name in self.chosen():
            with self.subTest(at=at, name=name):
                self.put_back(self.old)
                status, out, err = self.faulty("FULL", at=at, how=errno.ENOSPC, stays=True)
                self.assert_words(status, out, err)
                # Where it is the ledger that cannot be written, SQLite does not always pass the reason on.
                if status != 0 and not err.startswith("The ledger "):
                    self.assertIn("space", err)
                told += "space" in err
                self.assert_old_or_new(self.old, "FULL", status, f"full from call {at}, {name}: {err}")
        self.assertGreater(told, 20 // EVERY, "most say that there is no space")

    def noted_copy(self):
        """The workbook as somebody saves it with a comment typed in."""
        copy = self.folder / "typed"
        row = table(load(self.workbook)["Changes"], *HEADINGS)[0]["#"]
        package = Package(self.workbook)
        package.type_text("Changes", row, column_of(load(self.workbook)["Changes"], HEADINGS, "Comment"), "Typed while the run was at work")
        package.save(copy)
        return copy.read_bytes()

    def comments(self):
        book = load(self.workbook)
        return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "Typed while the run was at work"]

    def test_somebody_saves_the_workbook_at_any_moment(self):
        typed = self.noted_copy()
        # Between the last look at the workbook and its rename lies no other call, so the rename itself is the only one left out.
        into_place = [at for at, name in enumerate(self.names, 1) if name == "rename"][2]
        again = 0
        for at, name in [(at, name) for at, name in self.chosen() if at < into_place]:
            with self.subTest(at=at, name=name):
                self.put_back(self.old)
                (self.folder / "typed").write_bytes(typed)
                status, out, err = self.faulty("RUN-2", at=at, how="swap", swap=(self.folder / "typed", self.workbook))
                self.assertEqual(0, status, f"call {at}, {name}: {err}")
                self.assertTrue(self.comments(), f"the comment saved in call {at}, {name}, is lost")
                self.assertEqual("RUN-2", self.saved_by())
                again += "done again" in out
        self.assertGreater(again, 20 // EVERY)


if __name__ == "__main__":
    main()
