#!/usr/bin/env python3
"""Proves over many workbooks that an edit changes what it must and nothing else.

    lossless_proof.py EDIT_TOOL CORPUS [--every N] [--largest BYTES] [--office N] [--only TEXT] [--keep FOLDER]

Each workbook (those of the corpus, and feature-rich ones made here) gets one cell, one row, one column and one new sheet. Then:
  a  every part that need not change is there with its compressed bytes, name and place
  b  lxml and openpyxl see the change and nothing else: cells, formulas, names, formats, validations, merges, tables, drawings, charts
     each where an independent telling (expected_shift.py) says they must be
  c  LibreOffice opens it and saves a PDF (of --office workbooks; 0 of none, -1 of all)
  d  taken back, every part is as it was: to the byte, or as XML for a stated reason
Counts what was kept, refused (in words) and lost; exits 1 when anything was lost. 77: openpyxl or lxml is missing.
"""
import argparse
import collections
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
try:
    from expected_shift import local
    from proof_parts import Lost, NotReadable, Package, Sheet, check_back, check_edit
    from second_reader import check_with_openpyxl
    import rich_workbooks
except ImportError as missing:
    print(f"NOT TESTED: {missing}")
    sys.exit(77)

OPERATIONS = ("cell", "row", "column", "sheet")


def to_pdf(files, folder):
    """The stems of those that LibreOffice made a PDF of."""
    out = folder / "pdf"
    shutil.rmtree(out, ignore_errors=True)
    profile = (folder / "office").as_uri()
    subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", out, *files],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60 + 20 * len(files), check=False)
    return {path.stem for path in out.glob("*.pdf") if path.stat().st_size > 0}


def office(edited, originals, folder, counts, troubles):
    if not shutil.which("soffice"):
        print("NOT TESTED with LibreOffice: it is not installed")
        return
    for begin in range(0, len(edited), 12):
        batch = edited[begin:begin + 12]
        made = to_pdf(batch, folder)
        for path in batch:
            if path.stem in made or path.stem in to_pdf([path], folder):
                counts["c: PDF by LibreOffice"] += 1
            elif originals[path].stem in to_pdf([originals[path]], folder):
                troubles.append(f"{path.name}: LibreOffice saves a PDF of the original but not of this")
            else:
                counts["c: LibreOffice cannot open the original"] += 1


def readable(path):
    """Whether the independent reader reads the original."""
    try:
        package = Package(path)
        for name in package.names:
            if name.endswith((".xml", ".rels")):
                root = package.tree(name)
                if local(root) == "worksheet":
                    Sheet(root)
    except NotReadable:
        return False
    return True


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("tool", type=pathlib.Path)
    options.add_argument("corpus", type=pathlib.Path)
    options.add_argument("--every", type=int, default=1, help="every Nth workbook of the corpus")
    options.add_argument("--largest", type=int, default=1 << 40, help="no workbook of more bytes")
    options.add_argument("--office", type=int, default=0)
    options.add_argument("--only", default="")
    options.add_argument("--keep", type=pathlib.Path)
    given = options.parse_args()
    warnings.simplefilter("ignore")
    folder = given.keep or pathlib.Path(tempfile.mkdtemp(prefix="lossless-"))
    folder.mkdir(parents=True, exist_ok=True)
    books = rich_workbooks.make(folder / "rich", given.corpus)
    if given.corpus.is_dir():
        found = sorted(p for p in given.corpus.rglob("*.xl*") if p.is_file() and p.stat().st_size <= given.largest)
        books += found[::given.every]
    else:
        print(f"NOT TESTED: there is no corpus of workbooks at {given.corpus}; the feature-rich ones alone are")
    books = [path for path in books if given.only in str(path)]

    requests, lines = [], []
    for number, path in enumerate(books):
        for operation in OPERATIONS:
            out, back = (folder / f"{number:03d}-{operation}-{kind}{path.suffix}" for kind in ("edited", "back"))
            requests.append((operation, path, out, back))
            lines.append(f"{operation}\t{path}\t{out}\t{back}\n")
    answers = subprocess.run([given.tool], input="".join(lines), capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(requests), "the tool ended early"

    counts, refusals, reasons = collections.Counter(), collections.Counter(), collections.Counter()
    troubles, for_office, originals = [], [], {}
    for done, ((operation, path, out, back), answer) in enumerate(zip(requests, answers)):
        if done % 100 == 0 and given.keep:
            print(f"{done} of {len(requests)}, lost {len(troubles)} {troubles[-3:]}", file=sys.stderr, flush=True)
        status, *fields = answer.split("\t")
        if status == "refused":
            counts[f"{operation}: refused"] += 1
            refusals[fields[0]] += 1
            if not fields[0].endswith("."):
                troubles.append(f"{path.name} {operation}: not a sentence: {fields[0]}")
            continue
        if status == "none":
            counts[f"{operation}: no worksheet in it"] += 1
            continue
        if status == "fault":
            troubles.append(f"{path.name} {operation}: {fields[0]}")
            continue
        part, name, position, cell = fields
        try:
            check_edit(operation, path, out, part, name, int(position), cell)
            if operation != "sheet":
                reasons.update(check_back(operation, path, back, part))
            counts[f"{operation}: kept"] += 1
        except NotReadable as error:
            if not readable(path):
                counts["b: lxml or zipfile cannot read the original"] += 1
                continue
            troubles.append(f"{path.name} {operation}: no longer readable: {error}")
            continue
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError) as error:
            troubles.append(f"{path.name} {operation}: the proof itself cannot go on: {error!r}")
            continue
        except Lost as lost:
            troubles.append(f"{path.relative_to(path.parents[1])} {operation} at {position or cell}: {lost}")
            continue
        if path.stat().st_size < 200_000:
            verdict = check_with_openpyxl(operation, path, out, name, int(position), cell)
            counts[f"b: openpyxl {verdict}"] += 1
            if verdict.startswith("differs"):
                troubles.append(f"{path.name} {operation}: openpyxl {verdict}")
        for_office.append(out)
        originals[out] = path
    step = 1 if given.office < 0 else max(1, len(for_office) // given.office) if given.office else 0
    if step:
        office(for_office[::step], originals, folder, counts, troubles)
    print(f"{len(books)} workbooks")
    for key, number in sorted(counts.items()):
        print(f"  {key} {number}")
    for what, number in reasons.most_common():
        print(f"  d: {what} {number}")
    for words, number in refusals.most_common(12):
        print(f"  refused {number}: {words[:150]}")
    print(f"lost {len(troubles)}")
    for trouble in troubles:
        print("lost:", trouble)
    if not given.keep:
        shutil.rmtree(folder)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
