"""Two copies of one workbook that went different ways, brought together: what people typed three ways, the later run's figures, both Audit sheets."""

import shutil
from pathlib import Path

from counterfoil import CommandTest, changes, column_of, load, main, table
from package import Package
from reviewers_test import GONE, HEADINGS, MOVED, QUIET, SAME

EXTRA = "Rang the family?"


def type_into(path, key, **cells):
    """What staff type into a row of Changes, by heading ("Decision" as decision)."""
    sheet, at = load(path)["Changes"], changes(path)[key]["#"]
    package = Package(path)
    for heading, text in cells.items():
        package.type_text("Changes", at, column_of(sheet, HEADINGS, heading.capitalize()), text)
    package.save()


class MergeCopies(CommandTest):
    def setUp(self):
        super().setUp()
        self.run_pair(0)
        sheet = load(self.workbook)["Changes"]
        self.heading = next(row["#"] for row in table(sheet, *HEADINGS)) - 1
        self.extra = max(cell.column for cell in sheet[self.heading] if cell.value is not None) + 1
        package = Package(self.workbook)
        package.type_text("Changes", self.heading, self.extra, EXTRA)
        package.save()
        type_into(self.workbook, GONE, decision="Query", initials="AB")
        self.base, self.mine, self.theirs = (self.folder / name for name in ("Base.xlsx", "Mine.xlsx", "Theirs.xlsx"))
        for copy in (self.base, self.mine, self.theirs):
            shutil.copy(self.workbook, copy)
        self.merged = self.folder / "Mine (merged).xlsx"

    def merge(self, *more, run_id="RUN-M", clock="2026-01-10T09:00:00Z", **options):
        before = [path.read_bytes() for path in (self.base, self.mine, self.theirs)]
        result = self.command("merge", self.base, self.mine, self.theirs, *more, run_id=run_id, clock=clock, **options)
        self.assertEqual(before, [path.read_bytes() for path in (self.base, self.mine, self.theirs)], "the copies are only read")
        return result

    def verified(self, path=None):
        result = self.command("verify", path or self.merged)
        self.assertEqual(0, result.exit, str(result))

    def test_only_one_side_changed_each_cell(self):
        type_into(self.mine, SAME, decision="OK", initials="TM")
        type_into(self.theirs, MOVED, decision="Error", initials="JS", comment="Asked the provider <again> & again")
        type_into(self.theirs, GONE, initials="JS")
        package = Package(self.theirs)
        package.type_text("Changes", changes(self.theirs)[QUIET]["#"], self.extra, "Yes, on Monday")
        package.save()
        result = self.merge("--json")
        self.assertEqual(0, result.exit, str(result))
        told = next(line for line in result.lines if line["event"] == "merged")
        self.assertEqual((2, 5, 0), (told["taken-from-mine"], told["taken-from-theirs"], told["same-in-both"]))
        self.assertEqual(str(self.merged), told["workbook"])
        rows = changes(self.merged)
        self.assertEqual(("OK", "TM"), (rows[SAME]["Decision"], rows[SAME]["Initials"]))
        self.assertEqual(("Error", "JS", "Asked the provider <again> & again"), tuple(rows[MOVED][one] for one in ("Decision", "Initials", "Comment")))
        self.assertEqual(("Query", "JS"), (rows[GONE]["Decision"], rows[GONE]["Initials"]))
        self.assertEqual("Yes, on Monday", rows[QUIET][EXTRA])
        self.assertEqual(["RUN-1", "RUN-M"], [row["Run"] for row in table(load(self.merged)["Audit"], "Run", "This record")])
        self.verified()
        self.verified(self.mine)
        # The next period goes into the merged workbook as into any other.
        self.assertEqual(0, self.compare(1, 2, workbook=self.merged, run_id="RUN-2", clock="2026-01-11T09:00:00Z").exit)
        # What was decided was about that period's payment; the next one is asked about anew, and the decision is quoted.
        self.assert_asked_anew(changes(self.merged)[SAME], "Decision OK; Initials TM")
        self.verified()

    def assert_asked_anew(self, row, quoted):
        self.assertEqual((None, None), (row["Decision"], row["Initials"]))
        self.assertEqual(f"Decided before, for 10 Nov to 7 Dec 2025, about £{row['Current']:.2f}: {quoted}", row["Carried forward"])

    def test_both_changed_a_cell(self):
        type_into(self.mine, SAME, decision="OK", comment="Seen the letter")
        type_into(self.theirs, SAME, decision="Error", comment="Seen the letter")
        result = self.merge("--json")
        self.assertEqual(1, result.exit, str(result))
        question, = [line for line in result.lines if line["event"] == "needs-person"]
        row = changes(self.merged)[SAME]
        column = column_of(load(self.merged)["Changes"], HEADINGS, "Decision")
        self.assertEqual(("both-changed", "Changes", f"{chr(64 + column)}{row['#']}", "", "OK", "Error"),
                         tuple(question[one] for one in ("id", "sheet", "cell", "base", "mine", "theirs")))
        self.assertEqual((None, "Seen the letter"), (row["Decision"], row["Comment"]))
        for word in ("Two copies of the workbook differ here", "Decision OK", "Decision Error"):
            self.assertIn(word, row["Carried forward"])
        verified = self.command("verify", self.merged, "--json")
        self.assertEqual(["copies-differ"], [line["id"] for line in verified.lines if line.get("kind") == "problem"])
        plain = self.merge("--as", self.folder / "Second.xlsx", run_id="RUN-N")
        self.assertIn('Before: nothing; mine: "OK"; theirs: "Error".', plain.out)
        self.assertIn("1 matter needs a person", plain.out)

    def test_a_check_of_which_the_copies_differ_does_not_fade(self):
        # A Check that nobody decides is not kept as a row; but one copy said that it is an error.
        key = next(key for key, row in changes(self.workbook).items() if row["Risk"] == "Check" and row["Class"] == "Quantity")
        type_into(self.mine, key, decision="OK", initials="TM")
        type_into(self.theirs, key, decision="Error", initials="JS")
        self.assertEqual(1, self.merge().exit)
        self.assertEqual(0, self.compare(1, 2, workbook=self.merged, run_id="RUN-2", clock="2026-01-11T09:00:00Z").exit)
        row, = self.about_last_period(key)
        self.assertEqual(None, row["Decision"])
        for word in ("Two copies of the workbook differ here", "Decision OK", "Decision Error"):
            self.assertIn(word, row["Carried forward"])
        self.assertEqual(["copies-differ"], [line["id"] for line in self.command("verify", self.merged, "--json").lines if line.get("kind") == "problem"])
        package = Package(self.merged)
        package.type_text("Changes", row["#"], column_of(load(self.merged)["Changes"], HEADINGS, "Decision"), "OK")
        package.save()
        self.assertEqual(0, self.compare(1, 2, workbook=self.merged, run_id="RUN-3", clock="2026-01-12T09:00:00Z").exit)
        self.assertEqual([], self.about_last_period(key))
        self.verified()

    def about_last_period(self, key):
        rows = table(load(self.merged)["Changes"], *HEADINGS)
        return [row for row in rows if (str(row["Person ID"]), str(row["Line ID"])) == key and row["About"] == "10 Nov to 7 Dec 2025"]

    def test_theirs_has_gone_on_to_the_next_period(self):
        type_into(self.mine, SAME, decision="OK", initials="TM")       # asked again next period, of that period's payment
        type_into(self.mine, MOVED, decision="Error", initials="JS")   # nobody has settled it: it stays open
        type_into(self.mine, QUIET, decision="OK", comment="All is well")  # not there any more
        self.assertEqual(0, self.compare(1, 2, workbook=self.theirs, run_id="RUN-2", clock="2026-01-05T09:30:00Z").exit)
        type_into(self.theirs, SAME, comment="Asked in January")
        result = self.merge()
        self.assertEqual(0, result.exit, str(result))
        rows = changes(self.merged)
        self.assert_asked_anew(rows[SAME], "Decision OK; Initials TM")
        self.assertEqual("Asked in January", rows[SAME]["Comment"])
        self.assertEqual(("Error", "JS", "10 Nov to 7 Dec 2025"), tuple(rows[MOVED][one] for one in ("Decision", "Initials", "First asked")))
        self.assertNotIn(QUIET, rows)
        history = {(str(row["Person ID"]), str(row["Line ID"])): row for row in table(load(self.merged)["Past decisions"], "Period", "Person ID", "Line ID")}
        self.assertEqual(("OK", "All is well"), (history[QUIET]["Decision"], history[QUIET]["Comment"]))
        self.assertEqual(("OK", "TM"), (history[SAME]["Decision"], history[SAME]["Initials"]))
        self.assertEqual(("Error", "JS"), (history[MOVED]["Decision"], history[MOVED]["Initials"]))
        self.assertEqual(["RUN-1", "RUN-2", "RUN-M"], [row["Run"] for row in table(load(self.merged)["Audit"], "Run", "This record")])
        self.verified()

    def test_both_ran_on(self):
        type_into(self.mine, SAME, decision="OK", initials="TM")
        self.assertEqual(0, self.compare(0, 1, workbook=self.mine, run_id="RUN-A", clock="2026-01-04T09:30:00Z").exit)
        self.assertEqual(0, self.compare(1, 2, workbook=self.theirs, run_id="RUN-B", clock="2026-01-05T09:30:00Z").exit)
        self.assertEqual(0, self.compare(1, 2, workbook=self.theirs, run_id="RUN-C", clock="2026-01-06T09:30:00Z").exit)
        result = self.merge()
        self.assertIn(result.exit, (0, 1), str(result))
        self.assertEqual(["RUN-1", "RUN-B", "RUN-C", "RUN-A", "RUN-M"], [row["Run"] for row in table(load(self.merged)["Audit"], "Run", "This record")])
        self.assert_asked_anew(changes(self.merged)[SAME], "Decision OK; Initials TM")
        self.verified()
        # A row of the other copy's that is taken out afterwards is missed.
        package = Package(self.merged)
        part = package.sheet_part("Audit")
        root = package.xml(part)
        rows = root.find("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheetData")
        rows.remove(rows[-2])
        package.put(part, root)
        package.save()
        self.assertEqual(1, self.command("verify", self.merged).exit)

    def test_a_period_that_only_the_other_has_is_said(self):
        # Mine ran the next period first; theirs ran last period again, later: the merged figures are theirs.
        self.assertEqual(0, self.compare(1, 2, workbook=self.mine, run_id="RUN-A", clock="2026-01-04T09:30:00Z").exit)
        type_into(self.mine, SAME, decision="Error", initials="TM")
        self.assertEqual(0, self.compare(0, 1, "--set", "change-percent=30%", "--reason", "a trial", workbook=self.theirs, run_id="RUN-B", clock="2026-01-05T09:30:00Z").exit)
        result = self.merge("--json")
        self.assertEqual(1, result.exit, str(result))
        question = next(line for line in result.lines if line.get("id") == "run-again")
        self.assertIn("RUN-A", question["words"])
        self.assertIn("run that period again", question["words"])
        self.verified()

    def test_what_cannot_be_brought_together(self):
        self.assertEqual(3, self.command("merge", self.base, self.mine).exit)
        self.assertEqual(0, self.merge().exit)
        again = self.merge(run_id="RUN-N")
        self.assertEqual(3, again.exit)
        self.assertIn("is there already", again.err)
        self.assertEqual(3, self.merge("--as", self.mine, run_id="RUN-N").exit)
        other = self.folder / "Other.xlsx"
        self.assertEqual(0, self.compare(0, 1, workbook=other, run_id="RUN-O").exit)
        self.theirs = other
        refused = self.merge("--as", self.folder / "New.xlsx", run_id="RUN-P")
        self.assertEqual(2, refused.exit)
        self.assertIn("are not copies of one workbook", refused.err)
        self.assertFalse((self.folder / "New.xlsx").exists())
        self.theirs = Path(shutil.copy(self.exports[1], self.folder / "Export.xlsx"))
        self.assertEqual(2, self.merge("--as", self.folder / "New.xlsx", run_id="RUN-Q").exit)

    def test_notes_and_own_sheets_are_listed(self):
        package = Package(self.theirs)
        package.note("Changes", changes(self.theirs)[SAME]["#"], 1, "Staff note: see the file")
        package.save()
        result = self.merge("--json")
        self.assertEqual(1, result.exit, str(result))
        question, = [line for line in result.lines if line["event"] == "needs-person"]
        self.assertEqual(("note", "", "Staff note: see the file"), (question["id"], question["mine"], question["theirs"].strip()))


if __name__ == "__main__":
    main()
