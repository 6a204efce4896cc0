"""No child is named in the ledger, in the log, in the JSON outcome or on standard error: positions, counts and digests only."""

import re
import unittest
import zipfile

from counterfoil import PLANTED, TASK, UNDER, WINE_FOLDER, CommandTest, main


class Privacy(CommandTest):
    def names(self):
        surnames = {person["surname"] for person in PLANTED["people"]}
        forenames = {person["forename"] for person in PLANTED["people"]}
        people = {person["id"] for person in PLANTED["people"]}
        lines = {one["line"] for pair in PLANTED["pairs"] for one in pair["planted"]}
        return surnames | forenames | people | lines

    def assert_nobody(self, content, where):
        """No name, in UTF-8 or UTF-16, as a word of its own."""
        for encoding in ("utf-8", "utf-16-le"):
            pattern = b"|".join(re.escape(name.encode(encoding)) for name in sorted(self.names()))
            found = re.search(rb"(?<![A-Za-z0-9])(?:" + pattern + rb")(?![A-Za-z0-9])", content)
            self.assertIsNone(found, f"{where}: {found}")

    def assert_nothing_kept(self):
        home = self.folder / "home"
        profiles = WINE_FOLDER.glob("drive_c/users/*/AppData/*/Counterfoil/**/*") if UNDER else []
        kept = [path for path in [*self.folder.glob("ledger*"), *home.rglob("*"), *profiles] if path.is_file()]
        self.assertTrue([path for path in kept if path.suffix == ".log"], "the log is among them")
        for path in kept:
            self.assert_nobody(path.read_bytes(), path.name)

    def test_the_search_finds_names(self):
        with self.assertRaises(AssertionError):
            self.assert_nobody(b"... Testa Marmalade ...", "control")

    def test_finished_runs(self):
        for pair in (0, 1):
            result = self.run_pair(pair, clock=f"202{5 + pair}-01-05T09:30:00Z")
            self.assert_nobody(result.err.encode(), "standard error")
        self.assert_nothing_kept()
        verified = self.command("verify", self.workbook)
        self.assert_nobody(verified.err.encode(), "standard error of verify")
        self.assert_nobody(self.command("history").out.encode(), "history")
        self.assert_nothing_kept()

    def test_a_workbook_that_is_called_after_a_child(self):
        """Its name is in no entry of the ledger. Its own user's history shows it, for as long as the file with the name lies beside the ledger."""
        self.workbook = self.folder / "Testa Marmalade case.xlsx"
        self.assertEqual(0, self.compare(0, 1).exit)
        self.assertNotIn(b"Marmalade", self.ledger.read_bytes())
        self.assertIn("Testa Marmalade case.xlsx", self.command("history").out)
        names = self.folder / "ledger.sqlite.names"
        kept = [path for path in names.glob("*.name") if path.read_text(encoding="utf-8") == self.workbook.name]
        self.assertEqual(1, len(kept))
        if not UNDER:
            self.assertEqual((0o700, 0o600), (names.stat().st_mode & 0o777, kept[0].stat().st_mode & 0o777))
        kept[0].unlink()
        self.assertNotIn("Marmalade", self.command("history").out)
        self.assertEqual(0, self.command("verify", self.workbook).exit, "everything else still proves")

    def test_runs_that_fail(self):
        rows = self.exports[0].read_bytes().split(b"\r\n")
        rows[3] = rows[3].rsplit(b",", 1)[0] + b",Testa Marmalade owes"  # a name where the amount should be
        self.exports[0].write_bytes(b"\r\n".join(rows))
        result = self.compare(0, 1)
        self.assert_nobody(result.err.encode(), "standard error")
        self.assert_nothing_kept()
        self.command("run", TASK, "--previous", self.exports[0], "--current", self.folder / "none.csv", "--workbook", self.workbook)
        self.assert_nothing_kept()

    @unittest.skipIf(UNDER, "on Windows it lies in the user's profile, whose rights are the system's")
    def test_ledger_and_log_are_their_owners_alone(self):
        """Also where an earlier version made the folder for everybody to read; a ledger that a team shares keeps its folder's rights."""
        shared = self.folder / "shared"
        shared.mkdir(mode=0o755)
        own = self.folder / "home/.local/share/counterfoil"
        for ledger in (own / "ledger.sqlite", shared / "ledger.sqlite"):
            own.mkdir(parents=True, exist_ok=True)
            own.chmod(0o755)
            self.assertEqual(0, self.compare(0, 1, workbook=self.folder / f"{ledger.parent.name}.xlsx", extra={"COUNTERFOIL_LEDGER": str(ledger)}).exit)
            self.assertTrue(ledger.exists())
            self.assertEqual(0o700, own.stat().st_mode & 0o777)
        self.assertEqual(0o755, shared.stat().st_mode & 0o777)

    def test_the_workbooks_own_properties(self):
        self.run_pair(0)

        with zipfile.ZipFile(self.workbook) as archive:
            for part in archive.namelist():
                if part.startswith("docProps/"):
                    self.assert_nobody(archive.read(part), part)
                    self.assertNotIn(b"tester", archive.read(part), "author metadata is free of personal names")


if __name__ == "__main__":
    main()
