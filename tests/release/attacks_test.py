"""The attacks of decision 34's table, as a preparer or releaser with an ordinary account would try them: the shipped command, under accounts of
their own, with write access to the shared folder, an editor and a script. Needs root, to be somebody else (setpriv, and a view of /etc of its own)."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import openpyxl

from batch import HEADINGS, PAYMENTS, STAGE, Package, Result
from removed import remove

A, B, C = "a.preparer", "b.checker", "c.loader"
ACCOUNTS = {A: 70001, B: 70002, C: 70003}
MAY = ["unshare", "--mount", "true"]


def can_be_others():
    return os.geteuid() == 0 and shutil.which("setpriv") and shutil.which("unshare") and subprocess.run(MAY, capture_output=True, check=False).returncode == 0


@unittest.skipUnless(can_be_others(), "needs root, setpriv and unshare, to act under other accounts")
class TwoAccounts(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-attack-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.folder.chmod(0o755)
        self.team = self.folder / "team"
        self.team.mkdir()
        self.team.chmod(0o777)
        self.stage = self.folder / "program"
        shutil.copytree(STAGE, self.stage)
        self.etc = self.folder / "etc"
        self.etc.mkdir()
        for name in ("group", "nsswitch.conf", "ld.so.cache", "ld.so.conf", "localtime"):
            if pathlib.Path("/etc", name).exists():
                shutil.copy(pathlib.Path("/etc", name), self.etc / name)
        lines = pathlib.Path("/etc/passwd").read_text(encoding="utf-8")
        for account, number in ACCOUNTS.items():
            home = self.folder / account
            home.mkdir(mode=0o700)
            os.chown(home, number, number)
            lines += f"{account}:x:{number}:{number}::{home}:/bin/sh\n"
        (self.etc / "passwd").write_text(lines, encoding="utf-8")
        (self.team / "counterfoil-settings.json").write_text(json.dumps({"profile-values": {"business_unit": "Anytown"}, "wait-seconds": 0}), encoding="utf-8")
        self.workbook = self.team / "Payments.xlsx"
        self.codes = {}

    def run_as(self, account, *words, variables=None):
        number = str(ACCOUNTS[account])
        script = 'mount --bind "$0" /etc && umask 0 && exec setpriv --reuid "$1" --regid "$1" --clear-groups env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "${@:2}"'
        more = [f"{name}={value}" for name, value in (variables or {}).items()]
        process = subprocess.run(["unshare", "--mount", "bash", "-c", script, str(self.etc), number, *more, *map(str, words)], cwd=self.team,
                                 stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)
        return Result(process)

    def counterfoil(self, account, *words, variables=None):
        return self.run_as(account, self.stage / "bin/counterfoil", *words, "--json", variables=variables)

    @staticmethod
    def said(result):
        return "\n".join(line["words"] for line in result.lines if isinstance(line.get("words"), str))

    def ok(self, result):
        self.assertEqual(0, result.exit, str(result))
        return result

    def problems(self, result):
        self.assertEqual(1, result.exit, str(result))
        return result.problems

    def prepare(self, workbook=None, rows=None, account=A):
        export = self.team / "payments.csv"
        export.unlink(missing_ok=True)
        with export.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *(rows or PAYMENTS)])
        return self.ok(self.counterfoil(account, "run", "release-sample", "--payments", export, "--workbook", workbook or self.workbook)).outcome["run"]

    def know(self, who, *others):
        """`who` confirms the keys of the others by telephone: each reads their code from their own screen."""
        for other in others:
            code = next(line["code"] for line in self.counterfoil(other, "people").lines if line["event"] == "own-key")
            self.ok(self.counterfoil(who, "people", "--confirm", code, "--who", other))

    def batch(self):
        return openpyxl.load_workbook(self.workbook)["Sign-off"].cell(5, 1).value

    def release_folder(self, place=None):
        return next((place or self.team).glob("Payments release *"))

    def released_anywhere(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("Load *.csv"))

    def approved(self):
        self.prepare()
        result = self.ok(self.counterfoil(B, "approve", self.workbook))
        self.know(B, A)
        return result


class Honest(TwoAccounts):
    def test_prepared_approved_released_and_loaded(self):
        self.approved()
        self.ok(self.counterfoil(B, "release", self.workbook))
        folder = self.release_folder()
        before = self.counterfoil(C, "verify", folder)
        self.assertEqual(1, before.exit, "no key counts because it is there")
        self.assertIn("Do not load these files.", before.outcome["words"][0])
        self.assertLessEqual({"approver-not-proven", "preparer-not-proven", "releaser-not-proven"}, set(before.problems))
        self.know(C, A, B)
        after = self.ok(self.counterfoil(C, "verify", folder))
        self.assertTrue(after.outcome["words"][0].endswith("Load it."), after)
        said = self.said(after)
        self.assertIn("3 lines, £1,434.56 gross (Invoices: 2, £1,374.56 and Credit notes: 1, ‑£60.00)", said)
        self.assertIn("you confirmed its code yourself", said)

    def test_nobodys_confirmation_counts_for_a_key_that_signs_their_own_batch(self):
        self.prepare()
        self.ok(self.counterfoil(B, "approve", self.workbook))
        self.know(A, B)
        self.assertIn("approver-not-proven", self.problems(self.counterfoil(A, "release", self.workbook)))
        self.know(B, A)
        self.ok(self.counterfoil(B, "release", self.workbook))
        self.assertIn("approver-not-proven", self.problems(self.counterfoil(A, "verify", self.release_folder())))

    def test_the_people_file_counts_for_everybody_where_it_put_it(self):
        machine = self.etc / "counterfoil"
        machine.mkdir()
        codes = {account: next(line["code"] for line in self.counterfoil(account, "people").lines if line["event"] == "own-key") for account in (A, B)}
        people = [{"account": A, "may": ["release"], "keys": [codes[A]]}, {"account": B, "may": ["approve"], "up-to": "1434.55", "keys": [codes[B]]}]
        def settle():
            (machine / "people.json").write_text(json.dumps({"people": people}), encoding="utf-8")
            (machine / "counterfoil.json").write_text(json.dumps({"people": "/etc/counterfoil/people.json"}), encoding="utf-8")
        settle()
        self.prepare()
        self.assertEqual({"approver-limit"}, set(self.problems(self.counterfoil(B, "approve", self.workbook))))  # gross, by a penny
        self.assertIn("may-not-approve", self.problems(self.counterfoil(C, "approve", self.workbook)))
        people[1]["up-to"] = "1434.56"
        settle()
        self.ok(self.counterfoil(B, "approve", self.workbook))
        self.assertEqual({"may-not-release"}, set(self.problems(self.counterfoil(B, "release", self.workbook))))
        self.ok(self.counterfoil(A, "release", self.workbook))
        self.ok(self.counterfoil(C, "verify", self.release_folder()))

    def test_settings_of_the_machine_that_staff_could_write_prove_nothing(self):
        self.prepare()
        machine = self.etc / "counterfoil"
        machine.mkdir()
        (machine / "counterfoil.json").write_text("{}", encoding="utf-8")
        os.chown(machine / "counterfoil.json", ACCOUNTS[A], ACCOUNTS[A])
        for account, action in ((B, ("approve", self.workbook)), (A, ("run", "release-sample", "--payments", self.team / "payments.csv", "--workbook", self.workbook))):
            refused = self.counterfoil(account, *action)
            self.assertEqual(2, refused.exit, str(refused))
            self.assertIn("can be written by others than its administrators", refused.outcome["words"][0])


class Attacks(TwoAccounts):
    def test_variables_that_name_another_person(self):
        self.prepare()
        as_manager = {"COUNTERFOIL_FIXED_USER": B, "COUNTERFOIL_FIXED_CLOCK": "2020-01-01T00:00:00Z", "USER": B, "LOGNAME": B, "HOME": str(self.folder / B)}
        self.assertIn("same-person", self.problems(self.counterfoil(A, "approve", self.workbook, variables=as_manager)))

    def test_a_program_of_ones_own_that_says_it_is_a_colleague(self):
        """The preparer builds the command with a colleague's name in it: Audit row, sign-off cells and an act, all in b.checker's name."""
        self.prepare()
        forged = self.run_as(A, self.stage / "bin/counterfoil_for_tests", "approve", self.workbook, "--json",
                             variables={"COUNTERFOIL_FIXED_USER": B, "HOME": str(self.folder / A)})
        self.ok(forged)
        self.assertIn("named, not proven", self.said(self.counterfoil(C, "verify", self.workbook)))
        self.know(B, A)
        self.assertIn("approver-not-proven", self.problems(self.counterfoil(B, "release", self.workbook)))
        released = self.run_as(A, self.stage / "bin/counterfoil_for_tests", "release", self.workbook, "--json",
                               variables={"COUNTERFOIL_FIXED_USER": B, "HOME": str(self.folder / A)})
        self.know(C, A, B)
        if released.exit == 0:  # what the preparer's own program does proves nothing: the loader's decides
            self.assertIn("approver-not-proven", self.problems(self.counterfoil(C, "verify", self.release_folder())))
        else:
            self.assertEqual([], self.released_anywhere())

    def test_a_profile_of_ones_own_after_the_approval(self):
        self.approved()
        own = json.loads((self.stage / "share/profiles/sample-load.json").read_text(encoding="utf-8"))
        for field in own["files"][0]["fields"]:
            if field.get("column") == "amount":
                del field["column"]
                field["constant"] = "9482.14"
        (self.team / "own.json").write_text(json.dumps(own), encoding="utf-8")
        self.assertIn("not-what-was-approved", self.problems(self.counterfoil(B, "release", self.workbook, "--profile", "own.json")))
        self.assertEqual([], self.released_anywhere())

    def test_share_and_values_changed_between_approval_and_release(self):
        self.approved()
        profile = self.stage / "share/profiles/sample-load.json"
        kept = profile.read_text(encoding="utf-8")
        profile.write_text(kept.replace('"column": "line_id"', '"constant": "ATTACKER-1"'), encoding="utf-8")
        self.assertIn("not-what-was-approved", self.problems(self.counterfoil(B, "release", self.workbook)))
        profile.write_text(kept, encoding="utf-8")
        (self.team / "counterfoil-settings.json").write_text(json.dumps({"profile-values": {"business_unit": "Elsewhere"}}), encoding="utf-8")
        self.assertIn("not-what-was-approved", self.problems(self.counterfoil(B, "release", self.workbook)))
        (self.team / "counterfoil-settings.json").write_text(json.dumps({"profile-values": {"business_unit": "Anytown"}}), encoding="utf-8")
        self.ok(self.counterfoil(B, "release", self.workbook))

    def test_a_rejection_undone_by_an_earlier_version(self):
        self.approved()
        shutil.copy(self.workbook, self.team / "Approved.xlsx")
        self.ok(self.counterfoil(C, "approve", self.workbook, "--reject"))
        (self.team / "Approved.xlsx").chmod(0o666)
        for workbook in (self.workbook, self.team / "Approved.xlsx"):
            self.assertIn("rejected", self.problems(self.counterfoil(B, "release", workbook)))
        self.assertIn("rejected-before", self.problems(self.counterfoil(B, "approve", self.team / "Approved.xlsx")))

    def test_another_ledger_and_an_earlier_version(self):
        self.approved()
        earlier = self.workbook.read_bytes()
        self.ok(self.counterfoil(B, "release", self.workbook))
        self.workbook.write_bytes(earlier)
        for more in ([], ["--to", self.folder / B]):
            refused = self.problems(self.counterfoil(B, "release", self.workbook, "--ledger", self.folder / B / "new.sqlite", *more))
            self.assertIn("released-before", refused)
        remove((self.folder / B / ".local/share/counterfoil").glob("ledger*"))
        self.assertIn("released-before", self.problems(self.counterfoil(B, "release", self.workbook)))
        self.assertEqual(1, len(self.released_anywhere()))

    def test_the_same_lines_under_another_batch(self):
        self.approved()
        self.ok(self.counterfoil(B, "release", self.workbook))
        other = self.team / "Again.xlsx"
        self.prepare(other)
        self.ok(self.counterfoil(B, "approve", other))
        self.assertIn("released-before", self.problems(self.counterfoil(B, "release", other, "--ledger", self.folder / B / "new.sqlite")))

    def test_a_planted_unfinished_folder(self):
        self.approved()
        planted = self.team / f"Payments release {self.batch()}.unfinished"
        planted.mkdir()
        planted.chmod(0o777)
        (planted / "counterfoil-release.json").write_text(json.dumps({"task": "release-sample", "batch": self.batch(), "workbook": "Payments.xlsx", "released_by": "the.manager",
                                                                      "time_utc": "2020-01-01T00:00:00Z", "time_local": "2020-01-01T00:00:00+00:00", "totals": "", "files": []}))
        self.ok(self.counterfoil(B, "release", self.workbook))
        self.assertNotIn("the.manager", "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in self.release_folder().iterdir()))
        self.assertNotIn(b"2020-01-01", next(self.release_folder().glob("Load*")).read_bytes())

    def test_the_folder_of_versions_as_a_link(self):
        """A colleague's file that is named as a version of this workbook would be deleted, and their folder written to."""
        self.prepare()
        shutil.rmtree(self.team / ".counterfoil-versions", ignore_errors=True)
        private = self.folder / B / "private"
        private.mkdir()
        (private / "Payments.0001.xlsx").write_bytes(b"mine")
        for path in (private, private / "Payments.0001.xlsx"):
            os.chown(path, ACCOUNTS[B], ACCOUNTS[B])
        (self.team / ".counterfoil-versions").symlink_to(private)
        before = self.workbook.read_bytes()
        for kept, status in ((0, 0), (1, 2)):
            (self.team / "counterfoil-settings.json").write_text(json.dumps({"wait-seconds": 0, "versions-kept": kept}), encoding="utf-8")
            self.workbook.write_bytes(before)
            run = self.counterfoil(B, "run", "release-sample", "--payments", self.team / "payments.csv", "--workbook", self.workbook)
            self.assertEqual(["Payments.0001.xlsx"], [file.name for file in private.iterdir()], str(run))
            self.assertEqual(b"mine", (private / "Payments.0001.xlsx").read_bytes())
            self.assertIn(run.exit, (status, 2), str(run))
            if run.exit == 2:
                self.assertIn("is a link to another place", run.outcome["words"][0])
                self.assertEqual(before, self.workbook.read_bytes())

    def test_hesitation(self):
        self.prepare()
        package = Package(self.workbook)
        package.type_text("Load", 6, 9, "HOLD - ask SW")
        package.save()
        self.assertIn("stopped-by-reviewer", self.problems(self.counterfoil(B, "approve", self.workbook)))

    def test_released_files_and_acts_changed(self):
        self.approved()
        self.ok(self.counterfoil(B, "release", self.workbook))
        self.know(C, A, B)
        folder = self.release_folder()
        self.ok(self.counterfoil(C, "verify", folder))
        whole = {file: file.read_bytes() for file in folder.iterdir()}
        for file, content in whole.items():
            file.chmod(0o666)
            for changed in (content + b"x", content.replace(b"140.00", b"940.00"), content[:-1]):
                if changed != content:
                    file.write_bytes(changed)
                    self.assertEqual(1, self.counterfoil(C, "verify", folder).exit, file.name)
            file.unlink()
            self.assertEqual(1, self.counterfoil(C, "verify", folder).exit, f"without {file.name}")
            file.write_bytes(content)
        (folder / "more.csv").write_text("x", encoding="utf-8")
        self.assertIn("file-differs", self.problems(self.counterfoil(C, "verify", folder)))
        (folder / "more.csv").unlink()
        self.ok(self.counterfoil(C, "verify", folder))

    def test_a_code_noted_outside_finds_a_record_that_was_put_back(self):
        code = next(line["code"] for line in self.approved().lines if line["event"] == "signed")
        spoken = code.lower().replace("-", " ")
        self.ok(self.counterfoil(C, "verify", self.workbook, "--expect", spoken))
        for file in (self.team / "Counterfoil record").glob("*.approved.*"):
            file.unlink()
        self.assertIn("code-not-there", self.problems(self.counterfoil(C, "verify", self.workbook, "--expect", code)))
        self.assertIn("sign-off-not-signed", self.problems(self.counterfoil(C, "verify", self.workbook)))

    def test_an_act_that_does_not_verify_stops_its_batch_and_no_other(self):
        self.approved()
        act = next((self.team / "Counterfoil record").glob("*.approved.*"))
        forged = act.with_name(act.name.split(".")[0] + ".rejected.0123456789abcdef.act")
        forged.write_text("counterfoil-act 1\n", encoding="utf-8")
        self.assertIn("act-torn", self.problems(self.counterfoil(B, "release", self.workbook)))
        other = self.team / "Other.xlsx"
        self.prepare(other, rows=[["L-77", "CF-9", "Elm", "", "", "7.00"]])
        self.ok(self.counterfoil(B, "approve", other))
        self.ok(self.counterfoil(B, "release", other))

    def test_the_checker_sees_every_kind_gross(self):
        said = "\n".join(self.approved().outcome["words"])
        for words in ("Invoices: 2, £1,374.56", "Credit notes: 1, ‑£60.00", "Gross, nothing taken off: £1,434.56", 'Among the largest: £1,234.56 to The "Oak" Home, account CF-2 (R1-L-1002)'):
            self.assertIn(words, said)


if __name__ == "__main__":
    unittest.main()
