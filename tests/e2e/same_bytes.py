#!/usr/bin/env python3
"""Whether two builds do the same, to the byte: same_bytes.py BEFORE AFTER [--corpus FOLDER] [--keep FOLDER]

BEFORE and AFTER are stages (build/NAME/stage). With a fixed clock, each does all four tasks on BEFORE's examples: first and second runs, decisions
typed in between, a team's own workbook, a rehearsal, a run that findings stop, merge, approve, release, disclose, verify, replay, restore. All that
lies in the folder afterwards is compared (workbooks, their parts where they differ, kept versions, released files, calendars, the ledger), and what
each command said. With --corpus also what each build's xlsx_edit_tool makes of the workbooks in that folder. Exit 1, and a list, where they differ.

For a commit that only moves or rearranges: build its parent and it, run this, and let the commit message say so."""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

CLOCK = "2025-12-08T09:30:00Z"


def command_of(stage):
    """The command in which a test fixes who acts and when; builds from before there was one had it in staff's."""
    command = stage.parent / "stage_for_tests/bin/counterfoil_for_tests"
    return command if command.exists() else stage / "bin" / "counterfoil"


class Round:
    """What one build does, in a folder that has the same name for both: it stands in links and messages."""

    def __init__(self, stage, folder, materials):
        self.stage, self.folder = stage, folder
        shutil.copytree(materials, folder)
        (folder / "home").mkdir()
        self.machine = {}
        if "people" in subprocess.run([command_of(stage), "--help"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8"):
            # The same keys for both, since a code of what they signed stands in the workbook.
            self.machine = known_people.settle([command_of(stage)], {"PATH": "/usr/bin:/bin", "HOME": str(folder / "home"), "LC_ALL": "C.UTF-8"}, folder / "machine",
                                               ["a.preparer", "b.checker"])
        self.said = []

    def command(self, *arguments, run_id=None, user="a.preparer", exit=0):
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder / "home"), "TZ": "Europe/London", "LC_ALL": "C.UTF-8",
                       "COUNTERFOIL_LEDGER": str(self.folder / "ledger.sqlite"), "COUNTERFOIL_FIXED_CLOCK": CLOCK, "COUNTERFOIL_FIXED_USER": user,
                       "COUNTERFOIL_FIXED_RUN_ID": run_id or f"LOOK-{len(self.said)}", **self.machine}
        process = subprocess.run([command_of(self.stage), *map(str, arguments)], env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)
        words = f"$ {' '.join(map(str, arguments))}\nexit {process.returncode}\n{process.stdout.decode()}{process.stderr.decode()}"
        self.said.append(words.replace(str(self.stage), "STAGE"))
        if process.returncode != exit:
            raise SystemExit(f"{self.stage}: exit {exit} was expected\n{words}")

    def type_into(self, workbook, sheet, headings, where, **entries):
        """Types texts into the rows of a table that `where` chooses, by heading ("Last_day" for "Last day")."""
        page = load(self.folder / workbook)[sheet]
        rows = [row for row in table(page, *headings) if where(row)]
        if not rows:
            raise SystemExit(f"{workbook}, {sheet}: no row to type into")
        package = Package(self.folder / workbook)
        for row in rows:
            for heading, text in entries.items():
                package.type_text(sheet, row["#"], column_of(page, headings, heading.replace("_", " ")), text)
        with zipfile.ZipFile(self.folder / workbook, "w", zipfile.ZIP_DEFLATED) as archive:  # Package.save stamps the hour
            for name, content in package.parts.items():
                archive.writestr(zipfile.ZipInfo(name, (2025, 12, 8, 9, 30, 0)), content, zipfile.ZIP_DEFLATED)


CHANGES = ("Person ID", "Line ID", "Class", "Risk", "Decision")
OVERPAYMENTS = ("Person ID", "Line ID", "Overpaid", "Recover")


def comparison(do):
    first, second, third = (period["file"] for period in PLANTED["periods"])
    run = ["run", "cwd-comparison", "--rates", PLANTED["approved_rates"], "--workbook", "CWD comparison.xlsx"]
    do.command("tasks", "--json")
    do.command(*run, "--previous", first, "--current", second, run_id="RUN-1")
    shutil.copy(do.folder / "CWD comparison.xlsx", do.folder / "Base.xlsx")
    do.type_into("CWD comparison.xlsx", "Changes", CHANGES, lambda row: row["Risk"] == "Query", Decision="OK", Initials="AB", Comment="Asked <them> & heard")
    do.type_into("CWD comparison.xlsx", "Overpayments", OVERPAYMENTS, lambda row: row["Overpaid"] is not None, Recover="Yes")
    shutil.copy(do.folder / "CWD comparison.xlsx", do.folder / "Mine.xlsx")
    do.command("run", "sundry-debtors", "--overpayments", "CWD comparison.xlsx", "--debtors", "sundry-debtors/Debtors.xlsx", "--workbook", "Found.xlsx", run_id="RUN-F")
    shutil.copy(do.folder / "Base.xlsx", do.folder / "Theirs.xlsx")
    do.command(*run[:-1], "Theirs.xlsx", "--previous", second, "--current", third, "--json", run_id="RUN-T")
    do.command("merge", "Base.xlsx", "Mine.xlsx", "Theirs.xlsx", "--json", run_id="RUN-M", exit=1)  # overpayments that only one copy has are for a person
    do.command(*run, "--current", third, "--rehearse", "--json", run_id="RUN-R")
    do.command(*run, "--current", third, "--json", run_id="RUN-2")  # last period's lines from the workbook
    do.command(*run, "--current", third, run_id="RUN-3")  # the same period again: the lines that it was compared with
    do.command(*run, "--current", "Broken.csv", run_id="RUN-4", exit=1)
    do.command(*run, "--previous", third, "--current", "Nowhere.csv", run_id="RUN-5", exit=2)
    do.command(*run, "--previous", second, "--current", third, "--save-as", "Saved as.xlsx", run_id="RUN-6")
    do.command("verify", "CWD comparison.xlsx", "--json", exit=1)  # the ledger also knows of a run into a copy
    do.command("history", "--json")
    do.command("replay", "RUN-1", "--inputs", first, second, PLANTED["approved_rates"], "--workbook", "CWD comparison.xlsx", "--json")
    do.command("disclose", "CWD comparison.xlsx", "--copy", "Copy.xlsx", "--json", exit=1)
    do.command("restore", "CWD comparison.xlsx", "--json")
    do.command("restore", "CWD comparison.xlsx", "--version", 1)


def team(do):
    run = ["run", "cwd-comparison", "--workbook", "team/CWD monitoring.xlsx"]
    do.command(*run, "--previous", "team/October.csv", "--current", "team/November.csv", "--rehearse", run_id="RUN-P")
    do.command(*run, "--previous", "team/October.csv", "--current", "team/November.csv", "--json", run_id="RUN-P")
    do.command(*run, "--current", "team/December.csv", run_id="RUN-Q")
    do.command("verify", "team/CWD monitoring.xlsx")
    apart = ["run", "cwd-comparison", "--workbook", "apart/CWD monitoring.xlsx", "--sheets-in", "apart/Counterfoil.xlsx"]
    do.command(*apart, "--previous", "team/October.csv", "--current", "team/November.csv", run_id="RUN-V")
    do.command(*apart, "--previous", "team/November.csv", "--current", "team/December.csv", "--json", run_id="RUN-W")


def turning_18(do):
    run = ["run", "turning-18", "--workbook", "Turning 18.xlsx", "--allowances", "turning-18/Allowances by age.xlsx", "--payments"]
    do.command(*run, "turning-18/Payments 10 Nov to 7 Dec 2025.xlsx", run_id="RUN-A")
    do.type_into("Turning 18.xlsx", "Watch list", ("Person ID", "Turns 18", "Decision"), lambda row: row["Class"] == "Already 18 and still paid",
                 Decision="Transferred to adults", Last_day_to_pay="30/11/2025")
    do.command(*run, "turning-18/Payments 8 Dec 2025 to 4 Jan 2026.xlsx", "--json", run_id="RUN-B")
    do.command("verify", "Turning 18.xlsx")


def two_people(do, workbook, name, *which):
    do.command("release", workbook, *which, "--json", run_id=f"REL-{name}-0", exit=1)
    do.command("approve", workbook, *which, "--json", run_id=f"APP-{name}-0", exit=1)
    do.command("approve", workbook, *which, "--json", run_id=f"APP-{name}", user="b.checker")
    do.command("release", workbook, *which, "--json", run_id=f"REL-{name}", user="b.checker")
    do.command("release", workbook, *which, run_id=f"REL-{name}-2", user="b.checker", exit=1)
    do.command("verify", workbook, "--json")


def uplift(do):
    files = {name: UPLIFT[name] for name in ("lines", "rules", "paid")}
    do.command("run", "uplift", *(part for name, file in files.items() for part in (f"--{name}", file)), "--set", f"effective={UPLIFT['effective']}",
               "--workbook", "Uplift.xlsx", "--json", run_id="RUN-U")
    two_people(do, "Uplift.xlsx", "U")


def sundry_debtors(do):
    debts = "sundry-debtors/Debtors.xlsx"
    run = ["run", "sundry-debtors", "--overpayments", "sundry-debtors/Overpayments found.xlsx", "--debtors", debts, "--codes", debts, "--workbook", "Sundry debtors.xlsx"]
    do.command(*run, "--set", "as-of=28/11/2025", "--json", run_id="RUN-D")
    two_people(do, "Sundry debtors.xlsx", "D", "--batch", "invoices")
    do.command(*run, "--set", "as-of=28/12/2025", run_id="RUN-E")


SCENARIOS = [comparison, team, turning_18, uplift, sundry_debtors]


def make_materials(examples, folder):
    shutil.copytree(examples, folder)
    for place in ("team", "apart"):
        (folder / place).mkdir()
    team_workbook(folder / "team" / "CWD monitoring.xlsx")
    shutil.copy(folder / "team" / "CWD monitoring.xlsx", folder / "apart")
    for at, name in enumerate(("October", "November", "December")):
        export(folder / "team" / f"{name}.csv", at)
    (folder / "Broken.csv").write_text("Person ID,Name,Line ID,Net,Period From,Period To\n1,Nobody,2,a lot,08/12/2025,04/01/2026\n", encoding="utf-8")
    values = {"batch_source": "Counterfoil import", "line_context": "COUNTERFOIL", "business_unit": "Madeupton BU", "memo_line": "Overpayment recovery",
              "tax_code": "OUTSIDE", "department": "Imaginary services", "contact": "01234 000000"}
    (folder / "counterfoil-settings.json").write_text(json.dumps({"profile-values": values, "versions-kept": 9}), encoding="utf-8")


def edits(stage, corpus, folder):
    """What the stage's build makes of each workbook: one cell, row, column and sheet, and taken back."""
    tool = stage.parent / "tests/xlsx/xlsx_edit_tool"
    orders = []
    for at, book in enumerate(sorted(path for path in corpus.rglob("*") if path.suffix in (".xlsx", ".xlsm"))):
        orders += ["\t".join((kind, str(book), *(str(folder / f"edit-{at}-{kind}-{one}.xlsx") for one in ("out", "back")))) for kind in ("cell", "row", "column", "sheet")]
    said = subprocess.run([tool], input="\n".join(orders) + "\n", stdout=subprocess.PIPE, text=True, check=True, timeout=3000).stdout
    return [f"{order}\n{answer}" for order, answer in zip(orders, said.splitlines())]


def play(stage, folder, materials, corpus):
    do = Round(stage, folder, materials)
    for scenario in SCENARIOS:
        scenario(do)
    if corpus:
        do.said += edits(stage, corpus, folder)
    (folder / "said.txt").write_text("\n".join(do.said), encoding="utf-8")


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".log"}


def differing_parts(before, after):
    with zipfile.ZipFile(before) as one, zipfile.ZipFile(after) as other:
        names = [*dict.fromkeys([*one.namelist(), *other.namelist()])]
        held = [{name: archive.read(name) for name in archive.namelist()} for archive in (one, other)]
    return [name for name in names if held[0].get(name) != held[1].get(name)] or ["the container only"]


def first_difference(before, after):
    for number, (one, other) in enumerate(zip(before, after), 1):
        if one != other:
            return f"{number}: {one!r}, now {other!r}"
    return f"{len(before)}, now {len(after)}"


def entries(ledger):
    with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as database:
        return database.execute("SELECT * FROM entries ORDER BY 1").fetchall()


def difference(before, after):
    """What two files of one name differ in."""
    if before.suffix in (".xlsx", ".xlsm", ".zip"):
        return "parts: " + ", ".join(differing_parts(before, after))
    if before.suffix == ".sqlite":
        return "entry " + first_difference(entries(before), entries(after))
    return "line " + first_difference(before.read_bytes().splitlines(), after.read_bytes().splitlines())


def compare(before, after):
    names, others = files_of(before), files_of(after)
    found = [f"only before: {name}" for name in sorted(names - others)] + [f"only after: {name}" for name in sorted(others - names)]
    for name in sorted(names & others):
        if (before / name).read_bytes() != (after / name).read_bytes():
            found.append(f"{name}: {difference(before / name, after / name)}")
    return found, len(names & others)


def main(options):
    with tempfile.TemporaryDirectory(prefix="counterfoil-same-") as scratch:
        place = options.keep or pathlib.Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        make_materials(options.before / "examples", place / "materials")
        for name in ("before", "after"):
            play(getattr(options, name), place / "round", place / "materials", options.corpus)
            (place / "round").rename(place / name)
        found, same = compare(place / "before", place / "after")
        print(*found, f"{same} files compared, {len(found)} differ", sep="\n")
        return 1 if found else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("before", "after"):
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    for name in ("--corpus", "--keep"):
        parser.add_argument(name, type=lambda text: pathlib.Path(text).resolve())
    options = parser.parse_args()
    os.environ["COUNTERFOIL_STAGE"] = str(options.before)
    import known_people
    from counterfoil import EXAMPLES, PLANTED, column_of, load, table
    from package import Package
    from team_workbook import export, team_workbook
    UPLIFT = json.loads((EXAMPLES / "uplift-planted.json").read_text(encoding="utf-8"))
    sys.exit(main(options))
