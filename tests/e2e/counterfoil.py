"""Runs the counterfoil command as staff would, with a fixed clock, user and run id, and reads what it wrote."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import known_people
import openpyxl
from collected import Collected

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "house"))
from findings_catalogue import catalogue, definitions  # noqa: E402

STAGE = pathlib.Path(os.environ.get("COUNTERFOIL_STAGE", pathlib.Path(__file__).resolve().parents[2] / "build/dev/stage"))
# For a build for Windows, the program that runs such programs here: packaging/windows/run-under-wine.sh.
UNDER = [part for part in [os.environ.get("COUNTERFOIL_UNDER")] if part]
# One Wine folder for all tests, the one that the program above uses by default: making a new one takes longer than a test, and Wine says so.
WINE_FOLDER = pathlib.Path(os.environ.get("WINEPREFIX") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "counterfoil-wine")
# The command in which a test fixes who acts and when; staff's differs from it in one object file (tests/command).
COMMAND = STAGE.parent / "stage_for_tests/bin" / ("counterfoil_for_tests.exe" if UNDER else "counterfoil_for_tests")
EXAMPLES = STAGE / "examples"
PLANTED = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
EXPORTS = [EXAMPLES / period["file"] for period in PLANTED["periods"]]
RATES = EXAMPLES / PLANTED["approved_rates"]
TASK = "cwd-comparison"


def word(argument):
    """An argument as the command gets it: paths as the system that it was built for writes them."""
    if UNDER and isinstance(argument, pathlib.PurePath):
        return ("Z:" if argument.is_absolute() else "") + str(argument).replace("/", "\\")
    return str(argument)


def here(text):
    """A path that the command wrote, as this system writes it."""
    return pathlib.Path(text.removeprefix("Z:").replace("\\", "/") if UNDER else text)


def command_line(*arguments):
    return [*UNDER, str(COMMAND), *map(word, arguments)]


class Result:
    def __init__(self, process):
        self.exit = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8", errors="replace")

    @property
    def lines(self):
        """The JSON objects of standard output; anything else there is an error."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def outcome(self):
        return self.lines[-1]

    def __str__(self):
        return f"exit {self.exit}\n--- out\n{self.out[:4000]}\n--- err\n{self.err[:4000]}"


def sentences(task):
    """[(owner, id, fixed words in their order)] of what the engine and a task may say, to know findings by in a report for people."""
    known = []
    for owner, path in definitions(pathlib.Path(__file__).resolve().parents[2]).items():
        if owner not in ("engine", task.replace("-", "_")):
            continue
        for finding in catalogue(path)[0]:
            known.append((owner.replace("_", "-"), finding.id, [part for part in re.split(r"\{\w+\}", finding.sentence) if part]))
    return known


def holds_in_order(text, parts, within=1500):
    """Whether the parts stand in the text one after the other, with anything between them but all in so many characters. (A pattern with ".*" would
    try every way to place them: minutes for a long report.)"""
    start = text.find(parts[0])
    while start >= 0:
        at = start
        for part in parts:
            at = text.find(part, at, start + within)
            if at < 0:
                break
            at += len(part)
        else:
            return True
        start = text.find(parts[0], start + 1)
    return False


def saw_findings(arguments, result):
    """Notes which findings a command reported, for the proof that each is reported by some test (tests/house/findings_reported.py)."""
    seen = os.environ.get("COUNTERFOIL_FINDINGS_SEEN")
    if not seen:
        return
    task = str(arguments[1]) if len(arguments) > 1 and arguments[0] == "run" else ""
    if "--json" in arguments:
        lines = [json.loads(line) for line in result.out.splitlines() if line.startswith("{") and line.endswith("}")]
        found = {(task, line["id"]) for line in lines if line["event"] == "finding"}
    else:
        words = " ".join(result.out.split())
        found = {(owner, one) for owner, one, parts in sentences(task) if holds_in_order(words, parts)}
    with open(seen, "a", encoding="utf-8") as file:  # one short append: many processes write at once
        file.write("".join(f"{owner} {one}\n" for owner, one in sorted(found)))


class CommandTest(unittest.TestCase):
    """A folder of its own for each test, with the exports copied in and a ledger beside them."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-e2e-"))
        self.addCleanup(self.clean_up)
        self.exports = [pathlib.Path(shutil.copy(export, self.folder)) for export in EXPORTS]
        self.rates = pathlib.Path(shutil.copy(RATES, self.folder))
        self.workbook = self.folder / "CWD comparison.xlsx"
        self.ledger = self.folder / "ledger.sqlite"
        self.machine = {}  # what IT set for the whole machine

    def know_people(self, *accounts):
        """These people's keys count, by the council's people file."""
        self.machine = known_people.settle([*UNDER, str(COMMAND)], self.environment(), self.folder / "machine", accounts, word=word)

    def clean_up(self):
        for path in [self.folder, *self.folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(self.folder)

    def environment(self, run_id="RUN-1", clock="2025-12-08T09:30:00Z", user="tester"):
        """All that the command gets to know of the machine."""
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.folder / "home"),
            "TZ": "Europe/London",
            "LC_ALL": "C.UTF-8",
            "COUNTERFOIL_LEDGER": word(self.ledger),
            "COUNTERFOIL_FIXED_CLOCK": clock,
            "COUNTERFOIL_FIXED_USER": user,
            "COUNTERFOIL_FIXED_RUN_ID": run_id,
        }
        environment.update(self.machine)
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        if UNDER:
            environment["WINEPREFIX"] = str(WINE_FOLDER)
        (self.folder / "home").mkdir(exist_ok=True)
        return environment

    def command(self, *arguments, run_id="RUN-1", clock="2025-12-08T09:30:00Z", user="tester", extra=None, timeout=120, cwd=None):
        environment = {**self.environment(run_id, clock, user), **(extra or {})}
        collected = Collected(self.folder, arguments)
        def run():
            return subprocess.run(command_line(*arguments), env=environment, cwd=cwd or self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=timeout, check=False)
        process = run()
        if UNDER and b"wine client error" in process.stderr and not process.stdout:  # Wine's server was just ending: the program never began
            process = run()
        collected.finish()
        result = Result(process)
        saw_findings(arguments, result)
        # Never a signal, never an unknown status: whatever happens, the program ends in good order.
        self.assertIn(result.exit, (0, 1, 2, 3, 4) if arguments[:1] == ("verify",) else (0, 1, 2, 3), str(result))
        return result

    def compare(self, previous, current, *more, workbook=None, rates=True, **options):
        """Compares period `previous` with `current` (0 to 2, or paths) into the workbook."""
        files = [self.exports[one] if isinstance(one, int) else one for one in (previous, current)]
        arguments = ["run", TASK, "--previous", files[0], "--current", files[1], "--workbook", workbook or self.workbook, *more]
        if workbook and not (self.folder / workbook).exists():
            arguments += ["--continue-from", "none"]  # beside another one: nothing is taken along
        if rates:
            arguments += ["--rates", self.rates]
        return self.command(*arguments, **options)

    def run_pair(self, pair, *more, **options):
        options.setdefault("run_id", f"RUN-{pair + 1}")
        result = self.compare(pair, pair + 1, *more, **options)
        self.assertEqual(0, result.exit, str(result))
        return result


def load(path, values=True):
    return openpyxl.load_workbook(path, data_only=values)


def heading_row(sheet, headings):
    for row in sheet.iter_rows():
        shown = [cell.value for cell in row]
        if all(heading in shown for heading in headings):
            return row[0].row
    raise AssertionError(f"no row with the headings {headings} on {sheet.title}")


def table(sheet, *headings):
    """The rows below these headings as dictionaries by heading, down to the first empty row; '#' is the row's number. A table is as
    wide as its headings stand side by side: others may stand beside it."""
    at = heading_row(sheet, headings)
    first = last = next(cell.column for cell in sheet[at] if cell.value == headings[0])
    while sheet.cell(at, last + 1).value not in (None, ""):
        last += 1
    names = [sheet.cell(at, column).value for column in range(first, last + 1)]
    rows = []
    for row in sheet.iter_rows(min_row=at + 1, min_col=first, max_col=last):
        values = [cell.value for cell in row]
        if all(value in (None, "") for value in values):
            break
        rows.append({**{name: value for name, value in zip(names, values) if name is not None}, "#": row[0].row})
    return rows


def changes(path):
    """The rows about this period's payments; those about earlier ones have no figures of this period."""
    rows = table(load(path)["Changes"], "Person ID", "Line ID", "Class", "Risk", "Decision")
    return {(str(row["Person ID"]), str(row["Line ID"])): row for row in rows
            if row.get("Person ID") and not (row.get("Previous") is None and row.get("Current") is None)}


def pence(value):
    return 0 if value in (None, "") else round(float(value) * 100)


def column_of(sheet, headings, heading):
    row = heading_row(sheet, headings)
    return next(cell.column for cell in sheet[row] if cell.value == heading)


def main():
    if not COMMAND.exists():
        raise SystemExit(f"{COMMAND} is not built: build first, or set COUNTERFOIL_STAGE")
    unittest.main()
