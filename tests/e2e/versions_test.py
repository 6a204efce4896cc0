"""Versions side by side: workbooks and ledgers that earlier versions made go on, and those of a later version are left alone."""

import pathlib
import shutil
import sqlite3

from counterfoil import CommandTest, changes, load, main
from package import Package

VERSIONS = sorted(folder for folder in (pathlib.Path(__file__).resolve().parents[1] / "versions").iterdir() if folder.is_dir())


class Versions(CommandTest):
    def in_version(self, version):
        """A folder with a copy of what the version left."""
        folder = pathlib.Path(shutil.copytree(version, self.folder / version.name))
        self.ledger = folder / "ledger.sqlite"
        return folder

    def next_period(self, folder, *more, **options):
        return self.command("run", "cwd-comparison", "--current", folder / "June.csv", "--workbook", folder / "CWD comparison.xlsx", "--json", *more,
                            cwd=folder, run_id="RUN-9", clock="2025-07-01T09:30:00Z", **options)

    def test_there_are_some(self):
        self.assertIn("0.1.0", [version.name for version in VERSIONS])

    def test_each_is_sound(self):
        for version in VERSIONS:
            with self.subTest(version=version.name):
                folder = self.in_version(version)
                for workbook in sorted(folder.glob("*.xlsx")):
                    result = self.command("verify", workbook)
                    self.assertEqual(0, result.exit, f"{workbook.name}: {result}")

    def test_each_goes_on(self):
        for version in VERSIONS:
            with self.subTest(version=version.name):
                folder = self.in_version(version)
                result = self.next_period(folder)
                self.assertEqual(0, result.exit, str(result))
                self.assertIn("as run RUN-1 kept them", " ".join(result.outcome["words"]))
                # £200.00 became £210.00 for P2; May's lines came out of the workbook.
                row = next(row for key, row in changes(folder / "CWD comparison.xlsx").items() if "7002" in key)
                self.assertEqual((200, 210), (row["Previous"], row["Current"]))
                self.assertEqual(0, self.command("verify", folder / "CWD comparison.xlsx").exit)
                again = self.command("run", "turning-18", "--payments", folder / "June.csv", "--workbook", folder / "Turning 18.xlsx", cwd=folder, run_id="RUN-10",
                                     clock="2025-07-01T09:40:00Z")
                self.assertEqual(0, again.exit, str(again))

    def test_a_later_record_is_left_alone(self):
        folder = self.in_version(VERSIONS[-1])
        workbook = folder / "CWD comparison.xlsx"
        package = Package(workbook)
        part = next(name for name, content in package.parts.items() if name.startswith("customXml/item") and b"<record" in content)
        package.parts[part] = package.parts[part].replace(b"urn:counterfoil:record:1", b"urn:counterfoil:record:99").replace(
            b"urn:counterfoil:record:2", b"urn:counterfoil:record:99")
        package.save()
        before = workbook.read_bytes()
        for result in (self.next_period(folder), self.next_period(folder, "--previous", folder / "May.csv"), self.command("verify", workbook, "--json"),
                       self.command("approve", workbook, "--json")):
            self.assertEqual(2, result.exit, str(result))
            said = result.out + result.err
            self.assertIn("made by a later version of Counterfoil", said)
            self.assertIn("Update this one", said)
            self.assertNotIn("another program", said)
        self.assertEqual(before, workbook.read_bytes())

    def test_a_later_ledger_is_left_alone(self):
        folder = self.in_version(VERSIONS[-1])
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute("PRAGMA user_version = 999")
        ledger.close()
        before = (folder / "CWD comparison.xlsx").read_bytes()
        result = self.next_period(folder)
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("later version of Counterfoil", result.out)
        self.assertEqual(before, (folder / "CWD comparison.xlsx").read_bytes())


if __name__ == "__main__":
    main()
