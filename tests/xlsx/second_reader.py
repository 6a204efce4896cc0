"""openpyxl's view of an edited workbook beside its view of the original; see lossless_proof.py."""
import openpyxl
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.cell import coordinate_from_string

from expected_shift import Shift
from proof_parts import NEW_TEXT, NOWHERE


def cells_of(path, name):
    book = openpyxl.load_workbook(path)
    sheet = next((s for s in book.worksheets if s.title == name), None)
    if sheet is None:
        raise ValueError("not seen")
    values = {place: c.value for place, c in sheet._cells.items() if c.value is not None and not hasattr(c.value, "ref") and
              not (isinstance(c.value, str) and c.value.startswith("="))}
    return values, {str(r) for r in sheet.merged_cells.ranges}


def under_a_merge(row, column, merged):
    for area in merged:
        left, top, right, bottom = range_boundaries(area)
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            return True
    return False


def check_with_openpyxl(operation, path, out, name, position, cell):
    try:
        values, merged = cells_of(path, name)
    except Exception:
        return "does not open the original"
    shift = Shift(operation, position, name) if operation in ("row", "column") else Shift("row", NOWHERE, name)
    try:
        now, merged_now = cells_of(out, name)
    except Exception as error:
        return f"differs: no longer opens it ({error!r})"
    expected = {shift.cell(*place): value for place, value in values.items()}
    if operation != "sheet":
        column, row = coordinate_from_string(cell)
        if not under_a_merge(row, column_index_from_string(column), merged_now):  # what stands there it does not show
            expected[row, column_index_from_string(column)] = NEW_TEXT
    differing = [p for p, v in expected.items() if repr(now.get(p)) != repr(v)]
    extra = [p for p in now if p not in expected and not (operation == "column" and p[1] == position)]
    if differing or extra:
        return f"differs at {(differing or extra)[:3]}"
    if {shift.range_text(m) for m in merged} != merged_now:
        return "differs in merged cells"
    return "sees the same"
