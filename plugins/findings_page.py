#!/usr/bin/env python3
"""Writes plugins/findings.md from the catalogues: findings_page.py, or findings_page.py --check to see whether it is up to date."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/house"))
from findings_catalogue import catalogue, definitions  # noqa: E402

PAGE = ROOT / "plugins/findings.md"
TITLES = {"engine": "Every task (the engine)", "cwd_comparison": "cwd-comparison", "sundry_debtors": "sundry-debtors", "turning_18": "turning-18",
          "uplift": "uplift", "template": "template"}
SEVERITIES = {"note": "Note", "warning": "Check", "blocking": "Must fix"}
VERBS = ("add ask bring change check choose clear close compare complete confirm copy correct decide delete enter export fill find finish fix format give include "
         "install keep leave let look make move name open pick press put raise read remove rename repeat replace restore run save say see set settle show split "
         "state take tell try turn type unhide unmerge uplift use widen write nothing").split()


def what_to_do(sentence, severity):
    """The sentence in two: what is wrong, and what a person does about it, from the first clause that tells somebody to do something."""
    for boundary in re.finditer(r"^|(?<=[.?!;:])\s+|(?<=\})\s+(?=[A-Z])", sentence):
        rest = sentence[boundary.end():]
        # "If it should be, put ...": the condition belongs to what to do.
        condition = re.match(r"(?:If|When|Where|Until|To|Otherwise)\b[^.?!;]*?,\s+(?:then\s+)?", rest)
        for start in (0, condition.end() if condition else 0):
            if re.match(r"[A-Za-z]*", rest[start:]).group(0).lower() in VERBS:
                wrong = sentence[:boundary.start()].rstrip(" ;")
                return wrong if not wrong or wrong[-1] in ".?!:}" else wrong + ".", rest[:1].upper() + rest[1:]
    return sentence, "Nothing: it is for the record." if severity == "note" else "—"


def cell(text):
    text = text.replace("\\016", "").replace("\\017", "")  # marks of the part for the command line alone (decision 38)
    return text.replace("|", "\\|").replace("<", "&lt;")


def page():
    lines = ["# Findings", "", "Written by `plugins/findings_page.py` from the catalogues (`findings.def`); a test fails when they differ. Words in {braces} are filled "
             "in by each run. **Must fix** ends the run, **Check** and **Note** do not; every finding names its file, sheet and cell."]
    for owner, path in definitions(ROOT).items():
        found = sorted(catalogue(path)[0])
        lines += ["", f"## {TITLES.get(owner, owner)}", "", f"{len(found)} findings, from `{path.relative_to(ROOT).as_posix()}`.", "",
                  "| Finding | Severity | What it says | What to do |", "| --- | --- | --- | --- |"]
        for one in found:
            wrong, do = what_to_do(one.sentence, one.severity)
            lines.append(f"| **{cell(one.title)}** `{one.id}` | {SEVERITIES[one.severity]} | {cell(wrong)} | {cell(do)} |")
    return "\n".join(lines) + "\n"


def main():
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
            raise SystemExit("plugins/findings.md is not what the catalogues say: run plugins/findings_page.py")
    elif sys.argv[1:]:
        raise SystemExit(__doc__)
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
