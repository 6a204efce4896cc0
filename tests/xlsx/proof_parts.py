"""Looks at the parts of an edited workbook beside those of the original; see lossless_proof.py."""
import posixpath
import re
import struct
import zipfile

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from expected_shift import CELLS, Shift, effective_formulas, expect, local, same_formula

NEW_TEXT = ' Checked <&> "by hand" \u00a31 '
PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)
NOWHERE = 1 << 40


class Lost(Exception):
    pass


class NotReadable(Exception):
    """The original is beyond the independent reader."""


class Package:
    def __init__(self, path):
        self.path = path
        data = open(path, "rb").read()
        try:
            archive = zipfile.ZipFile(path)
        except Exception as error:
            raise NotReadable(f"zipfile: {error}") from None
        self.names, self.raw, self.parts = [], {}, {}
        for info in archive.infolist():
            name_length, extra_length = struct.unpack("<HH", data[info.header_offset + 26:info.header_offset + 30])
            begin = info.header_offset + 30 + name_length + extra_length
            self.names.append(info.filename)
            self.raw[info.filename] = (info.compress_type, info.CRC, info.date_time, info.flag_bits, info.external_attr, info.extra,
                                       data[begin:begin + info.compress_size])
            try:
                self.parts[info.filename] = archive.read(info)
            except Exception as error:
                raise NotReadable(f"zipfile: {error}") from None

    def tree(self, name):
        try:
            return etree.fromstring(self.parts[name], PARSER)
        except etree.XMLSyntaxError as error:
            raise NotReadable(f"{name}: {error}") from None

    def find(self, name):
        wanted = name.lower()
        return next((n for n in self.names if n.replace("\\", "/").lower() == wanted), None)

    def related(self, part, ending):
        """The parts that `part` names by a type that ends like that."""
        rels = self.find(posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels"))
        found = []
        for relation in self.tree(rels) if rels else []:
            if relation.get("TargetMode") == "External" or not relation.get("Type", "").endswith("/" + ending):
                continue
            target = relation.get("Target").replace("\\", "/")
            base = "" if target.startswith("/") else posixpath.dirname(part)
            name = self.find(posixpath.normpath(posixpath.join(base, target.lstrip("/"))))
            if name:
                found.append(name)
        return found


def difference(a, b, path=""):
    """Where two trees differ first; empty when they do not."""
    here = f"{path}/{local(a)}"
    if a.tag != b.tag:
        return f"{here} against {local(b)}"
    if dict(a.attrib) != dict(b.attrib):
        return f"{here} {dict(a.attrib)} against {dict(b.attrib)}"
    if (a.text or "") != (b.text or ""):
        return f"{here} text {a.text!r} against {b.text!r}"
    if len(a) != len(b):
        return f"{here} children {[local(c) for c in a][:40]} against {[local(c) for c in b][:40]}"
    for one, other in zip(a, b):
        found = difference(one, other, here)
        if found:
            return found
        if (one.tail or "") != (other.tail or ""):
            return f"{here}/{local(one)} tail"
    return ""


def child(root, name):
    return next((e for e in root if local(e) == name), None)


class Sheet:
    """Rows and cells by place, and all that stands around them."""

    def __init__(self, root):
        self.rows, self.cells, self.formulas = {}, {}, {}
        self.repeated = False
        data = child(root, "sheetData")
        number = 0
        for row in data:
            if local(row) != "row":
                continue
            number = int(row.get("r", number + 1))
            self.rows[number] = row
            column = 0
            for cell in row:
                if local(cell) != "c":
                    continue
                stated = cell.get("r")
                try:
                    column = column_index_from_string(re.match("[A-Za-z]+", stated)[0].upper()) if stated else column + 1
                except (ValueError, TypeError):
                    raise NotReadable(f"a cell that says it is at {stated}") from None
                self.repeated = self.repeated or (number, column) in self.cells
                self.cells[number, column] = cell
                self.formulas[number, column] = child(cell, "f")
        self.dimension, self.columns = child(root, "dimension"), child(root, "cols")
        self.around = root
        for name in ("sheetData", "dimension", "cols"):
            element = child(root, name)
            if element is not None:
                take_out(element)

    def widths(self):
        found = {}
        for column in self.columns if self.columns is not None else []:
            if local(column) == "col":
                rest = tuple(sorted((k, v) for k, v in column.attrib.items() if k not in ("min", "max")))
                for number in range(int(column.get("min")), min(int(column.get("max")), 16384) + 1):
                    found[number] = rest
        return found


def covers(dimension, cells):
    match = CELLS.fullmatch(dimension.get("ref") or "") if dimension is not None else None
    if not match:
        return None
    first = (int(match[4]), column_index_from_string(match[2].upper()))
    last = (int(match[8] or match[4]), column_index_from_string((match[6] or match[2]).upper()))
    return all(first[0] <= r <= last[0] and first[1] <= c <= last[1] for r, c in cells)


def without(attributes, *names):
    return {k: v for k, v in attributes.items() if k not in names}


def look_of(cell):
    """Style 0 is the one of a cell that states none; a cell that was written and taken back may state it either way."""
    return cell.get("s") or "0"


def compare_cells(was, now, shift, own, may_be_new):
    """`may_be_new(place, cell)`: whether a cell that was not there may be."""
    expected = {shift.cell(*place): place for place in was.cells} if own else {place: place for place in was.cells}
    for place, cell in now.cells.items():
        if place not in expected and not may_be_new(place, cell):
            raise Lost(f"a cell too many at {get_column_letter(place[1])}{place[0]}: {etree.tostring(cell)[:120]}")
    formulas_was, formulas_now = effective_formulas(was.formulas), effective_formulas(now.formulas)
    for place, origin in expected.items():
        where = f"{get_column_letter(place[1])}{place[0]}"
        if place not in now.cells:
            if place[0] > 1048576 or place[1] > 16384:
                continue
            raise Lost(f"the cell that belongs at {where} is gone")
        a, b = was.cells[origin], now.cells[place]
        if may_be_new(place, b) and not own_is_same(a, b):
            continue
        if without(a.attrib, "r", "s") != without(b.attrib, "r", "s") or look_of(a) != look_of(b):
            raise Lost(f"{where}: attributes {dict(a.attrib)} against {dict(b.attrib)}")
        others_a, others_b = ([e for e in cell if local(e) != "f"] for cell in (a, b))
        if len(others_a) != len(others_b) or any(difference(x, y) for x, y in zip(others_a, others_b)):
            raise Lost(f"{where}: {etree.tostring(a)[:200]} against {etree.tostring(b)[:200]}")
        compare_formula(where, was.formulas[origin], now.formulas[place], formulas_was.get(origin), formulas_now.get(place), shift, own)


def own_is_same(a, b):
    return without(a.attrib, "r") == without(b.attrib, "r") and [etree.tostring(e) for e in a] == [etree.tostring(e) for e in b]


def compare_formula(where, a, b, text_a, text_b, shift, own):
    if (a is None) != (b is None):
        raise Lost(f"{where}: a formula came or went")
    if a is None:
        return
    wanted = shift.formula(text_a, own)
    if not same_formula(wanted, text_b):
        raise Lost(f"{where}: formula {text_a!r} became {text_b!r}, not {wanted!r}")
    if a.get("t") == "shared":
        if without(a.attrib, "t", "si", "ref") != without(b.attrib, "t", "si", "ref"):
            raise Lost(f"{where}: formula's attributes {dict(a.attrib)} against {dict(b.attrib)}")
        return
    expected = dict(a.attrib)
    for name in ("ref", "r1", "r2"):
        if own and name in expected:
            expected[name] = shift.range_text(expected[name])
    if expected != dict(b.attrib):
        raise Lost(f"{where}: formula's attributes {expected} against {dict(b.attrib)}")


def compare_sheet(root_was, root_now, shift, own, may_be_new=lambda place, cell: False):
    was, now = Sheet(root_was), Sheet(root_now)
    if was.repeated:  # cells given twice: trees cannot tell them apart by place
        return was, now
    compare_cells(was, now, shift, own, may_be_new)
    for number, row in was.rows.items():
        there = now.rows.get(shift.cell(number, 1)[0] if own else number)
        if there is None:
            raise Lost(f"row {number} is gone")
        if without(row.attrib, "r", "spans") != without(there.attrib, "r", "spans"):
            raise Lost(f"row {number}: attributes {dict(row.attrib)} against {dict(there.attrib)}")
        if (row.get("spans") is None) != (there.get("spans") is None):
            raise Lost(f"row {number}: spans came or went")
    for (number, column) in now.cells:
        spans = now.rows[number].get("spans")
        if spans and not any(int(a) <= column <= int(b) for a, b in (s.split(":") for s in spans.split())):
            origin = next((r for r in was.rows if (shift.cell(r, 1)[0] if own else r) == number), None)
            if origin is None or covered(was, origin):
                raise Lost(f"row {number}: spans {spans} leave out column {column}")
    if covers(was.dimension, was.cells) and not covers(now.dimension, now.cells):
        raise Lost(f"dimension {now.dimension.get('ref')} leaves out cells")
    compare_widths(was.widths(), now.widths(), shift if own else Shift("row", NOWHERE, ""))
    expect(was.around, shift, own)
    found = difference(was.around, now.around)
    if found:
        raise Lost(f"around the rows: {found}")
    return was, now


def covered(sheet, number):
    spans = [s.split(":") for s in (sheet.rows[number].get("spans") or "").split()]
    return all(any(int(a) <= c <= int(b) for a, b in spans) for r, c in sheet.cells if r == number)


def compare_widths(was, now, shift):
    for column in sorted(set(was) | set(now) | {c + 1 for c in was} | ({shift.at} if shift.axis == "column" else set())):
        if shift.axis == "column" and column == shift.at:
            beside = was.get(column - 1)
            hidden = beside is not None and any(k == "hidden" and v in ("1", "true") for k, v in beside)
            allowed = [beside] if not hidden else [beside, None]
        else:
            origin = column - 1 if shift.axis == "column" and column > shift.at else column
            allowed = [was.get(origin)]
        if now.get(column) not in allowed and not (column == 16384 or was.get(16384)):
            raise Lost(f"column {get_column_letter(column)}: {now.get(column)} instead of {allowed[0]}")


def compare_vml(was, now, shift):
    """Text for text but for the places; Excel writes markup here that no parser reads."""
    pattern = re.compile(rb"(<(?:\w+:)?(?:Anchor|Row|Column)>)([^<]*)(<)")
    if pattern.sub(rb"\1\3", was) != pattern.sub(rb"\1\3", now):
        raise Lost("a comment's shape changed in more than its place")
    for tag, index, axis in ((b"Row", 0, "row"), (b"Column", 1, "column")):
        places = re.compile(rb"<(?:\w+:)?" + tag + rb">\s*(\d+)\s*<")
        for a, b in zip(places.findall(was), places.findall(now)):
            if int(b) != int(a) + (shift.axis == axis and int(a) + 1 >= shift.at):
                raise Lost(f"a comment's shape went from {tag.decode()} {a.decode()} to {b.decode()}")


def size_of(text):
    match = CELLS.fullmatch(text.rsplit("!", 1)[-1].rstrip(")"))
    if not match or not match[6]:
        return (0, 0)
    return (int(match[8]) - int(match[4]), column_index_from_string(match[6].upper()) - column_index_from_string(match[2].upper()))


def drop_stale_caches(original, expected):
    """Where a series covers more cells its cached values are gone: they would be those of the old range."""
    for a, b in zip(list(original.iter()), list(expected.iter())):
        if local(a) == "f" and a.text and a.text != b.text and size_of(a.text) != size_of(b.text):
            for cache in [e for e in b.getparent() if local(e).endswith("Cache")]:
                cache.getparent().remove(cache)


def new_table_columns(expected, root, shift, heading):
    """Takes the new column out of the table that was found, having looked at it."""
    was, now = child(expected, "tableColumns"), child(root, "tableColumns")
    if was is None or len(now) == len(was):
        return
    ids = {c.get("id") for c in was}
    fresh = [c for c in now if c.get("id") not in ids]
    match = CELLS.fullmatch(root.get("ref"))
    if len(fresh) != 1 or now.get("count") != str(len(now)):
        raise Lost("a table's columns do not tally")
    first = column_index_from_string(match[2].upper())
    if first + list(now).index(fresh[0]) != shift.at:
        raise Lost("a table's new column is in the wrong place")
    name = heading(int(match[4]), shift.at)
    if root.get("headerRowCount") != "0" and fresh[0].get("name") != name:
        raise Lost(f"a table's new column is named {fresh[0].get('name')!r}, its heading {name!r}")
    now.remove(fresh[0])
    now.set("count", str(len(now)))


def calculation_asked(root):
    element = child(root, "calcPr")
    if element is None or element.get("fullCalcOnLoad") not in ("1", "true"):
        raise Lost("Excel is not asked to calculate")
    element.attrib.pop("fullCalcOnLoad")
    return element


def compare_workbook(was, now, shift, new_sheet):
    expect(was, shift, False)
    element = calculation_asked(now)
    there = child(was, "calcPr")
    if there is None:
        if dict(element.attrib):
            raise Lost("calcPr came with more than the wish to calculate")
        take_out(element)
    else:
        there.attrib.pop("fullCalcOnLoad", None)
    if new_sheet:
        sheets = child(now, "sheets")
        ids = [s.get("sheetId") for s in sheets]
        if sheets[-1].get("name") != "Proof & more" or len(set(ids)) != len(ids):
            raise Lost("the new sheet is not the last one, or shares its id")
        take_out(sheets[-1])
    found = difference(was, now)
    if found:
        raise Lost(f"workbook: {found}")


def take_out(element):
    """Its white space stays."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        element.getparent().text = (element.getparent().text or "") + (element.tail or "")
    element.getparent().remove(element)


def listed(root):
    return [tuple(sorted(e.attrib.items())) for e in root]


def check_edit(operation, path, out, part, name, position, cell):
    was, now = Package(path), Package(out)
    shift = Shift(operation, position, name) if operation in ("row", "column") else Shift("row", NOWHERE, name)
    kept = [n for n in was.names if "calcchain" not in n.lower()]
    new = [n for n in now.names if n not in was.names]
    if [n for n in now.names if n not in new] != kept or len(new) != (1 if operation == "sheet" else 0):
        raise Lost(f"parts: {sorted(set(was.names) ^ set(now.names))}")
    if new and now.names[-1] != new[0]:
        raise Lost("the new part does not stand last")
    workbook = was.related("", "officeDocument")[0]
    rels = posixpath.join(posixpath.dirname(workbook), "_rels", posixpath.basename(workbook) + ".rels")
    chain = len(kept) != len(was.names)
    worksheets = was.related(workbook, "worksheet")
    own_parts = {ending: was.related(part, ending) for ending in ("table", "comments", "threadedComment", "drawing", "vmlDrawing", "pivotTable", "tableSingleCells")}
    mine = {p for parts in own_parts.values() for p in parts}
    place = coordinate_from_string(cell) if operation != "sheet" else ("A", 0)
    target = (place[1], column_index_from_string(place[0]))
    sheet_now = Sheet(now.tree(part)) if operation != "sheet" else None

    def text_at(row, column):
        found = sheet_now.cells.get((row, column))
        return "".join(t.text or "" for t in found.iter() if local(t) == "t") if found is not None else None

    headings = {p: now.tree(p) for p in own_parts["table"]}

    def may_be_new(there, found):
        if operation == "sheet":
            return False
        if there == target:
            return "".join(t.text or "" for t in found.iter() if local(t) == "t") == NEW_TEXT
        if operation == "column" and there[1] == position:
            if len(found) == 0:
                beside = sheet_now.cells.get((there[0], position - 1))
                return beside is not None and beside.get("s") == found.get("s")
            return any(int(CELLS.fullmatch(t.get("ref"))[4]) == there[0] for t in headings.values())
        return False

    for part_name in kept:
        same = was.raw[part_name] == now.raw[part_name]
        if part_name in worksheets:
            if same and operation in ("cell", "sheet"):
                if part_name == part and operation == "cell":
                    raise Lost("the sheet did not change")
                continue
            if same and part_name != part and b"!" not in was.parts[part_name]:
                continue
            compare_sheet(was.tree(part_name), now.tree(part_name), shift, part_name == part, may_be_new if part_name == part else (lambda p, c: False))
            continue
        if part_name == workbook:
            compare_workbook(was.tree(part_name), now.tree(part_name), shift, operation == "sheet")
            continue
        if part_name == rels or part_name == "[Content_Types].xml":
            a, b = listed(was.tree(part_name)), listed(now.tree(part_name))
            gone = [e for e in a if e not in b]
            more = [e for e in b if e not in a]
            if len(gone) != (1 if chain and gone else 0) or any("calcchain" not in str(e).lower() for e in gone) or \
                    len(more) != (1 if operation == "sheet" else 0) or any("worksheet" not in str(e) for e in more):
                raise Lost(f"{part_name}: {gone} went, {more} came")
            continue
        if operation in ("cell", "sheet"):
            if not same and not (part_name in own_parts["table"] and operation == "cell"):
                raise Lost(f"{part_name} changed")
            continue
        if part_name in own_parts["vmlDrawing"]:
            compare_vml(was.parts[part_name], now.parts[part_name], shift)
            continue
        root = local(was.tree(part_name)) if was.parts[part_name].lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<" and part_name.endswith((".xml", ".XML")) else ""
        if root in ("table", "comments", "ThreadedComments", "wsDr", "chartSpace", "pivotTableDefinition", "pivotCacheDefinition", "formControlPr", "singleXmlCells"):
            original, expected, found = was.tree(part_name), was.tree(part_name), now.tree(part_name)
            expect(expected, shift, part_name in mine)
            if root == "chartSpace":
                drop_stale_caches(original, expected)
            if root == "table" and part_name in mine:
                new_table_columns(expected, found, shift, text_at)
                expected_count = child(expected, "tableColumns")
                if expected_count is not None and expected_count.get("count"):
                    expected_count.set("count", str(len(expected_count)))
            unequal = difference(expected, found)
            if unequal:
                raise Lost(f"{part_name}: {unequal}")
        elif not same:
            raise Lost(f"{part_name} changed")


def check_back(operation, path, back, part):
    """The reasons why parts that came back are not the same to the byte; Lost when one is not even the same XML."""
    was, now = Package(path), Package(back)
    reasons = []
    identity = Shift("row", NOWHERE, "")
    workbook = was.related("", "officeDocument")[0]
    for name in was.names:
        if "calcchain" in name.lower():
            continue
        a, b = was.parts[name], now.parts.get(name)
        if b is None:
            raise Lost(f"{name} did not come back")
        if name == part:
            reasons.append(f"the {operation} taken back: sheet " + ("the same to the byte" if a == b else "the same as XML: " + why(a, b)))
        if a == b or name == "[Content_Types].xml" or name.lower().endswith(".rels"):
            continue
        root = was.tree(name) if name.lower().endswith(".xml") else None
        if root is not None and local(root) == "worksheet":
            if name != part:
                reasons.append(f"the {operation} taken back: another sheet the same as XML: " + why(a, b))
            compare_sheet(root, now.tree(name), identity, False, lambda p, c: len(c) == 0 and c.get("s") is None)
        elif name == workbook:
            compare_workbook(root, now.tree(name), identity, False)
        elif root is not None and local(root) == "chartSpace":
            found = now.tree(name)
            for tree in (root, found):
                for cache in [e for e in tree.iter() if local(e).endswith("Cache")]:
                    cache.getparent().remove(cache)
            if difference(root, found):
                raise Lost(f"{name} does not come back: {difference(root, found)}")
            reasons.append(f"the {operation} taken back: a chart's cached values left out, read anew from the cells")
        elif root is not None and not difference(root, now.tree(name)):
            reasons.append(f"the {operation} taken back: {local(root)} the same as XML")
        else:
            raise Lost(f"{name} does not come back")
    return reasons


def why(a, b):
    if a[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in a[:4]:
        return "UTF-16 became UTF-8"
    if a.count(b'"shared"') != b.count(b'"shared"'):
        return "shared formulas told apart"
    if b"<row>" in a or b"<c>" in a or re.search(rb"<(\w+:)?(row|c)(?![^>]*\br=)", a):
        return "rows or cells without a place got one"
    if re.sub(rb'<(\w+:)?dimension[^>]*>', b"", a) == re.sub(rb'<(\w+:)?dimension[^>]*>', b"", b):
        return "dimension as it is"
    if re.sub(rb' spans="[^"]*"', b"", a) == re.sub(rb' spans="[^"]*"', b"", b):
        return "a row's span as it is"
    if b"sheetData/>" in a or b"sheetData />" in a:
        return "the empty place for rows was opened"
    return "written in another way"
