"""A team's own sheet over a year: each period in its own column, whatever was typed, skipped or corrected."""

import datetime

import office
import openpyxl
import openpyxl.worksheet.table
import team_year
from counterfoil import CommandTest, load, main
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from package import Package
from team_year import CHILDREN, NEWCOMER, Sheet, days, paid


class TeamYearTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.team = self.folder / "CWD payments.xlsx"
        self.runs = 0

    def export(self, period, **options):
        name = f"period {period}{' corrected' if options.get('changed') else ''}.csv"
        return team_year.export(self.folder / name, period, **options)

    def run_pair(self, previous, current, *more, exit=0, **options):
        """Compares two exports (numbers of periods, or paths) into the team's sheet."""
        files = [self.export(one) if isinstance(one, int) else one for one in (previous, current)]
        self.runs += 1
        result = self.compare(*files, "--json", *more, workbook=self.team, rates=False, run_id=f"RUN-{self.runs}", **options)
        self.assertEqual(exit, result.exit, str(result))
        self.found = {}
        for line in result.lines:
            if line["event"] == "finding":
                self.found.setdefault(line["id"], []).append(line)
        self.asked = {line["name"]: line for line in result.lines if line["event"] == "question"}
        self.words = " ".join(line["sentence"] for line in self.found.get("team-table-used", []))
        return result

    def headings(self, sheet="2025-26", row=4):
        page = load(self.team)[sheet]
        return [page.cell(row, column).value for column in range(5, page.max_column + 1) if page.cell(row, column).value]

    def column(self, heading, sheet="2025-26", row=4):
        """By line: the pence under a heading."""
        page = load(self.team)[sheet]
        at = next(column for column in range(1, page.max_column + 1) if page.cell(row, column).value == heading)
        return {str(page.cell(each, 3).value): round(page.cell(each, at).value * 100)
                for each in range(row + 1, page.max_row + 1) if page.cell(each, 3).value and page.cell(each, at).value is not None}

    def formula(self, cell, sheet="2025-26"):
        return load(self.team, values=False)[sheet][cell].value


class TheSamePeriod(TeamYearTest):
    def test_a_period_that_the_team_typed_is_compared_and_not_written_again(self):
        Sheet(last=4).save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(["P1", "P2", "P3", "P4", "Total"], self.headings())
        self.assertEqual(paid(4), self.column("P4"))
        self.assertIn("already: somebody typed it", self.words)
        self.assertIn("12 cells held what the export says", self.words)
        self.assertEqual("=SUM(E5:H5)", self.formula("I5"))

    def test_of_a_period_typed_in_part_the_blanks_are_filled(self):
        missing = [line for _, _, line, _ in CHILDREN[:3]]
        Sheet(last=4, typed=lambda line, period: None if period == 4 and line in missing else paid(period)[line]).save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(["P1", "P2", "P3", "P4", "Total"], self.headings())
        self.assertEqual(paid(4), self.column("P4"))
        self.assertIn("9 cells held what the export says; 3 blanks filled", self.words)

    def test_an_amount_typed_otherwise_stays_and_is_named_with_both_figures(self):
        Sheet(last=4, typed=lambda line, period: 9_999 if (line, period) == ("7003", 4) else paid(period)[line]).save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(9_999, self.column("P4")["7003"])
        finding, = self.found["team-amount-typed"]
        self.assertEqual("H8", finding["cell"])
        self.assertIn(f"holds £99.99, which no run wrote; the export pays £{paid(4)['7003'] / 100:.2f}", finding["sentence"])
        self.assertIn("so the column does not tie to it", self.words)
        self.assertNotIn("as the export does", self.words)

    def test_what_the_team_typed_over_a_run_stays_when_the_run_is_made_again(self):
        Sheet().save(self.team)
        self.run_pair(3, 4)
        self.type_into({"H7": 50})
        self.run_pair(3, 4)
        self.assertEqual(5_000, self.column("P4")["7002"])
        self.assertEqual(["H7"], [each["cell"] for each in self.found["team-amount-typed"]])

    def type_into(self, cells):
        """As a person does, with all else kept as it is."""
        package = Package(self.team)
        for cell, value in cells.items():
            column, row = coordinate_from_string(cell)
            package.type_number("2025-26", row, column_index_from_string(column), value)
        package.save()


class OtherPeriods(TeamYearTest):
    def test_a_corrected_earlier_period_is_written_where_it_stands(self):
        Sheet().save(self.team)
        self.run_pair(3, 4)
        self.run_pair(4, 5)
        corrected = self.export(4, changed={"7001": 12_345})
        self.run_pair(3, corrected)
        self.assertEqual(["P1", "P2", "P3", "P4", "P5", "Total"], self.headings())
        self.assertEqual(paid(4, changed={"7001": 12_345}), self.column("P4"))
        self.assertEqual(paid(5), self.column("P5"))
        finding, = self.found["team-amount-corrected"]
        self.assertEqual("H6", finding["cell"])
        self.assertIn(f"held £{paid(4)['7001'] / 100:.2f}", finding["sentence"])
        self.assertIn("pays £123.45", finding["sentence"])

    def test_a_corrected_earlier_period_under_dates(self):
        Sheet(headings=[days(period)[1] for period in (1, 2, 3)]).save(self.team)
        self.run_pair(3, 4)
        self.run_pair(4, 5)
        self.run_pair(3, self.export(4, changed={"7001": 12_345}))
        as_dates = [datetime.datetime.combine(days(period)[1], datetime.time()) for period in (1, 2, 3, 4, 5)]
        self.assertEqual([*as_dates, "Total"], self.headings())
        self.assertEqual(12_345, self.column(as_dates[3])["7001"])
        self.assertEqual(paid(5), self.column(as_dates[4]))

    def test_a_skipped_period_leaves_its_number_free_and_is_put_between_later(self):
        Sheet().save(self.team)
        self.run_pair(3, 4)
        self.run_pair(5, 6)
        self.assertEqual(["P1", "P2", "P3", "P4", "P6", "Total"], self.headings())
        self.assertEqual(paid(6), self.column("P6"))
        finding, = self.found["team-period-missing"]
        self.assertIn('("P4") and this period 1 period has no column', finding["sentence"])
        self.run_pair(4, 5)
        self.assertEqual(["P1", "P2", "P3", "P4", "P5", "P6", "Total"], self.headings())
        self.assertEqual((paid(5), paid(6)), (self.column("P5"), self.column("P6")))
        self.assertEqual("=SUM(E5:J5)", self.formula("K5"))

    def test_columns_that_could_be_either_period_are_asked_about_once(self):
        """All amounts stayed: whether P4 is last period, or this one typed already, nobody can tell from the sheet."""
        same = {line: 5_000 for _, _, line, _ in CHILDREN}
        exports = [self.export(period, changed=same) for period in (3, 4, 5)]
        Sheet(last=4, typed=lambda line, period: 5_000).save(self.team)
        before = self.team.read_bytes()
        self.run_pair(exports[0], exports[1], exit=1)
        self.assertEqual(before, self.team.read_bytes())
        self.assertIn("team-last-period-unclear", self.found)
        self.assertIn("P3", [option["value"] for option in self.asked["last-period"]["options"]])
        self.run_pair(exports[0], exports[1], "--table", "last-period=P3")
        self.assertEqual(["P1", "P2", "P3", "P4", "Total"], self.headings())
        self.run_pair(exports[1], exports[2])
        self.assertEqual(["P1", "P2", "P3", "P4", "P5", "Total"], self.headings())


class WhichColumns(TeamYearTest):
    def test_a_column_is_a_periods_by_its_amounts_and_its_place_and_not_by_a_word_in_its_heading(self):
        """Checked by, right of the total; a budget, a quarter and hours between and beside: all have a period in their headings."""
        def beside(page):
            for column, title in enumerate(("P4 checked by", "Budget P1", "Q1 (P1-P3)", "Hours from P3"), 9):
                page.cell(4, column, title)
            for row in range(5, 17):
                page.cell(row, 10, 120)
                page.cell(row, 11, f"=SUM(E{row}:G{row})")
                page.cell(row, 12, 6)
        sheet = Sheet()
        beside(sheet.page)
        sheet.save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(["P1", "P2", "P3", "P4", "Total", "P4 checked by", "Budget P1", "Q1 (P1-P3)", "Hours from P3"], self.headings())
        self.assertEqual(paid(4), self.column("P4"))
        self.assertEqual({}, self.column("P4 checked by"))
        self.assertEqual("=SUM(E5:H5)", self.formula("I5"))


class TheYearsEnd(TeamYearTest):
    def two_years(self, finish=lambda sheet, page: None):
        sheet = Sheet(last=13)
        year = sheet.book.create_sheet("2026-27")
        sheet.fill(year, [f"P{period}" for period in range(1, 14)], lambda line, period: None)
        finish(sheet, year)
        sheet.save(self.team)

    def test_the_sheet_that_stands_ready_gets_the_new_years_first_period(self):
        self.two_years()
        self.run_pair(13, 14)
        self.assertEqual([*(f"P{period}" for period in range(1, 14)), "Total"], self.headings())
        self.assertEqual(paid(14), self.column("P1", "2026-27"))
        self.assertIn('"2025-26" is full', self.words)
        self.assertEqual("=SUM(E5:Q5)", self.formula("R5"))
        self.run_pair(14, 15)
        self.assertEqual(paid(15), self.column("P2", "2026-27"))
        self.run_pair(12, self.export(13, changed={"7001": 12_345}))
        finding, = self.found["team-amount-typed"]
        self.assertEqual(("2025-26", "Q6"), (finding["sheet"], finding["cell"]))
        self.assertIn("the export pays £123.45", finding["sentence"])
        self.assertEqual(paid(14), self.column("P1", "2026-27"))

    def test_of_two_sheets_that_stand_ready_one_is_chosen_by_one_answer(self):
        self.two_years(lambda sheet, page: setattr(sheet.book.copy_worksheet(page), "title", "2027-28"))
        self.run_pair(13, 14, exit=1)
        self.assertEqual(["sheet"], list(self.asked))
        self.assertEqual(["2026-27", "2027-28"], [option["value"] for option in self.asked["sheet"]["options"]])
        self.run_pair(13, 14, "--table", "sheet=2026-27")
        self.assertEqual(paid(14), self.column("P1", "2026-27"))
        self.assertEqual({}, self.column("P1", "2027-28"))


class WhichRows(TeamYearTest):
    def banded(self, by_service=True, labels=True):
        """Two bands with a heading each, and a subtotal whose first cell is a cost centre; the grand total adds the subtotals."""
        sheet = Sheet()
        page = sheet.page
        page.delete_rows(5, 13)
        first = [child for at, child in enumerate(CHILDREN) if (child[3] == "Personal assistant" if by_service else at < 6)]
        row = 5
        subtotals = []
        for label, cost_centre, band in (("North", "CC100", first), ("South", "CC200", [child for child in CHILDREN if child not in first])):
            if labels:
                page.cell(row, 1, label)
                row += 1
            begin = row
            for person, name, line, service in band:
                for column, value in enumerate((person, name, line, service, *(paid(period)[line] / 100 for period in (1, 2, 3)), f"=SUM(E{row}:G{row})"), 1):
                    page.cell(row, column, value)
                row += 1
            page.cell(row, 1, cost_centre)
            for letter in "EFGH":
                page[f"{letter}{row}"] = f"=SUM({letter}{begin}:{letter}{row - 1})"
            subtotals.append(row)
            row += 1
        page.cell(row, 1, "Total")
        for letter in "EFGH":
            page[f"{letter}{row}"] = "=" + "+".join(f"{letter}{each}" for each in subtotals)
        self.subtotals, self.total = subtotals, row
        sheet.save(self.team)

    def test_a_row_that_sums_others_is_a_subtotal_whatever_stands_in_the_id_column(self):
        self.banded()
        self.run_pair(3, 4)
        self.assertEqual(paid(4), self.column("P4"))
        north, south = self.subtotals
        self.assertEqual(f"=SUM(H6:H{north - 1})", self.formula(f"H{north}"))
        self.assertEqual(f"=H{north}+H{south}", self.formula(f"H{self.total}"))
        self.assertNotIn("not in the export", self.words)
        self.assertIn(f"H{self.total} £{sum(paid(4).values()) / 100:,.2f}, which is the whole column", self.words)

    def test_only_amounts_are_highlighted(self):
        self.banded()
        self.run_pair(3, 4)
        page = load(self.team, values=False)["2025-26"]
        ranges = sorted(str(area.sqref) for area in page.conditional_formatting for rule in area.rules if rule.type == "expression")
        north, south = self.subtotals
        self.assertEqual(sorted((f"H6:H{north - 1}", f"H{north + 2}:H{south - 1}")), ranges)

    def test_a_new_child_comes_into_the_band_of_its_service_and_into_every_total(self):
        self.banded()
        people = [*CHILDREN, NEWCOMER]
        self.run_pair(3, self.export(4, people=people, changed={NEWCOMER[2]: 39_679}))
        north, south = (each + 1 for each in self.subtotals)
        page = load(self.team, values=False)["2025-26"]
        self.assertEqual("C190", page.cell(north - 1, 1).value)
        self.assertEqual(f"=SUM(H6:H{north - 1})", self.formula(f"H{north}"))
        self.assertEqual(f"=SUM(E{north - 1}:H{north - 1})", self.formula(f"I{north - 1}"))
        self.assertIn(f"Novella Teaspoon (C190) in row {north - 1}", self.words)
        self.assertEqual({**paid(4), "7090": 39_679}, self.column("P4"))

    def test_where_nothing_says_which_band_it_is_asked(self):
        self.banded(by_service=False)
        export = self.export(4, people=[*CHILDREN, NEWCOMER], changed={NEWCOMER[2]: 39_679})
        before = self.team.read_bytes()
        self.run_pair(3, export, exit=1)
        self.assertEqual(before, self.team.read_bytes())
        self.assertEqual(["North", "South"], [option["value"] for option in self.asked["band"]["options"]])
        self.run_pair(3, export, "--table", "band=South")
        south = self.subtotals[1] + 1
        self.assertEqual("C190", load(self.team)["2025-26"].cell(south - 1, 1).value)
        self.assertEqual(f"=SUM(H{self.subtotals[0] + 2}:H{south - 1})", self.formula(f"H{south}"))

    def test_a_new_child_does_not_come_below_a_list_of_ended_children(self):
        sheet = Sheet()
        page = sheet.page
        page["A19"] = "Ended children"
        for row, (person, name, line) in enumerate((("C150", "Olda Kettle", "7050"), ("C151", "Formera Spatula", "7051")), 20):
            for column, value in enumerate((person, name, line, "Personal assistant", 88, 88), 1):
                page.cell(row, column, value)
        sheet.save(self.team)
        self.run_pair(3, self.export(4, people=[*CHILDREN, NEWCOMER], changed={NEWCOMER[2]: 39_679}))
        page = load(self.team, values=False)["2025-26"]
        self.assertEqual(("C190", "Total", "Ended children", "C150"), tuple(page.cell(row, 1).value for row in (17, 18, 20, 21)))
        self.assertEqual("=SUM(H5:H17)", page["H18"].value)
        self.assertIn(f"H18 £{(sum(paid(4).values()) + 39_679) / 100:,.2f}, which is the whole column", self.words)

    def test_a_child_whose_id_is_blank_is_met_by_its_name(self):
        sheet = Sheet()
        sheet.page["A8"] = None
        sheet.save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(paid(4), self.column("P4"))
        self.assertNotIn("new to the table", self.words)


class WhatFormulasMean(TeamYearTest):
    def test_a_total_with_dollar_signs_is_about_its_own_column(self):
        sheet = Sheet()
        for letter in "EFG":
            sheet.page[f"{letter}17"] = f"=SUM(${letter}$5:${letter}$16)"
        sheet.save(self.team)
        self.run_pair(3, 4)
        self.assertEqual("=SUM($H$5:$H$16)", self.formula("H17"))
        self.assertEqual("=SUM($G$5:$G$16)", self.formula("G17"))

    def test_a_quarter_stays_the_last_three_move_and_a_change_is_that_of_the_newest_pair(self):
        sheet = Sheet()
        for column, title in enumerate(("First quarter", "Avg last 3", "Change"), 9):
            sheet.page.cell(4, column, title)
        for row in range(5, 17):
            sheet.page[f"I{row}"] = f"=SUM(E{row}:G{row})"
            sheet.page[f"J{row}"] = f"=AVERAGE(E{row}:G{row})"
            sheet.page[f"K{row}"] = f"=G{row}-F{row}"
        sheet.save(self.team)
        self.run_pair(3, 4)
        for row in (5, 16):
            self.assertEqual((f"=SUM(E{row}:H{row})", f"=SUM(E{row}:G{row})", f"=AVERAGE(F{row}:H{row})", f"=H{row}-G{row}"),
                             tuple(self.formula(f"{letter}{row}") for letter in "IJKL"))
        for words in ('"First quarter" (J5 and 11 more) stays as it is: =SUM(E5:G5)', '"Avg last 3" (K5 and 11 more): =AVERAGE(E5:G5) is =AVERAGE(F5:H5) now',
                      '"Change" (L5 and 11 more): =G5-F5 is =H5-G5 now'):
            self.assertIn(words, self.words)
        self.run_pair(4, 5)
        self.assertEqual(("=SUM(E5:I5)", "=SUM(E5:G5)", "=AVERAGE(G5:I5)", "=I5-H5"), tuple(self.formula(f"{letter}5") for letter in "JKLM"))

    def test_a_span_that_nothing_explains_is_asked_about_once(self):
        sheet = Sheet(last=4)
        sheet.page["J4"] = "For Mockford"
        for row in range(5, 17):
            sheet.page[f"J{row}"] = f"=SUM(F{row}:H{row})"
        sheet.save(self.team)
        before = self.team.read_bytes()
        self.run_pair(4, 5, exit=1)
        self.assertEqual(before, self.team.read_bytes())
        self.assertEqual(["formula:For Mockford"], list(self.asked))
        self.assertIn("J5 on the sheet 2025-26 (=SUM(F5:H5), ", self.found["team-formula-unclear"][0]["sentence"])
        self.run_pair(4, 5, "--table", "formula:For Mockford=fixed")
        self.assertEqual("=SUM(F5:H5)", self.formula("K5"))
        self.assertEqual("=SUM(E5:I5)", self.formula("J5"))

    def test_an_excel_table_names_its_columns_by_their_headings(self):
        sheet = Sheet()
        page = sheet.page
        for column, title in enumerate(("First quarter", "Change"), 9):
            page.cell(4, column, title)
        for row in range(5, 17):
            page[f"H{row}"] = "=SUM(Pay[[#This Row],[P1]:[P3]])"
            page[f"I{row}"] = "=SUM(Pay[[#This Row],[P1]:[P3]])"
            page[f"J{row}"] = "=Pay[[#This Row],[P3]]-Pay[[#This Row],[P2]]"
        page["E19"] = "=SUM(Pay[[P1]:[P3]])"
        page["D19"] = "Paid to date"
        table = openpyxl.worksheet.table.Table(displayName="Pay", ref="A4:J16")
        table._initialise_columns()
        for column, title in zip(table.tableColumns, [cell.value for cell in page[4]]):
            column.name = title
        table.tableColumns[7].calculatedColumnFormula = openpyxl.worksheet.table.TableFormula(attr_text="SUM(Pay[[#This Row],[P1]:[P3]])")
        page.add_table(table)
        sheet.save(self.team)
        self.run_pair(3, 4)
        self.assertEqual(("=SUM(Pay[[#This Row],[P1]:[P4]])", "=SUM(Pay[[#This Row],[P1]:[P3]])", "=Pay[[#This Row],[P4]]-Pay[[#This Row],[P3]]"),
                         tuple(self.formula(f"{letter}5") for letter in "IJK"))
        self.assertEqual("=SUM(Pay[[P1]:[P4]])", self.formula("E19"))
        table = load(self.team, values=False)["2025-26"].tables["Pay"]
        self.assertEqual("SUM(Pay[[#This Row],[P1]:[P4]])", {each.name: each for each in table.tableColumns}["Total"].calculatedColumnFormula.attr_text)

    def test_what_is_found_by_its_number_is_found_all_the_same(self):
        """Notes that look the Total up by the number of its column, and the total row by its row."""
        sheet = Sheet()
        notes = sheet.book.create_sheet("Notes")
        notes["A1"] = "=VLOOKUP(\"C100\",'2025-26'!A5:H16,8,FALSE)"
        notes["A2"] = "=INDEX('2025-26'!A5:H17,13,8)"
        notes["A3"] = "=OFFSET('2025-26'!A4,1,7)"
        notes["A4"] = "=INDIRECT(\"'2025-26'!H5\")"
        notes["A5"] = "=VLOOKUP(\"C100\",'2025-26'!A5:H16,MATCH(\"Total\",'2025-26'!A4:H4,0),FALSE)"
        notes["A6"] = "=VLOOKUP(\"C100\",'2025-26'!A5:H16,6,FALSE)"
        notes["A7"] = "=INDIRECT(\"'2025-26'!\"&\"H\"&5)"
        sheet.save(self.team)
        self.run_pair(3, self.export(4, people=[*CHILDREN, NEWCOMER], changed={NEWCOMER[2]: 39_679}))
        self.assertEqual(["=VLOOKUP(\"C100\",'2025-26'!A5:I17,9,FALSE)", "=INDEX('2025-26'!A5:I18,14,9)", "=OFFSET('2025-26'!A4,1,8)", "=INDIRECT(\"'2025-26'!I5\")",
                          "=VLOOKUP(\"C100\",'2025-26'!A5:I17,MATCH(\"Total\",'2025-26'!A4:I4,0),FALSE)", "=VLOOKUP(\"C100\",'2025-26'!A5:I17,6,FALSE)"],
                         [self.formula(f"A{row}", "Notes") for row in range(1, 7)])
        self.assertEqual(4, len(self.found["team-formula-changed"]))
        self.assertIn("Notes!A1 found a cell by its position, which moved: =VLOOKUP(", self.found["team-formula-changed"][0]["sentence"])
        unclear, = self.found["team-position-unclear"]
        self.assertIn("Notes!A7 (INDIRECT)", unclear["sentence"])

    def test_a_typed_total_that_is_a_penny_out_is_said_with_both_figures(self):
        sheet = Sheet()
        for period, letter in enumerate("EFG", 1):
            sheet.page[f"{letter}17"] = (sum(paid(period).values()) + (1 if letter == "G" else 0)) / 100
        sheet.save(self.team)
        self.run_pair(3, 4)
        self.assertIsNone(self.formula("H17"))
        finding, = self.found["team-total-typed"]
        total = sum(paid(3).values())
        self.assertIn(f"G17 on the sheet 2025-26 holds £{(total + 1) / 100:,.2f}, typed, but the amounts above come to £{total / 100:,.2f}", finding["sentence"])

    def test_totals_are_worked_out_anew_as_libreoffice_does(self):
        if not office.available():
            self.skipTest("LibreOffice is not installed")
        sheet = Sheet()
        sheet.page["A18"] = "Average"
        for letter in "EFG":
            sheet.page[f"{letter}18"] = f"=AVERAGE({letter}5:{letter}16)"
        sheet.save(self.team)
        self.run_pair(3, self.export(4, people=[*CHILDREN, NEWCOMER], changed={NEWCOMER[2]: 39_679}))
        total = sum(paid(4).values()) + 39_679
        self.assertIn(f"H18 £{total / 100:,.2f}, which is the whole column", self.words)
        self.assertIn("Not worked out here, but by the spreadsheet program when it opens the workbook: H19", self.words)
        page = load(office.convert(self.team, "xlsx", self.folder))["2025-26"]
        self.assertEqual(total, round(page["H18"].value * 100))
        self.assertEqual(sum(sum(paid(period).values()) for period in (1, 2, 3)) + total, round(page["I18"].value * 100))


if __name__ == "__main__":
    main()
