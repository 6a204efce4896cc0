"""A batch of sundry debtors released: the Oracle Fusion zip field by field, the invoice requests, and nothing twice."""

import csv
import datetime
import io
import json
import zipfile

import office
from counterfoil import STAGE, load, main, pence, table
from sundry_debtors_test import Debtors

VALUES = {"batch_source": "Counterfoil import", "line_context": "COUNTERFOIL", "business_unit": "Madeupton BU", "memo_line": "Overpayment recovery", "tax_code": "OUTSIDE"}


def chosen_columns(task):
    """(sheet, headings of its table, heading, the words that let a row go) of each reviewer's column that has choices, but the sign-off's."""
    spec = json.loads((STAGE / f"share/specs/{task}.json").read_text(encoding="utf-8"))
    rules = {(rule["table"], rule["column"]): rule["words"] for release in spec["releases"] for rule in release["lets_go"]}
    for sheet in spec["sheets"]:
        for each in sheet["tables"]:
            for column in each["columns"]:
                if column.get("owner") == "reviewer" and column.get("choices") and each["id"] != "sign_off":
                    yield sheet["name"], [one["heading"] for one in each["columns"][:3]] + [column["heading"]], column["heading"], rules[each["id"], column["id"]]


def which(more):
    return [] if "--batch" in more else ["--batch", "invoices"]


class Release(Debtors):
    def setUp(self):
        super().setUp()
        self.know_people("tester", "b.checker")
        (self.folder / "counterfoil-settings.json").write_text(json.dumps({"profile-values": {**VALUES, "department": "Imaginary services", "contact": "01234 000000"}}), encoding="utf-8")

    def command(self, *arguments, **options):
        options.setdefault("clock", "2025-11-28T09:30:00Z")  # prepared before it is approved on 1 December
        return super().command(*arguments, **options)

    def approve(self, *more, run_id="APPROVE-1", user="b.checker", exit=0):
        result = self.command("approve", self.workbook, "--json", *which(more), *more, run_id=run_id, user=user, clock="2025-12-01T09:00:00Z")
        self.assertEqual(exit, result.exit, str(result))

    def release(self, *more, run_id="RELEASE-1", user="b.checker", exit=0):
        result = self.command("release", self.workbook, "--json", *which(more), *more, run_id=run_id, user=user, clock="2025-12-01T10:00:00Z")
        self.assertEqual(exit, result.exit, str(result))
        return result

    def released(self, suffix):
        found = [path for folder in self.folder.iterdir() if " release " in folder.name for path in folder.glob(f"*{suffix}")]
        self.assertEqual(1, len(found), found)
        return found[0]

    def test_the_checker_and_the_printed_sign_off_see_every_kind_and_nothing_netted(self):
        """The batch of the examples: before, "7 lines, £1,074.28" and no write-off."""
        self.raise_batch()
        kinds = ["Invoices: 6, £1,874.28", "Credit notes: 1, \u2011£800.00", "Write-off requests: 1, £360.00", "Gross, nothing taken off: £3,034.28"]
        row, deductions = table(load(self.workbook)["Sign-off"], "Batch", "What", "Lines", "Amount", "What is signed")
        self.assertEqual(("Invoices and credit notes", 8, 3034.28), (row["What"], row["Lines"], float(row["Amount"])))
        self.assertEqual("Deductions from next payments", deductions["What"])
        self.assertEqual(kinds, row["What is signed"].split("\n")[:4])
        self.assertIn("Held back, not in this batch: To be completed, on hold or not confirmed: 7, £3,040.00", row["What is signed"])
        result = self.command("approve", self.workbook, "--json", "--batch", "invoices", run_id="APPROVE-1", user="b.checker", clock="2025-12-01T09:00:00Z")
        shown = table(load(self.workbook)["Sign-off"], "Batch", "Lines", "Amount", "What is signed")[0]["What is signed"].split("\n")
        self.assertEqual([f"  {line}" for line in shown], [line for line in result.outcome["words"] if line.startswith("  ")], "printed as told")
        self.assertEqual(kinds, shown[:4])
        self.assertEqual(5, sum(line.startswith("Among the largest: ") for line in shown))
        self.assertIn("Will go out as Invoice requests", "\n".join(shown))
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_a_profile_cannot_say_where_oracle_reads_account_and_amount(self):
        """A council's own form with a constant in the place that Oracle Fusion reads as account or amount: approved and released before."""
        self.raise_batch()
        for place, words in ((19, "says \"ACC-OF-MINE\" in field 19"), (32, "in field 32"), (35, "in field 35"), (38, "which is none of the batch's")):
            profile = json.loads((STAGE / "share/profiles/oracle-fusion.json").read_text(encoding="utf-8"))
            fields = profile["files"][0]["members"][0]["fields"]
            fields[:] = [field for field in fields if field["at"] != place] + [{"at": place, "constant": "ACC-OF-MINE" if place != 35 else "1.00"}]
            (self.folder / "own.json").write_text(json.dumps(profile), encoding="utf-8")
            result = self.command("approve", self.workbook, "--json", "--batch", "invoices", "--profile", self.folder / "own.json", run_id=f"APPROVE-{place}", user="b.checker", clock="2025-12-01T09:00:00Z")
            self.assertEqual(1, result.exit, str(result))
            self.assertIn(words, "\n".join(line["words"] for line in result.lines if line.get("id") == "file-not-tied"))

    def fusion_rows(self):
        self.approve("--profile", "oracle-fusion")
        self.release()
        with zipfile.ZipFile(self.released(".zip")) as archive:
            self.assertEqual(["RaInterfaceLinesAll.csv"], archive.namelist())
            data = archive.read("RaInterfaceLinesAll.csv")
        self.assertFalse(data.startswith(b"\xef\xbb\xbf"), "no mark before the first field")
        self.assertTrue(data.endswith(b",END\r\n"))
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        self.assertEqual(data.count(b"\r\n"), len(rows), "one record a line: no line breaks inside")
        for row in rows:
            self.assertEqual(372, len(row))
            self.assertEqual("END", row[371])
        return rows

    # Positions of the AutoInvoice file, from 1.
    def test_fusion_has_every_field_in_its_place(self):
        self.raise_batch()
        rows = self.fusion_rows()
        lines = {row["Reference"]: row for row in self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice")}
        self.assertEqual(len(lines), len(rows))
        for row in rows:
            line = lines[row[37]]
            credit = line["Kind"] == "Credit note"
            expected = {2: "Counterfoil import", 3: "Credit Memo" if credit else "Invoice", 4: "" if credit else "28 Days", 5: "2025/12/01", 6: "2025/12/01", 7: "",
                        19: line["Account"], 20: line["Site"], 26: "LINE", 27: line["Text on the invoice"], 28: "GBP", 29: "User", 31: "1",
                        32: f"{pence(line['Amount']) / 100:.2f}", 33: "1", 35: f"{pence(line['Amount']) / 100:.2f}", 37: "COUNTERFOIL", 54: "OUTSIDE", 77: "GB",
                        111: "Overpayment recovery", 287: "Madeupton BU"}
            for place, value in expected.items():
                self.assertEqual(value, row[place - 1], f"field {place} of {line['Reference']}")
            filled = {place + 1 for place, value in enumerate(row) if value}
            self.assertEqual(set(), filled - set(expected) - {38, 130, 131, 289, 372}, "nothing else is filled in")
            self.assertLessEqual(len(row[37]), 30)
        self.assertEqual(len(rows), len({row[288] for row in rows}), "a note of its own for each invoice")
        self.assertEqual(len(rows), len({row[37] for row in rows}), "keys are used once")

    # Comma, quotation mark, line break, letters beyond ASCII.
    def test_odd_texts_are_one_record(self):
        odd = self.folder / "odd.csv"
        with odd.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Person ID", "Line ID", "Payee ID", "Overpaid from", "Overpaid to", "Overpaid", "Cause", "Still paid", "Cost centre", "Subjective"],
                                        ["X1", "L1", "V2001", "03/11/2025", "17/11/2025", "482.14", 'Moved, to "Llys"\nT\u0177 Gwyn', "No", "C4410", "51230"]])
        self.raise_batch(overpayments=odd)
        rows = self.fusion_rows()
        self.assertEqual(1, len(rows))
        self.assertIn('Moved, to "Llys" T\u0177 Gwyn', rows[0][26])

    def test_a_credit_names_the_invoice_that_it_takes_back(self):
        self.raise_batch()
        self.approve("--profile", "oracle-fusion")
        self.release()
        original = next(row for row in self.register() if row["Person ID"] == "X100123")
        self.assertEqual(datetime.date(2025, 12, 1), original["Released on"].date())
        back = self.folder / "back.csv"
        back.write_text("Person ID,Line ID,Payee ID,Overpaid from,Overpaid to,Overpaid,Cause,Still paid,Cost centre,Subjective\n"
                        "X100123,4501013,V2001,03/11/2025,17/11/2025,-482.14,Was right,No,C4410,51230\n", encoding="utf-8")
        self.raise_batch(run_id="RUN-2", as_of="05/12/2025", overpayments=back)
        self.approve("--profile", "oracle-fusion", run_id="APPROVE-2")
        self.release(run_id="RELEASE-2")
        newest = max((path for folder in self.folder.iterdir() if " release " in folder.name for path in folder.glob("*.zip")), key=lambda path: path.name)
        with zipfile.ZipFile(newest) as archive:
            row = next(csv.reader(io.StringIO(archive.read("RaInterfaceLinesAll.csv").decode("utf-8"), newline="")))
        self.assertEqual(("COUNTERFOIL", original["Reference"], "-482.14"), (row[129], row[130], row[31]))

    def test_invoice_requests_to_print(self):
        self.raise_batch()
        self.approve()
        self.release()
        book = load(self.released(".xlsx"))
        sheet = book["Requests"]
        self.assertIn("Imaginary services", sheet["A1"].value)
        lines = {row["Reference"]: row for row in self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice")}
        forms, first_rows = {}, []
        for row in table(sheet, "Field", "Entry", "Reference"):
            if row["Reference"] not in forms:
                first_rows.append(row["#"])
            forms.setdefault(row["Reference"], {})[row["Field"]] = row["Entry"]
        self.assertEqual(set(lines), set(forms))
        for reference, form in forms.items():
            line = lines[reference]
            self.assertEqual(reference, form["Our reference"])
            pounds = f"{'-' if line['Amount'] < 0 else ''}\u00a3{abs(line['Amount']):,.2f}"
            self.assertEqual((pounds, pounds), (form["Net"], form["Gross"]))
            self.assertEqual((line["Debtor"], line["Account"], line["Text on the invoice"]), (form["Customer: name in full"], form["Customer account"], form["Reason for the invoice"]))
            self.assertEqual(("Imaginary services", "01234 000000"), (form["Department"], form["Contact name and number to print"]))
            for heading in ("Address and postcode", "Location", "Cost centre", "Account code", "VAT code", "VAT", "Date of service, from", "Date of service, to"):
                self.assertTrue(form[heading], f"{heading} of {reference}")
            self.assertIsNone(form["Authorising signature"], "to be signed by hand")
        self.assertEqual([row - 1 for row in first_rows[1:]], [one.id for one in sheet.row_breaks.brk], "each request on a page of its own")

    def test_a_typed_release_counts_for_nothing(self):
        """What the next run takes for released is what the record proves, not what stands on the sheet."""
        self.raise_batch()
        raised = [row["Reference"] for row in self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice")]
        headings = ("Reference", "Status", "Released on", "Released in batch")
        for heading, value in (("Released on", "05/12/2025"), ("Released by", "b.checker"), ("Released in batch", "RUN-1")):
            self.enter("Register", headings, heading, value, where=lambda row: row["Reference"] == raised[0])
        self.assertEqual(1, self.command("verify", self.workbook).exit, "and it is seen")
        self.raise_batch(run_id="RUN-2", as_of="05/12/2025")
        self.assertEqual(raised, [row["Reference"] for row in self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice")])
        self.assertEqual([None] * len(raised), [row["Released on"] for row in self.register() if row["Reference"] in raised])

    def test_nothing_is_released_twice_or_raised_again(self):
        self.raise_batch()
        raised = len(self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice"))
        self.approve()
        self.release()
        second = self.release(run_id="RELEASE-2", exit=1)
        self.assertTrue(any("b.checker" in line.get("words", "") for line in second.lines), str(second))
        self.raise_batch(run_id="RUN-2", as_of="05/12/2025")
        self.assertEqual([], self.rows("Invoice lines", "Debtor", "Account", "Text on the invoice"))
        again = [row for row in self.not_raised() if row["Why"] == "Raised before"]
        self.assertGreaterEqual(len(again), raised)
        self.assertEqual({"Released"}, {row["Status"] for row in self.register() if row["Released on"]})
        aged = table(load(self.workbook)["Aged debt"], "Reference", "Payee ID", "Released on")
        self.assertTrue(aged and all(row["Days"] == 4 for row in aged), aged)
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def deductions(self):
        return table(load(self.workbook)["Deductions"], "Payee ID", "No.", "Payment on", "Deduct", "Goes out")

    def test_deductions_go_to_the_payments_team_and_no_others_than_are_due(self):
        self.raise_batch()
        due = [row for row in self.deductions() if row["Goes out"] == "In this batch"]
        later = [row for row in self.deductions() if row["Goes out"] == "Later"]
        self.assertEqual([15000], [pence(row["Deduct"]) for row in due if row["Payee ID"] == "V2017"])
        self.assertEqual([15000] * 3, [pence(row["Deduct"]) for row in later if row["Payee ID"] == "V2017"])
        signed = table(load(self.workbook)["Sign-off"], "Batch", "What", "Lines", "Amount", "What is signed")[1]
        self.assertEqual((len(due), sum(pence(row["Deduct"]) for row in due)), (signed["Lines"], pence(signed["Amount"])))
        self.assertIn(f"Held back, not in this batch: Planned for later payments: {len(later)}", signed["What is signed"])
        self.approve("--batch", "deductions")
        self.release("--batch", "deductions")
        rows = list(csv.reader(io.StringIO(self.released("deductions.csv").read_bytes().decode("utf-8-sig"), newline="")))
        self.assertEqual(["Payee ID", "Payee", "Person ID", "Line ID", "Deduct", "From the payment on", "Reference", "Batch"], rows[0])
        self.assertEqual(sorted((row["Payee ID"], f"{pence(row['Deduct']) / 100:.2f}", f"{row['Payment on']:%d/%m/%Y}", row["Deduction's reference"]) for row in due),
                         sorted((row[0], row[4], row[5], row[6]) for row in rows[1:]))
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        self.raise_batch(run_id="RUN-2", as_of="26/12/2025")
        self.assertEqual({"Deducting"}, {row["Status"] for row in self.register() if row["Route"] == "Deduct"})
        again = [row for row in self.deductions() if row["Payee ID"] == "V2017"]
        self.assertEqual(["Released", "In this batch", "Later", "Later"], [row["Goes out"] for row in again])

    def test_a_rejected_deduction_is_not_deducting(self):
        """Before, the manager's rejection of a deduction was followed by "Deducting" at the next run."""
        self.raise_batch()
        result = self.command("approve", self.workbook, "--json", "--batch", "deductions", "--reject", "--comment", "Not agreed", run_id="REJECT-1", user="b.checker", clock="2025-12-01T09:00:00Z")
        self.assertEqual((0, "rejected"), (result.exit, result.outcome["status"]), str(result))
        self.release("--batch", "deductions", exit=1)
        self.approve()
        self.release(run_id="RELEASE-2")  # the invoices go out all the same
        self.raise_batch(run_id="RUN-2", as_of="05/12/2025")
        self.assertEqual({"Prepared"}, {row["Status"] for row in self.register() if row["Route"] == "Deduct"})
        self.assertFalse([row for row in self.deductions() if row["Goes out"] in ("Released", "By hand")])
        self.assertFalse([path for path in self.folder.rglob("*deductions*.csv")])

    def test_nobody_reads_a_status_from_before_the_release(self):
        self.raise_batch()
        prepared = {row["Reference"] for row in self.register() if row["Status"] == "Prepared" and row["Route"] == "Invoice"}
        self.assertTrue(prepared)
        self.approve()
        self.assertEqual({None}, {row["Status"] for row in self.register() if row["Reference"] in prepared}, "a result that is no longer right is taken out")
        self.release()
        opened = office.convert(self.workbook, "xlsx", self.folder)
        shown = {row["Reference"]: row["Status"] for row in table(load(opened)["Register"], "Reference", "Status", "Released on") if row["Reference"] in prepared}
        self.assertEqual({"Released"}, set(shown.values()))
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def stops(self, number):
        """Of both batches: nothing is signed by it, as it is asked which batch is meant only where neither is named."""
        found = []
        for kind in ("invoices", "deductions"):
            before = self.workbook.read_bytes()
            result = self.command("approve", self.workbook, "--json", "--batch", kind, user="b.checker", run_id=f"APPROVE-{number}-{kind}")
            found += [line for line in result.lines if line.get("id") == "stopped-by-reviewer"]
            self.workbook.write_bytes(before)
        return found

    def test_every_column_with_choices_stops_it(self):
        """Any text but the words that let a row go, in each reviewer's column that has choices; the shipped specification says which there are."""
        self.raise_batch()
        clean = self.workbook.read_bytes()
        tried = []
        for number, (sheet, headings, heading, words) in enumerate(chosen_columns("sundry-debtors"), start=1):
            if not table(load(self.workbook)[sheet], *headings):
                continue
            in_batch = {row["Reference"] for row in self.rows("Invoice lines", "Debtor", "Account", "Reference")}
            where = {"Register": lambda row: row["Reference"] in in_batch, "Deductions": lambda row: row["Goes out"] == "In this batch"}.get(sheet, lambda row: True)
            for word in ("HOLD - ask SW", "Querry", "?"):
                self.workbook.write_bytes(clean)
                self.enter(sheet, headings, heading, word, where)
                stops = self.stops(number)
                self.assertTrue(stops, f"{sheet}, {heading}, {word}")
                self.assertTrue(all(line["sheet"] == sheet and word in line["words"] and line["cell"] in line["words"] for line in stops), stops)
            for word in words:
                self.workbook.write_bytes(clean)
                self.enter(sheet, headings, heading, word, where)
                self.assertFalse(self.stops(number), f"{sheet}, {heading}, {word}")
            tried.append((sheet, heading))
        self.assertLessEqual({("Matters", "Decision"), ("Matters", "Do instead"), ("Not raised", "Do instead"), ("Register", "Disputed")}, set(tried))

    def test_what_was_asked_instead_stops_it_until_a_run_has_followed(self):
        self.raise_batch()
        self.enter("Matters", ("Person ID", "Route", "Do instead"), "Do instead", "Do not raise", lambda row: row["Person ID"] == "X100123")
        self.approve(exit=1)
        self.raise_batch(run_id="RUN-2")
        self.approve(run_id="APPROVE-2")
        self.release()

    def test_a_dispute_of_an_earlier_batch_stops_nothing(self):
        self.raise_batch()
        self.approve()
        self.release()
        self.raise_batch(run_id="RUN-2", as_of="05/12/2025")
        self.enter("Register", ("Reference", "Status", "Disputed"), "Disputed", "Yes")
        refused = self.command("approve", self.workbook, "--json", "--batch", "invoices", user="b.checker", run_id="APPROVE-2")
        self.assertFalse([line for line in refused.lines if line.get("id") == "stopped-by-reviewer"], str(refused))


if __name__ == "__main__":
    main()
