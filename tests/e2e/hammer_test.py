"""Eight processes run into one workbook while two people type into it: no run is lost and no note."""

import os
import threading
import time

from counterfoil import column_of, load, main, table
from disturbed import DisturbedTest
from package import Package

SECONDS = float(os.environ.get("COUNTERFOIL_HAMMER_SECONDS", "20"))
RUNNERS = 8
HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")


class Person(threading.Thread):
    """Opens the workbook as Excel does, with an owner file for as long as it is open, types into a Comment and saves by renaming a new file
    into place; not if the file was changed meanwhile, as Excel would not."""

    def __init__(self, test, name, rows, column, until):
        super().__init__()
        self.test, self.rows, self.column, self.until, self.nickname = test, rows, column, until, name
        self.owner = test.folder / ("~$" + test.workbook.name)
        self.typed, self.refused, self.trouble = [], 0, None

    def run(self):
        try:
            while time.monotonic() < self.until:
                self.type_one()
                time.sleep(2)
        except Exception as trouble:  # told by the test, which waits for this thread
            self.trouble = trouble

    def type_one(self):
        try:
            os.close(os.open(self.owner, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return  # the other person has it open
        try:
            before = self.test.workbook.read_bytes()
            package = Package(self.test.workbook)
            note = f"{self.nickname} {len(self.typed) + 1}"
            row = self.rows[len(self.typed) % len(self.rows)]
            held = [one for one in self.typed if one[0] == row]
            package.type_text("Changes", row, self.column, "; ".join([text for _, text in held] + [note]))
            saving = self.test.folder / f"{self.nickname}.saving"
            package.save(saving)
            if self.test.workbook.read_bytes() != before:
                self.refused += 1
                saving.unlink()
                return
            saving.rename(self.test.workbook)
            self.typed.append((row, note))
        finally:
            self.owner.unlink()


class Runner(threading.Thread):
    def __init__(self, test, number, until):
        super().__init__()
        self.test, self.number, self.until = test, number, until
        self.finished, self.refused, self.trouble = [], 0, None

    def run(self):
        count = 0
        while time.monotonic() < self.until and self.trouble is None:
            count += 1
            run_id = f"RUN-{self.number}-{count}"
            status, out, err = self.test.finish(self.test.start(run_id), timeout=300)
            if status == 0:
                self.finished.append(run_id)
            elif status == 2 and ("is open" in err or "was changed by someone else" in err):
                self.refused += 1
            else:
                self.trouble = f"{run_id}: {status} {out} {err}"


class Hammer(DisturbedTest):
    def test_no_run_and_no_note_is_lost(self):
        self.run_pair(0)
        self.run_pair(1)
        sheet = load(self.workbook)["Changes"]
        rows = [row["#"] for row in table(sheet, *HEADINGS)][:20]
        column = column_of(sheet, HEADINGS, "Comment")
        until = time.monotonic() + SECONDS
        people = [Person(self, "zara", rows[:10], column, until), Person(self, "yan", rows[10:], column, until)]
        runners = [Runner(self, number, until) for number in range(RUNNERS)]
        for one in people + runners:
            one.start()
        for one in people + runners:
            one.join()
        self.assertEqual([], [one.trouble for one in people + runners if one.trouble])
        finished = [run for runner in runners for run in runner.finished]
        notes = [text for person in people for _, text in person.typed]
        print(f"{SECONDS:.0f} s: {len(finished)} runs finished, {sum(one.refused for one in runners)} refused while a person had the workbook; "
              f"{len(notes)} notes saved, {sum(one.refused for one in people)} not, as the workbook had changed")
        self.assertGreater(len(finished), 2)
        self.assertGreater(len(notes), 2)
        book = load(self.workbook)
        audit = [row["Run"] for row in table(book["Audit"], "Run", "This record")]
        self.assertEqual(sorted(["RUN-1", "RUN-2", *finished]), sorted(audit))
        comments = {part for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) for part in cell.value.split("; ")}
        self.assertEqual([], [note for note in notes if note not in comments])
        self.statements()  # verify finds no problem


if __name__ == "__main__":
    main()
