"""What a workbook's parts must say after one row or column was put into a sheet: an independent telling of it, over lxml trees and
openpyxl's formula tokenizer, against which lossless_proof.py holds what the editor wrote."""
import re

from openpyxl.formula import Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

LAST = {"row": 1048576, "column": 16384}
CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
CELLS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7}))?")
COLUMNS = re.compile(r"(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})")
ROWS = re.compile(r"(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})")


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else "#"


class Shift:
    """`axis` "row" or "column"; the first that moves; the sheet's name. With `look`, formats reach over the new column."""

    def __init__(self, axis, at, sheet):
        self.axis, self.at, self.sheet = axis, at, sheet

    def span(self, first, last, axis):
        """As ranges go; None when it falls off the sheet."""
        if axis != self.axis:
            return first, last
        if last != LAST[axis] and last >= self.at:
            last = min(last + 1, LAST[axis])
        if first >= self.at:
            first += 1
        return (first, last) if first <= last else None

    def cell(self, row, column):
        return (row + (self.axis == "row" and row >= self.at), column + (self.axis == "column" and column >= self.at))

    def range_text(self, text):
        match = CELLS.fullmatch(text)
        if not match:
            return text
        f1, c1, f2, r1, f3, c2, f4, r2 = match.groups()
        column1, row1 = column_index_from_string(c1.upper()), int(r1)
        column2, row2 = (column_index_from_string(c2.upper()), int(r2)) if c2 else (column1, row1)
        rows = self.span(min(row1, row2), max(row1, row2), "row")
        columns = self.span(min(column1, column2), max(column1, column2), "column")
        if rows is None or columns is None:
            return None
        if (rows, columns) == ((row1, row2), (column1, column2)):
            return text
        first = f1 + get_column_letter(columns[0]) + f2 + str(rows[0])
        last = (f3 or "") + get_column_letter(columns[1]) + (f4 or "") + str(rows[1]) if c2 else None
        return first if last is None else first + ":" + last

    def list_text(self, text):
        return " ".join(t for t in (self.range_text(item) for item in text.split()) if t)

    def looked_text(self, text):
        """A list of a format's ranges: those that end just left of a new column reach over it."""
        if self.axis != "column":
            return text
        out = []
        for item in text.split():
            match = CELLS.fullmatch(item)
            if match and column_index_from_string((match[6] or match[2]).upper()) == self.at - 1:
                first = match[1] + match[2] + match[3] + match[4]
                item = first + ":" + (match[5] or "") + get_column_letter(self.at) + (match[7] or "") + (match[8] or match[4])
            out.append(item)
        return " ".join(out)

    def area(self, text):
        """One area of a formula, without a sheet."""
        if CELLS.fullmatch(text):
            return self.range_text(text)
        for pattern, axis, number in ((COLUMNS, "column", lambda t: column_index_from_string(t.upper())), (ROWS, "row", int)):
            match = pattern.fullmatch(text)
            if match:
                d1, a, d2, b = match.groups()
                span = self.span(min(number(a), number(b)), max(number(a), number(b)), axis)
                if span is None:
                    return None
                if span == (number(a), number(b)):
                    return text
                written = [get_column_letter(n) if axis == "column" else str(n) for n in span]
                return f"{d1}{written[0]}:{d2}{written[1]}"
        return text

    def formula(self, text, own):
        if not text or not re.search(r"[A-Za-z0-9$]", text):
            return text
        try:
            tokens = Tokenizer("=" + text).items
        except Exception:
            return text
        out = ""
        for token in tokens:
            value = token.value
            if token.type == "OPERAND" and token.subtype == "RANGE":
                value = self.operand(value, own)
            out += value
        return out

    def operand(self, value, own):
        sheet, bang, area = value.rpartition("!")
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if bang and ("[" in name or name.lower() != self.sheet.lower()):
            return value
        if not bang and not own:
            return value
        if area.count(":") == 1 and "!" not in area and not any(p.fullmatch(area) for p in (CELLS, COLUMNS, ROWS)):
            return ":".join(self.operand(part, own) for part in area.split(":"))
        moved = self.area(area)
        return sheet + bang + ("#REF!" if moved is None else moved)


def same_formula(a, b):
    """Equal but for the way of writing a single-cell or turned-round range."""
    return re.sub(r"\s+", " ", a or "").upper() == re.sub(r"\s+", " ", b or "").upper()


RANGES = {"mergeCell": "ref", "hyperlink": "ref", "autoFilter": "ref", "sortState": "ref", "sortCondition": "ref", "protectedRange": "sqref",
          "ignoredError": "sqref", "cellWatch": "r", "inputCells": "r", "cellSmartTags": "r", "conditionalFormatting": "sqref",
          "dataValidation": "sqref", "comment": "ref", "threadedComment": "ref", "table": "ref", "location": "ref", "singleXmlCell": "r",
          "webPublishItem": "sourceRef"}
LOOKED = {"conditionalFormatting", "dataValidation", "ignoredError"}
FORMULAS = {"formula", "formula1", "formula2", "f", "calculatedColumnFormula", "totalsRowFormula", "definedName"}
FORMULA_ATTRIBUTES = {"fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "textlink", "linkedCell", "listFillRange"}


def filter_place(shift, range_text, place):
    match = CELLS.fullmatch(range_text or "")
    if not match or shift.axis != "column":
        return place
    first = column_index_from_string(match[2].upper())
    return place + (first < shift.at <= first + place)


def expect(root, shift, own):
    """Changes the tree of a part (all but the rows of a sheet) to what it must be. `own`: it belongs to the sheet that changed."""
    if local(root) == "pivotTableDefinition" and not own:
        return
    for element in root.iter():
        name = local(element)
        parent = local(element.getparent()) if element.getparent() is not None else ""
        if own and name == "filterColumn" and local(element.getparent()) == "autoFilter":
            # Looked at before its filter's range, which iter() changed already: take that one's old range.
            element.set("colId", str(filter_place(shift, element.getparent().get("was"), int(element.get("colId", "0")))))
        if own and name in RANGES and element.get(RANGES[name]) and not (name == "location" and "pivot" not in local(root)):
            attribute = RANGES[name]
            if name == "autoFilter":
                element.set("was", element.get("ref"))
            moved = shift.list_text(element.get(attribute))
            element.set(attribute, shift.looked_text(moved) if name in LOOKED else moved)
        if own and name == "sqref" and element.text:
            moved = shift.list_text(element.text)
            element.text = shift.looked_text(moved) if parent in LOOKED else moved
        if name in FORMULAS and element.text and local(root) not in ("chartSpace", "formControlPr"):
            element.text = shift.formula(element.text, own and name != "definedName" and local(root) != "workbook")
        if name == "hyperlink" and element.get("location"):
            element.set("location", shift.formula(element.get("location"), own))
        if name in ("cfvo",) and element.get("type") == "formula":
            element.set("val", shift.formula(element.get("val"), own))
        for attribute in FORMULA_ATTRIBUTES & set(element.attrib):
            element.set(attribute, shift.formula(element.get(attribute), own and name == "controlPr"))
        if local(root) in ("chartSpace", "chart") and (name == "f" or name == "sqref") and element.text:
            element.text = shift.formula(element.text, False)
        if name == "worksheetSource" and (element.get("sheet") or "").lower() == shift.sheet.lower() and element.get("ref") and \
                not any(local_id.endswith("}id") for local_id in element.attrib):
            element.set("ref", shift.range_text(element.get("ref")))
        if name == "dataRef" and (element.get("sheet") or "").lower() == shift.sheet.lower() and element.get("ref"):
            element.set("ref", shift.range_text(element.get("ref")))
        if own and name == "brk":
            axis = "row" if parent == "rowBreaks" else "column"
            place = int(element.get("id", "0"))
            if axis == shift.axis and 0 < place < LAST[axis] and place + 1 >= shift.at:
                element.set("id", str(place + 1))
    for element in root.iter():
        if isinstance(element.tag, str):
            element.attrib.pop("was", None)
    if own:
        expect_anchors(root, shift)


def expect_anchors(root, shift):
    wanted = "row" if shift.axis == "row" else "col"
    for anchor in root.iter():
        name = local(anchor)
        if not (name.endswith("CellAnchor") or name == "anchor"):
            continue
        edit_as, moved = anchor.get("editAs"), 0
        if edit_as == "absolute":
            continue
        for corner in anchor:
            if local(corner) not in ("from", "to"):
                continue
            for place in corner:
                if local(place) != wanted or not (place.text or "").strip():
                    continue
                by = 1 if int(place.text) + 1 >= shift.at else 0
                if local(corner) == "from":
                    moved = by
                elif edit_as == "oneCell" and name.endswith("CellAnchor"):
                    by = moved
                place.text = str(int(place.text) + by)


def effective_formulas(cells):
    """Cell (row, column) -> its formula's text, dependents of shared ones told by openpyxl's translator."""
    masters, found = {}, {}
    for place, formula in cells.items():
        if formula is not None and formula.get("t") == "shared" and formula.text:
            masters[formula.get("si")] = (place, formula.text)
    for place, formula in cells.items():
        if formula is None:
            continue
        text = formula.text or ""
        if formula.get("t") == "shared" and not text and formula.get("si") in masters:
            (row, column), master = masters[formula.get("si")]
            origin, here = (f"{get_column_letter(c)}{r}" for r, c in ((row, column), place))
            text = Translator("=" + master, origin=origin).translate_formula(here)[1:]
        found[place] = text
    return found
