"""Sundry debtors on the examples: every planted case goes where it should, totals tie, a second run raises nothing twice, people's entries stay."""

import datetime
import json
import pathlib
import shutil
import unittest

import office
import openpyxl
from counterfoil import STAGE, CommandTest, column_of, heading_row, load, main, pence, table
from package import Package

EXAMPLES = STAGE / "examples" / "sundry-debtors"
PLANTED = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))


class Debtors(CommandTest):
    def setUp(self):
        super().setUp()
        self.overpayments = pathlib.Path(shutil.copy(EXAMPLES / PLANTED["overpayments"], self.folder))
        self.debtors = pathlib.Path(shutil.copy(EXAMPLES / PLANTED["debtors"], self.folder))
        self.workbook = self.folder / "Sundry debtors.xlsx"

    def raise_batch(self, *more, as_of="28/11/2025", overpayments=None, **options):
        result = self.command("run", "sundry-debtors", "--overpayments", overpayments or self.overpayments, "--debtors", self.debtors, "--codes", self.debtors,
                              "--set", f"as-of={as_of}", "--workbook", self.workbook, "--json", *more, **options)
        self.assertEqual(0, result.exit, str(result))
        return result

    def rows(self, sheet, *headings):
        return [row for row in table(load(self.workbook)[sheet], *headings) if row.get("Reference") or row.get("Why")]

    def matters(self):
        return self.rows("Matters", "Person ID", "Route", "Decision")

    def not_raised(self):
        return self.rows("Not raised", "Why", "Person ID", "Do instead")

    def register(self):
        return self.rows("Register", "Reference", "Status", "Raised")

    def enter(self, sheet, headings, heading, value, where=lambda row: True):
        """Types into a reviewer's column as a person would."""
        column = column_of(load(self.workbook)[sheet], headings, heading)
        rows = [row["#"] for row in table(load(self.workbook)[sheet], *headings) if where(row)]
        self.assertTrue(rows, f"no row of {sheet} to type into")
        package = Package(self.workbook)
        for row in rows:
            package.type_text(sheet, row, column, value)
        package.save()


class Acceptance(Debtors):
    def test_every_planted_case(self):
        result = self.raise_batch()
        found = []
        for row in self.matters():
            found.append((str(row["Person ID"]), row["Overpaid from"], row["Route"], pence(row["Overpaid"])))
        for row in self.not_raised():
            found.append((str(row["Person ID"]), row["Overpaid from"], row["Why"], pence(row["Overpaid"])))
        expected = sorted((case["person"], case["route"], case["amount_pence"]) for case in PLANTED["cases"])
        self.assertEqual(expected, sorted((person, route, amount) for person, _, route, amount in found))
        findings = {line["id"] for line in result.lines if line["event"] == "finding"}
        self.assertEqual(set(), {case["finding"] for case in PLANTED["cases"] if case["finding"]} - findings)
        self.assertNotIn("Must fix", [row["Level"] for row in table(load(self.workbook)["Findings"], "No.", "Level", "What and what to do")])
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_totals_tie_from_the_list_to_what_is_raised(self):
        self.raise_batch()
        sheet = load(self.workbook)["Summary"]
        bridge = {row["Step"]: pence(row["Amount"]) for row in table(sheet, "Step", "Amount")}
        self.assertEqual(PLANTED["listed_pence"], bridge.pop("In the lists"))
        raised = bridge.pop("Raised in this batch")
        self.assertEqual(raised, PLANTED["listed_pence"] + sum(bridge.values()))
        self.assertEqual(raised, sum(case["amount_pence"] for case in PLANTED["cases"] if case["route"] in ("Deduct", "Invoice", "Credit note")))
        control = table(sheet, "Export", "Rows", "Amount", "Tie")
        self.assertTrue(any(row["Rows"] == len(PLANTED["cases"]) and pence(row["Amount"]) == PLANTED["listed_pence"] for row in control), control)
        lines = self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice")
        self.assertEqual(sum(pence(row["Overpaid"]) for row in self.matters() if row["Route"] != "Deduct"), sum(pence(row["Amount"]) for row in lines))
        plans = table(load(self.workbook)["Instalments"], "Debtor", "No.", "Instalment")
        self.assertEqual([4017] * 11 + [4027], [pence(row["Instalment"]) for row in plans])
        deductions = table(load(self.workbook)["Deductions"], "Payee ID", "No.", "Deduct")
        self.assertEqual([15000] * 4, [pence(row["Deduct"]) for row in deductions if row["Payee ID"] == "V2017"])

    def test_no_childs_name_leaves_on_an_invoice_or_reaches_the_ledger(self):
        result = self.raise_batch()
        texts = " ".join(str(row["Text on the invoice"]) for row in self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice"))
        ledger = self.ledger.read_bytes()
        for name in PLANTED["people"]:
            for word in name.split():
                self.assertNotIn(word.encode(), ledger)
        for case in ("Testa Marmalade", "Samplon Butterdish"):
            for word in case.split():
                self.assertNotIn(word, texts)
        self.assertNotIn("Butterdish", result.err)

    @unittest.skipUnless(office.available(), "LibreOffice is not installed")
    def test_formulas_are_what_another_program_works_out(self):
        self.raise_batch()
        recalculated = load(office.convert(self.workbook, "xlsx", self.folder))
        ours = load(self.workbook)
        for name in ("Summary", "Matters", "Register", "Aged debt"):
            for row in ours[name].iter_rows():
                for cell in row:
                    theirs = recalculated[name][cell.coordinate].value
                    if isinstance(cell.value, float) or isinstance(theirs, float):
                        self.assertAlmostEqual(cell.value or 0, theirs or 0, places=6, msg=f"{name}!{cell.coordinate}")
                    else:
                        self.assertEqual(cell.value or None, theirs or None, f"{name}!{cell.coordinate}")


class Again(Debtors):
    def test_the_same_batch_again_is_the_same(self):
        self.raise_batch()
        before = (self.matters(), self.not_raised(), self.register())
        self.raise_batch(run_id="RUN-2")
        self.assertEqual(before, (self.matters(), self.not_raised(), self.register()))

    def test_another_order_and_other_headings_are_the_same_matters(self):
        self.raise_batch()
        keys = {row["Reference"] for row in self.matters()}
        book = load(self.overpayments)
        sheet = book.active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), start=4):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
        for column, cell in enumerate(sheet[3], start=1):
            if cell.value == "Child ID":
                sheet.cell(3, column).value = "Mosaic ID"
        other = self.folder / "Another list.xlsx"
        book.save(other)
        self.raise_batch(run_id="RUN-2", overpayments=other)
        self.assertEqual(keys, {row["Reference"] for row in self.matters()})
        self.assertEqual(len(keys), len(self.register()))

    def test_a_deduction_that_nobody_released_is_prepared_again_and_one_that_was_taken_is_not(self):
        self.raise_batch()
        first = len(table(load(self.workbook)["Deductions"], "Payee ID", "No.", "Deduct"))
        self.enter("Deductions", ("Payee ID", "No.", "Deduct"), "Taken", "Yes", lambda row: row["Payee ID"] == "V2017" and row["No."] == 1)
        self.raise_batch(run_id="RUN-2", as_of="26/12/2025")
        again = {row["Payee ID"] for row in self.matters() if row["Route"] == "Deduct"}
        self.assertIn("V2002", again)
        self.assertNotIn("V2017", again)
        deductions = table(load(self.workbook)["Deductions"], "Payee ID", "No.", "Deduct")
        self.assertEqual(first, len(deductions), "plans of earlier batches stay")
        self.assertEqual(["Yes"], [row["Taken"] for row in deductions if row["Taken"]])
        row = next(row for row in self.register() if row["Payee ID"] == "V2017")
        self.assertEqual(("Part paid", 45000, 15000), (row["Status"], pence(row["Still to come"]), pence(row["Deducted"])))

    def test_reviewers_decisions_are_heard_and_kept(self):
        self.raise_batch()
        headings = ("Person ID", "Route", "Decision")
        self.enter("Matters", headings, "Decision", "Hold", lambda row: row["Person ID"] == "X100123")
        self.enter("Matters", headings, "Do instead", "Invoice", lambda row: row["Person ID"] == "X100130")
        self.enter("Not raised", ("Why", "Person ID", "Do instead"), "Do instead", "Invoice", lambda row: row["Why"] == "Below de minimis")
        self.raise_batch(run_id="RUN-2")
        routes = {(row["Person ID"], pence(row["Overpaid"])): row["Route"] for row in self.matters()}
        self.assertEqual("Invoice", routes[("X100130", 41600)])
        self.assertEqual("Invoice", routes[("X100144", 999)])
        self.assertNotIn(("X100123", 48214), routes)
        self.assertIn(("X100123", "On hold"), [(row["Person ID"], row["Why"]) for row in self.not_raised()])
        past = table(load(self.workbook)["Past matters"], "Batch", "Person ID", "Decision")
        self.assertIn("Hold", [row["Decision"] for row in past])
        self.raise_batch(run_id="RUN-3")
        self.assertIn(("X100123", "On hold"), [(row["Person ID"], row["Why"]) for row in self.not_raised()])
        self.assertEqual(0, self.command("verify", self.workbook).exit)


SHEET = ["Person ID", "Line ID", "Service", "Provider", "Payee", "Payee ID", "Overpaid from", "Overpaid to", "Days", "Correct weekly", "Paid", "Correct", "Overpaid", "Cause",
         "Discovered", "Still paid", "Next payment", "Cost centre", "Subjective", "Source", "Recover", "Recover initials", "Recover date"]


class OtherTasks(Debtors):
    """The sheet Overpayments as the comparison's and the turning-18 workbook have it."""

    def workbook_with(self, name, *rows):
        book = openpyxl.Workbook()
        summary = book.active
        summary.title = "Changes"
        for row in (["Person ID", "Line ID", "Payee", "Previous", "Current"], ["X100123", "4501013", "Carer of Marmalade", 1.0, 2.0]):
            summary.append(row)
        sheet = book.create_sheet("Overpayments")
        sheet.append(["Possible overpayments"])
        sheet.append(["10 Nov to 7 Dec 2025"])
        sheet.append([None] * 20 + ["For the reviewer to fill in"])
        sheet.append(SHEET)
        for row in rows:
            sheet.append(row)
        path = self.folder / name
        book.save(path)
        return path

    def test_their_sheets_are_read_as_they_are(self):
        day = datetime.date
        row = ["X100123", "4501013", "Fostering allowance", "In-house", "Carer of Marmalade", "V2001", day(2025, 11, 3), day(2025, 11, 17), 15, 0, 482.14, 0, 482.14, "Paid after the end date",
               day(2025, 11, 24), "No", None, "C4410", "51230", "CWD comparison", "Yes", "AB", day(2025, 11, 25)]
        wait = [*row[:1], "4501014", *row[2:20], "Wait", None, None]
        comparison = self.workbook_with("CWD comparison.xlsx", row, wait)
        turning = self.workbook_with("Turning 18.xlsx", [*row[:13], "Paid after 18", *row[14:19], "Turning 18", "Yes", "CD", day(2025, 11, 25)])
        self.raise_batch("--more-overpayments", turning, overpayments=comparison)
        self.assertEqual([("X100123", "Invoice", 48214)], [(row["Person ID"], row["Route"], pence(row["Overpaid"])) for row in self.matters()])
        self.assertEqual([("Listed twice", 48214), ("Not confirmed", 48214)], sorted((row["Why"], pence(row["Overpaid"])) for row in self.not_raised()))
        control = [row for row in table(load(self.workbook)["Summary"], "Export", "Rows", "Amount", "Tie") if row["Tie"]]
        self.assertEqual({"Ties"}, {row["Tie"] for row in control})

    def test_an_empty_sheet_beside_a_list_is_nothing_to_put_right(self):
        self.raise_batch("--more-overpayments", self.workbook_with("Turning 18.xlsx", ["No overpayments were found"]))
        self.assertEqual(len(PLANTED["cases"]), len(self.matters()) + len(self.not_raised()))


class Workbook(Debtors):
    def test_it_looks_after_its_reader(self):
        self.raise_batch()
        book = load(self.workbook, values=False)
        self.assertEqual(["Summary", "Sign-off", "Matters", "Invoice lines", "Deductions", "Instalments", "Not raised", "Register", "Aged debt", "Past matters", "Past not raised",
                          "Past sign-offs", "Findings", "Settings", "Audit"], book.sheetnames)
        for sheet in book:
            self.assertEqual("visible", sheet.sheet_state)
            self.assertEqual("landscape", sheet.page_setup.orientation, sheet.title)
        self.assertTrue(heading_row(book["Matters"], ["Decision", "Do instead"]))

    def test_a_rehearsal_writes_nothing(self):
        result = self.command("run", "sundry-debtors", "--overpayments", self.overpayments, "--debtors", self.debtors, "--workbook", self.workbook, "--rehearse", "--json")
        self.assertEqual(0, result.exit, str(result))
        self.assertFalse(self.workbook.exists())


if __name__ == "__main__":
    main()
