#include "xlsx/patch/sheet_formulas.hpp"

#include <utility>
#include <vector>

#include "xlsx/formula_references.hpp"

namespace counterfoil::xlsx {

namespace {

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

/// Cell by cell, those from `from` on: where comments, CDATA or cells without references stand in the way of a search.
void visit_cells(const SheetRows& sheet, const RowSlice& slice, std::size_t from,
                 const std::function<void(const FormulaCell&)>& visit) {
  const std::string_view row = slice.row();
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
      if (child->begin >= from) visit(FormulaCell{{slice.number, column}, row, *child});
      break;
    }
  }
}

}  // namespace

std::string_view shared_group(const FormulaCell& cell) {
  if (tag_attribute(cell.tag(), "t") != "shared") return {};
  return tag_attribute(cell.tag(), "si");
}

void visit_formulas(const SheetRows& sheet, const RowSlice& slice, const std::function<void(const FormulaCell&)>& visit) {
  const std::string_view row = slice.row();
  if (!sheet.plain()) return visit_cells(sheet, slice, 0, visit);
  const std::string name = sheet.prefix() + "f";
  const std::string cell_start = "<" + sheet.prefix() + "c";
  for (std::size_t found = find_open(row, 0, name); found != std::string_view::npos; found = find_open(row, found, name)) {
    const std::size_t cell = row.rfind(cell_start, found);
    const auto formula = next_element(row, found, true);
    if (cell == std::string_view::npos || !formula) return visit_cells(sheet, slice, found, visit);
    const std::string_view tag = row.substr(cell, row.find('>', cell) + 1 - cell);
    if (tag_attribute(tag, "r").data() == nullptr) return visit_cells(sheet, slice, found, visit);
    visit(FormulaCell{{slice.number, cell_column(tag, 0)}, row, *formula});
    found = formula->end;
  }
}

std::uint32_t formula_kinds(const SheetRows& sheet, const RowSlice& slice) {
  if (slice.formula_kinds != 0) return slice.formula_kinds;
  std::uint32_t kinds = kinds_known;
  visit_formulas(sheet, slice, [&](const FormulaCell& cell) {
    kinds |= any_formula;
    if (cell.expression().find('!') != std::string_view::npos) kinds |= names_sheet;
    if (cell.expression().find(':') != std::string_view::npos) kinds |= names_range;
    const std::string_view kind = tag_attribute(cell.tag(), "t");
    if (kind == "shared") kinds |= shares_formula;
    if (kind == "array" || kind == "dataTable") kinds |= fills_block;
  });
  slice.formula_kinds = kinds & 0x3F;
  return kinds;
}

SharedFormulas::SharedFormulas(const SheetRows& sheet) {
  for (const RowSlice& slice : sheet.rows()) {
    if ((formula_kinds(sheet, slice) & shares_formula) == 0) continue;
    visit_formulas(sheet, slice, [&](const FormulaCell& cell) {
      const std::string_view group = shared_group(cell);
      if (group.data() == nullptr || cell.expression().empty()) return;
      groups_.emplace(group, SharedFormula{std::string{cell.expression()}, cell.cell});
    });
  }
}

std::optional<std::string> SharedFormulas::expression(std::string_view group, CellReference cell) const {
  const auto found = groups_.find(group);
  if (found == groups_.end()) return std::nullopt;
  const SharedFormula& shared = found->second;
  return shift_relative(shared.expression, std::int64_t{cell.row} - shared.master.row,
                        std::int64_t{cell.column} - shared.master.column);
}

void SharedFormulas::dissolve(SheetRows& sheet, const std::set<std::string, std::less<>>& groups) {
  if (groups.empty()) return;
  for (std::size_t index = 0; index < sheet.rows().size(); ++index) {
    if ((formula_kinds(sheet, sheet.rows()[index]) & shares_formula) == 0) continue;
    const RowSlice slice = sheet.rows()[index];
    TextPatch patch;
    visit_formulas(sheet, slice, [&](const FormulaCell& cell) {
      const std::string_view group = shared_group(cell);
      if (group.data() == nullptr || !groups.contains(group)) return;
      const bool master = !cell.expression().empty();
      const std::string own = master ? std::string{cell.expression()} : expression(group, cell.cell).value_or(std::string{});
      patch.replace(cell.formula.begin, cell.formula.end,
                    plain_tag(sheet.prefix(), cell.tag()) + own + "</" + sheet.prefix() + "f>");
    });
    if (!patch.empty()) sheet.set_row(index, patch.apply(slice.row()), slice.number);
  }
  for (const std::string& group : groups) groups_.erase(group);
}

}  // namespace counterfoil::xlsx
