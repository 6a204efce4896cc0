"""Workbooks with much in them, about invented payments: made with openpyxl, then given parts that it does not write."""
import datetime
import re
import shutil
import subprocess
import zipfile

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule, IconSetRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.table import Table, TableStyleInfo

ROWS = 40
FIRST, LAST_ROW = 5, 4 + ROWS
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def lines(sheet, top):
    headings = ["Child", "Service", "Oct", "Nov", "Dec", "Total", "Change", "Query", "Paid on"]
    sheet.append([]) if top else None
    for column, heading in enumerate(headings, 1):
        sheet.cell(top, column, heading).font = Font(bold=True)
    for i in range(ROWS):
        row = top + 1 + i
        for column, value in enumerate([f"C{1000 + i}", "Respite" if i % 3 else "Day care", 100 + i, 100 + 2 * i, 90.5 + i], 1):
            sheet.cell(row, column, value)
        sheet.cell(row, 6, f"=SUM(C{row}:E{row})")
        sheet.cell(row, 7, f"=E{row}-D{row}")
        sheet.cell(row, 8, "Check" if i % 7 == 0 else "OK").fill = PatternFill("solid", fgColor="FFF2CC")
        sheet.cell(row, 9, datetime.date(2025, 11, 1 + i % 28)).number_format = "dd/mm/yyyy"


def team_book(epoch=None):
    book = Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    sheet.title = "Team's sheet"
    lines(sheet, FIRST - 1)
    sheet["A1"] = "Monthly comparison"
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B2:C3")
    area = f"A{FIRST - 1}:I{LAST_ROW}"
    table = Table(displayName="Lines", ref=area)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    choice = DataValidation(type="list", formula1='"OK,Check,Wait"', sqref=f"H{FIRST}:H{LAST_ROW}")
    other = DataValidation(type="decimal", operator="lessThan", formula1="$D$5*2", sqref=f"C{FIRST}:E{LAST_ROW}")
    sheet.add_data_validation(choice)
    sheet.add_data_validation(other)
    red = PatternFill("solid", bgColor="F8CBAD")
    sheet.conditional_formatting.add(f"A{FIRST}:I{LAST_ROW}", FormulaRule(formula=[f"$G{FIRST}>$D$2+10"], fill=red))
    sheet.conditional_formatting.add(f"D{FIRST}:D{LAST_ROW}", ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="63BE7B"))
    sheet.conditional_formatting.add(f"G{FIRST}:G{LAST_ROW}", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    sheet["A2"].hyperlink = "https://example.org/"
    sheet["D2"] = 3
    sheet["C6"].comment = Comment("Rate agreed by phone", "A. Reviewer")
    sheet["H9"].comment = Comment("Ask the provider", "A. Reviewer")
    sheet.freeze_panes = "C5"
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["D"].width = 22
    sheet.column_dimensions.group("E", "G", outline_level=1)
    sheet.row_dimensions[7].height = 31
    sheet.row_dimensions.group(10, 14, outline_level=1, hidden=True)
    sheet.row_breaks.append(Break(id=20))
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=4))
    sheet.print_area = area
    sheet.print_title_rows = "1:4"
    sheet.print_title_cols = "A:B"
    sheet.protection.sheet = True
    sheet["C8"].protection = Protection(locked=False)
    sheet.oddHeader.center.text = "Payments &D"

    totals = book.create_sheet("Totals")
    name = "'Team''s sheet'!"
    for row, formula in enumerate([f"=SUM({name}D{FIRST}:D{LAST_ROW})", f"=COUNTIF({name}$H${FIRST}:$H${LAST_ROW},\"Check\")", f"={name}C8+A1", "=SUM(November)",
                                   f"=VLOOKUP(\"C1003\",{name}$A:$F,4,FALSE)", "=SUM(Lines[Oct])", f"=SUM({name}7:9)"], 1):
        totals.cell(row, 1, formula)
    book.defined_names.append(DefinedName("November", attr_text=f"{name}$D${FIRST}:$D${LAST_ROW}"))
    book.defined_names.append(DefinedName("Rate", attr_text="0.2"))
    for number, kind in enumerate((BarChart, LineChart)):
        chart = kind()
        chart.add_data(Reference(sheet, min_col=3, max_col=5, min_row=FIRST - 1, max_row=LAST_ROW), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=FIRST, max_row=LAST_ROW))
        (sheet if number else totals).add_chart(chart, "K6")
    hidden = book.create_sheet("Lists")
    hidden["A1"] = "OK"
    hidden.sheet_state = "veryHidden"
    return book


def rewrite(path, out, change, more=()):
    """`change(name, text)` for each XML part; `more`: (name, bytes) at the end."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith((".xml", ".rels", ".vml")):
                data = change(info.filename, data.decode("utf-8")).encode("utf-8")
            new.writestr(info.filename, data)
        for name, data in more:
            new.writestr(name, data)
    return out


SHEET = "xl/worksheets/sheet1.xml"
EXTENSIONS = f"""<extLst>
<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>
<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="expression" priority="9" id="{{00000000-0001-4000-8000-000000000001}}">
<xm:f>Lists!$A$1=$H{FIRST}</xm:f><x14:dxf><font><b/></font></x14:dxf></x14:cfRule><xm:sqref>H{FIRST}:H{LAST_ROW}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>
<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B{FIRST}:B{LAST_ROW}</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF376092"/><x14:sparklines>
<x14:sparkline><xm:f>'Team''s sheet'!C6:E6</xm:f><xm:sqref>J6</xm:sqref></x14:sparkline><x14:sparkline><xm:f>'Team''s sheet'!C30:E30</xm:f><xm:sqref>J30</xm:sqref></x14:sparkline>
</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"""
THREADS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C6" dT="2025-11-03T10:00:00.00" personId="{00000000-0002-4000-8000-000000000001}"
 id="{00000000-0003-4000-8000-000000000001}"><text>Rate agreed by phone</text></threadedComment><threadedComment ref="H30" dT="2025-11-03T10:01:00.00" personId="{00000000-0002-4000-8000-000000000001}"
 id="{00000000-0003-4000-8000-000000000002}"><text>And here?</text></threadedComment></ThreadedComments>"""
PERSONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="A. Reviewer" id="{00000000-0002-4000-8000-000000000001}" userId="a" providerId="None"/></personList>"""


def modern(name, text):
    """Sparklines, formats and validations of later versions, threads, filter criteria, shared and array formulas."""
    if name == SHEET:
        text = text.replace("</worksheet>", EXTENSIONS + "</worksheet>")
        for row in range(FIRST, LAST_ROW + 1):
            shared = f'<f t="shared" ref="F{FIRST}:F{LAST_ROW}" si="0">SUM(C{FIRST}:E{FIRST})</f>' if row == FIRST else '<f t="shared" si="0"/>'
            text = text.replace(f"<f>SUM(C{row}:E{row})</f>", shared)
        text = re.sub(r'<row r="(\d+)"', r'<row r="\1" spans="1:9"', text)
        text = text.replace("</sheetData>", f'<row r="{LAST_ROW + 3}"><c r="A{LAST_ROW + 3}"><f t="array" ref="A{LAST_ROW + 3}">SUM(C{FIRST}:C{LAST_ROW}*2)</f><v>0</v></c></row></sheetData>')
    if name.startswith("xl/tables/"):
        text = re.sub(r"<autoFilter ([^>]*)/>", r'<autoFilter \1><filterColumn colId="7"><filters><filter val="Check"/></filters></filterColumn></autoFilter>', text)
    if name == "xl/worksheets/_rels/sheet1.xml.rels":
        text = text.replace("</Relationships>", '<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
                            'Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>')
    if name == "xl/_rels/workbook.xml.rels":
        text = text.replace("</Relationships>", '<Relationship Id="rIdP" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" Target="/xl/persons/person.xml"/></Relationships>')
    if name == "[Content_Types].xml":
        text = text.replace("</Types>", '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
                            '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/></Types>')
    return text


def with_macros(name, text):
    if name == "[Content_Types].xml":
        text = text.replace(TYPE + "sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        text = text.replace("</Types>", '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
    if name == "xl/_rels/workbook.xml.rels":
        text = text.replace("</Relationships>", '<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>')
    return text


def strict(name, text):
    for was, now in (("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
                     (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
                     ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/")):
        text = text.replace(was, now)
    return text


def signed(name, text):
    if name == "_rels/.rels":
        text = text.replace("</Relationships>", '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
                            'Target="_xmlsignatures/origin.sigs"/></Relationships>')
    if name == "[Content_Types].xml":
        text = text.replace("</Types>", '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/></Types>')
    return text


def macros_of(corpus):
    for path in sorted(corpus.rglob("*.xlsm")) if corpus.is_dir() else []:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.read("xl/vbaProject.bin")
        except (KeyError, zipfile.BadZipFile):
            continue
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)


def make(folder, corpus):
    folder.mkdir(parents=True, exist_ok=True)
    plain, dates = folder / "plain.xlsx", folder / "dates-of-1904.xlsx"
    team_book().save(plain)
    team_book(CALENDAR_MAC_1904).save(dates)
    made = [plain, dates]
    made.append(rewrite(plain, folder / "modern.xlsx", modern, [("xl/threadedComments/threadedComment1.xml", THREADS), ("xl/persons/person.xml", PERSONS),
                                                               ("customXml/item1.xml", "<own xmlns='urn:someone'/>")]))
    made.append(rewrite(folder / "modern.xlsx", folder / "macros.xlsm", with_macros, [("xl/vbaProject.bin", macros_of(corpus))]))
    made.append(rewrite(plain, folder / "strict.xlsx", strict))
    made.append(rewrite(plain, folder / "signed.xlsx", signed, [("_xmlsignatures/origin.sigs", b"")]))
    if shutil.which("soffice"):
        office = folder / "office"
        subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", office, plain],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=False)
        if (office / "plain.xlsx").exists():
            made.append((office / "plain.xlsx").rename(folder / "by-libreoffice.xlsx"))
    return made
