#!/usr/bin/python3
"""What Excel itself enforces when it opens a workbook, looked for without Excel.

    excel_rules.py [--before ORIGINAL] WORKBOOK...
    excel_rules.py --pairs LIST        lines "before<TAB>after"; an empty "before": everything counts

Prints each breach as "workbook: rule, part, place", never what a cell holds; exit status 1 where there is one. With an original, only
what the original has not as well is a breach: its broken parts are its own. `breaches(after, before)` is the same for other tests.

Rules are those of ISO/IEC 29500 (parts 1 and 2) and of Excel's own limits ("Excel specifications and limits"). The Open XML SDK's validator
(open_xml_validator) is the other judge; each sees what the other does not.
"""
import argparse
import collections
import io
import posixpath
import sys
import urllib.parse
import zipfile

from lxml import etree

import excel_rules_sheets as sheets
from excel_rules_sheets import MAIN, RELATIONSHIPS, local

STRICT = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": MAIN,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS,
    "http://purl.oclc.org/ooxml/drawingml/": "http://schemas.openxmlformats.org/drawingml/2006/",
}
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
# The last step of a relationship's type, and how the content type of its part ends.
TYPES = {"worksheet": "worksheet+xml", "chartsheet": "chartsheet+xml", "styles": "styles+xml", "sharedStrings": "sharedstrings+xml", "theme": "theme+xml",
         "table": "table+xml", "comments": "comments+xml", "drawing": "drawing+xml", "chart": "chart+xml", "calcChain": "calcchain+xml",
         "pivotTable": "pivottable+xml", "pivotCacheDefinition": "pivotcachedefinition+xml", "customXmlProps": "customxmlproperties+xml"}
ENDINGS = {".xlsx": "spreadsheetml.sheet.main+xml", ".xlsm": "sheet.macroenabled.main+xml", ".xltx": "spreadsheetml.template.main+xml",
           ".xltm": "template.macroenabled.main+xml"}


class Package:
    """Parts, what they are and how they name each other; what is wrong with that goes to `found` as (rule, part, place)."""

    def __init__(self, path):
        self.path, self.found = str(path), []
        self.parts, self.types, self.links, self.trees = {}, {}, {}, {}

    def say(self, rule, part, place=""):
        self.found.append((rule, part, str(place)[:200]))

    def open(self):
        try:
            archive = zipfile.ZipFile(self.path)
        except (OSError, zipfile.BadZipFile):
            self.say("not a zip file", "")
            return False
        lower = collections.Counter()
        for entry in archive.infolist():
            if entry.filename.endswith("/"):
                continue
            if "\\" in entry.orig_filename or entry.filename.startswith("/"):
                self.say("a part's name", entry.filename)
            lower[entry.filename.lower()] += 1
            try:
                self.parts[entry.filename] = archive.read(entry)
            except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError, ValueError):
                self.say("a part cannot be read", entry.filename)
            except Exception as fault:  # zlib has errors of its own
                self.say("a part cannot be read", entry.filename, type(fault).__name__)
        for name, count in lower.items():
            if count > 1:
                self.say("two parts of one name", name)
        self.by_lower = {name.lower(): name for name in self.parts}
        if "[content_types].xml" not in self.by_lower:
            self.say("no content types", "")
            return False
        self.read_types()
        self.read_links()
        for name in self.parts:
            if name.lower().endswith((".xml", ".rels")):
                self.tree(name)
        return True

    def tree(self, name):
        """The part's root, strict names as transitional ones; None where it is not well formed."""
        if name not in self.trees:
            text = self.parts[name]
            if b"purl.oclc.org" in text:
                for strict, plain in STRICT.items():
                    text = text.replace(strict.encode(), plain.encode())
            try:
                parser = etree.XMLParser(resolve_entities=False, huge_tree=True, remove_comments=True, remove_pis=True)
                self.trees[name] = etree.parse(io.BytesIO(text), parser).getroot()
            except etree.XMLSyntaxError:
                self.say("not well formed", name)
                self.trees[name] = None
        return self.trees[name]

    def read_types(self):
        part = self.by_lower["[content_types].xml"]
        defaults, overrides = {}, {}
        root = self.tree(part)
        for each in root if root is not None else []:
            if local(each) == "Default":
                key, into, rule = (each.get("Extension") or "").lower(), defaults, "two content types for an ending"
            else:
                key, into, rule = (each.get("PartName") or "").lower(), overrides, "two content types for a part"
                if key.lstrip("/") not in self.by_lower:
                    self.say("content type of a part that is not there", part, key)
            if key in into:
                self.say(rule, part, key)
            into[key] = each.get("ContentType") or ""
        for name in self.parts:
            if name == part:
                continue
            file = posixpath.basename(name).lower()
            self.types[name] = (overrides.get("/" + name.lower()) or defaults.get(file.rsplit(".", 1)[-1] if "." in file else "") or "").lower()
            if not self.types[name]:
                self.say("a part without content type", name)

    def read_links(self):
        for name in self.parts:
            if not name.lower().endswith(".rels"):
                continue
            folder, file = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), file[:-5])
            if file != ".rels" and source.lower() not in self.by_lower:
                self.say("relationships of a part that is not there", name)
            if self.types.get(name) != RELS_TYPE:
                self.say("relationships of another content type", name)
            root = self.tree(name)
            links = {}
            for each in root if root is not None else []:
                key, kind, target = each.get("Id"), posixpath.basename(each.get("Type") or ""), each.get("Target")
                if not key or key in links:
                    self.say("a relationship's id", name, key)
                if not kind or target is None:
                    self.say("a relationship without type or target", name, key)
                    continue
                part = None
                if each.get("TargetMode") != "External" and target.split("#")[0]:
                    full = posixpath.normpath(posixpath.join("/" + posixpath.dirname(folder), target.split("#")[0])).lstrip("/").lower()
                    part = self.by_lower.get(full) or self.by_lower.get(urllib.parse.unquote(full))
                    if part is None and target != "NULL":
                        self.say("a relationship to a part that is not there", name, f"{key} {kind}")
                    wanted = TYPES.get(kind)
                    if part and wanted and "openxmlformats" in (each.get("Type") or "") and not self.types[part].endswith(wanted):
                        self.say("a part of another content type than its relationship", part, kind)
                links[key] = (kind, part)
            self.links[self.by_lower.get(source.lower(), source) if file != ".rels" else ""] = links

    def related(self, source, kind):
        return [part for each, part in self.links.get(source, {}).values() if each == kind and part]

    def one_related(self, source, kind):
        found = [each for each in self.links.get(source, {}).values() if each[0] == kind]
        if len(found) > 1:
            self.say("two relationships where one may be", source, kind)
        parts = self.related(source, kind)
        return parts[0] if parts else None

    def check_ending(self, workbook):
        ending = posixpath.splitext(self.path)[1].lower()
        if ending in ENDINGS and not self.types[workbook].endswith(ENDINGS[ending]):
            self.say("the file's ending and its content type differ", workbook, ending)
        if any(name.lower().endswith("vbaproject.bin") for name in self.parts) and "macroenabled" not in self.types[workbook] and "addin" not in self.types[workbook]:
            self.say("macros in a workbook without macros", workbook)


def look_at(path):
    """Everything that is wrong with a workbook."""
    package = Package(path)
    if package.open():
        workbook = package.one_related("", "officeDocument")
        if not workbook or package.tree(workbook) is None:
            package.say("no workbook", "")
        else:
            package.check_ending(workbook)
            sheets.look_at_workbook(package, workbook)
    return package.found


def breaches(after, before=None):
    """What `after` has and `before` has not: for each rule and part, as many as came."""
    found = look_at(after)
    if before is None:
        return found
    exact = collections.Counter(look_at(before))
    left = []
    for each in found:  # places move with their cells, so what is left over is counted by rule and part
        if exact[each] > 0:
            exact[each] -= 1
        else:
            left.append(each)
    kinds = collections.Counter()
    for (rule, part, _), count in exact.items():
        kinds[rule, part] += max(count, 0)
    new = []
    for each in left:
        if kinds[each[:2]] > 0:
            kinds[each[:2]] -= 1
        else:
            new.append(each)
    return new


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--before")
    options.add_argument("--pairs")
    options.add_argument("workbook", nargs="*")
    given = options.parse_args()
    pairs = [(given.before, each) for each in given.workbook]
    if given.pairs:
        with open(given.pairs, encoding="utf-8") as lines:
            for line in lines.read().splitlines():
                before, after = line.split("\t")
                pairs.append((before or None, after))
    bad = 0
    for before, after in pairs:
        for rule, part, place in breaches(after, before):
            bad += 1
            print(f"{after}: {rule}, {part}, {place}")
    print(f"excel_rules: {len(pairs)} workbooks, {bad} breaches")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
