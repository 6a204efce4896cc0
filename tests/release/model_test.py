"""Random sequences of run, approve, reject, edit, hesitate, copy, put back, delete a ledger, merge, restore, release, a release that is cut off, and taking it back, by three people with ledgers of their own, against
a model that knows what may be released: nothing is released that it forbids, and nothing is stuck that it allows. Each run has two batches."""

import os
import random
import shutil
import unittest

from batch import PAYMENTS, BatchTest
from removed import remove

# Each run has two batches; their names are those of the run and of the run with what tells the second one apart.
KINDS = {"payments": "", "deductions": "-deductions"}
DEDUCTION = ["D-2001", "CF-5", "Elm House", "", "", "75.00"]
PEOPLE = ["a.preparer", "b.checker", "c.other"]
SEQUENCES = int(os.environ.get("COUNTERFOIL_SEQUENCES", "15"))
STEPS = 14
FAULTS = os.environ.get("COUNTERFOIL_FAULTS", "")


class Model:
    """What may happen, by the rules alone."""

    def __init__(self):
        self.preparer, self.approved, self.rejected, self.released, self.round = {}, set(), set(), set(), {}
        self.rounds_out = {}  # round of keys -> the batch in which they went out
        self.cut, self.taken_back = {}, {}  # batch -> (who, in which file); batch -> who took it back

    def may_sign(self, batch, who):
        return self.preparer[batch] != who and batch not in self.released and batch not in self.cut

    def waits(self, batches):
        """A release of one of these runs' batches was cut off, and is neither finished nor taken back by two."""
        return [batch for run in batches for batch in (run + kind for kind in KINDS.values()) if batch in self.cut and batch not in self.released and len(self.taken_back.get(batch, ())) < 2]

    def may_approve(self, batch, who, clean):
        return clean and self.may_sign(batch, who) and batch not in self.rejected

    def may_release(self, batch, clean):
        return (clean and batch in self.approved and batch not in self.rejected and batch not in self.released and batch not in self.cut
                and self.rounds_out.get(self.round[batch], batch) == batch)


class Sequences(BatchTest):
    def step(self, number):
        likely = {"run": 2, "approve": 5, "reject": 1, "edit": 1, "hesitate": 1, "copy": 2, "forget": 1, "release": 6, "merge": 1, "restore": 1}
        if FAULTS:
            likely.update({"cut off": 4, "withdraw": 3})
        do, who, kind = self.begins.pop(0) if self.begins else (self.random.choices(list(likely), likely.values())[0], self.random.choice(PEOPLE), self.random.choice(list(KINDS)))
        name = self.random.choice(list(self.files) or ["Payments.xlsx"])
        path = self.folder / name
        as_who = {"extra": {"COUNTERFOIL_LEDGER": str(self.folder / f"{who}.sqlite")}, "user": who}
        run, edited, hesitates, batches = self.files.get(name, ("", False, False, []))
        batch = run + KINDS[kind]
        which = ["--batch", kind]
        clean = not edited and not (hesitates and kind == "payments")  # what is typed beside a payment stops no deduction
        waits = self.model.waits(batches)
        if do == "run" or name not in self.files:
            do, before, run = "run", run, f"RUN-{number}"
            if hesitates:  # what is typed is carried to the next run, so it is taken out first
                self.edit("Load", "Decision", "", 2, workbook=path)
                self.files[name] = (before, edited, False, batches)
            number_of_round = str(self.random.randint(1, 3))
            done = self.command("run", "release-sample", "--payments", self.export([*PAYMENTS, DEDUCTION]), "--workbook", path, "--set", f"round={number_of_round}", "--reason", "a trial", run_id=run, **as_who)
            self.assertEqual(2 if waits else 0, done.exit, self.told(do, name, who, done))
            if not waits:
                for each, suffix in KINDS.items():
                    self.model.preparer[run + suffix] = who
                    self.model.round[run + suffix] = each + number_of_round
                self.files[name] = (run, False, False, [*batches, run])
        elif do in ("approve", "reject"):
            may = not waits and (self.model.may_sign(batch, who) if do == "reject" else self.model.may_approve(batch, who, clean))
            done = self.approve(*which, *(["--reject"] if do == "reject" else []), run_id=f"SIGN-{number}", workbook=path, **as_who)
            self.assertEqual(0 if may else 1, done.exit, self.told(do, name, who, done))
            if may:
                (self.model.rejected if do == "reject" else self.model.approved).add(batch)
        elif do in ("release", "cut off"):
            finishes = self.model.cut.get(batch) == (who, name) and batch in waits
            may = finishes or (not waits and self.model.may_release(batch, clean))
            if do == "cut off" and (not may or finishes):
                return
            if do == "cut off":  # the workbook's own rename does not take place
                as_who["extra"].update(LD_PRELOAD=FAULTS, FAULT_FOLDER=str(self.folder / "Payments"), FAULT_AT="2", FAULT_ONLY="rename", FAULT_HOW="13", FAULT_STAYS="1")
            done = self.release(*which, run_id=f"RELEASE-{number}", workbook=path, **as_who)
            self.assertEqual(2 if do == "cut off" else 0 if may else 1, done.exit, self.told(do, name, who, done))
            if do == "cut off":
                self.model.cut[batch] = (who, name)
            elif may:
                self.model.released.add(batch)
            if may:
                self.model.rounds_out[self.model.round[batch]] = batch
        elif do == "withdraw":
            may = bool(waits) and who not in self.model.taken_back.get(min(waits), ()) and who != self.model.cut[min(waits)][0]  # two others
            done = self.release("--withdraw", run_id=f"WITHDRAW-{number}", workbook=path, **as_who)
            self.assertEqual(0 if may else 1, done.exit, self.told(do, name, who, done))
            if may:
                taken = self.model.taken_back.setdefault(min(waits), [])
                taken.append(who)
                if len(taken) == 2:  # its lines may go out in another batch
                    self.model.rounds_out.pop(self.model.round[min(waits)], None)
        elif do in ("merge", "restore"):  # neither gets round a release that was cut off; what they make is a new file
            made = self.folder / f"Made {number}.xlsx"
            done = (self.command("merge", path, path, path, "--as", made, run_id=f"MERGE-{number}", **as_who) if do == "merge" else
                    self.command("restore", path, "--version", "1", "--as", made, **as_who))
            if waits:
                self.assertNotEqual(0, done.exit, self.told(do, name, who, done))
                self.assertFalse(made.exists(), self.told(do, name, who, done))
            elif do == "merge":
                self.assertEqual(0, done.exit, self.told(do, name, who, done))
        elif do == "edit":
            self.edit("Load", "Amount", 9140, workbook=path)
            self.files[name] = (run, True, hesitates, batches)
        elif do == "hesitate":
            self.edit("Load", "Decision", "wait", 2, workbook=path)
            self.files[name] = (run, edited, True, batches)
        elif do == "copy":  # or put back over another
            to = f"Payments {self.random.randint(1, 2)}.xlsx"
            if to != name:
                shutil.copy(path, self.folder / to)
                self.files[to] = self.files[name]
        elif do == "forget":
            remove(self.folder.glob(f"{who}.sqlite*"))
        self.said.append(f"{do} {name} {who} {kind}")

    def told(self, do, name, who, done):
        return f"seed {self.seed}, after {self.said}: {do} {name} ({self.files.get(name)}) by {who}\nreleased {self.model.released}, cut off {self.model.cut}, taken back {self.model.taken_back}, rejected {self.model.rejected}, approved {self.model.approved}\n{done}"

    def test_nothing_forbidden_and_nothing_stuck(self):
        released = taken_back = 0
        for seed in range(SEQUENCES):
            remove([*self.folder.glob("Payments*"), *self.folder.glob("Made*"), self.folder / "Counterfoil record", self.folder / ".counterfoil-versions", self.folder / "home/.local/share/counterfoil/seen", *self.folder.glob("*.sqlite*")])
            self.seed, self.random, self.model, self.files, self.said = seed, random.Random(seed), Model(), {}, []
            # Every third one begins where much can go wrong.
            self.begins = [("run", PEOPLE[0], "payments"), *((what, who, list(KINDS)[seed % 2]) for what, who in (("approve", PEOPLE[1]), ("cut off", PEOPLE[1]), ("withdraw", PEOPLE[2])))] if FAULTS and seed % 3 == 1 else []
            for number in range(STEPS):
                self.step(number)
            released += len(self.model.released)
            taken_back += sum(len(who) == 2 for who in self.model.taken_back.values())
            out = sorted(path.parent.name for path in [*self.folder.glob("Payments* release */Load *.csv"), *self.folder.glob("Payments* release */Deductions *.csv")])
            self.assertEqual(len(self.model.released | set(self.model.cut)), len(out), f"seed {seed}: {out}, {self.said}")
        self.assertGreater(released, 0)
        if FAULTS:
            self.assertGreater(taken_back, 0)


if __name__ == "__main__":
    unittest.main()
