"""Nothing is half done: whenever a run is killed, the old workbook or the new one is there, whole, and the next run goes on."""

import signal
import subprocess
import time

from counterfoil import TASK, CommandTest, changes, command_line, load, main, table


class Interruption(CommandTest):
    def start(self, run_id, clock="2026-01-05T09:30:00Z"):
        line = command_line("run", TASK, "--previous", self.exports[1], "--current", self.exports[2], "--rates", self.rates, "--workbook", self.workbook)
        return subprocess.Popen(line, env=self.environment(run_id, clock), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kept(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file() and (path == self.workbook or path.name.startswith("ledger"))}

    def put_back(self, kept):
        for path in [path for path in self.folder.iterdir() if path.is_file() and path.name.startswith("ledger")]:
            path.unlink()
        for name, content in kept.items():
            (self.folder / name).write_bytes(content)

    def test_killed_at_any_moment(self):
        self.run_pair(0)
        kept = self.kept()
        began = time.monotonic()
        self.assertEqual(0, self.start("RUN-2").wait(timeout=60))
        whole_run = time.monotonic() - began
        endings = set()
        for step in range(14):
            self.put_back(kept)
            process = self.start(f"KILLED-{step}")
            time.sleep(whole_run * step / 12)
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=60)
            is_old = self.workbook.read_bytes() == kept[self.workbook.name]
            endings.add((is_old, process.returncode == 0))
            if not is_old:
                # The new one, whole: its run is on the Audit sheet, and the sheets are those of the second comparison.
                self.assertEqual(["RUN-1", f"KILLED-{step}"], [row["Run"] for row in table(load(self.workbook)["Audit"], "Run", "This record")])
                self.assertTrue(changes(self.workbook))
            verified = self.command("verify", self.workbook)
            self.assertEqual(0, verified.exit, f"step {step}, old {is_old}: {verified}")
            # What was left behind (locks, temporary files) hinders nobody.
            again = self.compare(1, 2, run_id=f"AFTER-{step}", clock="2026-01-06T09:30:00Z")
            self.assertEqual(0, again.exit, f"step {step}: {again}")
            self.assertEqual(0, self.command("verify", self.workbook).exit)
            history = self.command("history").out
            self.assertIn(f"AFTER-{step}", history)
            if process.returncode != 0 and f"KILLED-{step}" in history:
                self.assertRegex(history, rf"KILLED-{step} .*(not finished|finished)")
        self.assertIn((True, False), endings, "killed before the end at least once")

    def test_two_runs_at_once(self):
        # One may save; the other says that the workbook is in use or has changed. Nothing is mixed.
        self.run_pair(0)
        processes = [self.start("RUN-A"), self.start("RUN-B")]
        ends = sorted(process.wait(timeout=60) for process in processes)
        self.assertIn(ends, ([0, 0], [0, 2]))
        audit = [row["Run"] for row in table(load(self.workbook)["Audit"], "Run", "This record")]
        self.assertEqual(len(audit), len(set(audit)))
        self.assertEqual(1 + ends.count(0), len(audit))
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, str(verified))


if __name__ == "__main__":
    main()
