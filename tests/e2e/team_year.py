"""A team's sheet over a year, and an export for each of its periods: twelve invented children, most of whose amounts stay from one period to the next."""

import csv
import datetime

import openpyxl
from openpyxl.utils import get_column_letter

FIRST_DAY = datetime.date(2025, 3, 31)
CHILDREN = [(f"C{100 + at}", f"{first} {last}", f"70{at:02}", service) for at, (first, last, service) in enumerate((
    ("Testa", "Marmalade", "Personal assistant"), ("Exampla", "Trivet", "Day care session"), ("Fictor", "Ramekin", "Personal assistant"),
    ("Mockford", "Skillet", "Overnight stay"), ("Placeholda", "Tureen", "Personal assistant"), ("Pretenda", "Zester", "Day care session"),
    ("Dummietta", "Corkscrew", "Personal assistant"), ("Sampleton", "Bain", "Holiday club"), ("Phantasia", "Ewer", "Personal assistant"),
    ("Nulla", "Cruet", "Day care session"), ("Inventa", "Griddle", "Personal assistant"), ("Makeup", "Salver", "Overnight stay")))]
NEWCOMER = ("C190", "Novella Teaspoon", "7090", "Personal assistant")


def days(period):
    """First and last day of period 1, 2 ...: four weeks each."""
    first = FIRST_DAY + datetime.timedelta(days=28 * (period - 1))
    return first, first + datetime.timedelta(days=27)


def pence(child, period):
    """What a child (by its place) is paid: two of the twelve get more from each period on."""
    rises = sum(1 for earlier in range(2, period + 1) if child in ((2 * earlier) % 12, (2 * earlier + 1) % 12))
    return 10_000 + 731 * child + 320 * rises


def paid(period, people=CHILDREN, changed=None):
    """By line: the pence of an export."""
    amounts = {line: pence(at, period) for at, (_, _, line, _) in enumerate(people) if line != NEWCOMER[2]}
    amounts.update(changed or {})
    return amounts


def export(path, period, people=CHILDREN, changed=None):
    first, last = days(period)
    amounts = paid(period, people, changed)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Person ID", "Name", "Line ID", "Service", "Provider", "Start Date", "Net", "Period From", "Period To"])
        for person, name, line, service in people:
            if line in amounts:
                writer.writerow([person, name, line, service, "Direct payment", "07/04/2024", f"{amounts[line] / 100:.2f}", f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"])
    return path


class Sheet:
    """Child no | Child | Line ID | Service | P1 ... | Total; the children from row 5, then the total row."""

    def __init__(self, last=3, headings=None, title="2025-26", people=CHILDREN, typed=lambda line, period: paid(period).get(line)):
        self.book = openpyxl.Workbook()
        self.page = self.book.active
        self.page.title = title
        self.last = last
        self.people = people
        self.fill(self.page, headings or [f"P{period}" for period in range(1, last + 1)], typed)

    def fill(self, page, headings, typed):
        page["A1"] = "CWD payments"
        total = get_column_letter(5 + len(headings))
        for column, title in enumerate(["Child no", "Child", "Line ID", "Service", *headings, "Total"], 1):
            page.cell(4, column, title)
        for at, (person, name, line, service) in enumerate(self.people):
            row = 5 + at
            for column, value in enumerate((person, name, line, service), 1):
                page.cell(row, column, value)
            for period in range(1, len(headings) + 1):
                amount = typed(line, period)
                page.cell(row, 4 + period, None if amount is None else amount / 100)
            page[f"{total}{row}"] = f"=SUM(E{row}:{get_column_letter(4 + len(headings))}{row})"
        self.total_row = 5 + len(self.people)
        page.cell(self.total_row, 1, "Total")
        for column in range(5, 6 + len(headings)):
            letter = get_column_letter(column)
            page.cell(self.total_row, column, f"=SUM({letter}5:{letter}{self.total_row - 1})")

    def save(self, path):
        self.book.save(path)
        return path
