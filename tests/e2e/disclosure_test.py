"""`counterfoil disclose`: what would leave with a workbook that nobody sees, and a copy without it."""

import unittest
import zipfile

import office
import openpyxl
from counterfoil import CommandTest, changes, column_of, load, main, table
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from package import Package

# Whatever may not be in a copy, wherever it is kept.
SECRETS = ("Zebedee", "Quill", "14/02/2011", "2011-02-14", "Mordecai", "Underhill", "Secretariat", "OUTSIDE.xlsx", "Florence")


class Disclosure(CommandTest):
    def team_workbook(self):
        """A team's own workbook with one of everything, made by another program."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Children"
        sheet.append(["Child ID", "Child name", "DOB", "Weekly", "Remarks", "Plan"])
        sheet.append([1001, "Zebedee Quill", "14/02/2011", 40.5, "Florence rang", "Ask QUILL, ZEBEDEE first"])
        sheet.append([1002, "Dougal Hedge", "01/03/2012", 12, None, "none"])
        for row in range(4, 8):
            sheet.append([1000 + row, "Mordecai Underhill", "02/03/2013", row, None, None])
        sheet.row_dimensions[5].hidden = True
        sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["H"].hidden = True
        sheet["H2"] = "Mordecai in a hidden column"
        sheet["J3"] = "Mordecai in white"
        sheet["J3"].font = Font(color="FFFFFFFF")
        sheet["J4"] = "Mordecai in no format"
        sheet["J4"].number_format = ";;;"
        sheet["K2"] = "=D2*2"
        sheet["A2"].comment = Comment("Zebedee is at home", "Florence")
        sheet.oddHeader.center.text = "Printed for Florence"
        choices = DataValidation(type="list", formula1='"Underhill,Hedge"')
        choices.add("F2:F9")
        sheet.add_data_validation(choices)
        book.create_sheet("Old list")["A1"] = "Mordecai"
        book["Old list"].sheet_state = "hidden"
        book.create_sheet("Deep")["A1"] = "Mordecai"
        book["Deep"].sheet_state = "veryHidden"
        for name in (DefinedName("secret", attr_text='"Underhill"', hidden=True), DefinedName("outside", attr_text="[1]Sheet1!$A$1"),
                     DefinedName("old", attr_text="'Old list'!$A$1")):
            book.defined_names.append(name)
        book.properties.creator = "Florence"
        book.properties.lastModifiedBy = "Zebedee"
        path = self.folder / "Team.xlsx"
        book.save(path)
        package = Package(path)
        package.relate("xl/workbook.xml", "externalLink", "externalLinks/externalLink1.xml")
        package.parts["xl/externalLinks/externalLink1.xml"] = (
            b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></externalLink>')
        package.content_type("xl/externalLinks/externalLink1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml")
        package.parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///H:/OUTSIDE.xlsx"/></Relationships>')
        package.relate("xl/workbook.xml", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
        package.parts["xl/pivotCache/pivotCacheDefinition1.xml"] = (
            b'<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheFields><cacheField name="Underhill"/>'
            b"</cacheFields></pivotCacheDefinition>")
        package.content_type("xl/pivotCache/pivotCacheDefinition1.xml",
                             "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml")
        package.parts["xl/forgotten.xml"] = b"<forgotten>Zebedee</forgotten>"
        root = package.xml("docProps/app.xml")
        company = root.makeelement(root.tag.replace("Properties", "Company"))
        company.text = "Secretariat"
        root.append(company)
        package.put("docProps/app.xml", root)
        package.save()
        return path

    def disclose(self, workbook, *more, expected):
        result = self.command("disclose", workbook, "--json", *more)
        self.assertEqual(expected, result.exit, str(result))
        return [one for one in result.lines if one["event"] == "statement"]

    def test_everything_is_found_with_its_place(self):
        path = self.team_workbook()
        before = path.read_bytes()
        found = [(one["id"], one["sheet"], one["cell"]) for one in self.disclose(path, expected=1)]
        self.assertEqual(before, path.read_bytes())
        for expected in [("hidden-sheet", "Old list", ""), ("very-hidden-sheet", "Deep", ""), ("hidden-rows", "Children", "5:6"),
                         ("hidden-columns", "Children", "H:H"), ("unseen-text", "Children", "J3:J4"),
                         ("comment", "Children", "A2"), ("header-footer", "Children", ""), ("choices", "Children", "F2:F9"), ("hidden-name", "", ""),
                         ("name-outside", "", ""), ("name-to-hidden-sheet", "", ""), ("external-link", "", ""), ("pivot-cache", "", ""),
                         ("unreached-part", "", "")]:
            self.assertEqual(1, found.count(expected), f"{expected} in {found}")
        words = " ".join(one["words"] for one in self.disclose(path, expected=1) if one["id"] == "personal-metadata")
        for each in ("Florence", "Zebedee", "Secretariat"):
            self.assertIn(each, words)
        people = self.command("disclose", path)
        self.assertIn("Rows 5 to 6 are hidden", people.out)

    def test_a_plain_workbook_has_nothing(self):
        path = self.folder / "plain.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            office_document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
            main_types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
            archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
                             f'ContentType="{main_types}.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="{main_types}.worksheet+xml"/></Types>')
            archive.writestr("_rels/.rels", relation.format(office_document, "officeDocument", "xl/workbook.xml"))
            archive.writestr("xl/_rels/workbook.xml.rels", relation.format(office_document, "worksheet", "s.xml"))
            archive.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                             f'xmlns:r="{office_document}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>')
            archive.writestr("xl/s.xml", '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v>'
                             '</c></row><row r="2" hidden="1"/></sheetData></worksheet>')
        self.assertEqual([], self.disclose(path, expected=0))

    def test_the_copy_of_a_team_workbook(self):
        path = self.team_workbook()
        before = path.read_bytes()
        copy = self.folder / "Copy.xlsx"
        statements = self.disclose(path, "--copy", copy, expected=1)
        self.assertEqual(before, path.read_bytes())
        self.assertTrue(any("Child name" in one["words"] for one in statements if one["id"] == "not-recognised"))
        for name, content in Package(copy).parts.items():
            for secret in SECRETS:
                self.assertNotIn(secret.lower().encode(), content.lower(), f"{secret} in {name}")
        self.assertEqual([], self.disclose(copy, expected=0))
        book = load(copy)
        self.assertEqual(["Children"], book.sheetnames)
        sheet = book["Children"]
        self.assertEqual([1001, "Z.Q.", None, 40.5, None, "Ask Z.Q. first"], [cell.value for cell in sheet[2]][:6])
        self.assertEqual([1002, "D.H.", None, 12], [cell.value for cell in sheet[3]][:4])
        self.assertEqual([None] * 4, [cell.value for cell in sheet[5]][:4])
        self.assertEqual(["Child ID", "Child name", "DOB"], [cell.value for cell in sheet[1]][:3])

    def test_nothing_is_written_over(self):
        path = self.team_workbook()
        copy = self.folder / "Copy.xlsx"
        copy.write_text("mine", encoding="utf-8")
        self.assertEqual(2, self.command("disclose", path, "--copy", copy).exit)
        self.assertEqual("mine", copy.read_text(encoding="utf-8"))
        self.assertEqual(2, self.command("disclose", path, "--copy", path).exit)

    def test_counterfoils_own_workbook(self):
        self.run_pair(0)
        ids = [one["id"] for one in self.disclose(self.workbook, expected=1)]
        self.assertIn("counterfoil-record", ids)
        rows = changes(self.workbook)
        names = {row["Name"] for row in table(load(self.workbook)["Payments"], "Person ID", "Name", "Line ID") if row["Name"]}
        self.assertGreater(len(names), 20)
        sheet = load(self.workbook)["Changes"]
        first = next(iter(rows.values()))
        package = Package(self.workbook)
        package.type_text("Changes", first["#"], column_of(sheet, ("Person ID", "Risk"), "Comment"), f"Spoke to {first['Name']}'s mother")
        package.save()
        copy = self.folder / "For the auditor.xlsx"
        self.disclose(self.workbook, "--copy", copy, expected=1)
        self.assertEqual([], self.disclose(copy, expected=0))
        everything = b"\n".join(Package(copy).parts.values())
        self.assertEqual([], [name for name in names if name.encode() in everything])
        self.assertNotIn(b"mother", everything)
        copied = changes(copy)
        self.assertEqual(set(rows), set(copied), "ids stay")
        for key, row in rows.items():
            self.assertEqual((row["Current"], row["Class"], row["Risk"]), (copied[key]["Current"], copied[key]["Class"], copied[key]["Risk"]))

    @unittest.skipUnless(office.available(), "LibreOffice is not installed")
    def test_libreoffice_opens_the_copy(self):
        path = self.team_workbook()
        copy = self.folder / "Copy.xlsx"
        self.disclose(path, "--copy", copy, expected=1)
        again = openpyxl.load_workbook(office.convert(copy, "xlsx", self.folder))
        self.assertEqual("Z.Q.", again["Children"]["B2"].value)
        self.assertEqual(40.5, again["Children"]["D2"].value)

    def test_no_workbook(self):
        self.assertEqual(2, self.command("disclose", self.folder / "none.xlsx").exit)
        text = self.folder / "text.xlsx"
        text.write_text("no workbook", encoding="utf-8")
        self.assertEqual(2, self.command("disclose", text).exit)
        self.assertEqual(3, self.command("disclose").exit)


if __name__ == "__main__":
    main()
