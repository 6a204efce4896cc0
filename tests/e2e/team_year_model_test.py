"""Team's sheets of many makes, kept over periods with whatever people do to them in between, held against a model that knows nothing of the program.

After the runs LibreOffice works every formula out anew: each child's amount is in its place, every total is the sum of these, and quarters, averages,
changes and lookups from another sheet come to what they mean. A few seeds run everywhere; COUNTERFOIL_TEAM_SEEDS=40 COUNTERFOIL_TEAM_PERIODS=13 is for an evening.
"""

import os
import random

import office
import team_year
from counterfoil import load, main
from team_year import CHILDREN, Sheet, days, paid
from team_year_test import TeamYearTest

SEEDS = int(os.environ.get("COUNTERFOIL_TEAM_SEEDS", "2"))
LAST = int(os.environ.get("COUNTERFOIL_TEAM_PERIODS", "6"))
NEWCOMERS = [(f"C{200 + at}", f"Novella Sample{chr(97 + at)}", f"72{at:02}", service) for at, service in enumerate(("Personal assistant", "Day care session", "Personal assistant"))]
EXTRAS = {"First quarter": "=SUM(E{row}:G{row})", "Avg last 3": "=AVERAGE(E{row}:G{row})", "Change": "=G{row}-F{row}", "Budget P1": 120, "P4 checked by": None}


class Team:
    """What the sheet should hold: who stands in it, and which amount under which period."""

    def __init__(self, random):
        self.random = random
        self.dated = random.random() < 0.4
        self.dollars = random.random() < 0.4
        self.notes = random.random() < 0.7
        self.extras = [title for title in EXTRAS if random.random() < 0.6]
        self.people = list(CHILDREN)
        self.columns = {period: dict(paid(period)) for period in (1, 2, 3)}

    def heading(self, period):
        return days(period)[1] if self.dated else f"P{period}"

    def save(self, path):
        sheet = Sheet(headings=[self.heading(period) for period in (1, 2, 3)])
        page = sheet.page
        for column, title in enumerate(self.extras, 9):
            page.cell(4, column, title)
            for row in range(5, 17):
                what = EXTRAS[title]
                page.cell(row, column, what.format(row=row) if isinstance(what, str) else what)
        if self.dollars:
            for letter in "EFG":
                page[f"{letter}17"] = f"=SUM({letter}$5:{letter}$16)"
        if self.notes:
            notes = sheet.book.create_sheet("Notes")
            notes["A1"] = "=VLOOKUP(\"C105\",'2025-26'!A5:H16,8,FALSE)"
            notes["A2"] = "=INDEX('2025-26'!A5:H17,13,8)"
        sheet.save(path)

    def export(self, period, corrected):
        """The amounts of an export: newcomers now and then, and a change that no rule foresees."""
        amounts = {line: pence for line, pence in paid(period).items()}
        for at, newcomer in enumerate(NEWCOMERS):
            if newcomer in self.people:
                amounts[newcomer[2]] = 20_000 + 1_111 * at
        if corrected:
            amounts[self.random.choice([line for _, _, line, _ in CHILDREN])] += 50_000
        return amounts


class ManyTeams(TeamYearTest):
    def test_every_amount_and_every_formula_over_the_periods(self):
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                self.team = self.folder / f"Team {seed}.xlsx"
                self.keep_a_year(Team(random.Random(seed)))

    def keep_a_year(self, team):
        team.save(self.team)
        exports = {3: self.write(team, 3, paid(3))}
        before = 3
        for period in range(4, LAST + 1):
            newcomer = NEWCOMERS[len(team.people) - len(CHILDREN)] if len(team.people) - len(CHILDREN) < len(NEWCOMERS) else None
            if newcomer and team.random.random() < 0.5:
                team.people.append(newcomer)
            amounts = team.export(period, False)
            exports[period] = self.write(team, period, amounts)
            if period < LAST and team.random.random() < 0.25:
                continue  # nobody ran this one
            self.run_pair(exports[before], exports[period])
            team.columns[period] = amounts
            before = period
            if team.random.random() < 0.3:
                team.columns[period] = team.export(period, True)
                self.run_pair(exports[max(each for each in exports if each < period)], self.write(team, period, team.columns[period]))
            self.amounts_are(team)
        if office.available():
            self.formulas_are(team)

    def write(self, team, period, amounts):
        return team_year.export(self.folder / f"{self.team.stem} {period} {len(list(self.folder.iterdir()))}.csv", period, people=team.people, changed=amounts)

    def grid(self, path):
        """Rows by line, and columns by heading, of the sheet as its values are."""
        page = load(path)["2025-26"]
        columns = {}
        for column in range(5, page.max_column + 1):
            if (title := page.cell(4, column).value) is not None:
                columns[title.date() if hasattr(title, "date") else title] = column
        rows = {str(page.cell(row, 3).value): row for row in range(5, page.max_row + 1) if page.cell(row, 3).value}
        return page, rows, columns

    def amounts_are(self, team):
        page, rows, columns = self.grid(self.team)
        self.assertEqual(set(), {line for amounts in team.columns.values() for line in amounts} - set(rows), "lines without a row")
        wanted = [team.heading(period) for period in sorted(team.columns)]
        self.assertEqual([*wanted, "Total", *team.extras], list(columns), "columns from left to right")
        for period, amounts in team.columns.items():
            held = {line: round((page.cell(row, columns[team.heading(period)]).value or 0) * 100) for line, row in rows.items()}
            self.assertEqual({line: amounts.get(line, 0) for line in rows}, held, f"period {period}")

    def formulas_are(self, team):
        page, rows, columns = self.grid(office.convert(self.team, "xlsx", self.folder))
        total = max(rows.values()) + 1
        periods = sorted(team.columns)
        pence = lambda row, title: round((page.cell(row, columns[title]).value or 0) * 100)
        for period in periods:
            self.assertEqual(sum(team.columns[period].values()), pence(total, team.heading(period)), f"the total of period {period} in row {total}")
        for line, row in rows.items():
            amounts = [team.columns[period].get(line, 0) for period in periods]
            self.assertEqual(sum(amounts), pence(row, "Total"), f"the total of {line}")
            if "First quarter" in columns:
                self.assertEqual(sum(amounts[:3]), pence(row, "First quarter"), line)
            if "Change" in columns:
                self.assertEqual(amounts[-1] - amounts[-2], pence(row, "Change"), line)
            last = [amount for period, amount in zip(periods[-3:], amounts[-3:]) if line in team.columns[period]]
            if "Avg last 3" in columns and last:
                self.assertAlmostEqual(sum(last) / len(last) / 100, page.cell(row, columns["Avg last 3"]).value, 2, line)
        if team.notes:
            notes = load(office.convert(self.team, "xlsx", self.folder))["Notes"]
            self.assertEqual(pence(rows["7005"], "Total"), round(notes["A1"].value * 100))
            self.assertEqual(sum(sum(amounts.values()) for amounts in team.columns.values()), round(notes["A2"].value * 100))


del TeamYearTest  # imported to be built on; its own tests run where they stand

if __name__ == "__main__":
    main()
