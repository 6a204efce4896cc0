"""The period of a task that releases nothing is signed too: a second person approves the figures and every decision as it stands."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from counterfoil import CommandTest, column_of, load, main, table  # noqa: E402
from package import Package  # noqa: E402

CHANGES = ("Person ID", "Line ID", "Difference", "Decision")
WATCH = ("Person ID", "Turns 18", "Decision")
MANAGER = "m.manager"
LATER = "2025-12-09T09:30:00Z"


class Period(CommandTest):
    def setUp(self):
        super().setUp()
        self.know_people("tester", MANAGER, "n.other")
        self.assertEqual(0, self.compare(0, 1).exit)

    def rows(self):
        return [row for row in table(load(self.workbook)["Changes"], *CHANGES) if row["Person ID"]]

    def decide(self, row, word):
        package = Package(self.workbook)
        package.type_text("Changes", row["#"], column_of(load(self.workbook)["Changes"], CHANGES, "Decision"), word)
        package.save()

    def approve(self, *more, user=MANAGER, run_id="SIGN-1", clock=LATER, workbook=None):
        return self.command("approve", workbook or self.workbook, "--json", *more, user=user, run_id=run_id, clock=clock)

    def verify(self, exit_status=0):
        result = self.command("verify", self.workbook, "--json")
        self.assertEqual(exit_status, result.exit, str(result))
        return {line["id"]: line["words"] for line in result.lines if "id" in line}

    def refused(self, result, what):
        self.assertEqual((1, "refused"), (result.exit, result.outcome["status"]), str(result))
        self.assertIn(what, [line.get("id") for line in result.lines])

    def test_a_second_person_signs_and_later_edits_show(self):
        rows = self.rows()
        self.decide(rows[0], "Accept")
        self.refused(self.approve(user="COUNCIL\\Tester"), "same-person")
        self.assertNotIn("period-not-approved", self.verify())
        result = self.approve("--comment", "Looked at\nthe ten largest")
        self.assertEqual((0, "approved"), (result.exit, result.outcome["status"]), str(result))
        said = "\n".join(result.outcome["words"])
        self.assertNotIn("Setting ", said, "every setting is the program's own")
        self.assertIn(f"  Changes: 1 Accept, {len(rows) - 1} undecided", said)
        self.assertIn("can be deleted there again", said)
        self.assertIn(f"Changes, row {rows[1]['Person ID']}, {rows[1]['Line ID']}", said.split("Undecided: ")[1])
        self.assertNotIn(f"Changes, row {rows[0]['Person ID']}, {rows[0]['Line ID']}", said.split("Undecided: ")[1])
        audit = table(load(self.workbook)["Audit"], "Run", "Prepared by", "Settings")
        self.assertEqual(("SIGN-1", MANAGER), (audit[-1]["Run"], audit[-1]["Prepared by"]))
        self.assertTrue(audit[-1]["Settings"].startswith("Sign-off of the period of run RUN-1: approved\ncheck code = "), audit[-1])
        self.assertIn("comment = Looked at the ten largest", audit[-1]["Settings"])
        self.assertIn("approved by m.manager on 09/12/2025 at 09:30 UTC (by the council's people file)", self.verify()["period-approved"])
        code = next(line["code"] for line in result.lines if line["event"] == "signed")
        self.assertEqual(0, self.command("verify", self.workbook, "--expect", code).exit)
        # The record folder names nobody that is decided on.
        acts = b"".join(file.read_bytes() for file in (self.folder / "Counterfoil record").iterdir())
        self.assertNotIn(str(rows[1]["Person ID"]).encode(), acts)

        self.decide(rows[1], "Query")
        changed = self.verify(1)["period-changed-since-approval"]
        self.assertIn(f"1 decision was changed (Changes, row {rows[1]['Person ID']}, {rows[1]['Line ID']}", changed)
        secret = next((self.folder / "Counterfoil record").glob("*.secret"))
        kept = secret.read_bytes()
        secret.unlink()
        self.assertIn("which decisions cannot be told", self.verify(1)["period-changed-since-approval"])
        secret.write_bytes(kept)
        # The next month waits for nothing, and says so.
        following = self.compare(1, 2, "--json", run_id="RUN-2", clock="2026-01-05T09:30:00Z")
        self.assertEqual(0, following.exit, str(following))
        told = [line["sentence"] for line in following.lines if line.get("id") == "period-changed-since-approval"]
        self.assertEqual(1, len(told))
        self.assertIn("The period of run RUN-1 in CWD comparison.xlsx was approved by m.manager on 09/12/2025 at 09:30 UTC, and since then 1 decision was changed", told[0])
        self.assertIn("is approved by nobody yet", self.verify()["period-not-approved"])
        # This run's preparer is proven, by their signed act.
        self.assertNotIn("not proven", "\n".join(self.approve(run_id="SIGN-2", clock="2026-01-06T09:30:00Z").outcome["words"]))
        self.assertIn("period-approved", self.verify())

    def test_rejected_until_something_is_decided_otherwise(self):
        self.assertEqual("rejected", self.approve("--reject", "--comment", "Too many open").outcome["status"])
        self.assertIn("rejected by m.manager", self.verify()["period-rejected"])
        self.refused(self.approve(user="n.other", run_id="SIGN-2", clock="2025-12-10T09:30:00Z"), "rejected-before")
        self.decide(self.rows()[0], "Accept")
        self.assertEqual("approved", self.approve(run_id="SIGN-3", clock="2025-12-11T09:30:00Z").outcome["status"])
        self.assertIn("period-approved", self.verify())

    def test_a_figure_that_was_changed_cannot_be_signed(self):
        package = Package(self.workbook)
        package.type_number("Changes", self.rows()[0]["#"], column_of(load(self.workbook)["Changes"], CHANGES, "Difference"), 1)
        package.save()
        self.refused(self.approve(), "cell-changed")

    def test_what_a_sheet_says_is_no_signature(self):
        self.approve()
        for act in (self.folder / "Counterfoil record").glob("*.approved.*"):
            act.unlink()
        self.assertIn("holds no such signed act", self.verify(1)["sign-off-not-signed"])

    def test_an_unknown_key_is_named_not_proven(self):
        self.machine = {"COUNTERFOIL_FIXED_MACHINE_FOLDER": str(self.folder / "nothing")}
        self.assertEqual(0, self.approve(user="z.unknown").exit)
        self.assertIn("named, not proven", self.verify()["period-not-proven"])

    def test_a_watch_list_is_signed_and_nothing_is_released_of_it(self):
        watch = self.folder / "Turning 18.xlsx"
        self.assertEqual(0, self.command("run", "turning-18", "--payments", self.exports[1], "--workbook", watch, run_id="RUN-T1").exit)
        result = self.approve(workbook=watch)
        self.assertEqual("approved", result.outcome["status"], str(result))
        people = [row for row in table(load(watch)["Watch list"], *WATCH) if row["Person ID"]]
        self.assertIn(f"  Watch list: {len(people)} undecided", result.outcome["words"])
        released = self.command("release", watch, "--json", user=MANAGER, run_id="RELEASE-1")
        self.assertEqual(3, released.exit, str(released))


if __name__ == "__main__":
    main()
