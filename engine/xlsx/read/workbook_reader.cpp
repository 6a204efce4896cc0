#include "xlsx/workbook_reader.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "xlsx/relationships.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

[[noreturn]] void broken(std::string_view what) {
  throw Failure{FailureKind::unreadable, "The workbook is damaged: " + std::string{what} +
                                             ". Open it in Excel, save a copy and use the copy, or export it again."};
}

std::string_view accepted(std::string_view file) {
  const FileKind kind = recognise(file);
  if (kind == FileKind::zip_workbook) return file;
  const std::string_view words = refusal_words(kind == FileKind::text ? FileKind::unknown : kind);
  throw Failure{FailureKind::unreadable, std::string{words}};
}

/// What [Content_Types].xml says a part is; empty when it says nothing.
std::string content_type(const ZipArchive& archive, std::string_view part) {
  const ZipEntry* const entry = archive.find("[Content_Types].xml");
  if (entry == nullptr) broken("it has no list of what its parts are");
  const Buffer bytes = read_small_part(archive, *entry);
  const ZipEntry* const wanted = find_part(archive, part);
  const std::size_t dot = part.rfind('.');
  const std::string ending{dot == std::string_view::npos ? std::string_view{} : part.substr(dot + 1)};
  std::string by_ending;
  XmlCursor xml{bytes.view(), archive.limits().xml_depth};
  for (auto token = xml.next(); token != XmlCursor::Token::finish; token = xml.next()) {
    if (token != XmlCursor::Token::start || xml.space() != XmlNamespace::content_types) continue;
    if (xml.local() == "Override" && find_part(archive, resolve_target({}, xml.attribute_text("PartName"))) == wanted) {
      return xml.attribute_text("ContentType");
    }
    if (xml.local() == "Default" && by_ending.empty()) {
      const std::string extension = xml.attribute_text("Extension");
      const bool same = std::equal(extension.begin(), extension.end(), ending.begin(), ending.end(),
                                   [](char a, char b) { return (a | 0x20) == (b | 0x20); });
      if (same) by_ending = xml.attribute_text("ContentType");
    }
  }
  return by_ending;
}

std::string find_workbook_part(const ZipArchive& archive) {
  for (const Relationship& relationship : read_relationships(archive, {})) {
    if (relationship.type != "officeDocument") continue;
    const ZipEntry* const entry = relationship.part.empty() ? nullptr : find_part(archive, relationship.part);
    if (entry == nullptr) broken("the part that lists its sheets is missing");
    return entry->name;
  }
  broken("it does not say which of its parts is the workbook");
}

struct ListedSheet {
  SheetInfo info;
  std::string relationship;
};

std::vector<ListedSheet> read_workbook_part(const Buffer& part, const Limits& limits, bool& uses_1904_dates) {
  std::vector<ListedSheet> sheets;
  XmlCursor xml{part.view(), limits.xml_depth};
  bool in_sheets = false;
  for (auto token = xml.next(); token != XmlCursor::Token::finish; token = xml.next()) {
    if (token == XmlCursor::Token::end && xml.depth() == 1) in_sheets = false;
    if (token != XmlCursor::Token::start) continue;
    if (xml.depth() == 1 && !xml.is("workbook")) broken("the part that lists its sheets holds something else");
    if (xml.depth() == 2 && xml.is("workbookPr")) uses_1904_dates = xml.attribute_true("date1904");
    if (xml.depth() == 2) in_sheets = xml.is("sheets");
    if (xml.depth() != 3 || !in_sheets || !xml.is("sheet")) continue;
    if (sheets.size() == limits.sheets) broken("it lists more sheets than " + std::to_string(limits.sheets));
    ListedSheet sheet;
    sheet.info.name = xml.attribute_text("name");
    sheet.relationship = xml.attribute_text("id", XmlNamespace::relationships);
    const std::string state = xml.attribute_text("state");
    if (state == "hidden") sheet.info.visibility = SheetVisibility::hidden;
    if (state == "veryHidden") sheet.info.visibility = SheetVisibility::very_hidden;
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

}  // namespace

WorkbookReader::WorkbookReader(std::string_view file, const Limits& limits) : archive_(accepted(file), limits) {
  const std::string workbook = find_workbook_part(archive_);
  const std::string type = content_type(archive_, workbook);
  if (type.find("sheet.binary.") != std::string::npos) {
    throw Failure{FailureKind::unreadable, std::string{refusal_words(FileKind::binary_workbook_xlsb)}};
  }
  if (type.find("wordprocessingml") != std::string::npos || type.find("presentationml") != std::string::npos) {
    throw Failure{FailureKind::unreadable,
                  "This is a Word or PowerPoint document, not a workbook. Choose the exported workbook (.xlsx)."};
  }

  const Buffer part = read_small_part(archive_, *archive_.find(workbook));
  const std::vector<ListedSheet> listed = read_workbook_part(part, limits, uses_1904_dates_);
  const std::vector<Relationship> relationships = read_relationships(archive_, workbook);
  for (const ListedSheet& sheet : listed) {
    if (sheet.relationship.empty()) {  // a module of macros of Excel 5: it has a name and a place, but no part
      sheets_.push_back(sheet.info);
      sheets_.back().worksheet = false;
      continue;
    }
    const auto relationship = std::find_if(relationships.begin(), relationships.end(),
                                           [&](const Relationship& candidate) { return candidate.id == sheet.relationship; });
    const std::string named = "its sheet '" + sheet.info.name + "' is missing";
    if (relationship == relationships.end() || relationship->part.empty()) broken(named);
    const ZipEntry* const entry = find_part(archive_, relationship->part);
    if (entry == nullptr) broken(named);
    sheets_.push_back(sheet.info);
    sheets_.back().part = entry->name;
    sheets_.back().worksheet = relationship->type == "worksheet";
  }
  const bool any = std::any_of(sheets_.begin(), sheets_.end(), [](const SheetInfo& each) { return !each.part.empty(); });
  if (!any) broken("it has no sheets");
  for (const Relationship& relationship : relationships) {
    const bool strings = relationship.type == "sharedStrings";
    if (!strings && relationship.type != "styles") continue;
    const ZipEntry* const entry = relationship.part.empty() ? nullptr : find_part(archive_, relationship.part);
    if (entry != nullptr) (strings ? shared_strings_part_ : styles_part_) = entry->name;
  }
}

const SharedStrings& WorkbookReader::shared_strings() const {
  if (!strings_read_ && !shared_strings_part_.empty()) {
    shared_strings_ = SharedStrings{to_utf8(archive_.read(*archive_.find(shared_strings_part_)))};
  }
  strings_read_ = true;
  return shared_strings_;
}

const Styles& WorkbookReader::styles() const {
  if (!styles_read_ && !styles_part_.empty()) styles_ = Styles{read_small_part(archive_, *archive_.find(styles_part_)).view()};
  styles_read_ = true;
  return styles_;
}

Buffer WorkbookReader::sheet_xml(const SheetInfo& sheet) const {
  const ZipEntry* const entry = archive_.find(sheet.part);
  if (entry == nullptr) broken("its sheet '" + sheet.name + "' is missing");
  return to_utf8(archive_.read(*entry));
}

}  // namespace counterfoil::xlsx
