"""What stands in the released files, read by other programs than the one that wrote them."""

import io
import json
import unittest
import zipfile

import openpyxl

from batch import SECOND, STAGE, BatchTest, digest, rows_of


PROOF = ["READ ME FIRST.txt", "approved.act", "prepared.act", "released.act"]


class Files(BatchTest):
    def released(self, *more, **options):
        """Approved on the day that the files bear, and released on a later one."""
        self.prepare()
        self.approve(clock="2025-12-09T10:00:00Z")
        result = self.release(*more, clock="2025-12-09T11:00:00Z", **options)
        self.assertEqual(0, result.exit, str(result))
        return result

    def test_csv(self):
        self.released()
        data = self.released_files()["Load RUN-1.csv"]
        # By hand from the rows of the export: the line with nothing due is not released.
        self.assertEqual(
            b"Unit,Line ID,Provider,From,Rate,Amount,Batch,Written,Key\r\n"
            b"Anytown,L-1001,\"Larch House, Ltd\",2025/11/03,20.1538,140.00,RUN-1,2025-12-09,R1-L-1001\r\n"
            b"Anytown,L-1002,\"The \"\"Oak\"\" Home\",2025/11/10,,1234.56,RUN-1,2025-12-09,R1-L-1002\r\n"
            b"Anytown,L-1003,Zo\xc3\xab's Fostering,,15.0000,-60.00,RUN-1,2025-12-09,R1-L-1003\r\n", data)
        self.assertEqual('The "Oak" Home', rows_of(data)[2][2])

    def test_zip_with_fields_at_their_places(self):
        self.released()
        with zipfile.ZipFile(io.BytesIO(self.released_files()["Import RUN-1.zip"])) as archive:
            self.assertEqual(["Lines.csv"], archive.namelist())
            self.assertIsNone(archive.testzip())
            self.assertEqual(b"LINE,R1-L-1003,,-60.00,,,,,END\n", archive.read("Lines.csv"))

    def test_workbook_for_people(self):
        self.released()
        book = openpyxl.load_workbook(io.BytesIO(self.released_files()["Requests RUN-1.xlsx"]))
        rows = [[cell.value for cell in row] for row in book["Requests"].iter_rows()]
        self.assertEqual("Invoice requests of batch RUN-1", rows[0][0])
        self.assertEqual("Care payments, 09/12/2025", rows[1][0])
        self.assertEqual([("R1-L-1001", "Larch House, Ltd", "2025-11-03", 140), ("R1-L-1002", 'The "Oak" Home', "2025-11-10", 1234.56)],
                         [(row[0], row[1], row[2].date().isoformat(), row[3]) for row in rows[4:]])

    def test_each_file_is_named_with_its_digest_on_the_audit_sheet_and_in_the_list(self):
        result = self.released()
        files = self.released_files()
        acts = {name: files.pop(name).decode("utf-8") for name in PROOF}
        expected = {name: (len(data), digest(data)) for name, data in files.items()}
        for act in ("approved.act", "released.act"):
            listed = [line.split(" ", 3)[1:] for line in acts[act].splitlines() if line.startswith("file: ")]
            self.assertEqual(expected, {name: (int(size), sha) for size, sha, name in listed})
        self.assertEqual(expected, {line["file"].rsplit("/", 1)[1]: (line["bytes"], line["sha256"]) for line in result.lines if line["event"] == "released-file"})
        row = self.sheet("Audit")[-1]
        self.assertEqual("RELEASE-1", row["Run"])
        for name, (size, sha) in expected.items():
            self.assertIn(f"{name}: {size:,} bytes, SHA-256 {sha}", row["Exports read (file, sheet, rows, amount, SHA-256)"])
        self.assertIn("business_unit = Anytown", row["Settings"])
        self.assertEqual([(len(files["Load RUN-1.csv"]), expected["Load RUN-1.csv"][1])],
                         [(file["bytes"], file["sha256"]) for _, _, body in self.bodies() for file in body.get("files", [])][:1])

    def test_the_register_is_marked(self):
        self.released()
        register = {row["Release key"]: row for row in self.sheet("Register")}
        self.assertEqual(("RUN-1", "2025-12-09", SECOND), (register["R1-L-1003"]["Batch"], register["R1-L-1003"]["Released on"].date().isoformat(), register["R1-L-1003"]["Released by"]))
        self.assertEqual((None, None), (register["R1-L-1004"]["Batch"], register["R1-L-1004"]["Released by"]))

    def test_another_place_and_another_profile(self):
        place = self.folder / "out"
        place.mkdir()
        own = {"id": "own", "title": "Our finance system", "task": "release-sample",
               "files": [{"name": "for people {batch}.csv", "format": "csv", "bom": True, "line_end": "lf", "rows": {"table": "load"}, "target": "sample/people",
                          "fields": [{"heading": "Provider", "column": "provider"}, {"heading": "Amount", "column": "amount"}, {"heading": "Key", "column": "release_key"}]}]}
        (self.folder / "own.json").write_text(json.dumps(own), encoding="utf-8")
        self.prepare([["L-1", "CF-1", "=HYPERLINK(1)", "", "", "-5.00"], ["L-2", "CF-1", "Two\nlines", "", "", "1"]])
        approved = self.approve("--profile", "own.json")
        self.assertIn("not one that came with the program", "\n".join(approved.outcome["words"]))
        result = self.release("--to", place)
        self.assertEqual(0, result.exit, str(result))
        files = self.released_files(place=place)
        self.assertEqual(sorted([*PROOF, "for people RUN-1.csv"]), sorted(files))
        data = files["for people RUN-1.csv"]
        self.assertTrue(data.startswith(b"\xef\xbb\xbfProvider,Amount,Key\n"), data)
        self.assertIn(b"'=HYPERLINK(1),-5.00,R1-L-1\n", data)
        self.assertEqual(2 + 1, len(rows_of(data)))
        self.assertFalse(self.released_folder().exists())

    def test_the_tasks_own_parameter_names_a_profile(self):
        self.prepare(profile="sample-letters")
        self.approve()
        self.assertEqual(0, self.release().exit)
        self.assertEqual(sorted(["Requests RUN-1.xlsx", *PROOF]), sorted(self.released_files()))

    def own_profile(self, change):
        profile = json.loads((STAGE / "share/profiles/sample-load.json").read_text(encoding="utf-8"))
        change(profile["files"][0])
        (self.folder / "own.json").write_text(json.dumps(profile), encoding="utf-8")
        return self.approve("--profile", "own.json")

    def test_a_profile_cannot_say_what_the_target_reads(self):
        """Each of these was approved before, and only told to be a form that did not come with the program."""
        def field(file, heading):
            return next(each for each in file["fields"] if each["heading"] == heading)

        def constant(heading, text):
            def change(file):
                found = field(file, heading)
                for source in ("column", "value", "as", "most"):
                    found.pop(source, None)
                found["constant"] = text
            return change

        def other_column(file):
            field(file, "Provider")["column"] = "person_id"

        def fewer_lines(file):
            file["rows"]["where"] = {"column": "route", "equals": ["Invoice"]}

        def swapped(file):
            file["fields"][1], file["fields"][2] = file["fields"][2], file["fields"][1]

        self.prepare()
        for change, words in ((constant("Amount", "9482.14"), 'says "9482.14" in field 6 of line R1-L-1001, where its target takes Amount, and the batch has "£140.00"'),
                              (constant("Provider", "Attacker Ltd"), 'says "Attacker Ltd" in field 3 of line R1-L-1001'),
                              (constant("Key", "R1-L-1001"), 'has the line R1-L-1001 twice'),
                              (other_column, 'says "CF-1" in field 3'),
                              (fewer_lines, "does not hold the line R1-L-1003, which was to be released"),
                              (swapped, 'has not the heading "Line ID" over field 2')):
            result = self.own_profile(change)
            self.assertRefused(result, "file-not-tied")
            self.assertIn(words, "\n".join(line["words"] for line in result.lines if line.get("id") == "file-not-tied"))
        for target, words in ((None, "target: is missing"), ("mine/load", 'no description of the target system "mine" is installed'), ("../../mine/load", "target: must be a description"),
                              ("sample/nothing", 'has no file "nothing"')):
            result = self.own_profile(lambda file, target=target: file.pop("target") if target is None else file.update(target=target))
            self.assertEqual(2, result.exit, str(result))
            self.assertIn(words, result.outcome["words"][0])
        self.assertEqual(0, self.own_profile(lambda file: None).exit)

    def test_line_breaks_and_formulas_are_the_targets_to_judge(self):
        for text in ("=HYPERLINK(1)", "+44 1234", "-minus", "@sum"):
            number = len(text)
            self.prepare([["L-1", "CF-1", text, "", "", "-5.00"]], run_id=f"RUN-{number}")
            self.assertEqual(0, self.approve(run_id=f"APPROVE-{number}").exit)
        self.assertEqual(0, self.release().exit)
        self.assertEqual("'@sum", rows_of(self.released_files("RUN-4")["Load RUN-4.csv"])[1][2])
        self.prepare([["L-2", "CF-1", "Two\nlines", "", "", "1"]], run_id="RUN-2")
        self.approve(run_id="APPROVE-2")
        self.release(run_id="RELEASE-2")
        self.assertEqual("Two lines", rows_of(self.released_files("RUN-2")["Load RUN-2.csv"])[1][2])
        self.prepare([["=L-3", "CF-1", "Ash", "", "", "1"]], run_id="RUN-3")
        refused = self.approve(run_id="APPROVE-3")
        self.assertIn('"Line ID" begins with a sign by which a spreadsheet takes it for a formula', refused.problems["field-does-not-fit"])

    def test_profiles_that_cannot_be_used(self):
        self.prepare()
        result = self.approve("--profile", "no-such")
        self.assertEqual(3, result.exit)
        self.assertIn("sample-letters and sample-load", result.outcome["words"][0])
        (self.folder / "own.json").write_text('{"id": "x", "title": "X", "task": "release-sample", "files": [{"name": "a.csv", "format": "csv", "rows": {"table": "load"}, "target": "sample/people", "fields": '
                                              '[{"heading": "D", "column": "decision"}]}]}', encoding="utf-8")
        result = self.approve("--profile", "own.json")
        self.assertEqual(2, result.exit)
        self.assertIn('own.json cannot be used: files[0].fields[0].column: names the column "decision", which the reviewer fills in', result.outcome["words"][0])


if __name__ == "__main__":
    unittest.main()
