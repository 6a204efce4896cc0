"""`counterfoil disclose`: what would leave with a workbook that nobody sees, and a copy without it."""

import html
import json
import os
import re
import unittest
import zipfile

import office
import openpyxl
from counterfoil import EXAMPLES, TASK, CommandTest, changes, column_of, load, main, table
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.styles.colors import Color
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
                         ("hidden-columns", "Children", "H:H"), ("unseen-text", "Children", "J3"), ("unseen-text", "Children", "J4"),
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

    def hidden_somehow(self, hide, afterwards=None):
        """(what is told, all bytes of the copy) of a sheet with a child's name and a secret beside it, after `hide(book, sheet)` and what is
        done to the saved file."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["Person ID", "Child name", "Detail", "Remark on it"])
        sheet.append([1001, "Zebedee Quill", "Underhill", None])
        hide(book, sheet)
        path = self.folder / "hidden.xlsx"
        book.save(path)
        if afterwards:
            package = Package(path)
            afterwards(package)
            package.save()
        found = {(one["id"], one["cell"]) for one in self.disclose_any(path)}
        copy = self.folder / "hidden copy.xlsx"
        copy.unlink(missing_ok=True)
        self.disclose_any(path, "--copy", copy)
        self.assertEqual([], self.disclose(copy, expected=0), "the copy itself")
        return found, b"\n".join(Package(copy).parts.values())

    def disclose_any(self, workbook, *more):
        result = self.command("disclose", workbook, "--json", *more)
        self.assertIn(result.exit, (0, 1), str(result))
        return [one for one in result.lines if one["event"] == "statement"]

    def test_each_way_to_hide_a_cell_is_told_and_keeps_it_out_of_the_copy(self):
        white = PatternFill("solid", fgColor="FFFFFFFF")
        # Text in a colour of the theme that is that of the background: 0 is light 1, white in openpyxl's theme.
        theme_white = Font(color=Color(theme=0))

        def rich(package):
            part = next(name for name, content in package.parts.items() if b"<t>Underhill</t>" in content)
            package.parts[part] = package.parts[part].replace(
                b"<t>Underhill</t>", b'<r><t>Shown </t></r><r><rPr><color rgb="FFFEFEFE"/></rPr><t>Underhill</t></r>')

        def rule(_, sheet):
            sheet.conditional_formatting.add("C2:C9", CellIsRule(operator="notEqual", formula=['"x"'], font=Font(color="FFFFFFFF")))

        def zero_heights(_, sheet):
            sheet.sheet_format.zeroHeight = True
            sheet.row_dimensions[1].height = 15

        def style(**looks):
            def change(_, sheet):
                for name, value in looks.items():
                    setattr(sheet["C2"], name, value)
            return change

        ways = {
            "black on black": (style(font=Font(color="FF000000"), fill=PatternFill("solid", fgColor="FF000000")), ("unseen-text", "C2")),
            "nearly white on white": (style(font=Font(color="FFFDFDFD"), fill=white), ("unseen-text", "C2")),
            "white by the theme": (style(font=theme_white), ("unseen-text", "C2")),
            "a tint that leaves no colour": (style(font=Font(color=Color(theme=1, tint=0.99))), ("unseen-text", "C2")),
            "white by the number format": (style(number_format="General;General;General;[White]@"), ("unseen-text", "C2")),
            "letters of one point": (style(font=Font(sz=1)), ("unseen-text", "C2")),
            "a format without a place for text": (style(number_format='0;-0;0;"n/a"'), ("unseen-text", "C2")),
            "a rule for colours": (rule, ("unseen-by-rule", "C2")),
            "a column without width": (lambda _, sheet: setattr(sheet.column_dimensions["C"], "width", 0.08), ("hidden-columns", "C:C")),
            "a row without height": (lambda _, sheet: setattr(sheet.row_dimensions[2], "height", 0.75), ("hidden-rows", "2:2")),
            "rows without height by default": (zero_heights, ("hidden-rows", "2:2")),
        }
        for name, (hide, told) in ways.items():
            with self.subTest(name):
                found, copied = self.hidden_somehow(hide)
                self.assertIn(told, found)
                self.assertNotIn(b"Underhill", copied)
                self.assertNotIn(b"Quill", copied)
        found, copied = self.hidden_somehow(lambda *_: None, rich)
        self.assertIn(("unseen-text", "C2"), found, "white within a text")
        self.assertNotIn(b"Underhill", copied)
        found, copied = self.hidden_somehow(lambda _, sheet: setattr(sheet["C2"], "font", Font(color="FF7F7F7F")))
        self.assertEqual([], [each for each in found if each[0].startswith(("unseen", "hidden"))], "grey on white is read by most")
        self.assertIn(b"Underhill", copied)

    def test_values_under_merged_cells(self):
        path = self.folder / "merged.xlsx"
        book = openpyxl.Workbook()
        book.active.append(["Person ID", "Child name", "Detail"])
        book.active.append([1001, "Zebedee Quill", "Underhill"])
        book.save(path)
        package = Package(path)  # openpyxl empties the cells that it merges
        part = package.sheet_part("Sheet")
        package.parts[part] = package.parts[part].replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells>')
        package.save()
        found = {(one["id"], one["cell"]) for one in self.disclose(path, expected=1)}
        self.assertTrue({cell for kind, cell in found if kind == "under-merged-cells"} & {"B2, C2"}, found)
        copy = self.folder / "Copy.xlsx"
        self.disclose(path, "--copy", copy, expected=1)
        copied = b"\n".join(Package(copy).parts.values())
        self.assertFalse([secret for secret in (b"Underhill", b"Quill") if secret in copied])

    def test_names_in_two_columns_sheet_names_and_styles(self):
        path = self.folder / "names.xlsx"
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Zebedee Quill"
        sheet.append(["Forename", "Surname", "Detail", "Weeks", "Provider"])
        sheet.append(["Zebedee", "Quill", "Paid for Zebedee Quill twice", 3, "Mordecai Underhill"])
        sheet.append(["Dougal", "Hedge", "Nothing", 4, "Sparrow House Ltd"])
        style = NamedStyle("Zebedee Quill's style")
        style.number_format = '0" for Zebedee Quill"'
        book.add_named_style(style)
        sheet["D2"].style = style.name
        sheet["D3"].number_format = '0" weeks"'
        sheet["C3"].font = Font(name="Zebedee Quill Sans")
        book.save(path)
        copy = self.folder / "Copy.xlsx"
        self.disclose_any(path, "--copy", copy)
        copied = b"\n".join(Package(copy).parts.values())
        self.assertFalse([secret for secret in (b"Quill", b"Zebedee", b"Underhill") if secret in copied])
        result = load(copy)
        self.assertEqual(["Z.Q."], result.sheetnames)
        rows = [[cell.value for cell in row] for row in result["Z.Q."].iter_rows(min_row=2)]
        self.assertEqual([["Z.", "Q.", "Paid for Z.Q. twice", 3, "M.U."], ["D.", "H.", "Nothing", 4, "Sparrow House Ltd"]], rows)
        self.assertEqual('0" weeks"', result["Z.Q."]["D3"].number_format, "units stay")

    def test_a_number_that_is_none_and_columns_named_a_hundred_thousand_times(self):
        path = self.team_workbook()
        package = Package(path)
        part = package.sheet_part("Children")
        package.parts[part] = package.parts[part].replace(b"<v>40.5</v>", b"<v>abc</v>")
        columns = b"".join(b'<col min="8" max="16384" hidden="1"/>' for _ in range(100_000))
        start = package.parts[part].index(b"<cols>")
        package.parts[part] = package.parts[part][:start] + b"<cols>" + columns + b"</cols>" + package.parts[part].split(b"</cols>", 1)[1]
        package.save()
        found = [(one["id"], one["cell"]) for one in self.disclose(path, expected=1)]
        self.assertEqual(1, found.count(("hidden-columns", "H:XFD")), found)
        copy = self.folder / "Copy.xlsx"
        self.disclose(path, "--copy", copy, expected=1)
        self.assertEqual("abc", load(copy)["Children"]["D2"].value)

    def test_the_copy_is_no_more_open_than_the_workbook(self):
        path = self.team_workbook()
        usual = 0o666 & ~(umask := os.umask(0))
        os.umask(umask)
        for mode in (0o600, 0o640, 0o644, 0o666):
            path.chmod(mode)
            copy = self.folder / f"Copy {mode}.xlsx"
            self.disclose(path, "--copy", copy, expected=1)
            self.assertEqual(mode & usual, copy.stat().st_mode & 0o777, "as a new file there, and never more than the workbook")

    def test_no_name_of_the_exports_is_in_a_copy_of_any_task(self):
        DEBTORS, TURNING_18 = EXAMPLES / "sundry-debtors", EXAMPLES / "turning-18"
        UPLIFT = json.loads((EXAMPLES / "uplift-planted.json").read_text(encoding="utf-8"))
        tasks = {
            "turning-18": ["--payments", TURNING_18 / "Payments 10 Nov to 7 Dec 2025.xlsx", "--allowances", TURNING_18 / "Allowances by age.xlsx"],
            "uplift": [*(part for name in ("lines", "rules", "paid") for part in (f"--{name}", EXAMPLES / UPLIFT[name])), "--set",
                       f"effective={UPLIFT['effective']}"],
            "sundry-debtors": ["--overpayments", DEBTORS / "Overpayments found.xlsx", "--debtors", DEBTORS / "Debtors.xlsx", "--codes", DEBTORS / "Debtors.xlsx",
                               "--set", "as-of=28/11/2025"],
            TASK: ["--previous", self.exports[0], "--current", self.exports[1]],
        }
        # An independent look at the exports: whatever stands under these headings is somebody's name, or where they live.
        personal = re.compile(r"(child(ren)?'?s? )?(full )?name|payee|debtor|address( \d)?|contact|carer", re.IGNORECASE)
        for task, inputs in tasks.items():
            workbook, copy = self.folder / f"{task}.xlsx", self.folder / f"{task} copy.xlsx"
            self.assertEqual(0, self.command("run", task, *inputs, "--workbook", workbook).exit)
            found = self.disclose(workbook, "--copy", copy, expected=1)
            problems = [one["id"] for one in found if one["kind"] == "problem"]
            self.assertEqual("counterfoil-record", problems[-1], task)
            self.assertFalse(set(problems) & {"header-footer", "choices", "personal-metadata"}, f"{task}: every such workbook has these: {problems}")
            names = set()
            for sheet in load(workbook):
                rows = [list(row) for row in sheet.iter_rows(values_only=True)]
                for at, row in enumerate(rows):
                    for column, heading in enumerate(row):
                        if isinstance(heading, str) and personal.fullmatch(heading):
                            names |= {below[column] for below in rows[at + 1:] if isinstance(below[column], str) and len(below[column].split()) > 1}
            names = {name for name in names if not re.search(r"\b(Ltd|House|Care|Services|Trust|Council|Group|Support|Agency|Homes?)\b|[0-9]|[.!?]$", name) and all(word[0].isupper() for word in name.split())}
            if task != "uplift":  # which names nobody but providers
                self.assertGreater(len(names), 3, task)
            copied = html.unescape(b"\n".join(Package(copy).parts.values()).decode("utf-8"))
            self.assertEqual([], sorted(name for name in names if name in copied), task)

    def test_what_staff_wrote_is_not_quoted_in_a_copy(self):
        """A remark that a later run quotes beside the line, also once the remark itself is gone; and a payee that only last period's lines had."""
        self.run_pair(0)
        sheet = load(self.workbook)["Changes"]
        package = Package(self.workbook)
        row = next(row for row in changes(self.workbook).values() if row["Reasons"].startswith("Turned 18"))  # and will be asked again
        for heading, text in (("Decision", "OK"), ("Initials", "TQ"), ("Comment", "Mordecai's mother has a new carer")):
            package.type_text("Changes", row["#"], column_of(sheet, ("Person ID", "Risk"), heading), text)
        package.type_number("Changes", row["#"], column_of(sheet, ("Person ID", "Risk"), "Accept until"), 46387)  # 31/12/2026
        package.save()
        self.run_pair(1, run_id="RUN-2")
        reasons = " ".join(row["Reasons"] or "" for row in changes(self.workbook).values())
        self.assertIn("Mordecai's mother", reasons, "it is quoted")
        copy = self.folder / "Copy.xlsx"
        self.disclose(self.workbook, "--copy", copy, expected=1)
        copied = b"\n".join(Package(copy).parts.values())
        self.assertNotIn(b"Mordecai", copied)
        self.assertIn(b"[...]", copied)

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
