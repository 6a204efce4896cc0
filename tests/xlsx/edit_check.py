#!/usr/bin/env python3
"""Reads edited workbooks with other programs: edit_check.py CORPUS EDITED

EDITED holds what edit_corpus left there (COUNTERFOIL_EDIT_OUT), named folder__file. Each changed part must be well formed with its
namespaces, parts that did not change must be equal, and openpyxl, where it opens the original, must see the same cells and one more."""
import os
import sys
import warnings
import xml.parsers.expat
import zipfile

import openpyxl

NEW_TEXT = ' Checked <&> "by hand" \u00a31 '


def well_formed(data):
    parser = xml.parsers.expat.ParserCreate(namespace_separator="|")
    parser.Parse(data, True)


def check_parts(was, now):
    troubles, changed = [], 0
    with zipfile.ZipFile(was) as before, zipfile.ZipFile(now) as after:
        if after.testzip():
            troubles.append("bad checksum")
        for info in after.infolist():
            data = after.read(info)
            if data == before.read(info.filename):
                continue
            changed += 1
            try:
                well_formed(data)
            except xml.parsers.expat.ExpatError as error:
                troubles.append(f"{info.filename}: {error}")
    return troubles, changed


def cells(path):
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # iter_rows would make every cell up to the furthest
            value = cell.value
            if value is None:
                continue
            if hasattr(value, "ref"):  # array formulas and data tables
                value = (value.ref, getattr(value, "text", None))
            found[sheet.title, cell.coordinate] = value
    return found, bool(book.worksheets)


def main():
    corpus, edited = sys.argv[1:3]
    warnings.simplefilter("ignore")
    largest = 400_000  # bytes; openpyxl takes minutes for more
    counts = {"checked": 0, "openpyxl": 0, "not by openpyxl": 0, "too large for openpyxl": 0, "troubles": 0}
    for name in sorted(os.listdir(edited)):
        folder, file = name.split("__", 1)
        was, now = os.path.join(corpus, folder, file), os.path.join(edited, name)
        counts["checked"] += 1
        try:
            troubles, _ = check_parts(was, now)
        except Exception as error:  # the original is one that zipfile refuses
            troubles = [f"zipfile: {error}"]
        before = None
        if os.path.getsize(was) > largest:
            counts["too large for openpyxl"] += 1
        else:
            try:
                before, sees_sheets = cells(was)
            except Exception:
                sees_sheets = False
            if not sees_sheets:  # it fails, or takes a strict workbook for an empty one
                before = None
                counts["not by openpyxl"] += 1
        if before is not None:
            counts["openpyxl"] += 1
            try:
                after, _ = cells(now)
                new = {key: value for key, value in after.items() if key not in before}
                if list(new.values()) != [NEW_TEXT]:
                    troubles.append(f"new cells {list(new.items())[:3]}")
                differing = [key for key, value in before.items() if repr(after.get(key)) != repr(value)]
                if differing:
                    troubles.append(f"{len(differing)} cells differ, first {differing[0]}")
            except Exception as error:
                troubles.append(f"openpyxl no longer opens it: {error!r}")
        for trouble in troubles:
            counts["troubles"] += 1
            print(f"{name}: {trouble}", flush=True)
    print(", ".join(f"{key} {value}" for key, value in counts.items()))
    return 1 if counts["troubles"] else 0


if __name__ == "__main__":
    sys.exit(main())
