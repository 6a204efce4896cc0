"""A workbook as its parts, for small edits that leave every other byte alone: what a member of staff would do in Excel."""

import io
import posixpath
import zipfile

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# The order that the standard asks of a worksheet's children, as far as these edits need it.
AFTER_DRAWING = ("legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")


def tag(name, space=MAIN):
    return f"{{{space}}}{name}"


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(reference):
    column = 0
    for letter in reference:
        if letter.isalpha():
            column = column * 26 + ord(letter.upper()) - 64
    return column


class Package:
    def __init__(self, path):
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {one: archive.read(one) for one in archive.namelist()}

    def save(self, path=None):
        with zipfile.ZipFile(path or self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)

    def xml(self, part):
        return etree.fromstring(self.parts[part])

    def put(self, part, root):
        self.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def relations_part(self, part):
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", name + ".rels")

    def relate(self, part, kind, target):
        """A new relation of a part; gives its id."""
        path = self.relations_part(part)
        root = self.xml(path) if path in self.parts else etree.Element(tag("Relationships", RELATIONS), nsmap={None: RELATIONS})
        taken = {one.get("Id") for one in root}
        new = next(f"rIdStaff{count}" for count in range(1, 99) if f"rIdStaff{count}" not in taken)
        etree.SubElement(root, tag("Relationship", RELATIONS), Id=new, Type=f"{OFFICE_RELATIONS}/{kind}", Target=target)
        self.put(path, root)
        return new

    def content_type(self, part, kind):
        root = self.xml("[Content_Types].xml")
        etree.SubElement(root, tag("Override", TYPES), PartName="/" + part, ContentType=kind)
        self.put("[Content_Types].xml", root)

    def default_type(self, extension, kind):
        root = self.xml("[Content_Types].xml")
        if not any(one.get("Extension") == extension for one in root):
            root.insert(0, etree.Element(tag("Default", TYPES), Extension=extension, ContentType=kind))
            self.put("[Content_Types].xml", root)

    def sheet_part(self, name):
        relations = {one.get("Id"): one.get("Target") for one in self.xml("xl/_rels/workbook.xml.rels")}
        for sheet in self.xml("xl/workbook.xml").find(tag("sheets")):
            if sheet.get("name") == name:
                return posixpath.normpath(posixpath.join("xl", relations[sheet.get(tag("id", OFFICE_RELATIONS))].lstrip("/").removeprefix("xl/")))
        raise KeyError(name)

    def cell(self, root, row_number, column):
        """The cell, made where there was none."""
        rows = root.find(tag("sheetData"))
        row = next((one for one in rows if int(one.get("r")) == row_number), None)
        if row is None:
            row = etree.Element(tag("row"), r=str(row_number))
            rows.insert(sum(1 for one in rows if int(one.get("r")) < row_number), row)
        reference = letters(column) + str(row_number)
        for at, one in enumerate(row):
            here = number(one.get("r").rstrip("0123456789"))
            if here == column:
                return one
            if here > column:
                made = etree.Element(tag("c"), r=reference)
                row.insert(at, made)
                return made
        return etree.SubElement(row, tag("c"), r=reference)

    def type_text(self, sheet, row, column, text):
        part = self.sheet_part(sheet)
        root = self.xml(part)
        cell = self.cell(root, row, column)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
        inline.text = text
        self.widen(root, row, column)
        self.put(part, root)

    def type_number(self, sheet, row, column, value):
        part = self.sheet_part(sheet)
        root = self.xml(part)
        cell = self.cell(root, row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        etree.SubElement(cell, tag("v")).text = str(value)
        self.widen(root, row, column)
        self.put(part, root)

    def widen(self, root, row, column):
        for one in root.find(tag("sheetData")):
            if int(one.get("r")) == row:
                one.attrib.pop("spans", None)
        dimension = root.find(tag("dimension"))
        if dimension is not None:
            root.remove(dimension)

    def fill(self, sheet, row, column, colour):
        """Gives a cell a background colour, keeping all else of its style."""
        styles = self.xml("xl/styles.xml")
        fills, formats = styles.find(tag("fills")), styles.find(tag("cellXfs"))
        pattern = etree.SubElement(etree.SubElement(fills, tag("fill")), tag("patternFill"), patternType="solid")
        etree.SubElement(pattern, tag("fgColor"), rgb=colour)
        fills.set("count", str(len(fills)))
        part = self.sheet_part(sheet)
        root = self.xml(part)
        cell = self.cell(root, row, column)
        style = etree.fromstring(etree.tostring(formats[int(cell.get("s", "0"))]))
        style.set("fillId", str(len(fills) - 1))
        style.set("applyFill", "1")
        formats.append(style)
        formats.set("count", str(len(formats)))
        cell.set("s", str(len(formats) - 1))
        self.put("xl/styles.xml", styles)
        self.put(part, root)

    def note(self, sheet, row, column, text):
        """A classic note on a cell of a sheet that has none yet."""
        part = self.sheet_part(sheet)
        reference = letters(column) + str(row)
        self.parts["xl/staffcomments.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{MAIN}"><authors><author>Staff</author></authors>'
            f'<commentList><comment ref="{reference}" authorId="0"><text><r><t>{text}</t></r></text></comment></commentList></comments>').encode()
        self.parts["xl/drawings/staffnotes.vml"] = (
            '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
            'path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s9001" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
            'fillcolor="#ffffe1" o:insetmode="auto"><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f'<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape></xml>').encode()
        self.content_type("xl/staffcomments.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
        self.default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        self.relate(part, "comments", "/xl/staffcomments.xml")
        drawing = self.relate(part, "vmlDrawing", "/xl/drawings/staffnotes.vml")
        root = self.xml(part)
        element = etree.Element(tag("legacyDrawing"))
        element.set(tag("id", OFFICE_RELATIONS), drawing)
        later = [at for at, child in enumerate(root) if etree.QName(child).localname in AFTER_DRAWING]
        root.insert(later[0] if later else len(root), element)
        self.put(part, root)

    def graft_sheet(self, donor_bytes, name):
        """Adds the first sheet of another workbook (numbers only), with its drawing and chart, under new part names."""
        with zipfile.ZipFile(io.BytesIO(donor_bytes)) as donor:
            self.parts["xl/worksheets/staffsheet.xml"] = donor.read("xl/worksheets/sheet1.xml")
            self.parts["xl/drawings/staffdrawing.xml"] = donor.read("xl/drawings/drawing1.xml")
            self.parts["xl/charts/staffchart.xml"] = donor.read("xl/charts/chart1.xml")
        drawing_id = self.xml("xl/worksheets/staffsheet.xml").find(tag("drawing")).get(tag("id", OFFICE_RELATIONS))
        chart_id = "rId1"
        relation = '<Relationships xmlns="{}"><Relationship Id="{}" Type="{}/{}" Target="{}"/></Relationships>'
        self.parts["xl/worksheets/_rels/staffsheet.xml.rels"] = relation.format(
            RELATIONS, drawing_id, OFFICE_RELATIONS, "drawing", "/xl/drawings/staffdrawing.xml").encode()
        self.parts["xl/drawings/_rels/staffdrawing.xml.rels"] = relation.format(
            RELATIONS, chart_id, OFFICE_RELATIONS, "chart", "/xl/charts/staffchart.xml").encode()
        office = "application/vnd.openxmlformats-officedocument."
        self.content_type("xl/worksheets/staffsheet.xml", office + "spreadsheetml.worksheet+xml")
        self.content_type("xl/drawings/staffdrawing.xml", office + "drawing+xml")
        self.content_type("xl/charts/staffchart.xml", office + "drawingml.chart+xml")
        relation_id = self.relate("xl/workbook.xml", "worksheet", "worksheets/staffsheet.xml")
        workbook = self.xml("xl/workbook.xml")
        sheets = workbook.find(tag("sheets"))
        sheet = etree.SubElement(sheets, tag("sheet"), name=name, sheetId=str(1 + max(int(one.get("sheetId")) for one in sheets)))
        sheet.set(tag("id", OFFICE_RELATIONS), relation_id)
        self.put("xl/workbook.xml", workbook)
