"""What nobody has settled stays, and a decision belongs to the question that it was taken about."""

import datetime
import unittest

from periods import PeriodsTest, words

SLIP = "4280.00"  # for £428.00


class Unsettled(PeriodsTest):
    def line(self, line, **options):
        found = [row for row in self.rows("Changes", **options) if row["Line ID"] == line]
        self.assertEqual(1, len(found), found)
        return found[0]

    def test_an_undecided_question_stays_in_sight(self):
        said = self.run_period(2, L1=SLIP)
        self.assertTrue(said[0].startswith("To decide: 1 question of this period (£3,852.00)."), said)
        said = self.run_period(3, L1=SLIP)
        self.assertTrue(said[0].startswith("To decide: 1 question asked before (£3,852.00)."), said)
        row = self.line("L1")
        self.assertEqual((words(2), 1, "Still open"), (row["First asked"], row["Periods"], row["Reasons"]))
        self.assertEqual([], self.rows("Past decisions"), "what is open is not in the archive as well")
        self.run_period(4, L1=SLIP)
        self.assertEqual(2, self.line("L1")["Periods"])

    def test_error_stays_with_all_that_was_typed(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="Error", Initials="TM", Comment="Told the provider", own=("Manager agreed", "no"))
        self.run_period(3, L1="4300.00")  # another wrong amount, the same question
        row = self.line("L1")
        self.assertEqual(("Error", "TM", "Told the provider", "no"), tuple(row[heading] for heading in ("Decision", "Initials", "Comment", "Manager agreed")))
        self.assertEqual(4300, row["Current"])

    def test_what_was_put_right_goes_to_the_history_with_the_words(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="Error", Initials="TM")
        said = self.run_period(3)
        self.assertTrue(said[0].startswith("No question waits for a decision."), said)
        self.assertEqual([], [row for row in self.rows("Changes") if row["Line ID"]])
        row, = self.rows("Past decisions")
        self.assertEqual((words(2), "Error", f"Put right: £428.00 paid for {words(3)}"), (row["Period"], row["Decision"], row["Settled by"]))

    def test_a_run_that_forgets_is_refused(self):
        self.run_period(2, L1=SLIP, L2=SLIP)
        before = self.workbook.read_bytes()
        said = self.run_period(3, "--set", "fault=forget", L1=SLIP, fails=2)
        self.assertIn("does not say what became of 2 unsettled questions", said[0])
        self.assertEqual(before, self.workbook.read_bytes())

    def test_what_a_person_settled_needs_no_word(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="ok ", Initials="TM")
        self.run_period(3, "--set", "fault=forget")
        row, = self.rows("Past decisions")
        self.assertEqual("ok ", row["Decision"])

    def test_a_question_moves_with_its_line(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="Query", Initials="TM", Comment="Asked Pat")
        self.run_period(3, "--set", "renamed=L1>L9", L1=None, L9=SLIP)
        row = self.line("L9")
        self.assertEqual(("Query", "Asked Pat", words(2), 1), (row["Decision"], row["Comment"], row["First asked"], row["Periods"]))
        old, = self.rows("Past decisions")
        self.assertEqual(("L1", "Goes on as line L9"), (old["Line ID"], old["Settled by"]))


class Decisions(PeriodsTest):
    def line(self, line):
        return next(row for row in self.rows("Changes") if row["Line ID"] == line)

    def decided(self, row):
        return tuple(row[heading] for heading in ("Decision", "Initials", "Comment"))

    def test_an_old_ok_is_quoted_and_never_stands_beside_a_new_question(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM", Comment="Two years at once", own=("Manager agreed", "yes"))
        said = self.run_period(3, L1="4281.00")
        self.assertTrue(said[0].startswith("To decide: 1 question of this period"), said)
        row = self.line("L1")
        self.assertEqual((None, None, None), self.decided(row))
        self.assertFalse(row.get("Manager agreed"))
        self.assertEqual(f"Decided before, for {words(2)}, about £4,280.00: Decision OK; Initials TM; Comment Two years at once", row["Carried forward"])
        old, = self.rows("Past decisions")
        self.assertEqual(("OK", "Manager agreed: yes"), (old["Decision"], old["Notes and columns of staff's own"]))
        # The quote stays, run after run.
        self.run_period(3, L1="4281.00")
        self.assertEqual(row["Carried forward"], self.line("L1")["Carried forward"])
        self.assertEqual(1, len(self.rows("Past decisions")))

    def test_a_corrected_export_blanks_the_ok(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM")
        self.run_period(2, current=self.export(2, "Period 2 corrected.csv", L1="4290.00"))
        row = self.line("L1")
        self.assertEqual((None, None, None), self.decided(row))
        self.assertIn("about £4,280.00: Decision OK", row["Carried forward"])
        self.assertIn("memory-export-replaced", [finding["id"] for finding in self.findings])

    def test_the_same_export_again_keeps_the_decision(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM")
        self.run_period(2, L1=SLIP)
        self.assertEqual(("OK", "TM", None), self.decided(self.line("L1")))

    def test_accept_until_is_what_carries(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM", Accept_until=datetime.date(2025, 6, 29))
        self.run_period(3, L1=SLIP)  # ends on 29 June
        row = self.line("L1")
        self.assertEqual(("OK", "TM", None), self.decided(row))
        self.assertIn(f"Decided for {words(2)}, the figure is the same", row["Carried forward"])
        self.run_period(4, L1=SLIP)
        self.assertEqual((None, None, None), self.decided(self.line("L1")))

    def test_an_accept_until_that_is_no_date_is_said_and_carries_nothing(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM", Accept_until="soon")
        self.run_period(3, L1=SLIP)
        finding, = [finding for finding in self.findings if finding["id"] == "workbook-date-unreadable"]
        for said in ('"soon"', "Accept until", "P1, L1", "day/month/year"):
            self.assertIn(said, finding["sentence"])
        self.assertEqual((None, None, None), self.decided(self.line("L1")))

    def test_a_check_that_nobody_decided_is_asked_anew(self):
        self.run_period(2, L1="427.00")
        said = self.run_period(3, L1="427.00")
        self.assertTrue(said[0].startswith("No question waits"), said)
        row = self.line("L1")
        self.assertEqual((words(3), 0), (row["First asked"], row["Periods"]))


class Retention(PeriodsTest):
    def test_the_history_goes_with_the_memory(self):
        (self.folder / "counterfoil-settings.json").write_text('{"retention": {"months": 2}}', encoding="utf-8")
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM")
        self.run_period(3, L2=SLIP)
        self.decide("L2", Decision="OK", Initials="TM")
        self.run_period(4)
        self.assertEqual([words(2), words(3)], [row["Period"] for row in self.rows("Past decisions")])
        self.run_period(5)  # ends on 24 August 2025: what ended before 24 June is let go, the period to 1 June with it
        self.assertEqual([words(3)], [row["Period"] for row in self.rows("Past decisions")])
        finding, = [finding for finding in self.findings if finding["id"] == "history-let-go"]
        self.assertIn("1 row about", finding["sentence"])
        self.assertIn(words(2), finding["sentence"])
        dropped, = [finding for finding in self.findings if finding["id"] == "memory-dropped"]
        self.assertIn("remembers 2 months", dropped["sentence"])
        self.assertIn(words(2), dropped["sentence"])
        self.assertEqual("sound", self.verify()[-1]["status"])
        self.run_period(6)
        self.assertEqual([], self.rows("Past decisions"))
        self.assertEqual("sound", self.verify()[-1]["status"])

    def test_without_the_setting_the_history_stays(self):
        self.run_period(2, L1=SLIP)
        self.decide("L1", Decision="OK", Initials="TM")
        for number in range(3, 30, 13):
            self.run_period(number)
        self.assertIn(words(2), [row["Period"] for row in self.rows("Past decisions")])


if __name__ == "__main__":
    unittest.main()
