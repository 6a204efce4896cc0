"""`counterfoil replay`: a recorded run done again comes to the same, or each cell that is not the same is named."""

import shutil

from counterfoil import TASK, CommandTest, changes, column_of, load, main
from package import Package

HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")


class Replay(CommandTest):
    def setUp(self):
        super().setUp()
        self.run_pair(0)

    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file() and "home" not in path.parts]

    def replay(self, run_id, *inputs, expected, more=(), **options):
        before = {path: path.read_bytes() for path in self.files()}
        result = self.command("replay", run_id, "--inputs", *inputs, "--json", *more, run_id="REPLAY", **options)
        self.assertEqual(expected, result.exit, str(result))
        self.assertEqual(before, {path: path.read_bytes() for path in self.files()}, "a replay writes nothing")
        return result

    def ids(self, result):
        return [one["id"] for one in result.lines if one["event"] == "statement"]

    def test_the_same(self):
        # In any order, under any name: the exports are known by what they hold.
        renamed = shutil.copy(self.exports[1], self.folder / "Some other name.xlsx") if self.exports[1].suffix == ".xlsx" else self.exports[1]
        result = self.replay("RUN-1", self.rates, self.exports[1], self.exports[0], expected=0)
        self.assertEqual("same", result.outcome["status"])
        self.assertIn("figures-same", self.ids(result))
        self.assertIn("cells-same", self.ids(result))
        self.assertIn("file-same", self.ids(result))
        self.assertEqual(0, self.replay("RUN-1", self.rates, renamed, self.exports[1], self.exports[0], expected=0).exit)
        people = self.command("replay", "RUN-1", "--inputs", *self.exports, self.rates)
        self.assertEqual(0, people.exit, str(people))
        self.assertIn("Same: run RUN-1", people.out)

    def test_both_of_two_runs(self):
        row = next(iter(changes(self.workbook).values()))
        package = Package(self.workbook)
        package.type_text("Changes", row["#"], column_of(load(self.workbook)["Changes"], HEADINGS, "Decision"), "OK")
        package.save()
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        for run_id, exports in (("RUN-1", self.exports[:2]), ("RUN-2", self.exports[1:])):
            ids = self.ids(self.replay(run_id, self.rates, *exports, expected=0))
            self.assertIn("figures-same", ids, run_id)
            self.assertIn("file-same", ids, run_id)

    def test_a_run_that_took_last_period_from_the_workbook(self):
        result = self.command("run", TASK, "--current", self.exports[2], "--rates", self.rates, "--workbook", self.workbook, run_id="RUN-2")
        self.assertEqual(0, result.exit, str(result))
        self.assertIn("file-same", self.ids(self.replay("RUN-2", self.rates, self.exports[2], expected=0)))

    def test_settings_are_those_of_the_run(self):
        other = self.folder / "other.xlsx"
        result = self.compare(0, 1, "--set", "change-pounds=5.00", "--set", "change-percent=1%", "--reason", "a trial", workbook=other, run_id="RUN-9")
        self.assertEqual(0, result.exit, str(result))
        self.assertIn("figures-same", self.ids(self.replay("RUN-9", self.rates, *self.exports[:2], expected=0, more=("--workbook", other))))
        # Without the workbook its settings are not known, and that is said.
        other.unlink()
        ids = self.ids(self.replay("RUN-9", self.rates, *self.exports[:2], expected=1))
        self.assertIn("other-settings", ids)
        self.assertIn("figures-differ", ids)
        settings = self.folder / "settings.json"
        settings.write_text('{"parameters": {"change-pounds": "5.00", "change-percent": "1%"}, "reasons": {"change-pounds": "a trial", "change-percent": "a trial"}}',
                            encoding="utf-8")
        ids = self.ids(self.replay("RUN-9", self.rates, *self.exports[:2], expected=0, more=("--settings", settings)))
        self.assertIn("figures-same", ids)
        self.assertIn("cells-not-compared", ids)

    def test_a_cell_that_was_changed(self):
        sheet = load(self.workbook)["Changes"]
        row = list(changes(self.workbook).values())[1]
        column = column_of(sheet, HEADINGS, "Current")
        package = Package(self.workbook)
        package.type_number("Changes", row["#"], column, 4321.01)
        package.save()
        result = self.replay("RUN-1", self.rates, *self.exports[:2], expected=1)
        cells = [one for one in result.lines if one.get("id") == "cell-differs"]
        self.assertEqual([("Changes", sheet.cell(row["#"], column).coordinate, "Current")], [(one["sheet"], one["cell"], one["column"]) for one in cells])
        self.assertEqual("£4,321.01", cells[0]["held"])
        self.assertEqual(f"£{row['Current']:,.2f}", cells[0]["replayed"])
        self.assertIn("figures-same", self.ids(result), "the run itself is the same")

    def test_an_export_that_is_not_the_one(self):
        changed = self.folder / "changed.bin"
        changed.write_bytes(self.exports[1].read_bytes() + b" ")
        result = self.replay("RUN-1", self.rates, self.exports[0], changed, expected=3)
        said = result.outcome["words"][0]
        self.assertIn('"current"', said)
        self.assertNotIn('"previous"', said)
        self.assertIn("changed.bin", said)

    def test_the_workbook_before_is_needed(self):
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        shutil.rmtree(self.folder / ".counterfoil-versions")
        result = self.replay("RUN-2", self.rates, *self.exports[1:], expected=2)
        self.assertIn("continued a workbook", result.outcome["words"][0])

    def test_exports_that_moved(self):
        away = self.folder / "archive"
        away.mkdir()
        moved = [shutil.move(one, away) for one in (*self.exports[:2], self.rates)]
        ids = self.ids(self.replay("RUN-1", *moved, expected=0, more=("--workbook", self.workbook)))
        self.assertIn("cells-same", ids)

    def test_an_unknown_run(self):
        self.assertIn("RUN-77", self.replay("RUN-77", self.exports[0], expected=3).outcome["words"][0])

    def test_no_ledger(self):
        self.ledger.unlink()
        self.replay("RUN-1", *self.exports[:2], expected=3)


if __name__ == "__main__":
    main()
