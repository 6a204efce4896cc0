"""One person prepares, another approves, and only then does anything go out."""

import hashlib
import json
import shutil
import unittest

import openpyxl

import batch
from batch import FIRST, SECOND, BatchTest


# By hand from the rows of the export: nothing netted, and what stays behind is said.
SHOWN = "Invoices: 2, £1,374.56\nCredit notes: 1, \u2011£60.00\nGross, nothing taken off: £1,434.56\nHeld back, not in this batch: Nothing due: 1, £0.00"


class SignOff(BatchTest):
    def code(self, result):
        return next(line["code"] for line in result.lines if line["event"] == "signed")

    def test_a_run_prepares_an_empty_sign_off(self):
        self.prepare()
        self.assertEqual([{"Batch": "RUN-1", "What": "Payments", "Prepared by": FIRST, "Prepared on": "8 Dec 2025 09:30", "Lines": 3, "Amount": 1434.56,
                           "Checked by": None, "Decision": None, "Date": None, "Comment": None, "What is signed": SHOWN}], self.sheet("Sign-off"))
        self.assertIn("batch-prepared", [line["id"] for line in self.command("verify", self.workbook, "--json").lines if "id" in line])

    def test_a_second_person_approves(self):
        self.prepare()
        result = self.approve("--comment", "Looked at the largest three", clock="2025-12-09T10:00:00Z")
        self.assertEqual((0, "approved"), (result.exit, result.outcome["status"]), str(result))
        row = self.sheet("Sign-off")[0]
        self.assertEqual((SECOND, "Approve", f"Looked at the largest three\nCheck code {self.code(result)}"), (row["Checked by"], row["Decision"], row["Comment"]))
        self.assertEqual("2025-12-09", row["Date"].date().isoformat())
        audit = self.sheet("Audit")
        self.assertEqual([(FIRST, "RUN-1"), (SECOND, "APPROVE-1")], [(row["Prepared by"], row["Run"]) for row in audit])
        self.assertEqual("Sign-off of batch RUN-1: approved", audit[1]["Settings"].splitlines()[0])
        self.assertIn(f"check code = {self.code(result)}", audit[1]["Settings"])
        verify = self.command("verify", self.workbook, "--json")
        self.assertEqual(0, verify.exit, str(verify))
        words = next(line["words"] for line in verify.lines if line.get("id") == "batch-approved")
        self.assertEqual("Payments (batch RUN-1, 3 lines, £1,434.56 gross) was prepared by a.preparer on 8 Dec 2025 09:30 and approved by b.checker on 09/12/2025 at 10:00 UTC (by the council's people file). It is not released yet.", words)
        states = {line["run"]: line["state"] for line in self.command("history", "--json").lines if line["event"] == "recorded-run"}
        self.assertEqual({"RUN-1": "finished", "APPROVE-1": "approved"}, states)

    def test_settings_unlike_the_usual_are_said_and_signed(self):
        self.prepare(round="7")
        result = self.approve()
        self.assertIn("  Setting Round: 7 (the program's own is 1; reason given: a trial)", result.outcome["words"])
        self.assertIn("Setting Round: 7", self.sheet("Audit")[-1]["Settings"])
        self.assertEqual(0, self.release().exit)
        told = self.command("verify", self.released_folder(), "--json")
        self.assertIn("Setting Round: 7 (the program's own is 1; reason given: a trial).", [line["words"] for line in told.lines if line.get("id") == "setting-unusual"], str(told))
        # Going back to the usual one is seen too: by what was signed last, which no settings file beside the workbook has a say in.
        self.prepare([["L-2001", "CF-9", "Ash House", "", "", "10.00"]], run_id="RUN-2")
        self.assertIn("  Setting Round: 1 (it was 7 when the last one was approved)", self.approve(run_id="APPROVE-2").outcome["words"])

    def test_the_programs_files_are_held_to_their_list(self):
        program = self.folder / "program"
        shutil.copytree(batch.STAGE, program)
        names = sorted(str(path.relative_to(program)) for path in program.rglob("*") if path.is_file())

        def write_list(names):
            lines = [f"{hashlib.sha256((program / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
            (program / "SHA256SUMS.txt").write_text("".join(lines), encoding="utf-8")

        self.addCleanup(setattr, batch, "COMMAND", batch.COMMAND)
        batch.COMMAND = program / "bin" / batch.COMMAND.name
        self.prepare()
        write_list(names)
        profile = program / "share/profiles/sample-load.json"
        whole = profile.read_text(encoding="utf-8")
        profile.write_text(whole.replace("{", "{ ", 1), encoding="utf-8")
        refused = self.approve()
        self.assertRefused(refused, "program-changed")
        self.assertIn("The program's file share/profiles/sample-load.json is not the one that was packaged.", refused.problems["program-changed"])
        profile.write_text(whole, encoding="utf-8")
        self.assertEqual(0, self.approve().exit)
        staffs = program / "bin/counterfoil"
        staffs.rename(staffs.with_suffix(".gone"))
        self.assertRefused(self.release(), "program-changed")
        staffs.with_suffix(".gone").rename(staffs)
        (program / "share/specs/another.json").write_text("{}", encoding="utf-8")  # what IT adds is no trouble
        (program / "SHA256SUMS.txt").write_text("nothing\n", encoding="utf-8")
        self.assertRefused(self.release(), "program-changed")
        write_list(names)
        self.assertEqual(0, self.release().exit)

    def test_released_files_are_no_more_open_than_the_workbook(self):
        self.prepare()
        self.workbook.chmod(0o600)
        self.approve()
        self.assertEqual(0, self.release().exit)
        self.assertEqual([], [path.name for path in self.released_folder().iterdir() if path.stat().st_mode & 0o077])

    def test_an_approval_dated_before_its_preparation_does_not_count(self):
        self.prepare()  # at 09:30
        self.assertEqual(0, self.approve(clock="2025-12-08T09:21:00Z").exit, "two clocks differ a little")
        self.assertEqual(0, self.release(clock="2025-12-08T09:40:00Z").exit)
        self.prepare([["L-3001", "CF-9", "Ash House", "", "", "10.00"]], run_id="RUN-2")
        self.approve(run_id="APPROVE-2", clock="2025-12-08T09:10:00Z")
        refused = self.release(run_id="RELEASE-2", clock="2025-12-08T09:40:00Z")
        self.assertRefused(refused, "approval-before-preparation")
        self.assertIn("is dated before the batch was prepared", refused.problems["approval-before-preparation"])

    def test_a_long_comment_is_shown_whole(self):
        self.prepare()
        self.approve("--comment", "Looked at every line against the contract. " * 5)
        # 215 characters in a column of 40 wrap to 6 lines or more; a line of 8 points' type needs 10.
        self.assertGreater(openpyxl.load_workbook(self.workbook)["Sign-off"].row_dimensions[5].height or 0, 6 * 10)

    def test_the_preparer_is_never_the_checker_however_the_name_is_written(self):
        self.prepare()
        for name in (FIRST, "A.PREPARER", "COUNCIL\\a.preparer", " a.preparer ", "a.preparer@council.example"):
            self.assertRefused(self.approve(user=name), "same-person")
        self.assertRefused(self.approve(user="unknown"), "checker-unknown")
        self.assertEqual([(None, None)], [(row["Checked by"], row["Decision"]) for row in self.sheet("Sign-off")])

    def test_a_new_batch_is_unsigned_and_the_old_signature_is_history(self):
        self.prepare()
        self.approve()
        self.prepare([["L-2001", "CF-9", "Ash House", "", "", "10.00"]], run_id="RUN-2")
        row = self.sheet("Sign-off")[0]
        self.assertEqual(("RUN-2", None, None), (row["Batch"], row["Checked by"], row["Decision"]))
        past = self.sheet("Past sign-offs")
        self.assertEqual([("RUN-1", SECOND, "Approve", 1434.56)], [(row["Batch"], row["Checked by"], row["Decision"], row["Amount"]) for row in past])
        self.assertRefused(self.release(), "not-approved")

    def test_the_same_figures_again_are_a_new_batch_too(self):
        self.prepare()
        self.approve()
        self.prepare(run_id="RUN-2")
        self.assertRefused(self.release(), "not-approved")
        # Even under the same name, which only a test can bring about, a run is not signed before it was looked at.
        self.approve(run_id="APPROVE-2")
        self.prepare(run_id="RUN-2")
        self.assertIsNone(self.sheet("Sign-off")[0]["Decision"])

    def test_rejected(self):
        self.prepare()
        result = self.approve("--reject", "--comment", "Oak is too high")
        self.assertEqual((0, "rejected"), (result.exit, result.outcome["status"]), str(result))
        self.assertRefused(self.release(user="c.releaser"), "rejected")
        self.assertIn("rejected by b.checker", self.release().problems["rejected"])
        # Final for this batch, whoever types or signs afterwards.
        self.edit("Sign-off", "Decision", "Approve")
        self.assertRefused(self.release(), "rejected", "sign-off-changed")
        for user in (SECOND, "c.other"):
            self.assertRefused(self.approve(user=user, run_id="APPROVE-2"), "rejected-before")
        self.assertRefused(self.release(run_id="RELEASE-2"), "rejected", "sign-off-changed")
        self.prepare(run_id="RUN-2")
        self.approve(run_id="APPROVE-3")
        self.assertEqual(0, self.release(run_id="RELEASE-3").exit)

    def test_a_rejection_after_the_approval_is_final_too(self):
        self.prepare()
        self.approve()
        self.assertEqual("rejected", self.approve("--reject", user="c.other", run_id="REJECT-1").outcome["status"])
        self.assertRefused(self.approve(run_id="APPROVE-2"), "rejected-before")
        self.assertRefused(self.release(), "rejected")

    def test_a_typed_reject_is_heard(self):
        self.prepare()
        self.edit("Sign-off", "Decision", "Reject")
        self.assertRefused(self.approve(), "rejected-before")
        self.assertRefused(self.release(), "not-approved")

    def test_nothing_is_written_by_a_refusal(self):
        self.prepare()
        before = self.workbook.read_bytes()
        self.release()
        self.approve(user=FIRST)
        self.assertEqual(before, self.workbook.read_bytes())
        self.assertFalse(self.released_folder().exists())
        states = [line["state"] for line in self.command("history", "--json").lines if line["event"] == "recorded-run"]
        self.assertEqual(["approve refused by checks", "release refused by checks", "finished"], states)


class TypedByHand(BatchTest):
    def sign(self, name, decision="Approve"):
        self.edit("Sign-off", "Checked by", name)
        self.edit("Sign-off", "Decision", decision)
        self.edit("Sign-off", "Date", 46000)

    def test_a_typed_name_counts_for_nobody(self):
        self.prepare()
        for name in ("B.Checker ", FIRST, ""):
            self.sign(name)
            for user in (FIRST, SECOND, "c.other"):
                self.assertRefused(self.release(user=user), "not-approved")


class Hesitation(BatchTest):
    """Any filled reviewer's cell that is not a word that lets a row go stops the batch, named by its cell."""

    def test_words_that_are_not_the_lists(self):
        self.prepare()
        for word in ("Query", "Error", "HOLD - ask SW", "Querry", "?", "-", "OK?", "O.K.", "Ok but", "not OK", "Approve"):
            self.edit("Load", "Decision", word, 2)
            for result in (self.release(), self.approve()):
                self.assertIn("stopped-by-reviewer", result.problems, word)
                self.assertIn("Load, cell I6 (Decision, row R1-L-1002)", result.problems["stopped-by-reviewer"])
        self.edit("Load", "Decision", " ok ", 2)
        self.assertEqual(0, self.approve(run_id="APPROVE-2").exit)
        self.assertEqual(0, self.release().exit)

    def test_a_hesitation_after_the_approval(self):
        self.prepare()
        self.approve()
        self.edit("Load", "Decision", "wait", 1)
        self.assertRefused(self.release(), "stopped-by-reviewer")


class Refusals(BatchTest):
    def test_all_that_failed_is_said_at_once(self):
        self.prepare()
        self.edit("Load", "Amount", 9140)          # a figure of the engine's
        self.edit("Load", "Decision", "Query", 2)  # a reviewer's cell that stops it
        self.settings({"wait-seconds": 0})         # the council's business unit is not set
        self.assertRefused(self.release(), "not-approved", "cell-changed", "stopped-by-reviewer")
        result = self.approve()
        self.assertRefused(result, "cell-changed", "stopped-by-reviewer", "profile-value-missing")
        self.assertIn("Load, cell G5 (Amount)", result.problems["cell-changed"])
        self.assertIn("£9,140.00", result.problems["cell-changed"])
        self.assertIn("R1-L-1002", result.problems["stopped-by-reviewer"])
        self.assertIn("profile-values", result.problems["profile-value-missing"])

    def test_a_figure_changed_after_the_approval(self):
        self.prepare()
        self.approve()
        self.edit("Load", "Amount", 9140)
        self.assertRefused(self.release(), "cell-changed")

    def test_the_total_of_the_sign_off_cannot_be_changed_either(self):
        self.prepare()
        self.edit("Sign-off", "Amount", 1)
        self.assertRefused(self.approve(), "cell-changed")

    def test_an_audit_row_that_was_edited(self):
        self.prepare()
        self.approve()
        self.edit("Audit", "Prepared by", "z.somebody", 1)
        result = self.release()
        self.assertEqual(1, result.exit)
        self.assertIn("record-edited", result.problems)

    def test_open_elsewhere(self):
        self.prepare()
        self.approve()
        (self.folder / ".~lock.Payments.xlsx#").write_text(",z.reader,PC-17,08.12.2025 09:00,file:///home;", encoding="utf-8")
        result = self.release()
        self.assertRefused(result, "workbook-taken")
        self.assertIn("z.reader", result.problems["workbook-taken"])
        self.assertNotIn("save-as", result.problems["workbook-taken"])

    def test_nothing_to_release(self):
        self.prepare([["L-1", "CF-1", "Nobody", "", "", "0.00"]])
        self.assertRefused(self.approve(), "nothing-to-release")

    def test_a_key_that_cannot_be_one(self):
        self.prepare([["L-1 1", "CF-1", "Nobody", "", "", "5.00"]])
        self.assertRefused(self.approve(), "key-unusable")

    def test_a_text_that_is_too_long_is_named_by_its_key(self):
        self.prepare([["L-1", "CF-1", "A very long name " * 5, "", "", "5.00"]])
        result = self.approve()
        self.assertRefused(result, "field-does-not-fit")
        self.assertIn("R1-L-1: \"Provider\" has 84 characters, and the file takes at most 60", result.problems["field-does-not-fit"])

    def test_a_number_is_never_rounded_on_its_way_out(self):
        self.prepare([["L-1", "CF-1", "Ash", "", "20.15384", "5.00"]])
        self.assertIn("more decimals", self.approve().problems["field-does-not-fit"])

    def test_another_tasks_workbook_and_no_workbook(self):
        self.assertEqual(2, self.approve().exit)
        shutil.copy(self.export(), self.folder / "x.xlsx")
        self.assertEqual(2, self.release(workbook=self.folder / "x.xlsx").exit)
        self.assertEqual(3, self.command("approve").exit)
        self.assertEqual(3, self.command("release", self.workbook, "--profil", "x").exit)
        self.assertEqual(3, self.approve("--comment", "x" * 1001).exit)


class Once(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()
        self.approve()
        self.approved = self.workbook.read_bytes()
        self.assertEqual(0, self.release(clock="2025-12-09T11:00:00Z").exit)

    def test_a_second_release_says_when_and_by_whom(self):
        result = self.release(user="c.other", run_id="RELEASE-2")
        self.assertRefused(result, "released-before")
        self.assertIn("released by b.checker on 9 Dec 2025 11:00 (run RELEASE-1): Load RUN-1.csv, Import RUN-1.zip and Requests RUN-1.xlsx.", result.problems["released-before"])
        self.assertRefused(self.approve("--reject", run_id="APPROVE-2"), "released-before")

    def test_nor_from_an_earlier_copy_of_the_workbook(self):
        other = self.folder / "elsewhere"
        other.mkdir()
        self.settings({"profile-values": {"business_unit": "Anytown"}}, other)
        copy = other / "Payments.xlsx"
        copy.write_bytes(self.approved)
        result = self.release(workbook=copy, run_id="RELEASE-2")
        self.assertIn("b.checker on 09/12/2025 at 11:00 UTC (run RELEASE-1)", result.problems["released-before"])
        self.assertEqual(["Payments.xlsx", "counterfoil-settings.json"], sorted(one.name for one in other.iterdir() if not one.name.endswith("lock")))

    def test_nor_the_same_lines_in_another_workbook(self):
        other = self.folder / "Again.xlsx"
        self.prepare([["L-1002", "CF-2", "Oak", "", "", "99.00"], ["L-7", "CF-7", "Elm", "", "", "1.00"]], run_id="RUN-9", workbook=other)
        self.approve(workbook=other, run_id="APPROVE-9")
        result = self.release(workbook=other, run_id="RELEASE-9")
        self.assertRefused(result, "released-before")
        self.assertIn("1 line of this batch was released before, in batch RUN-1 by b.checker", result.problems["released-before"])

    def test_a_later_batch_goes_out_and_the_marks_of_the_first_stay(self):
        self.prepare([*self.rows_again(), ["L-5", "CF-5", "Elm", "", "", "7.00"]], run_id="RUN-2", round="2")
        self.approve(run_id="APPROVE-2")
        self.assertEqual(0, self.release(run_id="RELEASE-2", clock="2026-01-05T09:00:00Z").exit)
        register = {row["Release key"]: row for row in self.sheet("Register")}
        self.assertEqual("RUN-1", register["R1-L-1001"]["Batch"])
        self.assertEqual("RUN-2", register["R2-L-5"]["Batch"])
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def rows_again(self):
        return [["L-1001", "CF-1", "Larch House", "", "", "140.00"]]

    def test_marks_survive_a_run_that_gives_the_same_rows(self):
        self.prepare(run_id="RUN-2")
        register = {row["Release key"]: row for row in self.sheet("Register")}
        self.assertEqual(("RUN-1", SECOND), (register["R1-L-1001"]["Batch"], register["R1-L-1001"]["Released by"]))
        self.assertEqual("2025-12-09", register["R1-L-1001"]["Released on"].date().isoformat())
        self.assertIsNone(register["R1-L-1004"]["Batch"])
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_verify_says_that_it_is_released_and_the_run_can_still_be_done_again(self):
        verify = self.command("verify", self.workbook, "--json")
        self.assertEqual(0, verify.exit, str(verify))
        self.assertIn("approved by b.checker on 08/12/2025 at 09:30 UTC and released by b.checker on 09/12/2025 at 11:00 UTC", next(line["words"] for line in verify.lines if line.get("id") == "batch-released"))
        replay = self.command("replay", "RUN-1", "--workbook", self.workbook, "--inputs", self.folder / "payments.csv", "--json")
        self.assertEqual((0, "same"), (replay.exit, replay.outcome["status"]), str(replay))
        self.assertEqual(3, self.command("replay", "RELEASE-1", "--inputs", self.folder / "payments.csv").exit)

    def test_no_line_and_no_person_is_in_the_ledger(self):
        text = json.dumps([body for _, _, body in self.bodies()])
        for word in ("L-1001", "CF-1", "Larch", "Anytown", "R1-"):
            self.assertNotIn(word, text)
        kind, user, body = next(entry for entry in self.bodies() if entry[0] == "prepared" and entry[2].get("action") == "release")
        self.assertEqual((SECOND, "RUN-1", 3, 3), (user, body["batch"], len(body["keys"]), len(body["files"])))


if __name__ == "__main__":
    unittest.main()
