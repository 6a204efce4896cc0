"""A month at the desk in the real window with the real engine, by keyboard but for the files that are dropped by mouse. Each part ends with a look at the bytes and
at the record: a column that only one export names as known, asked once and remembered the next month; a workbook that a colleague holds; three problems at once;
the second month; a team's own sheet adopted with one question; two copies joined; the workbook opened at the sheet and a finding at its cell. Skipped, loudly,
where the programs for that are not installed. With COUNTERFOIL_PICTURES=FOLDER each screen is kept."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import team_workbook  # noqa: E402
import window_test  # noqa: E402
from by_keyboard import ended, keys, picture, under_xvfb, write  # noqa: E402
from counterfoil import EXPORTS, column_of, load, table  # noqa: E402
from package import Package  # noqa: E402
from window_test import BUS, STAGE, Reader, until  # noqa: E402

HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")
OFFICE = """#!/bin/sh
printf '%s\\n' "$@" >> "$OPENED"
"""


class Desk:
    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        (self.home / "Documents").mkdir(parents=True)
        self.opened = folder / "opened.txt"
        office = folder / "bin/libreoffice"
        office.parent.mkdir()
        office.write_text(OFFICE, encoding="utf-8")
        office.chmod(0o755)
        self.ledger = folder / "ledger.sqlite"
        self.environment = {**os.environ, "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / ".local/share"), "XDG_CONFIG_HOME": str(self.home / ".config"),
                            "COUNTERFOIL_LEDGER": str(self.ledger), "GTK_MODULES": "gail:atk-bridge", "NO_AT_BRIDGE": "0", "OPENED": str(self.opened),
                            "PATH": f"{office.parent}:{os.environ['PATH']}"}
        self.months = []
        for number, export in enumerate(EXPORTS):
            copy = folder / "exports" / export.name
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(export, copy)
            self.months.append(copy)
        self.workbook = folder / "CWD comparison.xlsx"
        self.reader = Reader()

    def named_otherwise(self):
        """The first month with its last column under a name that no export is known to have."""
        path = self.folder / "exports/October.csv"
        head, rest = self.months[0].read_bytes().decode("cp1252").split("\n", 1)
        assert head.rstrip().endswith(",NetPayment"), head
        path.write_text(head.replace("NetPayment", "Disbursed") + "\n" + rest, encoding="cp1252")
        return path

    def command(self, *arguments):
        lines = subprocess.run([str(STAGE / "bin/counterfoil"), *map(str, arguments), "--json"], env=self.environment, cwd=self.folder, capture_output=True, text=True,
                               check=False).stdout.splitlines()
        return [json.loads(line) for line in lines]

    def sound(self, workbook):
        outcome = self.command("verify", workbook)[-1]
        assert outcome["status"] == "sound", outcome

    def text(self, name):
        return self.reader.text_of(name) or ""

    def buttons(self):
        import pyatspi
        return self.reader.names(pyatspi.ROLE_PUSH_BUTTON)

    def focus(self):
        import pyatspi
        for node in self.reader.visible():
            try:
                if node.getState().contains(pyatspi.STATE_FOCUSED):
                    return node.name
            except Exception:
                continue
        return None

    def tab_to(self, name):
        seen = []
        for _ in range(60):
            focus = self.focus()
            if focus and name in focus:
                return
            seen.append(focus)
            keys("Tab")
        raise AssertionError(f"Tab never came to {name}: {seen}")

    def fill(self, *fields):
        """(Alt+letter, what is typed) each."""
        for key, text in fields:
            keys(key, "ctrl+a")
            write(str(text))
            keys("Return")
        time.sleep(0.5)

    def said(self, what, where="What was understood"):
        return until(what, lambda: what in self.text(where) and self.text(where))

    def named(self, where):
        assert not self.reader.focusable_without_name(), (where, self.reader.focusable_without_name())
        for words in self.reader.everything_said():
            assert "--" not in words and "counterfoil " not in words.lower(), (where, words)

    def to_start(self):
        keys("alt+s")
        until("the start", lambda: any("Other things to do" in name for name in self.buttons()))
        time.sleep(0.5)

    def begin(self):
        until("the tasks", lambda: "CWD payment comparison" in self.buttons())
        time.sleep(0.5)
        self.tab_to("CWD payment comparison")
        keys("space")
        until("the form", lambda: self.reader.text_of("What was understood") is not None)
        time.sleep(0.8)

    def drag(self, *files):
        """Out of another window into this one, with the mouse."""
        source = subprocess.Popen(["/usr/bin/python3", "-B", str(pathlib.Path(__file__).with_name("drag_source.py")), *map(str, files)], env=self.environment)
        try:
            until("the window with the files", lambda: subprocess.run(["xdotool", "search", "--name", "Folder of files"], capture_output=True, check=False).stdout)
            time.sleep(1)
            subprocess.run("xdotool search --name 'Folder of files' windowmove 0 0; sleep .5; xdotool mousemove 60 45 mousedown 1; sleep .3", shell=True, check=False)
            for step in range(1, 13):
                subprocess.run(["xdotool", "mousemove", str(60 + 40 * step), str(45 + 35 * step)], check=True)
                time.sleep(0.08)
            subprocess.run("sleep .4; xdotool mouseup 1; xdotool mousemove 990 790", shell=True, check=True)
            time.sleep(0.5)
        finally:
            ended(source)


def first_month(desk):
    """Dropped by mouse; one column is asked for; then the result, opened where it matters."""
    desk.drag(desk.named_otherwise(), desk.months[1])
    desk.said("472 rows")
    until("the question", lambda: any("Which column of October.csv" in words and "Net" in words for words in desk.reader.everything_said()))
    assert "£199,821.43" not in desk.text("What was understood"), "without the answer it is another sum"
    desk.named("question")
    picture("question")
    desk.tab_to("Choose the workbook")
    keys("Tab", "End", "Up")  # GTK names no focus within a drop-down; the last one is that there is no such column
    keys("alt+a")
    desk.said("£199,821.43")
    assert "What you told us: Disbursed is Net." in desk.text("What was understood")
    desk.fill(("alt+w", desk.workbook))
    until("that it may run", lambda: "It will be made." in " ".join(desk.reader.everything_said()))
    picture("form-told")
    keys("alt+r")
    desk.said("payments changed", "What happened")
    desk.said("wait for a decision", "What happened")
    kept = json.loads((desk.folder / "counterfoil-settings.json").read_text(encoding="utf-8"))
    assert kept["headings"] == {"net": ["Disbursed"]}, kept
    desk.named("result")
    picture("result")
    keys("alt+o")
    until("the workbook at its sheet", lambda: desk.opened.exists() and "CWD%20comparison.xlsx#Changes" in desk.opened.read_text())
    assert any("Look at the sheet Changes" in words for words in desk.reader.everything_said())
    desk.tab_to("What was noticed")
    keys("Home", "Return")
    until("a finding at its cell", lambda: len(desk.opened.read_text().splitlines()) > 1)
    desk.tab_to("Only lines that hold")
    write("zorkle")
    until("that lines are out of sight", lambda: any(words.startswith("0 of ") and "out of sight" in words for words in desk.reader.everything_said()))
    desk.sound(desk.workbook)


def second_month(desk):
    """The same workbook again: what was told is remembered, last month's lines are in the workbook."""
    desk.to_start()
    desk.named("start with recent work")
    picture("start-recent")
    keys("alt+g")
    until("the workbook", lambda: any("Last run" in words for words in desk.reader.everything_said()))
    desk.fill(("alt+2", desk.months[2]))
    desk.said("08/12/2025 to 04/01/2026")
    assert not any("Which column" in words for words in desk.reader.everything_said())
    keys("alt+r")
    desk.said("wait for a decision", "What happened")
    audit = table(load(desk.workbook)["Audit"], "Run", "This record")
    assert len(audit) == 2, audit
    desk.sound(desk.workbook)


def what_forbids_a_run(desk):
    """A colleague has the workbook, two settings are wrong and a file is missing: all said at once, nothing is changed."""
    before = desk.workbook.read_bytes()
    lock = desk.folder / f".~lock.{desk.workbook.name}#"
    lock.write_text(",Testa Colleague,PC-17,08.01.2026 09:30,file:///x;", encoding="utf-8")
    desk.to_start()
    keys("alt+g")
    desk.said("Testa Colleague")
    desk.fill(("alt+2", desk.folder / "exports/Not there.csv"))
    desk.tab_to("Large change")
    keys("ctrl+a")
    write("lots")
    keys("Tab")
    understood = desk.said("lots")
    assert "Testa Colleague" in desk.text("What was understood"), understood
    assert "Not there.csv" in desk.text("What was understood"), understood
    desk.named("what forbids a run")
    picture("forbidden")
    keys("alt+r")
    time.sleep(1)
    assert desk.reader.text_of("What was understood") is not None, "it did not run"
    lock.unlink()
    assert before == desk.workbook.read_bytes()
    keys("alt+b")
    until("the start", lambda: any("Other things to do" in name for name in desk.buttons()))


def a_teams_sheet(desk):
    """Two of its tables fit: one question, answered on the screen of the result."""
    folder = desk.folder / "team"
    folder.mkdir()
    exports = [team_workbook.export(folder / f"{name}.csv", at) for at, name in enumerate(("October", "November"))]
    team = folder / "CWD monitoring.xlsx"
    team_workbook.team_workbook(team, finish=lambda book, page: setattr(book.copy_worksheet(page), "title", "Copy of it"))
    before = team.read_bytes()
    desk.begin()
    desk.fill(("alt+1", exports[0]), ("alt+2", exports[1]), ("alt+w", team))
    until("that it is the team's own", lambda: any("Your team's own workbook" in words for words in desk.reader.everything_said()))
    keys("alt+r")
    until("the question", lambda: "Answer" in desk.buttons())
    assert before == team.read_bytes()
    desk.named("question about the team's table")
    picture("team-question")
    keys("alt+w")
    desk.said("wait for a decision", "What happened")
    book = load(team)
    assert book["2025-26"]["G3"].value == "P8" and book["Copy of it"]["G3"].value != "P8", "the sheet that was answered has the column"
    desk.sound(team)


def copies_joined(desk):
    """Two copies that went different ways, by the screen of other things to do."""
    copies = [desk.folder / name for name in ("Base.xlsx", "Mine.xlsx", "Theirs.xlsx")]
    for copy in copies:
        shutil.copy(desk.workbook, copy)
    for at, (copy, decision) in enumerate(zip(copies[1:], ("OK", "Error"))):
        sheet = load(copy)["Changes"]
        rows = table(sheet, *HEADINGS)
        package = Package(copy)
        package.type_text("Changes", rows[at]["#"], column_of(sheet, HEADINGS, "Decision"), decision)
        package.save()
    merged = desk.folder / "Joined.xlsx"
    desk.to_start()
    keys("alt+n")
    until("the other things", lambda: "Check it" in desk.buttons())
    desk.tab_to("What to do")
    for _ in range(3):
        keys("Down")
    until("the fields", lambda: "Join them" in desk.buttons())
    for name, path in (("Your copy", copies[1]), ("The other copy", copies[2]), ("The version that both began from", copies[0]), ("Name of the new file", merged)):
        desk.tab_to(name)
        keys("ctrl+a")
        write(str(path))
    desk.named("copies")
    keys("alt+j")
    until("the joined workbook", merged.exists)
    until("that it is done", lambda: desk.text("What came of it").strip() not in ("", "Working ..."))
    decisions = [row["Decision"] for row in table(load(merged)["Changes"], *HEADINGS)]
    assert decisions[:2] == ["OK", "Error"], decisions[:4]
    picture("joined")


def inside():
    os.environ["LC_ALL"] = "C.UTF-8"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-desk-"))
    helpers = [subprocess.Popen([str(BUS), "--launch-immediately"]), subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)]
    time.sleep(1.5)
    desk = Desk(folder)
    window = subprocess.Popen([str(STAGE / "bin/counterfoil-window")], env=desk.environment)
    try:
        until("the tasks", lambda: "CWD payment comparison" in desk.buttons())
        for part in (first_month, second_month, what_forbids_a_run, a_teams_sheet, copies_joined):
            part(desk)
    finally:
        ended(window, *helpers)
    shutil.rmtree(folder)
    print("A month at the desk by keyboard, and the record is sound.")


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        sys.exit(window_test.outside(__file__))
