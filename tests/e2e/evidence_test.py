"""What proves a year, in one folder that is checked without Counterfoil (check_evidence.py)."""

import pathlib
import re
import shlex
import shutil
import sqlite3
import zipfile

import check_evidence
import openpyxl
from counterfoil import main, table
from half_year import HalfYear, run_id
from package import Package

SHEETS = ["Index", "Checks", "Runs", "Acts", "Decisions", "Periods", "Reconciliation", "Settings", "Releases", "Ledgers", "Not read"]


class Evidence(HalfYear):
    def signed_half_year(self):
        """The last period is approved by a second person. (A record folder makes runs of a comparison sign who prepared it.)"""
        self.know_people("tester", "m.manager")
        (self.team / "Counterfoil record").mkdir()
        self.half_year()
        approved = self.command("approve", self.workbook, "--json", user="m.manager", run_id="20251021-100000-0007", clock="2025-10-21T10:00:00Z")
        self.assertEqual(0, approved.exit, str(approved))

    def gather(self, *more, year="2025-26", folders=None, save_to="evidence", exit=0, **options):
        shutil.rmtree(self.folder / save_to, ignore_errors=True)
        result = self.command("evidence", "--year", year, *(folders or [self.team]), "--save-to", save_to, "--json", *more,
                              clock="2026-04-10T09:30:00Z", run_id="EVIDENCE", **options)
        self.assertEqual(exit, result.exit, str(result))
        self.pack = self.folder / save_to
        return result

    def rows(self, sheet, *headings):
        return table(openpyxl.load_workbook(self.pack / "index.xlsx")[sheet], *headings)

    def test_a_year_is_in_one_folder_that_anybody_can_check(self):
        self.signed_half_year()
        before = {path: path.read_bytes() for path in self.team.rglob("*") if path.is_file()}
        result = self.gather()
        self.assertEqual("gathered", result.outcome["status"])
        self.assertEqual(before, {path: path.read_bytes() for path in self.team.rglob("*") if path.is_file()}, "it only reads")
        # By hand: six runs, an approval; each run and the approval signed. The ledger has its first entry, three for each of the seven.
        self.assertEqual((7, 7, 7, 22), check_evidence.check(self.pack, [self.workbook, *self.team.rglob("*.0*.xlsx")]))
        self.assertEqual(SHEETS, openpyxl.load_workbook(self.pack / "index.xlsx").sheetnames)
        files = self.rows("Index", "File", "What it is", "SHA-256")
        self.assertEqual(["Workbook"] + ["Earlier version"] * 6, [row["What it is"] for row in files])
        for row in files:
            self.assertEqual(check_evidence.sha256((self.folder / pathlib.PurePosixPath(row["File"]).relative_to(self.folder)).read_bytes()), row["SHA-256"])
        self.assertEqual({"Nothing is wrong with the record, as far as it can be checked from here."}, {row["What verify says"] for row in files})
        self.assertNotIn("PROBLEM", {row["Verdict"] for row in self.rows("Checks", "File", "Verdict", "Sentence")})
        self.assertEqual(["run"] * 6 + ["approve"], [row["What"] for row in self.rows("Runs", "Run or act", "What")])
        acts = self.rows("Acts", "Act", "Login", "File")
        self.assertEqual(["prepared"] * 6 + ["approved"], [row["Act"] for row in acts])
        self.assertEqual(("m.manager", "by the council's people file"), (acts[-1]["Login"], acts[-1]["Whose key it is, to whoever gathered this"]))
        self.assertRegex(acts[-1]["Decisions that it binds"], r"The first \d+ of decision-logs/1\.txt")
        decisions = [row for row in self.rows("Decisions", "Workbook", "Seen", "Decision") if row["What happened"] == "first seen"]
        self.assertEqual(["AP"] * 3, [row["Initials"] for row in decisions])
        self.assertIn("Comment: Testa's mother rang, says Marmalade 2; Decision: OK", [row["Decision"] for row in decisions])
        self.assertEqual(7, len(self.rows("Periods", "Workbook", "Period", "Total")))
        self.assertEqual([1056.0], [row["Total"] for row in self.rows("Periods", "Workbook", "Period", "Total") if row["Run"] == run_id(2)], "428 + 428 + 200")
        total = [row for row in self.rows("Reconciliation", "Workbook", "What", "Period") if row["What"] == "Total"]
        # By hand: 428 + 200 in each of seven periods; Testa 428, 528 and 428 in the first three.
        self.assertEqual([7 * 628 + 428 + 528 + 428], [row["Stands"] for row in total])
        of_runs = {row["Run"] for row in self.rows("Settings", "Run", "Task", "Setting")}
        self.assertEqual({run_id(number) for number in range(1, 7)}, of_runs)
        self.assertGreater(len([row for row in self.rows("Settings", "Run", "Task", "Setting") if row["Run"] == run_id(3)]), 5)
        ledger = self.rows("Ledgers", "Ledger", "Run or act", "What became of it")
        self.assertEqual(["finished"] * 6 + ["approved"], [row["What became of it"] for row in ledger])
        self.assertEqual({"Here"}, {row["Its row of an Audit sheet"] for row in ledger})
        self.assertEqual([], [path for path in self.pack.rglob("*") if path.is_file() and path.stat().st_mode & 0o222], "what proves is read-only")
        self.gather(save_to="again")
        first, second = ({path.relative_to(at): path.read_bytes() for path in at.rglob("*") if path.is_file()} for at in (self.folder / "evidence", self.pack))
        self.assertEqual(first, second, "the same folders give the same bytes")

    def test_a_version_says_that_it_is_earlier_whoever_asks(self):
        self.signed_half_year()
        versions = sorted((self.team / ".counterfoil-versions").iterdir())
        self.assertEqual(["last-of-period"] * 5 + ["approved"], [path.name.split(".")[3] for path in versions])
        for ledger in (self.ledger, self.folder / "somebody else's.sqlite", None):
            with self.subTest(ledger=ledger):
                more = ["--ledger", ledger] if ledger else []
                result = self.command("verify", versions[2], "--json", *more, user="a.auditor")
                self.assertNotIn("run-missing", [line.get("id") for line in result.lines])
                words = next(line["words"] for line in result.lines if line.get("id") == "earlier-version")
                # By hand: the version was made by the third run; three runs and the approval followed.
                self.assertIn("an earlier version of CWD comparison.xlsx, which goes on from it with 4 rows more", words)
                # Without that ledger, the run's signed preparation confirms it.
                self.assertEqual(0, result.exit, str(result))
        # A copy of it elsewhere is known by its bytes: as the next run found it, or as its own run saved it.
        copy = pathlib.Path(shutil.copy(versions[2], self.folder / "copy.xlsx"))
        result = self.command("verify", copy, "--json")
        self.assertEqual(0, result.exit, str(result))
        self.assertIn("earlier-copy", [line.get("id") for line in result.lines])
        package = Package(versions[2])
        package.type_text("Payments", 6, 2, "Somebody Else")
        package.save()
        self.assertEqual(1, self.command("verify", versions[2]).exit, "an earlier version that was tampered with is a problem all the same")

    def test_what_nothing_confirms_is_not_called_sound(self):
        self.signed_half_year()
        other = self.folder / "other.sqlite"
        # By the signed acts, whose keys the council's people file knows.
        self.assertEqual(0, self.command("verify", self.workbook, "--ledger", other, user="a.auditor").exit)
        shutil.move(self.team / "Counterfoil record", self.folder / "kept")
        result = self.command("verify", self.workbook, "--json", "--ledger", other, user="a.auditor")
        self.assertEqual((1, "problems"), (result.exit, result.outcome["status"]), "an approval is on the Audit sheet, and no act of it")
        unsigned = self.folder / "before the approval.xlsx"
        shutil.copy(sorted((self.team / ".counterfoil-versions").iterdir())[-1], unsigned)
        result = self.command("verify", unsigned, "--json", "--ledger", other, user="a.auditor")
        self.assertEqual((4, "not-anchored"), (result.exit, result.outcome["status"]), str(result))
        self.assertIn("not anchored", result.outcome["words"][0])
        self.assertEqual(0, self.command("verify", unsigned, user="a.auditor").exit, "the ledger knows it")

    def test_another_year_has_none_of_it_and_all_rows(self):
        self.signed_half_year()
        self.gather(year="2024-25")
        self.assertEqual((7, 0, 0, 22), check_evidence.check(self.pack))
        for sheet, headings in (("Runs", ("Run or act", "What")), ("Acts", ("Act", "Login")), ("Decisions", ("Workbook", "Seen")), ("Ledgers", ("Ledger", "By"))):
            self.assertEqual([], self.rows(sheet, *headings), sheet)
        for wrong in ("2025", "2025-27", "25-26", "2025/26", "x"):
            self.assertEqual(3, self.command("evidence", "--year", wrong, self.team, "--save-to", "new").exit, wrong)
        self.assertEqual(3, self.command("evidence", "--year", "2025-26", self.team, "--save-to", "evidence").exit, "nothing is written over")
        self.assertEqual(3, self.command("evidence", "--year", "2025-26", self.folder / "nowhere", "--save-to", "new").exit)
        self.assertFalse((self.folder / "new").exists())

    def test_what_was_changed_afterwards_is_seen_by_the_script_alone(self):
        self.signed_half_year()

        def changed(name, old, new, words):
            self.gather()
            file = self.pack / name
            self.assertIn(old, file.read_bytes())
            file.chmod(0o644)
            file.write_bytes(file.read_bytes().replace(old, new))
            with self.assertRaisesRegex(AssertionError, "not as it was"):
                check_evidence.check(self.pack)
            sums = self.pack / "SHA256SUMS"
            sums.chmod(0o644)
            sums.write_text("".join(line + "\n" for line in sums.read_text(encoding="utf-8").splitlines() if not line.endswith(name)), encoding="utf-8")
            with self.assertRaisesRegex(AssertionError, words):
                check_evidence.check(self.pack, [self.workbook])

        self.gather()
        act = next(path for path in sorted((self.pack / "acts").iterdir()) if b"account: m.manager" in path.read_bytes())
        changed(f"acts/{act.name}", b"account: m.manager", b"account: n.manager", "signature .* does not hold")
        changed("audit-rows.txt", b"m.manager", b"n.manager", "was edited")
        changed("ledger-1.txt", b"m.manager", b"n.manager", "was edited")
        changed("decision-logs/1.txt", b"mother rang", b"father rang", "no row names")
        digest = check_evidence.figures_of(self.workbook).encode()
        changed("audit-rows.txt", digest, b"0" * 64, "was edited")

    def test_what_was_changed_before_is_a_problem(self):
        self.signed_half_year()
        package = Package(self.workbook)
        package.type_text("Payments", 6, 2, "Somebody Else")
        package.save()
        version = sorted(self.team.rglob("*.0003.*.xlsx"))[0]
        version.chmod(0o644)
        broken = version.read_bytes()
        version.write_bytes(broken[: len(broken) // 2])
        act = sorted((self.team / "Counterfoil record").glob("*.act"))[0]
        act.chmod(0o644)
        act.write_bytes(act.read_bytes().replace(b"account: tester", b"account: testes"))
        result = self.gather(exit=1)
        said = " ".join(line["words"] for line in result.lines if line["event"] == "statement")
        self.assertIn("Somebody Else", said)
        self.assertIn("no whole signed act", said)
        self.assertEqual([version.name], [pathlib.PurePosixPath(line["file"]).name for line in result.lines if line["event"] == "not-read"])
        self.assertTrue(any("Somebody Else" in row["Sentence"] for row in self.rows("Checks", "File", "Verdict", "Sentence")))
        self.assertEqual(1, len(self.rows("Not read", "File", "Why")))
        with sqlite3.connect(self.ledger) as ledger:
            triggers = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
            for name in triggers:
                ledger.execute(f'DROP TRIGGER "{name}"')
            ledger.execute("UPDATE entries SET user = 'somebody' WHERE number = 5")
        result = self.gather(exit=1)
        self.assertIn("Entry 5", " ".join(line["words"] for line in result.lines if line["event"] == "statement"))

    def test_a_workbook_that_is_gone_shows_by_the_ledger(self):
        self.half_year()
        other = self.folder / "elsewhere"
        other.mkdir()
        shutil.move(self.workbook, other)
        shutil.rmtree(self.team / ".counterfoil-versions")
        self.assertIn("No workbook of Counterfoil's", " ".join(self.gather().outcome["words"]))
        self.assertEqual({"NOT IN THESE FOLDERS"}, {row["Its row of an Audit sheet"] for row in self.rows("Ledgers", "Ledger", "By")})
        self.assertIn("6 runs and acts", " ".join(self.gather().outcome["words"]))
        colleague = self.folder / "colleague"
        colleague.mkdir()
        for file in self.folder.glob("ledger.sqlite*"):
            (shutil.copytree if file.is_dir() else shutil.copy)(file, colleague / file.name)
        self.gather("--ledger", self.ledger, "--ledger", colleague / "ledger.sqlite", folders=[self.team, other])
        self.assertEqual(2, len(list(self.pack.glob("ledger-*.txt"))), "of everybody who ran it")
        self.assertEqual(3, self.command("evidence", "--year", "2025-26", self.team, "--save-to", "new", "--ledger", self.ledger, "--ledger", "none").exit)

    def test_a_copy_without_our_record_and_files_of_others_are_told_apart(self):
        self.half_year()
        copied = self.command("disclose", self.workbook, "--copy", self.team / "Copy.xlsx")
        self.assertIn(copied.exit, (0, 1), str(copied))
        with zipfile.ZipFile(self.team / "others.xlsx", "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
        self.gather()
        self.assertEqual(["Copy.xlsx"], [pathlib.PurePosixPath(row["File"]).name for row in self.rows("Index", "File", "What it is") if row["What it is"] == "Without our record"])


class Pages(HalfYear):
    """The pages for auditors and for data protection officers: their commands do what they say."""

    def run_page(self, name, exits=None, clock="2026-04-10T09:30:00Z"):
        page = (pathlib.Path(__file__).resolve().parents[2] / name).read_text(encoding="utf-8")
        commands = [shlex.split(line) for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
        said = []
        for number, words in enumerate(commands):
            self.assertEqual("counterfoil", words[0])
            result = self.command(*words[1:], clock=clock, user="an.auditor", run_id=f"PAGE-{number}")
            self.assertEqual((exits or {}).get(number, 0), result.exit, f"{words}: {result}")
            said.append(result.out)
        return said

    def test_for_auditors(self):
        self.half_year()
        self.assertEqual(10, len(self.run_page("FOR-AUDITORS.md")))
        self.assertTrue((self.folder / "As at 25 July 2025.xlsx").exists())
        self.assertTrue((self.folder / "Decisions.xlsx").exists())
        self.assertEqual(6, check_evidence.check(self.folder / "Evidence 2025-26")[0])

    def test_for_data_protection_officers(self):
        self.half_year()
        # Seven years after it all, as retention is.
        found, disclosed, copied, decided, would_go = self.run_page("FOR-DATA-PROTECTION.md", {1: 1, 2: 1}, clock="2033-05-01T09:30:00Z")
        self.assertIn("This is what would be removed; nothing was.", would_go)
        self.assertIn("Earlier version 5", found)
        self.assertTrue((self.folder / "Subject access.xlsx").exists())
        self.assertIn("Decision: OK", decided)
        with zipfile.ZipFile(self.folder / "For the auditor.xlsx") as copy:
            self.assertNotIn(b"Testa Marmalade", b"".join(map(copy.read, copy.namelist())))


if __name__ == "__main__":
    main()
