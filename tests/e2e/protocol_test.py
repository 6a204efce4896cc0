"""What front ends rely on: JSON lines and nothing else, rehearsals that write nothing, the list of tasks, the history of runs."""

import os
import signal
import subprocess
import time
import unittest

from counterfoil import PLANTED, TASK, UNDER, CommandTest, command_line, here, main, word


class Protocol(CommandTest):
    def assert_protocol(self, result):
        self.assertTrue(result.lines)
        self.assertEqual({1}, {line["protocol"] for line in result.lines})
        self.assertTrue(all(isinstance(line["event"], str) for line in result.lines))
        self.assertEqual("outcome", result.outcome["event"])
        self.assertEqual(1, sum(1 for line in result.lines if line["event"] == "outcome"))
        self.assertEqual(result.exit, result.outcome["exit"])

    def test_a_run(self):
        result = self.compare(0, 1, "--json")
        self.assertEqual(0, result.exit, str(result))
        self.assert_protocol(result)
        self.assertEqual(("started", "RUN-1", TASK), tuple(result.lines[0][member] for member in ("event", "run", "task")))
        progress = [line for line in result.lines if line["event"] == "progress"]
        self.assertTrue(progress)
        for line in progress:
            self.assertLessEqual(line["done"], line["total"])
        self.assertEqual(sorted(line["done"] for line in progress), [line["done"] for line in progress], "never backwards")
        self.assertEqual("finished", result.outcome["status"])
        self.assertEqual(self.workbook, here(result.outcome["workbook"]))
        self.assertRegex(result.outcome["workbook-digest"], "^[0-9a-f]{64}$")
        self.assertEqual("", result.err, "nothing for people where a program listens")

    def test_a_persons_words(self):
        result = self.compare(0, 1)
        self.assertEqual(0, result.exit, str(result))
        moved = sum(abs(one["current_pence"] - one["previous_pence"]) for one in PLANTED["pairs"][0]["planted"])
        self.assertIn(f"£{moved / 100:,.2f}", result.out.splitlines()[0], "pounds first: ups and downs added")
        queries = PLANTED["pairs"][0]["risks"]["Query"]
        self.assertIn(str(queries), " ".join(result.out.splitlines()[:3]))
        self.assertIn(word(self.workbook), result.out)
        self.assertNotIn("\x1b", result.out + result.err, "no colours or bars where nobody watches")

    def test_refusals_are_json_too(self):
        for arguments, status in ((["run", TASK, "--json", "--previus", "x"], 3), (["--json", "verify", "none.xlsx"], 2), (["nonsense", "--json"], 3)):
            result = self.command(*arguments)
            self.assert_protocol(result)
            self.assertEqual(status, result.exit, str(result))
            self.assertEqual("failed", result.outcome["status"])
            self.assertTrue(result.outcome["words"][0].rstrip().endswith((".", "?")))

    def test_findings_that_stop_the_run(self):
        bad = self.folder / "No amounts.csv"
        bad.write_text("Wrong,Headings,Entirely\r\n1,2,3\r\n4,5,6\r\n", encoding="utf-8")
        result = self.compare(bad, 1, "--json")
        self.assert_protocol(result)
        self.assertEqual(1, result.exit, str(result))
        blocking = [line for line in result.lines if line["event"] == "finding" and line["severity"] == "blocking"]
        self.assertTrue(blocking)
        for line in blocking:
            self.assertEqual({"protocol", "event", "id", "severity", "title", "sentence", "input", "path", "file", "sheet", "cell", "stored", "shown",
                              "result-sheet", "result-cell"}, set(line))
            self.assertEqual(("previous", str(bad)), (line["input"], str(here(line["path"]))))
            self.assertEqual("No amounts.csv", line["file"])
        self.assertTrue(any("Wrong" in line["sentence"] for line in blocking), "the headings seen are listed")
        self.assertFalse(self.workbook.exists())

    def everything(self):
        return {path.relative_to(self.folder): (path.read_bytes(), path.stat().st_mtime_ns) for path in self.folder.rglob("*")
                if path.is_file() and "ledger" not in path.name and "home" not in path.parts}

    def test_rehearsal_writes_nothing(self):
        before = self.everything()
        result = self.compare(0, 1, "--rehearse", "--json")
        self.assert_protocol(result)
        self.assertEqual((0, "rehearsed", ""), (result.exit, result.outcome["status"], result.outcome["workbook"]))
        self.assertEqual(before, self.everything())
        sheets = {one["sheet"]: one for one in result.outcome["sheets"]}
        self.assertEqual(sum(PLANTED["pairs"][0]["risks"].values()), sheets["Changes"]["added"], "says what it would do")

    def test_rehearsal_into_a_workbook_that_is_there(self):
        self.run_pair(0)
        before = self.everything()
        result = self.compare(1, 2, "--rehearse", run_id="RUN-2")
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual(before, self.everything())

    def test_tasks(self):
        result = self.command("tasks", "--json")
        self.assert_protocol(result)
        task = next(line for line in result.lines if line["event"] == "task" and line["id"] == TASK)
        self.assertTrue(task["usable"])
        self.assertEqual({"previous", "current"}, {one["id"] for one in task["inputs"] if one["required"]})
        for parameter in task["parameters"]:
            self.assertTrue(parameter["title"] and parameter["help"] and parameter["kind"], parameter)
        words = self.command("tasks").out
        for one in task["inputs"] + task["parameters"]:
            self.assertIn(one["id"], words)

    def test_history(self):
        empty = self.command("history")
        self.assertEqual(0, empty.exit, str(empty))
        self.run_pair(0)
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.compare(0, self.folder / "none.xlsx", run_id="RUN-3", clock="2026-01-06T09:30:00Z")
        result = self.command("history", "--json")
        self.assert_protocol(result)
        runs = [line for line in result.lines if line["event"] == "recorded-run"]
        self.assertEqual(["RUN-3", "RUN-2", "RUN-1"], [run["run"] for run in runs], "newest first")
        self.assertEqual(["finished", "finished"], [run["state"] for run in runs[1:]])
        self.assertIn("failed", runs[0]["state"])
        self.assertEqual({"tester"}, {run["user"] for run in runs})
        self.assertEqual({self.workbook.name}, {run["workbook"] for run in runs})

    def test_help_and_version(self):
        for arguments in (["--help"], ["help"], [], ["run", "--help"]):
            result = self.command(*arguments)
            self.assertEqual(0, result.exit, str(result))
            self.assertIn("counterfoil run", result.out)
        self.assertEqual(0, self.command("--version").exit)

    def test_a_reader_that_goes_away(self):
        # A front end may be closed in the middle: the run ends in good order, with the old workbook or the new one.
        line = command_line("run", TASK, "--json", "--previous", self.exports[0], "--current", self.exports[1], "--workbook", self.workbook)
        process = subprocess.Popen(line, env=self.environment(), cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        process.stdout.close()
        self.assertIsNotNone(process.wait(timeout=60))
        if self.workbook.exists():
            self.assertEqual(0, self.command("verify", self.workbook).exit)

    @unittest.skipIf(UNDER, "Windows has no signals: windows_test.py types Ctrl+C into a console")
    def test_cancelled_by_the_user(self):
        line = command_line("run", TASK, "--previous", self.exports[0], "--current", self.exports[1], "--workbook", self.workbook)
        for delay in (0.0, 0.01, 0.03, 0.06):
            process = subprocess.Popen(line, env=self.environment(), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            os.kill(process.pid, signal.SIGINT)
            process.wait(timeout=60)
            # Whenever it was struck: either no workbook, or a whole one.
            if self.workbook.exists():
                self.assertEqual(0, self.command("verify", self.workbook).exit)
                self.workbook.unlink()
            self.assertFalse([path.name for path in self.folder.iterdir() if path.suffix == ".tmp"])


if __name__ == "__main__":
    main()
