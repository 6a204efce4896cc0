#include "report/decided_rows.hpp"

#include <algorithm>

#include "report/merge/decision_about.hpp"
#include "report/merge/merge_context.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/past_decisions.hpp"

namespace counterfoil::report {

namespace {

bool has_reviewers(const Table& table) {
  return table.update != Update::fixed && std::any_of(table.columns.begin(), table.columns.end(),
                                                      [](const Column& column) { return column.owner == Owner::reviewer; });
}

/// Only the sheets on which people decide: the others may be large.
WorkbookSpec with_decisions_only(const WorkbookSpec& spec) {
  WorkbookSpec reduced = spec;
  std::erase_if(reduced.sheets,
                [](const Sheet& sheet) { return std::none_of(sheet.tables.begin(), sheet.tables.end(), has_reviewers); });
  return reduced;
}

}  // namespace

std::vector<DecidedTable> read_decided(const WorkbookSpec& spec, std::string_view bytes) {
  std::vector<DecidedTable> decided;
  const WorkbookSpec reduced = with_decisions_only(spec);
  MergeContext context{reduced, bytes, {}, false};
  if (!context.before) return decided;
  std::vector<Missing> missing;
  context.locations = locate_tables(reduced, context.editor, &*context.before, missing);
  for (const LocatedTable& table : context.locations.tables) {
    if (!has_reviewers(*table.table) || !table.recorded) continue;
    const Table* own = spec.table(table.table->id);
    const HistoryOf history = history_of(reduced, *own);
    const std::map<std::uint32_t, About> about = read_about(table.recorded->rows().table());
    DecidedTable& found = decided.emplace_back();
    found.table = own;
    found.sheet = table.editor->name();
    found.places = table.columns;
    found.period = table.recorded->period();
    const std::size_t figure = table.column_index(history.of ? history.of->figure : own->figure);
    if (figure != LocatedTable::npos) found.figure = &own->columns[figure];
    for (OldRow& row : read_old_rows(context, table)) {
      if (!row.ours || row.copied) continue;
      DecidedTable::Row added;
      added.number = row.parsed.row;
      if (figure != LocatedTable::npos) added.about = row.cells[figure];
      const auto known = about.find(row.recorded);
      if (known != about.end() &&
          known->second.digest == (history.of ? history.digest(row.cells) : reviewers_digest(*own, row.cells)))
        added.about = known->second.figure;
      added.cells = std::move(row.cells);
      found.rows.push_back(std::move(added));
    }
  }
  return decided;
}

}  // namespace counterfoil::report
