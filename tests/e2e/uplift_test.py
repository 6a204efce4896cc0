"""The uplift of the examples: every line as the generator expects it, live formulas, totals that tie, two people, files that are released."""

import csv
import io
import json
import pathlib
import shutil
import tempfile

import office
from counterfoil import EXAMPLES, CommandTest, column_of, load, main, pence, table
from package import Package

UPLIFT = json.loads((EXAMPLES / "uplift-planted.json").read_text(encoding="utf-8"))
EXPECTED = {one["line"]: one for one in UPLIFT["expected"]}
SHEETS = ["Summary", "Sign-off", "Rules", "Changes", "By provider", "By service", "Checks", "Largest changes", "Scenarios", "Arrears", "Arrears to pay", "Rates load", "Letters",
          "Approved rates", "Unmatched", "Past decisions", "Past sign-offs", "Findings", "Settings", "Audit"]


class Uplift(CommandTest):
    def setUp(self):
        super().setUp()
        self.lines, self.rules, self.paid = (pathlib.Path(shutil.copy(EXAMPLES / UPLIFT[name], self.folder)) for name in ("lines", "rules", "paid"))
        self.workbook = self.folder / "Uplift.xlsx"

    def uplift(self, *more, lines=None, run_id="RUN-1", effective=None, ok=0, **options):
        result = self.command("run", "uplift", "--lines", lines or self.lines, "--rules", self.rules, "--workbook", self.workbook,
                              "--set", f"effective={effective or UPLIFT['effective']}", *more, run_id=run_id, **options)
        self.assertEqual(ok, result.exit, str(result))
        return result

    def rows(self, sheet, *headings):
        return table(load(self.workbook)[sheet], *headings)

    def test_every_line_as_planted(self):
        self.uplift("--paid", self.paid)
        changes = {row["Line ID"]: row for row in self.rows("Changes", "Person ID", "Line ID", "New rate")}
        unmatched = {row["Line ID"]: row for row in self.rows("Unmatched", "Person ID", "Line ID", "Why")}
        self.assertFalse(set(changes) & set(unmatched))
        wrong = []
        for line, planted in EXPECTED.items():
            if planted["result"] in ("Uplifted", "Unchanged"):
                row = changes.pop(line, None)
                found = row and {"result": row["Result"], "rule": row["Rule"], "old_rate": pence(row["Old rate"]), "new_rate": pence(row["New rate"]),
                                 "weekly_before": pence(row["A week before"]), "weekly_after": pence(row["A week after"])}
            else:
                row = unmatched.pop(line, None)
                found = row and {"result": row["Result"], "rule": row["Rule"] or ""}
            if not found or any(planted[name] != value for name, value in found.items() if name != "rule" or planted["rule"]):
                wrong.append(f"{planted} but {found}")
            elif not (row.get("Steps") or row.get("Why")):
                wrong.append(f"{line} has no words")
        self.assertEqual([], wrong)
        self.assertEqual({}, changes)
        self.assertEqual({}, unmatched)

    def test_each_reason_is_a_finding_with_its_cell(self):
        result = self.uplift("--paid", self.paid, "--json")
        found = {}
        for line in result.lines:
            if line["event"] == "finding":
                found.setdefault(line["id"], []).append(line)
        planted = {one["finding"] for one in EXPECTED.values() if one["finding"]}
        self.assertEqual(set(), planted - set(found))
        for id in planted:
            self.assertEqual(sum(1 for one in EXPECTED.values() if one["finding"] == id), len(found[id]), id)
            self.assertTrue(all(one["cell"] and one["file"] == UPLIFT["lines"] for one in found[id]), id)
        self.assertEqual(1, len(found["paid-line-not-known"]))
        self.assertEqual(1, len(found["paid-differs"]))
        self.assertFalse([one for ones in found.values() for one in ones if one["severity"] == "blocking"])

    def test_arrears(self):
        self.uplift("--paid", self.paid)
        rows = {(row["Line ID"], row["Period from"].date().isoformat()): row for row in self.rows("Arrears", "Person ID", "Line ID", "Recalculated")}
        for one in UPLIFT["payments"]:
            row = rows.pop((one["line"], one["from"]), None)
            if one["standing"] in ("", "Before the uplift"):
                self.assertIsNone(row)
                continue
            self.assertEqual((one["standing"], one["paid"], one["recalculated"], one["recalculated"] - one["paid"]),
                             (row["Standing"], pence(row["Paid"]), pence(row["Recalculated"]), pence(row["Arrears"])), one)
        self.assertEqual({}, rows)

    def test_totals_tie_from_end_to_end(self):
        self.uplift("--paid", self.paid)
        book = load(self.workbook)
        item = {row["Item"]: row["Amount"] for row in table(book["Summary"], "Item", "Amount")}
        self.assertEqual(UPLIFT["weekly_before"], pence(item["Weekly cost before"]))
        self.assertEqual(UPLIFT["weekly_after"], pence(item["Weekly cost after"]))
        self.assertEqual(52 * (UPLIFT["weekly_after"] - UPLIFT["weekly_before"]), pence(item["Effect in a full year"]))
        for sheet, first in (("By provider", "Provider"), ("By service", "Service type")):
            rows = table(book[sheet], first, "A week before", "A week after")
            self.assertEqual(UPLIFT["weekly_before"], sum(pence(row["A week before"]) for row in rows), sheet)
            self.assertEqual(UPLIFT["weekly_after"], sum(pence(row["A week after"]) for row in rows), sheet)
        at = {cell.value: cell for row in book["Summary"].iter_rows() for cell in row}
        first, last = at["Cost a year before"], at["Cost a year after"]
        steps = [pence(book["Summary"].cell(row, first.column + 1).value) for row in range(first.row, last.row + 1)]
        self.assertEqual(52 * UPLIFT["weekly_before"], steps[0])
        self.assertEqual(52 * UPLIFT["weekly_after"], steps[-1])
        self.assertEqual(steps[-1], sum(steps[:-1]))
        load_rows = table(book["Rates load"], "Release key", "Line ID", "New rate")
        self.assertEqual(52 * (UPLIFT["weekly_after"] - UPLIFT["weekly_before"]), sum(pence(row["Effect a year"]) for row in load_rows))
        control = table(book["Summary"], "Export", "Rows", "Amount", "Tie")
        self.assertEqual(UPLIFT["weekly_in"], pence(control[0]["Amount"]))
        self.assertEqual(UPLIFT["rows"], control[0]["Rows"])
        self.assertTrue(all(row["Tie"] in (None, "", "Ties") for row in control))
        scenarios = table(book["Scenarios"], "Scenario", "The decision", "Effect a year")
        self.assertEqual(["Decision 2025-26", "Option flat 3.5%", "Option flat 5%"], [row["Scenario"] for row in scenarios])
        self.assertEqual(["Yes", None, None], [row["The decision"] or None for row in scenarios])
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_the_workbook(self):
        self.uplift("--paid", self.paid)
        self.assertEqual(SHEETS, load(self.workbook).sheetnames)

    def test_another_scenario_and_companions_by_themselves(self):
        self.uplift("--set", "scenario=option flat 5%")
        rows = self.rows("Changes", "Person ID", "Line ID", "Rule")
        self.assertEqual({"A1", "A2"}, {row["Rule"] for row in rows})
        # 20.28 + 5% = 21.294, up to 21.32; 712.00 + 5% = 747.60
        self.assertIn((20.28, 21.32), {(row["Old rate"], row["New rate"]) for row in rows})
        self.assertIn((712, 747.6), {(row["Old rate"], row["New rate"]) for row in rows})

    def test_row_order_does_not_matter(self):
        self.uplift("--paid", self.paid)
        first = [row for row in load(self.workbook)["Changes"].iter_rows(values_only=True)]
        text = self.lines.read_text(encoding="utf-8").splitlines()
        turned = self.folder / "turned.csv"
        turned.write_text("\r\n".join([text[0], *reversed(text[1:])]) + "\r\n", encoding="utf-8")
        self.workbook = self.folder / "Turned.xlsx"
        self.uplift("--paid", self.paid, lines=turned)
        self.assertEqual(first, [row for row in load(self.workbook)["Changes"].iter_rows(values_only=True)])

    def test_formulas_give_what_is_stored(self):
        if not office.available():
            self.skipTest("LibreOffice is not installed")
        self.uplift("--paid", self.paid)
        with tempfile.TemporaryDirectory() as folder:
            again = load(office.convert(self.workbook, "xlsx", folder))
        stored = load(self.workbook)
        for sheet in ("Summary", "Changes", "By provider", "By service", "Checks", "Arrears", "Letters"):
            for mine, theirs in zip(stored[sheet].iter_rows(), again[sheet].iter_rows()):
                for cell, other in zip(mine, theirs):
                    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                        self.assertAlmostEqual(cell.value, other.value, 5, f"{sheet}!{cell.coordinate}")
        self.assertIn("INT(", load(self.workbook, values=False)["Changes"][f"{self.column('Changes', 'New rate')}6"].value)

    def column(self, sheet, heading):
        for row in load(self.workbook)[sheet].iter_rows(max_row=8):
            for cell in row:
                if cell.value == heading:
                    return cell.column_letter
        raise AssertionError(f"no column {heading} on {sheet}")

    def test_two_people_and_the_files(self):
        self.know_people("a.preparer", "b.checker")
        self.uplift("--paid", self.paid, user="a.preparer")
        alone = self.command("release", self.workbook, "--json", user="a.preparer", run_id="RELEASE-1")
        self.assertEqual(1, alone.exit, str(alone))
        self.assertEqual(0, self.command("approve", self.workbook, "--json", user="b.checker", run_id="APPROVE-1").exit)
        released = self.command("release", self.workbook, "--json", user="b.checker", run_id="RELEASE-2")
        self.assertEqual(0, released.exit, str(released))
        files = {file.name: file for file in self.folder.rglob("*") if "release" in file.parent.name.lower()}
        rates = next(file for name, file in files.items() if name.startswith("Rates load"))
        rows = list(csv.DictReader(io.StringIO(rates.read_bytes().decode("utf-8"), newline="")))
        uplifted = {line: one for line, one in EXPECTED.items() if one["result"] == "Uplifted"}
        self.assertEqual(set(uplifted), {row["Line ID"] for row in rows})
        for row in rows:
            self.assertEqual(("06/04/2025", "07/04/2025"), (row["Old price end"], row["New price start"]))
            self.assertEqual(uplifted[row["Line ID"]]["new_rate"], round(float(row["New rate"]) * 100))
            self.assertLessEqual(len(row["Release key"]), 30)
        letters = next(file for name, file in files.items() if name.startswith("Provider letters"))
        told = table(load(letters)["Rates"], "Provider", "Service", "New rate")
        self.assertEqual(len(uplifted), sum(row["Lines"] for row in told))
        again = self.command("release", self.workbook, "--json", user="b.checker", run_id="RELEASE-3")
        self.assertEqual(1, again.exit, str(again))

    def test_the_comparison_takes_released_rates_alone(self):
        self.know_people("a.preparer", "b.checker")
        self.uplift(user="a.preparer")

        def told(run_id):
            result = self.command("run", "cwd-comparison", "--previous", self.exports[0], "--current", self.exports[1], "--rates", self.workbook,
                                  "--workbook", self.folder / "CWD comparison.xlsx", "--json", run_id=run_id)
            self.assertEqual(0, result.exit, str(result))
            return [(line["id"], line["sentence"]) for line in result.lines if line["event"] == "finding" and line["file"] == self.workbook.name]

        uplifted = sum(one["result"] == "Uplifted" for one in EXPECTED.values())
        (finding,) = told("RUN-2")
        self.assertEqual("rates-not-released", finding[0])
        self.assertIn(f"beside {uplifted} rates", finding[1])
        for command in ("approve", "release"):
            result = self.command(command, self.workbook, "--json", user="b.checker", run_id=command.upper())
            self.assertEqual(0, result.exit, str(result))
        self.assertEqual([], told("RUN-3"))

    def test_data_that_cannot_be_right_stops(self):
        text = self.lines.read_text(encoding="utf-8").replace("20.28,Weekly", "2028000000.00,Weekly", 1)
        self.lines.write_text(text, encoding="utf-8")
        result = self.uplift("--json", ok=1)
        self.assertIn("figure-too-large", {line.get("id") for line in result.lines})
        self.assertFalse(self.workbook.exists())
        missing = self.command("run", "uplift", "--lines", self.lines, "--rules", self.rules, "--workbook", self.workbook, "--json")
        self.assertIn("effective-missing", {line.get("id") for line in missing.lines})

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def small(self, rules):
        """Two lines, and rules as a text file."""
        self.lines = self.write("lines.csv", "CPLI ID,ASC ID,Service,Provider,Start Date,Quantity,Unit,Unit Cost,Frequency,Weekly Cost\r\n"
                                "L1,X1,Homecare,Own Terms Limited,01/04/2023,10,Hour,20.00,Weekly,200.00\r\n"
                                "L2,X2,Homecare,Imaginary Care Ltd,01/04/2023,10,Hour,20.00,Weekly,200.00\r\n")
        self.rules = self.write("rules.csv", "Rule,Priority,Service,Provider,Rate from,Started from,From,Action,Percent,Cap,Rounding,Round to\r\n" + rules)

    def test_a_rule_never_widens(self):
        """Each of these cells was once taken as blank, which means any."""
        whole = ["R1", "1", "Homecare", "", "", "", "", "Percent", "5%", "", "", ""]
        for at, text, cell in ((4, "over 25", "E2"), (5, "Apr 2023", "F2"), (6, "end March 2025", "G2"), (8, "0.05", "I2"), (9, "21.00 max", "J2"), (11, "4p", "L2"), (11, "4%", "L2")):
            row = [*whole]
            row[at] = text
            row[10] = "up" if at == 11 else ""
            self.small(",".join(row) + "\r\n")
            result = self.uplift("--json", ok=1)
            self.assertEqual([cell], [line["cell"] for line in result.lines if line["event"] == "finding" and line["severity"] == "blocking"], text)
            self.assertFalse(self.workbook.exists())

    def answer(self, text):
        headings = ["Rule", "In words", "Standing", "Answer"]
        cells = load(self.workbook)["Rules"]
        at = next(one["#"] for one in table(cells, *headings) if one["Standing"] == "Asked")
        package = Package(self.workbook)
        package.type_text("Rules", at, column_of(cells, headings, "Answer"), text)
        package.save()

    def test_a_rule_that_names_nobody_stops_the_release_until_it_is_answered(self):
        self.know_people("a.preparer", "b.checker")
        self.small("R1,2,Homecare,,,,,Percent,5%,,,\r\nP1,1,Homecare,Own Terms Ltd,,,,Keep,,,,\r\nP2,1,,Nobody Care Ltd,,,,Percent,2%,,,\r\n")
        result = self.uplift("--json", user="a.preparer")
        asked = [line for line in result.lines if line.get("id") == "rule-asked"]
        self.assertEqual(["D4"], [line["cell"] for line in asked])
        self.assertEqual([20, 21], sorted(row["New rate"] for row in self.rows("Changes", "Person ID", "Line ID", "New rate")), "Own Terms Limited is Own Terms Ltd")
        refused = self.command("approve", self.workbook, "--json", user="b.checker", run_id="APPROVE-1")
        self.assertEqual(1, refused.exit, str(refused))
        self.assertIn("Rules, cell G", refused.out)
        self.answer("None at present")
        again = self.uplift("--json", user="a.preparer", run_id="RUN-2")
        self.assertNotIn("rule-asked", {line.get("id") for line in again.lines}, "answered once for the season")
        self.assertEqual(0, self.command("approve", self.workbook, "--json", user="b.checker", run_id="APPROVE-2").exit)

    def test_a_later_run_builds_on_what_was_released(self):
        self.know_people("a.preparer", "b.checker")
        self.small("R1,1,Homecare,,,,,Percent,5%,,,\r\n")
        headings = ["Release key", "Line ID", "Rate", "Released in"]
        self.uplift(user="a.preparer")
        self.assertEqual([None, None], [row["Released in"] for row in self.rows("Approved rates", *headings)], "proposed, and not released")
        self.assertEqual(0, self.command("approve", self.workbook, user="b.checker", run_id="APPROVE-1").exit)
        self.assertEqual(0, self.command("release", self.workbook, user="b.checker", run_id="RELEASE-1").exit)
        marked = [("L1", 21, "RUN-1"), ("L2", 21, "RUN-1")]
        for run, effective in ((2, None), (3, "2025-10-01")):  # the same export again, and a rule that was released when the day moves
            self.uplift("--json", user="a.preparer", run_id=f"RUN-{run}", effective=effective)
            self.assertEqual(marked, [(row["Line ID"], row["Rate"], row["Released in"]) for row in self.rows("Approved rates", *headings)])
            self.assertEqual([], [row for row in self.rows("Rates load", "Release key", "Line ID", "New rate") if row["New rate"]])
            unmatched = self.rows("Unmatched", "Person ID", "Line ID", "Why")
            self.assertEqual({"Already uplifted"}, {row["Result"] for row in unmatched})
            self.assertTrue(all("batch RUN-1" in row["Why"] for row in unmatched), unmatched)

    def test_arrears_are_a_batch_of_their_own_after_their_rates(self):
        """Four weeks at £200.00 and £210.00: £40.00 a line. L2's payment is neither: it waits for somebody's word."""
        self.know_people("a.preparer", "b.checker")
        self.small("R1,1,Homecare,,,,,Percent,5%,,,\r\n")

        def payments(*amounts):
            return self.write("paid.csv", "CPLI ID,ASC ID,Period From,Period To,Amount\r\n" + "".join(f"L{line},X{line},07/04/2025,04/05/2025,{amount}\r\n" for line, amount in amounts))

        def goes_out():
            return {row["Line ID"]: (row["Standing"], row["Goes out"]) for row in self.rows("Arrears", "Person ID", "Line ID", "Recalculated")}

        def signed(command, which, ok=0):
            result = self.command(command, self.workbook, *which, "--json", user="b.checker", run_id=f"{command}-{self.signings}".upper())
            self.signings += 1
            self.assertEqual(ok, result.exit, str(result))
            return result.out

        self.signings = 1
        paid = payments((1, "800.00"), (2, "790.00"))
        self.uplift("--paid", paid, user="a.preparer")
        self.assertEqual({"L1": ("Owed", "Once its rate is released"), "L2": ("Check", "Check first")}, goes_out())
        signed("approve", ())
        signed("release", ())
        self.uplift("--paid", paid, user="a.preparer", run_id="RUN-2")
        self.assertEqual({"L1": ("Owed", "In this batch"), "L2": ("Check", "Check first")}, goes_out())
        sign_off = table(load(self.workbook)["Sign-off"], "Batch", "What", "Lines")
        self.assertEqual([("RUN-2-arrears", "Arrears", 1, 40)], [(row["Batch"], row["What"], row["Lines"], row["Amount"]) for row in sign_off if row["Batch"]])
        said = signed("approve", ())
        self.assertIn("£40.00", said)
        signed("release", ())
        (file,) = self.folder.rglob("Arrears RUN-2-arrears.csv")
        (row,) = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
        self.assertEqual(("L1", "07/04/2025", "04/05/2025", "40.00", "A20250407-L1"), tuple(row[name] for name in ("Line ID", "Period from", "Period to", "Pay", "Reference")))
        # Somebody has found out about L2; L1's arrears are in the payments by now, as a row of their own.
        book = load(self.workbook)["Arrears"]
        headings = ["Person ID", "Line ID", "Goes out", "Decision"]
        at = next(one["#"] for one in table(book, *headings) if one["Line ID"] == "L2")
        package = Package(self.workbook)
        package.type_text("Arrears", at, column_of(book, headings, "Decision"), "Pay")
        package.save()
        self.uplift("--paid", payments((1, "800.00"), (1, "40.00"), (2, "790.00")), user="a.preparer", run_id="RUN-3")
        self.assertEqual({"L1": ("Paid already", None), "L2": ("Check", "In this batch")}, goes_out())
        released = [(row["Line ID"], row["To pay"], row["Goes out"], row["Released in"]) for row in self.rows("Arrears to pay", "Release key", "Line ID", "To pay")]
        self.assertEqual([("L1", 40, "Released", "RUN-2-arrears"), ("L2", 50, "In this batch", None)], released)
        signed("approve", ())
        signed("release", ())
        self.uplift("--paid", payments((1, "840.00"), (2, "790.00")), user="a.preparer", run_id="RUN-4")
        self.assertEqual({"L1": ("Paid already", None), "L2": ("Released", "Released")}, goes_out())
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_next_year_keeps_the_decisions_of_this_one(self):
        self.uplift()
        self.uplift(run_id="RUN-2", effective="2026-04-06")
        history = self.rows("Past decisions", "Uplift", "Person ID", "Line ID")
        self.assertEqual(sum(1 for one in EXPECTED.values() if one["result"] in ("Uplifted", "Unchanged")), len(history))


if __name__ == "__main__":
    main()
