"""Whether the tests had every finding of the catalogues reported: findings_reported.py FILE, which tests that ran with COUNTERFOIL_FINDINGS_SEEN=FILE
have written: "task finding" a line. A finding that nothing reports cannot happen, or nobody would notice if it stopped to."""

import pathlib
import sys

from findings_catalogue import catalogue, definitions

ROOT = pathlib.Path(__file__).resolve().parents[2]


def unreported(lines):
    """[(owner, id)] of what no line has. The engine's findings come under its own name or under the task that was at work."""
    seen = {tuple(line.split(" ", 1)) for line in lines if " " in line}
    ids = {one for _, one in seen}
    missing = []
    for owner, path in definitions(ROOT).items():
        task = owner.replace("_", "-")
        for finding in catalogue(path)[0]:
            if (finding.id not in ids) if owner == "engine" else ((task, finding.id) not in seen):
                missing.append((task, finding.id))
    return missing


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    seen = pathlib.Path(sys.argv[1])
    if not seen.exists():
        raise SystemExit(f"{seen} is not there: no test had a finding reported. Run ctest with COUNTERFOIL_FINDINGS_SEEN={seen}")
    missing = unreported(seen.read_text(encoding="utf-8").splitlines())
    if missing:
        raise SystemExit("No test had these findings reported. Write one for each, or delete those that cannot happen:\n  "
                         + "\n  ".join(f"{owner}: {one}" for owner, one in sorted(missing)))
    print("Each finding was reported by a test")


if __name__ == "__main__":
    main()
