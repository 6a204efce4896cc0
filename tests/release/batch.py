"""Prepares, approves and releases batches with the real command, under logins of the test's choosing."""

import csv
import hashlib
import io
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import known_people  # noqa: E402
from collected import Collected  # noqa: E402
from package import Package  # noqa: E402

STAGE = pathlib.Path(os.environ["COUNTERFOIL_RELEASE_STAGE"])
COMMAND = STAGE / "bin" / "counterfoil_for_tests"
HEADINGS = ["Line ID", "Person ID", "Provider", "Start", "Rate", "Amount"]
# Invented. Two lines go out as invoices, one as a credit note, one not at all.
PAYMENTS = [
    ["L-1001", "CF-1", "Larch House, Ltd", "03/11/2025", "20.1538", "140.00"],
    ["L-1002", "CF-2", 'The "Oak" Home', "10/11/2025", "", "1,234.56"],
    ["L-1003", "CF-3", "Zoë's Fostering", "", "15", "-60.00"],
    ["L-1004", "CF-4", "Nobody", "", "", "0.00"],
]
FIRST, SECOND = "a.preparer", "b.checker"
TEAM = (FIRST, SECOND, "c.other", "c.releaser", "d.one", "e.two")  # in the council's people file


class Result:
    def __init__(self, process):
        self.exit = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8", errors="replace")

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def outcome(self):
        return self.lines[-1]

    @property
    def problems(self):
        return {line["id"]: line["words"] for line in self.lines if line.get("kind") == "problem"}

    def __str__(self):
        return f"exit {self.exit}\n--- out\n{self.out[:4000]}\n--- err\n{self.err[:4000]}"


class BatchTest(unittest.TestCase):
    """A folder of its own for each test, with a workbook to be made, a ledger and a settings file."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-release-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.workbook = self.folder / "Payments.xlsx"
        self.ledger = self.folder / "ledger.sqlite"
        (self.folder / "home").mkdir()
        self.settings({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 0})
        self.machine = {}
        self.machine = known_people.settle([COMMAND], self.environment(), self.folder / "machine", TEAM)

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder / "home"), "TZ": "Europe/London", "LC_ALL": "C.UTF-8",
                "COUNTERFOIL_LEDGER": str(self.ledger), **self.machine}

    def settings(self, settings, folder=None):
        ((folder or self.folder) / "counterfoil-settings.json").write_text(json.dumps(settings), encoding="utf-8")

    def command(self, *arguments, user=FIRST, run_id=None, clock="2025-12-08T09:30:00Z", extra=None, ok=(0, 1, 2, 3)):
        environment = {**self.environment(), "COUNTERFOIL_FIXED_CLOCK": clock, "COUNTERFOIL_FIXED_USER": user, **(extra or {})}
        if run_id:
            environment["COUNTERFOIL_FIXED_RUN_ID"] = run_id
        collected = Collected(self.folder, arguments)
        process = subprocess.run([str(COMMAND), *map(str, arguments)], env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
        collected.finish()
        result = Result(process)
        if (seen := os.environ.get("COUNTERFOIL_FINDINGS_SEEN")) and "--json" in arguments:  # as in ../e2e/counterfoil.py
            with open(seen, "a", encoding="utf-8") as file:
                file.write("".join(f"release-sample {line['id']}\n" for line in result.lines if line["event"] == "finding"))
        if ok is not None:
            self.assertIn(result.exit, ok, str(result))
        return result

    def export(self, rows=None, name="payments.csv"):
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *(rows or PAYMENTS)])
        return path

    def prepare(self, rows=None, run_id="RUN-1", workbook=None, user=FIRST, **settings):
        sets = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
        if sets:
            sets += ["--reason", "a trial"]
        return self.command("run", "release-sample", "--payments", self.export(rows), "--workbook", workbook or self.workbook, *sets, user=user, run_id=run_id, ok=(0,))

    def approve(self, *more, user=SECOND, run_id="APPROVE-1", workbook=None, **options):
        return self.command("approve", workbook or self.workbook, "--json", *more, user=user, run_id=run_id, **options)

    def release(self, *more, user=SECOND, run_id="RELEASE-1", workbook=None, **options):
        return self.command("release", workbook or self.workbook, "--json", *more, user=user, run_id=run_id, **options)

    def assertRefused(self, result, *ids):
        self.assertEqual(1, result.exit, str(result))
        self.assertEqual("refused", result.outcome["status"], str(result))
        self.assertEqual(sorted(set(ids)), sorted(result.problems), str(result))

    def record(self):
        """The files of the record folder."""
        return sorted((self.folder / "Counterfoil record").glob("*.act"))

    def sheet(self, name, workbook=None):
        """The rows of a sheet below its headings in row 4, by heading (row 4 or 5, where there is a line above for reviewers)."""
        rows = list(openpyxl.load_workbook(workbook or self.workbook)[name].iter_rows(values_only=True))
        heading = rows[3]
        return [dict(zip(heading, row)) for row in rows[4:] if any(value is not None for value in row)]

    def edit(self, sheet, heading, value, row=1, workbook=None):
        """Types into the cell under a heading, `row` rows below it, as a person does in Excel."""
        package = Package(workbook or self.workbook)
        cells = openpyxl.load_workbook(package.path)[sheet]
        column = next(cell.column for cell in cells[4] if cell.value == heading)
        if isinstance(value, (int, float)):
            package.type_number(sheet, 4 + row, column, value)
        else:
            package.type_text(sheet, 4 + row, column, value)
        package.save()

    def released_folder(self, batch="RUN-1", place=None):
        return (place or self.folder) / f"Payments release {batch}"

    def released_files(self, batch="RUN-1", place=None):
        return {file.name: file.read_bytes() for file in self.released_folder(batch, place).iterdir()}

    def bodies(self):
        with sqlite3.connect(self.ledger) as ledger:
            return [(kind, user, json.loads(body)) for kind, user, body in ledger.execute("SELECT kind, user, body FROM entries ORDER BY number")]


def digest(data):
    return hashlib.sha256(data).hexdigest()


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
