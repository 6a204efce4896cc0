"""A release that is killed at any step is finished by the same command, with the same files, and never made twice."""

import json
import os
import subprocess
import threading
import unittest

from batch import COMMAND, SECOND, BatchTest
from removed import remove

FAULTS = os.environ.get("COUNTERFOIL_FAULTS", "")


class Interrupted(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()
        self.approve()

    def calls(self, **more):
        log = self.folder.parent / (self.folder.name + ".log")
        self.addCleanup(log.unlink, missing_ok=True)
        log.write_text("")
        result = self.release(extra={"LD_PRELOAD": FAULTS, "FAULT_FOLDER": str(self.folder), "FAULT_LOG": str(log), **more}, ok=None)
        return result, log.read_text().split("\n")

    def start_again(self):
        for one in self.folder.iterdir():
            if one.name not in ("home", "machine"):
                subprocess.run(["rm", "-rf", str(one)], check=True)
        subprocess.run(["rm", "-rf", str(self.folder / "home/.local/share/counterfoil/seen")], check=True)
        self.settings({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 0})
        self.prepare()
        self.approve()

    @unittest.skipUnless(FAULTS, "needs the library that lets calls fail")
    def test_killed_at_every_step(self):
        whole, log = self.calls(FAULT_AT="0", FAULT_HOW="die")
        self.assertEqual(0, whole.exit, str(whole))
        steps = len([line for line in log if line])
        self.assertGreater(steps, 20)
        # All of the steps outside of the ledger, and a sample of SQLite's many.
        for step in range(1, steps + 1, 3 if steps > 90 else 2):
            with self.subTest(step=step):
                self.start_again()
                killed, _ = self.calls(FAULT_AT=str(step), FAULT_HOW="die")
                self.assertLess(killed.exit, 0, str(killed))
                seen = self.released_files() if self.released_folder().exists() else None
                # The next day, so that a second making of the files would show.
                again = self.release(run_id="RELEASE-2", clock="2025-12-10T09:00:00Z")
                if again.exit == 1:  # killed after the end
                    self.assertRefused(again, "released-before")
                else:
                    self.assertEqual(0, again.exit, str(again))
                now = self.released_files()
                if seen is not None:
                    self.assertEqual(seen, now)
                self.assertIn(b"2025-12-08", now["Load RUN-1.csv"], "the day of the approval")
                self.assertEqual(["Load", "Payments release RUN-1"], ["Load", *sorted(one.name for one in self.folder.iterdir() if one.is_dir() and "release" in one.name)])
                register = {row["Release key"]: row["Batch"] for row in self.sheet("Register")}
                self.assertEqual("RUN-1", register["R1-L-1001"])
                verify = self.command("verify", self.workbook, "--json")
                self.assertEqual(0, verify.exit, str(verify))
                self.assertRefused(self.release(run_id="RELEASE-3"), "released-before")

    @unittest.skipUnless(FAULTS, "needs the library that lets calls fail")
    def test_a_workbook_that_cannot_be_saved_after_the_files_are_out(self):
        # Of what is named like the workbook: the first rename is the folder's, the second one the workbook's.
        result, _ = self.calls(FAULT_FOLDER=str(self.folder / "Payments"), FAULT_AT="2", FAULT_ONLY="rename", FAULT_HOW="13", FAULT_STAYS="1")
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("the workbook could not be marked", result.outcome["words"][0])
        files = self.released_files()
        # A release that was cut off is finished by its writer alone.
        self.assertRefused(self.release(user="c.other", run_id="RELEASE-2", clock="2025-12-10T09:00:00Z"), "released-before")
        again = self.release(run_id="RELEASE-3", clock="2025-12-10T09:00:00Z")
        self.assertEqual(0, again.exit, str(again))
        self.assertEqual(files, self.released_files())
        register = {row["Release key"]: row for row in self.sheet("Register")}
        self.assertEqual((SECOND, "2025-12-08"), (register["R1-L-1001"]["Released by"], register["R1-L-1001"]["Released on"].date().isoformat()))

    def test_a_released_file_that_was_changed_meanwhile(self):
        approved = self.workbook.read_bytes()
        self.release()
        self.workbook.write_bytes(approved)  # as if the workbook had not been saved
        remove(self.folder.glob("ledger*"))
        (self.released_folder() / "Load RUN-1.csv").write_text("other")
        self.assertRefused(self.release(run_id="RELEASE-2"), "released-before")

    def test_a_folder_that_is_somebody_elses(self):
        self.released_folder().mkdir()
        (self.released_folder() / "letters.txt").write_text("x")
        self.assertRefused(self.release(), "folder-taken")
        self.assertEqual(["letters.txt"], [one.name for one in self.released_folder().iterdir()])

    def test_two_at_once(self):
        results = {}

        def go(name):
            results[name] = self.release(user=SECOND if name == "one" else "c.other", run_id=f"RELEASE-{name}")

        self.settings({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 60})
        threads = [threading.Thread(target=go, args=(name,)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([0, 1], sorted(result.exit for result in results.values()), "\n".join(map(str, results.values())))
        loser = next(result for result in results.values() if result.exit == 1)
        winner = next(name for name, result in results.items() if result.exit == 0)
        self.assertIn("released by " + (SECOND if winner == "one" else "c.other"), loser.problems["released-before"])
        self.assertEqual(2, sum(1 for row in self.sheet("Audit")[1:]))

    def eight_at_once(self, dies_at=None):
        """Eight processes release one batch, by five people; each with a ledger of its own, so that the record alone decides."""
        people = [SECOND, "c.other", "c.releaser", "d.one", "e.two"]
        self.settings({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 60})
        results = {}

        def go(number):
            extra = {"COUNTERFOIL_LEDGER": str(self.folder / f"own-{number}.sqlite")}
            if dies_at is not None:
                extra.update(LD_PRELOAD=FAULTS, FAULT_FOLDER=str(self.folder), FAULT_AT=str(dies_at + number), FAULT_HOW="die")
            results[number] = self.release(user=people[number % len(people)], run_id=f"RELEASE-{number}", extra=extra, ok=None)

        threads = [threading.Thread(target=go, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return people, results

    def test_eight_at_once_have_one_winner(self):
        _, results = self.eight_at_once()
        self.assertEqual([0, *[1] * 7], sorted(result.exit for result in results.values()), "\n".join(map(str, results.values())))
        self.assertEqual(1, len(list(self.folder.rglob("Load RUN-1.csv"))))
        self.assertEqual(1, len(list((self.folder / "Counterfoil record").glob("*.released.act"))))

    @unittest.skipUnless(FAULTS, "needs the library that lets calls fail")
    def test_eight_at_once_and_each_killed_at_another_write(self):
        for first in range(1, 140, 23):
            with self.subTest(first=first):
                self.start_again()
                people, results = self.eight_at_once(first)
                self.assertLessEqual(sum(result.exit == 0 for result in results.values()), 1, "\n".join(map(str, results.values())))
                acts = list((self.folder / "Counterfoil record").glob("*.released.act"))
                self.assertLessEqual(len(acts), 1)
                whole = self.released_files() if self.released_folder().exists() else None
                # Whoever began it finishes it; if nobody did, somebody begins.
                done = [self.release(user=who, run_id=f"AGAIN-{number}") for number, who in enumerate(people)]
                self.assertLessEqual(sum(result.exit == 0 for result in done), 1, "\n".join(map(str, done)))
                self.assertEqual(1, len(list(self.folder.glob("Payments release RUN-1/Load RUN-1.csv"))))
                self.assertIn(whole, (None, self.released_files()))
                self.assertEqual("RUN-1", self.sheet("Register")[0]["Batch"])
                verify = self.command("verify", self.released_folder(), "--json", user="a.preparer")
                self.assertEqual(0, verify.exit, str(verify))

    def test_two_copies_at_once(self):
        self.copies_at_once("d.one", "e.two")

    def test_two_copies_at_once_under_one_login(self):
        self.copies_at_once(SECOND, SECOND)

    def copies_at_once(self, first, second):
        other = self.folder / "copy"
        other.mkdir()
        # One record for both, where IT says.
        machine = self.folder / "machine/counterfoil.json"
        machine.write_text(json.dumps({**json.loads(machine.read_text()), "record": str(self.folder / "Counterfoil record")}))
        self.settings({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 60}, other)
        copy = other / "Payments.xlsx"
        copy.write_bytes(self.workbook.read_bytes())
        results = {}

        def go(name, workbook):
            results[workbook] = self.release(user=name, run_id=f"RELEASE-{len(str(workbook))}", workbook=workbook)

        threads = [threading.Thread(target=go, args=one) for one in ((first, self.workbook), (second, copy))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(1, sum(result.exit == 0 for result in results.values()), "\n".join(map(str, results.values())))
        self.assertEqual(1, len(list(self.folder.rglob("Load RUN-1.csv"))))


if __name__ == "__main__":
    unittest.main()
