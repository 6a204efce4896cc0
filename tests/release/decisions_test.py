"""Whoever asks what became of a decision gets an answer: every change that a run or a signature saw, and every rewriting of what was decided or signed."""

import os
import pathlib
import re
import shutil
import sys

import openpyxl

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from counterfoil import CommandTest, changes, column_of, load, main, table  # noqa: E402
from package import Package  # noqa: E402
from reviewers_test import GONE, HEADINGS, MOVED, QUIET, SAME  # noqa: E402

ASKS, CHECKS, MANAGER = "amy.plum", "bob.quince", "m.manager"
PAST = ("Period", "Person ID", "Line ID", "Decision", "Initials")


def type_into(path, key, **cells):
    sheet, at = load(path)["Changes"], changes(path)[key]["#"]
    package = Package(path)
    for heading, text in cells.items():
        package.type_text("Changes", at, column_of(sheet, HEADINGS, heading.capitalize()), text)
    package.save()


def rewrite_past(path, key, heading, text):
    """A past decision, as whoever cheats edits it. Gives the cell."""
    sheet = load(path)["Past decisions"]
    row = next(row for row in table(sheet, *PAST) if (str(row["Person ID"]), str(row["Line ID"])) == key)
    column = column_of(sheet, PAST, heading)
    package = Package(path)
    package.type_text("Past decisions", row["#"], column, text)
    package.save()
    return openpyxl.utils.get_column_letter(column) + str(row["#"])


class Decisions(CommandTest):
    def setUp(self):
        super().setUp()
        self.know_people(ASKS, CHECKS, MANAGER)
        self.month(1, 0, ASKS, "2025-12-08")

    def month(self, number, pair, user, day):
        result = self.compare(pair, pair + 1, "--json", run_id=f"RUN-{number}", user=user, clock=f"{day}T09:30:00Z")
        self.assertEqual(0, result.exit, str(result))
        return result

    def decisions(self, *more, exit_status=0, workbook=None):
        before = (workbook or self.workbook).read_bytes()
        result = self.command("decisions", workbook or self.workbook, "--json", *more)
        self.assertEqual(exit_status, result.exit, str(result))
        self.assertEqual(before, (workbook or self.workbook).read_bytes(), "only read")
        return [line for line in result.lines if line["event"] == "decision"]

    def verify(self, exit_status=0, workbook=None):
        result = self.command("verify", workbook or self.workbook, "--json", "--all")
        self.assertEqual(exit_status, result.exit, str(result))
        return result.lines

    def one(self, lines, what):
        found = [line for line in lines if line.get("id") == what]
        self.assertEqual(1, len(found), [line.get("id") for line in lines])
        return found[0]

    def approve(self, clock="2026-03-09T09:30:35Z", run_id="SIGN-1"):
        result = self.command("approve", self.workbook, "--json", user=MANAGER, run_id=run_id, clock=clock)
        self.assertEqual(0, result.exit, str(result))
        return result

    def three_changes(self):
        """OK by AP, then Error by BQ, then OK by AP, each seen by a run."""
        type_into(self.workbook, SAME, decision="OK", initials="AP")
        self.month(2, 0, ASKS, "2026-01-09")
        type_into(self.workbook, SAME, decision="Error", initials="BQ", comment="decimal slip, stop")
        self.month(3, 0, CHECKS, "2026-02-13")
        type_into(self.workbook, SAME, decision="OK", initials="AP", comment="")
        self.month(4, 0, ASKS, "2026-03-09")

    def test_a_decision_that_was_changed_twice_stands_there_three_times(self):
        self.three_changes()
        told = self.decisions("--of", SAME[1])
        self.assertEqual([("2026-01-09T09:30:00Z", ASKS, "RUN-2", "", "OK", "AP"), ("2026-02-13T09:30:00Z", CHECKS, "RUN-3", "OK", "Error", "BQ"),
                          ("2026-03-09T09:30:00Z", ASKS, "RUN-4", "Error", "OK", "AP")],
                         [(line["time"], line["login"], line["run"], line["held"].split("\n")[0], line["holds"].split("\n")[0], line["initials"])
                          for line in [*[one for one in told if one["what"] == "first seen" and "Decision" in one["headings"]],
                                       *[one for one in told if one["what"] == "changed"]]])
        money = f"£{changes(self.workbook)[SAME]['Current']:,.2f}"
        shown = self.command("decisions", self.workbook, "--of", SAME[1]).out
        self.assertIn(f"13 Feb 2026 09:30 UTC, by the run or act of {CHECKS}: changed. Changes, row {SAME[0]}, {SAME[1]}", shown)
        self.assertIn("Decision: OK, now Error", shown)
        self.assertIn("decimal slip, stop", shown)
        self.assertIn(f"about {money}", shown)
        # Of initials, of a name; and of nobody.
        self.assertTrue(self.decisions("--of", "bq"))
        self.assertTrue(self.decisions("--of", changes(self.workbook)[SAME]["Name"]))
        self.assertEqual([], self.decisions("--of", "nobody"))
        # What is typed now is told, and is the next run's to log.
        type_into(self.workbook, MOVED, decision="Query", initials="AP")
        self.assertEqual(["typed since"], [line["what"] for line in self.decisions("--of", MOVED[1])])
        note = [line for line in self.verify() if line.get("id") == "typed-since"]
        self.assertEqual({("limit", "Query", ""), ("limit", "AP", "")}, {(line["kind"], line["held"], line["recorded"]) for line in note})
        # A workbook of its own for the printer, never over another file.
        printed = self.folder / "Decisions.xlsx"
        self.decisions("--save-as", printed)
        rows = list(openpyxl.load_workbook(printed)["Decisions"].iter_rows(min_row=3, values_only=True))
        self.assertEqual(("Seen", "By the run or act of", "What happened"), rows[0][:3])
        self.assertIn(("13 Feb 2026 09:30 UTC", CHECKS, "changed"), [row[:3] for row in rows])
        self.assertEqual(3, self.command("decisions", self.workbook, "--save-as", printed).exit)

    def test_a_past_decision_is_not_rewritten(self):
        type_into(self.workbook, GONE, decision="OK", initials="AP", comment="Seen the letter")
        self.month(2, 1, ASKS, "2026-01-09")
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        moved = [line for line in self.decisions("--of", GONE[1]) if line["what"] == "carried"]
        self.assertEqual([("Past decisions", "OK", "AP")], [(line["sheet"], line["holds"], line["initials"]) for line in moved])
        cell = rewrite_past(self.workbook, GONE, "Initials", "ZZ")
        problem = self.one(self.verify(1), "past-decision-changed")
        self.assertEqual(("Past decisions", cell, "Initials", "ZZ", "AP"), tuple(problem[one] for one in ("sheet", "cell", "column", "held", "recorded")))
        # It cannot be signed, and the next run puts it back and says so.
        refused = self.command("approve", self.workbook, "--json", user=MANAGER, run_id="SIGN-0", clock="2026-01-09T10:00:00Z")
        self.assertEqual(1, refused.exit, str(refused))
        self.assertIn("past-decision-changed", [line.get("id") for line in refused.lines])
        again = self.month(3, 1, ASKS, "2026-02-13")
        finding = self.one(again.lines, "past-decision-changed")
        self.assertEqual(("Past decisions", cell, "ZZ"), (finding["sheet"], finding["cell"], finding["stored"]))
        self.assertIn('held "ZZ". "AP" was recorded there', finding["sentence"])
        past = [row for row in table(load(self.workbook)["Past decisions"], *PAST) if str(row["Line ID"]) == GONE[1]]
        self.assertEqual(["AP"], [row["Initials"] for row in past])
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        self.assertIn(("put back", "ZZ", "AP"), [(line["what"], line["held"], line["holds"]) for line in self.decisions("--of", GONE[1])])
        # Done again from what it began with, the run comes to the same, byte for byte.
        replayed = self.command("replay", "RUN-3", "--workbook", self.workbook, "--inputs", self.exports[1], self.exports[2], self.rates, "--json")
        self.assertEqual(0, replayed.exit, str(replayed))
        self.assertIn("file-same", [line.get("id") for line in replayed.lines])

    def test_what_was_signed_and_then_changed_is_named(self):
        self.three_changes()
        said = "\n".join(self.approve().outcome["words"])
        self.assertIn("1 decision was first seen 35 seconds before the approval.", said)
        self.assertIn(f"1 decision bears the initials AP, which fit {ASKS}, who prepared it.", said)
        notes = {line["id"]: line["words"] for line in self.verify() if line.get("kind") == "limit"}
        self.assertIn("35 seconds before", notes["approved-at-once"])
        self.assertIn(ASKS, notes["preparer-decided"])
        self.assertIn("The period of run RUN-4 was approved.", self.decisions()[-1]["note"])
        type_into(self.workbook, SAME, decision="Error")
        problem = self.one(self.verify(1), "signed-cell-changed")
        self.assertEqual(("Changes", "Decision", "Error", "OK"), tuple(problem[one] for one in ("sheet", "column", "held", "recorded")))
        self.assertIn(MANAGER, problem["words"])

    def test_a_log_that_was_rewritten_is_not_believed(self):
        self.three_changes()
        self.approve()
        package = Package(self.workbook)
        part = next(name for name, data in package.parts.items() if b"urn:counterfoil:record:3" in data)
        self.assertIn(b"decimal slip, stop", package.parts[part])
        package.parts[part] = package.parts[part].replace(b"decimal slip, stop", b"all in order, go on")
        package.save()
        lines = self.verify(1)
        self.assertIn("SIGN-1", self.one(lines, "decision-log-changed")["words"])
        self.assertTrue([line for line in lines if line.get("id") == "signed-log-changed"])
        self.decisions(exit_status=1)

    def test_what_a_merge_decided_stays(self):
        base, mine, theirs, merged = (self.folder / name for name in ("Base.xlsx", "Mine.xlsx", "Theirs.xlsx", "Merged.xlsx"))
        type_into(self.workbook, QUIET, decision="OK", initials="AP")
        for copy in (base, mine, theirs):
            shutil.copy(self.workbook, copy)
        type_into(mine, SAME, decision="OK", initials="AP")
        type_into(theirs, SAME, decision="Error", initials="BQ")
        result = self.command("merge", base, mine, theirs, "--as", merged, "--json", run_id="RUN-M", user=ASKS, clock="2026-01-10T09:00:00Z")
        self.assertEqual(1, result.exit, str(result))
        over = [line for line in self.decisions("--of", SAME[1], workbook=merged) if line["what"] == "overridden by a merge"]
        self.assertEqual(1, len(over), over)
        self.assertIn('Before: nothing; mine: "OK"; theirs: "Error".', over[0]["note"])
        typed = [line for line in self.decisions("--of", QUIET[1], workbook=merged)]
        self.assertEqual(1, len(typed), "typed before the copies went different ways: logged once")
        found = [row for row in table(load(merged)["Findings"], "Matter", "Sheet", "Cell") if row["Matter"] == "Both copies had changed a cell"]
        self.assertIn('Before: nothing; mine: "OK"; theirs: "Error".', "\n".join(str(row) for row in found))
        if seen := os.environ.get("COUNTERFOIL_FINDINGS_SEEN"):  # as in ../e2e/counterfoil.py: a merge has its findings on the sheet alone
            with open(seen, "a", encoding="utf-8") as file:
                file.write("engine merge-decided\n")
        self.assertEqual(["RUN-1", "RUN-M"], [row["Run"] for row in table(load(merged)["Audit"], "Run", "This record")])
        self.assertEqual(["merged"], [line["state"] for line in self.command("history", "--json").lines if line.get("run") == "RUN-M"])
        problems = [line["id"] for line in self.verify(1, merged) if line.get("kind") == "problem"]
        self.assertEqual(["copies-differ"], problems)

    def test_a_restore_does_not_cut_the_log(self):
        self.three_changes()
        back = self.folder / "Back.xlsx"
        result = self.command("restore", self.workbook, "--version", "2", "--as", back, "--json", run_id="RUN-R", user=CHECKS, clock="2026-03-10T09:00:00Z")
        self.assertEqual(0, result.exit, str(result))
        # Version 2 is of before RUN-3: it holds the OK of January with BQ's Error typed over it.
        told = self.decisions("--of", SAME[1], workbook=back)
        self.assertEqual(["RUN-2", "RUN-3", "RUN-4", "RUN-R"], list(dict.fromkeys(line["run"] for line in told)))
        self.assertEqual(("restored", "Error"), (told[-1]["what"], told[-1]["holds"].split("\n")[0]))
        self.assertRegex(self.decisions(workbook=back)[-1]["note"], "^Version 2 of CWD comparison.xlsx, as it was after run RUN-2, came back")
        audit = table(load(back)["Audit"], "Run", "Prepared by", "Settings")
        self.assertEqual(["RUN-1", "RUN-2", "RUN-R"], [row["Run"] for row in audit])
        self.assertTrue(audit[-1]["Settings"].startswith("Brought back: version 2 of CWD comparison.xlsx"), audit[-1])
        self.assertEqual(["restored"], [line["state"] for line in self.command("history", "--json").lines if line.get("run") == "RUN-R"])
        self.verify(workbook=back)
        self.verify()
        # The next run goes on from it.
        self.assertEqual(0, self.compare(1, 2, workbook=back, run_id="RUN-5", clock="2026-04-10T09:30:00Z").exit)
        self.verify(workbook=back)

    def test_the_ledger_and_the_acts_bind_it_and_name_nobody(self):
        self.three_changes()
        self.approve()
        audit = table(load(self.workbook)["Audit"], "Run", "Prepared by", "Settings")
        for row in audit:
            self.assertRegex(row["Settings"], "decision log = SHA-256 [0-9a-f]{64}")
        self.assertNotEqual(*[re.search("decision log = (.*)", row["Settings"]).group(1) for row in audit[-2:]])
        acts = b"".join(file.read_bytes() for file in (self.folder / "Counterfoil record").iterdir())
        self.assertIn(b"decisions-logged", acts)
        for secret in (SAME[0].encode(), b"decimal slip"):
            self.assertNotIn(secret, acts)
            self.assertNotIn(secret, self.ledger.read_bytes())


if __name__ == "__main__":
    main()
