#!/usr/bin/env python3
"""What two years of memory cost: the comparison run period after period on one workbook, with lines that are irregular.

    years.py BUILD_FOLDER [--lines 22000] [--runs 26] [--irregular 40]

Irregular lines are paid for other days from period to period, so that the memory cannot write them once. Figures are the file's size and the processor seconds of a run
on one machine; each also as a ratio, to the first run of the same series, which compared the same number of lines and remembered nothing before.
"""
import argparse
import datetime
import os
import pathlib
import resource
import subprocess
import tempfile
import zipfile

HEADINGS = "Person ID,Line ID,Service,Payee,Payee ID,Start,End,Cost,Frequency,Net,Period From,Period To"
FIRST = datetime.date(2024, 4, 8)


def export(folder, number, lines, irregular):
    """Four-weekly; £107.00 a week. An irregular line begins on another day of each period, and is paid for the days from there, in sevenths."""
    first = FIRST + datetime.timedelta(days=28 * number)
    last = first + datetime.timedelta(days=27)
    path = folder / f"Payments {number:02}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        for line in range(lines):
            start, net = FIRST, 42800
            if line % 100 < irregular:
                late = (line * 7 + number * 5) % 21
                start = first + datetime.timedelta(days=late)
                net = (10700 * (28 - late) * 2 + 7) // 14
            file.write(f"P{line},L{line},Service {line % 12},Parent {line},V{line},{start:%d/%m/%Y},,107.00,Weekly,{net / 100:.2f},{first:%d/%m/%Y},{last:%d/%m/%Y}\n")
    return path


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def record_bytes(workbook):
    """Of the largest part that holds no sheet: the record, unpacked and packed."""
    with zipfile.ZipFile(workbook) as package:
        part = max((one for one in package.infolist() if one.filename.startswith("customXml/")), key=lambda one: one.file_size)
    return part.file_size, part.compress_size


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--lines", type=int, default=22000)
    parser.add_argument("--runs", type=int, default=26)
    parser.add_argument("--irregular", type=int, default=40, help="percent of the lines")
    given = parser.parse_args()
    command = given.build / "stage" / "bin" / "counterfoil"
    with tempfile.TemporaryDirectory(prefix="counterfoil-years-") as name:
        folder = pathlib.Path(name)
        workbook = folder / "Comparison.xlsx"
        environment = {**os.environ, "COUNTERFOIL_LEDGER": str(folder / "ledger.sqlite")}
        previous = export(folder, 0, given.lines, given.irregular)
        figures = []
        for number in range(1, given.runs + 1):
            current = export(folder, number, given.lines, given.irregular)
            before = ["--previous", previous] if number == 1 else []
            began = processor_seconds()
            done = subprocess.run([command, "run", "cwd-comparison", *before, "--current", current, "--workbook", workbook], env=environment, capture_output=True, text=True)
            seconds = processor_seconds() - began
            if done.returncode:
                raise SystemExit(f"run {number} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
            figures.append((seconds, workbook.stat().st_size, *record_bytes(workbook)))
            if number in (1, 2, 13, given.runs):
                ratios = [now / first for now, first in zip(figures[-1], figures[0])]
                print(f"run {number:2}: {seconds:6.1f} s (x {ratios[0]:.2f}), file {figures[-1][1] / 2**20:5.1f} MB (x {ratios[1]:.2f}), "
                      f"record {figures[-1][2] / 2**20:5.1f} MB unpacked (x {ratios[2]:.2f}), {figures[-1][3] / 2**20:5.2f} MB packed (x {ratios[3]:.2f})", flush=True)


if __name__ == "__main__":
    main()
