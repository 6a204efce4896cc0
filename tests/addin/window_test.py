"""The window itself, with the real engine, by keyboard alone under Xvfb: the main job from the first screen to the saved workbook; and what a
screen reader gets. Skipped, loudly, where the programs for that are not installed. With COUNTERFOIL_PICTURES=FOLDER each screen is kept."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import by_keyboard
from by_keyboard import FIRST_FILES, ended, keys, picture, skip, skip_without, under_xvfb, write

STAGE = pathlib.Path(os.environ.get("COUNTERFOIL_STAGE", pathlib.Path(__file__).resolve().parents[2] / "build/dev/stage"))
NEEDED = ("xvfb-run", "xdotool", "openbox", "import", "dbus-run-session")
BUS = pathlib.Path("/usr/libexec/at-spi-bus-launcher")
PATIENCE = float(os.environ.get("COUNTERFOIL_PATIENCE", "90"))  # seconds for one thing to happen; on a busy machine much is slow


def outside(script=__file__):
    skip_without(NEEDED)
    if not BUS.exists():
        skip(f"not installed: {BUS}")
    if subprocess.run(["/usr/bin/python3", "-c", "import pyatspi"], capture_output=True, check=False).returncode != 0:
        skip("not installed: python3-pyatspi")
    if not (STAGE / "bin/counterfoil-window").exists():
        skip("the window was not built")
    return under_xvfb(script, "dbus-run-session", "--")


class Reader:
    """What assistive technology sees of the window."""

    def __init__(self):
        import pyatspi
        self.pyatspi = pyatspi

    def everything(self):
        def walk(node, depth=0):
            if node is None or depth > 30:
                return
            yield node
            for at in range(node.childCount):
                try:
                    yield from walk(node.getChildAtIndex(at), depth + 1)
                except Exception:
                    continue
        for application in self.pyatspi.Registry.getDesktop(0):
            if application is not None and "counterfoil" in (application.name or "").lower():
                yield from walk(application)

    def visible(self):
        for node in self.everything():
            try:
                if node.getState().contains(self.pyatspi.STATE_SHOWING):
                    yield node
            except Exception:
                continue

    def text_of(self, name):
        for node in self.visible():
            try:
                if node.name == name and node.getRole() in (self.pyatspi.ROLE_TEXT, self.pyatspi.ROLE_ENTRY):
                    text = node.queryText()
                    return text.getText(0, text.characterCount)
            except Exception:
                continue
        return None

    def everything_said(self):
        """Names and texts of all that shows."""
        for node in self.visible():
            try:
                yield node.name or ""
                if node.getRole() in (self.pyatspi.ROLE_TEXT, self.pyatspi.ROLE_ENTRY):
                    text = node.queryText()
                    yield text.getText(0, text.characterCount)
            except Exception:
                continue

    def names(self, role):
        found = []
        for node in self.visible():
            try:
                if node.getRole() == role:
                    found.append(node.name)
            except Exception:
                continue
        return found

    def focusable_without_name(self):
        nameless = []
        for node in self.visible():
            try:
                state = node.getState()
                if state.contains(self.pyatspi.STATE_FOCUSABLE) and state.contains(self.pyatspi.STATE_SENSITIVE) and not node.name:
                    labels = [1 for relation in node.getRelationSet() if relation.getRelationType() == self.pyatspi.RELATION_LABELLED_BY]
                    if not labels and node.getRoleName() not in ("scroll pane", "frame", "viewport", "filler", "panel", "table cell", "menu", "window"):
                        nameless.append(node.getRoleName())
            except Exception:
                continue
        return nameless


def until(what, condition):
    return by_keyboard.until(what, condition, PATIENCE)


def inside():
    os.environ["LC_ALL"] = "C.UTF-8"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-window-"))
    home = folder / "home"
    (home / "Documents").mkdir(parents=True)
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / ".local/share"), "XDG_CONFIG_HOME": str(home / ".config"),
                   "COUNTERFOIL_LEDGER": str(folder / "ledger.sqlite"), "GTK_MODULES": "gail:atk-bridge", "NO_AT_BRIDGE": "0"}
    exports = {name: shutil.copy(STAGE / "examples" / name, folder) for name in FIRST_FILES}
    workbook = folder / "CWD comparison.xlsx"
    helpers = [subprocess.Popen([str(BUS), "--launch-immediately"]), subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)]
    time.sleep(1.5)
    window = subprocess.Popen([str(STAGE / "bin/counterfoil-window")], env=environment)
    try:
        reader = Reader()
        job(reader, list(exports.values()), workbook)
    finally:
        ended(window, *helpers)
    record = json.loads(subprocess.run([str(STAGE / "bin/counterfoil"), "verify", "--json", str(workbook), "--ledger", str(folder / "ledger.sqlite")],
                                       capture_output=True, text=True, check=False).stdout.splitlines()[-1])
    assert record["status"] == "sound", record
    shutil.rmtree(folder)
    print("The main job by keyboard, and every control has a name.")


def job(reader, exports, workbook):
    import pyatspi
    buttons = lambda: reader.names(pyatspi.ROLE_PUSH_BUTTON)
    # Start: the tasks that the engine lists.
    subprocess.run(["xdotool", "mousemove", "5", "5"], check=True)  # no tooltip in the way
    until("the tasks", lambda: "CWD payment comparison" in buttons())
    time.sleep(1)
    assert not reader.focusable_without_name(), ("start", reader.focusable_without_name())
    picture("start")
    keys("space")  # the first task has the focus
    # The form: two files and a workbook, typed.
    until("the form", lambda: reader.text_of("What was understood") is not None)
    time.sleep(1)
    keys("alt+1")
    write(exports[0])
    keys("Return")
    keys("alt+2")
    write(exports[1])
    keys("Return")
    keys("alt+w", "ctrl+a")
    write(str(workbook))
    keys("Return")
    understood = until("what was understood", lambda: "489 rows" in (reader.text_of("What was understood") or "") and reader.text_of("What was understood"))
    assert "£261,839.94" in understood and "472 rows" in understood and "10/11/2025 to 07/12/2025" in understood, understood
    assert not reader.focusable_without_name(), ("form", reader.focusable_without_name())
    time.sleep(0.5)
    picture("form")
    # A wrong setting stands beside its field and forbids the run; put right, the run is allowed.
    keys("alt+r")
    happened = until("the result", lambda: (reader.text_of("What happened") or "").strip() and reader.text_of("What happened"))
    assert "payments changed" in happened, happened
    until("what comes next", lambda: "wait for a decision" in (reader.text_of("What happened") or ""))
    assert workbook.is_file()
    assert "Open workbook" in buttons() and "Has anything been altered?" in buttons(), buttons()
    assert not reader.focusable_without_name(), ("result", reader.focusable_without_name())
    picture("result")
    keys("alt+a")
    until("the check", lambda: "Nothing" in (reader.text_of("What happened") or "") or "record" in (reader.text_of("What happened") or ""))
    picture("verified")


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        sys.exit(outside())
