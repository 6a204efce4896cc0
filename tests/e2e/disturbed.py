"""Runs that are disturbed from outside: what was there before is kept, and afterwards everything must be whole."""

import os
import shutil
import subprocess

from counterfoil import TASK, CommandTest, command_line

FAULTS = os.environ.get("COUNTERFOIL_FAULTS", "")  # the library of faults.c
LEFTOVERS = (".counterfoil-saving", ".counterfoil-lock", ".counterfoil-before")


class DisturbedTest(CommandTest):
    def start(self, run_id, *more, workbook=None, **environment):
        line = command_line("run", TASK, "--previous", self.exports[1], "--current", self.exports[2], "--rates", self.rates, "--workbook",
                            workbook or self.workbook, *more)
        return subprocess.Popen(line, env={**self.environment(run_id, "2026-01-05T09:30:00Z"), **environment}, cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self, process, timeout=120):
        out, err = process.communicate(timeout=timeout)
        return process.returncode, out.decode("utf-8"), err.decode("utf-8")

    def faulty(self, run_id, *more, at=0, how="die", only="", stays=False, swap=None, log="", **options):
        """A run with the fault at the call of that number; gives status, output and errors."""
        faults = {"LD_PRELOAD": FAULTS, "FAULT_FOLDER": str(self.folder), "FAULT_AT": str(at), "FAULT_HOW": str(how), "FAULT_ONLY": only,
                  "FAULT_STAYS": "yes" if stays else "", "FAULT_LOG": str(log), "FAULT_SWAP": "\n".join(map(str, swap or ()))}
        return self.finish(self.start(run_id, *more, **faults, **options))

    def calls(self, *more, **options):
        """The names of the calls of a run that goes well."""
        log = self.folder.parent / (self.folder.name + "-calls")
        self.addCleanup(lambda: log.unlink(missing_ok=True))
        status, out, err = self.faulty("COUNTED", *more, log=log, **options)
        self.assertEqual(0, status, out + err)
        return log.read_text(encoding="utf-8").split()

    def kept(self):
        """Workbook, ledger and versions as they are."""
        return {path: path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file() and self.is_ours(path)}

    def is_ours(self, path):
        return path.name.startswith(("ledger", self.workbook.stem)) or ".counterfoil-versions" in path.parts

    def put_back(self, kept):
        shutil.rmtree(self.folder / ".counterfoil-versions", ignore_errors=True)
        for path in [path for path in self.folder.iterdir() if path.is_file() and self.is_ours(path)]:
            path.unlink()
        for path, content in kept.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)

    def statements(self, workbook=None):
        result = self.command("verify", workbook or self.workbook, "--json")
        self.assertEqual(0, result.exit, str(result))
        return [line for line in result.lines if line["event"] == "statement"]

    def saved_by(self, workbook=None):
        """The run whose result the workbook is, byte for byte, as the ledger tells."""
        words = [one["words"] for one in self.statements(workbook) if one["id"] == "file-as-saved"]
        self.assertEqual(1, len(words), "the ledger tells which run saved it")
        return words[0].removesuffix(" saved.").rsplit(" ", 1)[-1]

    def state_of(self, run_id):
        states = [line["state"] for line in self.command("history", "--json").lines if line.get("run") == run_id]
        return states[0] if states else "unknown"

    def assert_old_or_new(self, old, run_id, status, context):
        """Old: the bytes that were there. New: the run's whole result. The ledger tells which; the next run goes through."""
        is_old = self.workbook.read_bytes() == old[self.workbook]
        self.assertEqual("RUN-1" if is_old else run_id, self.saved_by(), context)
        if status == 0:
            self.assertFalse(is_old, context)
        if is_old:
            self.assertNotEqual("finished", self.state_of(run_id), context)
        again = self.compare(1, 2, run_id="NEXT", clock="2026-01-06T09:30:00Z")
        self.assertEqual(0, again.exit, f"{context}: {again}")
        self.assertEqual("NEXT", self.saved_by(), context)
        self.assertEqual([], [path.name for path in self.folder.iterdir() if path.name.endswith(LEFTOVERS)], context)
        return is_old
