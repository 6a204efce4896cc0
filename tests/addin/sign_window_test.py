"""By keyboard, with the real engine under two logins: a batch that a colleague prepared is found at the start, looked at, approved and released in the window,
by somebody who has never seen the workbook; then its files are checked, and the other things to do are read. Skipped, loudly, where the programs for that
are not installed. With COUNTERFOIL_PICTURES=FOLDER each screen is kept."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "release"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import batch  # noqa: E402
import known_people  # noqa: E402
import window_test  # noqa: E402
from batch import SECOND  # noqa: E402
from by_keyboard import ended, keys, picture, under_xvfb, write  # noqa: E402
from window_test import BUS, Reader, until  # noqa: E402


class Desk(batch.BatchTest):
    """A folder as the tests of two people have it, without a test of its own."""

    def runTest(self):
        pass


def program(folder):
    """The window beside the command in which a test says who acts."""
    own = folder / "program"
    shutil.copytree(batch.STAGE, own)
    shutil.copy(own / "bin/counterfoil_for_tests", own / "bin/counterfoil")
    shutil.copy(window_test.STAGE / "bin/counterfoil-window", own / "bin")
    (own / "share/help").mkdir(exist_ok=True)
    (own / "share/help/release-sample.md").write_text("# Release sample\n\nA sample of a task that releases.\n", encoding="utf-8")
    return own


def inside():
    desk = Desk()
    desk.setUp()
    try:
        desk.prepare()
        file = desk.folder / "machine/counterfoil.json"
        file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "folders": [str(desk.folder), "/nowhere/at/all"]}), encoding="utf-8")
        own = program(pathlib.Path(tempfile.mkdtemp(dir=desk.folder)))
        home = desk.folder / "home"
        environment = {**os.environ, **desk.environment(), "XDG_DATA_HOME": str(home / ".local/share"), "XDG_CONFIG_HOME": str(home / ".config"),
                       "COUNTERFOIL_FIXED_USER": SECOND, "GTK_MODULES": "gail:atk-bridge", "NO_AT_BRIDGE": "0", "PATH": os.environ["PATH"]}
        helpers = [subprocess.Popen([str(BUS), "--launch-immediately"]), subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)]
        time.sleep(1.5)
        window = subprocess.Popen([str(own / "bin/counterfoil-window")], env=environment)
        try:
            job(Reader(), desk)
        finally:
            ended(window, *helpers)
        verify = desk.command("verify", desk.workbook, "--json")
        assert verify.outcome["status"] == "sound", str(verify)
    finally:
        desk.doCleanups()
    print("A batch by keyboard: found, looked at, approved, released and checked; every control has a name.")


def named(reader, where):
    """Every control has a name, and nothing that is shown is a command or an option."""
    assert not reader.focusable_without_name(), (where, reader.focusable_without_name())
    for words in reader.everything_said():
        assert "--" not in words and "counterfoil " not in words.lower(), (where, words)


def job(reader, desk):
    import pyatspi
    buttons = lambda: reader.names(pyatspi.ROLE_PUSH_BUTTON)
    text = lambda name: reader.text_of(name) or ""
    subprocess.run(["xdotool", "mousemove", "5", "5"], check=True)
    until("what waits", lambda: "Look at it" in buttons())
    named(reader, "start")
    picture("waiting")
    keys("alt+l")
    until("that nothing stands against it", lambda: "Nothing stands against an approval" in text("Where it stands"))
    stands = text("Where it stands")
    assert "3 rows, £1,434.56 gross, prepared by a.preparer" in stands, stands
    cells = " ".join(reader.names(pyatspi.ROLE_TABLE_CELL))
    for fact in ("Invoices: 2, £1,374.56", "Held back", "Five largest", "Will go out as"):
        assert fact in cells, (fact, cells)
    named(reader, "sign")
    picture("sign")
    keys("alt+p")
    until("the comment", lambda: "OK" in buttons())
    write("Looked at all three")
    keys("Return")
    until("the approval", lambda: "is approved by b.checker" in text("What happened"))
    assert any("Check code, to read over the phone" in name for name in reader.names(pyatspi.ROLE_LABEL)), reader.names(pyatspi.ROLE_LABEL)
    named(reader, "approved")
    picture("approved")
    until("the release", lambda: "Release" in buttons())
    keys("alt+e")
    until("the files", lambda: "is released: " in text("What happened"))
    named(reader, "released")
    picture("released")
    (folder,) = [path for path in desk.folder.iterdir() if " release " in path.name]
    keys("alt+s")
    until("the start", lambda: "Other things to do ..." in buttons())
    assert "Look at it" not in buttons(), "nothing waits any more"
    keys("alt+n")
    until("the other things", lambda: "Workbook" in reader.names(pyatspi.ROLE_TEXT) or text("Workbook") is not None and "Check it" in buttons())
    named(reader, "tools")
    picture("tools")
    keys("Down")
    until("the release's folder", lambda: reader.text_of("Folder of the release") is not None)
    keys("Tab")
    write(str(folder))
    keys("alt+c")
    until("the look at the release", lambda: "Load it" in text("What came of it"))
    named(reader, "release check")
    picture("release-check")


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        sys.exit(window_test.outside(__file__))
