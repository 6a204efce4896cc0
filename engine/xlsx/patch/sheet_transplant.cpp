// Sheets of another workbook added to this one, with their styles, drawings, charts and names.
#include <algorithm>
#include <array>
#include <optional>

#include "xlsx/formula.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/patch/package_recalculation.hpp"
#include "xlsx/patch/part_children.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/style_parts.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

using SheetNames = std::map<std::string, std::string>;

/// The children of a workbook part as the standard has them, as far as names have to stand after them.
constexpr std::array<std::string_view, 9> workbook_order = {"fileVersion",        "fileSharing",        "workbookPr",
                                                            "workbookProtection", "bookViews",          "sheets",
                                                            "functionGroups",     "externalReferences", "definedNames"};

/// Drawings and charts in the strict dialect, which differs in the names of its namespaces.
std::string in_strict_dialect(std::string xml) {
  const std::array<std::pair<std::string_view, std::string_view>, 4> names = {{
      {"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
       "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"},
      {"http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"},
      {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
       "http://purl.oclc.org/ooxml/officeDocument/relationships"},
      {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"},
  }};
  for (const auto& [was, now] : names) replace_all(xml, was, now);
  return xml;
}

/// A formula whose sheets have other names now.
std::string with_sheet_names(std::string_view stored, const SheetNames& names) {
  const std::string expression = decoded(stored);
  TextPatch patch;
  for (const FormulaReference& each : find_references(expression)) {
    if (!each.sheet || each.foreign) continue;
    const auto now = names.find(*each.sheet);
    if (now == names.end() || now->second == *each.sheet) continue;
    const std::size_t mark = each.begin - 1;  // '!'
    std::size_t begin = mark;
    if (expression[begin - 1] == '\'')
      begin = expression.rfind('\'', begin - 2);
    else
      begin -= each.sheet->size();
    patch.replace(begin, mark, quote_sheet_name(now->second));
  }
  return patch.empty() ? std::string{stored} : escape_formula(patch.apply(expression));
}

/// The text of each element of that name passed through with_sheet_names.
std::string with_formulas_renamed(std::string_view xml, std::string_view element, const SheetNames& names) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    if (walker.tag().kind != XmlTagKind::open || walker.tag().local != element) continue;
    const std::string_view stored = xml.substr(walker.tag().end, xml.find('<', walker.tag().end) - walker.tag().end);
    if (std::string now = with_sheet_names(stored, names); now != stored) patch.replace(xml, stored, std::move(now));
  }
  return patch.apply(xml);
}

class Transplant {
 public:
  Transplant(OpenWorkbook& workbook, std::string_view donor, const SheetNames& names)
      : workbook_(workbook), donor_(donor, Limits{}), names_(names) {}

  void run() {
    PackageEdit& package = workbook_.package;
    styles_ = add_styles(package, donor_.text(donor_.related(donor_.workbook_part(), "styles")));
    for (const SheetInfo& info : donor_.reader().sheets()) {
      const bool wanted = names_.contains(info.name);
      places_.push_back(wanted ? std::optional{workbook_.infos.size()} : std::nullopt);
      if (!wanted) continue;
      const Buffer xml = donor_.reader().sheet_xml(info);
      SheetPatch& sheet = workbook_.add(names_.at(info.name), sheet_text(xml.view()));
      copy_related(info.part, sheet.info().part);
    }
    package.set(package.workbook_part(), with_names(package.text(package.workbook_part())));
  }

 private:
  /// Styles under their new numbers, texts in the cells themselves, and not chosen together with the sheet that staff see.
  std::string sheet_text(std::string_view xml) {
    TextPatch patch;
    XmlWalker walker{xml};
    const auto shift = [&](std::string_view attribute, std::uint32_t by) {
      if (const std::string_view value = walker.attribute(attribute); value.data() != nullptr)
        patch.replace(xml, value, std::to_string(to_number(value) + by));
    };
    while (walker.next()) {
      const XmlTag tag = walker.tag();
      if (tag.kind == XmlTagKind::close) continue;
      if (tag.local == "sheetView") {
        if (const std::string_view chosen = walker.attribute("tabSelected"); chosen.data() != nullptr)
          patch.replace(xml, chosen, "0");
      } else if (tag.local == "col") {
        shift("style", styles_.cells);
      } else if (tag.local == "row") {
        shift("s", styles_.cells);
      } else if (tag.local == "cfRule") {
        shift("dxfId", styles_.differences);
      } else if (tag.local == "c") {
        shift("s", styles_.cells);
        if (walker.attribute("t") == "s") text_into_cell(xml, walker, patch);
      } else if (tag.kind == XmlTagKind::open &&
                 (tag.local == "f" || tag.local == "formula" || tag.local == "formula1" || tag.local == "formula2")) {
        const std::string_view stored = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
        if (std::string now = with_sheet_names(stored, names_); now != stored) patch.replace(xml, stored, std::move(now));
      }
    }
    return patch.apply(xml);
  }

  void text_into_cell(std::string_view xml, const XmlWalker& at_cell, TextPatch& patch) {
    patch.replace(xml, at_cell.attribute("t"), "inlineStr");
    XmlWalker inside = at_cell;
    while (inside.next() && inside.tag().local != "c") {
      const XmlTag tag = inside.tag();
      if (tag.local != "v" || tag.kind != XmlTagKind::open) continue;
      const std::string_view index = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
      inside.skip_element();
      const auto text = donor_.reader().shared_strings().find(index);
      patch.replace(tag.begin, inside.tag().end, "<is><t xml:space=\"preserve\">" + escape_text(text.value_or("")) + "</t></is>");
    }
  }

  /// The parts that a part names, and those that they name, under names that are free here.
  void copy_related(const std::string& from, const std::string& to) {
    const std::string relations = relationships_part(from);
    if (!donor_.has(relations)) return;
    std::string text{donor_.text(relations)};
    for (const Relationship& each : donor_.relationships(from)) {
      if (each.external || each.part.empty()) continue;
      const std::string part = copy_part(each.part);
      replace_all(text, "Target=\"" + escape_attribute(each.target) + "\"", "Target=\"/" + part + "\"");
    }
    workbook_.package.set(relationships_part(to),
                          workbook_.package.strict() ? in_strict_dialect(std::move(text)) : std::move(text));
  }

  std::string copy_part(const std::string& from) {
    PackageEdit& package = workbook_.package;
    const std::size_t dot = from.rfind('.');
    const std::size_t digits = from.find_last_not_of("0123456789", dot - 1) + 1;
    std::string to = package.free_name(from.substr(0, digits), from.substr(dot), to_number(from.substr(digits, dot - digits)));
    std::string text = with_formulas_renamed(donor_.text(from), "f", names_);
    package.set(to, package.strict() ? in_strict_dialect(std::move(text)) : std::move(text));
    if (const std::string type = donor_.content_type(from); package.content_type(to) != type) package.add_content_type(to, type);
    copy_related(from, to);
    return to;
  }

  /// The workbook part with the donor's names (filters, print areas and titles).
  std::string with_names(std::string_view workbook) {
    const std::string_view theirs = donor_.text(donor_.workbook_part());
    std::vector<std::string> added;
    XmlWalker names{theirs};
    while (names.next()) {
      const XmlTag tag = names.tag();
      if (tag.local != "definedName" || tag.kind != XmlTagKind::open) continue;
      const std::string_view stored = theirs.substr(tag.end, theirs.find('<', tag.end) - tag.end);
      std::string element{theirs.substr(tag.begin, tag.end - tag.begin)};
      if (const std::string_view sheet = tag_attribute(element, "localSheetId"); sheet.data() != nullptr) {
        const std::size_t donors = to_number(sheet);
        if (donors >= places_.size() || !places_[donors]) continue;
        TextPatch patch;
        patch.replace(element, sheet, std::to_string(*places_[donors]));
        element = patch.apply(element);
      } else if (names_.size() < places_.size()) {
        continue;  // of the whole workbook, which has more sheets than were wanted
      }
      added.push_back(element + with_sheet_names(stored, names_) + "</definedName>");
    }
    return with_list_elements(workbook, "definedNames", workbook_order, added, ListCount::unstated);
  }

  OpenWorkbook& workbook_;
  PackageEdit donor_;
  const SheetNames& names_;
  StyleShift styles_;
  std::vector<std::optional<std::size_t>> places_;  // of the donor's sheets in the workbook
};

}  // namespace

Buffer with_sheets_of(std::string_view file, std::string_view donor, const SheetNames& names) {
  OpenWorkbook workbook{file, Limits{}};
  Transplant{workbook, donor, names}.run();
  ask_for_recalculation(workbook.package);
  return workbook.package.save();
}

}  // namespace counterfoil::xlsx
