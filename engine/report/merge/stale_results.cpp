#include "report/merge/stale_results.hpp"

#include <algorithm>

#include "report/merge/table_location.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::report {

namespace {

bool reads(const Table& table, const std::string& formula, const std::set<SpecColumn>& columns) {
  for (const FormulaReference& reference : formula_references(formula))
    if (columns.contains({reference.table.empty() ? table.id : std::string{reference.table}, std::string{reference.column}}))
      return true;
  return false;
}

/// Columns with a formula that leads to one of `changed`.
std::set<SpecColumn> followers(const WorkbookSpec& spec, const std::set<SpecColumn>& changed) {
  std::set<SpecColumn> found, known = changed;
  for (bool more = true; more;) {
    more = false;
    for (const Sheet& sheet : spec.sheets)
      for (const Table& table : sheet.tables)
        for (const Column& column : table.columns) {
          if (found.contains({table.id, column.id})) continue;
          const bool by_row = std::any_of(column.row_formulas.begin(), column.row_formulas.end(),
                                          [&](const auto& each) { return reads(table, each.second, known); });
          if (!by_row && !reads(table, column.formula, known)) continue;
          found.emplace(table.id, column.id);
          known.emplace(table.id, column.id);
          more = true;
        }
  }
  return found;
}

}  // namespace

void drop_stale_results(MergeContext& context, const std::set<SpecColumn>& changed, CellPatches& patches) {
  for (const auto& [table, id] : followers(context.spec, changed)) {
    const LocatedTable* located = context.locations.find(table);
    const std::size_t at = located ? located->column_index(id) : LocatedTable::npos;
    if (at == LocatedTable::npos || located->columns[at] == 0) continue;
    const std::uint32_t column = located->columns[at];
    for (std::uint32_t number = located->first_row; number <= located->last_row; ++number) {
      const auto row = located->editor->row(number);
      const xlsx::ParsedCell* cell = row ? find_cell(*row, column) : nullptr;
      if (!cell || !cell->has_formula || !cell->has_value) continue;
      std::string xml;
      xlsx::RowBuilder builder{xml, located->editor->prefix()};
      builder.begin_row(number);
      const std::size_t start = xml.size();
      builder.formula_number(column, cell->style, xlsx::decoded(cell->formula), {});
      patches.set(*located->editor, number, column, xml.substr(start));
    }
  }
}

}  // namespace counterfoil::report
