"""A year with a release, gathered as evidence and checked without Counterfoil."""

import unittest

import batch
import check_evidence
import openpyxl
from batch import BatchTest, digest


class Pack(BatchTest):
    def gather(self, name, exit):
        result = self.command("evidence", "--year", "2025-26", self.folder, "--save-to", self.folder / name, "--json", user="an.auditor")
        self.assertEqual(exit, result.exit, str(result))
        sheet = openpyxl.load_workbook(self.folder / name / "index.xlsx")["Releases"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5) if row[0].value]
        return result, {row[1]: (row[3], row[4]) for row in rows}

    def test_released_files_are_tied_to_what_was_signed(self):
        self.prepare()
        self.assertEqual(0, self.approve().exit)
        self.assertEqual(0, self.release().exit)
        files = {name: data for name, data in self.released_files().items() if not name.endswith(".act") and not name.startswith("READ ME")}
        self.assertTrue(files)
        _, released = self.gather("before", 0)
        self.assertEqual({name: (digest(data), "There, byte for byte") for name, data in files.items()}, released)
        rows, acts, bound, entries = check_evidence.check(self.folder / "before", [self.workbook])
        # By hand: prepared, approved, released and completed; a row each of the run, the approval and the release.
        self.assertEqual((3, 4), (rows, acts))
        self.assertGreaterEqual(bound, 3)
        self.assertGreater(entries, 9)
        name = sorted(files)[0]
        path = self.released_folder() / name
        path.chmod(0o644)
        path.write_bytes(path.read_bytes().replace(b"1", b"7", 1))
        result, released = self.gather("after", 1)
        self.assertEqual("THERE, BUT NOT AS SIGNED", released[name][1])
        self.assertIn(name, " ".join(line["words"] for line in result.lines if line.get("kind") == "problem"))
        check_evidence.check(self.folder / "after", [self.workbook])


if __name__ == "__main__":
    if not batch.COMMAND.exists():
        raise SystemExit(f"{batch.COMMAND} is not built")
    unittest.main()
