#include <stdexcept>

#include "report/canonical.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/row_writer.hpp"

namespace counterfoil::report {

namespace {

/// The lines that the record had, in the columns that it has now.
void keep_recorded(const LocatedTable& table, RecordTable& record) {
  if (!table.recorded) return;
  const RecordRows& rows = table.recorded->rows();
  record.about = rows.table().about;
  if (rows.table().columns == record.columns) {
    record.rows = rows.table().rows;
    record.row_count = rows.table().row_count;
    return;
  }
  std::vector<std::size_t> from;
  for (const std::string& id : record.columns) from.push_back(rows.table().column(id));
  std::vector<std::string_view> fields;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows.fields(row, fields);
    for (std::size_t at = 0; at < from.size(); ++at) {
      if (at > 0) record.rows += '\t';
      if (from[at] != RecordTable::npos) record.rows += fields[from[at]];
    }
    record.rows += '\n';
    ++record.row_count;
  }
}

}  // namespace

void merge_append(MergeContext& context, LocatedTable& table, const std::vector<HistoryRow>& rows, bool with_record) {
  const std::uint32_t held = table.holds_rows ? table.last_row - table.first_row + 1 : 0;
  require_room(table, held + rows.size());
  const TableFormulas formulas{context, table, static_cast<std::uint32_t>(held + rows.size())};
  RecordTable unused;
  RecordTable& record =
      with_record ? context.after.add(table.table->id, RowWriter::record_columns(*table.table, formulas)) : unused;
  if (with_record) keep_recorded(table, record);
  if (rows.empty()) return;

  RowWriter writer{context, table, formulas, record};
  std::string xml;
  xlsx::RowBuilder builder{xml, table.editor->prefix()};
  // What is there stays untouched: only the rows after it are new.
  LocatedTable added = table;
  if (table.holds_rows) {
    added.first_row = table.last_row + 1;
    added.last_row = table.last_row;
  }
  std::uint32_t number = added.first_row;
  RowShape shape;
  for (const HistoryRow& row : rows) {
    shape.clear();
    for (std::size_t at = 0; at < row.cells.size(); ++at) shape.add(table.table->columns[at], row.cells[at]);
    builder.begin_row(number++, shape.attributes({}));
    for (const RowWriter::Slot& slot : writer.slots()) {
      const ColumnKind kind = table.table->columns[slot.index].kind;
      writer.canonical_cell(builder, slot.column, table.styles[slot.index], kind, row.cells[slot.index]);
    }
    builder.end_row();
    for (std::size_t at = 0; at < row.cells.size(); ++at) writer.field(at) = row.cells[at];
    if (row.about) append_about(record, record.row_count, *row.about);
    writer.record_row();
  }
  context.change(table).rows_added += rows.size();
  const auto total = static_cast<std::uint32_t>(held + rows.size());
  context.put_rows(table, {std::move(xml), held, total, total, table.right(), {}});
  table.holds_rows = true;
}

void append_audit_rows(MergeContext& context, const std::vector<std::map<std::string, std::string>>& rows) {
  LocatedTable* table = context.locations.find(audit_table);
  if (!table) throw std::logic_error("the specification has no audit table");
  std::vector<HistoryRow> added;
  for (const auto& row : rows) {
    HistoryRow& next = added.emplace_back();
    for (const Column& column : table->table->columns) {
      const auto found = row.find(column.id);
      next.cells.push_back(found == row.end() ? std::string{} : found->second);
    }
  }
  merge_append(context, *table, added, false);
}

}  // namespace counterfoil::report
