// What the workbook part and the file's properties give away.
#include <set>

#include "run/disclosure/disclosure_parts.hpp"
#include "xlsx/relationships.hpp"

namespace counterfoil::run {

namespace {

using xlsx::XmlCursor;

std::string part_of(const xlsx::WorkbookReader& reader, std::string_view last_word) {
  for (const xlsx::Relationship& each : xlsx::read_relationships(reader.archive(), {}))
    if (!each.external && (each.type == last_word || each.type.ends_with("/" + std::string{last_word}))) return each.part;
  return {};
}

void properties(const xlsx::WorkbookReader& reader, const std::string& part,
                const std::vector<std::pair<std::string_view, const char*>>& wanted, DisclosedList& found) {
  if (part.empty()) return;
  std::string element;
  std::string text;
  const auto tell = [&] {
    for (const auto& [name, words] : wanted)
      if (element == name && text.find_first_not_of(" \t\r\n") != std::string::npos)
        found.push_back({"personal-metadata", "The file's properties say " + std::string{words} + ": " + text + ".", {}, {}});
    text.clear();
  };
  walk_part(reader, part, found, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::start) {
      tell();
      element = cursor.local();
    } else {
      cursor.append_to(text, false);
    }
  });
  tell();
}

void defined_name(const std::string& name, const std::string& refers_to, bool hidden, const std::set<std::string>& hidden_sheets,
                  DisclosedList& found) {
  const auto tell = [&](const char* id, const std::string& words) {
    found.push_back({id, "The name " + name + " " + words + ".", {}, {}});
  };
  if (refers_to.find('[') != std::string::npos || refers_to.find("\\\\") != std::string::npos)
    return tell("name-outside", "points into another file: " + refers_to);
  // Excel hides what its filters work with; they are said with the rows that they hide.
  if (hidden && !name.starts_with("_xlnm.") && !name.starts_with("_xlfn") && !name.starts_with("_xlws"))
    return tell("hidden-name", "is hidden, and holds: " + refers_to);
  for (const std::string& sheet : hidden_sheets)
    if (refers_to.starts_with(sheet + "!") || refers_to.starts_with("'" + sheet + "'!"))
      return tell("name-to-hidden-sheet", "points to the hidden sheet " + sheet);
}

}  // namespace

void find_in_workbook(const xlsx::WorkbookReader& reader, DisclosedList& found) {
  std::set<std::string> hidden_sheets;
  for (const xlsx::SheetInfo& sheet : reader.sheets()) {
    if (sheet.visibility == xlsx::SheetVisibility::visible) continue;
    hidden_sheets.insert(sheet.name);
    if (sheet.visibility == xlsx::SheetVisibility::hidden)
      found.push_back(
          {"hidden-sheet", "The sheet " + sheet.name + " is hidden; a right click on any tab brings it out.", sheet.name, {}});
    else
      found.push_back({"very-hidden-sheet",
                       "The sheet " + sheet.name + " is hidden so that Excel's menus do not show it; other programs do.",
                       sheet.name,
                       {}});
  }
  std::string name;
  std::string refers_to;
  bool hidden = false;
  const auto tell = [&] {
    if (!name.empty()) defined_name(name, refers_to, hidden, hidden_sheets, found);
    name.clear();
    refers_to.clear();
  };
  walk_part(reader, part_of(reader, "officeDocument"), found, [&](XmlCursor& cursor, XmlCursor::Token token) {
    if (token == XmlCursor::Token::text) {
      if (!name.empty()) cursor.append_to(refers_to, false);
      return;
    }
    tell();
    if (cursor.is("definedName")) {
      name = cursor.attribute_text("name");
      hidden = cursor.attribute_true("hidden");
    } else if (cursor.is("fileSharing") && !cursor.attribute_text("userName").empty()) {
      found.push_back(
          {"personal-metadata", "The file says who last reserved it: " + cursor.attribute_text("userName") + ".", {}, {}});
    } else if (cursor.local() == "absPath" && !cursor.attribute_text("url").empty()) {
      found.push_back(
          {"personal-metadata", "The file says in which folder it was last saved: " + cursor.attribute_text("url") + ".", {}, {}});
    }
  });
  tell();
  properties(reader, part_of(reader, "core-properties"),
             {{"creator", "who made it"},
              {"lastModifiedBy", "who last saved it"},
              {"description", "as a comment"},
              {"keywords", "as keywords"},
              {"subject", "as its subject"},
              {"category", "as its category"},
              {"contentStatus", "as its status"}},
             found);
  properties(reader, part_of(reader, "extended-properties"),
             {{"Company", "whose it is"}, {"Manager", "who the manager is"}, {"HyperlinkBase", "where links begin"}}, found);
}

}  // namespace counterfoil::run
