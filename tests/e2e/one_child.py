"""A child's payments, an export for each period of four weeks, for tests over several periods: £107.00 a week on line 7001, beside another child whose line never changes."""

from datetime import date, timedelta

from counterfoil import CommandTest

HEADINGS = "Person ID,Name,Line ID,Service,Provider,Payee,Payee ID,Start,Cost,Frequency,Payment type,Net,Adjustment from,Adjustment to,Period From,Period To"


def period(number):
    """(first day, last day) of the period that is so many after the one from 7 April 2025."""
    first = date(2025, 4, 7) + timedelta(weeks=4 * number)
    return [f"{day:%d/%m/%Y}" for day in (first, first + timedelta(days=27))]


def rows_from(begins):
    """row(0, ...) is of the period that is `begins` after the one from 7 April 2025; `adjusts`: the period that the row is an adjustment for."""
    def row(number, net, adjusts=None, person="P1", line="7001"):
        kind, days = ("Adjustment", period(begins + adjusts)) if adjusts is not None else ("", ["", ""])
        return ",".join([person, "Alex Example", line, "Personal assistant", "Direct payment", f"Parent of {person}", f"V{person}", "01/04/2025", "107.00", "Weekly",
                         kind, net, *days, *period(begins + number)])
    return row


class OneChild(CommandTest):
    row = staticmethod(rows_from(0))

    def export(self, number, *rows):
        path = self.folder / f"Payments {number + 1}.csv"
        path.write_text("\n".join([HEADINGS, *rows, self.row(number, "428.00", person="P2", line="8001")]) + "\n", encoding="utf-8")
        return path
