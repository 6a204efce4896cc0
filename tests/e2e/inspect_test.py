"""What a front end asks before and during a run: what the files are, everything that is wrong at once, figures, questions, cancelling."""

import json
import shutil
import subprocess
import threading
import unittest

from counterfoil import PLANTED, TASK, CommandTest, command_line, here, load, table, word


def events(result, event):
    return [line for line in result.lines if line["event"] == event]


def only(result, event):
    found = events(result, event)
    assert len(found) == 1, (event, len(found))
    return found[0]


class Inspect(CommandTest):
    def inspect(self, *arguments, **options):
        result = self.command("inspect", "--json", *arguments, **options)
        self.assertEqual("outcome", result.outcome["event"], str(result))
        self.assertEqual(result.exit, result.outcome["exit"])
        return result

    def slots(self, result):
        return {slot["input"]: (here(slot["path"]) if slot["path"] else None, slot["how"]) for slot in events(result, "slot")}

    def test_files_find_their_places_in_any_order(self):
        for order in ([0, 1], [1, 0]):
            files = [self.exports[at] for at in order]
            result = self.inspect(*files, self.rates)
            self.assertEqual((0, TASK), (result.exit, result.outcome["task"]), str(result))
            self.assertEqual({"previous": (self.exports[0], "period"), "current": (self.exports[1], "period"), "rates": (self.rates, "headings"), "turning-18": (None, ""), "debt-register": (None, ""), "debt-deductions": (None, ""), "pay-calendar": (None, "")},
                             self.slots(result))

    def test_rows_pounds_and_period_of_each_file(self):
        result = self.inspect(*self.exports)
        files = {here(line["path"]): line for line in events(result, "file")}
        self.assertEqual(set(self.exports), set(files))
        for export, period in zip(self.exports, PLANTED["periods"]):
            self.assertEqual((period["rows"], period["total_pence"]), (files[export]["rows"], files[export]["pence"]), export.name)
            self.assertEqual((period["from"], period["to"]), (files[export]["period"]["first"], files[export]["period"]["last"]))
            self.assertRegex(files[export]["digest"], "^[0-9a-f]{64}$")

    def test_nothing_is_written_and_the_ledger_is_not_touched(self):
        before = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.inspect(*self.exports, "--workbook", self.workbook)
        self.assertEqual(before, {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and "home" not in path.parts})
        self.assertFalse(self.ledger.exists())

    def test_a_heading_that_is_not_known_is_said_with_what_it_may_be(self):
        renamed = self.folder / "Renamed.csv"
        text = self.exports[0].read_bytes().decode("cp1252")
        head, rest = text.split("\n", 1)
        self.assertIn("Provider", head)
        renamed.write_text(head.replace("Provider", "Provdier", 1) + "\n" + rest, encoding="cp1252")
        line = only(self.inspect(renamed, "--task", TASK), "file")
        unread = [one for one in line["headings"] if one["heading"] == "Provdier"]
        self.assertEqual([("guess", "provider")], [(one["sure"], one["field"]) for one in unread], line["headings"])
        self.assertIn("provider", [one["field"] for one in line["missing"]])
        # Answered once, it is read, and the answer is kept for the next time.
        result = self.compare(renamed, 1, "--heading", "provider=Provdier", "--json")
        self.assertEqual(0, result.exit, str(result))
        kept = json.loads((self.folder / "counterfoil-settings.json").read_text(encoding="utf-8"))
        self.assertEqual({"provider": ["Provdier"]}, kept["headings"])
        line = only(self.inspect("--input", f"previous={word(renamed)}", "--task", TASK, "--workbook", self.workbook), "file")
        self.assertEqual(["council"], [one["sure"] for one in line["headings"] if one["heading"] == "Provdier"])

    def test_a_column_that_only_one_of_two_exports_names_as_known_is_asked_for(self):
        named = self.folder / "Named otherwise.csv"
        head, rest = self.exports[0].read_bytes().decode("cp1252").split("\n", 1)
        self.assertTrue(head.rstrip().endswith(",NetPayment") and ",PriceEnd," in head)
        named.write_text(head.replace("NetPayment", "Disbursed").replace("PriceEnd", "Zorkle") + "\n" + rest, encoding="cp1252")
        look = lambda *more: {here(line["path"]): line for line in events(self.inspect("--task", TASK, "--workbook", self.workbook, "--input", f"previous={word(named)}",
                                                                                     "--input", f"current={word(self.exports[1])}", *more), "file")}
        asked = lambda line: {one["field"] for one in line["missing"] if one["ask"]}
        files = look()
        self.assertEqual({"net", "price_end"}, asked(files[named]), "not what both lack")
        self.assertEqual(set(), asked(files[self.exports[1]]))
        self.assertNotEqual(PLANTED["periods"][0]["total_pence"], files[named]["pence"])
        answers = ("--heading", "net=Disbursed", "--heading", "price_end=")
        line = look(*answers)[named]
        self.assertEqual((set(), PLANTED["periods"][0]["total_pence"]), (asked(line), line["pence"]), "the card has the right sum before anything is run")
        # A run keeps both answers: what means it, and that there is none.
        self.assertEqual(0, self.compare(named, 1, *answers).exit)
        self.assertEqual(set(), asked(look()[named]))
        told = [line["value"] for line in self.command("settings", "--json", "--workbook", self.workbook).lines if line["event"] == "setting-line"]
        self.assertEqual(["Disbursed", "we have no such column"], told)
        self.command("settings", "--json", "--workbook", self.workbook, "--in", "team", "--take-out", "headings.price_end=we have no such column")
        self.assertEqual({"price_end"}, asked(look()[named]), "taken back, it is asked again")
        # Without the ids there is no reading it at all.
        named.write_text(head.replace("ASCID", "Zorkle") + "\n" + rest, encoding="cp1252")
        self.assertIn("person_id", asked(look()[named]))

    def test_swapped_months_and_the_same_file_twice(self):
        swapped = self.inspect("--task", TASK, "--input", f"previous={word(self.exports[1])}", "--input", f"current={word(self.exports[0])}")
        problem = only(swapped, "problem")
        self.assertEqual((1, "input"), (swapped.exit, problem["about"]))
        self.assertIn("swapped", problem["words"])
        copy = self.folder / "A copy.csv"
        shutil.copy(self.exports[0], copy)
        twice = self.inspect("--task", TASK, "--input", f"previous={word(self.exports[0])}", "--input", f"current={word(copy)}")
        self.assertIn("same file", only(twice, "problem")["words"])

    def test_the_workbook_with_its_last_run(self):
        new = only(self.inspect(*self.exports[:2], "--workbook", self.workbook), "workbook")
        self.assertEqual(("new", "", []), (new["state"], new["trouble"], new["decisions"]))
        self.run_pair(0)
        result = self.inspect(self.exports[2], "--task", TASK, "--workbook", self.workbook)
        ours = only(result, "workbook")
        self.assertEqual(("ours", TASK, "RUN-1", "tester", None), tuple(ours[name] for name in ("state", "task", "last-run", "last-user", "holder")))
        rows = len(table(load(self.workbook)["Changes"], "Person ID", "Decision"))
        changes = next(one for one in ours["decisions"] if one["sheet"] == "Changes")
        self.assertEqual((rows, rows), (changes["rows"], changes["needs-decision"]))
        self.assertEqual("decide", ours["next"][0]["what"])
        # One new file is enough now, and is held against the last time's.
        self.assertEqual({"current": (self.exports[2], "period"), "previous": (None, "workbook"), "rates": (None, ""), "turning-18": (None, ""), "debt-register": (None, ""), "debt-deductions": (None, ""), "pay-calendar": (None, "")}, self.slots(result))
        current = next(slot for slot in events(result, "slot") if slot["input"] == "current")
        self.assertEqual((PLANTED["periods"][1]["rows"], PLANTED["periods"][1]["total_pence"]), (current["rows-before"], current["pence-before"]))

    def test_who_has_the_workbook(self):
        self.run_pair(0)
        (self.folder / f".~lock.{self.workbook.name}#").write_text(",colleague,PC-17,08.12.2025 09:30,file:///x;", encoding="utf-8")
        result = self.inspect("--task", TASK, "--workbook", self.workbook)
        holder = only(result, "workbook")["holder"]
        self.assertEqual(("colleague", "PC-17", "LibreOffice", False), tuple(holder[name] for name in ("user", "machine", "program", "mine")))
        self.assertEqual("workbook", only(result, "problem")["about"])
        (self.folder / f".~lock.{self.workbook.name}#").write_text(",tester,PC-18,08.12.2025 09:30,file:///x;", encoding="utf-8")
        result = self.inspect("--task", TASK, "--workbook", self.workbook)
        self.assertIn("You have CWD comparison.xlsx open yourself", only(result, "problem")["words"])

    def test_the_workbook_is_proposed(self):
        proposed = here(self.inspect(*self.exports[:2]).outcome["workbook-proposed"])
        self.assertEqual((self.folder, ".xlsx", False), (proposed.parent, proposed.suffix, proposed.exists()))
        self.run_pair(0)
        self.assertEqual(self.workbook, here(self.inspect(self.exports[2], "--task", TASK).outcome["workbook-proposed"]))

    def test_files_that_are_nothing(self):
        bad = self.folder / "Shopping.csv"
        bad.write_text("Apples,Pears\r\n1,2\r\n", encoding="utf-8")
        old = self.folder / "Old.xls"
        old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
        troubles = [line["trouble"] for line in events(self.inspect(bad, old, self.folder / "none.xlsx"), "file")]
        self.assertEqual(3, len(troubles))
        self.assertIn("Shopping.csv has no headings", troubles[0])
        self.assertIn("Choose an Excel workbook", troubles[1])
        self.assertIn("none.xlsx", troubles[2])

    def test_words_for_a_person(self):
        result = self.command("inspect", *self.exports[:2])
        self.assertEqual(0, result.exit, str(result))
        for text in (self.exports[0].name, "Last period's payments", f'£{PLANTED["periods"][0]["total_pence"] / 100:,.2f}'):
            self.assertIn(text, result.out)


class RunForFrontEnds(CommandTest):
    def test_three_problems_at_once(self):
        (self.folder / f".~lock.{self.workbook.name}#").write_text(",colleague,PC-17,08.12.2025 09:30,file:///x;", encoding="utf-8")
        result = self.command("run", TASK, "--json", "--current", self.exports[1], "--workbook", self.workbook, "--set", "change-percent=lots",
                              "--set", "change-pounds=-5")
        self.assertEqual(3, result.exit, str(result))
        self.assertEqual({("setting", "change-percent"), ("setting", "change-pounds"), ("input", "previous"), ("workbook", "")},
                         {(line["about"], line["id"]) for line in events(result, "problem")})
        for line in result.lines:
            self.assertNotIn("--", json.dumps(line), "words of no front end")
        self.assertEqual(4, len(result.outcome["words"]))
        # At the command line the same is said with what to type.
        people = self.command("run", TASK, "--current", self.exports[1], "--workbook", self.workbook, "--set", "change-percent=lots")
        self.assertIn("add --previous FILE", people.err)
        self.assertIn("change-percent", people.err)

    def test_a_new_workbook_beside_an_older_one_asks_whether_it_goes_on_from_that(self):
        self.run_pair(0)
        new = self.folder / "CWD comparison 2026-27.xlsx"
        begin = ["run", TASK, "--json", "--previous", self.exports[1], "--current", self.exports[2], "--workbook", new]
        asked = self.command(*begin)
        self.assertFalse(new.exists())
        question = only(asked, "question")
        self.assertEqual(("continue-from", [word(self.workbook), "none"]), (question["name"], [option["value"] for option in question["options"]]))
        for line in asked.lines:
            self.assertNotIn("--", json.dumps(line), "words of no front end")
        self.assertIn('add --continue-from "CWD comparison.xlsx"', self.command(*[part for part in begin if part != "--json"]).err)
        self.assertEqual(0, self.command(*begin, "--continue-from", question["options"][0]["value"], run_id="RUN-2").exit)
        self.assertTrue(new.exists())

    def test_two_files_of_one_name_are_told_apart(self):
        for folder, export in (("October", self.exports[1]), ("November", self.exports[2])):
            (self.folder / folder).mkdir()
            shutil.copy(export, self.folder / folder / "x.xlsx")
        result = self.compare(self.folder / "October/x.xlsx", self.folder / "November/x.xlsx", "--json")
        self.assertEqual(0, result.exit, str(result))
        found = [line for line in events(result, "finding") if line["input"] in ("previous", "current")]
        self.assertTrue(found)
        for line in found:
            folder = {"previous": "October", "current": "November"}[line["input"]]
            self.assertEqual((f"{folder}/x.xlsx", self.folder / folder / "x.xlsx"), (line["file"], here(line["path"])))

    def test_findings_stand_where_they_say(self):
        result = self.compare(0, 1, "--json")
        sheet = None
        for line in events(result, "finding"):
            sheet = sheet or load(self.workbook)[line["result-sheet"]]
            row = [cell.value for cell in sheet[line["result-cell"]].parent[sheet[line["result-cell"]].row]]
            self.assertIn(line["title"], row)
            self.assertIn(line["cell"] or None, row)
        self.assertIsNotNone(sheet)

    def test_figures(self):
        result = self.compare(0, 1, "--json")
        figures = {figure["id"]: figure for figure in only(result, "figures")["figures"]}
        self.assertEqual({"risks-" + name.lower(): count for name, count in PLANTED["pairs"][0]["risks"].items() if count},
                         {name: figures[name]["count"] for name in figures if name.startswith("risks-") and figures[name]["count"]})
        self.assertEqual(sum(PLANTED["pairs"][0]["risks"].values()), figures["changes-to-decide"]["count"])
        self.assertTrue(figures["changes-to-decide"]["needs-decision"])
        self.assertEqual(PLANTED["periods"][1]["total_pence"], figures["bridge-this-period"]["pence"])
        self.assertEqual("decide", only(result, "next")["next"][0]["what"])

    def test_progress_says_rows(self):
        rows = [line for line in events(self.compare(0, 1, "--json"), "progress") if "rows-total" in line]
        self.assertTrue(rows)
        self.assertTrue(all(line["rows-done"] <= line["rows-total"] for line in rows))

    def test_paths_are_absolute(self):
        result = self.command("run", TASK, "--json", "--previous", self.exports[0].name, "--current", self.exports[1].name, "--workbook", "CWD comparison.xlsx")
        self.assertEqual(self.workbook, here(result.outcome["workbook"]))

    def test_every_setting_has_its_form(self):
        for task in events(self.command("tasks", "--json"), "task"):
            self.assertTrue(task["purpose"].endswith("."), task)
            self.assertEqual({"files", "workbook"}, set(task["example"]))
            for path in task["example"]["files"].values():
                self.assertTrue(here(path).is_file(), path)
            main = [parameter["id"] for parameter in task["parameters"] if not parameter["advanced"]]
            self.assertLessEqual(len(main), 3, "the few settings that matter")
            for parameter in task["parameters"]:
                self.assertEqual(len(parameter["choices"]), len(parameter["choice-titles"]))
                self.assertTrue(parameter["group"], parameter["id"])
                for choice, title in zip(parameter["choices"], parameter["choice-titles"]):
                    self.assertTrue(title and title[0].isupper() or title[0].isdigit(), (parameter["id"], choice, title))


class Cancel(CommandTest):
    def start(self, *arguments, run_id="CANCELLED"):
        process = subprocess.Popen(command_line(*arguments), env=self.environment(run_id), cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        watch = threading.Timer(120, process.kill)
        watch.start()
        self.addCleanup(watch.cancel)
        return process

    def arguments(self):
        return ["run", TASK, "--json", "--cancel-on-stdin", "--previous", self.exports[1], "--current", self.exports[2], "--rates", self.rates,
                "--workbook", self.workbook]

    def cancel_at(self, stage, how):
        """Cancels when `stage` is told, and gives the outcome."""
        process = self.start(*self.arguments())
        lines = []
        for raw in process.stdout:
            lines.append(json.loads(raw))
            if lines[-1]["event"] == "progress" and lines[-1]["stage"].startswith(stage) and how:
                if how == "line":
                    process.stdin.write(b"cancel\n")
                    process.stdin.flush()
                else:
                    process.stdin.close()
                how = None
        process.wait()
        process.stdout.close()
        process.stderr.close()
        if not process.stdin.closed:
            process.stdin.close()
        self.assertIsNone(how, f"the stage {stage} never came: {lines[:3]}")
        return lines[-1]

    def test_at_every_stage_nothing_or_all(self):
        self.run_pair(0)
        for stage in ("Reading", "Checking", "Preparing", "Saving"):
            for how in ("line", "end"):
                with self.subTest(stage=stage, how=how):
                    before = self.workbook.read_bytes()
                    outcome = self.cancel_at(stage, how)
                    if outcome["saved"]:
                        self.assertEqual("finished", outcome["status"])
                        load(self.workbook)
                        self.workbook.write_bytes(before)
                    else:
                        self.assertEqual(("failed", "cancelled"), (outcome["status"], outcome["reason"]))
                        self.assertIn("Nothing was", outcome["words"][0])
                        self.assertEqual(before, self.workbook.read_bytes())

    def test_while_it_waits_for_another_run(self):
        # Cancelled before it began to read : standard input has ended already.
        self.run_pair(0)
        before = self.workbook.read_bytes()
        process = self.start(*self.arguments())
        out, _ = process.communicate(b"cancel\n", timeout=120)
        outcome = json.loads(out.splitlines()[-1])
        self.assertEqual(outcome["saved"], before != self.workbook.read_bytes())

    def test_standard_input_is_left_alone_without_it(self):
        result = self.compare(0, 1, "--json")
        self.assertEqual(("finished", True), (result.outcome["status"], result.outcome["saved"]))


if __name__ == "__main__":
    unittest.main()
