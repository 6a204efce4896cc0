#!/usr/bin/python3
"""Two judges look at workbooks that Counterfoil wrote: excel_rules.py, and Microsoft's Open XML SDK with other people's readers (open_xml_validator and
closedxml_reader, which need dotnet). Nothing may be wrong with a workbook that was not wrong with the one it was made from, and after an edit of another
program's workbook each reader finds the old values (NPOI, ExcelDataReader, ClosedXML; exceljs is left out).

    judges.py collected FOLDER                     what the end-to-end tests left in the folder COUNTERFOIL_COLLECT
    judges.py made STAGE                           the blank workbooks and the examples
    judges.py corpus TOOL STAGE FOLDER...          workbooks of other programs, each after one kind of edit, in turn; --all: after each kind

Where dotnet is missing the second judge is left out, which is said in capitals, and the exit status is 77 (skipped) if the first finds nothing;
with COUNTERFOIL_NEEDS_DOTNET=1 in the environment, as in .ci/run, that is a failure.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import excel_rules

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = ("open_xml_validator", "closedxml_reader")
BUILD = HERE.parents[1] / "build"
OPERATIONS = ("cell", "row", "column", "sheet", "ours")
SKIPPED = 77


def dotnet_build():
    """The programs for dotnet; built once. Their libraries were restored by packaging/install-needs.sh tests."""
    programs = [BUILD / name / "out" / f"{name}.dll" for name in PROGRAMS]
    sources = [path for name in PROGRAMS for path in (HERE / name).iterdir()]
    if all(program.exists() for program in programs) and max(each.stat().st_mtime for each in sources) <= min(each.stat().st_mtime for each in programs):
        return programs
    built = subprocess.run([HERE / "open_xml_validator/build.sh", "build"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if built.returncode != 0 or not all(program.exists() for program in programs):
        sys.exit(f"the validator was not built:\n{built.stdout[-3000:]}")
    for program in programs:
        program.touch()  # what had not changed was not written anew
    return programs


def verdicts(program, pairs):
    """What a program for dotnet says of the pairs, a line each."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
        listed.writelines("\t".join([str(before or ""), str(after), *more]) + "\n" for before, after, *more in pairs)
        listed.flush()
        said = subprocess.run(["dotnet", program, listed.name], capture_output=True, text=True, check=False)
    lines = said.stdout.splitlines()
    if not lines or not lines[-1].startswith(program.stem + ":"):
        sys.exit(f"{program.stem} did not finish:\n{said.stdout[-2000:]}\n{said.stderr[-3000:]}")
    print(lines[-1])
    return [f"{program.stem}: {line}" for line in lines[:-1]]


def judge(pairs):
    """`pairs`: (before or None, after), or with a word more (Readers.cs). Returns what was found, a line each, and whether both judges looked."""
    programs = dotnet_build() if shutil.which("dotnet") else []
    found = []
    with concurrent.futures.ThreadPoolExecutor() as beside:
        told = [beside.submit(verdicts, program, pairs) for program in programs]
        for before, after, *_ in pairs:
            found += [f"excel_rules: {after}: {rule}, {part}, {place}" for rule, part, place in excel_rules.breaches(after, before)]
        for each in told:
            found += each.result()
    return found, bool(programs)


def collected(folder):
    pairs = set()
    for listed in sorted(folder.glob("pairs-*.txt")):
        for line in listed.read_text(encoding="utf-8").splitlines():
            pairs.add(tuple(line.split("\t")))
    return [(before or None, *more) for before, *more in sorted(pairs)]


def made(stage):
    return [(None, path) for path in sorted([*stage.glob("share/templates/*.xlsx"), *stage.glob("examples/**/*.xlsx")])]


def edited(tool, stage, folders, every_kind, largest, into):
    blanks = sorted(stage.glob("share/templates/*.xlsx"))
    books = sorted(path for folder in folders for path in folder.rglob("*.xl*") if path.is_file() and path.stat().st_size <= largest)
    requests = {blank: [] for blank in blanks}
    for number, path in enumerate(books):
        blank = blanks[number % len(blanks)]
        for operation in OPERATIONS if every_kind else [OPERATIONS[number % len(OPERATIONS)]]:
            requests[blank].append((operation, path, into / f"{number:04d}-{operation}{path.suffix}", into / f"{number:04d}-{operation}-back{path.suffix}"))
    pairs, faults, refused = [], [], 0
    for blank, asked in requests.items():
        text = "".join("\t".join(map(str, request)) + "\n" for request in asked)
        answers = subprocess.run([tool, blank], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
        if len(answers) != len(asked):
            sys.exit("the tool ended early")
        for (operation, path, out, _), answer in zip(asked, answers):
            if answer.startswith("done"):
                pairs.append((path, out, f"values={1 if operation == 'cell' else 0}"))
            elif answer.startswith("refused"):
                refused += 1
            elif answer != "none":
                faults.append(f"{path.name} {operation}: {answer}")
    print(f"{len(books)} workbooks, {len(pairs)} edits, {refused} refused")
    return pairs, faults


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("collected", "made", "corpus"))
    options.add_argument("paths", nargs="+", type=pathlib.Path)
    options.add_argument("--all", action="store_true")
    options.add_argument("--largest", type=int, default=1 << 40, help="no workbook of more bytes")
    given = options.parse_args()
    faults = []
    with tempfile.TemporaryDirectory(prefix="judges-") as folder:
        if given.what == "collected":
            pairs = collected(given.paths[0])
        elif given.what == "made":
            pairs = made(given.paths[0])
        else:
            there = [path for path in given.paths[2:] if path.is_dir()]
            for path in given.paths[2:]:
                if path not in there:
                    print(f"NOT TESTED: there are no workbooks at {path}")
            pairs, faults = edited(given.paths[0], given.paths[1], there, given.all, given.largest, pathlib.Path(folder))
        if not pairs:
            print(f"NOT TESTED: there are no workbooks to judge ({given.what})")
            return SKIPPED
        found, both = judge(pairs)
        found += faults
    print(f"{len(pairs)} workbooks judged, {len(found)} breaches")
    for line in found:
        print(line)
    if found:
        return 1
    if both:
        return 0
    print("NOT TESTED: THE OPEN XML SDK'S VALIDATOR, SINCE dotnet IS NOT INSTALLED HERE")
    return 1 if os.environ.get("COUNTERFOIL_NEEDS_DOTNET") else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
