"""One person removed at the end of retention: nothing of them is left in any byte, the pounds stay, and all else still proves."""

import shutil

import check_evidence
import openpyxl
from counterfoil import load, main, table
from forgetting import Forgetting
from half_year import FILLER, QUILL, run_id


class Forget(Forgetting):
    def signed_half_year(self):
        self.know_people("tester", "m.manager")
        (self.team / "Counterfoil record").mkdir()
        self.half_year()
        approved = self.command("approve", self.workbook, "--json", user="m.manager", run_id="20251021-100000-0007", clock="2025-10-21T10:00:00Z")
        self.assertEqual(0, approved.exit, str(approved))

    def payments(self):
        return [{name: value for name, value in row.items() if name.startswith("Paid")} for row in table(load(self.workbook)["Payments"], "Person ID", "Line ID")]

    def test_a_person_leaves_no_trace_and_everything_else_still_proves(self):
        self.signed_half_year()
        before, paid = self.contents(), self.payments()
        dry = self.forget()
        self.assertEqual("would-remove", dry.outcome["status"], str(dry))
        self.assertEqual(before, self.contents(), "without --really nothing is written")
        payments = [line for line in dry.lines if line["event"] == "removal" and line["what"] == "Workbook" and line["sheet"] == "Payments"]
        # By hand: 428, 528 and 428 pounds in three periods.
        self.assertEqual([(1, 138400)], [(line["rows"], line["pence"]) for line in payments])
        done = self.forget("--really")
        self.assertEqual("removed", done.outcome["status"], str(done))
        self.assertEqual([], self.traces_left())
        self.assertEqual(paid, self.payments(), "pounds stay where they stood")
        self.assertEqual(3, len(table(load(self.workbook)["Payments"], "Person ID", "Line ID")))
        for path in sorted(self.team.rglob("*.xlsx")):
            said = self.verify(path)
            self.assertIn("by m.manager on 01/05/2033 at 09:30 UTC", said["removed-under-retention"], path.name)
        self.assertIn("Every decision is as it was approved", self.verify(self.workbook)["period-approved"])
        self.assertEqual("not-found", self.forget("--really", run_id="FORGET-2").outcome["status"])
        found = self.command("find", "CM-0001", self.team, "--save-as", "found.xlsx", "--json")
        self.assertEqual((0, "not-found"), (found.exit, found.outcome["status"]), str(found))
        (self.folder / "found.xlsx").unlink()
        self.replay_and_later_runs()
        self.evidence_holds()

    def replay_and_later_runs(self):
        replayed = self.command("replay", run_id(6), "--inputs", self.files_of(6), "--workbook", self.workbook, "--json")
        self.assertEqual(0, replayed.exit, str(replayed))
        following = self.period(7, (QUILL, "107.00", "428.00"), (FILLER, "50.00", "200.00"))
        result = self.command("run", "cwd-comparison", "--current", following, "--workbook", self.workbook, run_id="RUN-7", clock="2033-05-20T09:30:00Z")
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual([], self.traces_left())
        self.verify(self.workbook)

    def files_of(self, number):
        return self.exported / f"Payments {number}.csv"

    def evidence_holds(self):
        result = self.command("evidence", "--year", "2033-34", self.team, "--save-to", "evidence", "--json", clock="2034-04-10T09:30:00Z")
        self.assertEqual((0, "gathered"), (result.exit, result.outcome["status"]), str(result))
        check_evidence.check(self.folder / "evidence")
        acts = table(openpyxl.load_workbook(self.folder / "evidence/index.xlsx")["Acts"], "Act", "Login", "File")
        self.assertEqual({"removal-begun", "removed"}, {row["Act"] for row in acts if row["Login"] == "m.manager"})
        self.assertEqual([], self.traces_left())

    def test_what_is_not_safe_is_refused_in_words_and_nothing_is_changed(self):
        self.half_year(stays=True)
        before = self.contents()
        self.assertIn("lines among those of its last exports", self.refusals(self.forget("--really", exit=1)))
        early = self.refusals(self.forget("--really", clock="2026-05-01T09:30:00Z", before="01/05/2026", exit=1))
        self.assertIn("its retention has not ended", early)
        self.assertIn("01/05/2019 at the latest today", early)
        # Whoever prepares can write the team's settings: a short retention there is no leave to remove.
        (self.team / "counterfoil-settings.json").write_text('{ "retention": { "months": 12 } }', encoding="utf-8")
        shortened = self.refusals(self.forget("--really", clock="2026-10-01T09:30:00Z", before="01/06/2025", exit=1))
        self.assertIn("01/10/2019 at the latest today", shortened)
        (self.team / "counterfoil-settings.json").unlink()
        self.assertIn("has something of theirs up to", self.refusals(self.forget("--really", before="01/06/2025", exit=1)))
        broken = self.team / "broken.xlsx"
        broken.write_bytes(self.workbook.read_bytes()[:3000])
        self.assertIn("broken.xlsx cannot be looked through, and may name them", self.refusals(self.forget("--really", exit=1)))
        broken.unlink()
        self.assertEqual(3, self.command("forget", "CM-0001", "--before", "soon", self.team).exit)
        elsewhere = shutil.move(self.workbook, self.folder / "elsewhere.xlsx")
        self.assertIn("is an earlier version whose workbook is not there", self.refusals(self.forget("--really", exit=1)))
        shutil.move(elsewhere, self.workbook)
        after = {path: content for path, content in self.contents().items() if "Counterfoil record" not in path.parts}
        self.assertEqual(before, after)

    def test_a_removal_that_was_cut_off_is_said_and_goes_on(self):
        self.half_year()
        # The workbook, which comes last, cannot be replaced: something stands where it is written first.
        in_the_way = self.team / "CWD comparison.xlsx.counterfoil-saving" / "something"
        in_the_way.mkdir(parents=True)
        workbook = self.workbook.read_bytes()
        cut = self.forget("--really", exit=2)
        self.assertIn("The removal is not finished: 5 of 6 files are done.", cut.outcome["words"][0])
        self.assertIn("give the same command again", cut.outcome["words"][0])
        self.assertEqual(workbook, self.workbook.read_bytes())
        version = sorted((self.team / ".counterfoil-versions").iterdir())[1]
        self.assertIn("others may still name them", self.verify(version, 1)["removal-cut-off"])
        shutil.rmtree(in_the_way.parent)
        again = self.forget("--really", user="b.second", run_id="FORGET-2")
        self.assertEqual("removed", again.outcome["status"], str(again))
        self.assertEqual([], self.traces_left())
        marks = {row["Person ID"] for path in self.team.rglob("*.xlsx") for row in table(load(path)["Payments"], "Person ID", "Line ID") if row["Person ID"].startswith("Removed-")}
        self.assertEqual(1, len(marks), "whoever goes on puts the same in their place")
        for path in sorted(self.team.rglob("*.xlsx")):
            self.assertIn("removed-under-retention", self.verify(path), path.name)
        # Only the last word was missing.
        for act in (self.team / "Counterfoil record").glob("*.removed.*"):
            act.unlink()
        self.assertIn("removal-cut-off", self.verify(self.workbook, 1))
        self.assertEqual("removed", self.forget("--really", run_id="FORGET-3").outcome["status"])
        self.verify(self.workbook)

    def test_a_removal_that_nobody_signed_is_a_problem(self):
        self.half_year()
        self.forget("--really")
        self.assertIn("named, not proven", self.verify(self.workbook)["removed-under-retention"], "nobody here knows the key")
        shutil.rmtree(self.team / "Counterfoil record")
        self.assertIn("removal-not-signed", self.verify(self.workbook, 1))

    def test_what_is_not_ours_to_change_is_listed(self):
        self.half_year()
        (self.team / "Letter.txt").write_text("Dear Ms Marmalade,\nabout CM-0001 we write\n", encoding="utf-8")
        shutil.rmtree(self.team / "lost", ignore_errors=True)
        result = self.forget("--really", exit=1)
        self.assertEqual("removed", result.outcome["status"])
        remains = [line["words"] for line in result.lines if line.get("id") == "remains"]
        self.assertEqual(1, len(remains), remains)
        self.assertIn("Letter.txt", remains[0])
        self.assertIn("Delete it, or take them out by hand.", remains[0])


if __name__ == "__main__":
    main()
