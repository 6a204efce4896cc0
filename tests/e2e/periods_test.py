"""What is missing, repeated or restated stays open on the sheet Periods until somebody explains it; Reconciliation ties, as LibreOffice works it out too."""

import csv

import office
from counterfoil import TASK, CommandTest, heading_row, load, main, table
from package import Package

HEADINGS = ["Person ID", "Line ID", "Service", "Cost", "Frequency", "Net", "Period From", "Period To"]
SPANS = [("03/03/2025", "30/03/2025"), ("31/03/2025", "27/04/2025"), ("28/04/2025", "25/05/2025"), ("26/05/2025", "22/06/2025")]
WORDS = ["3 Mar to 30 Mar 2025", "31 Mar to 27 Apr 2025", "28 Apr to 25 May 2025", "26 May to 22 Jun 2025"]


class Periods(CommandTest):
    def export(self, which, name=None, **amounts):
        """Two children, 400.00 and 100.00 in each period unless said otherwise."""
        path = self.folder / (name or f"period {which}.csv")
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            for person, line, net in (("8001", "L1", amounts.get("L1", "400.00")), ("8002", "L2", amounts.get("L2", "100.00"))):
                writer.writerow([person, line, "Day care", f"{float(net) / 4:.2f}", "Weekly", net, *SPANS[which]])
        return path

    def run_with(self, current, *more, run_id, clock="2025-12-08T09:30:00Z"):
        result = self.command("run", TASK, "--current", current, "--workbook", self.workbook, "--json", *more, run_id=run_id, clock=clock)
        self.assertEqual(0, result.exit, str(result))
        return result

    def periods(self):
        return {(row["Period"], row["What"]): row for row in table(load(self.workbook)["Periods"], "Period", "What")}

    def explain(self, row, reason):
        package = Package(self.workbook)
        sheet = load(self.workbook)["Periods"]
        headings = {cell.value: cell.column for cell in sheet[heading_row(sheet, ["Period", "What"])]}
        package.type_text("Periods", row["#"], headings["Initials"], "TM")
        package.type_text("Periods", row["#"], headings["Reason"], reason)
        package.save()

    def test_an_explanation_is_signed_with_its_period(self):
        self.know_people("tester", "m.manager")
        self.run_with(self.export(1), "--previous", self.export(0), run_id="RUN-1")
        self.run_with(self.export(3), run_id="RUN-2")
        self.explain(self.periods()[WORDS[2], "Missing"], "The centre was closed")
        approved = self.command("approve", self.workbook, "--json", user="m.manager", run_id="SIGN-1", clock="2025-12-09T09:30:00Z")
        self.assertEqual(0, approved.exit, str(approved))
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        self.explain(self.periods()[WORDS[2], "Missing"], "Nobody knows")
        verified = self.command("verify", self.workbook, "--json")
        self.assertEqual(1, verified.exit, str(verified))
        words = next(line["words"] for line in verified.lines if line.get("id") == "period-changed-since-approval")
        self.assertIn(f"since then 1 explanation was changed (Periods, row {WORDS[2]}, Missing)", words)
        # An approval of an earlier version of the program is not of explanations, and stays good: only what it is of counts.
        act = next((self.folder / "Counterfoil record").glob("*.approved.*"))
        self.assertIn(b"explanations of periods", act.read_bytes())

    def test_a_gap_and_a_restatement_are_open_until_explained(self):
        self.run_with(self.export(1), "--previous", self.export(0), run_id="RUN-1")
        self.assertEqual({(WORDS[0], "Compared with"), (WORDS[1], "Compared")}, set(self.periods()))
        # The period in between is left out.
        result = self.run_with(self.export(3), run_id="RUN-2")
        self.assertIn("To explain: 1 period, on the sheet Periods.", result.outcome["words"][0])
        missing = self.periods()[WORDS[2], "Missing"]
        self.assertEqual("Explain", missing["To do"])
        result = self.run_with(self.export(3), run_id="RUN-3")
        self.assertIn("To explain: 1 period", result.outcome["words"][0], "said once is not enough")
        self.explain(self.periods()[WORDS[2], "Missing"], "The centre was closed")
        result = self.run_with(self.export(3), run_id="RUN-4")
        self.assertNotIn("To explain", result.outcome["words"][0])
        self.assertEqual("The centre was closed", self.periods()[WORDS[2], "Missing"]["Reason"])
        # It comes after all: the row and its words stay, and nothing is open.
        self.run_with(self.export(2), "--previous", self.export(1), run_id="RUN-5")
        self.assertEqual(("The centre was closed", None), (self.periods()[WORDS[2], "Missing"]["Reason"], self.periods()[WORDS[2], "Missing"]["To do"]))
        self.assertEqual("RUN-5", self.periods()[WORDS[2], "Compared"]["Run"])
        # Another export of a period that was compared: each line of it is known.
        result = self.run_with(self.export(2, "again.csv", L1="450.00", L2="90.00"), "--previous", self.export(1), run_id="RUN-6")
        self.assertIn("To explain: 1 period", result.outcome["words"][0])
        restated = self.periods()[WORDS[2], "Restated"]
        self.assertEqual((540, 40, "Explain"), (restated["Total"], restated["Changed by"], restated["To do"]))
        self.check_reconciliation()
        self.assertEqual(0, self.command("verify", self.workbook).exit, str(self.command("verify", self.workbook)))

    def check_reconciliation(self):
        rows = table(load(self.workbook, values=True)["Reconciliation"], "Row", "Period")
        self.assertEqual([("Period", WORDS[1]), ("Period", WORDS[2]), ("Line", WORDS[2]), ("Line", WORDS[2]), ("Period", WORDS[3]), ("Total", "Apr 2025 to Mar 2026"),
                          ("Period", WORDS[0]), ("Total", "Apr 2024 to Mar 2025")], [(row["Row"], row["Period"]) for row in rows],
                         "a period is of the year in which it ends")
        lines = {row["Line ID"]: row["Restated by"] for row in rows if row["Row"] == "Line"}
        self.assertEqual({"L1": 50, "L2": -10}, lines)
        total = next(row for row in rows if row["Row"] == "Total")
        self.assertEqual((1500, 40, 1540), (total["As first compared"], total["Restated by"], total["As it stands"]))
        if office.available():
            again = office.convert(self.workbook, "xlsx", self.folder / "office")
            def plain(found):
                return [{heading: round(value, 2) if isinstance(value, float) else value or None for heading, value in row.items()} for row in found]
            self.assertEqual(plain(rows), plain(table(load(again, values=True)["Reconciliation"], "Row", "Period")))


if __name__ == "__main__":
    main()
