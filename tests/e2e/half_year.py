"""One half year of three invented people, one of whom leaves: six runs of the comparison, with decisions."""

from datetime import date, timedelta

from counterfoil import CommandTest, column_of, load, table
from package import Package

HEADINGS = "Person ID,Name,Date of Birth,Line ID,Service,Provider,Payee,Payee ID,Start,Cost,Frequency,Net,Period From,Period To"
TESTA = ("CM-0001", "Testa Marmalade", "03/05/2012", "LN-70011", "Personal assistant", "Direct payment", "Parent Marmalade", "PY-5511")
QUILL = ("CM-0002", "Quill Sample", "04/06/2013", "LN-80022", "Personal assistant", "Direct payment", "Parent Sample", "PY-5522")
FILLER = ("CM-0003", "Nobody Invented", "05/07/2014", "LN-90033", "Respite", "Sparrow House Ltd", "Sparrow House Ltd", "PY-5533")


def run_id(number):
    """As the program makes them: the versions that a run replaces are dated by it."""
    return f"2025{4 + number:02d}20-093000-000{number}"


class HalfYear(CommandTest):
    def setUp(self):
        super().setUp()
        self.exported, self.team = self.folder / "exports", self.folder / "team"
        self.exported.mkdir()
        self.team.mkdir()
        self.workbook = self.team / "CWD comparison.xlsx"
        for export in self.exports:
            export.unlink()
        self.rates.unlink()

    def period(self, number, *people):
        first = date(2025, 4, 7) + timedelta(weeks=4 * number)
        days = [f"{day:%d/%m/%Y}" for day in (first, first + timedelta(days=27))]
        path = self.exported / f"Payments {number}.csv"
        rows = [",".join([*who, "01/04/2024", cost, "Weekly", net, *days]) for who, cost, net in people]
        path.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
        return path

    def decide(self, person, **typed):
        """Types into the reviewers' cells of a person's row on Changes."""
        sheet = load(self.workbook)["Changes"]
        for row in table(sheet, "Person ID", "Line ID", "Decision"):
            if row["Person ID"] != person:
                continue
            package = Package(self.workbook)
            for heading, text in typed.items():
                package.type_text("Changes", row["#"], column_of(sheet, ("Person ID", "Line ID", "Decision"), heading), text)
            package.save()

    def half_year(self, stays=False):
        """Six runs. Testa is paid in the first three periods; a fourth finds her gone, unless she stays."""
        self.files = []
        for number in range(7):
            net = "528.00" if number == 1 else "428.00"
            people = [(QUILL, "107.00", "428.00"), (FILLER, "50.00", "200.00")]
            if number < 3 or stays:
                people.insert(0, (TESTA, "107.00", net))
            self.files.append(self.period(number, *people))
        for number in range(1, 7):
            if number > 1:
                self.decide("CM-0001", Decision="OK", Initials="AP", Comment=f"Testa's mother rang, says Marmalade {number}")
            result = self.command("run", "cwd-comparison", *(["--previous", self.files[0]] if number == 1 else []), "--current", self.files[number],
                                  "--workbook", self.workbook, run_id=run_id(number), clock=f"2025-{4 + number:02d}-20T09:30:00Z")
            self.assertEqual(0, result.exit, str(result))
