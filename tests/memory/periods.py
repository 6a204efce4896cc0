"""Runs a task that remembers, period after period, and looks into the workbook: four weeks each from 7 April 2025, £428.00 a line."""

import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from collected import Collected  # noqa: E402
from package import Package  # noqa: E402

STAGE = pathlib.Path(os.environ.get("COUNTERFOIL_MEMORY_STAGE", pathlib.Path(__file__).resolve().parents[2] / "build/dev/tests/memory/stage"))
FIRST = datetime.date(2025, 4, 7)


def words(number):
    first = FIRST + datetime.timedelta(days=28 * (number - 1))
    return f"{first:%d/%m/%Y} to {first + datetime.timedelta(days=27):%d/%m/%Y}"


class PeriodsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-memory-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.workbook = self.folder / "Book.xlsx"
        self.runs = 0

    def export(self, number, name=None, **paid):
        """The export of a period: P1 to P3 with lines L1 to L3, £428.00 each but for what `paid` says (None: no row)."""
        first, last = words(number).split(" to ")
        rows = ["Person ID,Line ID,Net,Period From,Period To"]
        for one in "123456789":
            amount = paid.get("L" + one, "428.00" if one in "123" else None)
            if amount is not None:
                rows.append(f"P{one},L{one},{amount},{first},{last}")
        path = self.folder / (name or f"Period {number}.csv")
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    def command(self, *arguments):
        self.runs += 1
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "TZ": "Europe/London", "LC_ALL": "C.UTF-8",
                       "COUNTERFOIL_LEDGER": str(self.folder / "ledger.sqlite"), "COUNTERFOIL_FIXED_USER": "tester",
                       "COUNTERFOIL_FIXED_CLOCK": f"2025-12-08T09:{self.runs:02}:00Z", "COUNTERFOIL_FIXED_RUN_ID": f"RUN-{self.runs}"}
        collected = Collected(self.folder, arguments)
        done = subprocess.run([str(STAGE / "bin/counterfoil_for_tests"), *map(str, arguments), "--json"], env=environment, cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
        collected.finish()
        lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
        self.assertTrue(lines, done.stderr)
        if seen := os.environ.get("COUNTERFOIL_FINDINGS_SEEN"):  # as in ../e2e/counterfoil.py
            with open(seen, "a", encoding="utf-8") as file:
                file.write("".join(f"memory-sample {line['id']}\n" for line in lines if line["event"] == "finding"))
        return lines

    def run_period(self, number, *more, previous=None, current=None, fails=None, workbook=None, **paid):
        """The words of the run; `fails` is the exit status that is expected of one that does not finish."""
        current = current or self.export(number, **paid)
        workbook = workbook or self.workbook
        arguments = ["run", "memory-sample", "--current", current, "--workbook", workbook, *more]
        if previous is None and not workbook.exists() and "--continue-from" not in more:
            previous = self.export(number - 1) if not (self.folder / f"Period {number - 1}.csv").exists() else self.folder / f"Period {number - 1}.csv"
        if previous:
            arguments += ["--previous", previous]
        lines = self.command(*arguments)
        self.assertEqual(fails or 0, lines[-1]["exit"], lines[-1])
        self.findings = [line for line in lines if line["event"] == "finding"]
        self.questions = [line for line in lines if line["event"] == "question"]
        return lines[-1]["words"]

    def rows(self, sheet, workbook=None):
        """The rows below the headings in row 3, as dictionaries."""
        cells = list(openpyxl.load_workbook(workbook or self.workbook)[sheet].iter_rows(min_row=3, values_only=True))
        return [dict(zip(cells[0], row)) for row in cells[1:] if row[1] not in (None, "")]

    def decide(self, line, workbook=None, own=None, **cells):
        """Types into the reviewer's cells of a line's row of Changes, as Excel would save them; `own`: heading and text of a column of the team's."""
        path = workbook or self.workbook
        sheet = openpyxl.load_workbook(path)["Changes"]
        headings = {cell.value: cell.column for cell in sheet[3]}
        row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[headings["Line ID"] - 1].value == line)
        package = Package(path)
        if own:
            if own[0] not in headings:
                headings[own[0]] = sheet.max_column + 1
                package.type_text("Changes", 3, headings[own[0]], own[0])
            package.type_text("Changes", row, headings[own[0]], own[1])
        for heading, value in cells.items():
            column = headings[heading.replace("_", " ")]
            if isinstance(value, datetime.date):
                package.type_number("Changes", row, column, (value - datetime.date(1899, 12, 30)).days)
            else:
                package.type_text("Changes", row, column, value)
        package.save()

    def verify(self, workbook=None):
        return self.command("verify", workbook or self.workbook)


def record_of(path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("customXml/item")]
    return next(part for part in parts if b"<record" in part).decode("utf-8")


def kept_rows(path, table="memory:paid_days"):
    """The lines of a table of the record, as they are written."""
    text = record_of(path)
    start = text.index(f'<table id="{table}"')
    rows = text[text.index("<rows>", start) + 6:text.index("</rows>", start)]
    return rows.replace("&gt;", ">").splitlines()[1:]
