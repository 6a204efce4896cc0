"""Versions side by side: workbooks and ledgers that earlier versions made go on, and those of a later version are left alone."""

import csv
import pathlib
import re
import shutil
import sqlite3

from counterfoil import CommandTest, changes, column_of, load, main, table
from package import Package

def column_total(export):
    with open(export, newline="", encoding="utf-8") as file:
        return round(sum(float(row["Net"]) for row in csv.DictReader(file)), 2)


VERSIONS = sorted(folder for folder in (pathlib.Path(__file__).resolve().parents[1] / "versions").iterdir() if folder.is_dir())


class Versions(CommandTest):
    def in_version(self, version):
        """A folder with a copy of what the version left."""
        folder = pathlib.Path(shutil.copytree(version, self.folder / version.name))
        self.ledger = folder / "ledger.sqlite"
        return folder

    def next_period(self, folder, *more, workbook=None, **options):
        return self.command("run", "cwd-comparison", "--current", folder / "June.csv", "--workbook", workbook or folder / "CWD comparison.xlsx", "--json", *more,
                            cwd=folder, run_id="RUN-9", clock="2025-07-01T09:30:00Z", **options)

    def test_there_are_some(self):
        self.assertIn("0.1.0", [version.name for version in VERSIONS])

    def test_each_is_sound(self):
        for version in VERSIONS:
            with self.subTest(version=version.name):
                folder = self.in_version(version)
                for workbook in sorted(folder.glob("*.xlsx")):
                    result = self.command("verify", workbook)
                    self.assertEqual(0, result.exit, f"{workbook.name}: {result}")

    def test_turning_18_goes_on(self):
        for version in VERSIONS:
            with self.subTest(version=version.name):
                folder = self.in_version(version)
                again = self.command("run", "turning-18", "--payments", folder / "June.csv", "--workbook", folder / "Turning 18.xlsx", cwd=folder, run_id="RUN-10",
                                     clock="2025-07-01T09:40:00Z")
                self.assertEqual(0, again.exit, str(again))
                self.assertEqual(0, self.command("verify", folder / "Turning 18.xlsx").exit)
                book = load(folder / "Turning 18.xlsx")
                self.assertEqual(["Periods", "Settings"], book.sheetnames[-2:], "sheets that came since stand behind its own")
                self.assertTrue(table(book["Settings"], "Setting", "Value"))
                june, = (row for row in table(book["Periods"], "Period", "What") if row["What"] == "Compared" and row["Run"] == "RUN-10")
                self.assertEqual(column_total(folder / "June.csv"), june["Total"])

    def test_a_comparison_from_before_questions_had_names_goes_on_in_a_new_workbook(self):
        folder = self.in_version(VERSIONS[0])
        old, new = folder / "CWD comparison.xlsx", folder / "CWD comparison from June.xlsx"
        before = old.read_bytes()
        refused = self.next_period(folder)
        self.assertEqual(2, refused.exit, str(refused))
        said = " ".join(refused.outcome["words"])
        for words in ("was made by an earlier version of Counterfoil", 'no column "About"', "left as it is", '--continue-from "CWD comparison.xlsx"'):
            self.assertIn(words, said)
        self.assertEqual(before, old.read_bytes())
        result = self.next_period(folder, "--continue-from", old, workbook=new)
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual(before, old.read_bytes())
        said = " ".join(result.outcome["words"])
        self.assertIn("as run RUN-1 kept them", said)
        self.assertIn("remembers what was paid, from 05/05/2025 on", said)
        # £200.00 became £210.00 for P2; May's lines came out of the old workbook.
        row = changes(new)["P2", "7002"]
        self.assertEqual((200, 210), (row["Previous"], row["Current"]))
        # £4,280.00 for P1 in May was a query that nobody had settled, and is not forgotten.
        open_still, = (row for row in table(load(new)["Changes"], "Person ID", "Line ID", "About") if row["Person ID"] == "P1")
        self.assertEqual(("5 May to 1 Jun 2025", "5 May to 1 Jun 2025", "Query", 1, None),
                         tuple(open_still[one] for one in ("About", "First asked", "Risk", "Open for", "Decision")))
        self.assertIn("from £428.00 to £4,280.00", open_still["Reasons"])
        self.assertEqual(3852, open_still["At stake"])
        self.assertIn("1 question asked before (£3,852.00)", said)
        self.assertEqual(0, self.command("verify", new).exit)

    def test_a_cell_changed_by_hand_is_still_found(self):
        workbook = self.in_version(VERSIONS[0]) / "CWD comparison.xlsx"
        sheet, headings = load(workbook)["Changes"], ("Person ID", "Line ID", "Decision")
        package = Package(workbook)
        package.type_number("Changes", table(sheet, *headings)[0]["#"], column_of(sheet, headings, "Current"), 428)
        package.save()
        verified = self.command("verify", workbook)
        self.assertEqual(1, verified.exit, str(verified))
        self.assertIn("£4,280.00", verified.out)

    def test_copies_from_before_questions_had_names_are_left_alone(self):
        folder = self.in_version(VERSIONS[0])
        for name in ("Mine.xlsx", "Theirs.xlsx"):
            shutil.copy(folder / "CWD comparison.xlsx", folder / name)
        result = self.command("merge", folder / "CWD comparison.xlsx", folder / "Mine.xlsx", folder / "Theirs.xlsx")
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("made by an earlier version of Counterfoil", result.err)

    def test_a_later_record_is_left_alone(self):
        folder = self.in_version(VERSIONS[-1])
        workbook = folder / "CWD comparison.xlsx"
        package = Package(workbook)
        part = next(name for name, content in package.parts.items() if name.startswith("customXml/item") and b"<record" in content)
        package.parts[part] = re.sub(rb"urn:counterfoil:record:[123]\b", b"urn:counterfoil:record:99", package.parts[part])
        package.save()
        before = workbook.read_bytes()
        for result in (self.next_period(folder), self.next_period(folder, "--previous", folder / "May.csv"), self.command("verify", workbook, "--json"),
                       self.command("approve", workbook, "--json")):
            self.assertEqual(2, result.exit, str(result))
            said = result.out + result.err
            self.assertIn("made by a later version of Counterfoil", said)
            self.assertIn("Update this one", said)
            self.assertNotIn("another program", said)
        self.assertEqual(before, workbook.read_bytes())

    def test_a_later_ledger_is_left_alone(self):
        folder = self.in_version(VERSIONS[-1])
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute("PRAGMA user_version = 999")
        ledger.close()
        before = (folder / "CWD comparison.xlsx").read_bytes()
        result = self.next_period(folder)
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("later version of Counterfoil", result.out)
        self.assertEqual(before, (folder / "CWD comparison.xlsx").read_bytes())


if __name__ == "__main__":
    main()
