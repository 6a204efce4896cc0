"""What staff put into the workbook is theirs: it follows its line, is marked where the figure moved, and nothing they added is lost."""

import io
import shutil
import unittest

import openpyxl
from openpyxl.chart import BarChart, Reference

import office
from counterfoil import PLANTED, CommandTest, changes, column_of, load, main, pence, table
from package import Package

HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")
DECIDED_ON = 45_999  # 8 December 2025 as a sheet's serial number
EXTRA = "Rang the family?"


def planted(pair, why):
    found = [one for one in PLANTED["pairs"][pair]["planted"] if one["why"].startswith(why)]
    assert len(found) == 1, why
    return found[0]["person"], found[0]["line"]


SAME = planted(0, "18 on 19 November")            # the same query, the same figure, in both comparisons
MOVED = planted(0, "17.00 an hour")               # the same query, another figure
GONE = planted(0, "The whole child is gone")      # not in the next comparison at all
QUIET = planted(0, "Six hours a week")            # nothing to ask in the next one


class Reviewers(CommandTest):
    def decide(self):
        """Fills the reviewers' cells of four lines, and adds what staff add: a column, a colour, a note, a sheet with a chart."""
        sheet = load(self.workbook)["Changes"]
        columns = {heading: column_of(sheet, HEADINGS, heading) for heading in ("Decision", "Initials", "Date", "Comment", "Person ID")}
        heading = next(row["#"] for row in table(sheet, *HEADINGS)) - 1
        last = max(cell.column for cell in sheet[heading] if cell.value is not None)
        rows = changes(self.workbook)
        package = Package(self.workbook)
        package.type_text("Changes", heading, last + 1, EXTRA)
        for key, decision in ((SAME, "Query"), (MOVED, "Error"), (GONE, "OK"), (QUIET, "OK")):
            at = rows[key]["#"]
            package.type_text("Changes", at, columns["Decision"], decision)
            package.type_text("Changes", at, columns["Initials"], "TM")
            package.type_number("Changes", at, columns["Date"], DECIDED_ON)
            package.type_text("Changes", at, columns["Comment"], f"Typed by hand for {key[1]} & kept <whole>")
            package.type_text("Changes", at, last + 1, f"Rang about {key[1]}")
        package.fill("Changes", rows[SAME]["#"], columns["Comment"], "FFCCE5FF")
        package.note("Changes", rows[SAME]["#"], columns["Person ID"], "Staff note: see the file")
        package.graft_sheet(self.donor(), "Team notes")
        package.save()

    def donor(self):
        book = openpyxl.Workbook()
        sheet = book.active
        for row in range(1, 6):
            sheet.cell(row, 1).value = row * 10
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=5))
        sheet.add_chart(chart, "C2")
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def typed(self, key):
        row = changes(self.workbook)[key]
        return row["Decision"], row["Initials"], row["Comment"], row[EXTRA]

    def assert_staffs_own_parts(self, before):
        after = Package(self.workbook)
        for part in ("xl/worksheets/staffsheet.xml", "xl/drawings/staffdrawing.xml", "xl/charts/staffchart.xml"):
            self.assertEqual(before.parts[part], after.parts[part], part)
        self.assertIn("Team notes", load(self.workbook).sheetnames)
        self.assertEqual([10, 20, 30, 40, 50], [row[0].value for row in load(self.workbook)["Team notes"].iter_rows(max_row=5)])

    def test_the_same_period_again_changes_nothing_typed(self):
        self.run_pair(0)
        self.decide()
        before, cells = Package(self.workbook), load(self.workbook)["Changes"]
        typed = {key: self.typed(key) for key in (SAME, MOVED, GONE, QUIET)}
        self.run_pair(0, run_id="RUN-2", clock="2025-12-09T10:00:00Z")
        for key, words in typed.items():
            self.assertEqual(words, self.typed(key))
        after = load(self.workbook)["Changes"]
        at, comment = changes(self.workbook)[SAME]["#"], column_of(cells, HEADINGS, "Comment")
        self.assertEqual("FFCCE5FF", after.cell(at, comment).fill.fgColor.rgb)
        self.assertEqual("Staff note: see the file", after.cell(at, column_of(after, HEADINGS, "Person ID")).comment.text.strip())
        self.assert_staffs_own_parts(before)
        # Every cell of the sheet is as it was, the engine's too: the data are the same.
        self.assertEqual([[cell.value for cell in row] for row in cells.iter_rows()], [[cell.value for cell in row] for row in after.iter_rows()])
        self.assertEqual(0, len([row for row in table(load(self.workbook)["Past decisions"], "Period", "Person ID") if row["Person ID"]]))
        self.assertEqual(["RUN-1", "RUN-2"], [row["Run"] for row in table(load(self.workbook)["Audit"], "Run", "This record")])
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, f"staff's own cells are no trouble\n{verified}")

    def test_the_next_period_carries_marks_and_moves(self):
        self.run_pair(0)
        self.decide()
        before = Package(self.workbook)
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.assert_staffs_own_parts(before)

        rows = changes(self.workbook)
        self.assertEqual("Query", rows[SAME]["Decision"], "the same matter and figure: carried forward")
        self.assertEqual("TM", rows[SAME]["Initials"])
        self.assertIn("Typed by hand", rows[SAME]["Comment"])
        self.assertEqual("10 Nov to 7 Dec 2025", rows[SAME]["First asked"])
        # The same is asked about another figure: an Error is no approval, and goes along.
        self.assertEqual(("Error", "10 Nov to 7 Dec 2025"), (rows[MOVED]["Decision"], rows[MOVED]["First asked"]))
        self.assertNotIn(GONE, rows)

        history = {(row["Person ID"], row["Line ID"]): row for row in table(load(self.workbook)["Past decisions"], "Period", "Person ID", "Line ID")}
        for key, decision in ((GONE, "OK"), (QUIET, "OK"), (SAME, "Query"), (MOVED, "Error")):
            row = history[key]
            self.assertEqual(decision, row["Decision"], key)
            self.assertEqual("TM", row["Initials"])
            self.assertEqual(f"Typed by hand for {key[1]} & kept <whole>", row["Comment"])
            self.assertIn("Rang about " + key[1], row["Notes and columns of staff's own"])
            self.assertIn("2025", row["Period"])
        self.assertEqual(0, pence(history[GONE]["Current"]))

        # The column that staff added is still there, and the note of a line that stays stays with it.
        sheet = load(self.workbook)["Changes"]
        self.assertIn(EXTRA, [cell.value for cell in sheet[rows[SAME]["#"] - sum(1 for row in rows.values() if row["#"] <= rows[SAME]["#"])]])
        notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
        elsewhere = " ".join(str(row["Notes and columns of staff's own"]) for row in history.values())
        self.assertTrue(any("Staff note" in note for note in notes) or "Staff note" in elsewhere, "the note is not lost")
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    @unittest.skipUnless(office.available(), "LibreOffice is not installed")
    def test_a_workbook_that_libreoffice_saved(self):
        # Every part is written anew: other order, other styles, other ways to write a cell.
        self.run_pair(0)
        sheet = load(self.workbook)["Changes"]
        at = changes(self.workbook)[SAME]["#"]
        package = Package(self.workbook)
        package.type_text("Changes", at, column_of(sheet, HEADINGS, "Decision"), "Query")
        package.type_text("Changes", at, column_of(sheet, HEADINGS, "Comment"), "Kept through another program")
        package.save()
        shutil.copy(office.convert(self.workbook, "xlsx", self.folder), self.workbook)
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, str(verified))
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        row = changes(self.workbook)[SAME]
        self.assertEqual(("Query", "Kept through another program"), (row["Decision"], row["Comment"]))
        planted_now = {(one["person"], one["line"]): (one["class"], one["risk"]) for one in PLANTED["pairs"][1]["planted"]}
        found = {key: (row["Class"], row["Risk"]) for key, row in changes(self.workbook).items() if key in planted_now or "still-open" not in row["Rules"]}
        self.assertEqual(planted_now, found)

    def test_a_workbook_whose_record_another_program_dropped(self):
        # openpyxl leaves out every part that it does not know. Nothing is guessed: the workbook is left alone, and the words say why.
        self.run_pair(0)
        load(self.workbook, values=False).save(self.workbook)
        before = self.workbook.read_bytes()
        result = self.compare(1, 2, run_id="RUN-2")
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("record", result.err)
        self.assertEqual(before, self.workbook.read_bytes())


if __name__ == "__main__":
    main()
