"""The installer for IT under Wine: silent install, upgrade and removal of a folder laid out as the real one, and what stays. Skipped, loudly, where wixl or
Wine's msiexec is not there."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNDER = ROOT / "packaging/windows/run-under-wine.sh"
PROGRAM, COUNCIL, USER = "Program Files/Counterfoil", "ProgramData/Counterfoil", "users/staff/AppData/Roaming/Counterfoil"


class Installer(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-msi-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        # A Wine folder of its own: what stays on purpose (the council's settings) would bind every later run of the other tests.
        self.environment = {**os.environ, "WINEPREFIX": str(self.folder / "wine")}
        (self.folder / "wine").mkdir()
        self.addCleanup(subprocess.run, ["wineserver", "-k"], env=self.environment, check=False)
        self.drive = self.folder / "wine/drive_c"

    def packed(self, version, **files):
        source = self.folder / version
        for name, text in files.items():
            path = source / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        installer = self.folder / f"{version}.msi"
        subprocess.run([ROOT / "packaging/windows/make-msi.sh", source, version, installer], check=True, stdout=subprocess.DEVNULL)
        return installer

    def msiexec(self, what, installer):
        process = subprocess.run([UNDER, "msiexec", what, installer.name, "/qn"], cwd=self.folder, env=self.environment, check=False, timeout=300)
        self.assertEqual(0, process.returncode)

    def installed(self):
        root = self.drive / PROGRAM
        return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*") if path.is_file()}

    def test_install_upgrade_and_removal(self):
        first = self.packed("0.1.0", Counterfoil_dot_exe="one", bin__counterfoil_dot_exe="one", share__gone_dot_md="old & gone")
        second = self.packed("0.1.1", Counterfoil_dot_exe="two", bin__counterfoil_dot_exe="two", share__new_dot_md="new")
        self.msiexec("/i", first)
        self.assertEqual({"Counterfoil.exe": "one", "bin/counterfoil.exe": "one", "share/gone.md": "old & gone"}, self.installed())
        shortcuts = [path for path in self.drive.rglob("Counterfoil.lnk")]
        self.assertEqual(1, len(shortcuts), shortcuts)
        self.assertIn("Start Menu", shortcuts[0].parts, "where everybody who uses the machine finds it")
        # Of everybody, not of whoever installs: Wine has one menu for both, so what the installer says of itself is looked at.
        properties = subprocess.run(["msiinfo", "export", first, "Property"], capture_output=True, text=True, check=True).stdout
        self.assertIn("ALLUSERS\t1", properties)
        leads_to = shortcuts[0].read_bytes()
        self.assertTrue(any("Counterfoil.exe".encode(code) in leads_to for code in ("ascii", "utf-16-le")), "it leads to the window")
        self.assertFalse([path for path in self.drive.rglob("*") if "Startup" in path.parts and "ounterfoil" in path.name], "it never starts by itself")
        kept = [self.drive / place for place in (COUNCIL + "/counterfoil.json", USER + "/ledger.sqlite", USER + "/keys/key")]
        for path in kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("of people", encoding="utf-8")
        self.msiexec("/i", second)
        self.assertEqual({"Counterfoil.exe": "two", "bin/counterfoil.exe": "two", "share/new.md": "new"}, self.installed(), "what the new version has, and nothing of the old one")
        self.msiexec("/x", second)
        self.assertFalse((self.drive / PROGRAM).exists())
        self.assertFalse([path for path in self.drive.rglob("Counterfoil.lnk")])
        for path in kept:
            self.assertEqual("of people", path.read_text(encoding="utf-8"), "what people made stays")


if __name__ == "__main__":
    if not shutil.which("wixl") or not shutil.which("wine"):
        print("SKIPPED: the installer was not tried: wixl or Wine is not installed", file=sys.stderr)
        sys.exit(77)
    unittest.main()
