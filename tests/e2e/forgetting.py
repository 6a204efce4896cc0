"""Removing Testa Marmalade at the end of retention, and looking for what is left of her in every byte."""

import zipfile

from half_year import HalfYear

TRACES = ["CM-0001", "Testa", "Marmalade", "LN-70011", "PY-5511", "03/05/2012", "2012-05-03"]
DOB_SERIAL, DOB_DAYS = 41032, 15463  # 3 May 2012, as Excel counts and since 1970
LATER = "2033-05-01T09:30:00Z"  # seven years are over on 01/05/2026


def bytes_of(path):
    """All that a file holds, parts of packages inflated."""
    whole = path.read_bytes()
    if whole[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                whole += b"\n" + name.encode() + b"\n" + package.read(name)
    return whole


class Forgetting(HalfYear):
    def forget(self, *more, clock=LATER, before="01/05/2026", user="m.manager", run_id="FORGET-1", exit=0):
        result = self.command("forget", "CM-0001", "--before", before, self.team, "--json", *more, clock=clock, user=user, run_id=run_id)
        self.assertEqual(exit, result.exit, str(result))
        return result

    def verify(self, path, exit=0, **options):
        result = self.command("verify", path, "--json", clock="2033-05-02T09:30:00Z", **options)
        self.assertEqual(exit, result.exit, f"{path.name}: {result}")
        return {line["id"]: line["words"] for line in result.lines if "id" in line}

    def contents(self):
        return {path: path.read_bytes() for path in self.team.rglob("*") if path.is_file()}

    def traces_left(self):
        left = []
        for path in sorted(self.folder.rglob("*")):
            if not path.is_file() or self.exported in path.parents:
                continue
            whole = bytes_of(path)
            left += [(path.name, trace) for trace in TRACES if trace.encode() in whole or trace.encode("utf-16-le") in whole or trace in path.name]
            left += [(path.name, "birthday") for number in (DOB_SERIAL, DOB_DAYS) if f"\t{number}\t".encode() in whole or f"<v>{number}</v>".encode() in whole]
        return left

    def refusals(self, result):
        self.assertEqual("refused", result.outcome["status"], str(result))
        return " ".join(line["words"] for line in result.lines if line.get("id") == "refused")
