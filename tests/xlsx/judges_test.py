"""excel_rules.py sees what it is there to see: a sound workbook has no breach, and each fault put into it is named."""
import pathlib
import shutil
import tempfile
import unittest
import zipfile

import excel_rules

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def link(key, kind, target):
    return f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{target}"/>'


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                           'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                           f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}sheet.main+xml"/>'
                           f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}worksheet+xml"/>'
                           f'<Override PartName="/xl/tables/table1.xml" ContentType="{SHEET}table+xml"/>'
                           f'<Override PartName="/xl/styles.xml" ContentType="{SHEET}styles+xml"/></Types>',
    "_rels/.rels": RELS.format(link("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook {MAIN}><sheets><sheet name="Team" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="Paid">Team!$A$1</definedName>'
                       '</definedNames><calcPr/></workbook>',
    "xl/_rels/workbook.xml.rels": RELS.format(link("rId1", "worksheet", "worksheets/sheet1.xml") + link("rId2", "styles", "styles.xml")),
    "xl/styles.xml": f'<styleSheet {MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
                     '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf fontId="0" xfId="0"/></cellXfs><dxfs count="1"><dxf/></dxfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" s="0" t="inlineStr"><is><t>One</t></is></c><c r="B1" t="inlineStr"><is><t>Two</t></is></c>'
                                '</row><row r="2"><c r="A2"><f>SUM(1)</f><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>'
                                '<conditionalFormatting sqref="A2"><cfRule type="expression" dxfId="0" priority="1"><formula>A2</formula></cfRule></conditionalFormatting>'
                                '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>',
    "xl/worksheets/_rels/sheet1.xml.rels": RELS.format(link("rId1", "table", "../tables/table1.xml")),
    "xl/tables/table1.xml": f'<table {MAIN} id="1" name="T" displayName="T" ref="A1:B2"><autoFilter ref="A1:B2"/><tableColumns count="2"><tableColumn id="1" name="One"/>'
                            '<tableColumn id="2" name="Two"/></tableColumns></table>',
}
FAULTS = [  # part, what, instead, the rule that names it
    ("xl/workbook.xml", "<definedNames>", "<definedNames/><definedNames>", "a child that stands twice"),
    ("xl/workbook.xml", "<calcPr/>", "<bookViews/>", "children in another order"),
    ("xl/workbook.xml", 'sheetId="1"', 'sheetId="65535"', "a sheet's id"),
    ("xl/workbook.xml", 'name="Team"', f'name="{"x" * 32}"', "a sheet's name"),
    ("xl/workbook.xml", '<definedName name="Paid">', '<definedName name="paid">1</definedName><definedName name="Paid">', "a name that stands twice"),
    ("xl/workbook.xml", 'name="Paid"', 'name="A1"', "a name that Excel does not take"),
    ("xl/styles.xml", 'xfId="0"', 'xfId="1"', "a format that names what is not there"),
    ("xl/styles.xml", '<fonts count="1">', '<fonts count="2">', "a count that is another"),
    ("xl/styles.xml", "<styleSheet", "broken<styleSheet", "not well formed"),
    ("xl/worksheets/sheet1.xml", 's="0"', 's="1"', "a format that is not there"),
    ("xl/worksheets/sheet1.xml", 'dxfId="0"', 'dxfId="1"', "a rule whose look is not there"),
    ("xl/worksheets/sheet1.xml", '<row r="2">', '<row r="1">', "rows in another order"),
    ("xl/worksheets/sheet1.xml", 'r="A2"', 'r="A3"', "a cell in another row"),
    ("xl/worksheets/sheet1.xml", "SUM(1)", "SUM((1)", "a formula whose brackets do not pair"),
    ("xl/worksheets/sheet1.xml", "SUM(1)", "1+" * 4100 + "1", "a formula that is too long"),
    ("xl/worksheets/sheet1.xml", "<t>Two</t>", f"<t>{'x' * 32768}</t>", "a text that is too long"),
    ("xl/worksheets/sheet1.xml", '<mergeCell ref="D1:E1"/>', '<mergeCell ref="D1:E1"/><mergeCell ref="E1:E4"/>', "merged ranges over each other"),
    ("xl/worksheets/sheet1.xml", 'r:id="rId1"', 'r:id="rId9"', "an id without its relationship"),
    ("xl/worksheets/sheet1.xml", "<t>Two</t>", "<t>Other</t>", "a table's heading is not its column's name"),
    ("xl/tables/table1.xml", 'ref="A1:B2"><auto', 'ref="A1:C2"><auto', "a table's columns are another number than its range's"),
    ("xl/tables/table1.xml", 'name="Two"', 'name="one"', "a table column's name"),
    ("[Content_Types].xml", "</Types>", f'<Override PartName="/XL/styles.xml" ContentType="{SHEET}styles+xml"/></Types>', "two content types for a part"),
    ("[Content_Types].xml", "Extension=\"rels\"", "Extension=\"bin\"", "a part without content type"),
    ("xl/_rels/workbook.xml.rels", "styles.xml", "gone.xml", "a relationship to a part that is not there"),
]


class Rules(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="excel-rules-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, changed=None):
        path = self.folder / name
        with zipfile.ZipFile(path, "w") as archive:
            for part, text in {**PARTS, **(changed or {})}.items():
                archive.writestr(part, text)
        return path

    def test_a_sound_workbook_has_no_breach(self):
        self.assertEqual([], excel_rules.breaches(self.write("sound.xlsx")))

    def test_each_fault_is_named(self):
        sound = self.write("sound.xlsx")
        for part, what, instead, rule in FAULTS:
            with self.subTest(rule):
                self.assertIn(what, PARTS[part])
                broken = self.write("broken.xlsx", {part: PARTS[part].replace(what, instead, 1)})
                self.assertIn(rule, [found for found, *_ in excel_rules.breaches(broken, sound)])
                self.assertEqual([], excel_rules.breaches(broken, broken), "a fault of the original's is not ours")

    def test_the_ending_of_the_name_counts(self):
        path = self.write("sound.xlsx").rename(self.folder / "sound.xlsm")
        self.assertEqual(["the file's ending and its content type differ"], [found for found, *_ in excel_rules.breaches(path)])


if __name__ == "__main__":
    unittest.main()
