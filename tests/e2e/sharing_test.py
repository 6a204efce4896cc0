"""A workbook that several people share: open elsewhere, checked out, being synced, copied in conflict, in use by another run."""

import errno
import fcntl
import io
import json
import shutil
import subprocess
import sys
import threading
import unittest

from counterfoil import COMMAND, TASK, load, main, table
from disturbed import FAULTS, DisturbedTest

DATED = "CWD comparison 2026-01-05.xlsx"
CLOCK = "2026-01-05T09:30:00Z"


def excel_owner_file(name):
    return bytes([len(name)]) + name.encode().ljust(54, b" ") + bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108, b" ")


class Sharing(DisturbedTest):
    def setUp(self):
        super().setUp()
        self.run_pair(0)
        self.before = self.workbook.read_bytes()

    def next_run(self, *more, run_id="RUN-2", **options):
        return self.compare(1, 2, *more, run_id=run_id, clock=CLOCK, **options)

    def assert_taken(self, *words):
        result = self.next_run(run_id="TAKEN")
        self.assertEqual((2, ""), (result.exit, result.out), str(result))
        for word in (*words, f'--save-as "{self.folder / DATED}"'):
            self.assertIn(word, result.err)
        self.assertEqual(self.before, self.workbook.read_bytes())
        as_json = self.next_run("--json", run_id="TAKEN").outcome
        self.assertEqual(("failed", str(self.folder / DATED)), (as_json["status"], as_json["save-as-proposed"]))
        return as_json["reason"]

    def audit(self, workbook):
        return [row["Run"] for row in table(load(workbook)["Audit"], "Run", "This record")]

    def findings(self, result, start="workbook-copy"):
        return {line["id"]: line["sentence"] for line in result.lines if line["event"] == "finding" and line["id"].startswith(start)}

    # Who has it.

    def test_open_in_excel_the_result_goes_into_a_new_file(self):
        owner = self.folder / ("~$" + self.workbook.name)
        owner.write_bytes(excel_owner_file("Testa Marmalade"))
        self.assertEqual("locked", self.assert_taken("is open: Testa Marmalade in Excel", "delete the file"))
        saved = self.folder / DATED
        result = self.next_run("--save-as", saved, "--json")
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual((str(saved), ""), (result.outcome["workbook"], result.outcome["prior-version"]))
        self.assertIn("CWD comparison.xlsx is as it was.", " ".join(result.outcome["words"]))
        self.assertEqual(self.before, self.workbook.read_bytes())
        self.assertEqual((["RUN-1"], ["RUN-1", "RUN-2"]), (self.audit(self.workbook), self.audit(saved)))
        settings = table(load(saved)["Audit"], "Run", "This record")[-1]["Settings"]
        self.assertIn(f"saved as the new file {DATED}, while CWD comparison.xlsx stayed as it was", settings)
        owner.unlink()
        # Each goes its own way from here, and the ledger misses no run in either.
        self.assertEqual(0, self.next_run(run_id="RUN-3").exit)
        self.assertEqual(0, self.compare(1, 2, run_id="RUN-4", clock=CLOCK, workbook=saved).exit)
        self.assertEqual("RUN-3", self.saved_by())
        self.assertEqual("RUN-4", self.saved_by(saved))
        self.assertEqual({DATED}, {line["workbook"] for line in self.command("history", "--json").lines if line.get("run") in ("RUN-2", "RUN-4")})

    def test_save_as_never_writes_over_a_file(self):
        for save_as, word in ((self.workbook, "is there already"), (self.exports[0], "is there already"), (self.folder / "x.txt", ".xlsx"),
                              (self.folder / "none" / "x.xlsx", "folder")):
            result = self.next_run("--save-as", save_as)
            self.assertIn(result.exit, (2, 3), str(result))
            self.assertIn(word, result.err)
        result = self.next_run("--save-as", self.folder / "x.xlsx", workbook=self.folder / "not there.xlsx")
        self.assertEqual(3, result.exit, str(result))
        self.assertIn("no workbook not there.xlsx", result.err)
        self.assertEqual(self.before, self.workbook.read_bytes())

    def test_open_in_calc(self):
        (self.folder / f".~lock.{self.workbook.name}#").write_text("Testa Marmalade,tester,desk,05.01.2026 09:30,file:///desk;", encoding="utf-8")
        self.assertEqual("locked", self.assert_taken("is open: Testa Marmalade on desk in LibreOffice since 05.01.2026 09:30"))

    def test_a_program_that_locks_what_it_has_open(self):
        holds = "import fcntl, sys; held = open(sys.argv[1], 'r+b'); fcntl.lockf(held, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
        with subprocess.Popen([sys.executable, "-c", holds, self.workbook], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            program.stdout.readline()
            self.assertEqual("locked", self.assert_taken("is open in another program"))
            program.stdin.close()

    def test_checked_out(self):
        self.workbook.chmod(0o444)
        self.assertEqual("locked", self.assert_taken("read-only", "checked it out"))

    def test_being_synced(self):
        for name in (f".syncthing.{self.workbook.name}.tmp", f".{self.workbook.name}.~4f2a", f"{self.workbook.name}.partial"):
            (self.folder / name).write_bytes(b"half")
            self.assertEqual("locked", self.assert_taken("being synced just now", name))
            (self.folder / name).unlink()

    # Taking turns.

    def hold(self, machine="PC-17"):
        """The lock as another run holds it: the system's lock on the file, and in it who that is."""
        lock = open(self.folder / (self.workbook.name + ".counterfoil-lock"), "w", encoding="utf-8")
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(f"user=Testa Marmalade\nmachine={machine}\nprocess=1\nsince=2026-01-05T09:29:00+00:00\n")
        lock.flush()
        return lock

    def settings(self, **members):
        (self.folder / "counterfoil-settings.json").write_text(json.dumps(members), encoding="utf-8")

    def test_another_run_is_waited_for(self):
        lock = self.hold()
        timer = threading.Timer(1.0, lock.close)
        timer.start()
        self.addCleanup(timer.join)
        result = self.next_run("--json")
        self.assertEqual(0, result.exit, str(result))
        stages = [line["stage"] for line in result.lines if line["event"] == "progress"]
        self.assertIn("Waiting for CWD comparison.xlsx: Testa Marmalade on PC-17 in Counterfoil since 2026-01-05T09:29:00+00:00 is updating it", stages)
        self.assertEqual(1, sum(stage.startswith("Waiting") for stage in stages), "said once, not over and over")

    def test_a_turn_that_never_comes(self):
        self.settings(**{"wait-seconds": 1})
        with self.hold():
            self.assertEqual("locked", self.assert_taken("is in use: Testa Marmalade on PC-17"))

    def test_many_at_once_all_have_their_turn(self):
        runs = [self.start(f"AT-ONCE-{number}") for number in range(4)]
        self.assertEqual([0] * 4, [self.finish(run)[0] for run in runs])
        self.assertEqual(["RUN-1", *sorted(f"AT-ONCE-{number}" for number in range(4))], sorted(self.audit(self.workbook), key=lambda one: (one != "RUN-1", one)))
        self.statements()

    # Copies in conflict.

    def diverged(self, name):
        """A copy in which somebody else ran on."""
        copy = self.folder / name
        shutil.copy(self.workbook, copy)
        self.assertEqual(0, self.compare(1, 2, run_id="ELSEWHERE", clock=CLOCK, workbook=copy).exit)
        shutil.rmtree(self.folder / ".counterfoil-versions", ignore_errors=True)
        return copy

    def test_conflicted_copies_are_named(self):
        for name, finding in (("CWD comparison-DESKTOP-4F2A.xlsx", "workbook-copy-conflict"),
                              ("CWD comparison (Testa's conflicted copy 2026-01-05).xlsx", "workbook-copy-conflict"),
                              ("CWD comparison.sync-conflict-20260105-093000-ABCDEFG.xlsx", "workbook-copy-conflict"),
                              ("CWD comparison (1).xlsx", "workbook-copy-beside"), ("CWD comparison - Copy.xlsx", "workbook-copy-beside")):
            with self.subTest(name=name):
                copy = self.diverged(name)
                found = self.findings(self.next_run("--rehearse", "--json"))
                self.assertEqual([finding], list(found))
                self.assertIn(name, found[finding])
                self.assertIn("counterfoil merge", self.next_run("--rehearse").out)
                copy.unlink()

    def test_what_is_no_conflict_is_not_called_one(self):
        shutil.copy(self.workbook, self.folder / "CWD comparison-PC17.xlsx")         # the same bytes: nothing to bring together
        shutil.copy(self.exports[0], self.folder / "CWD comparison-LAPTOP2.xlsx")     # no workbook of ours
        self.diverged("CWD comparison (2025).xlsx")                                   # a year is a person's
        self.diverged("CWD comparison-archive.xlsx")
        other = self.folder / "CWD comparison (1).xlsx"                               # of the same task, begun on its own
        self.assertEqual(0, self.compare(0, 1, run_id="OTHER", workbook=other).exit)
        self.assertEqual({}, self.findings(self.next_run("--rehearse", "--json")))
        (self.folder / "CWD comparison (conflicted copy 2026-01-05).xlsx").write_bytes(b"rubbish")
        self.assertEqual(["workbook-copy-unclear"], list(self.findings(self.next_run("--rehearse", "--json"))))

    def test_the_merge_names_the_version_before_they_parted(self):
        copy = self.folder / "CWD comparison-PC17.xlsx"
        shutil.copy(self.workbook, copy)
        self.assertEqual(0, self.compare(1, 2, run_id="ELSEWHERE", clock=CLOCK, workbook=copy).exit)
        self.assertEqual(0, self.next_run().exit)
        sentence = self.next_run("--rehearse", run_id="RUN-3").out
        base = self.folder / ".counterfoil-versions" / "CWD comparison.0001.RUN-2.last-of-period.xlsx"
        self.assertIn(f'counterfoil merge "{base}" "{self.workbook}" "{copy}"', sentence)

    # Drives that can do less.

    @unittest.skipUnless(FAULTS, "the library of faults is built on Linux only")
    def test_a_drive_without_locks(self):
        status, out, err = self.faulty("RUN-2", how=errno.ENOLCK, only="flock")
        self.assertEqual(0, status, err)
        self.assertIn("The drive keeps no locks, so turns are taken by the file", out)
        self.assertEqual("RUN-2", self.saved_by())

    @unittest.skipUnless(FAULTS, "the library of faults is built on Linux only")
    def test_turns_on_a_drive_without_locks(self):
        faults = {"LD_PRELOAD": FAULTS, "FAULT_FOLDER": str(self.folder), "FAULT_AT": "0", "FAULT_HOW": str(errno.ENOLCK), "FAULT_ONLY": "flock"}
        runs = [self.start(f"AT-ONCE-{number}", **faults) for number in range(4)]
        ends = [self.finish(run) for run in runs]
        self.assertEqual([0] * 4, [status for status, _, _ in ends], ends)
        self.assertEqual(5, len(self.audit(self.workbook)))
        # A crash leaves the file; its holder is known to be gone.
        lock = self.folder / (self.workbook.name + ".counterfoil-lock")
        lock.write_text(f"user=tester\nmachine={subprocess.check_output(['uname', '-n'], text=True).strip()}\nprocess=999999999\n", encoding="utf-8")
        self.assertEqual(0, self.faulty("AFTER", how=errno.ENOLCK, only="flock")[0])
        self.settings(**{"wait-seconds": 0})
        lock.write_text("user=Testa Marmalade\nmachine=PC-17\nprocess=7\n", encoding="utf-8")
        status, _, err = self.faulty("LATER", how=errno.ENOLCK, only="flock")
        self.assertEqual(2, status)
        self.assertIn("Testa Marmalade on PC-17", err)
        self.assertIn(f'delete the file "{lock.name}"', err)

    @unittest.skipUnless(FAULTS, "the library of faults is built on Linux only")
    def test_a_drive_without_second_names_flushes_or_folders_to_flush(self):
        for call, error in (("link", errno.EPERM), ("fsync", errno.EINVAL), ("fchmod", errno.EPERM)):
            status, out, err = self.faulty(f"RUN-{call}", how=error, only=call)
            if call == "fsync" and status != 0:  # the ledger insists on being written down
                self.assertIn("ledger", err)
                continue
            self.assertEqual(0, status, err)
            self.assertEqual(f"RUN-{call}", self.saved_by())

    # Places.

    def test_every_kind_of_path(self):
        deep = self.folder
        while len(str(deep)) < 300:
            deep /= "a folder with a long name, as people make them on shares"
        places = ["with spaces", "Zo\u00eb's \u0141\u00f3d\u017a", "\U0001f4b7 payments \U0001f469\u200d\U0001f467", deep.relative_to(self.folder)]
        for place in places:
            with self.subTest(place=str(place)):
                (self.folder / place).mkdir(parents=True)
                workbook = self.folder / place / "CWD \u2013 comparison \U0001f4d7.xlsx"
                for run in range(2):
                    result = self.compare(run, run + 1, run_id=f"PLACE-{run}", workbook=workbook)
                    self.assertEqual(0, result.exit, str(result))
                self.assertEqual("PLACE-1", self.saved_by(workbook))
                self.assertEqual(0, self.command("restore", workbook, "--version", 1).exit)
        # As a share is written on this system, and a name that leaves no room for anything behind it.
        self.assertEqual(0, self.compare(1, 2, run_id="SHARE", workbook="/" + str(self.workbook)).exit)
        long = self.folder / ("\u00e9" * 120 + "x.xlsx")
        for run in range(2):
            result = self.compare(run, run + 1, run_id=f"LONG-{run}", workbook=long)
            self.assertEqual(0, result.exit, str(result))
        self.assertEqual(0, self.command("restore", long).exit)

    # Earlier versions.

    def assert_brought_back(self, content, file, version):
        """All that the version held, and a row on its Audit sheet that says what it is."""
        then, now = load(io.BytesIO(content)), load(file)
        self.assertEqual(then.sheetnames, now.sheetnames)
        for sheet in then:
            if sheet.title != "Audit":
                self.assertEqual(list(sheet.values), list(now[sheet.title].values), sheet.title)
        before, after = (table(book["Audit"], "Run", "Settings", "This record") for book in (then, now))
        self.assertEqual(before, after[:-1])
        self.assertTrue(after[-1]["Settings"].startswith(f"Brought back: version {version} of CWD comparison.xlsx"), after[-1])
        self.assertEqual(0, self.command("verify", file).exit)

    def test_restore(self):
        result = self.command("restore", self.workbook)
        self.assertEqual(2, result.exit)
        self.assertIn("No earlier version", result.err)
        self.settings(**{"versions-kept": 3})
        contents = [self.before]
        for run in range(2, 7):
            self.assertEqual(0, self.next_run(run_id=f"RUN-{run}").exit)
            contents.append(self.workbook.read_bytes())
        listed = self.command("restore", self.workbook, "--json")
        versions = [line for line in listed.lines if line["event"] == "version"]
        # The last of its period stays whatever the number; the second version, of the same period as those after it, went.
        self.assertEqual([(5, "RUN-5", "RUN-6", ""), (4, "RUN-4", "RUN-5", ""), (3, "RUN-3", "RUN-4", ""), (1, "RUN-1", "RUN-2", "last-of-period")],
                         [(one["number"], one["run"], one["replaced-by"], one["kept-as"]) for one in versions])
        self.assertEqual({"tester"}, {one["user"] for one in versions})
        words = self.command("restore", self.workbook).out
        self.assertIn("4 earlier versions of CWD comparison.xlsx are kept", words)
        self.assertIn("as it was after run RUN-4", words)
        self.assertIn("until run RUN-2; the last of its period, kept until its date", words)
        result = self.command("restore", self.workbook, "--version", 4, run_id="BACK-4")
        self.assertEqual(0, result.exit, str(result))
        brought_back = self.folder / "CWD comparison version 4.xlsx"
        self.assert_brought_back(contents[3], brought_back, 4)
        self.assertEqual(contents[5], self.workbook.read_bytes())
        for arguments, status, word in ((("--version", 4), 3, "there already"), (("--version", 9), 3, "5, 4, 3 and 1"), (("--version", "x"), 3, "version x"),
                                        (("--as", self.folder / "y.xlsx"), 3, "--version"),
                                        (("--version", 4, "--as", self.workbook), 3, "there already")):
            result = self.command("restore", self.workbook, *arguments)
            self.assertEqual(status, result.exit, str(result))
            self.assertIn(word, result.err)
        # The workbook itself may be gone.
        self.workbook.unlink()
        back = self.command("restore", self.workbook, "--version", 5, "--as", self.workbook, run_id="BACK-5")
        self.assertEqual(0, back.exit, str(back))
        self.assertIn("say that it was brought back", back.out)
        self.assert_brought_back(contents[4], self.workbook, 5)

    def test_what_stood_on_a_day(self):
        """RUN-1 made the workbook on 8 December 2025 and it was replaced on 10 January, 10 February and 10 March 2026."""
        contents = []
        for month in (1, 2, 3):
            contents.append(self.workbook.read_bytes())
            self.assertEqual(0, self.compare(1, 2, run_id=f"20260{month}10-093000-aaaa", clock=f"2026-0{month}-10T09:30:00Z").exit)
        for day, version in (("9 Jan 2026", 1), ("10/01/2026", 2), ("9/2/2026", 2), ("28/02/2026", 3)):
            as_file = self.folder / f"As at {version} {day.replace('/', '-')}.xlsx"
            result = self.command("restore", self.workbook, "--as-at", day, "--as", as_file, run_id="BACK-" + day.replace("/", "-").replace(" ", "-"))
            self.assertEqual(0, result.exit, str(result))
            self.assertIn(f"Version {version} of CWD comparison.xlsx is back", result.out)
            self.assert_brought_back(contents[version - 1], as_file, version)
        for day, status, words in (("11/03/2026", 3, "it is CWD comparison.xlsx itself that stood then"), ("07/12/2025", 2, "is not kept, or it was not made yet: version 1"),
                                   ("yesterday", 3, "is not a date")):
            result = self.command("restore", self.workbook, "--as-at", day)
            self.assertEqual(status, result.exit, str(result))
            self.assertIn(words, result.err)

    def test_versions_older_than_the_retention_go(self):
        self.settings(retention={"months": 6})
        self.assertEqual(0, self.compare(1, 2, run_id="20250110-093000-aaaa", clock="2025-01-10T09:30:00Z").exit)
        self.assertEqual(["CWD comparison.0001.20250110-093000-aaaa.last-of-period.xlsx"], [path.name for path in (self.folder / ".counterfoil-versions").iterdir()])
        result = self.next_run(run_id="20260105-093000-bbbb")
        self.assertEqual(0, result.exit, str(result))
        self.assertIn("1 earlier version of CWD comparison.xlsx in the folder .counterfoil-versions was removed", result.out)
        self.assertEqual(["CWD comparison.0002.20260105-093000-bbbb.xlsx"], [path.name for path in (self.folder / ".counterfoil-versions").iterdir()])

    # What is taken away meanwhile.

    @unittest.skipUnless(FAULTS, "the library of faults is built on Linux only")
    def test_a_full_drive_a_lost_share_and_withdrawn_rights_in_words(self):
        kept = self.kept()
        names = self.calls()
        self.put_back(kept)
        write = next(at for at, name in enumerate(names, 1) if name == "flock") + 5
        for error, word in ((errno.ENOSPC, "no space left"), (errno.EACCES, "permission"), (errno.EIO, "connection to it was lost"),
                            (errno.EROFS, "can only be read"), (errno.ENOENT, "no longer there"), (errno.ESTALE, "connection to it was lost"),
                            (errno.EHOSTDOWN, "connection to it was lost"), (errno.EFBIG, "files of this size")):
            status, out, err = self.faulty("FAILED", at=write, how=error, stays=error == errno.ENOSPC)
            self.assertEqual(2, status, out + err)
            self.assertIn(word, err)
            self.assertEqual(self.before, self.workbook.read_bytes())
        self.assertEqual("RUN-1", self.saved_by())

    def test_files_may_not_grow(self):
        # As a quota or a small drive does, from the system itself.
        limited = ["/bin/sh", "-c", f'ulimit -f 64; exec "$0" "$@"', str(COMMAND), "run", TASK, "--previous", self.exports[1], "--current", self.exports[2],
                   "--workbook", self.workbook]
        process = subprocess.run(limited, env=self.environment("LIMITED"), capture_output=True, check=False, timeout=60)
        self.assertEqual(2, process.returncode, process.stderr)
        self.assertEqual(1, len(process.stderr.decode().strip().splitlines()))
        self.assertEqual(self.before, self.workbook.read_bytes())
        self.assertEqual(0, self.next_run().exit)


if __name__ == "__main__":
    main()
