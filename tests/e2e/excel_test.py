"""What Excel and people who look at a workbook without it expect of what Counterfoil wrote."""

import re
import shutil
import zipfile

from counterfoil import CommandTest, load, main, table
from sundry_debtors_test import Debtors
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


CHAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
LINK = '<Relationship Id="{}" Type="http://{}" Target="calcChain.xml"/>'


def spoilt(path):
    """Two parts of the workbook lead to its chain of formulas, which each save takes out: Excel would find the second one leading nowhere."""
    links = (LINK.format("rIdChain", "schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain") + LINK.format("rIdOther", "example.invalid/of-an-add-in"))

    def change(name, text):
        if name == "[Content_Types].xml":
            return text.replace("</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{CHAIN}"/></Types>')
        return text.replace("</Relationships>", links + "</Relationships>") if name == "xl/_rels/workbook.xml.rels" else text

    rewritten(path, change)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/calcChain.xml", '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>')


class ASaveThatWouldHurt(Debtors):
    """What Excel would have to repair is not saved: a sentence, a report beside the workbook, and nothing else is touched."""

    def command(self, *arguments, **options):
        options.setdefault("clock", "2025-11-28T09:30:00Z")  # prepared before it is approved on 1 December
        return super().command(*arguments, **options)

    def setUp(self):
        super().setUp()
        self.know_people("tester", "b.checker")

    def stopped(self, workbook, *arguments, reported=None, **options):
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path.suffix in (".xlsx", ".zip", ".csv")}
        result = self.command(*arguments, **options)
        self.assertEqual(2, result.exit, str(result))
        report = self.folder / f"{(reported or workbook).stem} save check {options['run_id']}.txt"
        self.assertIn("Excel would have to repair the workbook as it would be saved: in xl/_rels/workbook.xml.rels a relationship leads to a part that is not there",
                      result.err)
        self.assertIn(f'The report "{report.name}" beside it says what and where', result.err)
        self.assertTrue(result.err.strip().endswith("Nothing else was written."), result.err)
        text = report.read_text(encoding="utf-8")
        self.assertIn(options["run_id"], text)
        self.assertIn("xl/_rels/workbook.xml.rels: a relationship leads to a part that is not there (rIdOther)", text)
        self.assertEqual(before, {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path.suffix in (".xlsx", ".zip", ".csv")})
        return result

    def test_run_approve_and_release_stop(self):
        self.raise_batch()
        sound = self.folder / "sound"
        shutil.copy(self.workbook, sound)
        spoilt(self.workbook)
        told = self.stopped(self.workbook, "run", "sundry-debtors", "--overpayments", self.overpayments, "--debtors", self.debtors, "--codes", self.debtors,
                            "--set", "as-of=28/11/2025", "--workbook", self.workbook, run_id="RUN-2")
        self.assertIn("have Counterfoil's sheets in a new workbook", told.err)
        approval = {"run_id": "APPROVE-1", "user": "b.checker", "clock": "2025-12-01T09:00:00Z"}
        self.stopped(self.workbook, "approve", self.workbook, "--batch", "invoices", **approval)
        shutil.copy(sound, self.workbook)
        self.assertEqual(0, self.command("approve", self.workbook, "--batch", "invoices", **approval).exit)
        shutil.copy(self.workbook, sound)
        spoilt(self.workbook)
        release = {"run_id": "RELEASE-1", "user": "b.checker", "clock": "2025-12-01T10:00:00Z"}
        self.stopped(self.workbook, "release", self.workbook, "--batch", "invoices", **release)
        self.assertFalse([path for path in self.folder.iterdir() if " release " in path.name])
        shutil.copy(sound, self.workbook)
        self.assertEqual(0, self.command("release", self.workbook, "--batch", "invoices", **release).exit)

    def test_merge_stops(self):
        workbook = self.folder / "CWD comparison.xlsx"
        self.run_pair(0, workbook=workbook)
        spoilt(workbook)
        copies = [shutil.copy(workbook, self.folder / name) for name in ("Base.xlsx", "Mine.xlsx", "Theirs.xlsx")]
        self.stopped(workbook, "merge", *copies, reported=self.folder / "Mine (merged).xlsx", run_id="RUN-M")


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
