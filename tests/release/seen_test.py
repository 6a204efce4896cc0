"""Whoever signs sees what is there: what is out of sight, or shown otherwise than it is held, is named by verify and stops the batch. What honest work
makes (a save by LibreOffice, a filter, sorted rows) does not."""

import unittest

from batch import BatchTest  # first: it says where the next two lie
import office  # noqa: E402
import openpyxl  # noqa: E402
from lxml import etree
from package import Package, tag  # noqa: E402


class Seen(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()

    def sheet_xml(self, name, change):
        package = Package(self.workbook)
        part = package.sheet_part(name)
        root = package.xml(part)
        change(root)
        package.put(part, root)
        package.save()

    def rows(self, root):
        return {int(row.get("r")): row for row in root.find(tag("sheetData"))}

    def assertStops(self, problem, words):
        verify = self.command("verify", self.workbook, "--json")
        self.assertEqual((1, [problem]), (verify.exit, list(verify.problems)), str(verify))
        self.assertIn(words, verify.problems[problem])
        self.assertRefused(self.approve(), problem)

    def test_a_row_out_of_sight(self):
        self.sheet_xml("Load", lambda root: self.rows(root)[6].set("hidden", "1"))
        self.assertStops("rows-hidden", "Load, row 6 is hidden, and no filter says why")

    def test_a_row_without_height(self):
        def flatten(root):
            self.rows(root)[6].set("ht", "0")
            self.rows(root)[6].set("customHeight", "1")
        self.sheet_xml("Load", flatten)
        self.assertStops("rows-hidden", "row 6")

    def test_a_column_out_of_sight_or_without_width(self):
        whole = self.workbook.read_bytes()
        for name, value in (("hidden", "1"), ("width", "0")):
            self.workbook.write_bytes(whole)
            self.sheet_xml("Load", lambda root, name=name, value=value: next(col for col in root.find(tag("cols")) if int(col.get("min")) <= 7 <= int(col.get("max"))).set(name, value))
            verify = self.command("verify", self.workbook, "--json")
            self.assertIn("column-hidden", verify.problems, str(verify))
            self.assertIn("column-hidden", self.approve().problems)

    def test_a_sheet_out_of_sight_and_one_in_its_place(self):
        package = Package(self.workbook)
        root = package.xml("xl/workbook.xml")
        next(sheet for sheet in root.find(tag("sheets")) if sheet.get("name") == "Load").set("state", "veryHidden")
        package.put("xl/workbook.xml", root)
        package.save()
        self.assertStops("sheet-hidden-from-sight", "The sheet Load is hidden so that Excel does not even list it")
        copy = Package(self.workbook)
        copy.parts["xl/worksheets/like.xml"] = copy.parts[copy.sheet_part("Load")]
        copy.content_type("xl/worksheets/like.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
        root = copy.xml("xl/workbook.xml")
        relation = copy.relate("xl/workbook.xml", "worksheet", "worksheets/like.xml")
        sheet = etree.SubElement(root.find(tag("sheets")), tag("sheet"), name="Load ", sheetId="99")
        sheet.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
        copy.put("xl/workbook.xml", root)
        copy.save()
        self.assertLessEqual({"sheet-hidden-from-sight", "sheet-looks-alike"}, set(self.approve().problems))

    def test_a_number_format_that_shows_another_amount(self):
        whole = self.workbook.read_bytes()
        for code in ('"£12.00"', ";;;", '£#,##0.00;£#,##0.00', "£#,##0.00,", '[White]£#,##0.00;-£#,##0.00', '[>1000]"£10.00";£#,##0.00', "£#,##0;-£#,##0"):
            self.workbook.write_bytes(whole)
            package = Package(self.workbook)
            styles = package.xml("xl/styles.xml")
            for each in styles.find(tag("numFmts")):
                if each.get("formatCode") == "£#,##0.00;-£#,##0.00":
                    each.set("formatCode", code)
            package.put("xl/styles.xml", styles)
            package.save()
            verify = self.command("verify", self.workbook, "--json")
            self.assertEqual((1, ["format-hides"]), (verify.exit, list(verify.problems)), f"{code}: {verify}")
        self.assertRefused(self.approve(), "format-hides")

    def with_font(self, **font):
        """The amount in the second row of Load in a font of its own."""
        book = openpyxl.load_workbook(self.workbook)
        column = next(cell.column for cell in book["Load"][4] if cell.value == "Amount")
        cell = book["Load"].cell(6, column)
        style = (cell.font.name, cell.coordinate)
        package = Package(self.workbook)
        styles = package.xml("xl/styles.xml")
        part = package.sheet_part("Load")
        root = package.xml(part)
        xml = next(each for each in root.iter(tag("c")) if each.get("r") == style[1])
        fonts, formats = styles.find(tag("fonts")), styles.find(tag("cellXfs"))
        new_font = etree.SubElement(fonts, tag("font"))
        for name, attributes in font.items():
            etree.SubElement(new_font, tag(name), attributes)
        new_format = etree.fromstring(etree.tostring(formats[int(xml.get("s"))]))
        new_format.set("fontId", str(len(fonts) - 1))
        formats.append(new_format)
        fonts.set("count", str(len(fonts)))
        formats.set("count", str(len(formats)))
        xml.set("s", str(len(formats) - 1))
        package.put("xl/styles.xml", styles)
        package.put(part, root)
        package.save()
        return style[1]

    def test_an_amount_in_the_colour_of_its_background_or_too_small(self):
        whole = self.workbook.read_bytes()
        for font, words in (({"sz": {"val": "10"}, "color": {"rgb": "FFFEFEFE"}}, "its colour is nearly that of its background"),
                            ({"sz": {"val": "1"}}, "its letters are too small to be seen")):
            self.workbook.write_bytes(whole)
            cell = self.with_font(**font)
            self.assertStops("unseen-text", f"Load, {cell}: Something stands here that is not seen: {words}")
        self.workbook.write_bytes(whole)
        self.with_font(sz={"val": "10"}, color={"rgb": "FF7F7F7F"})
        self.assertEqual(0, self.command("verify", self.workbook).exit, "grey is read")

    def test_a_picture_over_the_amounts(self):
        drawing = ('<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
                   '<xdr:twoCellAnchor><xdr:from><xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>'
                   '<xdr:to><xdr:col>{0}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:to>'
                   '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{2}</xdr:spPr></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>')
        whole = self.workbook.read_bytes()
        filled, ring = "<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>", "<a:noFill/>"
        for column, row, look, stops in ((6, 5, filled, True), (6, 5, ring, False), (60, 5, filled, False), (6, 500, filled, False)):
            self.workbook.write_bytes(whole)
            package = Package(self.workbook)
            part = package.sheet_part("Load")
            package.parts["xl/drawings/drawing9.xml"] = drawing.format(column, row, look).encode()
            package.content_type("xl/drawings/drawing9.xml", "application/vnd.openxmlformats-officedocument.drawing+xml")
            package.relate(part, "drawing", "../drawings/drawing9.xml")
            package.save()
            if stops:
                self.assertStops("covered-cells", "Load, G6: A shape lies over these cells, so that what they hold is not seen. Move it aside.")
            else:
                verify = self.command("verify", self.workbook, "--json")
                self.assertEqual(0, verify.exit, str(verify))
                self.assertEqual(look == ring, "covered-cells" in [line.get("id") for line in verify.lines])

    def test_headings_and_titles_that_say_the_opposite(self):
        whole = self.workbook.read_bytes()
        self.edit("Load", "Amount", "Amount held back", 0)
        self.assertStops("heading-changed", 'Load, cell G4, is headed "Amount held back" and should be headed "Amount"')
        self.workbook.write_bytes(whole)
        package = Package(self.workbook)
        package.type_text("Load", 1, 1, "Lines that are not paid")
        package.save()
        self.assertStops("title-changed", 'The heading "The lines of the batch" does not stand on the sheet Load any more')

    def test_invented_rows(self):
        package = Package(self.workbook)
        for column, text in ((1, "R1-L-9999"), (2, "L-9999"), (4, "Pretend Care")):
            package.type_text("Load", 9, column, text)
        package.type_number("Load", 9, 7, 5)
        package.type_text("Register", 12, 1, "R1-L-9999")
        package.type_number("Register", 12, 2, 5)
        package.save()
        verify = self.command("verify", self.workbook, "--json")
        self.assertEqual(["Load", "Register"], sorted(line["sheet"] for line in verify.lines if line.get("id") == "row-not-ours"), str(verify))
        self.assertRefused(self.approve(), "row-not-ours")

    def test_a_formula_about_another_row(self):
        def other_row(root):
            formula = next(cell for cell in self.rows(root)[5] if cell.get("r") == "G5").find(tag("f"))
            formula.text = formula.text.replace("D5", "D6")
        self.sheet_xml("Register", other_row)
        self.assertStops("cell-changed", "Register, cell G5 (State)")

    def test_notes_of_staffs_own_are_no_rows(self):
        package = Package(self.workbook)
        package.type_text("Load", 10, 1, "Looked at by JB")
        package.type_text("Load", 10, 11, "our own column")
        package.save()
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_a_filter_is_a_note(self):
        def filtered(root):
            box = root.find(tag("autoFilter"))
            if box is None:
                box = etree.Element(tag("autoFilter"), ref="A4:I7")
                root.find(tag("sheetData")).addnext(box)
            column = etree.SubElement(box, tag("filterColumn"), colId="7")
            etree.SubElement(etree.SubElement(column, tag("filters")), tag("filter"), val="Invoice")
            self.rows(root)[7].set("hidden", "1")
        self.sheet_xml("Load", filtered)
        verify = self.command("verify", self.workbook, "--json")
        self.assertEqual(0, verify.exit, str(verify))
        self.assertIn("rows-filtered", [line.get("id") for line in verify.lines])
        self.assertEqual(0, self.approve().exit)
        self.assertEqual(0, self.release().exit)

    @unittest.skipUnless(office.available(), "needs LibreOffice")
    def test_saved_by_libreoffice_it_is_approved_and_released(self):
        for step in (self.approve, self.release):
            made = office.convert(self.workbook, "xlsx", self.folder / "home")
            self.workbook.write_bytes(made.read_bytes())
            result = step()
            self.assertEqual(0, result.exit, str(result))


if __name__ == "__main__":
    unittest.main()
