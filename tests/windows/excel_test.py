"""The workbook is shown at its cell in the Excel that has it open: a stand-in for Excel in another process, under Wine."""

import os
import pathlib
import subprocess
import tempfile
import unittest

UNDER, STAND_IN, ASK = (os.environ[f"COUNTERFOIL_{name}"] for name in ("UNDER", "STAND_IN_EXCEL", "GO_TO_CELL"))


class Excel(unittest.TestCase):
    def test_the_cell_is_shown_once_the_workbook_is_open(self):
        with tempfile.TemporaryDirectory() as folder:
            workbook = pathlib.Path(folder) / "CWD comparison.xlsx"
            workbook.write_bytes(b"")
            name = "Z:" + str(workbook).replace("/", "\\")
            excel = subprocess.Popen([UNDER, STAND_IN, name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            asked = subprocess.run([UNDER, ASK, name, "Past decisions", "C7", "80"], capture_output=True, check=False, timeout=60)
            said = excel.communicate(timeout=60)[0].decode().strip()
            self.assertEqual("shown Past decisions C7", said, "the sheet and the cell, and that it scrolls there")
            self.assertEqual(0, asked.returncode)
            self.assertNotEqual("asked 1 times", asked.stdout.decode().strip(), "it was busy at first")

    def test_a_workbook_that_is_not_open_is_no_trouble(self):
        with tempfile.TemporaryDirectory() as folder:
            asked = subprocess.run([UNDER, ASK, "Z:" + folder.replace("/", "\\") + "\\Another.xlsx", "Changes", "A1", "2"], capture_output=True, check=False, timeout=60)
            self.assertEqual(1, asked.returncode)


if __name__ == "__main__":
    unittest.main()
