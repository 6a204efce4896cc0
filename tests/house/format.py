"""Every C++ file is laid out as .clang-format says: format.py SOURCE_FOLDER. The layout differs from one version of clang-format to the next, so
only Debian 12's (14) counts; where it is absent this is skipped, loudly."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
VERSION = "14"
SKIPPED = 77


def formatter():
    for program in ("clang-format-" + VERSION, "clang-format"):
        try:
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        if re.search(rf"version {VERSION}\.", said):
            return program
    return None


def main():
    program = formatter()
    if not program:
        print(f"SKIPPED: clang-format {VERSION} is not installed (packaging/install-needs.sh tests installs it), so the layout of the code was not looked at")
        return SKIPPED
    files = sorted(path for part in ("engine", "plugins", "workbooks", "addin", "tests") for path in (ROOT / part).rglob("*")
                   if path.suffix in {".cpp", ".hpp", ".h", ".c"})
    wrong = set()
    for start in range(0, len(files), 100):
        run = subprocess.run([program, "--dry-run", *map(str, files[start:start + 100])], capture_output=True, text=True, cwd=ROOT)
        wrong.update(re.findall(r"^(\S+?):\d+:\d+: warning: code should be clang-formatted", run.stderr, re.MULTILINE))
        if run.returncode != 0:
            print(run.stderr)
            return 1
    for file in sorted(wrong):
        print(f"{pathlib.Path(file).relative_to(ROOT)}: not laid out as .clang-format says; run {program} -i on it")
    print(f"{len(files)} files looked at, {len(wrong)} to lay out")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
