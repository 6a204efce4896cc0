"""What a team does without thinking of it: headings of its own, a settings file beside the workbook, odd names of files and folders,
exports that were opened and saved again, prior versions kept."""

import csv
import io
import json
import re
import shutil

import openpyxl

from counterfoil import PLANTED, TASK, CommandTest, changes, here, load, main, pence, table


class Everyday(CommandTest):
    def difference(self, workbook=None):
        items = {row["Item"]: row for row in table(load(workbook or self.workbook)["Summary"], "Item", "Lines", "Amount")}
        return pence(items["Difference"]["Amount"])

    def with_headings_of_our_own(self):
        """The first export with two headings that no layout knows."""
        content = self.exports[0].read_bytes()
        self.exports[0].write_bytes(content.replace(b"NetPayment", b"Moneys out", 1).replace(b"ASCID", b"Our child no", 1))

    def test_headings_that_nobody_knows_are_told_with_guesses(self):
        self.with_headings_of_our_own()
        result = self.compare(0, 1, "--json")
        self.assertEqual(1, result.exit, str(result))
        told = " ".join(line["sentence"] for line in result.lines if line["event"] == "finding" and line["severity"] == "blocking")
        self.assertIn("Our child no", told)

    def test_headings_of_our_own(self):
        self.with_headings_of_our_own()
        settings = {"headings": {"net": ["Moneys out"], "person_id": ["OUR CHILD  NO."]}}
        (self.folder / "counterfoil-settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.run_pair(0)  # the file beside the workbook is found without being named
        self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference())
        named = self.folder / "elsewhere" / "ours.json"
        named.parent.mkdir()
        shutil.move(self.folder / "counterfoil-settings.json", named)
        other = self.folder / "Second.xlsx"
        self.assertEqual(0, self.compare(0, 1, "--settings", named, workbook=other, run_id="RUN-2").exit)
        self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference(other))

    def test_settings_change_the_answer_and_are_recorded(self):
        self.run_pair(0, "--set", "uplift-dates=10 Nov", "--reason", "The uplift came late this year")
        self.assertFalse([row for row in changes(self.workbook).values() if "rate-off-uplift-date" in (row["Rules"] or "")])
        audit = table(load(self.workbook)["Audit"], "Run", "Settings")
        self.assertIn("10 Nov", audit[0]["Settings"])

    def test_without_approved_rates(self):
        result = self.compare(0, 1, rates=False)
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference())
        self.assertFalse([row for row in changes(self.workbook).values() if "approved-rate" in (row["Rules"] or "").split()])

    def test_odd_names_and_relative_paths(self):
        folder = self.folder / "Zahlungen für Gödel, £ & 100% (neu)"
        folder.mkdir()
        previous = shutil.copy(self.exports[0], folder / "Okt’25 – liste #1.csv")
        current = shutil.copy(self.exports[1], folder / "-November.xlsx")
        result = self.command("run", TASK, "--previous", previous.name, f"--current=./{current.name}", "--workbook", "Über sicht.xlsx", "--rates",
                              "../" + self.rates.name, cwd=folder)
        self.assertEqual(0, result.exit, str(result))
        self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference(folder / "Über sicht.xlsx"))
        self.assertEqual(0, self.command("verify", "Über sicht.xlsx", cwd=folder).exit)

    def test_an_export_opened_and_saved_again(self):
        book = openpyxl.load_workbook(self.exports[1])
        book.save(self.exports[1])
        self.run_pair(0)
        self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference())
        # openpyxl drops the cached sum of the totals row, and a formula that was not calculated is not silently taken for nothing.
        told = [row["What and what to do"] for row in table(load(self.workbook)["Findings"], "No.", "What and what to do") if row["File"] == self.exports[1].name]
        self.assertTrue(told)

    def test_csv_in_other_clothes(self):
        text = self.exports[0].read_bytes().decode("cp1252")
        plain = self.folder / "plain.csv"
        for encoding, separator in (("utf-8-sig", ","), ("utf-16", "\t"), ("utf-8", ";")):
            rows = list(csv.reader(text.splitlines()))
            out = io.StringIO(newline="")
            csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
            plain.write_bytes(out.getvalue().encode(encoding))
            workbook = self.folder / f"{encoding}.xlsx"
            result = self.compare(plain, 1, workbook=workbook)
            self.assertEqual(0, result.exit, f"{encoding} {separator!r}: {result}")
            self.assertEqual(PLANTED["pairs"][0]["difference_pence"], self.difference(workbook))

    def test_prior_versions_are_kept(self):
        self.run_pair(0)
        first = self.workbook.read_bytes()
        result = self.run_pair(1, "--json", clock="2026-01-05T09:30:00Z")
        prior = result.outcome["prior-version"]
        self.assertTrue(prior)
        with open(here(prior), "rb") as file:
            self.assertEqual(first, file.read())

    def test_the_exports_are_never_altered(self):
        before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in [*self.exports, self.rates]]
        self.run_pair(0)
        self.assertEqual(before, [(path.read_bytes(), path.stat().st_mtime_ns) for path in [*self.exports, self.rates]])

    def test_the_wrong_way_round_and_the_same_twice(self):
        for previous, current in ((1, 0), (0, 0)):
            result = self.compare(previous, current)
            self.assertEqual(1, result.exit, str(result))
            self.assertFalse(self.workbook.exists())

    def test_of_many_findings_of_a_kind_twenty_are_shown_in_the_order_of_the_cells(self):
        def export(name, days, amount):
            path = self.folder / name
            rows = [f"P{line},Nobody {line},L{line:02},{amount},{days}" for line in range(25)]
            path.write_text("Person ID,Name,Line ID,Net,Period From,Period To\n" + "\n".join(rows) + "\n", encoding="utf-8")
            return path

        october, november, december = "13/10/2025,09/11/2025", "10/11/2025,07/12/2025", "08/12/2025,04/01/2026"
        files = export("October.csv", october, "40.00"), export("November.csv", november, "40.00"), export("November again.csv", november, "41.00")
        self.assertEqual(0, self.compare(files[0], files[1], rates=False).exit)
        last = export("December.csv", december, "40.00")

        def told(*more):
            result = self.compare(files[2], last, *more, rates=False, run_id="RUN-2")
            self.assertEqual(0, result.exit, str(result))
            return [int(row) for row in re.findall(r"sheet Payments, [A-Z]+(\d+): .*was £40.00", result.out)], result.out

        rows, words = told("--rehearse")
        self.assertEqual(20, len(rows))
        self.assertEqual(list(range(rows[0], rows[0] + 20)), rows)
        self.assertIn("... and 5 more of this kind: add --all to see every one.", words)
        self.assertEqual(25, len(told("--rehearse", "--all")[0]))
        rows, words = told()
        self.assertEqual(20, len(rows))
        self.assertIn("... and 5 more of this kind: the sheet Findings of the workbook has every one.", words)


if __name__ == "__main__":
    main()
