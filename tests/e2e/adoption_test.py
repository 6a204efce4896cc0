"""A workbook that the team made for itself: understood, added to in its own style, asked about where it is not clear, never harmed."""

import datetime
import json
import zipfile

import openpyxl
import office
from counterfoil import CommandTest, changes, column_of, load, main, pence, table
from package import Package
from team_workbook import export, team_workbook, total

OURS = ["Summary", "Changes", "Overpayments", "Payments", "Past decisions", "Periods", "Reconciliation", "Findings", "Settings", "Audit"]


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


class AdoptionTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.periods = [export(self.folder / f"{name}.csv", at) for at, name in enumerate(("October", "November", "December"))]
        self.team = self.folder / "CWD monitoring.xlsx"

    def adopt(self, *more, pair=0, workbook=None, **options):
        options.setdefault("run_id", f"RUN-{pair + 1}")
        return self.compare(self.periods[pair], self.periods[pair + 1], *more, workbook=workbook or self.team, rates=False, **options)

    def amounts(self, path, column, sheet="2025-26", key=3):
        """By line: what stands in a column."""
        page = load(path)[sheet]
        return {str(page.cell(row, key).value): page.cell(row, column).value for row in range(4, page.max_row + 1) if page.cell(row, key).value}

    def adopted(self, *more, **options):
        result = self.adopt(*more, **options)
        self.assertEqual(0, result.exit, str(result))
        return result


class InTheTeamsStyle(AdoptionTest):
    def test_a_rehearsal_says_how_the_table_was_understood_and_writes_nothing(self):
        team_workbook(self.team)
        before = self.team.read_bytes()
        result = self.adopted("--rehearse")
        for words in ('sheet "2025-26"', "headings in row 3", "6 rows from row 4 to 9", 'A "Child no." is the person\'s ID', 'C "CPLI" is the line\'s ID',
                      'F "P7" is taken as last period: 6 of 6 amounts', 'new column G, headed "P8"', "1 row is not in the export and stays blank"):
            self.assertIn(words, result.out)
        self.assertEqual(before, self.team.read_bytes())

    def test_the_column_has_every_penny_and_the_neighbours_look(self):
        team_workbook(self.team)
        self.adopted()
        page = load(self.team)["2025-26"]
        self.assertEqual(["Child no.", "Child", "CPLI", "Service", "P6", "P7", "P8", "Year to date", "Notes"], [cell.value for cell in page[3]][:9])
        self.assertEqual({"5001": 247.68, "5002": 412.42, "5003": None, "5004": 1238.4, "5005": 900, "5006": 61.92, "5007": 194.08}, self.amounts(self.team, 7))
        self.assertEqual(pence(total(1)), sum(pence(each) for each in self.amounts(self.team, 7).values()))
        for row in range(4, 10):
            ours, like = page.cell(row, 7), page.cell(row, 5)
            self.assertEqual((like.number_format, like.font.name, like.fill.fgColor.rgb, like.border.left.style),
                             (ours.number_format, ours.font.name, ours.fill.fgColor.rgb, ours.border.left.style), f"row {row}")
        beside = page.column_dimensions["F"]  # columns of one width stand together
        self.assertEqual((13.5, 7), (beside.width, beside.max))
        self.assertEqual("FFFFFF99", page.cell(5, 6).fill.fgColor.rgb, "somebody's mark stays where it was")

    def test_what_ranges_over_the_periods_takes_in_the_new_one(self):
        team_workbook(self.team)
        self.adopted()
        page = load(self.team, values=False)["2025-26"]
        self.assertEqual("=SUM(E4:G4)", page["H4"].value)
        self.assertEqual("=SUM(G4:G10)", page["G11"].value)
        self.assertEqual("=SUM(F4:F10)", page["F11"].value)
        self.assertEqual("A3:I10", page.auto_filter.ref)
        self.assertIn("$I$11", str(page.print_area))
        self.assertIn("E4:G10", str(page.data_validations.dataValidation[0].sqref))
        self.assertTrue(any("E4:G10" in str(each.sqref) for each in page.conditional_formatting), [str(each.sqref) for each in page.conditional_formatting])
        self.assertEqual("checked", page["I4"].value)
        self.assertEqual("Figures are before any recovery.", page["A13"].value)

    def test_a_new_line_is_a_row_in_the_teams_style_before_the_totals(self):
        team_workbook(self.team)
        self.adopted()
        page = load(self.team, values=False)["2025-26"]
        self.assertEqual(["X105", "Pretenda Grater", "5007", "Day care session", None, None, 194.08], [str(cell.value) if cell.column == 3 else cell.value for cell in page[10]][:7])
        self.assertEqual("=SUM(E10:G10)", page["H10"].value)
        self.assertEqual("thin", page["B10"].border.left.style)

    def test_libreoffice_recalculates_the_same_totals(self):
        if not office.available():
            self.skipTest("LibreOffice is not installed")
        team_workbook(self.team)
        self.adopted()
        page = load(office.convert(self.team, "xlsx", self.folder))["2025-26"]
        self.assertEqual(pence(total(1)), pence(page["G11"].value))
        self.assertEqual(pence(total(0)) * 2 + pence(total(1)), pence(page["H11"].value))

    def test_our_sheets_stand_beside_theirs_and_the_rest_is_untouched(self):
        team_workbook(self.team)
        before = parts(self.team)
        self.adopted()
        after = parts(self.team)
        book = load(self.team)
        self.assertEqual(["2025-26", "Contacts", *OURS], book.sheetnames)
        self.assertEqual("2025-26", book.active.title)
        for part in ("xl/worksheets/sheet2.xml", "xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml"):
            self.assertEqual(before[part], after[part], part)
        self.assertEqual(0, self.command("verify", self.team).exit)

    def test_names_that_are_taken_get_another(self):
        def finish(book, _):
            book.create_sheet("Summary")["A1"] = "Our own summary"
        team_workbook(self.team, finish=finish)
        result = self.adopted()
        self.assertIn("Summary (Counterfoil)", result.out)
        book = load(self.team)
        self.assertEqual("Our own summary", book["Summary"]["A1"].value)
        self.assertEqual("CWD payment comparison", book["Summary (Counterfoil)"]["A1"].value)
        self.adopted(pair=1)
        self.assertEqual("Our own summary", load(self.team)["Summary"]["A1"].value)
        self.assertEqual(0, self.command("verify", self.team).exit)

    def test_next_month_goes_on_with_the_next_column_and_carries_decisions(self):
        team_workbook(self.team)
        self.adopted()
        before, sheet = changes(self.team), load(self.team)["Changes"]
        package = Package(self.team)
        for key in (("X102", "5004"), ("X101", "5003")):
            package.type_text("Changes", before[key]["#"], column_of(sheet, ["Person ID", "Decision"], "Decision"), "Error")
        package.save()
        result = self.adopted(pair=1)
        # £1,238.40 for £123.84 was put right: what was paid too much is to be recovered, and the decision is quoted. The line that is
        # missing without an end is missing still: the Error stays with its question.
        right = changes(self.team)[("X102", "5004")]
        self.assertEqual((None, "Decided before, for 10 Nov to 7 Dec 2025, about £1,238.40: Decision Error"), (right["Decision"], right["Carried forward"]))
        owed, = table(load(self.team)["Overpayments"], "Person ID", "Line ID", "Overpaid from")
        self.assertEqual(("X102", "5004", 1238.4, 123.84), tuple(owed[one] for one in ("Person ID", "Line ID", "Paid", "Correct")))
        still, = (row for row in table(load(self.team)["Changes"], "Person ID", "Line ID", "Decision") if row["Line ID"] == "5003")
        self.assertEqual(("Error", "10 Nov to 7 Dec 2025"), (still["Decision"], still["First asked"]))
        page = load(self.team)["2025-26"]
        self.assertEqual(["P6", "P7", "P8", "P9", "Year to date"], [page.cell(3, column).value for column in range(5, 10)])
        self.assertEqual(pence(total(2)), sum(pence(each) for each in self.amounts(self.team, 8).values()))
        self.assertEqual(8, len(self.amounts(self.team, 8)))
        self.assertEqual(["2025-26", "Contacts", *OURS], load(self.team).sheetnames)
        self.assertIn("6 of 6 amounts", result.out)
        self.assertEqual(0, self.command("verify", self.team).exit)

    def test_the_same_month_again_writes_the_same_column(self):
        team_workbook(self.team)
        self.adopted()
        once = self.amounts(self.team, 7)
        self.adopted(run_id="RUN-2")
        page = load(self.team)["2025-26"]
        self.assertEqual(["P6", "P7", "P8", "Year to date"], [page.cell(3, column).value for column in range(5, 9)])
        self.assertEqual(once, self.amounts(self.team, 7))

    def test_figures_that_moved_are_highlighted_over_the_teams_colours(self):
        team_workbook(self.team)
        self.adopted()
        page = load(self.team, values=False)["2025-26"]
        rules = [(str(area.sqref), rule.formula[0]) for area in page.conditional_formatting for rule in area.rules if rule.type == "expression"]
        self.assertEqual([("G4:G10", "N(G4)<>N(F4)")], rules)


class Headings(AdoptionTest):
    def heading_after(self, *headings):
        team_workbook(self.team, headings=headings)
        self.adopted()
        return load(self.team)["2025-26"].cell(3, 5 + len(headings)).value

    def test_the_next_heading_is_written_as_the_team_writes_them(self):
        for before, last, wanted in (("w/e 12/10/2025", "w/e 09/11/2025", "w/e 07/12/2025"),
                                     ("12 Oct 25", "9 Nov 25", "7 Dec 25"),
                                     ("October 2025", "November 2025", "December 2025"),
                                     ("15/09\u201312/10", "13/10\u201309/11", "10/11\u201307/12"),
                                     ("Period 06", "Period 07", "Period 08"),
                                     ("Paid 17/10/2025", "Paid 14/11/2025", "Paid 12/12/2025")):
            with self.subTest(last):
                self.assertEqual(wanted, self.heading_after(before, last))

    def test_a_heading_that_is_a_date_stays_one(self):
        got = self.heading_after(datetime.date(2025, 10, 12), datetime.date(2025, 11, 9))
        self.assertEqual(datetime.datetime(2025, 12, 7), got)

    def test_a_column_that_stands_ready_is_filled(self):
        def finish(_, page):
            for row in range(4, 10):
                page.cell(row, 7).value = page.cell(row, 8).value = None
        team_workbook(self.team, headings=("P6", "P7", "P8", "P9"), finish=finish)
        result = self.adopted()
        self.assertIn("stands ready", result.out)
        page = load(self.team)["2025-26"]
        self.assertEqual(["P6", "P7", "P8", "P9", "Year to date"], [page.cell(3, column).value for column in range(5, 10)])
        self.assertEqual(412.42, page["G5"].value)
        self.assertIsNone(page["H5"].value)


class Questions(AdoptionTest):
    def ask(self, *more, **options):
        before = self.team.read_bytes()
        result = self.adopt("--json", *more, **options)
        self.assertEqual(1, result.exit, str(result))
        self.assertEqual(before, self.team.read_bytes())
        self.questions = {line["name"]: line for line in result.lines if line["event"] == "question"}
        return [line for line in result.lines if line["event"] == "finding" and line["severity"] == "blocking"]

    def test_two_tables_that_fit_are_asked_about_and_the_answer_is_kept(self):
        team_workbook(self.team, finish=lambda book, page: setattr(book.copy_worksheet(page), "title", "Copy of it"))
        finding = self.ask()[0]
        self.assertEqual("team-table-two", finding["id"])
        for words in ("2025-26", "Copy of it"):
            self.assertIn(words, finding["sentence"])
        self.assertEqual(["2025-26", "Copy of it"], [option["value"] for option in self.questions["sheet"]["options"]])
        at_the_command_line = self.adopt().out
        for words in ('"team-table": { "sheet": "2025-26" }', "--table sheet="):
            self.assertIn(words, at_the_command_line)
        self.adopted("--table", "sheet=2025-26")
        kept = json.loads((self.folder / "counterfoil-settings.json").read_text(encoding="utf-8"))
        self.assertEqual({"team-table": {"sheet": "2025-26"}}, kept)
        self.adopted(pair=1)
        self.assertEqual("P9", load(self.team)["2025-26"]["H3"].value)
        self.assertEqual("P7", load(self.team)["Copy of it"]["F3"].value)

    def test_two_columns_of_ids_are_asked_about(self):
        def finish(_, page):
            page["A3"], page["H3"] = "One", "Two"
            for row in range(4, 10):
                page.cell(row, 8).value = page.cell(row, 1).value
        team_workbook(self.team, finish=finish)
        finding = self.ask()[0]
        self.assertEqual("team-column-unclear", finding["id"])
        self.assertEqual(["A", "H"], [option["value"] for option in self.questions["person_id"]["options"]])
        self.assertIn('A "One"', finding["sentence"])
        self.assertIn('H "Two"', finding["sentence"])
        self.adopted("--table", "person_id=A")

    def test_headings_nobody_knows_are_found_by_what_stands_below(self):
        def finish(_, page):
            page["A3"], page["C3"] = "Ref", "Package"
        team_workbook(self.team, finish=finish)
        self.assertIn('A "Ref" is the person\'s ID', self.adopted().out)

    def test_a_sheet_a_month_is_refused_in_words(self):
        def finish(book, page):
            page.title = "Oct 25"
            page.delete_cols(5, 5)
            page["E3"] = "Amount"
            copy = book.copy_worksheet(page)
            copy.title = "Nov 25"
        team_workbook(self.team, finish=finish)
        self.assertEqual("team-sheet-a-period", self.ask()[0]["id"])

    def test_typed_amounts_are_never_written_over(self):
        team_workbook(self.team, headings=("P6", "P7", "P8"), finish=lambda _, page: [setattr(page.cell(row, 7), "value", 1) for row in range(4, 10)])
        finding = self.ask()[0]
        self.assertEqual("team-last-period-unclear", finding["id"])
        self.assertEqual("F3", finding["cell"])
        self.assertEqual(["P8", "P7", "P6"], [option["value"] for option in self.questions["last-period"]["options"]])

    def test_a_workbook_without_such_a_table_is_left_alone(self):
        book = openpyxl.Workbook()
        book.active["A1"] = "Rota"
        book.save(self.team)
        self.assertEqual("team-table-missing", self.ask()[0]["id"])

    def test_an_unknown_answer_names_the_nearest(self):
        team_workbook(self.team)
        result = self.adopt("--table", "person-id=A")
        self.assertEqual(3, result.exit)
        self.assertIn("person_id", result.err)


class InASecondWorkbook(AdoptionTest):
    def test_the_teams_workbook_gets_the_column_only(self):
        team_workbook(self.team)
        sheets = self.folder / "Counterfoil sheets.xlsx"
        self.adopted("--sheets-in", sheets)
        self.assertEqual(["2025-26", "Contacts"], load(self.team).sheetnames)
        self.assertEqual("P8", load(self.team)["2025-26"]["G3"].value)
        self.assertEqual(OURS, load(sheets).sheetnames)
        self.assertEqual(0, self.command("verify", sheets).exit)
        kept = json.loads((self.folder / "counterfoil-settings.json").read_text(encoding="utf-8"))
        self.assertEqual("Counterfoil sheets.xlsx", kept["sheets-in"])
        self.adopted(pair=1)
        self.assertEqual("P9", load(self.team)["2025-26"]["H3"].value)
        self.assertEqual(["2025-26", "Contacts"], load(self.team).sheetnames)
        self.assertEqual(OURS, load(sheets).sheetnames)


class OtherShapes(AdoptionTest):
    def test_a_row_a_child_gets_all_that_is_paid_for_the_child(self):
        def finish(_, page):
            page.delete_cols(3, 2)  # no line, no service
            page["D5"] = 452.16  # Exampla's two lines of October in one row
            page.delete_rows(6)
        team_workbook(self.team, row_total=False, totals_row=False, finish=finish)
        self.adopted()
        page = load(self.team)["2025-26"]
        self.assertEqual("P8", page["E3"].value)
        self.assertEqual(412.42, page["E5"].value)

    def test_services_in_the_teams_own_words_are_found_by_last_months_amount(self):
        def finish(_, page):
            page["C4"] = "DP"
        team_workbook(self.team, with_lines=False, finish=finish)
        result = self.adopted()
        self.assertEqual(247.68, load(self.team)["2025-26"]["F4"].value)
        self.assertIn("6 rows", result.out)

    def test_a_protected_sheet_is_said(self):
        team_workbook(self.team, finish=lambda _, page: page.protection.enable())
        self.assertIn("is protected against typing", self.adopted().out)
        self.assertTrue(load(self.team)["2025-26"].protection.sheet)

    def test_a_locked_structure_asks_for_a_second_workbook(self):
        def finish(book, _):
            book.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
        team_workbook(self.team, finish=finish)
        result = self.adopt()
        self.assertEqual(1, result.exit, str(result))
        self.assertIn("--sheets-in", result.out)

    def test_dates_counted_from_1904(self):
        def finish(book, _):
            book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        team_workbook(self.team, headings=(datetime.date(2025, 10, 12), datetime.date(2025, 11, 9)), finish=finish)
        self.adopted()
        self.assertEqual(datetime.datetime(2025, 12, 7), load(self.team)["2025-26"]["G3"].value)

    def test_two_heading_rows_with_a_merged_one_above(self):
        def finish(_, page):
            page["E2"] = "2025/26"
            page.merge_cells("E2:F2")
        team_workbook(self.team, finish=finish)
        self.adopted()
        page = load(self.team)["2025-26"]
        self.assertIn("E2:G2", [str(each) for each in page.merged_cells.ranges])
        self.assertEqual("P8", page["G3"].value)


if __name__ == "__main__":
    main()
