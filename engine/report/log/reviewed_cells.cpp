#include "report/reviewed_cells.hpp"

#include <algorithm>

#include "report/canonical.hpp"
#include "report/log/seeing.hpp"
#include "report/merge/merge_context.hpp"
#include "report/record/earlier_layout.hpp"

namespace counterfoil::report {

namespace {

class ReadingTable {
 public:
  ReadingTable(const LocatedTable& table, const RecordTable& recorded, bool dates_from_1904)
      : table_(table),
        recorded_(recorded, *table.table),
        dates_from_1904_(dates_from_1904),
        period_(table.column_index("period")),
        figure_(table.table->figure.empty() ? LocatedTable::npos : table.column_index(table.table->figure)) {}

  void read(ReviewedCells& cells) {
    ReviewedCells::Place& place = cells.places[table_.table->id];
    place.sheet = table_.editor->name();
    for (std::size_t at = 0; at < table_.columns.size(); ++at)
      if (table_.columns[at]) place.columns[table_.table->columns[at].id] = table_.columns[at];
    if (!table_.holds_rows) return;
    std::string key;
    for (std::uint32_t number = table_.first_row; number <= table_.last_row; ++number) {
      const auto row = table_.editor->row(number);
      bool filled = false;
      if (!row) continue;
      read_key(table_, *row, dates_from_1904_, key, filled);
      if (recorded_.keys().contains(key)) cells.rows[{table_.table->id, parts_of_key(key)}].push_back(read_row(*row));
    }
  }

 private:
  std::string text_of(const xlsx::ParsedRow& row, std::size_t at) const {
    if (at == LocatedTable::npos || !table_.columns[at]) return {};
    const xlsx::ParsedCell* cell = find_cell(row, table_.columns[at]);
    return cell ? canonical(*cell, table_.table->columns[at].kind, dates_from_1904_) : std::string{};
  }

  ReviewedRow read_row(const xlsx::ParsedRow& row) const {
    ReviewedRow read;
    read.number = row.row;
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      if (table_.table->columns[at].owner != Owner::reviewer) continue;
      if (std::string text = text_of(row, at); !text.empty()) read.cells.emplace(table_.table->columns[at].id, std::move(text));
    }
    read.about = text_of(row, figure_);
    read.period = period_ == LocatedTable::npos ? recorded_.period() : text_of(row, period_);
    return read;
  }

  const LocatedTable& table_;
  RecordedTable recorded_;
  bool dates_from_1904_;
  std::size_t period_;
  std::size_t figure_;
};

/// Only the sheets on which reviewers fill in anything: the others may be large.
WorkbookSpec with_reviewers_only(const WorkbookSpec& spec) {
  WorkbookSpec reduced = spec;
  std::erase_if(reduced.sheets,
                [](const Sheet& sheet) { return std::none_of(sheet.tables.begin(), sheet.tables.end(), is_logged); });
  return reduced;
}

void compare_row(const RowName& name, const FilledCells& then, const ReviewedRow* now, std::vector<CellChange>& changes) {
  static const FilledCells none;
  const FilledCells& cells = now ? now->cells : none;
  for (const auto& [column, text] : then) {
    const auto found = cells.find(column);
    if (found == cells.end())
      changes.push_back({name, column, text, {}, now, then});
    else if (found->second != text)
      changes.push_back({name, column, text, found->second, now, then});
  }
  for (const auto& [column, text] : cells)
    if (!then.contains(column)) changes.push_back({name, column, {}, text, now, then});
}

/// The rows of one name.
void compare_rows(const RowName& name, const std::vector<FilledCells>& seen, const std::vector<ReviewedRow>& now,
                  std::vector<CellChange>& changes) {
  std::vector<const FilledCells*> then;
  for (const FilledCells& each : seen) then.push_back(&each);
  std::vector<const ReviewedRow*> rest;
  for (const ReviewedRow& row : now) {
    const auto same = std::find_if(then.begin(), then.end(), [&](const FilledCells* each) { return *each == row.cells; });
    if (same != then.end())
      then.erase(same);
    else
      rest.push_back(&row);
  }
  std::stable_partition(rest.begin(), rest.end(), [](const ReviewedRow* row) { return !row->cells.empty(); });
  static const FilledCells blank;
  for (std::size_t at = 0; at < std::max(then.size(), rest.size()); ++at)
    compare_row(name, at < then.size() ? *then[at] : blank, at < rest.size() ? rest[at] : nullptr, changes);
}

}  // namespace

std::vector<std::string> parts_of_key(std::string_view key) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= key.size();) {
    const std::size_t end = std::min(key.find(key_separator, from), key.size());
    parts.emplace_back(key.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

std::map<RowName, std::vector<FilledCells>> ReviewedCells::filled() const {
  std::map<RowName, std::vector<FilledCells>> found;
  for (const auto& [name, of_name] : rows)
    for (const ReviewedRow& row : of_name)
      if (!row.cells.empty()) found[name].push_back(row.cells);
  return found;
}

ReviewedCells reviewed_cells(const Locations& locations, const Record& record, bool dates_from_1904) {
  ReviewedCells cells;
  for (const LocatedTable& table : locations.tables)
    if (const RecordTable* recorded = record.table(table.table->id); recorded && is_logged(*table.table))
      ReadingTable{table, *recorded, dates_from_1904}.read(cells);
  return cells;
}

ReviewedCells reviewed_cells(const WorkbookSpec& spec, const OpenedWorkbook& book) {
  const WorkbookSpec reduced = with_reviewers_only(spec);
  MergeContext context{reduced, book, {}, false, MergeUse::reads};
  if (!context.before) return {};
  std::vector<Missing> missing;
  const WorkbookSpec layout = as_recorded(reduced, *context.before);
  context.locations = locate_tables(layout, context.editor, context.recorded.get(), missing);
  return reviewed_cells(context.locations, *context.before, context.dates_from_1904);
}

std::vector<CellChange> changes_since(const std::map<RowName, std::vector<FilledCells>>& seen, const ReviewedCells& now) {
  std::vector<CellChange> changes;
  static const std::vector<ReviewedRow> none;
  static const std::vector<FilledCells> blank;
  for (const auto& [name, rows] : seen) {
    const auto found = now.rows.find(name);
    compare_rows(name, rows, found == now.rows.end() ? none : found->second, changes);
  }
  for (const auto& [name, rows] : now.rows)
    if (!seen.contains(name)) compare_rows(name, blank, rows, changes);
  return changes;
}

std::string cell_of(const ReviewedCells& cells, const CellChange& change) {
  const auto place = cells.places.find(change.row.table);
  if (!change.now || place == cells.places.end()) return {};
  const auto column = place->second.columns.find(change.column);
  return column == place->second.columns.end() ? std::string{}
                                               : xlsx::to_string(xlsx::CellReference{change.now->number, column->second});
}

}  // namespace counterfoil::report
