#!/usr/bin/python3
"""Two judges look at workbooks that Counterfoil wrote: excel_rules.py, and Microsoft's Open XML SDK with other people's readers (open_xml_validator, which needs
dotnet). Nothing may be wrong with a workbook that was not wrong with the one it was made from.

    judges.py collected FOLDER                     what the end-to-end tests left in the folder COUNTERFOIL_COLLECT
    judges.py made STAGE                           the blank workbooks and the examples
    judges.py corpus TOOL STAGE FOLDER...          workbooks of other programs, each after one kind of edit, in turn; --all: after each kind

Where dotnet is missing the second judge is left out, which is said in capitals, and the exit status is 77 (skipped) if the first finds nothing;
with COUNTERFOIL_NEEDS_DOTNET=1 in the environment, as in .ci/run, that is a failure.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import excel_rules

HERE = pathlib.Path(__file__).resolve().parent
VALIDATOR = HERE / "open_xml_validator"
OUTPUT = HERE.parents[1] / "build" / "open_xml_validator"
OPERATIONS = ("cell", "row", "column", "sheet", "ours")
SKIPPED = 77


def dotnet_build():
    """The validator's program; built once. It was restored by packaging/install-needs.sh tests."""
    program = OUTPUT / "out" / "open_xml_validator.dll"
    sources = [VALIDATOR / name for name in ("Program.cs", "open_xml_validator.csproj", "packages.lock.json")]
    if program.exists() and all(source.stat().st_mtime <= program.stat().st_mtime for source in sources):
        return program
    built = subprocess.run([VALIDATOR / "build.sh", "build"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if built.returncode != 0 or not program.exists():
        sys.exit(f"the validator was not built:\n{built.stdout[-3000:]}")
    return program


def judge(pairs, cells_stay):
    """`pairs`: (before or None, after); `cells_stay`: no reader may find fewer cells than before. Returns what was found, a line each, and whether both judges looked."""
    found = []
    for before, after in pairs:
        found += [f"excel_rules: {after}: {rule}, {part}, {place}" for rule, part, place in excel_rules.breaches(after, before)]
    if not shutil.which("dotnet"):
        return found, False
    end = "\tcells" if cells_stay else ""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listed:
        listed.writelines(f"{before or ''}\t{after}{end}\n" for before, after in pairs)
        listed.flush()
        said = subprocess.run(["dotnet", dotnet_build(), listed.name], capture_output=True, text=True, check=False)
    lines = said.stdout.splitlines()
    if not lines or not lines[-1].startswith("open_xml_validator:"):
        sys.exit(f"the validator did not finish:\n{said.stdout[-2000:]}\n{said.stderr[-3000:]}")
    return found + [f"open_xml_validator: {line}" for line in lines[:-1]], True


def collected(folder):
    pairs = set()
    for listed in sorted(folder.glob("pairs-*.txt")):
        for line in listed.read_text(encoding="utf-8").splitlines():
            before, after = line.split("\t")
            pairs.add((before or "", after))
    return [(before or None, after) for before, after in sorted(pairs)]


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
                pairs.append((path, out))
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
        found, both = judge(pairs, given.what == "corpus")
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
