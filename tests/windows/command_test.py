"""The command for Windows, run under Wine: the same answers as elsewhere to the byte, and what only Windows asks of a program."""

import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from counterfoil import COMMAND, STAGE, TASK, UNDER, WINE_FOLDER, CommandTest, changes, command_line, load, main, table, word

NATIVE = pathlib.Path(os.environ["COUNTERFOIL_NATIVE_STAGE"]).parent / "stage_for_tests/bin/counterfoil_for_tests"
HOLD_OPEN = os.environ["COUNTERFOIL_HOLD_OPEN"]


class SameAsElsewhere(CommandTest):
    def native(self, *arguments, **options):
        """The command of this system, in a folder like the other's."""
        self.elsewhere.mkdir(exist_ok=True)
        for file in [*self.exports, self.rates]:
            shutil.copy(file, self.elsewhere)
        environment = {**self.environment(**options), "COUNTERFOIL_LEDGER": str(self.elsewhere / "ledger.sqlite")}
        return subprocess.run([NATIVE, *map(str, arguments)], env=environment, cwd=self.elsewhere, capture_output=True, check=False)

    def setUp(self):
        super().setUp()
        self.elsewhere = self.folder / "elsewhere"

    def test_the_workbook_is_the_same_to_the_byte(self):
        for pair in (0, 1):
            self.run_pair(pair)
            native = self.native("run", TASK, "--previous", self.exports[pair].name, "--current", self.exports[pair + 1].name,
                                 "--rates", self.rates.name, "--workbook", self.workbook.name, run_id=f"RUN-{pair + 1}")
            self.assertEqual(0, native.returncode, native.stdout)
            self.assertEqual((self.elsewhere / self.workbook.name).read_bytes(), self.workbook.read_bytes(), f"pair {pair}")
        self.assertTrue(changes(self.workbook))

    def test_each_system_verifies_what_the_other_made(self):
        self.run_pair(0)
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        verified = self.native("verify", self.workbook)
        # The ledger of the run is on the other system: nothing is wrong, and nothing here confirms it.
        self.assertEqual(4, verified.returncode, verified.stdout)
        self.assertNotIn(b"differs", verified.stdout)


class HeldByAnotherProgram(CommandTest):
    def hold(self, path, sharing):
        process = subprocess.Popen([*UNDER, HOLD_OPEN, word(path), sharing], env=self.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.assertEqual(b"open", process.stdout.readline().strip())
        return process

    def release(self, process):
        process.stdin.close()
        self.assertEqual(0, process.wait(timeout=60))

    def test_a_workbook_open_elsewhere_is_left_alone(self):
        self.run_pair(0)
        before = self.workbook.read_bytes()
        for sharing in ("read", "nothing"):
            holder = self.hold(self.workbook, sharing)
            result = self.compare(1, 2, run_id=f"HELD-{sharing}")
            self.release(holder)
            self.assertEqual(2, result.exit, str(result))
            self.assertIn(self.workbook.name, result.err + result.out)
            self.assertRegex(result.err + result.out, "open|has it")
            self.assertEqual(before, self.workbook.read_bytes())
        self.run_pair(1)
        self.assertEqual(["RUN-1", "RUN-2"], [row["Run"] for row in table(load(self.workbook)["Audit"], "Run", "This record")])

    def test_an_export_that_excel_has_open_is_read(self):
        holder = self.hold(self.exports[1], "read")
        self.run_pair(0)
        self.release(holder)


class Paths(CommandTest):
    def test_any_letters_and_any_length(self):
        name = "Zoë's ąę 中文 😀 payments"
        deep = self.folder
        while len(str(deep)) < 320:
            deep = deep / (name + " " + "x" * 40)
        deep.mkdir(parents=True)
        current = pathlib.Path(shutil.copy(self.exports[1], deep / f"{name} November{self.exports[1].suffix}"))
        workbook = deep / f"{name}.xlsx"
        self.assertGreater(len(str(workbook)), 330)
        for run_id in ("RUN-1", "RUN-2"):
            result = self.compare(self.exports[0], current, workbook=workbook, run_id=run_id)
            self.assertEqual(0, result.exit, str(result))
        self.assertIn(f"{name}.xlsx", result.out)
        self.assertEqual(0, self.command("verify", workbook).exit)
        audit = table(load(workbook)["Audit"], "Run", "This record")
        self.assertIn("😀", " ".join(str(value) for row in audit for value in row.values()))

    def test_arguments_with_any_letters(self):
        result = self.command("verify", pathlib.Path("Ångström ¼ ☃ 中文 😀.xlsx"))
        self.assertEqual(2, result.exit)
        self.assertIn("Ångström ¼ ☃ 中文 😀.xlsx", result.err + result.out)

    def test_backslashes_slashes_and_the_current_folder(self):
        (self.folder / "out").mkdir()
        for written in ("out\\a.xlsx", "out/b.xlsx", ".\\out\\..\\out\\c.xlsx", "d.xlsx"):
            result = self.compare(self.exports[0].name, self.exports[1].name, workbook=written, rates=False)
            self.assertEqual(0, result.exit, str(result))
        self.assertEqual({"a.xlsx", "b.xlsx", "c.xlsx"}, {path.name for path in (self.folder / "out").glob("*.xlsx")})

    def test_the_folder_works_from_wherever_it_is_copied(self):
        elsewhere = self.folder / "My Documents" / "Counterfoil ©"
        shutil.copytree(STAGE, elsewhere, ignore=shutil.ignore_patterns("examples"))
        command = [*UNDER, str(elsewhere / "bin" / "counterfoil.exe"), "tasks"]
        result = subprocess.run(command, env=self.environment(), cwd="/", capture_output=True, check=False)
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertIn(TASK, result.stdout.decode())


class Folders(CommandTest):
    def as_somebody(self, variables, *arguments):
        """Through cmd, as a Windows profile's folders are set by Windows, not taken from this system's environment."""
        lines = ["@echo off", "chcp 65001 >nul", *(f'set "{name}={value}"' for name, value in variables.items())]
        exe = "Z:" + str(COMMAND).replace("/", "\\")  # staff's asks Windows for the folders, and Wine has one profile for all tests
        lines.append(f'"{exe}" ' + " ".join(f'"{word(argument)}"' for argument in arguments))
        batch = self.folder / "run.cmd"
        batch.write_bytes("\r\n".join([*lines, "exit /b %errorlevel%", ""]).encode())
        environment = {name: value for name, value in self.environment().items() if name != "COUNTERFOIL_LEDGER"}
        return subprocess.run([*UNDER, "cmd", "/c", word(batch)], env=environment, cwd=self.folder, capture_output=True, check=False)

    def test_a_roaming_profile_holds_the_ledger(self):
        roaming, local = self.folder / "profiles$" / "Zara Example" / "Roaming", self.folder / "Local"
        for folder in (roaming, local):
            folder.mkdir(parents=True)
        variables = {"APPDATA": word(roaming), "LOCALAPPDATA": word(local)}
        result = self.as_somebody(variables, "run", TASK, "--previous", self.exports[0], "--current", self.exports[1], "--workbook", self.workbook)
        self.assertEqual(0, result.returncode, result)
        self.assertTrue((roaming / "Counterfoil" / "ledger.sqlite").is_file(), list(self.folder.rglob("*ledger*")))
        self.assertTrue((local / "Counterfoil" / "logs" / "counterfoil.log").is_file())
        self.assertEqual(0, self.as_somebody(variables, "verify", self.workbook).returncode)

    def test_a_folder_that_takes_no_files(self):
        # As a user who is nobody, with a Wine folder of his own: whoever runs the tests may write everywhere.
        folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-nobody-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        prefix = folder / "wine"
        shutil.copytree(WINE_FOLDER, prefix, symlinks=True, ignore=shutil.ignore_patterns("wineserver", "*.tmp"))  # other tests run there meanwhile
        shared = folder / "shared"
        shared.mkdir()
        for export in self.exports[:2]:
            shutil.copy(export, shared)
        before = "setpriv --reuid 65534 --regid 65534 --clear-groups".split() if os.geteuid() == 0 else []
        if before:
            subprocess.run(["chown", "-R", "65534:65534", folder], check=True)
        shared.chmod(0o555)
        environment = {**self.environment(), "WINEPREFIX": str(prefix), "HOME": str(folder), "COUNTERFOIL_LEDGER": word(folder / "ledger.sqlite")}
        line = command_line("run", TASK, "--previous", shared / self.exports[0].name, "--current", shared / self.exports[1].name, "--workbook", shared / "CWD.xlsx")
        result = subprocess.run([*before, *line], env=environment, cwd=shared, capture_output=True, timeout=300, check=False)
        subprocess.run([*before, "wineserver", "-k"], env=environment, check=False)
        shared.chmod(0o755)
        said = (result.stdout + result.stderr).decode()
        self.assertEqual(2, result.returncode, said)
        self.assertRegex(said, r"CWD\.xlsx cannot .*permission")
        self.assertEqual(2, len(list(shared.iterdir())), "nothing but the exports")


class Console(CommandTest):
    """A console that a person watches: Wine's own, drawn on a terminal of this system."""

    def in_console(self, *arguments, until=None, then=b"", timeout=120):
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            line = command_line(*arguments)
            os.execve(line[0], line, {**self.environment(), "TERM": "xterm"})
        seen, ends = b"", time.monotonic() + timeout
        while time.monotonic() < ends:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    piece = os.read(terminal, 65536)
                except OSError:
                    break
                if not piece:
                    break
                seen += piece
                if until and until in seen:
                    os.write(terminal, then)
                    until = None
        else:
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        os.close(terminal)
        drawn = re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|.)", "", seen.decode("utf-8", errors="replace"))
        return os.waitstatus_to_exitcode(status), drawn

    def test_it_speaks_utf_8(self):
        status, seen = self.in_console("run", TASK, "--previous", self.exports[0], "--current", self.exports[1], "--workbook", pathlib.Path("Zoë £ ☃.xlsx"))
        self.assertEqual(0, status, seen)
        self.assertIn("£", seen)
        self.assertIn("Zoë £ ☃.xlsx", seen)
        self.assertNotIn("�", seen)

    def test_ctrl_c_stops_a_run_and_leaves_nothing_half_done(self):
        # An export so long that there is time to press the keys.
        text = self.exports[0].read_bytes().decode("cp1252").splitlines()
        heading = next(at for at, line in enumerate(text) if line.count(",") > 5)
        body = [line for line in text[heading + 1:] if line.count(",") > 5]
        long = self.folder / "Long.csv"
        long.write_text("\n".join(text[:heading + 1] + body * (400_000 // len(body))) + "\n", encoding="utf-8")
        status, seen = self.in_console("run", TASK, "--previous", long, "--current", long, "--workbook", self.workbook, until=b"Long", then=b"\x03")
        self.assertEqual(2, status, seen)
        self.assertRegex(seen, "(?i)cancel|stopped")
        self.assertFalse(self.workbook.exists())
        self.assertEqual([], [path.name for path in self.folder.iterdir() if path.suffix in (".tmp", ".xlsx") and path not in self.exports + [self.rates]])
        self.run_pair(0)


if __name__ == "__main__":
    if not UNDER:
        raise unittest.SkipTest("this is for a build for Windows")
    main()
