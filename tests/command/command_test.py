"""What staff run has no test switch: it differs from the command of the tests in one object file, holds none of that one's words, and heeds no
variable of the environment in who acts, when, or where the user's own folder is."""

import os
import pathlib
import pwd
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["COUNTERFOIL_BUILD"])
SOURCE = pathlib.Path(os.environ["COUNTERFOIL_SOURCE"])
SHIPPED = pathlib.Path(os.environ["COUNTERFOIL_SHIPPED"])
FOR_TESTS = pathlib.Path(os.environ["COUNTERFOIL_FOR_TESTS"])
UNDER = os.environ.get("COUNTERFOIL_UNDER")
SWITCH = b"COUNTERFOIL_FIXED"
OBJECT = re.compile(r"\S+\.(?:o|obj)$")


def holds_switch(path):
    data = path.read_bytes()
    return SWITCH in data or SWITCH.decode().encode("utf-16-le") in data


class OneObjectFile(unittest.TestCase):
    def linked(self, program):
        """The object files and libraries that a program is made from, by the build's own account."""
        name = program.relative_to(BUILD).as_posix()
        text = (BUILD / "build.ninja").read_text(encoding="utf-8").replace("$\n", "")
        line = next(line for line in text.splitlines() if re.match(rf"build {re.escape(name)}(?: |:)", line))
        inputs = line.split("|")[0].split(": ", 1)[1].split()[1:]
        libraries = line.split("|")[1].split() if "|" in line else []
        return {part for part in inputs if OBJECT.search(part)}, {part for part in libraries if part.endswith((".a", ".lib"))}

    def test_the_commands_differ_in_it_alone(self):
        shipped, libraries = self.linked(SHIPPED)
        tests, test_libraries = self.linked(FOR_TESTS)
        self.assertEqual(set(), shipped - tests)
        self.assertEqual(["who_and_when_for_tests"], [pathlib.Path(part).name.split(".")[0] for part in tests - shipped])
        self.assertEqual(libraries, test_libraries)

    def test_the_switch_is_in_one_source_file(self):
        found = sorted(path.relative_to(SOURCE).as_posix() for part in ("engine", "plugins", "workbooks") for path in (SOURCE / part).rglob("*.[ch]*")
                       if holds_switch(path))
        self.assertEqual([], found)

    def test_the_switch_is_in_no_file_that_is_staged(self):
        self.assertTrue(holds_switch(FOR_TESTS), "else this test sees nothing")
        self.assertFalse(holds_switch(SHIPPED))
        stage = BUILD / "stage"
        self.assertEqual([], [path for path in stage.rglob("*") if path.is_file() and (holds_switch(path) or "for_tests" in path.name)])

    def test_the_install_and_zip_lists_do_not_name_it(self):
        for name in ("packaging/install.cmake", "packaging/windows/make-zip.sh", "packaging/windows/build.sh"):
            self.assertNotIn("for_tests", (SOURCE / name).read_text(encoding="utf-8"), name)
        for path in BUILD.rglob("cmake_install.cmake"):
            self.assertNotIn("for_tests", "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if "include(" not in line), path)


@unittest.skipIf(UNDER, "Windows' own accounts: tests/unit/base/who_and_when_test.cpp")
class Heeds(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-command-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.folder.chmod(0o777)

    def test_no_variable_says_who_or_when(self):
        ledger = self.folder / "ledger.sqlite"
        somebody = {"COUNTERFOIL_FIXED_CLOCK": "2020-01-01T00:00:00Z", "COUNTERFOIL_FIXED_USER": "the.manager", "COUNTERFOIL_FIXED_RUN_ID": "MINE",
                    "USER": "the.manager", "LOGNAME": "the.manager", "USERNAME": "the.manager", "HOME": str(self.folder / "home"),
                    "XDG_DATA_HOME": str(self.folder / "data"), "APPDATA": str(self.folder / "data"), "TZ": "XXX-14", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        login, before = pwd.getpwuid(os.geteuid()).pw_name, []
        if os.geteuid() == 0:  # as an ordinary account, whose home cannot be written: nothing of these tests is left in a home
            login = "nobody"
            before = ["setpriv", "--reuid", str(pwd.getpwnam(login).pw_uid), "--regid", str(pwd.getpwnam(login).pw_gid), "--clear-groups"]
        export = self.folder / "payments.csv"
        export.write_text("Nothing of use\n1\n", encoding="utf-8")
        # The run fails for want of headings, after its start was recorded.
        task = subprocess.run([*before, SHIPPED, "run", "sundry-debtors", "--overpayments", export, "--debtors", export, "--workbook",
                               self.folder / "Debtors.xlsx", "--ledger", ledger], env=somebody, cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertTrue(ledger.exists(), task.stdout + task.stderr)
        with sqlite3.connect(ledger) as opened:
            entries = opened.execute("SELECT user, time_utc, run_id FROM entries WHERE run_id <> ''").fetchall()
        self.assertTrue(entries)
        for user, time, run in entries:
            self.assertEqual(login, user)
            self.assertGreater(time, "2025-01-01")
            self.assertNotEqual("MINE", run)
        self.assertFalse((self.folder / "data").exists(), "the user's folder is the system's")
        self.assertFalse((self.folder / "home").exists())


if __name__ == "__main__":
    unittest.main()
