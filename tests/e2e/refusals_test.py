"""What cannot be done is said in one helpful sentence with the right exit status, and nothing is touched."""

import os
import struct
import unittest
import zipfile

from counterfoil import TASK, UNDER, CommandTest, main

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refusals(CommandTest):
    def assert_refused(self, result, exit_status, *words):
        self.assertEqual(exit_status, result.exit, str(result))
        self.assertEqual("", result.out, "a refusal goes to standard error")
        said = [line for line in result.err.splitlines() if line.strip()]
        self.assertEqual(1, len(said), f"one sentence or two, on one line: {result.err}")
        self.assertTrue(said[0].rstrip().endswith((".", "?")), said[0])
        for word in words:
            self.assertIn(word.lower(), said[0].lower())
        plain = said[0].replace(self.folder.name, "").lower()  # the folder's name is made up of any letters
        for inside in ("exception", "std::", "errno", "0x", ".cpp", "null"):
            self.assertNotIn(inside, plain)

    def refuse_export(self, name, content, *words, exit_status=2):
        path = self.folder / name
        path.write_bytes(content)
        for order in ((path, 1), (0, path)):
            self.assert_refused(self.compare(*order), exit_status, name, *words)
            self.assertFalse(self.workbook.exists())

    def zip_of(self, **parts):
        path = self.folder / "made.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part.replace("__", "/").replace("DOT", "."), content)
        return path.read_bytes()

    def compound_file(self, stream):
        """The head of an OLE compound file with one directory entry of that name: how .xls and protected .xlsx files begin."""
        header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
        header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
        table = struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE) + b"\xff" * (125 * 4)

        def entry(name, kind, child=0xFFFFFFFF, start=0xFFFFFFFE, size=0):
            encoded = name.encode("utf-16-le") + b"\0\0"
            return (encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 +
                    struct.pack("<IQ", start, size))

        directory = entry("Root Entry", 5, child=1) + entry(stream, 2, start=2, size=4096) + b"\0" * 256
        return (header + table + directory).ljust(512 * 12, b"\0")

    def test_old_excel(self):
        self.refuse_export("October.xls", self.compound_file("Workbook"), ".xlsx")

    def test_old_excel_called_xlsx(self):
        self.refuse_export("October (old).xlsx", self.compound_file("Workbook"), ".xlsx")

    def test_password(self):
        self.refuse_export("Protected.xlsx", self.compound_file("EncryptedPackage"), "password")

    def test_calc(self):
        content = self.zip_of(mimetype="application/vnd.oasis.opendocument.spreadsheet", contentDOTxml="<a/>")
        self.refuse_export("October.ods", content, ".xlsx")

    def test_binary_excel(self):
        content = self.zip_of(**{"[Content_Types]DOTxml": "<Types/>", "xl__workbookDOTbin": "x", "_rels__DOTrels": "<Relationships/>"})
        self.refuse_export("October.xlsb", content, ".xlsx")

    def test_other_kinds(self):
        self.refuse_export("Scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
        self.refuse_export("Empty.xlsx", b"")
        self.refuse_export("Broken.xlsx", b"PK\x03\x04" + b"\0" * 200)

    def test_zip_bomb(self):
        # Declared and real size of 1.2 GB of spaces in one sheet; must be refused at once, whatever the memory of the machine.
        path = self.folder / "bomb.xlsx"
        part = "xl/worksheets/sheet1.xml"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
            archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                             'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
            archive.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                             'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
                             "</sheets></workbook>")
            archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                             '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
                             'Target="worksheets/sheet1.xml"/></Relationships>')
            with archive.open(part, "w", force_zip64=False) as out:
                for _ in range(1200):
                    out.write(b" " * (1 << 20))
        self.assertLess(path.stat().st_size, 4 << 20)
        self.assert_refused(self.compare(path, 1, timeout=30), 2, "bomb.xlsx")

    @unittest.skipIf(UNDER, "Windows has no such names")
    def test_a_file_name_does_not_command_the_terminal(self):
        odd = self.folder / "pay\x1b[2J\x07ments \u202excsv.\u009b1m.csv"
        odd.write_bytes(self.exports[1].read_bytes())
        for result in (self.compare(0, odd), self.compare(0, self.folder / "no\x1b[31mfile.csv"), self.command("inspect", odd)):
            for bad in ("\x1b", "\x07", "\u202e", "\u009b"):
                self.assertNotIn(bad, result.out + result.err, str(result))
            self.assertTrue("pay?[2J?ments ?xcsv.?1m.csv" in result.out or "no?[31mfile.csv" in result.err, str(result))

    def test_missing_files(self):
        self.assert_refused(self.compare(self.folder / "Octobre.csv", 1), 2, "Octobre.csv")
        self.assert_refused(self.compare(self.folder, 1), 2)

    def test_missing_input_option(self):
        self.assert_refused(self.command("run", TASK, "--current", self.exports[1], "--workbook", self.workbook), 3, "--previous")
        self.assert_refused(self.command("run", TASK, "--previous", self.exports[0], "--current", self.exports[1]), 3, "--workbook")

    def test_misspelt_names(self):
        self.assert_refused(self.compare(0, 1, "--rehears"), 3, "--rehearse")
        self.assert_refused(self.compare(0, 1, "--set", "change-percnt=10%"), 3, "change-percent")
        self.assert_refused(self.compare(0, 1, "--set", "nonsense"), 3)
        self.assert_refused(self.command("run", "cwd-comparision", "--workbook", self.workbook), 3, "cwd-comparison")
        self.assert_refused(self.command("run"), 3)
        self.assert_refused(self.command("verfy", self.workbook), 3, "verify")
        self.assert_refused(self.command("run", TASK, "--previus", self.exports[0], "--current", self.exports[1], "--workbook", self.workbook), 3,
                            "--previous")
        self.assertFalse(self.workbook.exists())

    def test_values_beyond_their_limits(self):
        self.assert_refused(self.compare(0, 1, "--set", "change-percent=lots"), 3, "change-percent")
        self.assert_refused(self.compare(0, 1, "--set", "week-start=Someday"), 3, "week-start")

    def test_settings_files(self):
        settings = self.folder / "ours.json"
        settings.write_text('{"headngs": {}}', encoding="utf-8")
        self.assert_refused(self.compare(0, 1, "--settings", settings), 3, "ours.json", "headings")
        settings.write_text('{"headings": ', encoding="utf-8")
        self.assert_refused(self.compare(0, 1, "--settings", settings), 3, "ours.json")
        self.assert_refused(self.compare(0, 1, "--settings", self.folder / "none.json"), 2, "none.json")

    def made(self):
        self.run_pair(0)
        return self.workbook.read_bytes()

    def test_the_workbook_is_open_in_excel(self):
        before = self.made()
        # What Excel leaves beside an open workbook: the name's length, the name, padded, and the same in UTF-16.
        name = "Testa Marmalade"
        owner = bytes([len(name)]) + name.encode().ljust(54, b" ") + bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108, b" ")
        (self.folder / ("~$" + self.workbook.name)).write_bytes(owner)
        self.assert_refused(self.compare(0, 1, run_id="RUN-2"), 2, "open", name)
        self.assertEqual(before, self.workbook.read_bytes())

    def test_the_workbook_is_open_in_calc(self):
        before = self.made()
        (self.folder / f".~lock.{self.workbook.name}#").write_text(",tester,desk,08.12.2025 09:30,file:///desk;", encoding="utf-8")
        self.assert_refused(self.compare(0, 1, run_id="RUN-2"), 2, "open")
        self.assertEqual(before, self.workbook.read_bytes())

    def test_the_workbook_is_another_kind_of_file(self):
        self.workbook.write_bytes(b"not a workbook")
        self.assert_refused(self.compare(0, 1), 2, self.workbook.name)
        self.assertEqual(b"not a workbook", self.workbook.read_bytes())

    def test_the_workbook_is_an_input(self):
        before = self.exports[1].read_bytes()
        self.assertIn(self.compare(0, 1, workbook=self.exports[1]).exit, (2, 3))
        self.assertEqual(before, self.exports[1].read_bytes())

    @unittest.skipIf(os.geteuid() == 0, "the superuser may write anywhere, so nothing is refused")
    def test_a_folder_that_cannot_be_written(self):
        shut = self.folder / "shut"
        shut.mkdir()
        shut.chmod(0o555)
        self.assert_refused(self.compare(0, 1, workbook=shut / "CWD comparison.xlsx"), 2, "shut")

    @unittest.skipUnless(os.path.isdir("/proc/self"), "needs a folder that nobody can write, not even the superuser")
    def test_a_place_that_nobody_can_write(self):
        self.assert_refused(self.compare(0, 1, workbook="/proc/CWD comparison.xlsx"), 2, "CWD comparison.xlsx")

    def test_a_folder_that_is_not_there(self):
        self.assert_refused(self.compare(0, 1, workbook=self.folder / "nowhere" / "CWD comparison.xlsx"), 2, "nowhere")

    def test_a_ledger_that_cannot_be_written(self):
        # If the beginning cannot be recorded the run does not begin.
        (self.folder / "file").write_text("a file where a folder should be", encoding="utf-8")
        self.assert_refused(self.compare(0, 1, extra={"COUNTERFOIL_LEDGER": str(self.folder / "file" / "ledger.sqlite")}), 2)
        self.assertFalse(self.workbook.exists())

    def test_refused_exports_leave_the_workbook_alone(self):
        before = self.made()
        bad = self.folder / "November.xlsx"
        bad.write_bytes(b"PK\x03\x04 nothing like it")
        self.assert_refused(self.compare(0, bad, run_id="RUN-2"), 2, "November.xlsx")
        self.assertEqual(before, self.workbook.read_bytes())
        self.assertFalse([path for path in self.folder.iterdir() if "tmp" in path.name.lower() or path.name.endswith("~")])


if __name__ == "__main__":
    main()
