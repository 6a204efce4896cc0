#include "run/disclosure/disclosure_parts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "report/record.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::run {

namespace {

using xlsx::Relationship;
using xlsx::XmlCursor;

/// What a kind of part means for somebody who sends the workbook on. Kinds are the last words of the relationship's type.
struct PartKind {
  const char* id;     // empty: nothing to say
  const char* words;  // what it is
};

// Long because it is a table: a line for each kind of part.
const std::map<std::string_view, PartKind>& part_kinds() {
  static const PartKind quiet{"", ""};
  static const PartKind embedded{"embedded-object",
                                 "Another document or a control is embedded; it goes along whole, whatever it shows"};
  static const PartKind macros{"macros", "Macros go along; they may hold names, paths and passwords"};
  static const PartKind history{"change-history",
                                "The history of a shared workbook is kept: who changed which cell, and the values before"};
  static const PartKind cache{"pivot-cache",
                              "A pivot table keeps a copy of its source rows, even where the source sheet is gone or filtered"};
  static const PartKind slicer{"slicer-cache", "A slicer or timeline keeps the list of its items"};
  static const PartKind web{"web-add-in", "A web add-in is attached, with its own settings"};
  static const PartKind data{"data-connection", "A connection to other data is kept: where it comes from, and how it is asked for"};
  static const PartKind model{"data-model", "A data model is kept, with whole tables out of sight"};
  static const PartKind signature{"signature", "A digital signature names who signed"};
  static const std::map<std::string_view, PartKind> kinds = {
      {"officeDocument", quiet},
      {"worksheet", quiet},
      {"chartsheet", quiet},
      {"styles", quiet},
      {"theme", quiet},
      {"themeOverride", quiet},
      {"sharedStrings", quiet},
      {"calcChain", quiet},
      {"drawing", quiet},
      {"vmlDrawing", quiet},
      {"chart", quiet},
      {"chartEx", quiet},
      {"chartStyle", quiet},
      {"chartColorStyle", quiet},
      {"chartUserShapes", quiet},
      {"table", quiet},
      {"tableSingleCells", quiet},
      {"pivotTable", quiet},
      {"sheetMetadata", quiet},
      {"volatileDependencies", quiet},
      {"customXmlProps", quiet},
      {"slicer", quiet},
      {"timeline", quiet},
      {"diagramLayout", quiet},
      {"diagramQuickStyle", quiet},
      {"diagramColors", quiet},
      {"diagramData", quiet},
      {"diagramDrawing", quiet},
      {"rdRichValue", quiet},
      {"rdRichValueStructure", quiet},
      {"rdRichValueTypes", quiet},
      {"richStyles", quiet},
      {"rdArray", quiet},
      {"richValueRel", quiet},
      {"rdSupportingPropertyBag", quiet},
      {"rdSupportingPropertyBagStructure", quiet},
      {"metadata", quiet},
      {"featurePropertyBag", quiet},
      {"wsSortMap", quiet},
      // Looked into elsewhere.
      {"core-properties", quiet},
      {"extended-properties", quiet},
      {"custom-properties", quiet},
      {"comments", quiet},
      {"threadedComment", quiet},
      {"person", quiet},
      {"customXml", quiet},
      {"image", quiet},
      {"externalLink", quiet},
      {"hyperlink", quiet},
      {"printerSettings", quiet},
      {"externalLinkPath", quiet},
      {"externalLinkLongPath", quiet},
      {"xlPathMissing", quiet},
      {"xlExternalLinkPath", quiet},
      {"xlAlternateStartup", quiet},
      {"xlStartup", quiet},
      {"pivotCacheDefinition", cache},
      {"pivotCacheRecords", quiet},
      {"slicerCache", slicer},
      {"timelineCache", slicer},
      {"oleObject", embedded},
      {"package", embedded},
      {"control", embedded},
      {"ctrlProp", embedded},
      {"activeXControlBinary", embedded},
      {"attachedToolbars", embedded},
      {"connections", data},
      {"queryTable", data},
      {"xmlMaps", data},
      {"powerPivotData", model},
      {"dataModel", model},
      {"vbaProject", macros},
      {"wordVbaData", macros},
      {"vbaProjectSignature", signature},
      {"vbaProjectSignatureAgile", signature},
      {"vbaProjectSignatureV3", signature},
      {"xlMacrosheet", macros},
      {"xlIntlMacrosheet", macros},
      {"dialogsheet", quiet},
      {"customProperty", {"sheet-property", "A program attached data of its own to the sheet"}},
      {"thumbnail", {"thumbnail", "A small picture of the first sheet as it looked once is kept"}},
      {"revisionHeaders", history},
      {"revisionLog", history},
      {"usernames", history},
      {"webextension", web},
      {"webextensiontaskpanes", web},
      {"extensibility", web},
      {"origin", signature},
      {"signature", signature},
      {"certificate", signature},
      {"legacyDrawingHeaderFooter", quiet}};
  return kinds;
}

std::string kind_of(const Relationship& relationship) {
  const std::size_t slash = relationship.type.rfind('/');
  return slash == std::string::npos ? relationship.type : relationship.type.substr(slash + 1);
}

/// Bytes that cameras and drawing programs leave in a picture.
bool has_picture_metadata(std::string_view bytes) {
  for (const std::string_view mark : {"Exif", "http://ns.adobe.com/xap", "Photoshop 3.0", "tEXt", "iTXt", "eXIf", "zTXt"})
    if (bytes.substr(0, 256 << 10).find(mark) != std::string_view::npos) return true;
  return false;
}

class PartWalker {
 public:
  PartWalker(const xlsx::WorkbookReader& reader, DisclosedList& found) : reader_(reader), found_(found) {
    for (const xlsx::SheetInfo& sheet : reader.sheets()) sheet_of_[sheet.part] = sheet.name;
  }

  void run() {
    follow({}, {});
    for (const xlsx::ZipEntry& entry : reader_.archive().entries()) {
      const bool of_the_package = entry.name.ends_with(".rels") || entry.name == "[Content_Types].xml" || entry.name.ends_with('/');
      if (of_the_package || met_.contains(&entry)) continue;
      // LibreOffice keeps our record without saying whose it is.
      if (entry.name.starts_with("customXml/") && is_ours(entry)) {
        if (!entry.name.starts_with("customXml/itemProps")) custom_xml(entry.name);
        continue;
      }
      tell("unreached-part", "The file holds a part that belongs to nothing in it: " + entry.name, {});
    }
  }

 private:
  bool is_ours(const xlsx::ZipEntry& entry) const {
    return reader_.archive().read(entry).view().substr(0, 4096).find(report::record_family) != std::string_view::npos;
  }

  void tell(std::string id, std::string words, const std::string& sheet, std::string cell = {}) {
    found_.push_back({std::move(id), std::move(words) + ".", sheet, std::move(cell)});
  }

  void follow(const std::string& source, const std::string& sheet) {
    std::vector<Relationship> relationships;
    try {
      relationships = xlsx::read_relationships(reader_.archive(), source);
    } catch (const Failure&) {
      return tell("unreadable-part", "What belongs to " + source + " cannot be read", sheet);
    }
    std::set<std::string> said;  // one sheet may have the same kind many times over
    for (const Relationship& relationship : relationships) {
      const std::string kind = kind_of(relationship);
      if (relationship.external) {
        outside(relationship, kind, sheet);
        continue;
      }
      const xlsx::ZipEntry* entry = xlsx::find_part(reader_.archive(), relationship.part);
      if (!entry) continue;
      const bool first_time = met_.insert(entry).second;
      const auto own = sheet_of_.find(entry->name);
      const std::string& where = own == sheet_of_.end() ? sheet : own->second;
      if (first_time || !sheet.empty()) judge(kind, entry->name, where, said, first_time);
      if (first_time) follow(entry->name, where);
    }
  }

  void judge(const std::string& kind, const std::string& part, const std::string& sheet, std::set<std::string>& said,
             bool first_time) {
    if (kind == "comments") return comments(part, sheet);
    if (kind == "threadedComment") return threads(part, sheet);
    if (!first_time) return;
    if (kind == "person") return persons(part);
    if (kind == "custom-properties") return custom_properties(part);
    if (kind == "customXml") return custom_xml(part);
    if (kind == "image") return image(part, sheet);
    if (kind == "printerSettings") return tell("printer-settings", "Printer settings are kept; they name the printer", sheet);
    const auto known = part_kinds().find(kind);
    if (known == part_kinds().end())
      return tell("unknown-part", "A part that this check does not know goes along: " + part + " (" + kind + ")", sheet);
    if (known->second.id[0] != '\0' && said.insert(known->second.id).second) tell(known->second.id, known->second.words, sheet);
  }

  void outside(const Relationship& relationship, const std::string& kind, const std::string& sheet) {
    const std::string target = "\"" + relationship.target + "\"";
    if (kind == "hyperlink") {
      const bool on_the_web = relationship.target.starts_with("http://") || relationship.target.starts_with("https://");
      if (!on_the_web && !relationship.target.starts_with("#"))
        tell("link-to-file", "A link names a file, a folder or an address: " + target, sheet);
    } else if (kind == "image") {
      tell("external-link", "A picture is fetched from " + target, sheet);
    } else {
      tell("external-link", "The workbook refers to another file and keeps the values it last read there: " + target, sheet);
    }
  }

  void comments(const std::string& part, const std::string& sheet) {
    std::vector<std::string> authors;
    bool in_author = false;
    walk_part(reader_, part, found_, [&](XmlCursor& cursor, XmlCursor::Token token) {
      if (token == XmlCursor::Token::text) {
        if (in_author) cursor.append_to(authors.back(), true);
        return;
      }
      in_author = cursor.is("author");
      if (in_author) authors.emplace_back();
      if (!cursor.is("comment")) return;
      const std::string number = cursor.attribute_text("authorId");
      std::string words = "A note is on the cell";
      for (std::size_t at = 0; at < authors.size(); ++at)
        if (std::to_string(at) == number && !authors[at].empty() && !authors[at].starts_with("tc=")) words += ", by " + authors[at];
      tell("comment", words, sheet, cursor.attribute_text("ref"));
    });
  }

  void threads(const std::string& part, const std::string& sheet) {
    walk_part(reader_, part, found_, [&](XmlCursor& cursor, XmlCursor::Token token) {
      if (token == XmlCursor::Token::start && cursor.local() == "threadedComment")
        tell("threaded-comment",
             cursor.attribute_text("parentId").empty() ? "A comment is on the cell" : "A reply to a comment is on the cell", sheet,
             cursor.attribute_text("ref"));
    });
  }

  void persons(const std::string& part) {
    walk_part(reader_, part, found_, [&](XmlCursor& cursor, XmlCursor::Token token) {
      if (token == XmlCursor::Token::start && cursor.local() == "person")
        tell("person", "Somebody who commented is named, with the account: " + cursor.attribute_text("displayName"), {});
    });
  }

  void custom_properties(const std::string& part) {
    walk_part(reader_, part, found_, [&](XmlCursor& cursor, XmlCursor::Token token) {
      if (token == XmlCursor::Token::start && cursor.local() == "property")
        tell("custom-property", "The file has a property of its own: " + cursor.attribute_text("name"), {});
    });
  }

  void custom_xml(const std::string& part) {
    const xlsx::ZipEntry* entry = xlsx::find_part(reader_.archive(), part);
    if (is_ours(*entry)) {
      const Buffer bytes = reader_.archive().read(*entry);
      if (bytes.view().find("<table id=\"released:") != std::string_view::npos)
        tell("counterfoil-released",
             "Counterfoil's list of what was released goes along: the keys, amounts and accounts of every line that went out, also "
             "of "
             "those that no sheet shows any more",
             {});
      if (bytes.view().find("<table id=\"memory:") != std::string_view::npos)
        tell("counterfoil-memory",
             "Counterfoil's memory goes along: what was due and paid for each line over the past months, also of people who are on "
             "no sheet any more",
             {});
      tell("counterfoil-record",
           "Counterfoil's own record goes along: every figure and name of the sheets again, and the lines of the last exports, "
           "with dates of birth where the exports have them",
           {});
    } else {
      tell("custom-xml", "Data of another program is kept out of sight: " + part, {});
    }
  }

  void image(const std::string& part, const std::string& sheet) {
    const Buffer bytes = reader_.archive().read(*xlsx::find_part(reader_.archive(), part));
    if (has_picture_metadata(bytes.view()))
      tell("picture-metadata",
           "A picture (" + part + ") carries notes of the camera or program that made it, perhaps the place and the person", sheet);
  }

  const xlsx::WorkbookReader& reader_;
  DisclosedList& found_;
  std::map<std::string, std::string> sheet_of_;  // part -> sheet
  std::set<const xlsx::ZipEntry*> met_;
};

}  // namespace

void walk_part(const xlsx::WorkbookReader& reader, const std::string& part, DisclosedList& found, const PartWalk& at) {
  try {
    const xlsx::ZipEntry* entry = xlsx::find_part(reader.archive(), part);
    if (!entry) return;
    const Buffer text = xlsx::to_utf8(reader.archive().read(*entry));
    XmlCursor cursor{text.view()};
    for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next())
      if (token != XmlCursor::Token::end) at(cursor, token);
  } catch (const Failure&) {
    found.push_back({"unreadable-part", "A part of the file cannot be read, so what it holds is not known: " + part + ".", {}, {}});
  }
}

void walk_part_whole(const xlsx::WorkbookReader& reader, const std::string& part, const PartWalk& at) {
  const xlsx::ZipEntry* entry = xlsx::find_part(reader.archive(), part);
  if (!entry) return;
  const Buffer text = xlsx::to_utf8(reader.archive().read(*entry));
  XmlCursor cursor{text.view()};
  for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next()) at(cursor, token);
}

void find_in_parts(const xlsx::WorkbookReader& reader, DisclosedList& found) { PartWalker{reader, found}.run(); }

}  // namespace counterfoil::run
