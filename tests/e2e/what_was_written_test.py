"""What a command that fails says of the files: "Nothing was written." only where that is so, else what was written and where the earlier content is."""

import json
import re
import shutil

from counterfoil import EXAMPLES, CommandTest, load, main
from team_workbook import export, team_workbook

NOTHING = "Nothing was written."


class WhatWasWritten(CommandTest):
    def block(self, path):
        """Saving this file fails from now on: what lies in the temporary's place cannot be removed. Gives what takes that away again."""
        (path.parent / (path.name + ".counterfoil-saving")).mkdir()
        (path.parent / (path.name + ".counterfoil-saving") / "in the way").write_bytes(b"")
        return lambda: shutil.rmtree(path.parent / (path.name + ".counterfoil-saving"))

    def fails(self, *arguments, **options):
        result = self.command(*arguments, **options)
        self.assertEqual(2, result.exit, str(result))
        return result.err


class Run(WhatWasWritten):
    def test_nothing(self):
        self.block(self.workbook)
        result = self.compare(0, 1)
        self.assertEqual(2, result.exit)
        self.assertIn("CWD comparison.xlsx could not be saved", result.err)
        self.assertTrue(result.err.strip().endswith(NOTHING), result.err)
        self.assertFalse(self.workbook.exists())

    def test_stopped_and_rehearsed_runs_say_so_once(self):
        broken = self.folder / "Broken.csv"
        broken.write_text("Person ID,Name,Line ID,Net,Period From,Period To\n1,Nobody,2,a lot,08/12/2025,04/01/2026\n", encoding="utf-8")
        stopped = self.compare(0, broken)
        self.assertEqual(1, stopped.exit)
        self.assertEqual(1, stopped.out.count(NOTHING), stopped.out)
        rehearsed = self.compare(0, 1, "--rehearse")
        self.assertEqual(1, rehearsed.out.count(NOTHING), rehearsed.out)
        self.assertEqual(0, self.compare(0, 1).out.count(NOTHING))

    def test_the_teams_workbook_is_saved_and_our_sheets_are_not(self):
        team = team_workbook(self.folder / "CWD monitoring.xlsx")
        before = team.read_bytes()
        sheets = self.folder / "Counterfoil sheets.xlsx"
        run = ["run", "cwd-comparison", "--previous", export(self.folder / "October.csv", 0), "--current", export(self.folder / "November.csv", 1), "--workbook", team,
               "--sheets-in", sheets]
        unblock = self.block(sheets)
        told = self.fails(*run, run_id="RUN-1")
        self.assertNotIn(NOTHING, told)
        self.assertIn("Counterfoil sheets.xlsx could not be saved", told)
        self.assertIn("Before that, CWD monitoring.xlsx was written; what it held is kept as ", told)
        kept = re.search(r"is kept as (.*?\.xlsx)\.", told)[1]
        self.assertEqual(before, (self.folder / kept).read_bytes())
        self.assertEqual("P8", load(team)["2025-26"]["G3"].value)
        self.assertFalse(sheets.exists())
        states = [line["state"] for line in self.command("history", "--json").lines if line.get("run") == "RUN-1"]
        self.assertEqual(["failed: unwritable"], states)
        unblock()
        again = self.command(*run, run_id="RUN-2")
        self.assertEqual(0, again.exit, str(again))
        self.assertEqual(["P6", "P7", "P8", "Year to date"], [cell.value for cell in load(team)["2025-26"][3]][4:8], "the column once, not twice")
        self.assertEqual(0, self.command("verify", sheets).exit)


class OtherCommands(WhatWasWritten):
    def test_merge_and_restore(self):
        self.run_pair(0)
        for name in ("Base.xlsx", "Mine.xlsx", "Theirs.xlsx"):
            shutil.copy(self.workbook, self.folder / name)
        self.block(self.folder / "Mine (merged).xlsx")
        self.assertTrue(self.fails("merge", "Base.xlsx", "Mine.xlsx", "Theirs.xlsx").strip().endswith(NOTHING))
        self.run_pair(1)
        self.block(self.folder / "Back.xlsx")
        self.assertTrue(self.fails("restore", self.workbook, "--version", "1", "--as", self.folder / "Back.xlsx").strip().endswith(NOTHING))
        self.assertFalse((self.folder / "Back.xlsx").exists())

    def test_approve_and_release(self):
        self.know_people("tester", "b.checker")
        uplift = json.loads((EXAMPLES / "uplift-planted.json").read_text(encoding="utf-8"))
        workbook = self.folder / "Uplift.xlsx"
        self.assertEqual(0, self.command("run", "uplift", "--lines", EXAMPLES / uplift["lines"], "--rules", EXAMPLES / uplift["rules"], "--workbook", workbook,
                                         "--set", f"effective={uplift['effective']}", run_id="RUN-U").exit)
        refused = self.command("release", workbook, run_id="REL-0")
        self.assertEqual(1, refused.exit)
        self.assertIn("Nothing was released. " + NOTHING, refused.out)
        unblock = self.block(workbook)
        self.assertTrue(self.fails("approve", workbook, user="b.checker", run_id="APP-1").strip().endswith(NOTHING))
        unblock()
        self.assertEqual(0, self.command("approve", workbook, user="b.checker", run_id="APP-2").exit)
        unblock = self.block(workbook)
        told = self.fails("release", workbook, user="b.checker", run_id="REL-1")
        self.assertNotIn(NOTHING, told)
        folder = next(path for path in self.folder.iterdir() if " release " in path.name)
        self.assertIn(f"Before that, {folder.name} was written", told)
        unblock()
        self.assertEqual(0, self.command("release", workbook, user="b.checker", run_id="REL-2").exit)


if __name__ == "__main__":
    main()
