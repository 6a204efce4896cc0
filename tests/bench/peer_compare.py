#!/usr/bin/env python3
"""What is scripted today: two exports joined with pandas, written as a highlighted workbook with openpyxl.

    peer_compare.py PREVIOUS.xlsx CURRENT.xlsx OUT.xlsx KEY_COLUMN

Every row is written; cells that differ are yellow, new rows green, rows that are gone red. No classes, reasons, history or record.
"""
import sys

import pandas
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

CHANGED, NEW, GONE = (PatternFill("solid", fgColor=colour) for colour in ("FFF2CC", "D9EAD3", "F4CCCC"))


def main():
    previous_path, current_path, out_path, key = sys.argv[1:5]
    previous = pandas.read_excel(previous_path).set_index(key)
    current = pandas.read_excel(current_path).set_index(key)
    columns = list(current.columns)
    both = previous.index.intersection(current.index)
    before, after = previous.loc[both, columns], current.loc[both, columns]
    differs = (before.ne(after) & ~(before.isna() & after.isna())).to_numpy()

    book = Workbook()
    sheet = book.active
    sheet.title = "Comparison"
    sheet.freeze_panes = "A2"
    sheet.append([key, *columns, "Change"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)

    row = 1
    counts = {"changed": 0, "new": 0, "gone": 0}

    def append(index, values, word):
        nonlocal row
        sheet.append([index, *values, word])
        row += 1
        if word:
            counts[word] += 1

    def clean(frame):
        return frame.astype(object).where(frame.notna(), None).to_numpy()

    for index, values, different in zip(both, clean(after), differs):
        append(index, values, "changed" if different.any() else None)
        for column in different.nonzero()[0]:
            sheet.cell(row, int(column) + 2).fill = CHANGED
    for frame, others, word, fill in ((current, previous, "new", NEW), (previous, current, "gone", GONE)):
        rest = frame.loc[frame.index.difference(others.index), columns]
        for index, values in zip(rest.index, clean(rest)):
            append(index, values, word)
            for column in range(1, len(columns) + 3):
                sheet.cell(row, column).fill = fill
    book.save(out_path)
    print(len(both), counts)


if __name__ == "__main__":
    main()
