"""Where a person or a payee stands in everything under some folders."""

import os
import zipfile

from counterfoil import load, main, table
from half_year import HalfYear, run_id

class Find(HalfYear):
    def found(self, result):
        return [line for line in result.lines if line["event"] == "found"]

    def test_every_place_of_a_person_is_in_one_workbook(self):
        self.half_year()
        (self.team / "Letter of Marmalade, Testa.txt").write_text("Dear Ms Marmalade,\nabout cm-0001 we write\n", encoding="utf-8")
        result = self.command("find", "cm 0001", self.team, self.exported, "--save-as", "found.xlsx", "--json")
        self.assertEqual((0, "found"), (result.exit, result.outcome["status"]), str(result))
        found = self.found(result)
        kinds = {line["what"] for line in found}
        self.assertLessEqual({"Workbook", "File of others", "Any file", *(f"Earlier version {number}" for number in range(1, 6))}, kinds)
        self.assertIn("Testa Marmalade", " ".join(result.outcome["words"]), "the name beside the id is looked for too")
        # By hand: three periods were paid, 428, 528 and 428 pounds.
        paid = [(line["period"], line["pence"]) for line in found if line["what"] == "Workbook" and line["sheet"] == "Payments"]
        self.assertEqual([42800, 52800, 42800], [pence for _, pence in paid])
        remembered = [line for line in found if line["what"] == "Workbook" and "remembered" in line["sheet"] and "paid_days" in line["sheet"]]
        self.assertTrue(remembered)
        decided = [line for line in found if line["what"] == "Workbook" and line["sheet"] == "Past decisions"]
        self.assertTrue(any((line["decision"], line["by"]) == ("OK", "AP") for line in decided), decided)
        logged = [line for line in found if line["what"] == "Workbook" and line["sheet"] == "Record: the log of decisions"]
        self.assertEqual(["9 rows"], [line["cell"] for line in logged], "three decisions, with initials and comment")
        exports = {line["file"].rsplit("/", 1)[-1] for line in found if line["what"] == "File of others" and line["file"].endswith(".csv")}
        self.assertEqual({"Payments 0.csv", "Payments 1.csv", "Payments 2.csv"}, exports)
        self.assertFalse([line for line in found if line["matched"] not in ("cm 0001", "Testa Marmalade")])
        sheet = load(self.folder / "found.xlsx")["Found"]
        rows = table(sheet, "File", "What it is", "Pounds")
        self.assertEqual(len(found), len(rows))
        # A long path is seen whole: its row is as many lines high.
        longest = max(rows, key=lambda row: len(row["File"]))
        lines = -(-len(longest["File"]) // sheet.column_dimensions["A"].width)
        self.assertGreaterEqual(sheet.row_dimensions[longest["#"]].height, 12 * lines)
        payee = self.command("find", "Parent Sample", self.team, "--save-as", "payee.xlsx", "--json")
        self.assertEqual({"Parent Sample"}, {line["matched"] for line in self.found(payee)}, "a payee's children are others")
        nothing = self.command("find", "CM-000", self.team, "--save-as", "none.xlsx", "--json")
        self.assertEqual((0, "not-found"), (nothing.exit, nothing.outcome["status"]), "a part of an id is no id")

    def test_hostile_folders_give_sentences(self):
        self.half_year()
        (self.team / "loop").symlink_to(self.team, target_is_directory=True)
        (self.team / "old.pdf").write_bytes(b"%PDF-1.7\nnothing")
        (self.team / "broken.xlsx").write_bytes(self.workbook.read_bytes()[:3000])
        with zipfile.ZipFile(self.team / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("[Content_Types].xml", "<Types/>")
            bomb.writestr("xl/workbook.xml", b" " * (64 << 20))
        if hasattr(os, "mkfifo"):
            os.mkfifo(self.team / "pipe")
        result = self.command("find", "CM-0001", self.team, "--save-as", "found.xlsx", "--json")
        self.assertEqual(1, result.exit, "something was not read")
        why = {line["file"].rsplit("/", 1)[-1]: line["why"] for line in result.lines if line["event"] == "not-read"}
        self.assertEqual({"loop", "old.pdf", "broken.xlsx", "bomb.xlsx", "pipe"}, set(why), str(result))
        self.assertIn("link", why["loop"])
        self.assertIn("PDF", why["old.pdf"])
        listed = table(load(self.folder / "found.xlsx")["Not read"], "File", "Why")
        self.assertEqual(len(why), len(listed))
        self.assertNotIn(str(self.folder / "home"), result.out)
        taken = self.command("find", "CM-0001", self.team, "--save-as", "found.xlsx")
        self.assertEqual(3, taken.exit)
        self.assertEqual(3, self.command("find", "CM-0001", self.folder / "nowhere", "--save-as", "new.xlsx").exit)

    def test_a_renamed_workbook_finds_its_versions(self):
        self.half_year()
        renamed = self.team / "Children with disabilities.xlsx"
        self.workbook.rename(renamed)
        before = [line["run"] for line in self.command("restore", renamed, "--json").lines if line["event"] == "version"]
        self.assertEqual([run_id(number) for number in range(5, 0, -1)], before)
        other = self.command("run", "cwd-comparison", "--previous", self.files[0], "--current", self.files[1], "--workbook", self.team / "Another.xlsx",
                             "--continue-from", "none", run_id="RUN-X")
        self.assertEqual(0, other.exit, str(other))
        self.assertEqual(2, self.command("restore", self.team / "Another.xlsx").exit, "versions of others are not its own")


if __name__ == "__main__":
    main()
