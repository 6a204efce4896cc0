"""Random sequences of run, approve, reject, edit, hesitate, copy, put back, delete a ledger and release, by three people with ledgers of their own, against
a model that knows what may be released: nothing is released that it forbids, and nothing is stuck that it allows."""

import os
import random
import shutil
import unittest

from batch import BatchTest

PEOPLE = ["a.preparer", "b.checker", "c.other"]
SEQUENCES = int(os.environ.get("COUNTERFOIL_SEQUENCES", "15"))
STEPS = 9


class Model:
    """What may happen, by the rules alone."""

    def __init__(self):
        self.preparer, self.approved, self.rejected, self.released, self.round = {}, set(), set(), set(), {}
        self.rounds_out = {}  # round of keys -> the batch in which they went out

    def may_sign(self, batch, who):
        return self.preparer[batch] != who and batch not in self.released

    def may_approve(self, batch, who, clean):
        return clean and self.may_sign(batch, who) and batch not in self.rejected

    def may_release(self, batch, clean):
        return (clean and batch in self.approved and batch not in self.rejected and batch not in self.released
                and self.rounds_out.get(self.round[batch], batch) == batch)


class Sequences(BatchTest):
    def step(self, number):
        do = self.random.choice(["run", "approve", "approve", "reject", "edit", "hesitate", "copy", "forget", "release", "release", "release"])
        name = self.random.choice(list(self.files) or ["Payments.xlsx"])
        path, who = self.folder / name, self.random.choice(PEOPLE)
        as_who = {"extra": {"COUNTERFOIL_LEDGER": str(self.folder / f"{who}.sqlite")}, "user": who}
        if do == "run" or name not in self.files:
            batch = f"RUN-{number}"
            self.model.round[batch] = str(self.random.randint(1, 3))
            done = self.command("run", "release-sample", "--payments", self.export(), "--workbook", path, "--set", f"round={self.model.round[batch]}", "--reason", "a trial", run_id=batch, **as_who)
            self.assertEqual(0, done.exit, self.told(do, name, who, done))
            self.model.preparer[batch] = who
            self.files[name] = (batch, True)
            return
        batch, clean = self.files[name]
        if do in ("approve", "reject"):
            may = self.model.may_sign(batch, who) if do == "reject" else self.model.may_approve(batch, who, clean)
            done = self.approve(*(["--reject"] if do == "reject" else []), run_id=f"SIGN-{number}", workbook=path, **as_who)
            self.assertEqual(0 if may else 1, done.exit, self.told(do, name, who, done))
            if may:
                (self.model.rejected if do == "reject" else self.model.approved).add(batch)
        elif do == "release":
            may = self.model.may_release(batch, clean)
            done = self.release(run_id=f"RELEASE-{number}", workbook=path, **as_who)
            self.assertEqual(0 if may else 1, done.exit, self.told(do, name, who, done))
            if may:
                self.model.released.add(batch)
                self.model.rounds_out[self.model.round[batch]] = batch
        elif do == "edit":
            self.edit("Load", "Amount", 9140, workbook=path)
            self.files[name] = (batch, False)
        elif do == "hesitate":
            self.edit("Load", "Decision", "wait", 2, workbook=path)
            self.files[name] = (batch, False)
        elif do == "copy":  # or put back over another
            to = f"Payments {self.random.randint(1, 2)}.xlsx"
            if to != name:
                shutil.copy(path, self.folder / to)
                self.files[to] = self.files[name]
        elif do == "forget":
            for file in self.folder.glob(f"{who}.sqlite*"):
                file.unlink()
        self.said.append(f"{do} {name} {who}")

    def told(self, do, name, who, done):
        return f"seed {self.seed}, after {self.said}: {do} {name} ({self.files.get(name)}) by {who}\nreleased {self.model.released}, rejected {self.model.rejected}, approved {self.model.approved}\n{done}"

    def test_nothing_forbidden_and_nothing_stuck(self):
        released = 0
        for seed in range(SEQUENCES):
            for old in [*self.folder.glob("Payments*"), self.folder / "Counterfoil record", self.folder / ".counterfoil-versions", self.folder / "home/.local/share/counterfoil/seen", *self.folder.glob("*.sqlite*")]:
                shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
            self.seed, self.random, self.model, self.files, self.said = seed, random.Random(seed), Model(), {}, []
            for number in range(STEPS):
                self.step(number)
            released += len(self.model.released)
            out = sorted(path.parent.name for path in self.folder.glob("Payments* release */Load *.csv"))
            self.assertEqual(len(self.model.released), len(out), f"seed {seed}: {out}, {self.said}")
        self.assertGreater(released, 0)


if __name__ == "__main__":
    unittest.main()
