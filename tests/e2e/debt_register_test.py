"""A debt goes from the comparison to the sundry debtors' register and back: once it is there, only the register counts what came back, and a deduction that an export shows
is offered to be ticked."""

from counterfoil import column_of, load, main, pence, table
from one_child import OneChild, rows_from
from package import Package

row = rows_from(4)


class DebtRegister(OneChild):
    row = staticmethod(row)

    def compare(self, number, *rows, more=()):
        result = self.command("--json", "run", "cwd-comparison", *more, "--current", self.export(number, *rows), "--workbook", self.workbook,
                              run_id=f"RUN-{number}", clock=f"2025-{number + 7:02}-08T09:30:00Z")
        self.assertEqual(0, result.exit, str(result))
        return result

    def overpayment(self):
        found, = [one for one in table(load(self.workbook)["Overpayments"], "Person ID", "Line ID", "Overpaid", "Recover") if one["Overpaid from"]]
        return found

    def type_in(self, workbook, sheet, headings, heading, text):
        cells = load(workbook)[sheet]
        at = next(one["#"] for one in table(cells, *headings) if one[headings[0]])
        package = Package(workbook)
        package.type_text(sheet, at, column_of(cells, headings, heading), text)
        package.save()

    def raise_batch(self, run_id, as_of):
        result = self.command("run", "sundry-debtors", "--overpayments", self.workbook, "--debtors", self.debtors, "--set", f"as-of={as_of}",
                              "--set", "next-payment-date=01/01/2026", "--workbook", self.register, "--json", run_id=run_id)
        self.assertEqual(0, result.exit, str(result))

    def test_there_and_back(self):
        self.register = self.folder / "Sundry debtors.xlsx"
        self.debtors = self.folder / "Debtors.csv"
        self.debtors.write_text("Payee ID,Payee,Account,Site,Address 1,Postcode,Still Paid,Next Payment,Most Deducted\nVP1,Parent of P1,A1,1,1 Example Road,ZZ1 1ZZ,Yes,428.00,107.00\n", encoding="utf-8")
        self.compare(1, row(1, "428.00"), more=("--previous", self.export(0, row(0, "428.00"))))
        self.compare(2, row(2, "642.00"))  # £214.00 too much
        self.compare(3, row(3, "428.00"))
        self.assertEqual(21400, pence(self.overpayment()["Overpaid"]))
        self.type_in(self.workbook, "Overpayments", ("Person ID", "Line ID", "Overpaid", "Recover"), "Recover", "Yes")
        self.type_in(self.workbook, "Overpayments", ("Person ID", "Line ID", "Overpaid", "Recover"), "Recover initials", "TM")
        self.raise_batch("RUN-A", "28/11/2025")
        deductions = ("Payee ID", "No.", "Deduct")
        self.assertEqual([10700, 10700], [pence(one["Deduct"]) for one in table(load(self.register)["Deductions"], *deductions)])
        # The first is taken; nobody has ticked it.
        result = self.compare(4, row(4, "428.00"), row(4, "-107.00", adjusts=2), more=("--debt-register", self.register))
        found = self.overpayment()
        self.assertEqual((21400, 21400, "Yes"), (pence(found["Overpaid"]), pence(found["Left"]), found["Recover"]))
        self.assertIn("In the debtors' register: £214.00 raised, £0.00 deducted, £0.00 paid, £214.00 still to come; exports took back £107.00 that is not ticked there.",
                      found["Carried forward"])
        tick, = [line for line in result.lines if line.get("id") == "deduction-to-tick"]
        self.assertIn("£107.00 was taken back on line 7001 of person P1, as planned in deduction 1", tick["sentence"])
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        # Ticked: it counts once, in the comparison before the register's own next run, too.
        self.type_in(self.register, "Deductions", deductions, "Taken", "Yes")
        result = self.compare(5, row(5, "428.00"), more=("--debt-register", self.register))
        self.assertEqual(10700, pence(self.overpayment()["Left"]))
        self.assertFalse([line for line in result.lines if line.get("id") == "deduction-to-tick"])
        self.assertFalse([line for line in result.lines if line.get("id") == "input-cell-changed"])
        # What was raised is not raised a second time.
        self.raise_batch("RUN-B", "19/12/2025")
        self.assertEqual(1, len([one for one in table(load(self.register)["Register"], "Reference", "Status", "Raised") if one["Reference"]]))
        self.assertEqual(0, self.command("verify", self.workbook).exit)


if __name__ == "__main__":
    main()
