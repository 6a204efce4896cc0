"""A person removed at the end of retention from the workbooks of other tasks than the comparison: nothing of them is left in any byte, pounds
stay, and what was signed goes on proving."""

from counterfoil import column_of, load, main, table
from forgetting import Forgetting
from package import Package

WATCH = ("Person ID", "Class", "Decision")


class ForgetTasks(Forgetting):
    def setUp(self):
        super().setUp()
        self.know_people("tester", "m.manager")
        (self.team / "Counterfoil record").mkdir()

    def task(self, name, number, *more, ok=0):
        result = self.command("run", name, "--workbook", self.workbook, *more, "--json", run_id=f"RUN-{number}", clock=f"2025-{4 + number:02d}-20T09:30:00Z")
        self.assertEqual(ok, result.exit, str(result))

    def removed(self, exit=0):
        done = self.forget("--really", exit=exit)
        self.assertEqual("removed", done.outcome["status"], str(done))
        return done

    def whole(self):
        for path in sorted(self.team.rglob("*.xlsx")):
            if not path.name.startswith(("Provider letters", "Invoice requests")):  # released files
                self.assertIn("removed-under-retention", self.verify(path), path.name)

    def test_turning_18(self):
        self.workbook = self.team / "Turning 18.xlsx"
        heading = "ASC ID,Name,Date of Birth,CPLI ID,Service,Payee,Payee ID,Start Date,Cost,Frequency,Net,Period From,Period To\r\n"
        rows = ["CM-0001,Testa Marmalade,03/05/2008,LN-70011,Personal assistant,Parent Marmalade,PY-5511,01/04/2024,107.00,Weekly,428.00",
                "CM-0002,Quill Sample,04/06/2008,LN-80022,Personal assistant,Parent Sample,PY-5522,01/04/2024,50.00,Weekly,200.00"]
        periods = ["07/04/2025,04/05/2025", "05/05/2025,01/06/2025", "02/06/2025,29/06/2025", "30/06/2025,27/07/2025"]
        for number, period in enumerate(periods, 1):
            export = self.exported / f"Payments {number}.csv"
            export.write_text(heading + "".join(f"{row},{period}\r\n" for row in (rows if number < 3 else rows[1:])), encoding="utf-8", newline="")
            self.task("turning-18", number, "--payments", export)
            if number == 2:  # decided by a person, with a remark that names the child
                self.type("Decision", "Off the list", Comment="Testa moved away")
        self.removed()
        self.assertEqual([], self.traces_left())
        self.whole()

    def type(self, heading, text, **more):
        sheet = load(self.workbook)["Watch list"]
        at = next(row["#"] for row in table(sheet, *WATCH) if row["Person ID"] == "CM-0001")
        package = Package(self.workbook)
        for name, value in {heading: text, **more}.items():
            package.type_text("Watch list", at, column_of(sheet, WATCH, name), value)
        package.save()

    def test_an_uplift_with_a_release(self):
        self.workbook = self.team / "Uplift.xlsx"
        heading = "CPLI ID,ASC ID,Date of Birth,Service,Provider,Start Date,Quantity,Unit,Unit Cost,Frequency,Weekly Cost\r\n"
        rows = ["LN-70011,CM-0001,03/05/2012,Homecare,Imaginary Care Ltd,01/04/2023,10,Hour,20.00,Weekly,200.00",
                "LN-80022,CM-0002,04/06/2013,Homecare,Imaginary Care Ltd,01/04/2023,10,Hour,20.00,Weekly,200.00"]
        rules = self.exported / "rules.csv"
        rules.write_text("Rule,Priority,Service,Action,Percent\r\nR1,1,Homecare,Percent,5%\r\n", encoding="utf-8", newline="")

        def run(number, lines, effective="2025-04-07"):
            export = self.exported / f"Lines {number}.csv"
            export.write_text(heading + "".join(f"{row}\r\n" for row in lines), encoding="utf-8", newline="")
            self.task("uplift", number, "--lines", export, "--rules", rules, "--set", f"effective={effective}")

        run(1, rows)
        for command in ("approve", "release"):
            result = self.command(command, self.workbook, "--json", user="m.manager", run_id=command.upper(), clock="2025-05-21T09:30:00Z")
            self.assertEqual(0, result.exit, str(result))
        run(2, rows[1:])
        run(3, rows[1:])
        done = self.removed(exit=1)
        remains = [line["words"] for line in done.lines if line.get("id") == "remains"]
        self.assertTrue(all("evidence of money" in words for words in remains), remains)
        self.assertEqual([], [left for left in self.traces_left() if "Rates load" not in left[0] and "Provider letters" not in left[0]])
        self.whole()

    def test_a_debt_that_was_raised_and_paid(self):
        self.workbook = self.team / "Sundry debtors.xlsx"
        debtors = self.exported / "Debtors.csv"
        debtors.write_text("Payee ID,Customer Name,Customer Account,Site,Address Line 1,Town,Postcode\r\n"
                           "PY-5511,Parent Marmalade,700101,1001,1 Imaginary Lane,Madeupton,ZZ99 1ZZ\r\n"
                           "PY-5522,Parent Sample,700102,1001,2 Nowhere Close,Madeupton,ZZ99 2ZZ\r\n", encoding="utf-8", newline="")
        heading = "Child ID,Child Name,Agreement ID,Allowance,Carer,Carer No,From,To,Amount Overpaid,Reason,Date Found,Cost Code,GL Code\r\n"
        rows = ["CM-0001,Testa Marmalade,LN-70011,Fostering allowance,Parent Marmalade,PY-5511,03/03/2025,17/03/2025,482.14,Placement ended,24/03/2025,C4410,51230",
                "CM-0002,Quill Sample,LN-80022,Fostering allowance,Parent Sample,PY-5522,03/03/2025,17/03/2025,200.00,Placement ended,24/03/2025,C4410,51230"]

        def run(number, found):
            listed = self.exported / f"Found {number}.csv"
            listed.write_text(heading + "".join(f"{row}\r\n" for row in found), encoding="utf-8", newline="")
            self.task("sundry-debtors", number, "--overpayments", listed, "--debtors", debtors, "--set", f"as-of=20/{4 + number:02d}/2025")

        run(1, rows)
        for command in ("approve", "release"):
            result = self.command(command, self.workbook, "--json", user="m.manager", run_id=command.upper(), clock="2025-05-21T09:30:00Z")
            self.assertEqual(0, result.exit, str(result))
        self.paid()
        run(2, rows[1:])
        run(3, rows[1:])
        done = self.removed(exit=1)
        self.assertTrue(all("evidence of money" in line["words"] for line in done.lines if line.get("id") == "remains"), str(done))
        released = [path.name for path in self.team.rglob("*") if path.is_file() and "elease" in path.parent.name]
        self.assertEqual([], [left for left in self.traces_left() if left[0] not in released])
        self.whole()

    def paid(self):
        sheet = load(self.workbook)["Register"]
        headings = ("Reference", "Status", "Raised")
        at = next(row["#"] for row in table(sheet, *headings) if row["Person ID"] == "CM-0001")
        package = Package(self.workbook)
        package.type_number("Register", at, column_of(sheet, headings, "Paid so far"), 482.14)
        package.save()


if __name__ == "__main__":
    main()
