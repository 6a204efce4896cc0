"""What somebody at the desk asks before they sign, and besides: what waits in the team's folders, what would be signed, whose settings count, what a page
says, and a report of a problem. Nothing of it is written anywhere but where a person said so."""

import json
import shutil
import unittest

import batch
from batch import FIRST, SECOND, BatchTest

OUTSIDER = "z.outsider"


class Waiting(BatchTest):
    def council(self, **members):
        file = self.folder / "machine/counterfoil.json"
        file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **members}), encoding="utf-8")

    def waiting(self, *folders, user=SECOND):
        result = self.command("waiting", "--json", *folders, user=user)
        self.assertEqual(0, result.exit, str(result))
        return result

    def found(self, result):
        return [line for line in result.lines if line["event"] == "workbook"]

    def test_a_batch_is_found_in_the_folders_that_the_council_named(self):
        self.assertIn("The council's settings name no folders of the team, so only these were looked in.", self.waiting(self.folder).outcome["words"])
        self.assertIn("the council's settings name none", self.waiting().outcome["words"][0])
        self.prepare()
        self.council(folders=[str(self.folder), str(self.folder / "gone")])
        result = self.waiting(self.folder)  # named twice, looked in once
        (book,) = self.found(result)
        self.assertEqual((str(self.workbook), "waiting", FIRST, 3, 143456, True), (book["path"], *(book["batch"][name] for name in ("state", "prepared-by", "rows", "pence", "may-approve"))))
        folders = {line["path"]: line for line in result.lines if line["event"] == "folder"}
        self.assertEqual(("read", "unreachable"), (folders[str(self.folder)]["state"], folders[str(self.folder / "gone")]["state"]))
        self.assertIn(f"The folder {self.folder / 'gone'} could not be reached", result.outcome["words"][0])
        (own,) = self.found(self.waiting(user=FIRST))
        self.assertFalse(own["batch"]["may-approve"], "the one who prepared it sees it, and that a colleague must approve it")
        self.assertEqual(0, self.approve().exit)
        (approved,) = self.found(self.waiting())
        self.assertEqual("approved", approved["batch"]["state"])
        self.assertEqual(0, self.release().exit)
        self.assertEqual([], self.found(self.waiting()), "nothing waits, and the folder of the release holds nothing that waits")

    def test_folders_within_are_looked_in_to_a_depth_and_hidden_ones_are_not(self):
        self.prepare()
        for place in ("a", "a/b", "a/b/c", ".hidden"):
            (self.folder / place).mkdir(parents=True, exist_ok=True)
            shutil.copy(self.workbook, self.folder / place)
        (self.folder / "Broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
        (self.folder / "~$Payments 2.xlsx").write_bytes(b"x")
        paths = {line["path"] for line in self.found(self.waiting(self.folder))}
        self.assertEqual({str(self.folder / place / "Payments.xlsx") for place in (".", "a", "a/b")} - {str(self.folder / "./Payments.xlsx")} | {str(self.workbook)}, paths)
        words = self.command("waiting", self.folder, user=SECOND).out
        self.assertIn("3 lines that a.preparer prepared wait for you to approve or reject.", words)

    def facts(self, result):
        facts = {}
        for line in result.lines:
            if line["event"] == "to-sign":
                facts.setdefault(line["id"], []).append(line["words"])
        return facts

    def test_a_look_says_what_would_be_signed_and_writes_nothing(self):
        self.prepare(round="7")
        before, record, ledger = self.workbook.read_bytes(), self.record(), self.ledger.read_bytes()
        result = self.command("approve", "--look", self.workbook, "--json", user=SECOND)
        self.assertEqual((0, "looked"), (result.exit, result.outcome["status"]), str(result))
        facts = self.facts(result)
        self.assertEqual(["Invoices: 2, £1,374.56", "Credit notes: 1, \u2011£60.00"], facts["kind"])
        self.assertEqual(["Gross, nothing taken off: £1,434.56"], facts["gross"])
        self.assertEqual(["Held back, not in this batch: Nothing due: 1, £0.00"], facts["held"])
        self.assertIn("£1,234.56", facts["largest"][0])
        self.assertEqual(3, len(facts["largest"]))
        self.assertEqual(["Setting Round: 7 (the program's own is 1; reason given: a trial)"], facts["setting"])
        self.assertTrue(all(words.startswith("Will go out as ") for words in facts["file"]), facts)
        own = self.command("approve", "--look", self.workbook, "--json", user=FIRST)
        self.assertEqual((1, ["same-person"]), (own.exit, list(own.problems)), str(own))
        seen = self.facts(own)
        self.assertEqual(["a.preparer prepared and approved it: one person."], seen.pop("overlap"))
        self.assertEqual(facts, seen, "the one who prepared it sees the same, and why they cannot")
        self.assertNotIn("counterfoil ", own.problems["same-person"], "words of no front end")
        self.assertEqual((before, record, ledger), (self.workbook.read_bytes(), self.record(), self.ledger.read_bytes()))
        self.assertFalse(list(self.folder.glob("*lock*")) + list(self.folder.glob(".*lock*")))
        self.assertEqual(0, self.approve().exit, "and the approval itself goes on as ever")

    def test_a_look_says_all_that_stands_against_it(self):
        self.prepare()
        shutil.rmtree(self.folder / "Counterfoil record")
        result = self.command("approve", "--look", self.workbook, "--json", user=SECOND)
        self.assertEqual((1, ["not-prepared"]), (result.exit, list(result.problems)), str(result))


class Settings(BatchTest):
    def settings_of(self, *more, user=FIRST, exits=(0,)):
        result = self.command("settings", "--json", *more, user=user)
        self.assertIn(result.exit, exits, str(result))
        return result

    def lines(self, result):
        return {(line["level"], line["name"], line["value"]) for line in result.lines if line["event"] == "setting-line"}

    def test_each_value_says_whose_it_is(self):
        (self.folder / "machine/counterfoil.json").write_text(json.dumps({"folders": [str(self.folder)], "headings": {"provider": ["Supplier"]},
                                                                          "settings": {"release-sample": {"round": {"value": "1", "locked": True}}}}), encoding="utf-8")
        self.settings({"headings": {"amount": ["Sum", "Total"]}, "wait-seconds": 0})
        result = self.settings_of("--workbook", self.workbook)
        self.assertEqual({("machine", "folders", str(self.folder)), ("machine", "headings.provider", "Supplier"), ("machine", "settings.release-sample.round", "1"),
                          ("team", "headings.amount", "Sum"), ("team", "headings.amount", "Total"), ("team", "wait-seconds", "0")}, self.lines(result))
        fixed = next(line for line in result.lines if line.get("name") == "settings.release-sample.round")
        self.assertEqual("fixed for everybody", fixed["note"])
        files = {line["level"]: line["there"] for line in result.lines if line["event"] == "settings-file"}
        self.assertEqual({"machine": "yes", "team": "yes", "user": "no"}, files)
        self.assertIn("Further heading for amount: Sum (the team's)", " ".join(self.command("settings", "--workbook", self.workbook).out.split()))

    def test_an_answer_is_taken_back_and_the_rest_stays(self):
        self.settings({"headings": {"amount": ["Sum", "Total"]}, "team-table": {"sheet": "2025"}, "wait-seconds": 0})
        take = ("--workbook", self.workbook, "--in", "team", "--take-out")
        result = self.settings_of(*take, "headings.amount=Sum")
        answers = {line["name"] for line in result.lines if line["event"] == "setting-line" and line["answer"] == "yes"}
        self.assertEqual({"headings.amount", "team-table.sheet"}, answers)
        self.settings_of(*take, "team-table.sheet")
        self.assertEqual({"headings": {"amount": ["Total"]}, "wait-seconds": 0}, json.loads((self.folder / "counterfoil-settings.json").read_text(encoding="utf-8")))
        self.settings_of(*take, "headings.provider", exits=(3,))

    def test_a_change_is_made_whole_or_not_at_all(self):
        file = self.folder / "machine/counterfoil.json"
        self.settings_of("--in", "machine", "--set", f"folders={self.folder}", "--set", "settings.release-sample.round=1")
        kept = json.loads(file.read_text(encoding="utf-8"))
        self.assertEqual(([str(self.folder)], {"release-sample": {"round": {"value": "1"}}}), (kept["folders"], kept["settings"]))
        self.assertIn("people", kept, "what stood there stays")
        before = file.read_bytes()
        for bad in ("folders=not/whole", "nonsense=1", "people.who=x"):
            refused = self.settings_of("--in", "machine", "--set", bad, exits=(2, 3))
            self.assertEqual(before, file.read_bytes(), str(refused))
        self.settings_of("--in", "everybody", "--set", "folders=/x", exits=(3,))
        self.settings_of("--set", "folders=/x", exits=(3,))
        self.settings_of("--in", "user", "--set", f"folders={self.folder / 'mine'}")
        self.assertIn(("user", "folders", str(self.folder / "mine")), self.lines(self.settings_of()))
        self.assertIn("could not be reached", " ".join(self.command("waiting", "--json").outcome["words"]), "it is looked in at once")

    def test_a_file_that_does_not_read_is_said(self):
        (self.folder / "counterfoil-settings.json").write_text('{"headngs": {}}', encoding="utf-8")
        result = self.settings_of("--workbook", self.workbook, exits=(1,))
        self.assertIn("headngs", next(line["words"] for line in result.lines if line.get("kind") == "problem"))

    def test_the_councils_headings_count_for_every_team(self):
        export = self.export()
        export.write_text(export.read_text(encoding="utf-8").replace("Provider", "Imaginary supplier", 1), encoding="utf-8")
        run = ("run", "release-sample", "--payments", export, "--workbook", self.workbook, "--json")
        unread = self.command(*run, run_id="RUN-1")
        heading = {"headings": {"provider": ["Imaginary supplier"]}}
        file = self.folder / "machine/counterfoil.json"
        file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **heading}), encoding="utf-8")
        looked = self.command("inspect", export, "--json")
        sure = {line["heading"]: line["sure"] for each in looked.lines if each["event"] == "file" for line in each["headings"]}
        self.assertEqual("council", sure["Imaginary supplier"], str(unread))


class Pages(BatchTest):
    def test_a_page_of_help_is_shown_and_no_other_file(self):
        program = self.folder / "program"
        shutil.copytree(batch.STAGE, program)
        (program / "share/help").mkdir(parents=True)
        (program / "share/help/findings.md").write_text("# Findings\n", encoding="utf-8")
        self.addCleanup(setattr, batch, "COMMAND", batch.COMMAND)
        batch.COMMAND = program / "bin" / batch.COMMAND.name
        self.assertEqual(["# Findings\n"], self.command("explain", "findings", "--json").outcome["words"])
        for name in ("../specs/release-sample", "nothing", "/etc/passwd"):
            self.assertEqual(3, self.command("explain", name, "--json").exit)

    def test_a_report_of_a_problem_names_nobody(self):
        self.prepare()
        report = self.command("problem-report", "--json").outcome["words"][0]
        self.assertIn("RUN-1  release-sample  finished", report)
        for private in (FIRST, "CF-1", "Larch House", "Payments", "1,234.56", str(self.folder)):
            self.assertNotIn(private, report)
        file = self.folder / "Report.txt"
        self.assertEqual(0, self.command("problem-report", file).exit)
        self.assertIn("RUN-1", file.read_text(encoding="utf-8"))
        self.assertNotEqual(0, self.command("problem-report", file).exit, "it is never written over")


if __name__ == "__main__":
    unittest.main()
