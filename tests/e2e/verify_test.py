"""`counterfoil verify`: what was touched since the last run is named with its address, and what cannot be proven is said."""

import re
import shutil
import sqlite3

from counterfoil import CommandTest, changes, column_of, load, main, table
from package import Package, tag

HEADINGS = ("Person ID", "Line ID", "Class", "Risk", "Decision")


class Verify(CommandTest):
    def setUp(self):
        super().setUp()
        self.run_pair(0)

    def verify(self, *more, expected):
        result = self.command("verify", self.workbook, "--json", *more)
        self.assertEqual(expected, result.exit, str(result))
        statements = [line for line in result.lines if line["event"] == "statement"]
        self.assertEqual("sound" if expected == 0 else "problems", result.outcome["status"])
        self.assertTrue(result.outcome["words"][0])
        return statements

    def problems(self, *more):
        return [one for one in self.verify(*more, expected=1) if one["kind"] == "problem"]

    def remove_row(self, sheet, row):
        """Deletes a row as Excel does: the rows below move up, and what refers to them goes along."""
        def up(reference):
            return reference[1] + str(int(reference[2]) - (int(reference[2]) > row))
        package = Package(self.workbook)
        part = package.sheet_part(sheet)
        root = package.xml(part)
        data = root.find(tag("sheetData"))
        for one in list(data):
            here = int(one.get("r"))
            if here == row:
                data.remove(one)
            elif here > row:
                one.set("r", str(here - 1))
                for cell in one:
                    cell.set("r", cell.get("r").rstrip("0123456789") + str(here - 1))
                for formula in one.iter(tag("f")):
                    formula.text = re.sub(r"(?<![!A-Z])(\$?[A-Z]{1,2}\$?)(\d+)", up, formula.text or "")
        package.put(part, root)
        other = package.sheet_part("Summary")
        root = package.xml(other)
        for formula in root.iter(tag("f")):
            formula.text = re.sub(sheet + r"!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+", lambda span: re.sub(r"(\$?[A-Z]+\$?)(\d+)", up, span[0]), formula.text or "")
        package.put(other, root)
        package.save()

    def test_clean(self):
        statements = self.verify(expected=0)
        self.assertEqual([], [one for one in statements if one["kind"] == "problem"])
        self.assertTrue([one for one in statements if one["kind"] == "limit"], "says in words what it cannot prove")
        people = self.command("verify", self.workbook)
        self.assertEqual(0, people.exit)
        self.assertIn("OK", people.out)

    def test_reviewers_cells_are_no_trouble(self):
        row = next(iter(changes(self.workbook).values()))
        sheet = load(self.workbook)["Changes"]
        package = Package(self.workbook)
        package.type_text("Changes", row["#"], column_of(sheet, HEADINGS, "Decision"), "OK")
        package.type_text("Changes", row["#"], column_of(sheet, HEADINGS, "Comment"), "Looked at")
        package.save()
        self.verify(expected=0)

    def test_an_engine_cell_changed(self):
        sheet = load(self.workbook)["Changes"]
        row = list(changes(self.workbook).values())[2]
        column = column_of(sheet, HEADINGS, "Current")
        package = Package(self.workbook)
        package.type_number("Changes", row["#"], column, 1.23)
        package.save()
        address = sheet.cell(row["#"], column).coordinate
        found = [one for one in self.problems() if one["sheet"] == "Changes" and one["cell"] == address]
        self.assertEqual(1, len(found), "the cell is named once")
        self.assertIn(f"{row['Current']:,.2f}".replace(",", ""), found[0]["words"].replace(",", ""), "what it should hold")

    def test_a_sum_cut_to_one_row(self):
        package = Package(self.workbook)
        part = package.sheet_part("Summary")
        xml = package.parts[part].decode("utf-8")
        cut = re.sub(r"(SUMIFS\(Changes!\$?[A-Z]+\$?)(\d+):(\$?[A-Z]+\$?)\d+", r"\1\2:\3\2", xml)
        self.assertNotEqual(xml, cut, "a sum over the Changes sheet")
        package.parts[part] = cut.encode("utf-8")
        package.save()
        self.assertIn("Summary", {one["sheet"] for one in self.problems()})

    def test_a_formula_overwritten(self):
        sheet = load(self.workbook)["Changes"]
        row = list(changes(self.workbook).values())[0]
        column = column_of(sheet, HEADINGS, "Difference")
        package = Package(self.workbook)
        package.type_number("Changes", row["#"], column, 0)
        package.save()
        self.assertIn(sheet.cell(row["#"], column).coordinate, [one["cell"] for one in self.problems()])

    def test_an_engine_text_changed(self):
        sheet = load(self.workbook)["Changes"]
        row = list(changes(self.workbook).values())[0]
        column = column_of(sheet, HEADINGS, "Risk")
        package = Package(self.workbook)
        package.type_text("Changes", row["#"], column, "Explained")
        package.save()
        self.assertIn(sheet.cell(row["#"], column).coordinate, [one["cell"] for one in self.problems()])

    def test_a_row_removed(self):
        row = list(changes(self.workbook).values())[3]
        self.remove_row("Changes", row["#"])
        problems = self.problems()
        self.assertTrue(any(one["sheet"] == "Changes" and (str(row["Line ID"]) in one["words"] or "row" in one["words"]) for one in problems), problems)
        self.assertLess(len(problems), 10, "one removed row is not told as a hundred changed cells")

    def test_a_payments_row_removed(self):
        rows = table(load(self.workbook)["Payments"], "Person ID", "Line ID", "Latest difference")
        self.remove_row("Payments", rows[10]["#"])
        problems = self.problems()
        self.assertTrue(any(one["sheet"] == "Payments" for one in problems), problems)

    def test_many_changed_cells_are_all_named(self):
        sheet = load(self.workbook)["Payments"]
        column = column_of(sheet, ("Person ID", "Line ID", "Class"), "Class")
        rows = table(sheet, "Person ID", "Line ID", "Class")
        package = Package(self.workbook)
        for row in rows:
            package.type_text("Payments", row["#"], column, "Whatever")
        package.save()
        changed = [one for one in self.problems() if one["id"] == "cell-changed" and one["sheet"] == "Payments"]
        self.assertEqual({row["#"]: row["Class"] for row in rows}, {int(one["cell"].lstrip("ABCDEFGHIJ")): one["recorded"] for one in changed})
        self.assertEqual({("Class", "Whatever")}, {(one["column"], one["held"]) for one in changed})
        # On a screen the first are shown and the rest are counted, unless all are asked for.
        people = self.command("verify", self.workbook)
        self.assertLess(people.out.count("Whatever"), 60)
        self.assertRegex(people.out, r"and \d+ more like the last on Payments: add --all")
        self.assertEqual(len(rows), self.command("verify", self.workbook, "--all").out.count("Whatever"))

    def ranges(self, expected):
        result = self.command("verify", self.workbook, "--json")
        self.assertEqual(expected, result.exit, str(result))
        return [(one["of"], one["state"], one["first"], one["last"]) for one in result.lines if one["event"] == "range"]

    def test_how_far_the_record_is_proven(self):
        # Genesis, started, prepared, finished; then each verification adds an entry of its own.
        self.assertEqual([("ledger", "anchored", 1, 4), ("audit-sheet", "anchored", 1, 1)], self.ranges(0))
        self.assertIn("Entries 1 to 5 of the ledger: anchored", self.command("verify", self.workbook).out)

    def test_a_ledger_shorter_than_last_seen(self):
        database = sqlite3.connect(self.ledger)
        database.execute("drop trigger entries_never_go")
        database.execute("delete from entries where number = 4")
        database.commit()
        database.close()
        self.assertIn(("ledger", "shorter", 4, 4), self.ranges(1))

    def test_a_ledger_broken_at_an_entry(self):
        database = sqlite3.connect(self.ledger)
        database.execute("drop trigger entries_never_change")
        database.execute("update entries set user = 'nobody' where number = 3")
        database.commit()
        database.close()
        ranges = self.ranges(1)
        self.assertIn(("ledger", "broken", 3, 4), ranges)
        self.assertIn(("ledger", "anchored", 1, 2), ranges)

    def test_the_audit_sheet_edited(self):
        sheet = load(self.workbook)["Audit"]
        row = table(sheet, "Run", "This record")[0]
        package = Package(self.workbook)
        package.type_text("Audit", row["#"], column_of(sheet, ("Run", "This record"), "Prepared by"), "someone-else")
        package.save()
        self.assertTrue(any(one["sheet"] == "Audit" or "Audit" in one["words"] for one in self.problems()))

    def test_the_audit_sheet_cut_short(self):
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.verify(expected=0)
        last = table(load(self.workbook)["Audit"], "Run", "This record")[-1]
        self.remove_row("Audit", last["#"])
        self.assertTrue(any(one["sheet"] == "Audit" or "Audit" in one["words"] for one in self.problems()))

    def test_the_audit_sheet_emptied(self):
        for row in reversed(table(load(self.workbook)["Audit"], "Run", "This record")):
            self.remove_row("Audit", row["#"])
        self.assertTrue(any(one["sheet"] == "Audit" or "Audit" in one["words"] for one in self.problems()))

    def test_the_audit_sheet_deleted(self):
        package = Package(self.workbook)
        workbook = package.xml("xl/workbook.xml")
        sheets = workbook.find(tag("sheets"))
        at = [one.get("name") for one in sheets].index("Audit")
        sheets.remove(sheets[at])
        names = workbook.find(tag("definedNames"))
        if names is not None:
            for one in list(names):
                if "Audit" in (one.text or "") or int(one.get("localSheetId", "-1")) >= at:
                    names.remove(one)
        package.put("xl/workbook.xml", workbook)
        package.save()
        result = self.command("verify", self.workbook, "--json")
        self.assertIn(result.exit, (1, 2), str(result))
        self.assertIn("Audit", result.out)

    def test_no_ledger(self):
        self.ledger.rename(self.folder / "elsewhere.sqlite")
        statements = self.problems()
        self.assertTrue(any("ledger" in one["words"].lower() for one in statements), statements)

    def verify_with_the_ledger_of(self, user):
        """The statements about the workbook from a ledger in which that user made another workbook."""
        other = self.folder / f"{user}.sqlite"
        result = self.compare(0, 1, workbook=self.folder / f"{user}.xlsx", extra={"COUNTERFOIL_LEDGER": str(other)}, run_id="OTHER-1", user=user)
        self.assertEqual(0, result.exit, str(result))
        result = self.command("verify", self.workbook, "--json", "--ledger", other)
        return result.exit, [one["kind"] for one in result.lines if one["event"] == "statement" and "tester" in one["words"]]

    def test_a_ledger_that_should_know_the_run(self):
        # The Audit sheet says that tester made it, the ledger holds tester's runs, and not this one.
        status, kinds = self.verify_with_the_ledger_of("tester")
        self.assertEqual(1, status)
        self.assertIn("problem", kinds)

    def test_a_colleagues_ledger(self):
        # Two people with a ledger each share the workbook: that a run stands in the other's is said, and is no problem.
        # Nothing here confirms it either: that is not the same as sound.
        status, kinds = self.verify_with_the_ledger_of("colleague")
        self.assertEqual(4, status)
        self.assertIn("limit", kinds)

    def test_a_ledger_that_somebody_edited(self):
        database = sqlite3.connect(self.ledger)
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'trigger'")]
        for name in names:
            database.execute(f'drop trigger "{name}"')
        tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        changed = 0
        for one in tables:
            for column in [row[1] for row in database.execute(f'pragma table_info("{one}")')]:
                cursor = database.execute(f"""update "{one}" set "{column}" = replace("{column}", 'tester', 'nobody') where "{column}" like '%tester%'""")
                changed += cursor.rowcount
        database.commit()
        database.close()
        self.assertGreater(changed, 0, "the ledger records who ran it")
        self.assertTrue(any("ledger" in one["words"].lower() for one in self.problems()))

    def test_the_ledger_refuses_edits(self):
        database = sqlite3.connect(self.ledger)
        tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        refused = 0
        for one in tables:
            for statement in (f'delete from "{one}"', f'update "{one}" set rowid = rowid + 100'):
                try:
                    database.execute(statement)
                except sqlite3.DatabaseError:
                    refused += 1
            database.rollback()
        database.close()
        self.assertGreaterEqual(refused, 2, "append-only: the entries can be neither deleted nor changed")

    def test_a_copy_is_as_good_as_the_workbook(self):
        copy = self.folder / "Copy for the auditor.xlsx"
        shutil.copy(self.workbook, copy)
        result = self.command("verify", copy)
        self.assertEqual(0, result.exit, str(result))

    def test_a_workbook_that_counterfoil_never_made(self):
        result = self.command("verify", self.rates)
        self.assertIn(result.exit, (1, 2), str(result))
        self.assertRegex(result.err + result.out, re.compile("counterfoil", re.IGNORECASE))

    def test_no_such_workbook(self):
        result = self.command("verify", self.folder / "nothing.xlsx")
        self.assertEqual(2, result.exit, str(result))
        self.assertIn("nothing.xlsx", result.err)


if __name__ == "__main__":
    main()
