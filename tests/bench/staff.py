#!/usr/bin/env python3
"""What staff do every month, as ratios from one run on one machine: second and third runs, verify, approve, release, replay, disclose, merge, adoption.

    staff.py BUILD_FOLDER [--rows 22000 250000] [--runs 3] [--only TASK] [--check] [--work FOLDER]

Each command is a whole process of the command that tests run (two people have to act, on a fixed day), so the build needs the target counterfoil_for_tests, and bench_floor,
bench_patch and bench_make_team_workbook. A figure is the least processor time (user and system) of some
runs, each on the same files; a ratio is to another figure of the same run: to the task's first run into a new workbook, to the floor of the bytes
that a release reads and writes, to the edit layer alone. With --check it fails where a ratio leaves its bound by a fifth.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(SOURCE / "tests/bench"), str(SOURCE / "tests/e2e")]
import known_people  # noqa: E402
import run as bench  # noqa: E402
import tasks  # noqa: E402
import years  # noqa: E402

PREPARER, CHECKER = "a.preparer", "b.checker"
SLACK = 1.2
TIME = {"second": ("first", 1.5), "third": ("first", 1.5), "verify": ("first", 0.7), "approve": ("first", 0.7), "merge": ("first", 2.0), "release": ("floor", 2.0),
        "adopt": ("edit layer", 3.0)}
MEMORY = {"second": ("first", 2.0), "third": ("first", 2.0)}
MOST_MIB = {("first", 250_000): 500, ("second", 250_000): 700, ("third", 250_000): 700, ("merge", 250_000): 1024}  # of the comparison


class Desk:
    """A folder in which commands are measured; what a command changes is put back before it is run again."""

    def __init__(self, build, folder, runs):
        self.build, self.folder, self.runs = build, folder, runs
        self.command = build / "stage_for_tests/bin/counterfoil_for_tests"
        (folder / "home").mkdir(parents=True)
        self.environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder / "home"), "TZ": "Europe/London", "LC_ALL": "C.UTF-8",
                            "COUNTERFOIL_LEDGER": str(folder / "ledger.sqlite"), "COUNTERFOIL_FIXED_CLOCK": "2025-12-08T09:30:00Z"}
        self.environment |= known_people.settle([str(self.command)], {**self.environment, "COUNTERFOIL_FIXED_USER": PREPARER}, folder / "machine", [PREPARER, CHECKER])
        values = {"business_unit": "Madeupton BU", "batch_source": "Counterfoil import", "line_context": "COUNTERFOIL", "memo_line": "Overpayment recovery", "tax_code": "OUTSIDE"}
        (folder / "counterfoil-settings.json").write_text(json.dumps({"profile-values": values}), encoding="utf-8")
        self.figures = {}

    def measure(self, name, *arguments, user=PREPARER, run_id=None, accept=(0,), task=None):
        environment = {**self.environment, "COUNTERFOIL_FIXED_USER": user, "COUNTERFOIL_FIXED_RUN_ID": run_id or name.upper().replace(" ", "-")}
        before = self.folder.parent / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(self.folder, before, copy_function=os.link if self.runs == 1 else shutil.copy2)
        found = []
        for again in range(self.runs):
            if again:
                shutil.rmtree(self.folder)
                shutil.copytree(before, self.folder)
            found.append(bench.measure([self.command, *arguments], accept=accept, environment=environment))
        self.figures[name] = bench.Usage(min(u.wall for u in found), min(u.cpu for u in found), min(u.peak for u in found))

    def tell(self, task, rows):
        """Prints the figures, and returns the ratios that leave their bounds."""
        wrong = []
        for name, usage in self.figures.items():
            words = []
            for bounds, unit, of in ((TIME, "time", "cpu"), (MEMORY, "memory", "peak")):
                other, most = bounds.get(name, (None, None))
                if other not in self.figures or not getattr(self.figures[other], of):
                    continue
                ratio = getattr(usage, of) / getattr(self.figures[other], of)
                words.append(f"{ratio:.2f} x {other} in {unit} (at most {most})")
                if ratio > most * SLACK:
                    wrong.append(f"{task}, {rows} rows: {name} takes {ratio:.2f} times the {other}'s {unit}, at most {most}")
            most = MOST_MIB.get((name, rows)) if task == "cwd-comparison" else None
            if most and usage.peak > most * SLACK:
                wrong.append(f"{task}, {rows} rows: {name} takes {usage.peak:.0f} MiB, at most {most}")
            print(f"  {name:12} cpu {usage.cpu:7.2f}  peak {usage.peak:7.1f} MiB  {'; '.join(words)}", flush=True)
        return wrong


def with_floor(desk, name, before, after, made):
    """The least that reads one workbook and writes another and some files: inflate, one look at each tag, deflate."""
    desk.figures["floor"] = bench.median([desk.build / "tests/bench/bench_floor", "both", before, after, *made], desk.runs)
    desk.figures["floor"].cpu = desk.figures["floor"].own
    desk.figures[name] = desk.figures.pop(name)  # told below the floor


def comparison(desk, rows):
    folder = desk.folder
    exports = [years.export(folder, number, rows, 40) for number in range(4)]
    run = ["run", "cwd-comparison", "--workbook", folder / "Comparison.xlsx"]
    desk.measure("first", *run, "--previous", exports[0], "--current", exports[1], run_id="RUN-1")
    shutil.copy(folder / "Comparison.xlsx", folder / "Base.xlsx")
    desk.measure("second", *run, "--current", exports[2], run_id="RUN-2")
    shutil.copy(folder / "Comparison.xlsx", folder / "Mine.xlsx")
    shutil.copy(folder / "Base.xlsx", folder / "Theirs.xlsx")
    desk.measure("third", *run, "--current", exports[3], run_id="RUN-3")
    desk.measure("verify", "verify", folder / "Comparison.xlsx", accept=(0, 1))
    desk.measure("replay", "replay", "RUN-3", "--workbook", folder / "Comparison.xlsx", "--inputs", exports[3], accept=(0, 1))
    desk.measure("disclose", "disclose", folder / "Comparison.xlsx", "--copy", folder / "Copy.xlsx", accept=(0, 1))
    desk.measure("approve", "approve", folder / "Comparison.xlsx", user=CHECKER)
    desk.measure("merge", "merge", folder / "Base.xlsx", folder / "Mine.xlsx", folder / "Theirs.xlsx", accept=(0, 1))


def turning_18(desk, rows, given):
    workbook = desk.folder / "Turning 18.xlsx"
    desk.measure("first", "run", "turning-18", *given, "--workbook", workbook, run_id="RUN-1")
    desk.measure("second", "run", "turning-18", "--payments", desk.folder / "next.csv", "--workbook", workbook, run_id="RUN-2")
    desk.measure("verify", "verify", workbook, accept=(0, 1))


def released(desk, task, given, again):
    """A task that releases: prepared, prepared again, approved, released."""
    workbook = desk.folder / f"{task}.xlsx"
    desk.measure("first", "run", task, *given, "--workbook", workbook, run_id="RUN-1")
    desk.measure("second", "run", task, *again, "--workbook", workbook, run_id="RUN-2")
    desk.measure("verify", "verify", workbook, accept=(0, 1))
    desk.measure("approve", "approve", workbook, user=CHECKER)
    before = shutil.copy(workbook, desk.folder.parent / "approved.xlsx")
    files = set(desk.folder.rglob("*"))
    desk.measure("release", "release", workbook, user=CHECKER)
    made = [path for path in set(desk.folder.rglob("*")) - files if path.is_file() and ".counterfoil" not in str(path) and path.suffix in (".csv", ".zip", ".xlsx")]
    with_floor(desk, "release", before, workbook, sorted(made))


def adoption(desk, rows):
    """This month's column and our sheets into a team's workbook of twenty sheets."""
    book = desk.folder / "Team.xlsx"
    other = desk.folder.parent / "Patched.xlsx"
    for file, *named in ((other,), (book, "named")):
        subprocess.run([desk.build / "tests/bench/bench_make_team_workbook", file, *named], check=True)
    exports = [years.export(desk.folder, number, 2600, 0) for number in range(2)]
    desk.figures["edit layer"] = bench.median([desk.build / "tests/bench/bench_patch", other, 1], desk.runs)
    desk.figures["edit layer"].cpu = desk.figures["edit layer"].own  # of the month alone
    desk.measure("adopt", "run", "cwd-comparison", "--previous", exports[0], "--current", exports[1], "--workbook", book, run_id="RUN-1")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    options.add_argument("--rows", type=int, nargs="*", default=[22_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", nargs="*", default=["cwd-comparison", "turning-18", "uplift", "sundry-debtors"])
    options.add_argument("--check", action="store_true")
    options.add_argument("--work", type=pathlib.Path)
    given = options.parse_args()
    wrong = []
    for rows in given.rows:
        for task in given.only:
            with tempfile.TemporaryDirectory(prefix="counterfoil-staff-", dir=given.work) as name:
                desk = Desk(given.build, pathlib.Path(name) / "desk", given.runs)
                print(f"{task}, {rows} rows, least of {given.runs}, load {os.getloadavg()[0]:.1f}", flush=True)
                if task == "cwd-comparison":
                    comparison(desk, rows)
                elif task == "adoption":
                    adoption(desk, rows)
                else:
                    arguments = tasks.exports(given.build / "stage", desk.folder, rows)[task]
                    later = [str(word).replace("28/11/2025", "28/12/2025") for word in arguments]
                    turning_18(desk, rows, arguments) if task == "turning-18" else released(desk, task, arguments, later)
                wrong += desk.tell(task, rows)
    print(*wrong, sep="\n")
    return 1 if wrong and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
