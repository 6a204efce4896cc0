"""Three periods of the examples: every planted change is found with its class, risk and rule, nothing else is, and every total ties."""

import datetime
import zipfile

from counterfoil import PLANTED, CommandTest, changes, column_of, heading_row, load, main, pence, table
from package import Package


class Acceptance(CommandTest):
    def check_pair(self, number):
        pair = PLANTED["pairs"][number]
        older = self.check_changes(pair)
        self.check_summary(pair, older)
        self.check_payments(number)
        self.check_overpayments(number)

    def check_changes(self, pair):
        rows = table(load(self.workbook)["Changes"], "Person ID", "Line ID", "Risk", "Rules")
        found = {(row["Person ID"], row["Line ID"]): row for row in rows if row["Previous"] is not None or row["Current"] is not None}
        # What the pair before asked and nobody has decided is a row still, about its own period; a payment that was wrong then and is the same again is
        # asked about in this period's row.
        older = [row for row in rows if row["Previous"] is None and row["Current"] is None]
        asked = {(one["person"], one["line"]) for before in PLANTED["pairs"][:PLANTED["pairs"].index(pair)] for one in before["planted"] if one["risk"] == "Query"}
        for row in older:
            self.assertIn((row["Person ID"], row["Line ID"]), asked)
            self.assertEqual("Query", row["Risk"])
        planted_now = {(planted["person"], planted["line"]) for planted in pair["planted"]}
        goes_on = [key for key, row in found.items() if "still-open" in (row["Rules"] or "") and key not in planted_now]
        for key in goes_on:
            self.assertIn(key, asked)
            self.assertEqual(("Unchanged", "Query"), (found[key]["Class"], found[key]["Risk"]))
            older.append(found.pop(key))
        wrong = []
        for planted in pair["planted"]:
            key = (planted["person"], planted["line"])
            row = found.pop(key, None)
            if row is None:
                wrong.append(f"not found: {planted}")
                continue
            shown = (row["Class"], row["Risk"], pence(row["Previous"]), pence(row["Current"]), pence(row["Difference"]))
            expected = (planted["class"], planted["risk"], planted["previous_pence"], planted["current_pence"],
                        planted["current_pence"] - planted["previous_pence"])
            rules = (row["Rules"] or "").replace(",", " ").replace(";", " ").split()
            if shown != expected or (planted["rule"] and planted["rule"] not in rules):
                wrong.append(f"{planted['why']}: expected {expected} {planted['rule']}, found {shown} {rules}")
            if not (row["Reasons"] or "").strip():
                wrong.append(f"{planted['why']}: no reasons")
            if row["Risk"] == "Query" and "?" not in (row["Question"] or ""):
                wrong.append(f"{planted['why']}: risk {row['Risk']} with the question {row['Question']!r}")
        wrong += [f"found but not planted: {key} {row['Class']} {row['Risk']} {row['Rules']} {row['Reasons']}" for key, row in found.items()]
        self.assertEqual([], wrong, "\n" + "\n".join(wrong))
        self.check_order(rows)
        return older

    def check_order(self, rows):
        order = [("Query", "Check", "Explained").index(row["Risk"]) for row in rows]
        self.assertEqual(sorted(order), order, "most risky first")

    def check_summary(self, pair, older):
        sheet = load(self.workbook)["Summary"]
        steps = {row["Step"]: row for row in table(sheet, "Step", "Lines", "Amount")}
        self.assertEqual(pair["opening_pence"], pence(steps.pop("Last period")["Amount"]))
        self.assertEqual(pair["closing_pence"], pence(steps.pop("This period")["Amount"]))
        shown = {step: (row["Lines"] or 0, pence(row["Amount"])) for step, row in steps.items() if row["Lines"] or pence(row["Amount"])}
        expected = {step["class"]: (step["lines"], step["pence"]) for step in pair["bridge"]}
        self.assertEqual(expected, shown)
        risks = {row["Risk"]: row["Lines"] for row in table(sheet, "Risk", "Lines", "Decided")}
        expected = {risk: lines + (len(older) if risk == "Query" else 0) for risk, lines in pair["risks"].items()}
        self.assertEqual(expected, {risk: risks[risk] for risk in pair["risks"]})
        control = table(sheet, "Export", "Rows", "Amount", "Tie")
        for period in (PLANTED["periods"][pair["previous"]], PLANTED["periods"][pair["current"]]):
            self.assertTrue(any(row["Rows"] == period["rows"] and pence(row["Amount"]) == period["total_pence"] for row in control),
                            f"no control total of {period['rows']} rows and {period['total_pence']} pence in {control}")
        at_a_glance = {row["Item"]: row for row in table(sheet, "Item", "Lines", "Amount")}
        self.assertEqual(pair["difference_pence"], pence(at_a_glance["Difference"]["Amount"]))

    def check_payments(self, number):
        sheet = load(self.workbook)["Payments"]
        rows = table(sheet, "Person ID", "Line ID", "Latest difference")
        names = list(rows[0])
        fixed = {"Person ID", "Name", "Line ID", "Service", "Provider", "Payee", "Class", "Latest difference", "#"}
        period_names = [name for name in names if name not in fixed]
        self.assertEqual(number + 2, len(period_names), f"one column a period: {names}")
        for name, period in zip(period_names, PLANTED["periods"]):
            self.assertEqual(period["total_pence"], sum(pence(row[name]) for row in rows), name)
            self.assertEqual(period["lines"], sum(1 for row in rows if row[name] is not None), name)
        pair = PLANTED["pairs"][number]
        self.assertEqual(pair["difference_pence"], sum(pence(row["Latest difference"]) for row in rows))
        keys = [(row["Person ID"], row["Line ID"]) for row in rows]
        self.assertEqual(len(keys), len(set(keys)), "one row a line")

    def check_overpayments(self, number):
        """Those of this pair, and those of the pairs before it, which stay until they are recovered."""
        rows = table(load(self.workbook)["Overpayments"], "Person ID", "Line ID", "Overpaid", "Recover")
        found = {(row["Person ID"], row["Line ID"], row["Overpaid from"].date().isoformat(), row["Overpaid to"].date().isoformat(), row["Days"],
                  pence(row["Overpaid"]), row["Cause"]) for row in rows}
        # One that goes on is one row that grows. What was paid more than was due, and is put right now, is no fault of this pair's exports alone.
        expected = {}
        for pair in PLANTED["pairs"][:number + 1]:
            for one in pair["overpaid"]:
                key = (one["person"], one["line"], one["cause"])
                first, _, days, pounds = expected.get(key, (one["from"], one["to"], 0, 0))
                expected[key] = (first, one["to"], days + one["days"], pounds + one["overpaid_pence"])
        grown = {(person, line, *rest, cause) for (person, line, cause), rest in expected.items()}
        corrected = {one for one in found if one[6] == "Paid more than was due"}
        self.assertEqual(grown, found - corrected)
        slip = [one for pair in PLANTED["pairs"][:number + 1] for one in pair["planted"] if one["rule"] == "corrected"]
        self.assertEqual({(one["person"], one["line"], one["previous_pence"] - one["current_pence"]) for one in slip}, {(one[0], one[1], one[5]) for one in corrected})
        self.assertEqual(len(found), len(rows), "each once")
        adults = {one["person"] for pair in PLANTED["pairs"] for one in pair["planted"] if one["rule"] == "paid-after-18"}
        self.assertEqual(set(), adults & {row["Person ID"] for row in rows}, "the law may require it: never named as overpaid")
        for row in rows:
            self.assertEqual(pence(row["Overpaid"]), pence(row["Paid"]) - pence(row["Correct"]))
            self.assertIn(row["Still paid"], ("Yes", "No"))

    def test_three_periods_into_one_workbook(self):
        self.run_pair(0)
        self.check_pair(0)
        self.assertEqual(1, len(table(load(self.workbook)["Audit"], "Run", "This record")))
        self.run_pair(1, clock="2026-01-05T09:30:00Z")
        self.check_pair(1)
        audit = table(load(self.workbook)["Audit"], "Run", "This record")
        self.assertEqual(["RUN-1", "RUN-2"], [row["Run"] for row in audit])
        self.assertEqual(["tester", "tester"], [row["Prepared by"] for row in audit])
        history = table(load(self.workbook)["Past decisions"], "Period", "Person ID", "Line ID")
        first = {(one["person"], one["line"]) for one in PLANTED["pairs"][0]["planted"] if one["risk"] != "Explained"}
        rows = table(load(self.workbook)["Changes"], "Person ID", "Line ID", "Risk", "Rules")
        still = {(row["Person ID"], row["Line ID"]) for row in rows if row["Previous"] is None and row["Current"] is None}
        self.assertEqual(first, {(row["Person ID"], row["Line ID"]) for row in history} | still, "what the first period asked moved to Past decisions, but for what is open")
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, str(verified))

    def test_what_is_to_be_recovered_is_decided_once(self):
        self.run_pair(0)
        sheet = load(self.workbook)["Overpayments"]
        headings = ("Person ID", "Line ID", "Overpaid", "Recover")
        self.assertEqual(
            ["Person ID", "Line ID", "Service", "Provider", "Payee", "Payee ID", "Overpaid from", "Overpaid to", "Days", "Correct weekly", "Paid",
             "Correct", "Overpaid", "Cause", "Discovered", "Still paid", "Next payment", "Cost centre", "Subjective", "Source", "Recover",
             "Recover initials", "Recover date"],
            [cell.value for cell in sheet[heading_row(sheet, headings)]][:23], "as the sundry debtors task reads them")
        row = table(sheet, *headings)[0]
        decided = (row["Person ID"], row["Line ID"], row["Overpaid from"])
        package = Package(self.workbook)
        package.type_text("Overpayments", row["#"], column_of(sheet, headings, "Recover"), "Yes")
        package.type_text("Overpayments", row["#"], column_of(sheet, headings, "Recover initials"), "TM")
        package.type_number("Overpayments", row["#"], column_of(sheet, headings, "Recover date"), 46_000)  # 9 December 2025
        package.save()
        for again in range(2):  # the next period, and the same one once more
            self.run_pair(1, run_id=f"RUN-{2 + again}", clock=f"2026-01-0{5 + again}T09:30:00Z")
            self.check_overpayments(1)
            rows = table(load(self.workbook)["Overpayments"], *headings)
            kept = [row for row in rows if row["Recover"]]
            self.assertEqual([decided], [(row["Person ID"], row["Line ID"], row["Overpaid from"]) for row in kept])
            self.assertEqual(("Yes", "TM", datetime.datetime(2025, 12, 9)), tuple(kept[0][name] for name in ("Recover", "Recover initials", "Recover date")))
            self.assertIn("was about £526.32", kept[0]["Carried forward"].lower().replace("\u00a3", "£"), "it went on, so the row has grown")

    def test_reading_troubles_are_findings_with_their_cells(self):
        self.run_pair(1)
        findings = table(load(self.workbook)["Findings"], "No.", "Level", "What and what to do")
        self.assertTrue(findings)
        self.assertEqual([], [row for row in findings if row["Level"] == "Must fix"])
        third = [row for row in findings if row["File"] == PLANTED["periods"][2]["file"]]
        self.assertTrue(third, "the third export holds text dates and amounts, blank rows and a hidden column")
        self.assertTrue(any(row["Cell"] for row in third))
        for row in findings:
            self.assertTrue(row["What and what to do"].strip().endswith((".", "?")), row)

    def test_the_workbook_looks_after_its_reader(self):
        self.run_pair(0)
        book = load(self.workbook, values=False)
        self.assertEqual(["Summary", "Changes", "Overpayments", "Payments", "Past decisions", "Periods", "Reconciliation", "Findings", "Settings", "Audit"], book.sheetnames)
        for sheet in book:
            self.assertEqual("visible", sheet.sheet_state)
            self.assertEqual("9", str(sheet.page_setup.paperSize), f"{sheet.title}: A4")
            self.assertEqual("landscape", sheet.page_setup.orientation, sheet.title)
        for name in ("Changes", "Overpayments", "Payments", "Past decisions", "Periods", "Reconciliation", "Findings", "Settings", "Audit"):
            self.assertIsNotNone(book[name].freeze_panes, name)
            self.assertIsNotNone(book[name].print_title_rows, f"{name}: headings repeat on each page")
        sheet = book["Changes"]
        self.assertIsNotNone(sheet.auto_filter.ref or list(sheet.tables), "Changes has a filter")
        self.assertTrue(any(one.type == "list" for one in sheet.data_validations.dataValidation), "Decision is a drop-down")
        parts = zipfile.ZipFile(self.workbook).namelist()
        self.assertTrue(any(part.startswith("xl/charts/") for part in parts), "the bridge as a chart")
        self.assertFalse([part for part in parts if "vba" in part.lower()])
        self.assertIn(book.properties.creator, ("Counterfoil", None, ""))
        self.assertIn(book.properties.lastModifiedBy, ("Counterfoil", None, ""))


if __name__ == "__main__":
    main()
