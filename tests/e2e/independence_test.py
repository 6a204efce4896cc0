"""Another program's opinion: LibreOffice recalculates the workbook and gets the values that Counterfoil cached, and can print it."""

import re
import subprocess
import unittest
import zipfile

import openpyxl

import office
from counterfoil import CommandTest, load, main


@unittest.skipUnless(office.available(), "LibreOffice is not installed: no second opinion on the formulas")
class Independence(CommandTest):
    def test_the_second_opinion_is_one(self):
        # A cached value that is wrong must come back right, or the comparison below would prove nothing.
        book = openpyxl.Workbook()
        book.active["A1"], book.active["A2"] = 2, "=A1*3"
        path = self.folder / "wrong.xlsx"
        book.save(path)
        parts = {part: zipfile.ZipFile(path).read(part) for part in zipfile.ZipFile(path).namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"].decode()
        parts["xl/worksheets/sheet1.xml"] = re.sub(r"<f>A1\*3</f><v ?/?>(</v>)?", "<f>A1*3</f><v>7</v>", sheet).encode()
        with zipfile.ZipFile(path, "w") as out:
            for part, content in parts.items():
                out.writestr(part, content)
        self.assertEqual(7, load(path).active["A2"].value)
        self.assertEqual(6, load(office.convert(path, "xlsx", self.folder)).active["A2"].value)

    def compare_with_recalculation(self):
        ours_formulas = load(self.workbook, values=False)
        ours = load(self.workbook)
        theirs = load(office.convert(self.workbook, "xlsx", self.folder))
        compared, differing = 0, []
        for sheet in ours_formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type != "f":
                        continue
                    compared += 1
                    cached = ours[sheet.title][cell.coordinate].value
                    recalculated = theirs[sheet.title][cell.coordinate].value
                    cached, recalculated = ("" if value is None else value for value in (cached, recalculated))
                    if isinstance(cached, (int, float)) and isinstance(recalculated, (int, float)):
                        same = abs(cached - recalculated) < 1e-9 * max(1, abs(cached))
                    else:
                        same = cached == recalculated
                    if not same:
                        differing.append(f"{sheet.title}!{cell.coordinate} {cell.value}: cached {cached!r}, recalculated {recalculated!r}")
        self.assertEqual([], differing[:40])
        return compared

    def test_recalculating_gives_the_cached_values(self):
        self.run_pair(0)
        first = self.compare_with_recalculation()
        self.assertGreater(first, 400, "differences and totals are live formulas")
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.compare_with_recalculation()

    def test_it_prints_on_a_sane_number_of_pages(self):
        self.run_pair(0)
        pdf = office.convert(self.workbook, "pdf", self.folder)
        told = subprocess.run(["pdfinfo", str(pdf)], check=True, stdout=subprocess.PIPE).stdout.decode()
        pages = int(re.search(r"Pages:\s+(\d+)", told).group(1))
        # Six sheets, some 480 lines at about 30 to a page, one page wide.
        self.assertGreaterEqual(pages, 6)
        self.assertLessEqual(pages, 60, told)
        width, height = (float(number) for number in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups())
        self.assertAlmostEqual(841.9, width, delta=2, msg="A4 landscape")
        self.assertAlmostEqual(595.3, height, delta=2)


if __name__ == "__main__":
    main()
