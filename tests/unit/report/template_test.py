"""The blank workbook, read by an independent program. What it must hold is taken from what staff asked for, not from the specification.

Arguments: make_template, the specification, the built template.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
import warnings
import zipfile

import openpyxl

MAKE_TEMPLATE, SPEC, TEMPLATE = sys.argv[1:4]

HEADING_ROW = {"Changes": 4, "Payments": 4, "Past decisions": 4, "Periods": 4, "Reconciliation": 4, "Findings": 4, "Settings": 4, "Audit": 4}
CHANGES = ["Person ID", "Name", "Line ID", "About", "Service", "Provider", "Previous", "Current", "Difference", "Change %", "Class", "Risk",
           "Reasons", "Question", "At stake", "First asked", "Open for", "Decision", "Initials", "Date", "Accept until", "Right amount", "Comment"]
REVIEWER = ["Decision", "Initials", "Date", "Accept until", "Right amount", "Comment"]


def luminance(colour):
    def linear(value):
        value /= 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    red, green, blue = (int(colour[-6:][i:i + 2], 16) for i in (0, 2, 4))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rgb(colour, otherwise):
    return colour.rgb if colour is not None and colour.type == "rgb" and isinstance(colour.rgb, str) else otherwise


class Template(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cls.book = openpyxl.load_workbook(TEMPLATE)
        with zipfile.ZipFile(TEMPLATE) as package:
            cls.parts = {name: package.read(name) for name in package.namelist()}

    def headings(self, sheet):
        return {cell.value: cell for cell in self.book[sheet][HEADING_ROW[sheet]] if cell.value}

    def test_sheets_stand_in_order_and_none_is_hidden(self):
        self.assertEqual(self.book.sheetnames, ["Summary", "Changes", "Overpayments", "Payments", "Past decisions", "Periods", "Reconciliation", "Findings", "Settings", "Audit"])
        self.assertTrue(all(sheet.sheet_state == "visible" for sheet in self.book))
        self.assertEqual(self.book.active.title, "Summary")

    def test_changes_has_the_columns_that_were_asked_for(self):
        row = [cell.value for cell in self.book["Changes"][HEADING_ROW["Changes"]]]
        self.assertEqual(row[:len(CHANGES)], CHANGES)

    def test_nothing_is_merged_hidden_or_a_macro(self):
        for sheet in self.book:
            self.assertEqual(list(sheet.merged_cells.ranges), [], sheet.title)
            self.assertFalse(any(row.hidden for row in sheet.row_dimensions.values()), sheet.title)
            self.assertFalse(any(column.hidden for column in sheet.column_dimensions.values()), sheet.title)
        self.assertFalse([name for name in self.parts if "vba" in name.lower() or "macro" in name.lower()])

    def test_headings_stay_in_view_and_repeat_on_paper(self):
        for name, row in HEADING_ROW.items():
            sheet = self.book[name]
            self.assertIsNotNone(sheet.freeze_panes, name)
            self.assertEqual(int(re.sub("[A-Z]", "", sheet.freeze_panes)), row + 1, name)
            first, last = (int(part) for part in sheet.print_title_rows.replace("$", "").split(":"))
            self.assertTrue(first <= row == last, name)
        self.assertEqual(self.book["Changes"].freeze_panes, "D5")
        self.assertEqual(self.book["Payments"].print_title_cols, "$A:$C")

    def test_pages_are_a4_landscape(self):
        for sheet in self.book:
            self.assertEqual(str(sheet.page_setup.paperSize), "9", sheet.title)
            self.assertEqual(sheet.page_setup.orientation, "landscape", sheet.title)
            if sheet.title != "Payments":  # it grows to the right: its first columns repeat on each page instead
                self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title)
                self.assertIn(sheet.page_setup.fitToWidth, (None, 1), sheet.title)  # 1 where nothing is said
            self.assertIn("OFFICIAL-SENSITIVE: PERSONAL", sheet.oddHeader.center.text)
            self.assertIn("OFFICIAL-SENSITIVE: PERSONAL", sheet.oddFooter.center.text)
            self.assertIn("Page &P of &N", sheet.oddFooter.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N"))
        self.assertIn(self.book["Summary"].page_setup.fitToHeight, (None, 1))
        self.assertEqual(self.book["Changes"].page_setup.fitToHeight, 0)  # as many as it takes

    def test_working_columns_are_not_printed(self):
        area = self.book["Changes"].print_area
        area = area if isinstance(area, str) else area[0]
        self.assertEqual(area.replace("$", "").split("!")[-1], "A1:W5")  # W: Comment, the last of the printed ones
        self.assertGreater(self.headings("Changes")["Carried forward"].column, 17)

    def test_filters_cover_heading_and_first_row(self):
        for name in ("Changes", "Overpayments", "Payments", "Past decisions", "Findings"):
            sheet = self.book[name]
            self.assertEqual(sheet.auto_filter.ref.split(":")[0], "A4", name)
            self.assertTrue(sheet.auto_filter.ref.endswith("5"), name)

    def test_decision_is_a_drop_down_with_words(self):
        cell = self.headings("Changes")["Decision"].column_letter + "5"
        rules = [rule for rule in self.book["Changes"].data_validations.dataValidation if rule.type == "list"]
        self.assertEqual([str(rule.sqref) for rule in rules], [cell])
        rule = rules[0]
        self.assertEqual(rule.formula1, '"OK,Error,Still asking"')
        self.assertEqual(rule.errorStyle or "stop", "stop")
        self.assertTrue(rule.showErrorMessage and rule.showInputMessage and rule.error and rule.prompt)

    def test_reviewers_columns_look_and_say_that_they_are_the_reviewers(self):
        found = self.headings("Changes")
        messages = {str(rule.sqref): rule.promptTitle for rule in self.book["Changes"].data_validations.dataValidation if rule.promptTitle}
        engine = found["Risk"].fill.fgColor.rgb
        for heading in REVIEWER:
            self.assertNotEqual(found[heading].fill.fgColor.rgb, engine, heading)
            self.assertEqual(messages.get(found[heading].coordinate), "For the reviewer", heading)
        self.assertNotEqual(found["Rules"].fill.fgColor.rgb, engine)
        above = self.book["Changes"].cell(3, found["Decision"].column).value
        self.assertIn("reviewer", above)

    def test_cells_have_the_number_formats_of_the_country(self):
        found = self.headings("Changes")
        below = {heading: self.book["Changes"].cell(5, cell.column) for heading, cell in found.items()}
        for heading in ("Previous", "Current", "Difference"):
            self.assertEqual(below[heading].number_format, "£#,##0.00;-£#,##0.00", heading)
        self.assertEqual(below["Change %"].number_format, "0.0%")
        self.assertEqual(below["Date"].number_format, "dd/mm/yyyy")
        for heading in ("Person ID", "Line ID", "Decision"):
            self.assertEqual(below[heading].number_format, "@", heading)
        for heading in ("Reasons", "Question", "Comment"):
            self.assertTrue(below[heading].alignment.wrap_text, heading)
        self.assertTrue(all(cell.alignment.vertical == "top" for cell in below.values()))

    def test_colours_stand_for_words(self):
        found = self.headings("Changes")
        rules = {}
        for area in self.book["Changes"].conditional_formatting:
            for rule in area.rules:
                if rule.operator == "equal":
                    rules.setdefault(str(area.sqref), set()).update(word.strip('"') for word in rule.formula)
        self.assertEqual(rules[found["Risk"].column_letter + "5"], {"Query", "Check", "Explained"})
        self.assertEqual(rules[found["Decision"].column_letter + "5"], {"OK", "Error", "Still asking", "Query"}, "Query as earlier versions had it")

    def test_all_text_can_be_read(self):
        pairs = set()
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    ground = rgb(cell.fill.fgColor, "FFFFFFFF") if cell.fill.fill_type == "solid" else "FFFFFFFF"
                    pairs.add((rgb(cell.font.color, "FF000000"), ground))
            for area in sheet.conditional_formatting:
                for rule in area.rules:
                    ground = rgb(rule.dxf.fill.bgColor, "FFFFFFFF") if rule.dxf.fill else "FFFFFFFF"
                    pairs.add((rgb(rule.dxf.font.color, "FF000000"), ground))
                    if not rule.dxf.fill:
                        pairs.add((rgb(rule.dxf.font.color, "FF000000"), "FFE4E7EB"))  # may lie upon a row of totals
        self.assertGreater(len(pairs), 8)
        for text, ground in pairs:
            self.assertGreaterEqual(contrast(text, ground), 4.5, (text, ground))

    def test_summary_has_a_chart_with_a_description(self):
        charts = [name for name in self.parts if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        self.assertEqual(len(charts), 1)
        chart = self.parts[charts[0]].decode()
        self.assertIn("Change by class", chart)
        self.assertIn("£#,##0", chart)
        self.assertRegex(chart, r"Summary!\$F\$14:\$F\$29")  # the classes, without the totals above and below them
        self.assertRegex(chart, r"Summary!\$H\$14:\$H\$29")
        drawing = self.parts["xl/drawings/drawing1.xml"].decode()
        self.assertRegex(drawing, r'descr="[^"]{20,}"')

    def test_chart_lies_on_no_table(self):
        anchor = self.parts["xl/drawings/drawing1.xml"].decode()
        column, row = (int(re.search(rf"<xdr:from>.*?<xdr:{what}>(\d+)<", anchor, re.S).group(1)) + 1 for what in ("col", "row"))
        filled = [cell.coordinate for cells in self.book["Summary"].iter_rows(min_row=row, min_col=column) for cell in cells
                  if cell.value is not None or cell.has_style]
        self.assertEqual(filled, [])

    def test_no_person_is_named(self):
        properties = self.book.properties
        self.assertEqual(properties.creator, "Counterfoil")
        self.assertIn(properties.lastModifiedBy, (None, "Counterfoil"))
        self.assertNotRegex(self.parts["docProps/app.xml"].decode(), r"<(Company|Manager)>[^<]")

    def test_each_sheet_opens_at_its_first_cell_at_full_size(self):
        for sheet in self.book:
            self.assertEqual(sheet.sheet_view.zoomScale or 100, 100, sheet.title)
            if sheet.title == "Summary":
                self.assertTrue(all(selection.activeCell == "A1" for selection in sheet.sheet_view.selection))

    def test_no_cell_shows_a_placeholder(self):
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertFalse(isinstance(cell.value, str) and "{" in cell.value, cell.coordinate)

    def test_same_specification_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            again = os.path.join(folder, "again.xlsx")
            environment = {"TZ": "Pacific/Auckland", "PATH": os.environ.get("PATH", "")}
            subprocess.run([MAKE_TEMPLATE, SPEC, again], check=True, env=environment)
            with open(again, "rb") as one, open(TEMPLATE, "rb") as other:
                self.assertEqual(one.read(), other.read())

    def test_a_specification_that_cannot_be_used_is_refused_in_words(self):
        with tempfile.TemporaryDirectory() as folder:
            bad = os.path.join(folder, "bad.json")
            with open(bad, "w", encoding="utf-8") as file:
                file.write('{"id": "x"}')
            out = os.path.join(folder, "out.xlsx")
            done = subprocess.run([MAKE_TEMPLATE, bad, out], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("title", done.stderr)
            self.assertFalse(os.path.exists(out))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
