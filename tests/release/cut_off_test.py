"""A release that was cut off is finished by its writer or taken back by two others, from the signed act and its digests alone, before anything else
happens to that workbook. And what a person has seen in the record folder is missed when it is gone."""

import os
import shutil
import unittest

from batch import SECOND, BatchTest
from removed import remove

FAULTS = os.environ.get("COUNTERFOIL_FAULTS", "")
THIRD, FOURTH = "c.other", "c.releaser"
NEXT_DAY = "2025-12-10T09:00:00Z"


@unittest.skipUnless(FAULTS, "needs the library that lets calls fail")
class CutOff(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()
        self.approve()

    def cut_off(self, rename):
        """Of what is named like the workbook: the first rename is the folder's, the second one the workbook's."""
        result = self.release(extra={"LD_PRELOAD": FAULTS, "FAULT_FOLDER": str(self.folder / "Payments"), "FAULT_AT": str(rename), "FAULT_ONLY": "rename", "FAULT_HOW": "13",
                                     "FAULT_STAYS": "1"})
        self.assertEqual(2, result.exit, str(result))

    def withdraw(self, user, run_id="WITHDRAW-1"):
        return self.release("--withdraw", user=user, run_id=run_id, clock=NEXT_DAY)

    def change_profile(self):
        self.settings({"profile-values": {"business_unit": "Elsewhere"}, "wait-seconds": 0})

    def assertFinished(self, files):
        again = self.release(run_id="RELEASE-2", clock=NEXT_DAY)
        self.assertEqual(0, again.exit, str(again))
        now = self.released_files()
        self.assertIn(b"Anytown", now["Load RUN-1.csv"])
        if files is not None:
            self.assertEqual(files, now)
        self.assertEqual("RUN-1", self.sheet("Register")[0]["Batch"])
        self.assertEqual(0, self.command("verify", self.released_folder(), "--json", user="d.one").exit)
        self.assertIn("released-before", self.release(run_id="RELEASE-3").problems)
        self.prepare(run_id="RUN-2")  # and the workbook is free again

    def test_nothing_else_happens_to_the_workbook_until_it_is_finished(self):
        self.cut_off(2)
        before = self.workbook.read_bytes()
        run = self.command("run", "release-sample", "--payments", self.export(), "--workbook", self.workbook, "--json", run_id="RUN-2")
        merge = self.command("merge", self.workbook, self.workbook, self.workbook, "--as", self.folder / "Merged.xlsx", "--json")
        restore = self.command("restore", self.workbook, "--version", "1", "--json")
        for result in (run, merge, restore):
            self.assertEqual(2, result.exit, str(result))
            self.assertIn("The release of batch RUN-1, begun by b.checker", result.outcome["words"][0])
            self.assertIn("b.checker finishes it", result.outcome["words"][0])
        self.assertIn("release-cut-off", self.approve(user=THIRD, run_id="APPROVE-2").problems)
        self.assertIn("release-cut-off", self.command("verify", self.workbook, "--json").problems)
        self.assertEqual(before, self.workbook.read_bytes())
        told = next(line for line in self.command("inspect", "--workbook", self.workbook, "--json", user=SECOND).lines if line["event"] == "workbook")
        self.assertEqual(("release", "me"), (told["next"][0]["what"], told["next"][0]["who"]))
        self.assertFinished(self.released_files())

    def test_finished_from_the_digests_whatever_was_changed_since(self):
        self.cut_off(2)
        files = self.released_files()
        self.change_profile()
        self.assertFinished(files)

    def test_finished_from_the_digests_before_the_folder_was_in_place(self):
        self.cut_off(1)
        self.assertFalse(self.released_folder().exists())
        self.change_profile()
        self.assertFinished(None)

    def test_files_that_lie_there_otherwise_are_not_believed(self):
        self.cut_off(1)
        unfinished = next(self.folder.glob("*.unfinished"))
        load = unfinished / "Load RUN-1.csv"
        load.write_bytes(load.read_bytes().replace(b"140.00", b"940.00"))
        self.assertFinished(None)  # made again from the workbook, to the signed bytes
        self.assertIn(b"140.00", self.released_files()["Load RUN-1.csv"])

    def test_they_cannot_be_made_again_otherwise_than_signed(self):
        self.cut_off(1)
        shutil.rmtree(next(self.folder.glob("*.unfinished")))
        self.change_profile()
        self.assertIn("not-what-was-released", self.release(run_id="RELEASE-2").problems)
        self.assertFalse(self.released_folder().exists())

    def test_taken_back_by_two_and_the_lines_go_out_in_another_batch(self):
        self.cut_off(2)
        self.assertRefused(self.withdraw(SECOND, "WITHDRAW-0"), "own-release")  # who began it is none of the two
        first = self.withdraw(THIRD)
        self.assertEqual((0, "withdrawn"), (first.exit, first.outcome["status"]), str(first))
        self.assertIn("may have been loaded already: Load RUN-1.csv, Import RUN-1.zip and Requests RUN-1.xlsx", "\n".join(first.outcome["words"]))
        self.assertIn("A second person", first.outcome["words"][0])
        self.assertRefused(self.withdraw(THIRD, "WITHDRAW-2"), "same-person")
        self.assertEqual(2, self.command("run", "release-sample", "--payments", self.export(), "--workbook", self.workbook).exit, "one person is not enough")
        self.assertEqual(0, self.withdraw(FOURTH, "WITHDRAW-3").exit)
        self.assertRefused(self.withdraw("d.one", "WITHDRAW-4"), "nothing-to-withdraw")
        self.assertIn("released-before", self.release(run_id="RELEASE-2").problems, "it cannot be finished any more")
        self.assertIn("withdrawn", self.command("verify", self.released_folder(), "--json", user="d.one").problems)
        self.prepare(run_id="RUN-2")
        said = "\n".join(self.approve(run_id="APPROVE-2").outcome["words"])
        self.assertIn("3 lines stood in batch RUN-1 by b.checker on 08/12/2025 at 09:30 UTC, whose release was cut off and taken back. Loaded already may be", said)
        self.assertEqual(0, self.release(run_id="RELEASE-3").exit)

    def test_two_whom_nobody_knows_take_nothing_back(self):
        self.cut_off(2)
        known = self.machine
        self.machine = {"COUNTERFOIL_FIXED_MACHINE_FOLDER": str(self.folder / "nothing")}
        for number, user in enumerate(("x.planted", "y.planted")):
            self.withdraw(user, f"WITHDRAW-{number}")
        other = self.folder / "Again.xlsx"
        self.machine = known
        self.prepare(run_id="RUN-9", workbook=other)
        self.approve(workbook=other, run_id="APPROVE-9")
        self.assertIn("released-before", self.release(workbook=other, run_id="RELEASE-9").problems)
        self.assertRefused(self.release("--withdraw", user="z.planted", run_id="WITHDRAW-9"), "may-not-withdraw")
        self.assertEqual(0, self.release(run_id="RELEASE-10", clock=NEXT_DAY).exit, "its writer finishes it")
        self.assertIn("withdrawn", self.command("verify", self.released_folder(), "--json", user="d.one").problems, "and whoever loads it asks first")


class Missed(BatchTest):
    def record_folder(self):
        return self.folder / "Counterfoil record"

    def take_away(self, kind):
        for file in self.record_folder().glob(f"*.{kind}*"):
            file.unlink()

    def test_a_rejection_that_is_gone_still_stops_whoever_saw_it(self):
        self.prepare()
        self.approve()
        self.approve("--reject", user=THIRD, run_id="REJECT-1")
        self.take_away("rejected")
        told = self.release(user=THIRD)
        self.assertLessEqual({"rejected", "act-gone"}, set(told.problems), str(told))
        self.assertIn('The act "rejected" of batch RUN-1 by c.other on 08/12/2025 at 09:30 UTC, which you have seen', told.problems["act-gone"])
        self.assertIn("From the record folder 1 act is gone", told.outcome["words"][0])
        self.assertIn("act-gone", self.command("verify", self.workbook, "--json", user=THIRD).problems)

    def test_an_act_that_is_gone_is_named_by_a_later_one_that_is_there(self):
        """b.checker never saw the rejection. But d.one, who prepared another batch meanwhile, had seen it, and their act names it."""
        self.prepare()
        self.approve()
        self.approve("--reject", user=THIRD, run_id="REJECT-1")
        self.prepare([["L-9", "CF-9", "Elm", "", "", "7.00"]], run_id="RUN-9", workbook=self.folder / "Other.xlsx", user="d.one")
        self.take_away("rejected")
        told = self.release()
        self.assertIn("act-gone", told.problems, str(told))
        self.assertFalse(self.released_folder().exists())
        # Other batches are not concerned.
        self.approve(workbook=self.folder / "Other.xlsx", run_id="APPROVE-9")
        self.assertEqual(0, self.release(workbook=self.folder / "Other.xlsx", run_id="RELEASE-9").exit)

    def test_a_release_that_is_gone_is_not_made_twice_by_whoever_saw_it(self):
        self.prepare()
        self.approve()
        approved = self.workbook.read_bytes()
        self.release()
        self.take_away("released")
        self.take_away("completed")
        self.workbook.write_bytes(approved)
        shutil.rmtree(self.released_folder())
        remove(self.folder.glob("ledger*"))
        self.assertIn("act-gone", self.release(run_id="RELEASE-2").problems)
        self.assertEqual([], list(self.folder.rglob("Load RUN-1.csv")))

    def test_what_is_gone_comes_back(self):
        self.prepare()
        self.approve()
        kept = {file: file.read_bytes() for file in self.record()}
        self.take_away("approved")
        self.assertIn("act-gone", self.release().problems)
        for file, content in kept.items():
            if not file.exists():
                file.write_bytes(content)
        self.assertEqual(0, self.release(run_id="RELEASE-2").exit)

    def test_what_was_signed_in_ones_name_is_seen_first_thing(self):
        self.prepare()
        home, known = self.folder / "home", self.machine
        # Somebody else's key, b.checker's name.
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        forged = self.approve(extra={"HOME": str(elsewhere), "COUNTERFOIL_FIXED_MACHINE_FOLDER": str(self.folder / "nothing")}, run_id="FORGED-1")
        self.assertEqual(0, forged.exit, str(forged))
        verify = self.command("verify", self.workbook, "--json", user=SECOND)
        words = verify.problems["signed-in-your-name"]
        self.assertIn('In your name, 1 act was signed since you last looked, and not by a command of yours here: "approved" of batch RUN-1, b.checker on 08/12/2025', words)
        self.assertNotIn("signed-in-your-name", self.command("verify", self.workbook, "--json", user=SECOND).problems, "once")
        self.assertNotIn("signed-in-your-name", self.command("verify", self.workbook, "--json", user=THIRD).problems, "nobody else")
        self.assertTrue(home.exists() and known)

    def test_deletion_is_said_where_it_is_possible(self):
        self.prepare()
        self.assertIn("can be deleted there again", "\n".join(self.approve().outcome["words"]))
        self.assertIn("can be deleted there again", "\n".join(self.release().outcome["words"]))
        said = {line.get("id") for line in self.command("verify", self.released_folder(), "--json").lines}
        self.assertIn("record-can-be-thinned", said)


if __name__ == "__main__":
    unittest.main()
