"""`history` checks the ledger before it shows it and says what a run came to; `verify` concludes from all that it says; a kept version says who approved it."""

import sqlite3

from counterfoil import CommandTest, main

CHECKER = "c.hecker"


class History(CommandTest):
    def tamper(self):
        """As somebody would who knows how: the guard is taken off, an entry rewritten, the guard put back."""
        with sqlite3.connect(self.ledger) as ledger:
            guard = ledger.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_never_change'").fetchone()[0]
            ledger.execute("DROP TRIGGER entries_never_change")
            ledger.execute("UPDATE entries SET user = 'nobody' WHERE number = 3")
            ledger.execute(guard)

    def test_what_a_run_came_to_is_shown_and_the_chain_comes_first(self):
        self.assertEqual(0, self.compare(0, 1, "--set", "change-percent=90%", "--reason", "Agreed with finance").exit)
        shown = self.command("history")
        self.assertEqual(0, shown.exit)
        self.assertTrue(shown.out.startswith("The ledger's 4 entries are unbroken"), shown.out)
        told = self.command("history", "--json").lines
        self.assertEqual(("statement", "ledger-unbroken"), (told[0]["event"], told[0]["id"]))
        run = told[1]
        rows = sum(1 for _ in open(self.exports[1], encoding="utf-8", errors="replace")) - 1 if self.exports[1].suffix == ".csv" else None
        current = next(one for one in run["inputs"] if one["role"] == "current")
        self.assertTrue(current["pence"] > 0 and current["rows"] > 0 and (rows is None or current["rows"] <= rows), current)
        self.assertEqual(["change-percent"], run["unusual"])
        self.assertRegex(run["period"], r" to \d+ \w{3} 20\d\d$")
        self.assertNotIn("Agreed", shown.out + self.ledger.read_bytes().decode("latin-1"), "a reason is people's words")
        self.assertEqual(0, self.command("verify", "--ledger-only").exit)
        self.tamper()
        shown = self.command("history")
        self.assertEqual(1, shown.exit, str(shown))
        self.assertTrue(shown.out.startswith("PROBLEM"), shown.out)
        self.assertIn("cannot be relied on", shown.out)
        alone = self.command("verify", "--ledger-only")
        self.assertEqual(1, alone.exit, str(alone))
        self.assertIn("was found", alone.out.splitlines()[-1])

    def test_a_ledger_of_the_first_version_goes_on_as_one_of_the_second(self):
        self.assertEqual(0, self.compare(0, 1).exit)
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute("PRAGMA user_version = 1")
        self.assertEqual(0, self.command("history").exit)
        self.assertEqual(0, self.compare(1, 2, run_id="RUN-2").exit)
        with sqlite3.connect(self.ledger) as ledger:
            self.assertEqual(2, ledger.execute("PRAGMA user_version").fetchone()[0], "an earlier program refuses it now")
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        with sqlite3.connect(self.ledger) as ledger:
            ledger.execute("PRAGMA user_version = 3")
        refused = self.command("history")
        self.assertEqual(1, refused.exit, str(refused))
        self.assertIn("made by a later version of Counterfoil", refused.out + refused.err)

    def test_a_kept_version_says_who_approved_just_these_bytes(self):
        self.assertEqual(0, self.compare(0, 1).exit)
        before = self.workbook.read_bytes()
        approved = self.command("approve", self.workbook, run_id="SIGN-1", clock="2026-02-13T09:30:00Z", user=CHECKER)
        self.assertEqual(0, approved.exit, str(approved))
        version = next(path for path in (self.folder / ".counterfoil-versions").iterdir() if path.read_bytes() == before)
        verified = self.command("verify", version)
        self.assertIn(f"This file is, byte for byte, what {CHECKER} approved on 13/02/2026 at 09:30 UTC.", " ".join(verified.out.split()))
        self.assertNotIn("byte for byte, what c.hecker", self.command("verify", self.workbook).out, "the marked one is another file")


if __name__ == "__main__":
    main()
