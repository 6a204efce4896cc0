"""For tests/xlsx/judges.py: each workbook that a command wrote, with what it was made from, in the folder COUNTERFOIL_COLLECT: what stood there before or,
where the command put it under a new name, the workbook that it was given. At most COUNTERFOIL_COLLECT_MOST of a test program: some make hundreds alike."""

import hashlib
import os
import pathlib

MOST = int(os.environ.get("COUNTERFOIL_COLLECT_MOST", "1000000"))


class Collected:
    """The workbooks in a folder before a command and after it."""

    kept = 0

    def __init__(self, folder, arguments=()):
        self.into = os.environ.get("COUNTERFOIL_COLLECT") if Collected.kept < MOST else None
        self.folder = folder
        self.before = self.workbooks()
        self.source = self.before.get(self.named(arguments)) if self.into else None
        self.more = "\tcopy" if str(arguments[0] if arguments else "") == "disclose" else ""

    def named(self, arguments):
        """The workbook whose faults a new one may have: of what goes on from none, there is none."""
        words = [str(each) for each in arguments]
        if words[:1] in (["disclose"], ["merge"]):
            return next((self.folder / word for word in words[1:] if self.folder / word in self.before), None)
        return self.folder / words[words.index("--workbook") + 1] if "--save-as" in words and "--workbook" in words else None

    def workbooks(self):
        if not self.into:
            return {}
        found = {}
        for path in self.folder.rglob("*.xls[xm]"):
            try:
                if path.is_file() and not any(part.startswith(".") for part in path.relative_to(self.folder).parts):
                    found[path] = path.read_bytes()
            except OSError:  # a test took away the right to read it
                pass
        return found

    def keep(self, path, data):
        name = pathlib.Path(self.into) / (hashlib.sha256(data).hexdigest()[:24] + path.suffix)
        if not name.exists():
            name.write_bytes(data)
        return name

    def finish(self):
        for path, data in self.workbooks().items():
            was = self.before.get(path, self.source)
            if data == was or not data.startswith(b"PK"):
                continue
            pathlib.Path(self.into).mkdir(parents=True, exist_ok=True)
            before = self.keep(path, was) if was else ""
            Collected.kept += 1
            with open(pathlib.Path(self.into) / f"pairs-{os.getpid()}.txt", "a", encoding="utf-8") as pairs:
                pairs.write(f"{before}\t{self.keep(path, data)}{self.more}\n")
