#include "xlsx/sheet_formulas.hpp"

#include <set>
#include <utility>
#include <vector>

#include "xlsx/formula_references.hpp"

namespace counterfoil::xlsx {

namespace {

bool is_shared(const FormulaCell& cell) { return tag_attribute(cell.tag(), "t") == "shared"; }

/// The opening tag without what makes it part of a group.
std::string plain_tag(std::string_view prefix, std::string_view tag) {
  std::string out = "<" + std::string{prefix} + "f";
  XmlWalker walker{tag, 0, XmlWalker::Part::fragment};
  walker.next();
  for (const TagAttribute& attribute : walker.attributes()) {
    if (attribute.name != "t" && attribute.name != "si" && attribute.name != "ref") out += " " + std::string{attribute.raw};
  }
  return out + ">";
}

}  // namespace

void visit_formulas(const SheetRows& sheet, const RowSlice& slice, const std::function<void(const FormulaCell&)>& visit) {
  const std::string_view row = slice.row();
  if (row.find("<" + sheet.prefix() + "f") == std::string_view::npos) return;
  const auto whole = next_element(row, 0, sheet.plain());
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  while (const auto cell = next_element(within, at, sheet.plain())) {
    at = cell->end;
    if (local_name(cell->name) != "c") continue;
    column = cell_column(row.substr(cell->begin, cell->content_begin - cell->begin), column);
    const std::string_view inside = row.substr(0, cell->content_end);
    std::size_t child_at = cell->content_begin;
    while (const auto child = next_element(inside, child_at, sheet.plain())) {
      child_at = child->end;
      if (local_name(child->name) != "f") continue;
      visit(FormulaCell{{slice.number, column}, row, *child});
      break;
    }
  }
}

SharedFormulas::SharedFormulas(const SheetRows& sheet) {
  for (const RowSlice& slice : sheet.rows()) {
    if (slice.xml.find("shared") == std::string_view::npos) continue;
    visit_formulas(sheet, slice, [&](const FormulaCell& cell) {
      if (!is_shared(cell) || cell.expression().empty()) return;
      groups_.emplace(tag_attribute(cell.tag(), "si"), SharedFormula{std::string{cell.expression()}, cell.cell});
    });
  }
}

std::optional<std::string> SharedFormulas::expression(std::string_view group, CellReference cell) const {
  const auto found = groups_.find(group);
  if (found == groups_.end()) return std::nullopt;
  const SharedFormula& shared = found->second;
  return shift_relative(shared.expression, std::int64_t{cell.row} - shared.master.row, std::int64_t{cell.column} - shared.master.column);
}

void SharedFormulas::dissolve(SheetRows& sheet, const std::function<bool(const SharedFormula&)>& wanted) {
  std::set<std::string, std::less<>> chosen;
  for (const auto& [group, shared] : groups_) {
    if (wanted(shared)) chosen.insert(group);
  }
  if (chosen.empty()) return;
  for (std::size_t index = 0; index < sheet.rows().size(); ++index) {
    const RowSlice slice = sheet.rows()[index];
    if (slice.xml.find("shared") == std::string_view::npos) continue;
    TextPatch patch;
    visit_formulas(sheet, slice, [&](const FormulaCell& cell) {
      const std::string_view group = tag_attribute(cell.tag(), "si");
      if (!is_shared(cell) || !chosen.contains(group)) return;
      const bool master = !cell.expression().empty();
      const std::string own = master ? std::string{cell.expression()} : expression(group, cell.cell).value_or(std::string{});
      patch.replace(cell.formula.begin, cell.formula.end, plain_tag(sheet.prefix(), cell.tag()) + own + "</" + sheet.prefix() + "f>");
    });
    if (!patch.empty()) sheet.set_row(index, patch.apply(slice.row()), slice.number);
  }
  for (const std::string& group : chosen) groups_.erase(group);
}

}  // namespace counterfoil::xlsx
