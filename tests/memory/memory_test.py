"""What a workbook remembers of the exports that were run into it, export by export."""

import shutil
import unittest

from periods import Package, PeriodsTest, kept_rows, record_of, words
from removed import remove


class Remembered(PeriodsTest):
    def test_the_first_run_begins_with_both_exports(self):
        said = self.run_period(2)
        self.assertTrue(any("remembers what was paid, from 07/04/2025 on" in each for each in said), said)
        self.assertIn("0 rows of 0 exports were remembered.", said[0])
        # Line by line: £428.00 for the whole of each of the two periods, and where each row stood.
        self.assertEqual(["1-2\tP1\tL1\t+0\t>\t42800\t2", "\tP2\tL2\t\t\t\t3", "\tP3\tL3\t\t\t\t4"], kept_rows(self.workbook))

    def test_later_runs_read_it_without_the_export_in_hand(self):
        self.run_period(2)
        self.assertIn("6 rows of 2 exports", " ".join(self.run_period(3)))
        self.assertIn("9 rows of 3 exports", " ".join(self.run_period(4)))
        again = self.run_period(4)
        self.assertIn("9 rows of 3 exports", " ".join(again), "the export in hand is not among them")
        self.assertFalse(any("remembers what was paid" in each for each in again), again)

    def test_rows_that_miss_the_total_are_refused(self):
        said = self.run_period(2, "--set", "fault=short", fails=2)
        self.assertIn("does not tie", said[0])
        self.assertIn("£1,284.00 was read", said[0])
        self.assertFalse(self.workbook.exists())

    def test_an_export_of_no_known_days_is_refused(self):
        said = self.run_period(2, "--set", "fault=unnamed", fails=2)
        self.assertIn("does not say of which days", said[0])

    def test_a_corrected_export_takes_the_place_and_it_is_said(self):
        self.run_period(2)
        self.run_period(2, current=self.export(2, "Corrected.csv", L1="400.00"))
        finding, = [finding for finding in self.findings if finding["id"] == "memory-export-replaced"]
        self.assertIn("Corrected.csv takes the place of Period 2.csv", finding["sentence"])
        self.assertEqual(2, len(kept_rows(self.workbook, "memory:exports")))
        self.assertIn("2\t\t\t\t\t40000\t", kept_rows(self.workbook))

    def test_same_runs_give_the_same_bytes(self):
        for number in (2, 3):
            self.run_period(number)
        first = self.workbook.read_bytes()
        self.workbook.unlink()
        remove(self.folder.glob("ledger.sqlite*"))
        shutil.rmtree(self.folder / ".counterfoil-versions")
        self.runs = 0
        for number in (2, 3):
            self.run_period(number)
        self.assertEqual(first, self.workbook.read_bytes())

    def test_it_is_proven_and_an_altered_one_is_refused(self):
        self.run_period(2)
        self.assertEqual("sound", self.verify()[-1]["status"])
        package = Package(self.workbook)
        part = next(name for name, content in package.parts.items() if name.startswith("customXml/item") and b"<record" in content)
        self.assertIn(b"urn:counterfoil:record:3", package.parts[part], "an earlier version, which would lose the memory or the log, leaves it alone")
        package.parts[part] = package.parts[part].replace(b"\t42800\t2\n", b"\t42700\t2\n")
        package.save()
        said = self.run_period(3, previous=self.folder / "Period 2.csv", fails=2)
        self.assertIn("altered", said[0])
        self.assertIn("restore", said[0])

    def test_what_is_older_than_the_months_is_let_go_but_for_open_questions(self):
        (self.folder / "counterfoil-settings.json").write_text('{"retention": {"months": 2}}', encoding="utf-8")
        self.run_period(2, L1="4280.00")
        self.run_period(3, L1="4280.00")
        self.assertFalse([finding for finding in self.findings if finding["id"] == "memory-dropped"])
        self.run_period(4, L1="4280.00")  # ends on 27 July 2025: what ended before 27 May is let go
        finding, = [finding for finding in self.findings if finding["id"] == "memory-dropped"]
        self.assertIn(f"What was paid in {words(1)} is no longer remembered", finding["sentence"])
        exports = kept_rows(self.workbook, "memory:exports")
        self.assertEqual(["0", "1", "1", "1"], [row.split("\t")[-1] for row in exports])
        self.assertEqual(["P1"], [row.split("\t")[1] for row in kept_rows(self.workbook) if row.startswith("1\t")])

    def test_disclose_tells_it_apart_and_leaves_it_out(self):
        self.run_period(2)
        copy = self.folder / "Copy.xlsx"
        told = self.command("disclose", self.workbook, "--copy", copy)
        self.assertIn("counterfoil-memory", [line.get("id") for line in told])
        self.assertIn("counterfoil-record", [line.get("id") for line in told])
        self.assertNotIn(b"memory:", copy.read_bytes())
        with self.assertRaises(StopIteration):
            record_of(copy)

    def test_a_run_can_be_replayed(self):
        self.run_period(2)
        self.run_period(3)
        lines = self.command("replay", "RUN-2", "--inputs", self.folder / "Period 3.csv", "--workbook", self.workbook)
        self.assertEqual("same", lines[-1]["status"], lines)


class OlderExports(PeriodsTest):
    def test_the_newest_stays_the_last_period(self):
        for number in (2, 3, 4):
            self.run_period(number)
        said = self.run_period(3, previous=self.folder / "Period 2.csv")
        self.assertTrue(any(f"older period than {words(4)}" in each and "Period 4.csv" in each for each in said), said)
        said = self.run_period(5)
        self.assertTrue(any("Period 4.csv" in each and "taken from the workbook" in each for each in said), said)

    def test_the_newest_is_run_again_on_the_one_before_it(self):
        for number in (2, 3, 4):
            self.run_period(number)
        self.run_period(3, previous=self.folder / "Period 2.csv")
        said = self.run_period(4)
        self.assertTrue(any("Period 3.csv" in each and "taken from the workbook" in each for each in said), said)
        said = self.run_period(5)
        self.assertTrue(any("Period 4.csv" in each and "taken from the workbook" in each for each in said), said)

    def test_a_slip_of_the_newest_does_not_fade(self):
        self.run_period(2)
        self.run_period(3, L1="4280.00")
        said = self.run_period(2, previous=self.folder / "Period 1.csv")
        self.assertTrue(said[0].startswith("To decide: 1 question"), said)
        row, = [row for row in self.rows("Changes") if row["Line ID"]]
        self.assertEqual(("L1", words(3)), (row["Line ID"], row["First asked"]))

    def test_an_older_one_asks_for_its_own_previous(self):
        for number in (3, 4, 5):
            self.run_period(number)
        said = self.run_period(1, fails=3)
        self.assertIn("Name the export of the period before it with --previous", said[0])


class NewYear(PeriodsTest):
    def setUp(self):
        super().setUp()
        self.run_period(2, L1="4280.00", L2="4280.00")
        self.decide("L1", Decision="Error", Initials="TM", Comment="Told the provider")
        self.decide("L2", Decision="OK", Initials="TM")
        self.new = self.folder / "Next year.xlsx"

    def test_a_new_workbook_beside_an_older_one_asks(self):
        said = self.run_period(3, workbook=self.new, fails=3)
        self.assertIn("Next year.xlsx would be new, and Book.xlsx beside it knows what was paid and what is still open", said[0])
        (question,) = self.questions
        self.assertEqual("continue-from", question["name"])
        self.assertEqual([str(self.workbook), "none"], [option["value"] for option in question["options"]])
        self.assertFalse(self.new.exists())
        self.run_period(3, "--continue-from", "none", workbook=self.new, previous=self.folder / "Period 2.csv")
        self.assertEqual(2, len(kept_rows(self.new, "memory:exports")))

    def test_memory_and_open_questions_go_along(self):
        before = self.workbook.read_bytes()
        said = self.run_period(3, "--continue-from", self.workbook, workbook=self.new, L1="4280.00")
        self.assertTrue(said[0].startswith("To decide: 1 question asked before"), said)
        self.assertTrue(any("Book.xlsx knew of payments and open questions" in each for each in said), said)
        self.assertTrue(any("Period 2.csv" in each and "taken from the workbook" in each for each in said), said)
        row, = [row for row in self.rows("Changes", workbook=self.new) if row["Line ID"]]
        self.assertEqual(("L1", "Error", "TM", "Told the provider", words(2), 1),
                         tuple(row[heading] for heading in ("Line ID", "Decision", "Initials", "Comment", "First asked", "Periods")))
        self.assertEqual(3, len(kept_rows(self.new, "memory:exports")))
        self.assertEqual(before, self.workbook.read_bytes(), "the older workbook stays as it is")
        self.assertEqual("sound", self.verify(self.new)[-1]["status"])
        replayed = self.command("replay", f"RUN-{self.runs - 1}", "--inputs", self.folder / "Period 3.csv", "--workbook", self.new)
        self.assertEqual("same", replayed[-1]["status"], replayed)
        self.run_period(4, workbook=self.new)
        self.assertEqual(4, len(kept_rows(self.new, "memory:exports")))

    def test_what_is_there_goes_on_by_itself(self):
        said = self.run_period(3, "--continue-from", self.workbook, fails=3)
        self.assertIn("goes on by itself", said[0])


class Copies(PeriodsTest):
    def two_copies(self):
        self.run_period(2, L1="4280.00", L2="4280.00")
        base, theirs = self.folder / "Base.xlsx", self.folder / "Theirs.xlsx"
        shutil.copy(self.workbook, base)
        shutil.copy(self.workbook, theirs)
        return base, theirs

    def merged(self, base, theirs):
        lines = self.command("merge", base, self.workbook, theirs, "--as", self.folder / "Merged.xlsx")
        return lines, self.folder / "Merged.xlsx"

    def test_the_memory_of_both(self):
        base, theirs = self.two_copies()
        self.run_period(3, workbook=theirs)
        self.run_period(4, previous=self.export(3, "Another 3.csv", L2="4280.00"))
        lines, merged = self.merged(base, theirs)
        self.assertEqual(4, len(kept_rows(merged, "memory:exports")))
        self.assertIn("Another 3.csv", "\n".join(kept_rows(merged, "memory:exports")), "the copy whose figures stand is believed")
        self.run_period(5, workbook=merged)

    def test_a_period_that_only_the_other_has_comes_in(self):
        base, theirs = self.two_copies()
        self.run_period(3, workbook=theirs)
        lines, merged = self.merged(base, theirs)
        self.assertEqual(3, len(kept_rows(merged, "memory:exports")))

    def test_ok_in_one_and_error_in_the_other_is_nobodys_word(self):
        base, theirs = self.two_copies()
        self.decide("L1", Decision="OK", Initials="AB", Comment="Fine")
        self.decide("L1", workbook=theirs, Decision="Error", Initials="AB")
        self.decide("L2", workbook=theirs, Decision="Error", Initials="CD")
        lines, merged = self.merged(base, theirs)
        rows = {row["Line ID"]: row for row in self.rows("Changes", workbook=merged)}
        self.assertEqual((None, None), (rows["L1"]["Decision"], rows["L1"]["Comment"]))
        said = rows["L1"]["Carried forward"]
        self.assertIn("Two copies of the workbook differ here", said)
        self.assertIn("Book.xlsx has Decision OK; Initials AB; Comment Fine", said)
        self.assertIn("Theirs.xlsx has Decision Error", said)
        self.assertEqual(("Error", "CD"), (rows["L2"]["Decision"], rows["L2"]["Initials"]), "what only one changed is taken")
        asked = [line for line in lines if line["event"] == "needs-person"]
        self.assertIn(("Decision", "OK", "Error"), [(line["heading"], line["mine"], line["theirs"]) for line in asked])
        verified = self.verify(merged)
        differ, = [line for line in verified if line.get("id") == "copies-differ"]
        self.assertIn("P1, L1", differ["words"])
        self.assertEqual([], [line for line in verified if line.get("kind") == "problem" and line["id"] != "copies-differ"])
        # It is asked again in the next run, with both still in sight; once decided, verify has nothing to say.
        self.run_period(3, workbook=merged, L1="4280.00", L2="4280.00")
        rows = {row["Line ID"]: row for row in self.rows("Changes", workbook=merged)}
        self.assertEqual((None, said), (rows["L1"]["Decision"], rows["L1"]["Carried forward"]))
        self.decide("L1", workbook=merged, Decision="Error", Initials="EF")
        self.assertEqual([], [line for line in self.verify(merged) if line.get("id") == "copies-differ"])


if __name__ == "__main__":
    unittest.main()
