"""What a run says of a table that the team made: each question and remark once, with its place, and what became of the figures."""

from adoption_test import AdoptionTest
from counterfoil import load, main, pence
from openpyxl.workbook.protection import WorkbookProtection
from team_workbook import team_workbook


class TeamFindingsTest(AdoptionTest):
    def findings(self, *more, asks=False, **options):
        before = self.team.read_bytes()
        result = self.adopt("--json", *more, **options)
        self.assertEqual(1 if asks else 0, result.exit, str(result))
        if asks:
            self.assertEqual(before, self.team.read_bytes(), "a question leaves the workbook alone")
        return {line["id"]: line for line in result.lines if line["event"] == "finding"}

    def page(self):
        return load(self.team)["2025-26"]


class Asked(TeamFindingsTest):
    def test_an_answer_that_names_no_column(self):
        team_workbook(self.team)
        finding = self.findings("--table", "last-period=P5", asks=True)["team-answer-wrong"]
        for words in ('"last-period": "P5"', 'E "P6"', 'F "P7"'):
            self.assertIn(words, finding["sentence"])
        self.findings("--table", "last-period=P7")
        self.assertEqual("P8", self.page()["G3"].value)

    def test_an_answer_about_the_persons_column(self):
        team_workbook(self.team)
        finding = self.findings("--table", "person_id=Kind of child", asks=True)["team-answer-wrong"]
        self.assertIn('A "Child no."', finding["sentence"])

    def test_a_heading_that_names_another_period(self):
        team_workbook(self.team, headings=("w/e 12/10/2025", "w/e 26/10/2025"))
        finding = self.findings(asks=True)["team-period-unclear"]
        self.assertEqual("F3", finding["cell"])
        self.assertIn("does not name last period, 13/10/2025 to 09/11/2025", finding["sentence"])
        self.findings("--table", "heading=w/e 07/12/2025")
        self.assertEqual("w/e 07/12/2025", self.page()["G3"].value)

    def test_after_the_thirteenth_period(self):
        team_workbook(self.team, headings=("P12", "P13"))
        self.assertIn("After the last number of a year", self.findings(asks=True)["team-period-unclear"]["sentence"])

    def test_two_columns_of_one_period(self):
        team_workbook(self.team, headings=("P7", "P7"))
        finding = self.findings(asks=True)["team-period-twice"]
        self.assertEqual("F3", finding["cell"])
        self.assertIn("E3", finding["sentence"])

    def test_amounts_of_a_period_that_nobody_knows(self):
        """A column after last period's, headed with a day of no period that is known."""
        team_workbook(self.team, headings=("w/e 12/10/2025", "w/e 09/11/2025", "w/e 31/12/2025"))
        finding = self.findings(asks=True)["team-period-filled"]
        self.assertEqual("G3", finding["cell"])
        self.assertIn('comes after last period\'s column "w/e 09/11/2025" and holds 6 amounts', finding["sentence"])

    def test_the_newest_period_on_the_left(self):
        team_workbook(self.team, headings=("P7", "P6", "P5"))
        self.assertEqual("E3", self.findings(asks=True)["team-newest-first"]["cell"])

    def test_a_locked_structure(self):
        team_workbook(self.team, finish=lambda book, _: setattr(book, "security", WorkbookProtection(lockStructure=True)))
        self.assertIn("Review, Protect Workbook", self.findings(asks=True)["team-structure-locked"]["sentence"])


class Said(TeamFindingsTest):
    def test_two_rows_of_one_person_and_service(self):
        """Testa's row twice, without line ids: the first gets the amount, the second nothing."""
        def finish(_, page):
            for column in (1, 2, 3):
                page.cell(5, column).value = page.cell(4, column).value
        team_workbook(self.team, with_lines=False, totals_row=False, finish=finish)
        finding = self.findings()["team-row-repeated"]
        self.assertEqual("F5", finding["cell"])
        self.assertIn("This period's amount went to row 4; row 5 got none", finding["sentence"])
        self.assertEqual((247.68, None), (self.page()["F4"].value, self.page()["F5"].value))

    def test_last_periods_column_that_is_not_the_export(self):
        """Of the six amounts of October five were typed anew."""
        def finish(_, page):
            for row in range(4, 9):
                page.cell(row, 5).value = page.cell(row, 6).value = 7
        team_workbook(self.team, finish=finish)
        asked = self.findings(asks=True)["team-last-period-unclear"]
        self.assertEqual("F3", asked["cell"])
        self.assertIn("which column of the sheet 2025-26 holds 13/10/2025 to 09/11/2025", asked["sentence"])
        finding = self.findings("--table", "last-period=P7")["team-last-period-differs"]
        self.assertEqual("F3", finding["cell"])
        self.assertIn('"P7") was taken as 13/10/2025 to 09/11/2025, but only 1 of its 6 amounts', finding["sentence"])

    def test_a_total_that_leaves_a_row_out(self):
        """The team's total of P7 leaves out the row of Exampla's day care, 412.42 in November; the total beside it takes in all."""
        def finish(_, page):
            page["F10"].value = "=SUM(F6:F9)"
        team_workbook(self.team, finish=finish)
        finding = self.findings()["team-total-short"]
        self.assertEqual("G11", finding["cell"])
        self.assertEqual("=SUM(G6:G9)", load(self.team, values=False)["2025-26"]["G11"].value, "the team's own formula, moved on and otherwise left")
        self.assertEqual(123840 + 90000 + 6192, pence(self.page()["G11"].value))

    def test_services_in_other_words_are_found_by_last_periods_amount(self):
        def finish(_, page):
            page["C4"], page["C5"] = "DP", "Club"
        team_workbook(self.team, with_lines=False, finish=finish)
        finding = self.findings()["team-lines-by-amount"]
        self.assertIn("name the service of 2 lines differently", finding["sentence"])
        self.assertEqual((247.68, 412.42), (self.page()["F4"].value, self.page()["F5"].value))

    def test_a_protected_sheet_gets_its_column_and_stays_protected(self):
        team_workbook(self.team, finish=lambda _, page: page.protection.enable())
        self.assertIn("the protection is still on", self.findings()["team-sheet-protected"]["sentence"])
        self.assertEqual(("P8", True), (self.page()["G3"].value, self.page().protection.sheet))

    def test_a_formula_about_two_periods_is_left(self):
        def finish(_, page):
            for row in range(4, 10):
                page.cell(row, 8).value = f"=F{row}-E{row}"
            page["H3"] = "P7 less P6"
        team_workbook(self.team, headings=("P6", "P7"), row_total=True, finish=finish)
        finding = self.findings()["team-formula-left"]
        self.assertEqual("I4", finding["cell"])
        self.assertIn("refer to column F", finding["sentence"])
        self.assertEqual("=F4-E4", load(self.team, values=False)["2025-26"]["I4"].value)


if __name__ == "__main__":
    main()
