"""The package for Debian: made by cpack from what is installed, unpacked again, and looked at as a desktop and a shell look at it. Skipped, loudly, where cpack or
dpkg-deb is not there, or where not all that is installed was built."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["COUNTERFOIL_BUILD"])


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-deb-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        installed = cls.folder / "installed"
        done = subprocess.run(["cmake", "--install", str(BUILD), "--component", "counterfoil", "--prefix", str(installed)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"SKIPPED: the package for Debian was not made: {done.stderr.strip()[:300]}", file=sys.stderr)
            os._exit(77)
        # What was installed is packed as it is: cpack would else build all that there is.
        subprocess.run(["cpack", "--config", str(BUILD / "CPackConfig.cmake"), "-B", str(cls.folder / "out"), "-D", "CPACK_INSTALL_CMAKE_PROJECTS=",
                        "-D", f"CPACK_INSTALLED_DIRECTORIES={installed};/usr/lib/counterfoil"], cwd=cls.folder, check=True, stdout=subprocess.DEVNULL)
        (cls.package,) = (cls.folder / "out").glob("*.deb")
        cls.root = cls.folder / "root"
        subprocess.run(["dpkg-deb", "-x", str(cls.package), str(cls.root)], check=True)

    def test_a_desktop_and_a_shell_find_it(self):
        entry = self.root / "usr/share/applications/counterfoil.desktop"
        fields = dict(line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line)
        self.assertEqual(("Counterfoil", "Application", "false"), (fields["Name"], fields["Type"], fields["Terminal"]))
        self.assertTrue((self.root / "usr/bin" / fields["Exec"]).resolve(strict=True).is_file(), "the menu entry starts something")
        self.assertTrue((self.root / f"usr/share/icons/hicolor/scalable/apps/{fields['Icon']}.svg").is_file())
        if shutil.which("desktop-file-validate"):
            subprocess.run(["desktop-file-validate", str(entry)], check=True)
        # From anywhere, through the link, it finds its tasks.
        tasks = subprocess.run([str(self.root / "usr/bin/counterfoil"), "tasks"], capture_output=True, text=True, check=False, cwd="/")
        self.assertEqual(0, tasks.returncode, tasks.stderr)
        self.assertIn("cwd-comparison", tasks.stdout)

    def test_it_is_what_was_listed_and_says_what_it_needs(self):
        own = self.root / "usr/lib/counterfoil"
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS.txt"], cwd=own, check=True)
        needs = subprocess.run(["dpkg-deb", "-f", str(self.package), "Depends"], capture_output=True, text=True, check=True).stdout
        self.assertIn("libc6", needs)
        if (own / "bin/counterfoil-window").exists():
            self.assertIn("libwx", needs)


if __name__ == "__main__":
    missing = [name for name in ("cpack", "dpkg-deb", "dpkg-shlibdeps") if not shutil.which(name)]
    if missing:
        print(f"SKIPPED: the package for Debian was not made: not installed: {', '.join(missing)}", file=sys.stderr)
        sys.exit(77)
    unittest.main()
