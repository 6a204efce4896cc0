"""A person at a keyboard before a window under Xvfb, for the tests of the window on both systems."""

import os
import pathlib
import shutil
import subprocess
import sys
import time

FIRST_FILES = ("CWD payments 13 Oct to 9 Nov 2025.csv", "CWD payments 10 Nov to 7 Dec 2025.xlsx")  # among the examples


def skip(why):
    print(f"SKIPPED: the window was not tried: {why}", file=sys.stderr)
    sys.exit(77)


def skip_without(programs):
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        skip(f"not installed: {', '.join(missing)}")


def under_xvfb(script, *before):
    """Runs `script inside` on a display of its own; its exit status."""
    screen = os.environ.get("COUNTERFOIL_SCREEN", "1000x800")  # larger for pictures of larger letters
    return subprocess.run(["xvfb-run", "-a", "-s", f"-screen 0 {screen}x24", *before, "/usr/bin/python3", "-B", script, "inside"], check=False, timeout=560).returncode


def keys(*names):
    for name in names:
        subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
        time.sleep(0.15)


def write(text):
    subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "6", text], check=True)


def picture(name):
    """Of the whole screen, into COUNTERFOIL_PICTURES where that is given."""
    folder = os.environ.get("COUNTERFOIL_PICTURES")
    if folder:
        subprocess.run(["import", "-window", "root", str(pathlib.Path(folder) / f"{name}.png")], check=False)


def until(what, condition, patience, there=lambda: ""):
    """What `condition` gives once it gives something; `there` says at the end of the patience (seconds) what there is instead."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.3)
    picture("failed")
    raise AssertionError(f"never came: {what} {there()}")


def ended(*programs):
    for program in programs:
        program.terminate()
        try:
            program.wait(20)
        except subprocess.TimeoutExpired:
            program.kill()
