#include "report/decided_rows.hpp"

#include <algorithm>

#include "report/merge/decision_about.hpp"
#include "report/merge/merge_context.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/past_decisions.hpp"
#include "report/record/earlier_layout.hpp"

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

/// The columns of a table as it is now, in a table that may be of an earlier version.
class Columns {
 public:
  /// `live`: the table that questions are asked in, where `now` is its history.
  Columns(const Table& now, const Table* live, const LocatedTable& then) : then_(then) {
    for (const Column& column : now.columns) from_.push_back(then.column_index(column.id));
    const auto index = [&](std::string_view id) {
      const auto at = std::find_if(now.columns.begin(), now.columns.end(), [&](const Column& each) { return each.id == id; });
      return at == now.columns.end() ? LocatedTable::npos : static_cast<std::size_t>(at - now.columns.begin());
    };
    period_ = index("period");
    if (const auto& question = (live ? *live : now).question) question_ = index(question->column);
    if (question_ != LocatedTable::npos && from_[question_] != LocatedTable::npos) question_ = LocatedTable::npos;
  }

  std::vector<std::uint32_t> places() const {
    std::vector<std::uint32_t> places;
    for (const std::size_t at : from_) places.push_back(at == LocatedTable::npos ? 0 : then_.columns[at]);
    return places;
  }

  /// A question that had no name yet is called by its period.
  std::vector<std::string> cells(const std::vector<std::string>& held) const {
    std::vector<std::string> cells;
    for (const std::size_t at : from_) cells.push_back(at == LocatedTable::npos ? std::string{} : held[at]);
    if (question_ != LocatedTable::npos)
      cells[question_] = period_ == LocatedTable::npos ? then_.recorded->period() : cells[period_];
    return cells;
  }

 private:
  const LocatedTable& then_;
  std::vector<std::size_t> from_;              // by column of now
  std::size_t period_ = LocatedTable::npos;    // of a history
  std::size_t question_ = LocatedTable::npos;  // that the workbook does not have yet
};

}  // namespace

std::vector<DecidedTable> read_decided(const WorkbookSpec& spec, const OpenedWorkbook& book) {
  std::vector<DecidedTable> decided;
  const WorkbookSpec reduced = with_decisions_only(spec);
  MergeContext context{reduced, book, {}, false, MergeUse::reads};
  if (!context.before) return decided;
  std::vector<Missing> missing;
  const WorkbookSpec layout = as_recorded(reduced, *context.before);
  context.locations = locate_tables(layout, context.editor, context.recorded.get(), missing);
  for (const LocatedTable& table : context.locations.tables) {
    if (!has_reviewers(*table.table) || !table.recorded) continue;
    const Table* own = spec.table(table.table->id);
    const HistoryOf history = history_of(reduced, *own);
    const std::map<std::uint32_t, About> about = read_about(table.recorded->rows().table());
    DecidedTable& found = decided.emplace_back();
    found.table = own;
    found.sheet = table.editor->name();
    const Columns columns{*own, history.of, table};
    found.places = columns.places();
    found.period = table.recorded->period();
    const std::string& figure_id = history.of ? history.of->figure : own->figure;
    const auto known_figure =
        std::find_if(own->columns.begin(), own->columns.end(), [&](const Column& each) { return each.id == figure_id; });
    const std::size_t figure =
        known_figure == own->columns.end() ? LocatedTable::npos : static_cast<std::size_t>(known_figure - own->columns.begin());
    if (figure != LocatedTable::npos) found.figure = &own->columns[figure];
    for (OldRow& row : read_old_rows(context, table)) {
      if (!row.ours || row.copied) continue;
      DecidedTable::Row added;
      added.number = row.parsed.row;
      row.cells = columns.cells(row.cells);
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
