"""Workbooks as teams make them for themselves, about invented people, and exports to go with them."""

import csv

import openpyxl
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

# person, name, line, service, provider, then what October, November and December paid; None: not in that export
PEOPLE = [
    ("X100", "Testa Teapot", "5001", "Personal assistant", "Direct payment", 247.68, 247.68, 247.68),
    ("X101", "Exampla Sieve", "5002", "Day care session", "Café Crumpet", 388.16, 412.42, 412.42),
    ("X101", "Exampla Sieve", "5003", "Holiday club", "Café Crumpet", 64.00, None, None),
    ("X102", "Fictor Colander", "5004", "Personal assistant", "Direct payment", 123.84, 1238.40, 123.84),
    ("X103", "Mockford Whisk", "5005", "Overnight stay", "Imaginary Friends", 900.00, 900.00, 900.00),
    ("X104", "Placeholda Ladle", "5006", "Personal assistant", "Direct payment", 61.92, 61.92, None),
    ("X105", "Pretenda Grater", "5007", "Day care session", "Imaginary Friends", None, 194.08, 194.08),
    ("X106", "Dummietta Peeler", "5008", "Personal assistant", "Direct payment", None, None, 92.88),
]
PERIODS = [("13/10/2025", "09/11/2025"), ("10/11/2025", "07/12/2025"), ("08/12/2025", "04/01/2026")]


def total(period):
    return round(sum(row[5 + period] or 0 for row in PEOPLE), 2)


def export(path, period):
    start, end = PERIODS[period]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Person ID", "Name", "Line ID", "Service", "Provider", "Start Date", "Net", "Period From", "Period To"])
        for person, name, line, service, provider, *paid in PEOPLE:
            if paid[period] is not None:
                writer.writerow([person, name, line, service, provider, "07/04/2025", f"{paid[period]:.2f}", start, end])
    return path


YELLOW = PatternFill("solid", fgColor="FFFFFF99")
BLUE = PatternFill("solid", fgColor="FFDDEBF7")
GREEN = PatternFill("solid", fgColor="FFC6E0B4")
THIN = Border(*[Side(style="thin", color="FF808080")] * 4)
POUNDS = '"£"#,##0.00;[Red]-"£"#,##0.00'


def team_workbook(path, headings=("P6", "P7"), sheet="2025-26", with_lines=True, totals_row=True, row_total=True, first_row=1, finish=None):
    """One row a line that October's export has, one column a period, the last one October's; the one before held the same amounts."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    page.cell(first_row, 1, "CWD payments monitoring").font = Font(name="Calibri", size=16, bold=True)
    at = first_row + 2
    ids = ["Child no.", "Child", "CPLI", "Service"] if with_lines else ["Child no.", "Child", "Service"]
    titles = [*ids, *headings, *(["Year to date"] if row_total else []), "Notes"]
    for column, title in enumerate(titles, 1):
        cell = page.cell(at, column, title)
        cell.font, cell.fill, cell.border = Font(name="Calibri", bold=True), GREEN, THIN
        cell.alignment = Alignment(wrap_text=True, horizontal="center")
        if hasattr(title, "year"):
            cell.number_format = "dd/mm/yyyy"
    first_period = len(ids) + 1
    last_period = first_period + len(headings) - 1
    row = at
    for person, name, line, service, _, *paid in PEOPLE:
        if paid[0] is None:
            continue
        row += 1
        values = [person, name, int(line), service] if with_lines else [person, name, service]
        for column, value in enumerate(values, 1):
            page.cell(row, column, value)
        for column in range(first_period, last_period + 1):
            page.cell(row, column, paid[0]).number_format = POUNDS
        if row_total:
            cell = page.cell(row, last_period + 1)
            cell.value = f"=SUM({get_column_letter(first_period)}{row}:{get_column_letter(last_period)}{row})"
            cell.number_format = POUNDS
        page.cell(row, len(titles), "checked" if person == "X100" else None)
        for column in range(1, len(titles) + 1):
            cell = page.cell(row, column)
            cell.border, cell.font = THIN, Font(name="Calibri", size=11)
            if row % 2:
                cell.fill = BLUE
    last_row = row
    page.cell(at + 2, last_period).fill = YELLOW  # somebody's mark on one amount
    if totals_row:
        row += 1
        page.cell(row, 1, "Total").font = Font(bold=True)
        for column in range(first_period, last_period + 1 + row_total):
            letter = get_column_letter(column)
            cell = page.cell(row, column, f"=SUM({letter}{at + 1}:{letter}{last_row})")
            cell.number_format, cell.font, cell.border = POUNDS, Font(bold=True), THIN
    page.cell(row + 2, 1, "Figures are before any recovery.")
    page.column_dimensions["B"].width = 24
    for column in range(first_period, last_period + 1):
        page.column_dimensions[get_column_letter(column)].width = 13.5
    body = f"{get_column_letter(first_period)}{at + 1}:{get_column_letter(last_period)}{last_row}"
    page.conditional_formatting.add(body, CellIsRule(operator="greaterThan", formula=["1000"], font=Font(color="FFFF0000")))
    amounts = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    amounts.add(body)
    page.add_data_validation(amounts)
    page.auto_filter.ref = f"A{at}:{get_column_letter(len(titles))}{last_row}"
    page.print_area = f"A1:{get_column_letter(len(titles))}{row}"
    page.freeze_panes = page.cell(at + 1, first_period)
    contacts = book.create_sheet("Contacts")
    contacts["A1"] = "Imaginary Friends: ask for Nobody"
    if finish:
        finish(book, page)
    book.save(path)
    return path
