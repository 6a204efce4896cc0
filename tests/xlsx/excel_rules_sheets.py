"""The part of excel_rules.py that knows workbooks, styles, sheets and tables."""
import collections
import re

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"

ROWS, COLUMNS = 1_048_576, 16_384
LONGEST_NAME, LONGEST_SHEET, LONGEST_FORMULA, LONGEST_TEXT, MOST_STYLES, LARGEST_SHEET_ID = 255, 31, 8_192, 32_767, 65_490, 65_534
ORDER = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState "
                 "dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
                 "headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
                 "oleObjects controls webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize "
                "customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
}
ORDER = {root: children.split() for root, children in ORDER.items()}
REPEATED = {"conditionalFormatting", "fileRecoveryPr"}
NOT_EMPTY = {"definedNames", "cols", "mergeCells", "hyperlinks", "dataValidations", "externalReferences", "protectedRanges", "cellWatches", "ignoredErrors"}
# Lists of a stylesheet, and where their numbers are used.
USES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


def local(element):
    return etree.QName(element).localname


def main(name):
    return f"{{{MAIN}}}{name}"


def column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area(text):
    """(first row, first column, last row, last column) of "A1:B2", "A:B" or "1:2"; None for what is no range of the grid."""
    corners = []
    for corner in (text or "").split(":"):
        found = re.fullmatch(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?", corner)
        if not corner or not found:
            return None
        corners.append((int(found[2]) if found[2] else None, column_number(found[1]) if found[1] else None))
    if len(corners) not in (1, 2) or (len(corners) == 1 and None in corners[0]):
        return None
    (top, left), (bottom, right) = corners[0], corners[-1]
    if (top is None) != (bottom is None) or (left is None) != (right is None):
        return None
    box = (top or 1, left or 1, bottom or ROWS, right or COLUMNS)
    return box if 1 <= box[0] <= box[2] <= ROWS and 1 <= box[1] <= box[3] <= COLUMNS else None


def units(text):
    """Length as Excel counts it: UTF-16 units."""
    return len((text or "").encode("utf-16-le", "surrogatepass")) // 2


def unescaped(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text or "")


def number(text, otherwise=0):
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else otherwise


def look_at_order(package, part, root):
    order, at = ORDER[local(root)], -1
    for each in root:
        if etree.QName(each).namespace != MAIN:
            continue
        name = local(each)
        if name not in order:
            package.say("a child that does not belong there", part, name)
            continue
        place = order.index(name)
        if place < at:
            package.say("children in another order", part, name)
        if place == at and name not in REPEATED:
            package.say("a child that stands twice", part, name)
        if name in NOT_EMPTY and len(each) == 0:
            package.say("a list that is empty", part, name)
        at = max(at, place)


def look_at_formula(package, part, place, text):
    text = text or ""
    if units(text) > LONGEST_FORMULA:
        package.say("a formula that is too long", part, place)
    if text.startswith("="):
        package.say("a formula that begins with =", part, place)
    bare = re.sub(r'"(?:[^"]|"")*"', "", re.sub(r"'(?:[^']|'')*'!", "", text))
    if '"' in bare:
        package.say("a formula whose quotes do not pair", part, place)
    elif bare.count("(") != bare.count(")"):
        package.say("a formula whose brackets do not pair", part, place)


class Book:
    def __init__(self):
        self.sheets, self.formats, self.looks, self.strings = [], None, 0, 0
        self.texts = []
        self.tables = {}


def look_at_workbook(package, part):
    root, book = package.tree(part), Book()
    look_at_order(package, part, root)
    names, ids, links = collections.Counter(), collections.Counter(), collections.Counter()
    for each in root.iterfind(f"{main('sheets')}/{main('sheet')}"):
        name, link = each.get("name") or "", each.get(f"{{{RELATIONSHIPS}}}id")
        if not 1 <= units(name) <= LONGEST_SHEET or re.search(r"[\[\]:*?/\\]", name) or name[:1] == "'" or name[-1:] == "'":
            package.say("a sheet's name", part, len(book.sheets))
        names[name.lower()] += 1
        ids[each.get("sheetId")] += 1
        if not 1 <= number(each.get("sheetId")) <= LARGEST_SHEET_ID:
            package.say("a sheet's id", part, each.get("sheetId"))
        kind, target = package.links.get(part, {}).get(link, (None, None))
        if link:
            links[link] += 1
            if kind is None:
                package.say("a sheet without its part", part, len(book.sheets))
        book.sheets.append((name, target, kind, each.get("state") or "visible"))
    for counted, rule in ((names, "two sheets of one name"), (ids, "two sheets of one id"), (links, "two sheets of one part")):
        for key, count in counted.items():
            if count > 1:
                package.say(rule, part, "" if counted is names else key)
    if not any(state == "visible" for *_, state in book.sheets):
        package.say("no sheet in sight", part)
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        if number(view.get("activeTab")) >= len(book.sheets):
            package.say("the sheet in front is not there", part)
    look_at_styles(package, package.one_related(part, "styles"), book)
    strings = package.one_related(part, "sharedStrings")
    if strings and package.tree(strings) is not None:
        book.texts = ["".join(run.text or "" for run in item.iter(main("t"))) for item in package.tree(strings).iterfind(main("si"))]
    for _, sheet, kind, _ in book.sheets:
        for table in package.related(sheet, "table") if sheet and kind == "worksheet" else []:
            if package.tree(table) is not None:
                book.tables.setdefault(sheet, []).append(table)
    look_at_names(package, part, root, book)
    for _, sheet, kind, _ in book.sheets:
        if sheet and kind == "worksheet" and package.tree(sheet) is not None:
            Sheet(package, sheet, book).look()
    look_at_chain(package, part)
    for drawing in [each for each in package.types if package.types[each].endswith("officedocument.drawing+xml")]:
        look_at_links_of(package, drawing)


def look_at_links_of(package, part):
    root = package.tree(part)
    for each in root.iter(etree.Element) if root is not None else []:
        for key, value in each.attrib.items():
            if key.startswith(f"{{{RELATIONSHIPS}}}") and value and value not in package.links.get(part, {}):
                package.say("an id without its relationship", part, f"{local(each)} {value}")


def look_at_names(package, part, root, book):
    seen = set()
    tables = set()
    for parts in book.tables.values():
        tables |= {(package.tree(each).get("displayName") or "").lower() for each in parts}
    for each in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        name, sheet = each.get("name") or "", each.get("localSheetId")
        if (name.lower(), sheet) in seen:
            package.say("a name that stands twice", part, f"{name} {sheet}")
        seen.add((name.lower(), sheet))
        if sheet is not None and number(sheet, len(book.sheets)) >= len(book.sheets):
            package.say("a name of a sheet that is not there", part, name)
        found = CELL.match(name)
        if not re.fullmatch(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*", name) or units(name) > LONGEST_NAME or (found and column_number(found[1]) <= COLUMNS and 1 <= int(found[2]) <= ROWS):
            package.say("a name that Excel does not take", part, name)
        if sheet is None and name.lower() in tables:
            package.say("a name that a table has", part, name)
        look_at_formula(package, part, name, each.text)


def look_at_styles(package, part, book):
    root = package.tree(part) if part else None
    if root is None:
        return
    if local(root) != "styleSheet":
        package.say("styles that are something else", part)
        return
    look_at_order(package, part, root)
    count = collections.Counter()
    for each in root:
        if etree.QName(each).namespace == MAIN:
            count[local(each)] = len(each)
            if local(each) not in ("colors", "extLst", "tableStyles") and each.get("count") is not None and number(each.get("count"), -1) != len(each):
                package.say("a count that is another", part, local(each))
    formats = {number(each.get("numFmtId")) for each in root.iterfind(f"{main('numFmts')}/{main('numFmt')}")}
    if len(formats) != count["numFmts"]:
        package.say("a number format that stands twice", part)
    for name in ("cellStyleXfs", "cellXfs"):
        for at, xf in enumerate(root.iterfind(f"{main(name)}/{main('xf')}")):
            for attribute, used in USES.items():
                if xf.get(attribute) is not None and (name == "cellXfs" or attribute != "xfId") and number(xf.get(attribute)) >= max(count[used], 0 if attribute == "xfId" else 1):
                    package.say("a format that names what is not there", part, f"{name} {at} {attribute}")
            if number(xf.get("numFmtId")) >= 164 and number(xf.get("numFmtId")) not in formats:
                package.say("a number format that is not there", part, f"{name} {at}")
    if count["cellXfs"] > MOST_STYLES:
        package.say("too many cell formats", part)
    book.formats, book.looks = count["cellXfs"], count["dxfs"]


class Sheet:
    def __init__(self, package, part, book):
        self.package, self.part, self.book, self.root = package, part, book, package.tree(part)
        self.texts, self.formulas = {}, set()  # of heading cells of tables; cells with formulas

    def say(self, rule, place=""):
        self.package.say(rule, self.part, place)

    def look(self):
        if local(self.root) != "worksheet":
            return self.say("a sheet that is something else")
        look_at_order(self.package, self.part, self.root)
        if self.root.find(main("sheetData")) is None:
            self.say("a sheet without a place for rows")
        self.headings = {}
        for table in self.book.tables.get(self.part, []):
            box = area(self.package.tree(table).get("ref"))
            if box:
                for column in range(box[1], box[3] + 1):
                    self.headings[box[0], column] = None
        self.rows()
        self.around()
        links = self.package.links.get(self.part, {})
        for each in self.root.iterchildren():
            if local(each) == "sheetData":
                continue
            for inside in each.iter(etree.Element):
                link = inside.get(f"{{{RELATIONSHIPS}}}id")
                if link and link not in links:
                    self.say("an id without its relationship", f"{local(inside)} {link}")
        self.table_parts(links)

    def rows(self):
        last, shared, masters = 0, set(), set()
        for row in self.root.iterfind(f"{main('sheetData')}/{main('row')}"):
            at = number(row.get("r"), 0) if row.get("r") is not None else last + 1
            if not last < at <= ROWS:
                self.say("rows in another order", row.get("r"))
            last = max(last, at)
            self.style(row.get("s"), f"row {at}")
            column = 0
            for cell in row.iterfind(main("c")):
                found = CELL.match(cell.get("r")) if cell.get("r") is not None else None
                here = column_number(found[1]) if found else column + 1
                place = cell.get("r") or f"row {at}, cell {here}"
                if cell.get("r") is not None and (not found or int(found[2]) != at):
                    self.say("a cell in another row", place)
                if not column < here <= COLUMNS:
                    self.say("cells in another order", place)
                column = max(column, here)
                self.style(cell.get("s"), place)
                self.cell(cell, (at, here), place, shared, masters)
        for group in shared - masters:
            self.say("a shared formula without its first cell", group)

    def style(self, stated, place):
        if stated is not None and self.book.formats is not None and number(stated, -1) not in range(max(self.book.formats, 1)):
            self.say("a format that is not there", place)

    def cell(self, cell, at, place, shared, masters):
        kind, value, formula = cell.get("t") or "n", cell.find(main("v")), cell.find(main("f"))
        if kind not in ("n", "s", "str", "b", "e", "d", "inlineStr"):
            self.say("a cell's kind", place)
        if formula is not None:
            self.formulas.add(at)
            look_at_formula(self.package, self.part, place, formula.text)
            if formula.get("t") == "shared":
                (masters if formula.text else shared).add(formula.get("si"))
            if formula.get("t") == "array" and area(formula.get("ref")) is None:
                self.say("an array formula's range", place)
        text = None
        if kind == "s" and value is not None:
            index = number(value.text, len(self.book.texts))
            if index >= len(self.book.texts):
                self.say("a text that is not there", place)
            else:
                text = self.book.texts[index]
        elif kind == "inlineStr":
            text = "".join(run.text or "" for run in cell.iter(main("t")))
        elif kind == "str" and value is not None:
            text = value.text
        elif kind == "n" and value is not None and value.text and not re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", value.text):
            self.say("a number that is none", place)
        if text is not None and units(unescaped(text)) > LONGEST_TEXT:
            self.say("a text that is too long", place)
        if at in self.headings:
            self.headings[at] = text

    def around(self):
        merged = []
        for each in self.root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}"):
            box = area(each.get("ref"))
            if box is None or box[:2] == box[2:]:
                self.say("a merged range", each.get("ref"))
            else:
                merged.append(box)
        merged.sort()
        for at, box in enumerate(merged):
            for other in merged[at + 1:]:
                if other[0] > box[2]:
                    break
                if other[1] <= box[3] and box[1] <= other[3]:
                    self.say("merged ranges over each other", box)
        for each in self.root.iterfind(f"{main('cols')}/{main('col')}"):
            if not 1 <= number(each.get("min")) <= number(each.get("max")) <= COLUMNS:
                self.say("a column's range", each.get("min"))
            self.style(each.get("style"), f"column {each.get('min')}")
        for each in self.root.iterfind(main("conditionalFormatting")):
            self.ranges(each.get("sqref"), "the range of a rule")
            for rule in each.iterfind(main("cfRule")):
                if rule.get("dxfId") is not None and number(rule.get("dxfId")) >= self.book.looks:
                    self.say("a rule whose look is not there", each.get("sqref"))
                for formula in rule.iterfind(main("formula")):
                    look_at_formula(self.package, self.part, f"rule of {each.get('sqref')}", formula.text)
        for each in self.root.iterfind(f"{main('dataValidations')}/{main('dataValidation')}"):
            self.ranges(each.get("sqref"), "the range of a validation")
            for name, longest in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
                if units(unescaped(each.get(name))) > longest:
                    self.say("a validation's words are too long", each.get("sqref"))
            for formula in each:
                if local(formula) in ("formula1", "formula2"):
                    look_at_formula(self.package, self.part, f"validation of {each.get('sqref')}", formula.text)
                    if (formula.text or "").startswith('"') and units(formula.text) > 257:
                        self.say("a drop-down's words are too long", each.get("sqref"))
        for each in self.root.iterfind(f"{main('hyperlinks')}/{main('hyperlink')}"):
            if area(each.get("ref")) is None:
                self.say("a link's range", each.get("ref"))
        for each in self.root.iterfind(main("autoFilter")):
            box = area(each.get("ref"))
            if each.get("ref") is not None and box is None:
                self.say("a filter's range", each.get("ref"))
            for column in each.iterfind(main("filterColumn")) if box else []:
                if number(column.get("colId")) > box[3] - box[1]:
                    self.say("a filter's column", each.get("ref"))
        for kind in ("rowBreaks", "colBreaks"):
            breaks = self.root.find(main(kind))
            if breaks is not None and (len(breaks) > 1026 or number(breaks.get("count"), len(breaks)) != len(breaks)):
                self.say("page breaks", kind)

    def ranges(self, text, rule):
        if not text or any(area(each) is None for each in text.split()):
            self.say(rule, text)

    def table_parts(self, links):
        listed = [each.get(f"{{{RELATIONSHIPS}}}id") for each in self.root.iterfind(f"{main('tableParts')}/{main('tablePart')}")]
        parts = [links[each][1] for each in listed if each in links and links[each][1]]
        boxes = []
        for part in self.book.tables.get(self.part, []):
            if part not in parts:
                self.say("a table that the sheet does not list", part)
            box = self.table(part)
            if box and any(other[0] <= box[2] and box[0] <= other[2] and other[1] <= box[3] and box[1] <= other[3] for other in boxes):
                self.package.say("tables over each other", part)
            boxes.append(box or (0, 0, 0, 0))

    def table(self, part):
        root = self.package.tree(part)
        say = self.package.say
        look_at_order(self.package, part, root)
        box = area(root.get("ref"))
        columns = root.findall(f"{main('tableColumns')}/{main('tableColumn')}")
        if box is None:
            return say("a table's range", part, root.get("ref"))
        if len(columns) != box[3] - box[1] + 1:
            say("a table's columns are another number than its range's", part, root.get("ref"))
        listed = root.find(main("tableColumns"))
        if listed is not None and number(listed.get("count"), len(columns)) != len(columns):
            say("a count that is another", part, "tableColumns")
        for attribute, fold in (("id", str), ("name", str.lower)):
            for key, count in collections.Counter(fold(each.get(attribute) or "") for each in columns).items():
                if count > 1 or not key:
                    say(f"a table column's {attribute}", part, key if attribute == "id" else "")
        for each in columns:
            for attribute in ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"):
                if each.get(attribute) is not None and number(each.get(attribute)) >= self.book.looks:
                    say("a table's look is not there", part, attribute)
        if root.get("headerRowCount") != "0":
            for at, each in enumerate(columns):
                place = (box[0], box[1] + at)
                if self.headings.get(place) is None or place in self.formulas:
                    say("a table's heading is no text", part, place)
                elif re.sub(r"\r\n?", "\n", unescaped(self.headings[place])) != re.sub(r"\r\n?", "\n", unescaped(each.get("name"))):
                    say("a table's heading is not its column's name", part, place)
        filtered = root.find(main("autoFilter"))
        if filtered is not None:
            inner = area(filtered.get("ref"))
            if inner is None or inner[0] != box[0] or inner[1] != box[1] or inner[3] != box[3] or inner[2] != box[2] - number(root.get("totalsRowCount")):
                say("a table's filter is over another range", part, filtered.get("ref"))
        return box


def look_at_chain(package, workbook):
    for part in package.related(workbook, "calcChain"):
        root = package.tree(part)
        if root is not None and len(root) == 0:
            package.say("a list that is empty", part)
