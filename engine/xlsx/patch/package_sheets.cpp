// A worksheet added to a workbook: its part, what names it, and its place in the list of sheets.
#include <algorithm>
#include <charconv>
#include <set>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/patch/open_workbook.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::string_view worksheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
constexpr std::string_view relationships_transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view relationships_strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// The part in the strict dialect, which differs in the names of its namespaces.
std::string strict_sheet(std::string xml) {
  replace_all(xml, "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"",
              "\"http://purl.oclc.org/ooxml/spreadsheetml/main\"");
  replace_all(xml, "\"" + std::string{relationships_transitional} + "\"", "\"" + std::string{relationships_strict} + "\"");
  return xml;
}

void check_name(std::string_view name, const std::vector<SheetInfo>& infos) {
  std::size_t units = 0;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  constexpr std::size_t longest = 31;
  if (name.empty() || units > longest || name.find_first_of("[]:*?/\\") != std::string_view::npos || name.front() == '\'' ||
      name.back() == '\'') {
    throw Failure{FailureKind::unwritable,
                  "A sheet cannot be named '" + std::string{name} +
                      "': Excel allows 31 characters, none of them [ ] : * ? / \\ and no apostrophe at the ends."};
  }
  if (same_sheet_name(name, "History"))
    throw Failure{FailureKind::unwritable, "A sheet cannot be named 'History': Excel keeps that name for itself."};
  if (std::any_of(infos.begin(), infos.end(), [&](const SheetInfo& each) { return same_sheet_name(each.name, name); })) {
    throw Failure{FailureKind::unwritable,
                  "The workbook has a sheet named '" + std::string{name} + "' already. Rename that one and try again."};
  }
}

/// Beside the first worksheet, under the next number that is free.
std::string new_part(const PackageEdit& package, const std::vector<SheetInfo>& infos) {
  const auto like = std::find_if(infos.begin(), infos.end(), [](const SheetInfo& each) { return each.worksheet; });
  const std::string& near = like == infos.end() ? package.workbook_part() : like->part;
  const std::size_t slash = near.find_last_of("/\\");
  const std::string folder = slash == std::string::npos ? std::string{} : near.substr(0, slash + 1);
  return package.free_name(folder + "sheet", ".xml", infos.size() + 1);
}

/// The prefix under which a namespace can be used at an element, from the declarations of the root; empty when there is none.
std::string prefix_of(const XmlWalker& root, std::string_view space) {
  for (const TagAttribute& each : root.attributes()) {
    if (each.value == space && each.name.starts_with("xmlns:")) return std::string{each.name.substr(6)};
  }
  return {};
}

/// After the largest one, or the first gap where that is the last that Excel takes.
std::uint32_t free_sheet_id(const std::set<std::uint32_t>& taken) {
  constexpr std::uint32_t largest = 65'534;
  const std::uint32_t next = taken.empty() ? 1 : *taken.rbegin() + 1;
  if (next <= largest) return next;
  std::uint32_t gap = 1;
  while (taken.contains(gap)) ++gap;
  return gap;
}

/// The workbook part with one more sheet in its list.
std::string with_sheet(std::string_view xml, std::string_view name, std::string_view relationship, bool strict) {
  XmlWalker walker{xml};
  if (!walker.next()) xml_fault("the workbook lists no sheets");
  const std::string_view space = strict ? relationships_strict : relationships_transitional;
  const std::string prefix = prefix_of(walker, space);
  std::set<std::uint32_t> taken;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.local == "sheet" && tag.kind != XmlTagKind::close) {
      const std::string_view digits = walker.attribute("sheetId");
      std::uint32_t id = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), id);
      taken.insert(id);
    }
    if (tag.local != "sheets" || tag.kind != XmlTagKind::close) continue;
    const std::string own_prefix{tag.name.substr(0, tag.name.size() - tag.local.size())};
    const std::string id = prefix.empty() ? " xmlns:r=\"" + std::string{space} + "\" r:id=\"" : " " + prefix + ":id=\"";
    TextPatch patch;
    patch.replace(tag.begin, tag.begin,
                  "<" + own_prefix + "sheet name=\"" + escape_attribute(name) + "\" sheetId=\"" +
                      std::to_string(free_sheet_id(taken)) + "\"" + id + std::string{relationship} + "\"/>");
    return patch.apply(xml);
  }
  xml_fault("the workbook lists no sheets");
}

}  // namespace

SheetPatch& OpenWorkbook::add(std::string_view name, std::string sheet_xml) {
  check_name(name, infos);
  if (infos.size() >= Limits{}.sheets)
    throw Failure{FailureKind::unwritable, "The workbook has too many sheets to add one. Remove some and try again."};
  if (package.strict()) sheet_xml = strict_sheet(std::move(sheet_xml));
  const std::string& workbook = package.workbook_part();
  SheetInfo info;
  info.name = name;
  info.part = new_part(package, infos);
  package.set(info.part, sheet_xml);
  package.add_content_type(info.part, worksheet_type);
  const std::string_view family = package.strict() ? relationships_strict : relationships_transitional;
  const std::string id = package.add_relationship(workbook, std::string{family} + "/worksheet", "/" + info.part);
  package.set(workbook, with_sheet(package.text(workbook), name, id, package.strict()));
  infos.push_back(info);
  Buffer xml{sheet_xml.size()};
  std::copy(sheet_xml.begin(), sheet_xml.end(), xml.data());
  return *sheets.emplace_back(std::make_unique<SheetPatch>(*this, info, std::move(xml)));
}

}  // namespace counterfoil::xlsx
