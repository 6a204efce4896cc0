"""Half a year under two accounts: each question that an auditor asks has its command and its answer, and each tampering is named."""

import collections
import shutil
import sqlite3

import check_evidence
from counterfoil import column_of, load, main, table
from half_year import HalfYear, run_id
from package import Package

CHANGES = ("Person ID", "Line ID", "Decision")
HISTORY = ("Period", "Person ID", "Line ID")
MANAGER = "m.manager"


class Auditors(HalfYear):
    """tester prepares the odd runs and another the even ones; a manager approves. All are in the council's people file."""

    def setUp(self):
        super().setUp()
        self.know_people("tester", "b.second", MANAGER)
        (self.team / "Counterfoil record").mkdir()

    def command(self, *arguments, user=None, run_id="RUN-1", **options):
        if user is None:
            user = "b.second" if arguments[0] == "run" and run_id[-1] in "246" else "tester"
        return super().command(*arguments, user=user, run_id=run_id, **options)

    def verify(self, exit, *more):
        result = self.command("verify", self.workbook, "--json", *more, user="an.auditor")
        self.assertEqual(exit, result.exit, str(result))
        return {line["id"]: line["words"] for line in result.lines if line.get("kind") == "problem"} if exit else {}

    def type_into(self, sheet, headings, heading, text, row=0):
        book = load(self.workbook)[sheet]
        package = Package(self.workbook)
        package.type_text(sheet, table(book, *headings)[row]["#"], column_of(book, headings, heading), text)
        package.save()

    def change_record(self, was, now):
        package = Package(self.workbook)
        part = next(name for name, content in package.parts.items() if b'xmlns="urn:counterfoil:record:' in content)
        self.assertIn(was, package.parts[part])
        package.parts[part] = package.parts[part].replace(was, now)
        package.save()

    def change_ledger(self):
        database = sqlite3.connect(self.ledger)
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f'drop trigger "{name}"')
        database.execute("update entries set user = 'nobody' where user = 'tester'")
        database.commit()
        database.close()

    def forget_act(self, kind):
        for act in (self.team / "Counterfoil record").glob(f"*.{kind}.*"):
            act.unlink()

    def test_each_question_has_its_answer_and_each_tampering_its_name(self):
        self.half_year()
        approved = self.command("approve", self.workbook, "--json", user=MANAGER, run_id="20251021-100000-0007", clock="2025-10-21T10:00:00Z")
        self.assertEqual(0, approved.exit, str(approved))
        self.verify(0)
        self.answers()
        saved = shutil.copytree(self.folder, self.folder.parent / (self.folder.name + "-saved"))
        self.addCleanup(shutil.rmtree, saved)
        tamperings = {
            "a figure": (lambda: self.type_into("Payments", ("Person ID", "Line ID"), "Name", "Somebody Else"), "cell-changed", "Somebody Else"),
            "a past decision": (lambda: self.type_into("Past decisions", HISTORY, "Initials", "ZZ"), "past-decision-changed", '"ZZ"'),
            "the log of decisions": (lambda: self.change_record(b"mother rang", b"father rang"), "decision-log-changed", "not the one that"),
            "a row of the Audit sheet": (lambda: self.type_into("Audit", ("Run", "Prepared by"), "Prepared by", "n.other"), "record-edited", "row 1"),
            "the approval": (lambda: self.forget_act("approved"), "sign-off-not-signed", "holds no such signed act"),
            "the ledger": (self.change_ledger, "ledger-broken", ""),
        }
        for what, (tamper, id, words) in tamperings.items():
            with self.subTest(tampering=what):
                shutil.rmtree(self.team)
                shutil.copytree(saved / "team", self.team)
                shutil.copy(saved / "ledger.sqlite", self.ledger)
                tamper()
                found = self.verify(1)
                self.assertIn(id, found, found)
                self.assertIn(words, found[id])

    def answers(self):
        # Who ran what, and who approved it: from the ledger.
        runs = [(line["user"], line["state"]) for line in self.command("history", "--json").lines if line["event"] == "recorded-run"]
        self.assertEqual({("tester", "finished"): 3, ("b.second", "finished"): 3, (MANAGER, "approved"): 1}, collections.Counter(runs))
        self.assertEqual(0, self.command("verify", "--ledger-only").exit)
        # What did the approver see, and what stood on a day?
        version = sorted((self.team / ".counterfoil-versions").glob("*.approved.xlsx"))[0]
        seen = self.command("verify", version, "--json")
        self.assertIn(f"byte for byte, what {MANAGER} approved", " ".join(line["words"] for line in seen.lines if line.get("id") == "file-as-signed"))
        at = self.command("restore", self.workbook, "--as-at", "25/07/2025", "--as", self.folder / "July.xlsx", "--json", run_id="BACK-1")
        self.assertEqual(0, at.exit, str(at))
        self.assertEqual(run_id(3), table(load(self.folder / "July.xlsx")["Audit"], "Run", "Prepared by")[2]["Run"])
        # Was a decision changed after it was made?
        decided = self.command("decisions", self.workbook, "--of", "CM-0001", "--json")
        self.assertIn("first seen", {line.get("what") for line in decided.lines if line["event"] == "decision"})
        # Does the year reconcile, and is a period missing? Seven periods, none to explain.
        self.assertEqual(7, len([row for row in table(load(self.workbook)["Periods"], "Period", "What") if row["Total"]]))
        # Where is everything about one person, and all of the year in one folder?
        found = self.command("find", "CM-0001", self.team, "--save-as", self.folder / "found.xlsx", "--json")
        self.assertEqual("found", found.outcome["status"])
        pack = self.command("evidence", "--year", "2025-26", self.team, "--save-to", self.folder / "pack", "--json")
        self.assertEqual(0, pack.exit, str(pack))
        self.assertEqual((7, 7), check_evidence.check(self.folder / "pack", [self.workbook])[:2])
        replayed = self.command("replay", run_id(6), "--workbook", self.workbook, "--inputs", self.exported / "Payments 6.csv")
        self.assertEqual(0, replayed.exit, str(replayed))


if __name__ == "__main__":
    main()
