"""Turning 18 on the examples: every planted person with class, dates and pounds; decisions that steer advice and overpayments in the next
period; the calendar file, read by a parser of its own."""

import datetime
import json
import pathlib
import re
import shutil
import unittest

import office
from counterfoil import EXAMPLES, CommandTest, column_of, load, main, pence, table, word
from package import Package

FOLDER = EXAMPLES / "turning-18"
PLANTED = json.loads((FOLDER / "planted.json").read_text(encoding="utf-8"))
WATCH = ("Person ID", "Turns 18", "Decision")


def iso(value):
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def serial(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days


def short(day):
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {date:%b} {date.year}"


def span(pair):
    first, last = (datetime.date.fromisoformat(day) for day in pair)
    return f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'} to {short(pair[1])}"


def calendar(path):
    """RFC 5545, read without the program's help: the events by UID, each a dictionary."""
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b""), "lines end with CR LF"
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "no line is longer than 75 octets"
    lines = raw.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    events, event, inside = {}, None, []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                event = {}
        elif name == "END":
            assert inside.pop() == value
            if value == "VEVENT":
                assert event["UID"] not in events, "one event for each UID"
                events[event["UID"]] = event
        elif inside[-1] == "VEVENT":
            event[name] = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)
    assert not inside
    return events


class Turning18(CommandTest):
    def setUp(self):
        super().setUp()
        self.payments = [pathlib.Path(shutil.copy(FOLDER / export["file"], self.folder)) for export in PLANTED["exports"]]
        self.allowances = pathlib.Path(shutil.copy(FOLDER / PLANTED["allowances"], self.folder))
        self.workbook = self.folder / "Turning 18.xlsx"
        self.calendar = self.folder / "Turning 18 milestones.ics"

    def look(self, export, *more, run_id=None, clock=None, expect=0):
        result = self.command("--json", "run", "turning-18", "--payments", self.payments[export], "--allowances", self.allowances, "--workbook", self.workbook, *more,
                              run_id=run_id or f"RUN-{export + 1}", clock=clock or ("2025-12-08T09:30:00Z", "2026-01-05T09:30:00Z")[export])
        self.assertEqual(expect, result.exit, str(result))
        return result

    def rows(self, sheet, *headings):
        return table(load(self.workbook)[sheet], *headings)

    def watch(self):
        return {row["Person ID"]: row for row in self.rows("Watch list", *WATCH)}

    def decide(self):
        """The planted decisions, typed as a reviewer would."""
        sheet = load(self.workbook)["Watch list"]
        columns = {heading: column_of(sheet, WATCH, heading) for heading in ("Decision", "Last day to pay", "Owner", "Date")}
        rows = self.watch()
        package = Package(self.workbook)
        for one in PLANTED["decisions"]:
            at = rows[one["person"]]["#"]
            package.type_text("Watch list", at, columns["Decision"], one["decision"])
            package.type_text("Watch list", at, columns["Owner"], "TM")
            package.type_number("Watch list", at, columns["Date"], serial("2025-12-09"))
            if "last_day" in one:
                package.type_number("Watch list", at, columns["Last day to pay"], serial(one["last_day"]))
        package.save()

    def test_every_planted_person_and_nobody_else(self):
        self.look(0)
        rows = self.watch()
        wrong = []
        for one in PLANTED["watch"]:
            row = rows.pop(one["person"], None)
            if row is None:
                wrong.append(f"not found: {one['why']}")
                continue
            turns = datetime.date.fromisoformat(one["turns_18"])
            shown = (row["Class"], iso(row["Turns 18"]), row["Weekday"], pence(row["Paid a week"]), row["Pay period of the birthday"], row["Last full pay period before 18"],
                     row["Days before 18"], row["Days from 18"], pence(row["Before 18"]), pence(row["From 18"]), pence(row["Since 18"]), row["End date held"])
            expected = (one["class"], one["turns_18"], f"{turns:%A}", one["weekly_pence"], span(one["pay_period"]), span(one["last_full_period"]),
                        one["days_before"], one["days_after"], one["before_pence"], one["after_pence"], one.get("since_18_pence", 0), one["end_held"])
            if shown != expected:
                wrong.append(f"{one['why']}:\n  expected {expected}\n  found    {shown}")
            if not row["Advice"]:
                wrong.append(f"{one['why']}: no advice")
        wrong += [f"found but not planted: {row}" for row in rows.values()]
        self.assertEqual([], wrong, "\n" + "\n".join(wrong))

    def test_findings_totals_and_a_sound_record(self):
        result = self.look(0)
        findings = self.rows("Findings", "No.", "Level", "Matter")
        for one in PLANTED["findings"]:
            self.assertTrue(any(row["Matter"] == one["title"] and one["person"] in row["What and what to do"] for row in findings), one)
        self.assertEqual(len(PLANTED["findings"]), sum(1 for row in findings if "ate of birth" in row["Matter"] or "dates of birth" in row["Matter"]))
        control = self.rows("Summary", "Export", "Rows", "Amount", "Tie")
        for row in control[:2]:
            self.assertEqual((PLANTED["exports"][0]["rows"], PLANTED["exports"][0]["total_pence"]), (row["Rows"], pence(row["Amount"])))
        self.assertEqual("Ties", control[1]["Tie"])
        self.assertIn("18 in the next 12 months", result.outcome["words"][0])
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, str(verified))
        everything = " ".join(str(cell.value) for sheet in load(self.workbook) for row in sheet.iter_rows() for cell in row if cell.value)
        self.assertNotRegex(everything.lower(), r"\bstop (paying|the payment|payment)")

    def test_age_bands_from_the_table(self):
        self.look(0, "--set", "allowance-services=fostering")
        shown = [(iso(row["Paid from"]), row["Age"], pence(row["Old allowance a week"]), pence(row["New allowance a week"]), pence(row["Difference a week"]))
                 for row in self.rows("Age bands", "Paid from", "Age", "Difference a week")]
        self.assertEqual([("2025-12-10", 5, 17500, 20100, 2600), ("2025-12-10", 11, 20100, 23000, 2900), ("2025-12-10", 16, 23000, 26900, 3900)], sorted(shown))

    def test_decisions_steer_advice_and_overpayments(self):
        self.look(0)
        self.assertEqual([], [row for row in self.rows("Overpayments", "Person ID", "Overpaid") if row.get("Line ID")], "nothing is overpaid because of a birthday")
        before = {row["When"]: pence(row["At stake a week"]) for row in self.rows("Summary", "When", "People", "At stake a week")}
        self.decide()
        self.look(1)
        found = {(row["Person ID"], str(row["Line ID"])): row for row in self.rows("Overpayments", "Person ID", "Line ID", "Overpaid")}
        for one in PLANTED["decisions"]:
            row = found.pop((one["person"], one["line"]), None)
            if not one["overpaid_pence"]:
                self.assertIsNone(row)
                continue
            self.assertEqual((one["overpaid_pence"], one["overpaid_pence"], 0, one["overpaid_days"], one["overpaid_from"], "2026-01-04", "2026-01-04", "Yes"),
                             (pence(row["Overpaid"]), pence(row["Paid"]), pence(row["Correct"]), row["Days"], iso(row["Overpaid from"]), iso(row["Overpaid to"]),
                              iso(row["Discovered"]), row["Still paid"]))
            self.assertEqual(("ZZ1234", "430210"), (row["Cost centre"], row["Subjective"]))
        self.assertEqual({}, found, "nobody else")
        rows = self.watch()
        for one in PLANTED["decisions"]:
            row = rows[one["person"]]
            self.assertEqual((one["decision"], "TM"), (row["Decision"], row["Owner"]))
            self.assertIn("Decided for 10 Nov to 7 Dec 2025", row["Carried forward"])
        stakes = {one["decision"]: pence(rows[one["person"]]["At stake a week"]) for one in PLANTED["decisions"]}
        self.assertEqual(0, stakes["Continue"])
        self.assertGreater(stakes["End on"], 0, "it runs on beyond the end that was decided")
        self.assertGreater(before["Already 18"], 0)
        history = self.rows("Past decisions", "Period", "Person ID", "Decision")
        self.assertEqual({one["person"] for one in PLANTED["watch"]}, {row["Person ID"] for row in history})
        self.assertEqual(0, self.command("verify", self.workbook).exit)
        # The same again: nothing is doubled, nothing moves.
        overpaid = self.rows("Overpayments", "Person ID", "Line ID", "Overpaid")
        self.look(1, run_id="RUN-3")
        self.assertEqual(overpaid, self.rows("Overpayments", "Person ID", "Line ID", "Overpaid"))

    @unittest.skipUnless(office.available(), "LibreOffice is not installed")
    def test_the_sheet_answers_a_decision_without_a_run(self):
        self.look(0)
        self.decide()
        shutil.copy(office.convert(self.workbook, "xlsx", self.folder), self.workbook)  # every formula worked out anew
        recalculated = {person: (row["Advice"], pence(row["At stake a week"])) for person, row in self.watch().items()}
        verified = self.command("verify", self.workbook)
        self.assertEqual(0, verified.exit, f"what follows from reviewers' cells is no trouble\n{verified}")
        summary = {row["When"]: pence(row["At stake a week"]) for row in self.rows("Summary", "When", "People", "At stake a week")}
        decisions = {row["Decision"]: row["People"] for row in self.rows("Summary", "Decision", "People")}
        self.look(0, run_id="RUN-2")
        self.assertEqual(recalculated, {person: (row["Advice"], pence(row["At stake a week"])) for person, row in self.watch().items()})
        self.assertEqual(summary, {row["When"]: pence(row["At stake a week"]) for row in self.rows("Summary", "When", "People", "At stake a week")})
        self.assertEqual(decisions, {row["Decision"]: row["People"] for row in self.rows("Summary", "Decision", "People")})
        self.assertEqual((1, 1, 1, 0), tuple(decisions[each] for each in ("Continue", "End on", "Transferred to adults", "Staying Put")))
        self.assertEqual(len(PLANTED["watch"]) - 3, decisions["Awaiting or not entered"])

    def test_the_calendar_names_nobody_unless_the_settings_say_ids(self):
        self.look(0)
        first = calendar(self.calendar)
        timeline = self.rows("Timeline", "Day", "Person ID", "Calendar ID")
        self.assertEqual(len(timeline), len(first))
        text = self.calendar.read_text(encoding="utf-8").replace("\n ", "")
        self.assertEqual([], [row["Person ID"] for row in timeline if str(row["Person ID"]) in text])
        self.assertIn("SUMMARY:One person: ", text)
        self.look(0, run_id="RUN-2", clock="2025-12-09T09:30:00Z")
        self.assertEqual(set(first), set(calendar(self.calendar)), "a second run of the workbook updates the same entries")

    def test_the_calendar_is_updated_and_not_doubled(self):
        (self.folder / "counterfoil-settings.json").write_text('{ "calendar-details": "ids" }', encoding="utf-8")
        result = self.look(0)
        self.assertEqual(word(self.calendar), result.outcome["calendar"])
        self.assertTrue(any("Turning 18 milestones.ics" in words for words in result.outcome["words"]))
        first = calendar(self.calendar)
        timeline = {row["Calendar ID"]: row for row in self.rows("Timeline", "Day", "Person ID", "Calendar ID")}
        self.assertEqual(set(timeline), set(first))
        for uid, event in first.items():
            day = iso(timeline[uid]["Day"]).replace("-", "")
            self.assertEqual(day, event["DTSTART;VALUE=DATE"])
            self.assertEqual(("3122490", "CONFIRMED", "20251208T093000Z"), (event["SEQUENCE"], event["STATUS"], event["DTSTAMP"]))
        names = {name for person in PLANTED["people"] for name in (person["forename"], person["surname"])}
        text = self.calendar.read_text(encoding="utf-8").replace("\n ", "")
        self.assertEqual([], [name for name in names if name in text], "ids only")

        # Somebody is not in the next export. That alone cancels nothing: a person takes them off the list.
        self.look(1)
        gone = next(one["person"] for one in PLANTED["watch"] if one["why"].startswith("The first of February as text"))
        second = calendar(self.calendar)
        self.assertEqual([], [uid for uid, event in second.items() if event["STATUS"] == "CANCELLED"])
        self.assertEqual("Not in this export", self.watch()[gone]["Class"])
        sheet = load(self.workbook)["Watch list"]
        package = Package(self.workbook)
        package.type_text("Watch list", self.watch()[gone]["#"], column_of(sheet, WATCH, "Decision"), "Off the list")
        package.save()
        self.look(1, run_id="RUN-3")
        third = calendar(self.calendar)
        cancelled = {uid for uid, event in third.items() if event["STATUS"] == "CANCELLED"}
        self.assertTrue(cancelled)
        self.assertEqual({uid for uid in first if f"-{gone}-" in uid and first[uid]["DTSTART;VALUE=DATE"] >= "20260104"}, cancelled)
        self.look(1, run_id="RUN-4")
        fourth = calendar(self.calendar)
        self.assertEqual([], [uid for uid, event in fourth.items() if event["STATUS"] == "CANCELLED"], "once")
        self.assertEqual(set(third) - cancelled, set(fourth))

    def test_the_same_run_writes_the_same_bytes(self):
        self.look(0)
        bytes_of = [path.read_bytes() for path in (self.workbook, self.calendar)]
        for path in (self.workbook, self.calendar):
            path.unlink()
        self.ledger = self.folder / "another ledger.sqlite"
        self.look(0)
        self.assertEqual(bytes_of, [path.read_bytes() for path in (self.workbook, self.calendar)])

    def test_a_rehearsal_writes_no_calendar(self):
        self.look(0, "--rehearse")
        self.assertFalse(self.workbook.exists() or self.calendar.exists())

    def test_the_calendar_that_cannot_be_written_is_told_and_the_workbook_saved(self):
        self.calendar.mkdir()
        result = self.look(0)
        self.assertTrue(self.workbook.exists())
        self.assertNotIn("calendar", result.outcome)
        self.assertTrue(any("calendar file could not be written" in words for words in result.outcome["words"]), result.outcome["words"])

    def test_milestones_worked_on_are_kept(self):
        self.look(0)
        rows = self.rows("Timeline", "Day", "Person ID", "Calendar ID")
        sheet = load(self.workbook)["Timeline"]
        headings = ("Day", "Person ID", "Calendar ID")
        passed = next(row for row in rows if row["When"] == "Passed")
        ahead = next(row for row in rows if row["When"] == "Later")
        package = Package(self.workbook)
        for row in (passed, ahead):
            package.type_text("Timeline", row["#"], column_of(sheet, headings, "By"), "TM")
            package.type_text("Timeline", row["#"], column_of(sheet, headings, "Note"), "Done by hand")
        package.save()
        self.look(1, "--set", "past-days=0", "--reason", "Older days are settled")
        now = {row["Calendar ID"]: row for row in self.rows("Timeline", *headings)}
        self.assertEqual("TM", now[ahead["Calendar ID"]]["By"])
        self.assertNotIn(passed["Calendar ID"], now)
        past = self.rows("Past milestones", "Day", "Person ID", "Calendar ID")
        self.assertEqual([(passed["Calendar ID"], "TM", "Done by hand")], [(row["Calendar ID"], row["By"], row["Note"]) for row in past])

    def test_no_name_reaches_the_ledger(self):
        self.look(0)
        names = {name for person in PLANTED["people"] for name in (person["forename"], person["surname"])}
        held = self.ledger.read_bytes().decode("latin-1")
        self.assertEqual([], [name for name in names if name in held])


if __name__ == "__main__":
    main()
