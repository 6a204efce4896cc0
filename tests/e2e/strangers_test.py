"""Workbooks of other programs (tests/xlsx/workbooks) as the workbook of each task: written into, beside or left alone, and never hurt. Most have a sheet of a team's
payments added; some have sheets of ours, as where staff keep other things in the same workbook."""

import json
import os
import pathlib
import subprocess
import sys
import unittest
import zipfile

from lxml import etree

import office
from counterfoil import EXAMPLES, CommandTest, load, main
from team_workbook import PEOPLE, export

XLSX = pathlib.Path(__file__).resolve().parents[1] / "xlsx"
CORPUS = pathlib.Path(__file__).resolve().parents[3] / "shared" / "corpus"
sys.path.insert(0, str(XLSX))
import excel_rules  # noqa: E402  (it lies beside the workbooks)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

EDIT_TOOL = os.environ.get("COUNTERFOIL_EDIT_TOOL")
DEBTORS, TURNING_18 = EXAMPLES / "sundry-debtors", EXAMPLES / "turning-18"
UPLIFT = json.loads((EXAMPLES / "uplift-planted.json").read_text(encoding="utf-8"))
# What each task is given that has no column a period.
OTHER_TASKS = {
    "turning-18": ["--payments", TURNING_18 / "Payments 10 Nov to 7 Dec 2025.xlsx", "--allowances", TURNING_18 / "Allowances by age.xlsx"],
    "uplift": [*(part for name in ("lines", "rules", "paid") for part in (f"--{name}", EXAMPLES / UPLIFT[name])), "--set", f"effective={UPLIFT['effective']}"],
    "sundry-debtors": ["--overpayments", DEBTORS / "Overpayments found.xlsx", "--debtors", DEBTORS / "Debtors.xlsx", "--codes", DEBTORS / "Debtors.xlsx",
                               "--set", "as-of=28/11/2025"],
}


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
        # And some of the larger corpus, where it is.
        self.books += sorted(path for path in CORPUS.rglob("*.xls[xm]") if path.stat().st_size < 200_000)[::60]

    def compare(self, book, *more, **options):
        return self.command("run", "cwd-comparison", "--previous", self.periods[0], "--current", self.periods[1], "--workbook", book, *more, **options)

    def stops_in_words(self, result):
        self.assertTrue((result.out + result.err).strip().endswith((".", '"')), str(result))

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
                result = self.compare(book, *second, *begins)
                (self.folder / "counterfoil-settings.json").unlink(missing_ok=True)
                if result.exit != 0:
                    self.assertEqual(before.read_bytes(), book.read_bytes())
                    self.assertTrue(result.exit == 1 or result.err.strip().endswith("."), str(result))
                    continue
                written += 1
                self.assertEqual([], excel_rules.breaches(book, before))
                self.untouched_parts(before, book)
                again = self.compare(book, *second)
                (self.folder / "counterfoil-settings.json").unlink(missing_ok=True)
                self.assertEqual(0, again.exit, str(again))
                self.assertEqual([], excel_rules.breaches(book, before))
        self.assertGreater(written, 35)

    @unittest.skipUnless(office.available(), "LibreOffice is not installed")
    def test_what_libreoffice_saves_of_it_goes_on(self):
        """It opens what was written, works it out anew and saves it; the next run writes into that, and the team's figures are still there."""
        for number, name in enumerate(("gold", "macro04", "test-issue-1669")):
            source = next(path for path in self.books if name in path.name)
            with self.subTest(source.name):
                book = self.folder / f"book {number}.xlsx"
                with_team_sheet(source, book)
                if source.suffix == ".xlsm":
                    book = book.rename(book.with_suffix(".xlsm"))
                result = self.compare(book)
                self.assertEqual(0, result.exit, str(result))
                saved = self.folder / f"saved {number}.xlsx"
                saved.write_bytes(office.convert(book, "xlsx", self.folder).read_bytes())
                again = self.compare(saved, run_id="RUN-2")
                (self.folder / "counterfoil-settings.json").unlink(missing_ok=True)
                self.assertEqual(0, again.exit, str(again))
                self.assertEqual([], excel_rules.breaches(saved, self.folder / "xlsx" / book.with_suffix(".xlsx").name))
                first, second = (load(path)["CWD 2025-26"] for path in (book, saved))
                self.assertEqual([[cell.value for cell in row] for row in first.iter_rows()], [[cell.value for cell in row] for row in second.iter_rows()])

    def test_tasks_that_have_no_column_a_period_leave_it_alone_and_say_so(self):
        for number, source in enumerate(self.books[::2]):
            task = list(OTHER_TASKS)[number % 3]
            with self.subTest(source.name, task=task):
                book, sheets = self.folder / f"book {number}{source.suffix}", self.folder / f"sheets {number}.xlsx"
                with_team_sheet(source, book)
                before = book.read_bytes()
                more = ["--sheets-in", sheets, "--continue-from", "none"] if number % 2 else []
                result = self.command("run", task, *OTHER_TASKS[task], "--workbook", book, *more)
                self.assertEqual(2, result.exit, str(result))
                self.stops_in_words(result)
                self.assertEqual(before, book.read_bytes())
                self.assertFalse(sheets.exists())

    @unittest.skipUnless(EDIT_TOOL, "COUNTERFOIL_EDIT_TOOL does not name the tool that brings sheets of ours into other workbooks")
    def test_every_task_goes_on_in_a_workbook_that_has_others_sheets_too(self):
        """Our sheets, with their record, beside a stranger's: the next run writes into ours and touches nothing else."""
        tasks = {"cwd-comparison": ["--previous", self.periods[0], "--current", self.periods[1]], **OTHER_TASKS}
        written = dict.fromkeys(tasks, 0)
        for place, (task, inputs) in enumerate(tasks.items()):
            ours = self.folder / f"{task}.xlsx"
            first = self.command("run", task, *inputs, "--workbook", ours, "--continue-from", "none", run_id="RUN-1")
            self.assertEqual(0, first.exit, str(first))
            chosen = self.books[place::2 * len(tasks)]
            books = [self.folder / f"{task} {number}{source.suffix}" for number, source in enumerate(chosen)]
            asked = "".join(f"recorded\t{source}\t{book}\t-\n" for source, book in zip(chosen, books))
            answers = subprocess.run([EDIT_TOOL, ours], input=asked, capture_output=True, text=True, check=True, timeout=100).stdout.splitlines()
            self.assertEqual(len(books), len(answers))
            for source, book, answer in zip(chosen, books, answers):
                with self.subTest(source.name, task=task):
                    self.assertFalse(answer.startswith("fault"), answer)
                    if not answer.startswith("done"):
                        continue
                    before = self.folder / ("before " + book.name)
                    before.write_bytes(book.read_bytes())
                    self.assertEqual([], excel_rules.breaches(book, source))
                    result = self.command("run", task, *inputs, "--workbook", book, run_id="RUN-2")
                    self.assertEqual(0, result.exit, str(result))
                    written[task] += 1
                    self.assertEqual([], excel_rules.breaches(book, before))
                    self.untouched_parts(before, book)
                    with zipfile.ZipFile(source) as was, zipfile.ZipFile(before) as came, zipfile.ZipFile(book) as now:
                        for name in was.namelist():
                            if "worksheets/" in name and not name.endswith("/"):
                                self.assertEqual(came.read(name), now.read(name), name)
        self.assertTrue(all(count >= 4 for count in written.values()), written)


if __name__ == "__main__":
    main()
