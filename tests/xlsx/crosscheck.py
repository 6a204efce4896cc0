#!/usr/bin/env python3
"""Compares every cell that workbook_dump reads with what openpyxl reads, over a folder of workbooks.

    crosscheck.py WORKBOOK_DUMP FOLDER

Prints one line for each workbook that differs, up to five cells of it, and the totals; exits 1 when any cell differs. Differences
with a known reason are counted apart:
  escape                    openpyxl leaves _xHHHH_ escapes in texts as they are
  line end                  openpyxl leaves carriage returns, which XML turns into line feeds
  date out of range         openpyxl gives #VALUE! for a number beyond its dates in a cell with a date format
  ISO date                  openpyxl turns t="d" into a date
  value where we see none   openpyxl puts a hyperlink's target into an empty cell
  inside merged cells       openpyxl clears what stands under merged cells
"""
import datetime
import json
import os
import re
import subprocess
import sys
import warnings

try:
    import openpyxl
except ImportError:
    print("NOT TESTED: openpyxl is not installed")
    sys.exit(77)
from openpyxl.utils.datetime import to_excel, CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

warnings.simplefilter("ignore")


def unescape(text):
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def ours(dump, path):
    done = subprocess.run([dump, path], capture_output=True, timeout=120)
    sheets, cells, epoch, failure = {}, None, CALENDAR_WINDOWS_1900, None
    for line in done.stdout.decode("utf-8").splitlines():
        value = json.loads(line)
        if isinstance(value, list):
            cells[value[0]] = (value[1], value[2], value[3])
        elif "sheet" in value:
            cells = sheets.setdefault(value["sheet"], {})
        elif "date1904" in value:
            epoch = CALENDAR_MAC_1904 if value["date1904"] else epoch
        else:
            failure = value["failure"]
    return sheets, epoch, failure


def same(kind, value, theirs, epoch):
    """True, False, or the name of a stated difference."""
    if kind == "blank" or (kind == "text" and value == ""):
        return theirs is None or theirs == "" or (kind == "blank" and "value where we see none")
    if theirs is None:
        return False
    if kind == "number":
        if isinstance(theirs, datetime.timedelta):
            return abs(theirs.total_seconds() / 86400 - float(value)) < 1e-5 or "date or time"
        if isinstance(theirs, (datetime.datetime, datetime.date, datetime.time)):
            serial = to_excel(theirs, epoch)
            return abs(serial - float(value)) < 1e-5 or abs(serial - float(value) % 1) < 1e-5 or "date or time"
        if isinstance(theirs, str):
            return theirs == "#VALUE!" and "date out of range"
        return float(value) == float(theirs)
    if kind == "boolean":
        return bool(theirs) == (value == "1")
    if kind == "iso_date":
        return "ISO date" if not isinstance(theirs, str) else theirs == value
    if not isinstance(theirs, str):
        return False
    if theirs == value:
        return True
    if unescape(theirs) == value:
        return "escape"
    if unescape(theirs).replace("\r\n", "\n").replace("\r", "\n") == value.replace("\r\n", "\n").replace("\r", "\n"):
        return "line end"
    return False


def main():
    dump, folder = sys.argv[1], sys.argv[2]
    if not os.path.isdir(folder):
        print(f"NOT TESTED: there is no corpus of workbooks at {folder}")
        return 77
    read = refused = compared = differing = openpyxl_cannot = 0
    stated = {}
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(root, name)
            if not name.endswith((".xlsx", ".xlsm", ".xltx", ".xltm")) or os.path.getsize(path) > 6_000_000:
                continue
            sheets, epoch, failure = ours(dump, path)
            if failure:
                refused += 1
                continue
            read += 1
            try:
                book = openpyxl.load_workbook(path, data_only=True)
            except Exception as error:
                openpyxl_cannot += 1
                print(f"{name}: openpyxl cannot read it ({type(error).__name__})")
                continue
            wrong = []
            for sheet in book.worksheets:
                if sheet.title not in sheets and "Dialog" in sheet.title:
                    continue  # openpyxl takes dialog sheets, which hold no cells, for worksheets
                cells = sheets.get(sheet.title, sheets.get(sheet.title.strip()))
                if cells is None:
                    wrong.append(f"sheet {sheet.title!r} not read")
                    continue
                merged = {c for r in sheet.merged_cells.ranges for row in r.rows for c in
                          (f"{openpyxl.utils.get_column_letter(x[1])}{x[0]}" for x in row)}
                seen = set()
                for (row, column), cell in sheet._cells.items():
                    where = cell.coordinate
                    seen.add(where)
                    kind, value, _ = cells.get(where, ("blank", "", False))
                    verdict = same(kind, value, cell.value, epoch)
                    if verdict is not True and cell.value is None and where in merged:
                        verdict = "inside merged cells"
                    if kind == "blank" and cell.value is None:
                        continue
                    compared += 1
                    if isinstance(verdict, str):
                        stated[verdict] = stated.get(verdict, 0) + 1
                    elif not verdict:
                        wrong.append(f"{sheet.title}!{where}: {kind} {value!r} against {cell.value!r}")
                for where in cells.keys() - seen:
                    if cells[where][0] != "blank" and where not in merged:
                        wrong.append(f"{sheet.title}!{where}: only we see {cells[where]}")
            differing += len(wrong)
            if wrong:
                print(f"{name}: {len(wrong)} differ: " + "; ".join(wrong[:5]))
    print(f"{read} workbooks read, {refused} refused, {openpyxl_cannot} that openpyxl cannot read; "
          f"{compared} cells compared, {differing} differ, stated differences {stated}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
