"""clang-tidy over engine, plugins and addin, with .clang-tidy: tidy.py SOURCE_FOLDER BUILD_FOLDER [--budget SECONDS] [--jobs N] [FILE...].

The build folder may be one that compiles in batches (preset "sanitize"): a batch is looked at as one, which reads each header once instead of a dozen
times. What holds files that were changed (not committed, or in the newest commit) comes first, then what includes them. When the budget is spent
nothing further is begun; what was not reached is said, and is no failure: `ctest -L tidy` looks at all of it. What has the bytes, headers and
settings of an earlier look that found nothing is not looked at again."""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

PARTS = ("engine", "plugins", "addin")
SKIPPED = 77


def git(root, *arguments):
    run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True)
    return run.stdout.split("\n") if run.returncode == 0 else []


def changed(root):
    """What differs from the commit before the newest one, and what is not committed."""
    names = git(root, "diff", "--name-only", "HEAD~1", "--") + git(root, "ls-files", "--others", "--exclude-standard")
    return {root / name for name in names if name}


def headers(root, file, known):
    """The project's own headers that a file includes, also through others."""
    if file in known:
        return known[file]
    known[file] = found = set()
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        return found
    for target in re.findall(r'^\s*#\s*include\s*"([^"]+)"', text, re.MULTILINE):
        for base in (file.parent, root / "engine", root / "engine" / "include", root / "plugins", root / "addin"):
            header = (base / target)
            if header.is_file():
                header = header.resolve()
                found.add(header)
                found |= headers(root, header, known)
                break
    return found


class Looks:
    """Digests of what an earlier look found nothing in, kept beside the compiler cache."""

    def __init__(self, settings):
        base = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
        self.folder = base / "counterfoil" / "tidy"
        self.settings = settings

    def mark(self, command, file, included):
        digest = hashlib.sha256(self.settings.encode())
        digest.update(command.encode())
        for path in [file, *sorted(included)]:
            digest.update(path.read_bytes())
        return self.folder / digest.hexdigest()[:40]


def without_paths(command, root, build):
    return command.replace(str(build), "BUILD").replace(str(root), "SOURCE")


def commands(build):
    """One command for each source, for clang: without the launcher, gcc's own options and precompiled headers."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        if not entry["file"].endswith((".cpp", ".cxx")) or entry["file"].endswith("cmake_pch.hxx.cxx"):
            continue
        words = shlex.split(entry["command"])
        start = next(at for at, word in enumerate(words) if re.search(r"(?:^|/)(?:clang\+\+|g\+\+|c\+\+)(?:-\d+)?$", word))
        kept = [word for word in words[start + 1:] if word not in ("-Xclang", "-Winvalid-pch", "-Wno-restrict", "-Werror") and "pch" not in word]
        if "-include" in kept:
            kept.remove("-include")
        for taker in ("-o", "-MF", "-MT"):
            if taker in kept:
                at = kept.index(taker)
                del kept[at:at + 2]
        kept = [word for word in kept if word not in ("-c", "-MD", entry["file"])]
        found.setdefault(pathlib.Path(entry["file"]).resolve(), (entry["directory"], kept))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--budget", type=float, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    root, build = options.source.resolve(), options.build.resolve()
    try:
        version = subprocess.run(["clang-tidy", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        print("SKIPPED: clang-tidy is not installed (packaging/install-needs.sh tests installs it), so the code was not looked at")
        return SKIPPED

    began = time.monotonic()
    looks = Looks(version + (root / ".clang-tidy").read_text(encoding="utf-8"))
    looks.folder.mkdir(parents=True, exist_ok=True)
    known, new = {}, changed(root)
    wanted = {path.resolve() for path in options.files}
    todo, again = [], 0
    for file, (directory, words) in sorted(commands(build).items()):
        included = headers(root, file, known)
        sources = [each for each in [file, *included] if each.suffix == ".cpp" and each.is_relative_to(root) and each.relative_to(root).parts[0] in PARTS]
        if not sources or (wanted and not wanted & set(sources)):
            continue
        mark = looks.mark(without_paths(" ".join(words), root, build), file, included)
        if mark.exists():
            again += 1
            continue
        order = 0 if new & set(sources) else 1 if included & new else 2
        todo.append((order, file, directory, words, mark))
    todo.sort(key=lambda one: one[:2])
    if not todo and not again:
        print("nothing to look at: is the build folder configured?")
        return 1

    def look(one):
        _, file, directory, words, mark = one
        if options.budget and time.monotonic() - began > options.budget:
            return file, None, ""
        run = subprocess.run(["clang-tidy", "--quiet", f"--header-filter={root}/({'|'.join(PARTS)})/", str(file), "--", *words], cwd=directory, capture_output=True, text=True)
        if run.returncode == 0:
            mark.touch()
        return file, run.returncode, run.stdout + (run.stderr if run.returncode != 0 and not run.stdout.strip() else "")

    failed, missed = [], []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for file, code, said in pool.map(look, todo):
            if code is None:
                missed.append(file)
            elif code != 0:
                failed.append(file)
                print(said.strip(), flush=True)
    print(f"clang-tidy: {len(todo) - len(missed)} files or batches looked at in {time.monotonic() - began:.0f} s, {again} unchanged since an earlier look, "
          f"{len(failed)} with something to mend")
    if missed:
        print(f"NOT REACHED in {options.budget:.0f} s: {len(missed)} of {len(todo)} (all of it: ctest --preset sanitize -L tidy). The first: "
              + ", ".join(os.path.relpath(file, root) for file in missed[:5]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
