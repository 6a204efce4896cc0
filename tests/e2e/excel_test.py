"""What Excel and people who look at a workbook without it expect of what Counterfoil wrote."""

import re
import zipfile

from counterfoil import CommandTest, load, main, table
from team_workbook import export, team_workbook


def rewritten(path, change):
    """The workbook with each part's text passed through `change(name, text)`."""
    parts = []
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            parts.append((entry, archive.read(entry)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in parts:
            archive.writestr(entry.filename, change(entry.filename, data.decode("utf-8")) if entry.filename.endswith((".xml", ".rels")) else data)


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


class AnOldWorkbook(CommandTest):
    """Made when the sheet of past decisions was called History, a name that Excel keeps for itself."""

    def test_is_continued_under_its_old_name(self):
        self.run_pair(0)
        def as_it_was(_, text):
            return text.replace("'Past decisions'!", "History!").replace('"Past decisions"', '"History"')
        rewritten(self.workbook, as_it_was)
        self.assertIn("History", load(self.workbook).sheetnames)
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        result = self.run_pair(1)
        names = load(self.workbook).sheetnames
        self.assertIn("History", names)
        self.assertNotIn("Past decisions", names)
        self.assertNotIn("not found", result.out)
        rows = table(load(self.workbook)["History"], "Period", "Person ID", "Line ID")
        self.assertTrue(rows[0]["Person ID"], "the first period's rows came to the sheet")
        self.assertEqual(0, self.command("verify", self.workbook).exit)


class Charts(CommandTest):
    def test_the_chart_shows_its_figures_before_anybody_recalculates(self):
        self.run_pair(0)
        summary = load(self.workbook)["Summary"]
        chart = part(self.workbook, "xl/charts/chart1.xml")
        self.assertIn("<c:cat><c:strRef>", chart)
        for kind, held in (("cat", "strCache"), ("val", "numCache")):
            series = re.search(rf"<c:{kind}>.*?<c:f>Summary!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)</c:f><c:{held}>(.*?)</c:{held}></c:\w+></c:{kind}>", chart)
            self.assertIsNotNone(series, chart)
            column, first, last, cache = series[1], int(series[2]), int(series[3]), series[4]
            points = {int(at): value for at, value in re.findall(r'<c:pt idx="(\d+)"><c:v>(.*?)</c:v>', cache)}
            self.assertEqual(last - first + 1, int(re.search(r'ptCount val="(\d+)"', cache)[1]))
            shown = [summary[f"{column}{row}"].value for row in range(first, last + 1)]
            self.assertTrue(any(value not in (None, 0) for value in shown))
            for at, value in enumerate(shown):
                if kind == "cat":
                    self.assertEqual(str(value), points.get(at))
                elif value not in (None, ""):
                    self.assertAlmostEqual(float(value), float(points[at]), places=2)


class Names(CommandTest):
    def test_a_copy_and_a_new_workbook_are_not_named_as_ones_with_macros(self):
        self.run_pair(0)
        result = self.command("disclose", self.workbook, "--copy", self.folder / "Copy.xlsm")
        self.assertEqual(3, result.exit, str(result))
        self.assertIn("must end in .xlsx", result.err + result.out)
        self.assertFalse((self.folder / "Copy.xlsm").exists())
        result = self.compare(0, 1, workbook=self.folder / "New.xlsm")
        self.assertEqual(3, result.exit, str(result))
        self.assertFalse((self.folder / "New.xlsm").exists())
        result = self.compare(0, 1, "--save-as", self.folder / "Other.xlsm")
        self.assertEqual(3, result.exit, str(result))
        self.assertFalse((self.folder / "Other.xlsm").exists())


class RangesElsewhere(CommandTest):
    def setUp(self):
        super().setUp()
        self.team = self.folder / "Payments monitoring.xlsx"
        self.periods = [export(self.folder / f"Period {number + 1}.csv", number) for number in range(2)]

    def test_what_is_not_the_tables_stays_and_what_is_widened_elsewhere_is_named(self):
        def finish(book, page):
            page["A1"], page["H1"], page["I1"] = None, "=COUNTBLANK(B1:F2)", "=INDEX(B2:F2,COLUMNS(B2:F2))"
            page["F2"] = 5
            book["Contacts"]["B1"] = "=SUM('2025-26'!E4:F9)"
        team_workbook(self.team, finish=finish)
        arguments = ("run", "cwd-comparison", "--previous", self.periods[0], "--current", self.periods[1], "--workbook", self.team)
        rehearsed = self.command(*arguments, "--rehearse")
        self.assertEqual(0, rehearsed.exit, str(rehearsed))
        self.assertIn("Outside of the table", rehearsed.out)
        self.assertIn("Contacts!B1", rehearsed.out)
        self.assertEqual(0, self.command(*arguments).exit)
        page = load(self.team, values=False)["2025-26"]
        self.assertEqual("=COUNTBLANK(B1:F2)", page["I1"].value)
        self.assertEqual("=INDEX(B2:F2,COLUMNS(B2:F2))", page["J1"].value)
        self.assertEqual("=SUM('2025-26'!E4:G10)", load(self.team, values=False)["Contacts"]["B1"].value)


if __name__ == "__main__":
    main()
