#include <algorithm>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "report/merge/decision_about.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/old_rows.hpp"

namespace counterfoil::report {

namespace {

/// The record without the rows that have left; what is known of decisions moves up with its row.
RecordTable without_rows(const RecordTable& before, const std::vector<bool>& leaves) {
  RecordTable record = before;
  record.rows.clear();
  record.about.clear();
  record.row_count = 0;
  const RecordRows rows{before};
  const auto about = read_about(before);
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    if (leaves[row]) continue;
    if (const auto known = about.find(row); known != about.end()) append_about(record, record.row_count, known->second);
    record.rows.append(rows.line(row)) += '\n';
    ++record.row_count;
  }
  return record;
}

}  // namespace

void let_go_of_old_rows(MergeContext& context, LocatedTable& table) {
  const std::size_t period = table.column_index("period");
  if (context.let_go.empty() || !table.holds_rows || !table.recorded || period == LocatedTable::npos) return;
  const std::vector<OldRow> old = read_old_rows(context, table);
  std::vector<bool> leaves(table.recorded->size());
  std::string xml;
  xlsx::RowBuilder builder{xml, table.editor->prefix()};
  std::map<std::uint32_t, std::uint32_t> moved;
  std::uint32_t number = table.first_row;
  for (const OldRow& row : old) {
    if (row.ours && context.let_go.contains(row.cells[period])) {
      if (!row.copied) leaves[row.recorded] = true;
      continue;
    }
    moved[row.parsed.row] = number;
    builder.begin_row(number++, row.parsed.attributes);
    for (const xlsx::ParsedCell& cell : row.parsed.cells) builder.carried(cell.column, cell);
    builder.end_row();
  }
  const auto gone = static_cast<std::uint64_t>(std::count(leaves.begin(), leaves.end(), true));
  if (gone == 0) return;
  context.change(table).rows_let_go += gone;
  context.findings->add("history-let-go", context.place(table, 0, 0),
                        {{"rows", count_of(static_cast<std::int64_t>(gone), "row")},
                         {"periods", list_in_words({context.let_go.begin(), context.let_go.end()})}});
  const bool empty = number == table.first_row;
  if (empty) {  // the body keeps one row, as a new workbook has it
    builder.begin_row(number++);
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      if (table.columns[at]) builder.blank(table.columns[at], table.styles[at]);
    builder.end_row();
  }
  const std::uint32_t rows = number - table.first_row;
  BodyChange change{std::move(xml), 0, rows, rows, table.right(), {}};
  change.new_row = [moved](std::uint32_t row) {
    const auto found = moved.find(row);
    return found == moved.end() ? std::nullopt : std::optional<std::uint32_t>{found->second};
  };
  context.put_rows(table, std::move(change));
  table.holds_rows = !empty;
  table.kept_record = std::make_shared<RecordTable>(without_rows(table.recorded->rows().table(), leaves));
  table.recorded = std::make_shared<RecordedTable>(*table.kept_record, *table.table);
}

}  // namespace counterfoil::report
