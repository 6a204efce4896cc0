"""The same data gives the same bytes, whatever the order of its rows; the examples themselves are the same on every build."""

import csv
import io
import os
import pathlib
import random
import shutil
import subprocess
import zipfile

import openpyxl

from counterfoil import EXAMPLES, CommandTest, main


class Determinism(CommandTest):
    def shuffle_csv(self, path, seed):
        # newline="" and latin-1 keep every byte that csv does not rewrite; the reader sees Windows-1252 as before.
        text = path.read_bytes().decode("latin-1")
        heading, *rows = list(csv.reader(io.StringIO(text, newline="")))
        random.Random(seed).shuffle(rows)
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows([heading, *rows])
        path.write_bytes(out.getvalue().encode("latin-1"))

    def shuffle_xlsx(self, path, seed):
        book = openpyxl.load_workbook(path)
        sheet = book.active
        heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ASCID")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=heading + 1)]
        total = rows.pop()
        self.assertEqual("Total", total[0])
        formats = [cell.number_format for cell in sheet[heading + 1]]
        random.Random(seed).shuffle(rows)
        for offset, row in enumerate(rows):
            for column, value in enumerate(row, 1):
                sheet.cell(heading + 1 + offset, column).value = value
                if value is not None:
                    sheet.cell(heading + 1 + offset, column).number_format = formats[column - 1]
        book.save(path)

    def outcome_of(self, folder_name, seed):
        """The report's digest and the workbook's bytes of a comparison of shuffled exports."""
        folder = self.folder / folder_name
        folder.mkdir()
        exports = [shutil.copy(export, folder) for export in self.exports[:2]]
        if seed is not None:
            self.shuffle_csv(folder / self.exports[0].name, seed)
            self.shuffle_xlsx(folder / self.exports[1].name, seed)
        workbook = folder / "CWD comparison.xlsx"
        ledger = folder / "ledger.sqlite"
        result = self.compare(exports[0], exports[1], "--json", workbook=workbook, extra={"COUNTERFOIL_LEDGER": str(ledger)})
        self.assertEqual(0, result.exit, str(result))
        return result.outcome["report-digest"], workbook.read_bytes()

    def test_the_same_files_give_the_same_bytes(self):
        first, second = self.outcome_of("one", None), self.outcome_of("two", None)
        self.assertEqual(first[0], second[0])
        self.assertTrue(first[1] == second[1], "the workbook is the same bytes")

    def test_rows_in_another_order_give_the_same_answer(self):
        # The Audit sheet holds the inputs' digests and the Findings their cells, which follow the files; all else must be the same.
        first, second = (self.folder / name / "CWD comparison.xlsx" for name in ("one", "two"))
        self.outcome_of("one", 1)
        self.outcome_of("two", 2)
        books = [openpyxl.load_workbook(path) for path in (first, second)]
        for name in ("Summary", "Changes", "Overpayments", "Payments", "Past decisions"):
            left, right = ([[cell.value for cell in row] for row in book[name].iter_rows()] for book in books)
            if name == "Changes":  # where the rows stood in the exports follows the files
                rows_column = next(row.index("Rows in the exports") for row in left if "Rows in the exports" in row)
                left, right = ([row[:rows_column] + row[rows_column + 1:] for row in side] for side in (left, right))
            self.assertEqual(left, right, name)
        left, right = (zipfile.ZipFile(path) for path in (first, second))
        self.assertEqual(left.namelist(), right.namelist())
        self.assertEqual(left.read("xl/styles.xml"), right.read("xl/styles.xml"))

    def test_the_examples_are_the_same_on_every_run(self):
        maker = os.environ.get("COUNTERFOIL_MAKE_EXAMPLES")
        if not maker or not pathlib.Path(maker).exists():
            self.skipTest("COUNTERFOIL_MAKE_EXAMPLES does not name make_examples")
        again = self.folder / "again"
        again.mkdir()
        subprocess.run([maker, str(again)], check=True)
        for made in sorted(path for path in again.rglob("*") if path.is_file()):
            name = made.relative_to(again)
            self.assertEqual((EXAMPLES / name).read_bytes(), made.read_bytes(), str(name))


if __name__ == "__main__":
    main()
