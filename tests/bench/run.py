#!/usr/bin/env python3
"""Speed and memory, as ratios from one run on one machine.

    run.py BUILD_FOLDER [--rows 22000 250000] [--runs 5] [--peer-rows 22000] [--work FOLDER] [--python /usr/bin/python3]

Makes the synthetic exports (kept in the work folder), then measures each program as a whole process: CPU = user + system, peak =
largest resident size. The figure is the median. Reading is also given as the program's own count, which leaves out its start and
reading the file from the disk. 'floor' is libdeflate's inflate of the sheet and the shared strings plus one pass over the bytes
(every '<' found with memchr); 'plain tokeniser' is the least that can be called reading; neither checks anything.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]


class Usage:
    def __init__(self, wall, cpu, peak, own=None):
        self.wall, self.cpu, self.peak, self.own = wall, cpu, peak, own


def measure(command, accept=(0,), environment=None):
    """One process: wall and CPU seconds, peak MiB, and the CPU that it says it used for the work itself."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begin = time.monotonic()
        process = subprocess.Popen([str(c) for c in command], stdout=output, stderr=errors, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        output.seek(0)
        errors.seek(0)
        text = output.read().decode("utf-8", "replace")
        code = os.waitstatus_to_exitcode(status)
        process.returncode = code
        if code not in accept:
            sys.exit(f"{command[0]} ended with {code}:\n{text[-1500:]}\n{errors.read().decode('utf-8', 'replace')[-1500:]}")
    own = next((float(word[4:]) for word in text.split() if word.startswith("cpu=")), None)
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, own)


def median(command, runs, **options):
    before = options.pop("before", lambda: None)
    found = []
    for _ in range(runs):
        before()
        found.append(measure(command, **options))
    owns = [u.own for u in found if u.own is not None]
    return Usage(*(statistics.median(getattr(u, name) for u in found) for name in ("wall", "cpu", "peak")),
                 statistics.median(owns) if owns else None)


def line(name, usage, floor=None):
    own = f"{usage.own:9.3f}" if usage.own is not None else "         "
    ratio = f"{usage.own / floor:7.2f}x floor" if floor and usage.own else ""
    print(f"  {name:34} wall {usage.wall:8.3f}  cpu {usage.cpu:8.3f}  own {own}  peak {usage.peak:7.1f} MiB {ratio}", flush=True)


def exports(bench, folder, rows):
    previous, current = folder / f"previous-{rows}.xlsx", folder / f"current-{rows}.xlsx"
    if not previous.exists() or not current.exists():
        print(f"making the exports of {rows} rows ...", flush=True)
        measure([bench / "bench_make_export", rows, previous, current])
    return previous, current


def reading(bench, previous, runs):
    layout = SOURCE / "workbooks/layouts/payments.json"
    floor = median([bench / "bench_floor", "pass", previous], runs)
    line("floor: inflate + one pass", floor)
    line("plain tokeniser", median([bench / "bench_floor", "tokens", previous], runs), floor.own)
    line("counterfoil: scan only", median([bench / "bench_scan", previous], runs), floor.own)
    read = median([bench / "bench_read", previous, layout], runs)
    line("counterfoil: typed columns", read, floor.own)
    return read.own / floor.own


def comparing(build, folder, previous, current, rows, runs, python, peer):
    out, ledger = folder / "out" / "comparison.xlsx", folder / "out" / "ledger"

    def fresh():
        shutil.rmtree(folder / "out", ignore_errors=True)
        (folder / "out").mkdir()

    counterfoil = build / "stage/bin/counterfoil"
    settings = ["previous-from=2025-10-13", "previous-to=2025-11-09", "current-from=2025-11-10", "current-to=2025-12-07"]
    command = [counterfoil, "run", "cwd-comparison", "--previous", previous, "--current", current, "--workbook", out, "--ledger", ledger]
    for setting in settings:
        command += ["--set", setting]
    ours = median(command, runs, before=fresh)
    line(f"counterfoil run, {rows} rows", ours)
    if peer:
        fresh()
        theirs = measure([python, SOURCE / "tests/bench/peer_compare.py", previous, current, folder / "out/peer.xlsx", "Line ID"])
        line(f"pandas + openpyxl, {rows} rows", theirs)
        print(f"  the whole comparison is {theirs.wall / ours.wall:.1f}x faster ({theirs.cpu / ours.cpu:.1f}x in CPU)", flush=True)
        return theirs.wall / ours.wall, ours.peak
    return None, ours.peak


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--rows", type=int, nargs="*", default=[22_000, 250_000])
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--peer-rows", type=int, nargs="*", default=[22_000], help="sizes at which the slow script is run too")
    options.add_argument("--only", choices=["read", "compare"])
    options.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "counterfoil-bench")
    options.add_argument("--python", default="/usr/bin/python3", help="a python with pandas and openpyxl")
    options.add_argument("--json", type=pathlib.Path, help="also write the ratios here")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    bench = given.build / "tests/bench"
    ratios = {}
    for rows in given.rows:
        previous, current = exports(bench, given.work, rows)
        print(f"{rows} rows x 20 columns, {previous.stat().st_size / 1e6:.1f} MB; medians of {given.runs} runs; load {os.getloadavg()[0]:.1f}")
        if given.only != "compare":
            ratios[f"read_{rows}"] = reading(bench, previous, given.runs)
        if given.only != "read":
            faster, peak = comparing(given.build, given.work, previous, current, rows, given.runs, given.python, rows in given.peer_rows)
            ratios[f"compare_{rows}_peak_mib"] = peak
            if faster:
                ratios[f"compare_{rows}_faster"] = faster
    print("aims: typed columns at most 2.0x floor; at 22,000 rows the whole comparison 40x faster and under 120 MiB")
    print(json.dumps({name: round(value, 2) for name, value in ratios.items()}))
    if given.json:
        given.json.write_text(json.dumps(ratios, indent=1) + "\n")


if __name__ == "__main__":
    main()
