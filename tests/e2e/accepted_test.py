"""A decision with an "Accept until" date counts until that date or until the figure moves; and a period that is run again has its decisions back."""

from datetime import date

from counterfoil import PLANTED, CommandTest, changes, column_of, load, main, table
from package import Package
from reviewers_test import HEADINGS, MOVED, SAME

EPOCH = date(1899, 12, 30)
LAST_DAY = date.fromisoformat(PLANTED["periods"][2]["to"])


def serial(day):
    return (day - EPOCH).days


class Accepted(CommandTest):
    def decide(self, key, until=None, decision="OK", initials="TM", comment="Agreed with the team manager"):
        sheet, at = load(self.workbook)["Changes"], changes(self.workbook)[key]["#"]
        column = {heading: column_of(sheet, HEADINGS, heading) for heading in ("Decision", "Initials", "Date", "Accept until", "Comment")}
        package = Package(self.workbook)
        package.type_text("Changes", at, column["Decision"], decision)
        package.type_text("Changes", at, column["Initials"], initials)
        package.type_number("Changes", at, column["Date"], serial(date(2025, 12, 8)))
        if isinstance(until, date):
            package.type_number("Changes", at, column["Accept until"], serial(until))
        elif until:
            package.type_text("Changes", at, column["Accept until"], until)
        package.type_text("Changes", at, column["Comment"], comment)
        package.save()

    def risks(self):
        found = {}
        for row in table(load(self.workbook)["Summary"], "Risk", "Lines", "Difference", "Decided"):
            found[row["Risk"]] = row["Lines"]
        return found

    def next_period(self):
        result = self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        return result

    def test_a_figure_moved_in_the_record_is_not_believed(self):
        """What a decision was taken about stands in the record alone: whoever moves it there could have another figure accepted."""
        self.run_pair(0)
        self.decide(SAME, until=date(2027, 1, 1))
        self.next_period()
        package = Package(self.workbook)
        part = next(name for name, content in package.parts.items() if name.startswith("customXml/item") and b"<about>" in content)
        whole = package.parts[part]
        start = whole.index(b"<about>")
        for moved in (whole[:start] + whole[start:].replace(b"\t", b"\t1", 1), whole[:start] + whole[whole.index(b"</about>", start) + 8:]):
            package.parts[part] = moved
            package.save()
            verify = self.command("verify", self.workbook, "--json")
            self.assertEqual(1, verify.exit, str(verify))
            self.assertIn("decisions-moved", [line.get("id") for line in verify.lines])
            before = self.workbook.read_bytes()
            refused = self.run_pair_refused(1)
            self.assertIn("was changed after run RUN-2, so nothing that was accepted can be relied on", " ".join(refused.err.split()))
            self.assertEqual(before, self.workbook.read_bytes())
        package.parts[part] = whole
        package.save()
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        self.run_pair(1, run_id="RUN-4", clock="2026-01-07T09:30:00Z")

    def run_pair_refused(self, pair):
        result = self.compare(pair, pair + 1, run_id="RUN-3", clock="2026-01-06T09:30:00Z")
        self.assertEqual(2, result.exit, str(result))
        return result

    def test_until_the_last_day_of_the_period(self):
        self.run_pair(0)
        self.decide(SAME, until=LAST_DAY)
        self.next_period()
        row = changes(self.workbook)[SAME]
        self.assertEqual("Explained", row["Risk"])
        self.assertTrue(row["Reasons"].startswith("Accepted until"), row["Reasons"])
        self.assertIn('by TM on 8 Dec 2025: "Agreed with the team manager"', row["Reasons"])
        self.assertFalse(row["Question"])
        self.assertEqual(("OK", "TM"), (row["Decision"], row["Initials"]))
        counted = {risk: sum(1 for one in table(load(self.workbook)["Changes"], "Person ID", "Line ID", "Risk", "Rules") if one["Risk"] == risk) for risk in ("Query", "Check", "Explained")}
        self.assertEqual(counted, self.risks(), "Summary counts what Changes shows")
        # The same period again: nothing moves.
        before = load(self.workbook)["Changes"]
        self.run_pair(1, run_id="RUN-3", clock="2026-01-06T09:30:00Z")
        after = load(self.workbook)["Changes"]
        self.assertEqual([[cell.value for cell in row] for row in before.iter_rows()], [[cell.value for cell in row] for row in after.iter_rows()])

    def test_not_on_the_day_after_nor_when_the_figure_moved(self):
        self.run_pair(0)
        self.decide(SAME, until=date.fromordinal(LAST_DAY.toordinal() - 1))
        self.decide(MOVED, until=date(2027, 3, 31))
        self.next_period()
        rows = changes(self.workbook)
        self.assertEqual("Query", rows[SAME]["Risk"])
        self.assertIn("This period ends on", rows[SAME]["Reasons"])
        self.assertNotEqual("Explained", rows[MOVED]["Risk"])
        self.assertIn("The figure has moved since", rows[MOVED]["Reasons"])

    def test_typed_as_text(self):
        self.run_pair(0)
        self.decide(SAME, until="31/03/2026")
        self.decide(MOVED, until="end of March")
        result = self.next_period()
        self.assertEqual("Explained", changes(self.workbook)[SAME]["Risk"])
        self.assertIn('"end of March" in the column Accept until', result.out)

    def test_a_period_that_is_run_again_has_its_decisions_back(self):
        self.run_pair(0)
        self.decide(SAME, decision="Query", comment="In October")
        self.next_period()
        self.decide(SAME, decision="OK", comment="In November")
        self.run_pair(0, run_id="RUN-3", clock="2026-01-06T09:30:00Z")
        told = [row["What and what to do"] for row in table(load(self.workbook)["Findings"], "No.", "Matter", "What and what to do") if row["Matter"] == "A period is run again"]
        self.assertEqual(1, len(told), told)
        self.assertIn("Changes", told[0])
        row = changes(self.workbook)[SAME]
        self.assertEqual(("Query", "In October"), (row["Decision"], row["Comment"]))
        self.assertFalse(row["Carried forward"])
        self.run_pair(1, run_id="RUN-4", clock="2026-01-06T10:30:00Z")
        row = changes(self.workbook)[SAME]
        self.assertEqual(("OK", "In November"), (row["Decision"], row["Comment"]))
        # Each period's decision stands in the history once.
        history = [(one["Period"], one["Comment"]) for one in table(load(self.workbook)["Past decisions"], "Period", "Person ID", "Line ID", "Comment")
                   if (str(one["Person ID"]), str(one["Line ID"])) == SAME]
        self.assertEqual(["In October", "In November"], [comment for _, comment in history])
        self.assertEqual(2, len({period for period, _ in history}))
        self.assertEqual(0, self.command("verify", self.workbook).exit)


if __name__ == "__main__":
    main()
