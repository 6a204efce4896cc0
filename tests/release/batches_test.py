"""One run, two batches: payments and deductions. Each has its own lines, files, sign-off, acts and end, and nothing that happens to one touches the other."""

import os
import shutil
import unittest

from batch import FIRST, PAYMENTS, SECOND, BatchTest, rows_of

FAULTS = os.environ.get("COUNTERFOIL_FAULTS", "")
# Invented. Two lines that are taken off next payments: £100.50.
DEDUCTIONS = [["D-2001", "CF-5", "Elm House", "", "", "75.00"], ["D-2002", "CF-6", "Ash House", "", "", "25.50"]]
OURS = "RUN-1-deductions"


class TwoBatches(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare(PAYMENTS + DEDUCTIONS)

    def inspected(self, user=SECOND):
        return next(line for line in self.command("inspect", "--workbook", self.workbook, "--json", user=user).lines if line["event"] == "workbook")

    def states(self):
        return {each["id"]: each["state"] for each in self.inspected()["batches"]}

    def approve_both(self):
        for kind in ("payments", "deductions"):
            self.assertEqual(0, self.approve("--batch", kind, run_id=f"APPROVE-{kind}").exit)

    def test_the_sign_off_says_which_is_which_and_nothing_is_netted(self):
        self.assertEqual([("RUN-1", "Payments", 3, 1434.56, "Invoices: 2, £1,374.56"), (OURS, "Deductions", 2, 100.50, "Deductions: 2, £100.50")],
                         [(row["Batch"], row["What"], row["Lines"], row["Amount"], row["What is signed"].splitlines()[0]) for row in self.sheet("Sign-off")])
        told = self.inspected()
        self.assertEqual([("RUN-1", "payments", "Payments", 3, 143456), (OURS, "deductions", "Deductions", 2, 10050)],
                         [(each["id"], each["kind"], each["title"], each["rows"], each["pence"]) for each in told["batches"]])
        self.assertEqual(told["batches"][0], told["batch"])  # what it always meant
        self.assertEqual(["Payments: 3 lines that a.preparer prepared wait for you to approve or reject.", "Deductions: 2 lines that a.preparer prepared wait for you to approve or reject."],
                         [each["words"] for each in told["next"] if each["what"] == "approve"])

    def test_a_run_of_one_kind_has_one_batch(self):
        self.prepare(DEDUCTIONS, run_id="RUN-2")
        self.assertEqual(["RUN-2-deductions"], [row["Batch"] for row in self.sheet("Sign-off")])
        self.assertEqual({"RUN-1": "Payments", OURS: "Deductions"}, {row["Batch"]: row["What"] for row in self.sheet("Past sign-offs")})
        self.assertEqual(0, self.approve(run_id="APPROVE-2").exit)
        self.assertEqual(0, self.release(run_id="RELEASE-2").exit)

    def test_it_is_asked_which_one_while_both_wait(self):
        before = self.workbook.read_bytes()
        asked = self.approve()
        self.assertRefused(asked, "which-batch")
        self.assertEqual("The workbook holds 2 batches, and each is approved and released by itself. Payments (batch RUN-1, 3 lines, £1,434.56 gross): waiting. "
                         "Deductions (batch RUN-1-deductions, 2 lines, £100.50 gross): waiting. Say which one you approve.", asked.problems["which-batch"])
        self.assertRefused(self.approve("--batch", "elsewhere"), "which-batch")
        self.assertRefused(self.approve("--reject"), "which-batch")
        self.assertRefused(self.release(), "which-batch")
        typed = self.command("approve", self.workbook, user=SECOND)
        self.assertIn("(--batch payments or --batch deductions)", typed.out + typed.err, str(typed))
        self.assertEqual(before, self.workbook.read_bytes())
        self.assertEqual(0, self.approve("--batch", "Deductions").exit)
        left = self.approve(run_id="APPROVE-2")  # the one that still waits
        self.assertIn("Payments (batch RUN-1", left.outcome["words"][0], str(left))

    def test_each_goes_out_by_itself(self):
        self.assertEqual(0, self.approve("--batch", OURS).exit)
        done = self.release(clock="2025-12-09T11:00:00Z")  # the one that is approved
        self.assertEqual(0, done.exit, str(done))
        self.assertEqual({OURS: "released", "RUN-1": "waiting"}, self.states())
        files = self.released_files(OURS)
        self.assertEqual([["Person", "Payee", "Amount", "Key"], ["CF-5", "Elm House", "75.00", "R1-D-2001"], ["CF-6", "Ash House", "25.50", "R1-D-2002"]],
                         rows_of(files[f"Deductions {OURS}.csv"]))
        self.assertFalse([name for name in files if name.startswith("Load")])
        register = {row["Release key"]: row["Batch"] for row in self.sheet("Register")}
        self.assertEqual((OURS, None), (register["R1-D-2001"], register["R1-L-1001"]))
        loaded = self.command("verify", self.released_folder(OURS), "--json", user="d.one")
        self.assertEqual(0, loaded.exit, str(loaded))
        self.assertIn("Deductions: batch RUN-1-deductions of the task release-sample: 2 lines, £100.50 gross (Deductions: 2, £100.50).", next(line["words"] for line in loaded.lines if line.get("id") == "release-batch"))
        self.assertEqual(0, self.approve(run_id="APPROVE-2").exit)
        self.assertEqual(0, self.release(run_id="RELEASE-2").exit)
        self.assertIn("Load RUN-1.csv", self.released_files())
        told = self.command("verify", self.workbook, "--json")
        self.assertEqual(0, told.exit, str(told))
        self.assertEqual(["Deductions (batch RUN-1-deductions", "Payments (batch RUN-1"], sorted(line["words"].split(",")[0] for line in told.lines if line.get("id") == "batch-released"))
        self.assertRefused(self.release("--batch", "deductions", run_id="RELEASE-3"), "released-before")

    def test_one_rejected_the_other_released(self):
        self.assertEqual(0, self.approve("--reject", "--batch", "deductions").exit)
        self.assertEqual(0, self.approve(run_id="APPROVE-2").exit)
        self.assertRefused(self.release("--batch", "deductions"), "rejected")
        self.assertEqual(0, self.release().exit)
        self.assertEqual({"RUN-1": "released", OURS: "rejected"}, self.states())
        told = self.command("verify", self.workbook, "--json")
        self.assertEqual({"batch-released", "batch-rejected"}, {line["id"] for line in told.lines if line.get("id", "").startswith("batch-")}, str(told))

    def test_a_run_while_one_is_approved_and_the_other_waits(self):
        self.assertEqual(0, self.approve("--batch", "payments").exit)
        self.prepare(PAYMENTS + DEDUCTIONS, run_id="RUN-2")
        self.assertEqual({"RUN-2": "waiting", "RUN-2-deductions": "waiting"}, self.states())
        self.assertEqual({"RUN-1": "Approve", OURS: None}, {row["Batch"]: row["Decision"] for row in self.sheet("Past sign-offs")})
        self.assertRefused(self.release("--batch", "payments"), "not-approved")

    def test_a_hesitation_stops_its_own_batch(self):
        self.edit("Deductions", "Decision", "HOLD")
        self.assertRefused(self.approve("--batch", "deductions"), "stopped-by-reviewer")
        self.assertEqual(0, self.approve("--batch", "payments").exit)

    def test_lines_of_one_never_go_out_with_the_other(self):
        done = self.approve("--batch", "deductions", "--profile", "sample-load")
        self.assertEqual(2, done.exit, str(done))
        self.assertIn("holds the lines of \"Payments\", which is a batch of its own", done.outcome["words"][0])

    def test_the_act_of_the_other_batch_stands_for_nothing(self):
        self.approve_both()
        approvals = [path for path in self.record() if ".approved." in path.name]
        ours = next(path for path in approvals if b"what: Deductions" in path.read_bytes())
        others = next(path for path in approvals if path != ours)
        ours.write_bytes(others.read_bytes())  # an approval in the other's name
        refused = self.release("--batch", "deductions")
        self.assertIn("act-torn", refused.problems, str(refused))
        self.assertEqual(0, self.release("--batch", "payments").exit)
        shutil.copytree(self.released_folder(), self.folder / "mixed")
        for path in (self.folder / "mixed").glob("*.act"):
            if b"kind: approved" in path.read_bytes():
                path.write_bytes(ours.read_bytes().replace(b"batch: RUN-1\n", f"batch: {OURS}\n".encode()))
        self.assertEqual(1, self.command("verify", self.folder / "mixed", "--json", user="d.one").exit)

    @unittest.skipUnless(FAULTS, "needs the library that lets calls fail")
    def test_one_released_and_the_other_cut_off(self):
        self.approve_both()
        self.assertEqual(0, self.release("--batch", "payments").exit)
        cut = self.release("--batch", "deductions", run_id="RELEASE-2",
                           extra={"LD_PRELOAD": FAULTS, "FAULT_FOLDER": str(self.folder / "Payments"), "FAULT_AT": "2", "FAULT_ONLY": "rename", "FAULT_HOW": "13", "FAULT_STAYS": "1"})
        self.assertEqual(2, cut.exit, str(cut))
        run = self.command("run", "release-sample", "--payments", self.export(), "--workbook", self.workbook, "--json", run_id="RUN-2", user=FIRST)
        self.assertEqual(2, run.exit, str(run))
        self.assertIn("The release of batch RUN-1-deductions", run.outcome["words"][0])
        self.assertEqual(["release-cut-off"], list(self.command("verify", self.workbook, "--json").problems))
        done = self.release(run_id="RELEASE-3")  # without saying which: what was cut off stands first
        self.assertEqual((0, "RUN-1-deductions"), (done.exit, next(line["batch"] for line in done.lines if line["event"] == "released")), str(done))
        self.assertEqual({"RUN-1": "released", OURS: "released"}, self.states())
        self.assertEqual({"RUN-1", OURS}, {row["Batch"] for row in self.sheet("Register") if row["Batch"]})


if __name__ == "__main__":
    unittest.main()
