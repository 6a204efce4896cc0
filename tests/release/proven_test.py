"""What was released is proven: a later run counts the rows that a release signed, and no others, whatever the workbook says of itself."""

import re
import shutil
import unittest

from batch import FIRST, PAYMENTS, SECOND, BatchTest, Package
from signing import sign

# Invented. Other lines than those that were released.
OTHERS = [["L-2001", "CF-9", "Ash House", "", "", "10.00"]]
DEDUCTION = [["D-2001", "CF-5", "Elm House", "", "", "75.00"]]
# By hand: 140.00 + 1,234.56 - 60.00.
ALL_PROVEN = "Released before: 3, £1,314.56; not proven: 0."
NONE_PROVEN = "Released before: 0, £0.00; not proven: 3."


class Proven(BatchTest):
    def setUp(self):
        super().setUp()
        self.prepare()
        self.assertEqual(0, self.approve().exit)
        self.assertEqual(0, self.release(clock="2025-12-08T10:00:00Z").exit)

    def run_again(self, rows=None, run_id="RUN-2", workbook=None, user=FIRST):
        return self.command("run", "release-sample", "--payments", self.export(rows or OTHERS), "--workbook", workbook or self.workbook, "--json", run_id=run_id, user=user, clock="2025-12-09T09:00:00Z", ok=(0,))

    def assertSays(self, words, result):
        self.assertIn(words, "\n".join(result.outcome["words"]), str(result))

    def found(self, result, finding):
        return [line["sentence"] for line in result.lines if line["event"] == "finding" and line["id"] == finding]

    def change_record(self, change, workbook=None):
        """As a script does: the record's text, and nothing of what is signed about it."""
        package = Package(workbook or self.workbook)
        part = next(name for name, content in package.parts.items() if b'xmlns="urn:counterfoil:record:' in content)
        was = package.parts[part].decode("utf-8")
        now = change(was)
        self.assertNotEqual(was, now)
        package.parts[part] = now.encode("utf-8")
        package.save()

    @staticmethod
    def with_rows(change):
        """Changes the list of rows that were released."""

        def changed(text):
            def rewrite(match):
                rows = change(match.group(2).split("\n")[1:-1])
                return match.group(1) + "<rows>" + "\n".join([str(len(rows)), *rows, ""]) + "</rows>"

            return re.sub(r'(<table id="released:payments".*?)<rows>(.*?)</rows>', rewrite, text, flags=re.DOTALL)

        return changed

    def test_a_person_who_is_removed_stays_counted(self):
        self.run_again()
        self.assertEqual(0, self.approve("--reject", "--comment", "A trial", run_id="REJECT-2", clock="2025-12-10T09:00:00Z").exit)
        waits = self.command("forget", "CF-2", "--before", "01/01/2026", self.folder, "--json", "--really", user=SECOND, run_id="FORGET-0", clock="2030-05-01T09:30:00Z")
        self.assertIn("its retention has not ended", " ".join(waits.problems.values()))
        (self.folder / "payments.csv").unlink()
        result = self.command("forget", "CF-2", "--before", "01/01/2026", self.folder, "--json", "--really", user=SECOND, run_id="FORGET-1", clock="2033-05-01T09:30:00Z")
        self.assertEqual((1, "removed"), (result.exit, result.outcome["status"]), str(result))
        remains = [line["words"] for line in result.lines if line.get("id") == "remains"]
        named = [words for words in remains if "still names them" in words]
        self.assertEqual(2, len(named), remains)
        self.assertTrue(all("kept as evidence of money" in words for words in named), named)
        verified = self.command("verify", self.workbook, "--json", user=SECOND, clock="2033-05-02T09:30:00Z")
        self.assertEqual(0, verified.exit, str(verified))
        self.assertIn("removed-under-retention", [line.get("id") for line in verified.lines])
        self.assertSays(ALL_PROVEN, self.command("run", "release-sample", "--payments", self.export(OTHERS), "--workbook", self.workbook, "--json", run_id="RUN-3", user=FIRST, clock="2033-05-03T09:00:00Z", ok=(0,)))

    def test_what_was_released_is_counted(self):
        result = self.run_again()
        self.assertSays(ALL_PROVEN, result)
        self.assertFalse(self.found(result, "released-not-proven"), str(result))
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_what_goes_along_is_named(self):
        told = self.command("disclose", self.workbook, "--json")
        self.assertIn("counterfoil-released", [line.get("id") for line in told.lines])

    def test_each_kind_of_batch_by_itself(self):
        self.prepare(OTHERS + DEDUCTION, run_id="RUN-2")
        self.assertEqual(0, self.approve("--batch", "deductions", run_id="APPROVE-2").exit)
        self.assertEqual(0, self.release("--batch", "deductions", run_id="RELEASE-2").exit)
        self.assertSays("Released before: 4, £1,389.56; not proven: 0.", self.run_again(run_id="RUN-3"))

    def test_a_row_added(self):
        self.change_record(self.with_rows(lambda rows: [*rows, "RUN-1\tR1-L-9\t999900"]))
        self.assertIn("released-rows-changed", self.command("verify", self.workbook, "--json").problems)
        result = self.run_again([*OTHERS, ["L-9", "CF-9", "Ash House", "", "", "9999.00"]])
        self.assertSays(NONE_PROVEN, result)
        told = "\n".join(self.found(result, "released-not-proven"))
        self.assertIn("3 lines of batch RUN-1 stand in the workbook as released, and that is not proven for you. What the workbook keeps of it is not what was signed", told)
        self.assertIn("1 line of batch RUN-1", told)
        self.assertIn("The signed release has no line of this key. It counts for nothing: what is due is raised.", told)
        self.assertEqual({"R1-L-9", "R1-L-2001"}, {row["Release key"] for row in self.sheet("Load")})

    def test_a_row_taken_away(self):
        self.change_record(self.with_rows(lambda rows: rows[1:]))
        result = self.run_again(PAYMENTS[:1])
        self.assertSays("not proven: 3.", result)  # the two that are kept, and the one that went out all the same
        self.assertEqual(["1 line (R1-L-1001) went out in batch RUN-1, released by b.checker on 08/12/2025 at 10:00 UTC, which this workbook does not say. It is in this batch again, which is not released with it. "
                          "Take the workbook in which that release is marked, or take them out of what is read."], self.found(result, "line-out-before"))

    def test_another_amount(self):
        self.change_record(self.with_rows(lambda rows: [row.replace("\t14000", "\t94000") for row in rows]))
        self.assertSays(NONE_PROVEN, self.run_again())

    def test_a_batch_that_nobody_released(self):
        self.change_record(self.with_rows(lambda rows: [row.replace("RUN-1\t", "RUN-7\t") for row in rows]))
        result = self.run_again()
        self.assertSays(NONE_PROVEN, result)
        self.assertIn("What the workbook keeps of it is not what was signed", "\n".join(self.found(result, "released-not-proven")))

    def test_the_act_of_another_batch(self):
        """The release of another batch under this one's name is none."""
        self.prepare(OTHERS, run_id="RUN-2")
        self.assertEqual(0, self.approve(run_id="APPROVE-2").exit)
        self.assertEqual(0, self.release(run_id="RELEASE-2").exit)
        acts = {path: path.read_bytes() for path in self.record() if b"kind: released" in path.read_bytes()}
        first, second = (next(path for path, text in acts.items() if f"batch: {run}\n".encode() in text) for run in ("RUN-1", "RUN-2"))
        first.write_bytes(acts[second])
        result = self.run_again([["L-3001", "CF-9", "Ash House", "", "", "1.00"]], run_id="RUN-3", user="c.other")
        self.assertSays("Released before: 1, £10.00; not proven: 3.", result)

    def test_typed_on_a_sheet(self):
        self.edit("Register", "Released by", SECOND, row=4)
        self.edit("Register", "Batch", "RUN-1", row=4)
        result = self.run_again()
        self.assertSays(ALL_PROVEN, result)
        self.assertEqual(2, len(self.found(result, "workbook-cell-changed")), str(result))

    def test_a_mark_put_into_the_record(self):
        self.change_record(lambda text: re.sub(r"(R1-L-1004\t0\tNothing due\t)[^\t\n]*", r"\g<1>RUN-1", text))
        result = self.run_again()
        told = [line for line in result.lines if line["event"] == "finding" and line["id"] == "released-not-proven"]
        self.assertEqual([("Register", "It counts for nothing")], [(line["sheet"], line["sentence"][line["sentence"].index("It counts"):][:21]) for line in told], str(result))
        self.assertRegex(told[0]["cell"], r"^D\d+$")
        self.assertIsNone(next(row for row in self.sheet("Register") if row["Release key"] == "R1-L-1004")["Batch"])

    def test_a_registered_amount_changed_in_the_record(self):
        self.change_record(lambda text: text.replace("R1-L-1001\t14000\tInvoice\tRUN-1", "R1-L-1001\t4000\tInvoice\tRUN-1"))
        result = self.run_again()
        told = self.found(result, "released-row-changed")
        self.assertEqual(1, len(told), str(result))
        self.assertIn("is recorded as £40.00; what was released and signed has £140.00, and that counts", told[0])
        self.assertSays(ALL_PROVEN, result)

    def test_a_copy_away_from_its_record(self):
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        copy = elsewhere / "Payments.xlsx"
        shutil.copy(self.workbook, copy)
        self.settings({"profile-values": {"business_unit": "Anytown"}}, elsewhere)
        result = self.run_again(workbook=copy)
        self.assertSays(NONE_PROVEN, result)
        self.assertIn("is not there: the workbook was moved or copied away from it, or it cannot be reached.", self.found(result, "released-not-proven")[0])
        shutil.copytree(self.folder / "Counterfoil record", elsewhere / "Counterfoil record", dirs_exist_ok=True)
        self.assertSays(ALL_PROVEN, self.run_again(workbook=copy, run_id="RUN-3"))

    def test_an_act_that_was_taken_away(self):
        for path in self.record():
            if b"kind: released" in path.read_bytes() or b"kind: completed" in path.read_bytes():
                path.unlink()
        self.assertSays(NONE_PROVEN, self.run_again())  # never seen by whoever runs it
        self.assertSays(ALL_PROVEN, self.run_again(user=SECOND, run_id="RUN-3"))  # who saw it goes by it

    def test_merged_renamed_restored(self):
        merged = self.folder / "Merged.xlsx"
        self.command("merge", self.workbook, self.workbook, self.workbook, "--as", merged, run_id="MERGE-1", ok=(0,))
        self.assertSays(ALL_PROVEN, self.run_again(workbook=merged))
        renamed = self.workbook.rename(self.folder / "Renamed.xlsx")
        self.assertSays(ALL_PROVEN, self.run_again(workbook=renamed, run_id="RUN-3"))
        restored = self.folder / "Restored.xlsx"
        self.command("restore", renamed, "--version", "1", "--as", restored, ok=(0,))
        told = self.found(self.run_again(PAYMENTS, workbook=restored, run_id="RUN-4"), "line-out-before")  # it stood before the release
        self.assertEqual(["3 lines (R1-L-1001, R1-L-1002 and R1-L-1003) went out in batch RUN-1"], [words.split(", released")[0] for words in told])

    def test_a_release_of_an_earlier_version(self):
        """It kept no rows and signed none: the keys prove what went out, and the figures count as the record has them. Said once."""
        self.change_record(lambda text: re.sub(r'<table id="released:.*?</table>', "", text, flags=re.DOTALL))
        act = next(path for path in self.record() if b"kind: released" in path.read_bytes())
        lines = [line for line in act.read_text(encoding="utf-8").splitlines() if not line.startswith(("rows: ", "day: ", "signature: "))]
        public = next(line for line in lines if line.startswith("key: "))[5:]
        keys = [path.read_text(encoding="utf-8").splitlines() for path in (self.folder / "home/.local/share/counterfoil/keys").glob("*.key")]
        seed = bytes.fromhex(next(key[2] for key in keys if key[1] == public))
        text = "\n".join(lines) + "\n"
        act.write_text(text + "signature: " + sign(seed, text.encode("utf-8")).hex() + "\n", encoding="utf-8")
        result = self.run_again()
        self.assertSays("Released before: 3,", result)
        self.assertEqual(["Batch RUN-1 was released by an earlier version of Counterfoil, which signed the keys of its lines and not their figures: those count as the workbook has them. Nothing needs to be done."],
                         self.found(result, "released-by-earlier-version"))
        self.assertFalse(self.found(self.run_again(run_id="RUN-3"), "released-by-earlier-version"))


if __name__ == "__main__":
    unittest.main()
