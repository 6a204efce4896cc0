"""The window on Windows, by keyboard alone under Wine and Xvfb, from the folder that staff copy: the main job from the first screen to the saved workbook, read as a
program reads it aloud. Skipped, loudly, where the programs for that are not installed. With COUNTERFOIL_PICTURES=FOLDER each screen is kept."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "addin"))
import by_keyboard  # noqa: E402
from by_keyboard import FIRST_FILES, ended, keys, picture, skip_without, under_xvfb, write  # noqa: E402

NEEDED = ("xvfb-run", "xdotool", "openbox", "import")
PATIENCE = float(os.environ.get("COUNTERFOIL_PATIENCE", "120"))  # seconds for one thing to happen; Wine's first program is slow


def controls():
    """[(class, name, value, has the keyboard, Tab stops there)] of what can be seen."""
    try:
        read = subprocess.run([os.environ["COUNTERFOIL_UNDER"], os.environ["COUNTERFOIL_READ_WINDOW"]], capture_output=True, check=False, timeout=20)
    except subprocess.TimeoutExpired:  # it asked a window that was just being made; the next look says
        return []
    rows = [line.rstrip("\r").split("\t") for line in read.stdout.decode("utf-8", errors="replace").splitlines()]
    return [(row[0], row[1].replace("&", ""), row[2], row[3] == "focus", row[4] == "stop") for row in rows if len(row) == 5]


def until(what, condition):
    return by_keyboard.until(what, condition, PATIENCE, lambda: f"; there is {controls()}")


def value_of(name):
    return next((value for _, own, value, _, _ in controls() if own == name), "")


def nameless():
    return [row for row in controls() if row[4] and not row[1] and row[0] not in ("wxWindowNR", "wxWindow", "#32770", "SysHeader32")]  # panes and the headings of a list, to which Tab does not go


def tab_to(name):
    for _ in range(60):
        if any(row[3] and row[1] == name for row in controls()):
            return
        keys("Tab")
    raise AssertionError(f"Tab never came to {name}: {controls()}")


def inside():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-window-"))
    with zipfile.ZipFile(next(pathlib.Path(os.environ["COUNTERFOIL_BUILD"]).parent.glob("counterfoil-*-windows-x64.zip"))) as content:
        content.extractall(folder)
    program = next(folder.glob("counterfoil-*"))
    workbook, ledger = folder / "CWD comparison.xlsx", folder / "ledger.sqlite"
    environment = {**os.environ, "COUNTERFOIL_LEDGER": "Z:" + str(ledger).replace("/", "\\")}
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    window = subprocess.Popen([os.environ["COUNTERFOIL_UNDER"], str(program / "Counterfoil.exe")], env=environment, cwd=folder, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        job([program / "examples" / name for name in FIRST_FILES], workbook)
    finally:
        ended(window, manager)
    verified = subprocess.run([os.environ["COUNTERFOIL_UNDER"], str(program / "bin/counterfoil.exe"), "verify", "--json", "Z:" + str(workbook)], env=environment,
                              capture_output=True, check=False).stdout.decode("utf-8")
    outcome = json.loads(verified.splitlines()[-1])
    assert outcome["status"] == "sound", outcome
    shutil.rmtree(folder)
    print("The main job on Windows by keyboard, and every control has a name.")


def job(exports, workbook):
    subprocess.run(["xdotool", "mousemove", "990", "790"], check=True)  # no tooltip in the way
    until("the tasks", lambda: any(row[1] == "CWD payment comparison" for row in controls()))
    time.sleep(1)
    assert not nameless(), ("start", nameless())
    picture("windows-start")
    tab_to("CWD payment comparison")
    keys("space")
    until("the form", lambda: any(row[1] == "What was understood" for row in controls()))
    time.sleep(1)
    assert not nameless(), ("form", nameless())
    for name, path in (("Last period's payments", exports[0]), ("This period's payments", exports[1]), ("Workbook for the result", workbook)):
        tab_to(name)
        keys("ctrl+a")
        write("Z:" + str(path))
        keys("Return")
        time.sleep(0.5)
    until("what was understood", lambda: "489 rows" in value_of("What was understood"))
    understood = value_of("What was understood")
    assert "£261,839.94" in understood and "472 rows" in understood and "10/11/2025 to 07/12/2025" in understood, understood
    picture("windows-form")
    tab_to("Run")
    keys("space")
    until("the result", lambda: "payments changed" in value_of("What happened"))
    until("what comes next", lambda: "wait for a decision" in value_of("What happened"))
    assert workbook.is_file()
    assert not nameless(), ("result", nameless())
    picture("windows-result")


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        skip_without(NEEDED)
        sys.exit(under_xvfb(__file__))
