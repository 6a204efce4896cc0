#include "report/merge/past_decisions.hpp"

#include <algorithm>

#include "report/merge/old_rows.hpp"

namespace counterfoil::report {

std::vector<std::string> HistoryOf::cells(const std::vector<std::string>& history) const {
  std::vector<std::string> found;
  for (const std::size_t column : columns) found.push_back(column == npos ? std::string{} : history[column]);
  return found;
}

HistoryOf history_of(const WorkbookSpec& spec, const Table& history) {
  HistoryOf found;
  for (const Sheet& sheet : spec.sheets)
    for (const Table& table : sheet.tables)
      if (!table.history.empty() && table.history == history.id) found.of = &table;
  if (!found.of) return found;
  for (const Column& column : found.of->columns) {
    const auto at =
        std::find_if(history.columns.begin(), history.columns.end(), [&](const Column& each) { return each.id == column.id; });
    found.columns.push_back(at == history.columns.end() ? HistoryOf::npos : static_cast<std::size_t>(at - history.columns.begin()));
  }
  return found;
}

PastDecisions::PastDecisions(MergeContext& context, const LocatedTable& table, std::string_view period) {
  const LocatedTable* history = context.locations.find(table.table->history);
  if (!history || !history->holds_rows) return;
  layout_ = history_of(context.spec, *history->table);
  const std::size_t period_column = history->column_index("period");
  const auto about = history->recorded ? read_about(history->recorded->rows().table()) : std::map<std::uint32_t, About>{};
  for (const OldRow& row : read_old_rows(context, *history)) {
    all_.insert(row.cells);
    if (!row.ours || period_column == LocatedTable::npos || row.cells[period_column] != period) continue;
    Row found;
    found.cells = layout_.cells(row.cells);
    if (const auto known = about.find(row.recorded); known != about.end() && known->second.digest == layout_.digest(row.cells))
      found.about = known->second;
    std::string key;
    for (const std::size_t at : table.key_columns) {
      if (at != table.key_columns[0]) key += key_separator;
      key += found.cells[at];
    }
    rows_.insert_or_assign(std::move(key), std::move(found));
  }
}

}  // namespace counterfoil::report
