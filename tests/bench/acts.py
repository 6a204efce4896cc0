#!/usr/bin/env python3
"""What a record folder of many acts costs: approving and releasing a batch where 1,000 and 20,000 acts are known and ten are new.

    acts.py BUILD_FOLDER [--acts 1000,20000] [--trace]

For each number: processor seconds of `approve` and `release`, also as a ratio to those at the first number.
"""
import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve()


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def looks_at_record(log, record):
    """How often the folder is listed, and how many of its acts are opened."""
    lists, opened = 0, set()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        name = re.search(r'"([^"]*)"', line)
        if name and record.name in name[1] and " = -1" not in line:
            lists += "O_DIRECTORY" in line
            if name[1].endswith(".act") and "O_CREAT" not in line:
                opened.add(name[1])
    return lists, len(opened)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--acts", default="1000,20000")
    options.add_argument("--trace", action="store_true", help="count with strace what is opened, in place of the times")
    options = options.parse_args()
    options.build = options.build.resolve()
    os.environ["COUNTERFOIL_RELEASE_STAGE"] = str(options.build / "tests/release/stage")
    sys.path.insert(0, str(HERE.parents[1] / "release"))
    import batch  # reads the stage's place as it is loaded

    make = options.build / "tests/bench/bench_make_acts"
    command, first = batch.COMMAND, {}
    for count in map(int, options.acts.split(",")):
        batch.COMMAND = command
        test = batch.BatchTest("setUp")
        test.setUp()
        record, log, wrapper = (test.folder / name for name in ("Counterfoil record", "trace", "traced"))
        test.prepare()
        subprocess.run([make, record, "OLD", str(count)], check=True)
        for user in (batch.FIRST, batch.SECOND):  # both have seen them
            test.command("people", "--workbook", test.workbook, "--json", user=user)
        if options.trace:
            wrapper.write_text(f'#!/bin/sh\nexec strace -f -e trace=openat,open -o "{log}" "{command}" "$@"\n', encoding="utf-8")
            wrapper.chmod(0o755)
            batch.COMMAND = wrapper
        print(f"{count} acts known, ten new")
        for name, do in (("approve", test.approve), ("release", test.release)):
            subprocess.run([make, record, f"NEW-{name}", "10"], check=True)
            before = processor_seconds()
            result = do()
            took = processor_seconds() - before
            assert result.exit == 0, result
            if options.trace:
                print("  {:8} lists the folder {} times, opens {} acts".format(name, *looks_at_record(log, record)))
            else:
                print(f"  {name:8} {took:6.3f} s   {took / first.setdefault(name, took):5.2f} times the first")
        test.doCleanups()


if __name__ == "__main__":
    main()
