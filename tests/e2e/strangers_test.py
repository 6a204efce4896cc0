"""Workbooks of other programs (tests/xlsx/workbooks), each with a sheet of a team's payments added, as the workbook of each task: written into, beside or left alone,
and never hurt."""

import pathlib
import sys
import zipfile

from lxml import etree

from counterfoil import CommandTest, main
from team_workbook import PEOPLE, export

XLSX = pathlib.Path(__file__).resolve().parents[1] / "xlsx"
sys.path.insert(0, str(XLSX))
import excel_rules  # noqa: E402  (it lies beside the workbooks)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def team_sheet():
    rows = [["Child no.", "Child", "CPLI", "Service", "P6", "P7"]]
    rows += [[person, name, line, service, paid[0], paid[0]] for person, name, line, service, _, *paid in PEOPLE if paid[0] is not None]
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>'
    for number, row in enumerate(rows, 3):
        xml += f'<row r="{number}">'
        for letter, value in zip("ABCDEF", row):
            if isinstance(value, float):
                xml += f'<c r="{letter}{number}"><v>{value}</v></c>'
            else:
                xml += f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        xml += "</row>"
    return xml + "</sheetData></worksheet>"


def with_team_sheet(source, target):
    """A workbook in the strict dialect, or that cannot be taken apart, is only copied."""
    target.write_bytes(source.read_bytes())
    try:
        with zipfile.ZipFile(source) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        root = etree.fromstring(parts["_rels/.rels"])
        workbook = next(each.get("Target").lstrip("/") for each in root if each.get("Type") == LINKS + "/officeDocument")
        book = etree.fromstring(parts[workbook])
        sheets = book.find(f"{{{MAIN}}}sheets")
        rels = workbook.rpartition("/")[0] + "/_rels/" + workbook.rpartition("/")[2] + ".rels"
        links, types = etree.fromstring(parts[rels]), etree.fromstring(parts["[Content_Types].xml"])
    except (KeyError, StopIteration, zipfile.BadZipFile, etree.XMLSyntaxError):
        return
    if sheets is None:
        return
    number = max(int(each.get("sheetId")) for each in sheets) + 1
    etree.SubElement(sheets, f"{{{MAIN}}}sheet", {"name": "CWD 2025-26", "sheetId": str(number), f"{{{LINKS}}}id": "rIdTeam"})
    etree.SubElement(links, f"{{{PACKAGE}}}Relationship", Id="rIdTeam", Type=LINKS + "/worksheet", Target="/xl/worksheets/team.xml")
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName="/xl/worksheets/team.xml",
                     ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    parts |= {workbook: etree.tostring(book), rels: etree.tostring(links), "[Content_Types].xml": etree.tostring(types), "xl/worksheets/team.xml": team_sheet().encode()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


class Strangers(CommandTest):
    def setUp(self):
        super().setUp()
        self.periods = [export(self.folder / f"Period {number + 1}.csv", number) for number in range(2)]
        self.books = sorted(path for path in (XLSX / "workbooks").rglob("*.xls[xm]"))
        self.assertGreater(len(self.books), 35)

    def run_task(self, task, book, *more):
        return self.command("run", task, "--previous" if task == "cwd-comparison" else "--payments", self.periods[0],
                            *(["--current", self.periods[1]] if task == "cwd-comparison" else []), "--workbook", book, *more)

    def untouched_parts(self, before, after):
        """Parts that a run has no business with are there to the byte."""
        with zipfile.ZipFile(before) as was, zipfile.ZipFile(after) as now:
            names = set(now.namelist())
            for entry in was.infolist():
                if any(word in entry.filename for word in ("media/", "theme", "vbaProject", "docProps", "printerSettings", "sharedStrings")):
                    self.assertIn(entry.filename, names)
                    self.assertEqual(was.read(entry), now.read(entry.filename), entry.filename)

    def test_the_comparison_is_written_into_each_or_says_why_not(self):
        written = 0
        for number, source in enumerate(self.books):
            with self.subTest(source.name):
                before, book = self.folder / f"before {number}{source.suffix}", self.folder / f"book {number}{source.suffix}"
                with_team_sheet(source, before)
                book.write_bytes(before.read_bytes())
                second = ["--sheets-in", self.folder / f"sheets {number}.xlsx"] if number % 3 == 0 else []
                begins = ["--continue-from", "none"] if second else []  # other workbooks of ours lie beside it
                result = self.run_task("cwd-comparison", book, *second, *begins)
                (self.folder / "counterfoil-settings.json").unlink(missing_ok=True)
                if result.exit != 0:
                    self.assertEqual(before.read_bytes(), book.read_bytes())
                    self.assertTrue(result.exit == 1 or result.err.strip().endswith("."), str(result))
                    continue
                written += 1
                self.assertEqual([], excel_rules.breaches(book, before))
                self.untouched_parts(before, book)
                again = self.run_task("cwd-comparison", book, *second)
                (self.folder / "counterfoil-settings.json").unlink(missing_ok=True)
                self.assertEqual(0, again.exit, str(again))
                self.assertEqual([], excel_rules.breaches(book, before))
        self.assertGreater(written, 35)

    def test_tasks_that_have_no_column_a_period_leave_it_alone_and_say_so(self):
        for number, source in enumerate(self.books):
            task = ("turning-18", "uplift", "sundry-debtors")[number % 3]
            with self.subTest(source.name, task=task):
                book = self.folder / f"book {number}{source.suffix}"
                with_team_sheet(source, book)
                before = book.read_bytes()
                result = self.run_task(task, book)
                self.assertIn(result.exit, (1, 2, 3), str(result))
                self.assertEqual(before, book.read_bytes())
                self.assertTrue((result.out + result.err).strip().endswith((".", "\"")), str(result))


if __name__ == "__main__":
    main()
