// Formulas of a whole workbook, each seen with its place and changed by a rule.
#include <set>

#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

class RewritingPass {
 public:
  RewritingPass(OpenWorkbook& workbook, const FormulaRule& rule) : workbook_(workbook), rule_(rule) {}

  void run() {
    for (const SheetInfo& info : workbook_.infos) {
      if (!info.worksheet) continue;
      SheetPatch& sheet = workbook_.open(info);
      free_those_that_change(sheet);
      cells(sheet);
      for (const std::string& table : workbook_.package.all_related(info.part, "table")) table_columns(table, info.name);
    }
    names();
  }

 private:
  std::optional<std::string> changed(const FormulaPlace& place, std::string_view stored) const {
    const std::string expression = decoded(stored);
    auto now = rule_(place, expression);
    return now && *now != expression ? std::optional{escape_formula(*now)} : std::nullopt;
  }

  /// Where one cell of a group changes, each cell gets its own formula.
  void free_those_that_change(SheetPatch& sheet) {
    if (sheet.shared_formulas().empty()) return;
    std::set<std::string, std::less<>> groups;
    for (const RowSlice& slice : sheet.rows().rows()) {
      if (slice.xml.find("shared") == std::string_view::npos) continue;
      visit_formulas(sheet.rows(), slice, [&](const FormulaCell& cell) {
        const std::string_view group = shared_group(cell);
        if (group.data() == nullptr || groups.contains(group)) return;
        const auto expression = sheet.shared_formulas().expression(group, cell.cell);
        if (expression && changed({sheet.info().name, cell.cell, {}}, *expression)) groups.emplace(group);
      });
    }
    sheet.shared_formulas().dissolve(sheet.rows(), groups);
  }

  void cells(SheetPatch& sheet) {
    bool any = false;
    for (std::size_t index = 0; index < sheet.rows().rows().size(); ++index) {
      const RowSlice slice = sheet.rows().rows()[index];
      TextPatch patch;
      visit_formulas(sheet.rows(), slice, [&](const FormulaCell& cell) {
        if (cell.expression().empty()) return;
        if (const auto now = changed({sheet.info().name, cell.cell, {}}, cell.expression()))
          patch.replace(cell.row, cell.expression(), *now);
      });
      if (patch.empty()) continue;
      sheet.rows().set_row(index, patch.apply(slice.row()), slice.number);
      any = true;
    }
    if (!any) return;
    sheet.forget_facts();
    sheet.forget_shared_formulas();
  }

  void table_columns(const std::string& part, const std::string& sheet) {
    const std::string_view xml = workbook_.package.text(part);
    TextPatch patch;
    XmlWalker walker{xml};
    FormulaPlace place{sheet, {0, 0}, {}};
    while (walker.next()) {
      const XmlTag tag = walker.tag();
      if (tag.kind != XmlTagKind::close && tag.local == "tableColumn")
        place.name = decoded(walker.attribute("name"), Escapes::entities_and_cell_escapes);
      if (tag.kind != XmlTagKind::open || tag.local != "calculatedColumnFormula") continue;
      rewrite(place, xml, tag.end, patch);
    }
    if (!patch.empty()) workbook_.package.set(part, patch.apply(xml));
  }

  void names() {
    const std::string& part = workbook_.package.workbook_part();
    const std::string_view xml = workbook_.package.text(part);
    TextPatch patch;
    XmlWalker walker{xml};
    while (walker.next()) {
      if (walker.tag().local != "definedName" || walker.tag().kind != XmlTagKind::open) continue;
      FormulaPlace place{{}, {0, 0}, decoded(walker.attribute("name"))};
      if (!place.name.starts_with("_xlnm.")) rewrite(place, xml, walker.tag().end, patch);
    }
    if (!patch.empty()) workbook_.package.set(part, patch.apply(xml));
  }

  void rewrite(const FormulaPlace& place, std::string_view xml, std::size_t begin, TextPatch& patch) const {
    const std::string_view stored = xml.substr(begin, xml.find('<', begin) - begin);
    if (const auto now = changed(place, stored)) patch.replace(xml, stored, *now);
  }

  OpenWorkbook& workbook_;
  const FormulaRule& rule_;
};

}  // namespace

void SheetPatch::rewrite_formulas(const FormulaRule& rule) { RewritingPass{workbook_, rule}.run(); }

void rewrite_formulas(SheetEditor& sheet, const FormulaRule& rule) { static_cast<SheetPatch&>(sheet).rewrite_formulas(rule); }

}  // namespace counterfoil::xlsx
