"""One line over seven periods, as things happen: a slipped decimal point that goes on, is put right and taken back in parts; a payment that is short, and its
arrears paid twice. What stands on Changes and Overpayments after each run, in its words."""

from counterfoil import column_of, load, main, table
from one_child import OneChild, rows_from
from package import Package

row = rows_from(0)


class SevenPeriods(OneChild):
    def run_next(self, number, *rows, previous=None):
        more = ["--previous", previous] if previous else []
        result = self.command("--json", "run", "cwd-comparison", *more, "--current", self.export(number, *rows), "--workbook", self.workbook,
                              run_id=f"RUN-{number}", clock=f"2025-{number + 5:02}-08T09:30:00Z")
        self.assertEqual(0, result.exit, str(result))

    def asked(self):
        """"about: rules" of each Query."""
        rows = table(load(self.workbook)["Changes"], "Person ID", "Line ID", "About", "Risk", "Rules")
        return [(one["About"], one["Rules"]) for one in rows if one["Risk"] == "Query"]

    def reasons(self):
        rows = table(load(self.workbook)["Changes"], "Person ID", "Line ID", "About", "Reasons")
        return " ".join(one["Reasons"] or "" for one in rows)

    def overpaid(self):
        rows = table(load(self.workbook)["Overpayments"], "Person ID", "Line ID", "Overpaid", "Recover")
        return [(one["Overpaid from"].strftime("%d/%m/%Y"), float(one["Overpaid"]), float(one["Left"]), one["Cause"]) for one in rows if one["Overpaid from"]]

    def test_seven_periods(self):
        # May: £428.00 is paid as £4,280.00.
        self.run_next(1, row(1, "4280.00"), previous=self.export(0, row(0, "428.00")))
        self.assertEqual(["5 May to 1 Jun 2025"], [about for about, _ in self.asked()])
        self.assertEqual([], self.overpaid())
        # June: again.
        self.run_next(2, row(2, "4280.00"))
        self.assertEqual([("2 Jun to 29 Jun 2025", "still-open")], self.asked())
        self.assertIn("£4,280.00 is paid again where £428.00 is due: £7,704.00 too much in all, since 5 May 2025.", self.reasons())
        # July: put right.
        self.run_next(3, row(3, "428.00"))
        self.assertEqual([], self.asked())
        self.assertEqual([("05/05/2025", 7704.0, 7704.0, "Paid more than was due")], self.overpaid())
        # August: £200.00 is taken back, and the payment is £80.00 short.
        self.run_next(4, row(4, "348.00"), row(4, "-200.00", adjusts=1))
        self.assertEqual([("05/05/2025", 7704.0, 7504.0, "Paid more than was due")], self.overpaid())
        # September: the £80.00 is paid.
        self.run_next(5, row(5, "428.00"), row(5, "80.00", adjusts=4))
        self.assertEqual([], self.asked())
        self.assertIn("£80.00 was owed, paid £80.00, ties.", self.reasons())
        # October: and again.
        self.run_next(6, row(6, "428.00"), row(6, "80.00", adjusts=4))
        self.assertIn("adjusted-before", self.asked()[0][1])
        self.assertIn("these days were adjusted before, by £80.00, and nothing is owed for them.", self.reasons())
        self.assertIn(80.0, [one[1] for one in self.overpaid()])
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, str(verified))

    def test_what_asked_nobody_is_not_kept_with_past_decisions(self):
        # Explained in May: another child's arrears, and this one's. Somebody writes beside this one's row.
        other = lambda number: row(number, "428.00", person="P3", line="9001")
        self.run_next(1, row(1, "348.00"), row(1, "348.00", person="P3", line="9001"), previous=self.export(0, row(0, "428.00"), other(0)))
        self.run_next(2, row(2, "428.00"), row(2, "80.00", adjusts=1), other(2), row(2, "80.00", adjusts=1, person="P3", line="9001"))
        headings = ("Person ID", "Line ID", "About", "Risk", "Comment")
        sheet = load(self.workbook)["Changes"]
        rows = {one["Line ID"]: one for one in table(sheet, *headings) if one["Line ID"]}
        self.assertEqual(("Explained", "Explained"), (rows["7001"]["Risk"], rows["9001"]["Risk"]))
        package = Package(self.workbook)
        package.type_text("Changes", rows["7001"]["#"], column_of(sheet, headings, "Comment"), "Seen the letter")
        package.save()
        self.run_next(3, row(3, "428.00"), other(3))
        past = [(one["Line ID"], one["Comment"]) for one in table(load(self.workbook)["Past decisions"], "Period", "Person ID", "Line ID", "Risk") if one["Risk"] == "Explained"]
        self.assertEqual([("7001", "Seen the letter")], past)
        self.assertEqual(0, self.command("verify", self.workbook).exit)


if __name__ == "__main__":
    main()
