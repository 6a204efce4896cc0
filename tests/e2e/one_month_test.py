"""One month of the examples through all four tasks, with totals that tie from end to end: what the comparison and turning 18 name as overpaid is
confirmed, raised by sundry debtors, signed and released; the rates that an uplift releases are paid next month, and the comparison knows them."""

import csv
import datetime
import json

import openpyxl
from counterfoil import CommandTest, column_of, load, main, pence, table
from package import Package

OVERPAYMENTS = ("Person ID", "Line ID", "Overpaid", "Recover")
WATCH = ("Person ID", "Turns 18", "Decision")


def serial(day):
    return (day - datetime.date(1899, 12, 30)).days


def as_text(value):
    return "" if value is None else f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)


class OneMonth(CommandTest):
    def setUp(self):
        super().setUp()
        self.know_people("tester", "b.checker")
        self.turning = self.folder / "Turning 18.xlsx"
        self.debts = self.folder / "Sundry debtors.xlsx"
        self.uplifted = self.folder / "Uplift.xlsx"

    def succeeds(self, *arguments, **options):
        result = self.command(*arguments, **options)
        self.assertEqual(0, result.exit, str(result))
        return result

    def confirm(self, workbook):
        """Somebody looks at each possible overpayment and says Yes. What they come to."""
        sheet = load(workbook)["Overpayments"]
        rows = [row for row in table(sheet, *OVERPAYMENTS) if row["Overpaid"] is not None]
        self.assertTrue(rows, f"{workbook.name} names none")
        package = Package(workbook)
        for row in rows:
            package.type_text("Overpayments", row["#"], column_of(sheet, OVERPAYMENTS, "Recover"), "Yes")
        package.save()
        return rows

    def compared(self):
        self.run_pair(0)
        return self.confirm(self.workbook)

    def turned_18(self):
        """Everybody who was 18 already was taken over by adult services on the birthday; the same export then shows what was paid too much."""
        options = ["run", "turning-18", "--payments", self.exports[1], "--workbook", self.turning]
        self.succeeds(*options, run_id="RUN-T1")
        sheet = load(self.turning)["Watch list"]
        package = Package(self.turning)
        adults = [row for row in table(sheet, *WATCH) if row["Class"] == "Already 18 and still paid"]
        self.assertTrue(adults)
        for row in adults:
            package.type_text("Watch list", row["#"], column_of(sheet, WATCH, "Decision"), "Transferred to adults")
            package.type_number("Watch list", row["#"], column_of(sheet, WATCH, "Last day to pay"), serial(row["Turns 18"].date()) - 1)
        package.save()
        self.succeeds(*options, run_id="RUN-T2")
        rows = self.confirm(self.turning)
        self.assertEqual({row["Person ID"] for row in adults}, {row["Person ID"] for row in rows})
        return rows

    def debtors_of(self, rows):
        """An account for everybody who was paid too much; nobody is paid any more, so that all of it is invoiced."""
        book = openpyxl.Workbook()
        book.active.append(["Payee ID", "Debtor name", "Debtor account", "Site", "Address 1", "Postcode", "Still paid", "Cost centre", "Account code"])
        for number, payee in enumerate(sorted({row["Payee ID"] for row in rows}), 1):
            book.active.append([payee, f"Imaginary debtor {number}", f"D{1000 + number}", "1", f"{number} Pretend Parade", "ZZ99 9ZZ", "No", "C4410", "51230"])
        path = self.folder / "Debtors.xlsx"
        book.save(path)
        return path

    def test_what_was_overpaid_is_raised_once_and_released(self):
        by_comparison, by_turning = self.compared(), self.turned_18()
        rows = by_comparison + by_turning
        total = sum(pence(row["Overpaid"]) for row in rows)
        run = ["run", "sundry-debtors", "--overpayments", self.workbook, "--more-overpayments", self.turning, "--debtors", self.debtors_of(rows), "--workbook", self.debts]
        self.succeeds(*run, run_id="RUN-D1")
        book = load(self.debts)
        bridge = {row["Step"]: pence(row["Amount"]) for row in table(book["Summary"], "Step", "Amount")}
        self.assertEqual(total, bridge["In the lists"], "every penny that the two tasks named is in the lists")
        raised = [row for row in table(book["Matters"], "Person ID", "Route", "Decision") if row["Reference"]]
        aside = [row for row in table(book["Not raised"], "Why", "Person ID", "Do instead") if row["Why"]]
        self.assertEqual(total, sum(pence(row["Overpaid"]) for row in raised + aside), "raised or not raised, with the reason")
        self.assertEqual(bridge["Raised in this batch"], sum(pence(row["Overpaid"]) for row in raised))
        lines = [row for row in table(book["Invoice lines"], "Debtor", "Account", "Text on the invoice") if row["Reference"]]
        invoiced = sum(pence(row["Amount"]) for row in lines)
        self.assertEqual(sum(pence(row["Overpaid"]) for row in raised if row["Route"] == "Invoice"), invoiced)
        self.assertGreater(invoiced, 0)
        names = {row["Name"] for row in table(load(self.turning)["Watch list"], *WATCH)}
        self.assertFalse([row for row in lines for name in names if name and name in row["Text on the invoice"]], "no child's name on an invoice")

        refused = self.command("release", self.debts, run_id="REL-0", user="tester")
        self.assertEqual(1, refused.exit, str(refused))
        (self.folder / "counterfoil-settings.json").write_text(json.dumps({"profile-values": {"department": "Imaginary services", "contact": "Nobody"}}), encoding="utf-8")
        self.succeeds("approve", self.debts, "--batch", "invoices", run_id="APP-1", user="b.checker")
        self.succeeds("release", self.debts, "--batch", "invoices", run_id="REL-1", user="b.checker")
        folder = next(path for path in self.folder.iterdir() if " release " in path.name)
        requests = next(folder.glob("*.xlsx"))
        forms = table(load(requests)["Requests"], "Field", "Entry", "Reference")
        asked = {row["Entry"] for row in forms if row["Field"] == "Our reference"}
        self.assertEqual({row["Reference"] for row in lines}, asked)
        again = self.command("release", self.debts, "--batch", "invoices", run_id="REL-2", user="b.checker")
        self.assertEqual(1, again.exit, "a second release")
        for workbook in (self.workbook, self.turning, self.debts):
            self.assertEqual(0, self.command("verify", workbook).exit, workbook.name)

    def rules(self):
        book = openpyxl.Workbook()
        book.active.title = "Decision"
        book.active.append(["Rule", "Priority", "Service", "Action", "Percent", "Rounding", "Round to", "Source"])
        book.active.append(["PA", 1, "Personal assistant, employed", "Percent", "9.91%", "up", 0.04, "Imaginary decision 7"])
        path = self.folder / "Rules.xlsx"
        book.save(path)
        return path

    def export(self, name, rows):
        path = self.folder / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [heading for heading in rows[0] if heading != "#"], extrasaction="ignore")
            writer.writeheader()
            writer.writerows({heading: as_text(value) for heading, value in row.items()} for row in rows)
        return path

    def test_released_rates_are_what_the_next_comparison_expects(self):
        with self.exports[0].open(encoding="cp1252", newline="") as file:
            paid = list(csv.DictReader(file))
        # Lines of one price that were paid for the whole period to children who stay children, so that four weeks of the difference are the difference.
        whole = [row for row in paid if row["Service"] == "Personal assistant, employed" and row["Frequency"] == "Weekly" and not row["SuspendedFrom"] and not row["End"]
                 and row["PaymentType"] == "Payment" and datetime.datetime.strptime(row["DOB"], "%d/%m/%Y").year > 2008 and pence(float(row["NetPayment"])) == 4 * pence(float(row["Cost"]))]
        once = [row for row in whole if sum(each["CarePackageLineItemID"] == row["CarePackageLineItemID"] for each in paid) == 1]
        self.assertGreater(len(once), 5)
        lines = self.export("Lines.csv", once)
        self.succeeds("run", "uplift", "--lines", lines, "--rules", self.rules(), "--workbook", self.uplifted, "--set", "effective=2025-11-10", "--set", "recent-months=0", "--reason", "No recent packages here", run_id="RUN-U")
        self.succeeds("approve", self.uplifted, run_id="APP-U", user="b.checker")
        self.succeeds("release", self.uplifted, run_id="REL-U", user="b.checker")
        new = {str(row["Line ID"]): row for row in table(load(self.uplifted)["Rates load"], "Release key", "Line ID", "New rate")}
        self.assertEqual({row["CarePackageLineItemID"] for row in once}, set(new))

        following = []
        for row in once:
            loaded = new[row["CarePackageLineItemID"]]
            weekly = round(float(row["Quantity"]) * 100) * pence(loaded["New rate"]) // 100
            self.assertEqual(0, round(float(row["Quantity"]) * 100) * pence(loaded["New rate"]) % 100, "rates that divide by 4 and quarter hours are whole pence")
            following.append({**row, "PriceStart": "10/11/2025", "UnitCost": f"{loaded['New rate']:.2f}", "Cost": f"{weekly / 100:.2f}", "NetPayment": f"{4 * weekly / 100:.2f}",
                              "PeriodFrom": "10/11/2025", "PeriodTo": "07/12/2025"})
        self.succeeds("run", "cwd-comparison", "--previous", lines, "--current", self.export("Next.csv", following), "--rates", self.uplifted, "--workbook", self.workbook,
                      run_id="RUN-C")
        changes = table(load(self.workbook)["Changes"], "Person ID", "Line ID", "Decision")
        self.assertEqual({(line, "Rate", "Explained") for line in new}, {(str(row["Line ID"]), row["Class"], row["Risk"]) for row in changes})
        self.assertTrue(all("approved-rate" in row["Rules"] for row in changes))
        effect = sum(pence(row["Effect a week"]) for row in new.values())
        self.assertGreater(effect, 0)
        self.assertEqual(4 * effect, sum(pence(row["Difference"]) for row in changes), "four weeks of what the uplift said it costs")


if __name__ == "__main__":
    main()
