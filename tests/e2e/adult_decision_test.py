"""The adult care decision is asked once: the comparison reads it from the Turning 18 workbook, as that workbook's record has it."""

from counterfoil import CommandTest, column_of, load, main, table
from package import Package

HEADINGS = "Person ID,Name,DOB,Line ID,Service,Payee,Payee ID,Start,Cost,Frequency,Net,Period From,Period To"
WATCH = ("Person ID", "Turns 18", "Decision")


class AdultDecision(CommandTest):
    def setUp(self):
        super().setUp()
        self.turning = self.folder / "Turning 18.xlsx"
        self.before = self.export("October.csv", "13/10/2025,09/11/2025")
        self.now = self.export("November.csv", "10/11/2025,07/12/2025")

    def export(self, name, period):
        path = self.folder / name
        lines = [f"{person},Alex Example,{born},{line},Personal assistant,Parent of {person},V{person},01/04/2025,92.88,Weekly,371.52,{period}"
                 for person, born, line in (("P1", "24/11/2007", "7001"), ("P2", "01/06/2008", "7002"))]
        path.write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")
        return path

    def compare(self, *more, number):
        result = self.command("--json", "run", "cwd-comparison", "--previous", self.before, "--current", self.now, "--workbook", self.workbook, *more, run_id=f"RUN-C{number}")
        self.assertEqual(0, result.exit, str(result))
        return result, [row["Rules"] for row in table(load(self.workbook)["Changes"], "Person ID", "Line ID", "About", "Risk", "Rules") if row["Risk"] == "Query"]

    def watch(self):
        sheet = load(self.turning)["Watch list"]
        return sheet, next(row["#"] for row in table(sheet, *WATCH) if row["Person ID"] == "P1")

    def type_in(self, heading, text):
        sheet, row = self.watch()
        package = Package(self.turning)
        package.type_text("Watch list", row, column_of(sheet, WATCH, heading), text)
        package.save()

    def test_it_is_asked_once(self):
        turned = self.command("run", "turning-18", "--payments", self.now, "--workbook", self.turning, run_id="RUN-T")
        self.assertEqual(0, turned.exit, str(turned))
        self.assertEqual(["paid-after-18"], self.compare(number=1)[1])
        self.type_in("Decision", "Continue")
        result, asked = self.compare("--turning-18", self.turning, number=2)
        self.assertEqual([], asked)
        self.assertFalse([finding for finding in result.lines if finding.get("id") == "input-cell-changed"])
        # Somebody types another day over the birthday: the record's counts, and the cell is named.
        self.type_in("Turns 18", "24/10/2025")
        result, asked = self.compare("--turning-18", self.turning, number=3)
        self.assertEqual([], asked)
        sheet, row = self.watch()
        cell = sheet.cell(row, column_of(sheet, WATCH, "Turns 18")).coordinate
        finding, = [finding for finding in result.lines if finding.get("id") == "input-cell-changed"]
        self.assertEqual(("Watch list", cell), (finding["sheet"], finding["cell"]))
        self.assertIn('holds "24/10/2025". Counterfoil wrote "24/11/2025" there', finding["sentence"])
        self.assertEqual(0, self.command("verify", self.workbook).exit)

    def test_a_list_with_nobody_on_it_is_an_answer(self):
        for path in (self.before, self.now):
            path.write_text(path.read_text(encoding="utf-8").replace("24/11/2007", "24/11/2015").replace("01/06/2008", "01/06/2016"), encoding="utf-8")
        self.assertEqual(0, self.command("run", "turning-18", "--payments", self.now, "--workbook", self.turning, run_id="RUN-T").exit)
        for number in (1, 2):
            result, asked = self.compare("--turning-18", self.turning, number=number)
            self.assertEqual([], asked)
            self.assertFalse([finding for finding in result.lines if finding.get("sheet") == "Watch list"])
        # As the export itself it is not: everybody would be missing.
        wrong = self.command("run", "cwd-comparison", "--previous", self.before, "--current", self.turning, "--workbook", self.workbook, run_id="RUN-W")
        self.assertIn(wrong.exit, (1, 2), str(wrong))


if __name__ == "__main__":
    main()
