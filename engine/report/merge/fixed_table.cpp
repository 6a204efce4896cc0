#include <stdexcept>

#include "report/merge/merge_tables.hpp"
#include "report/merge/row_writer.hpp"

namespace counterfoil::report {

void merge_fixed(MergeContext& context, LocatedTable& table, CellPatches& patches) {
  const ReportTable* report = context.report_table(table.table->id);
  const std::size_t count = report ? report->rows() : 0;
  if (count > table.table->rows)
    throw std::logic_error("the report table " + table.table->id + " has more rows than the specification");
  const std::vector<std::size_t> source = report_columns(*table.table, report);
  const TableFormulas formulas{context, table, table.table->rows};
  RecordTable& record = context.after.add(table.table->id, RowWriter::record_columns(*table.table, formulas));
  RowWriter writer{context, table, formulas, record};
  std::string key;
  std::string held;
  bool changed = false;
  for (std::size_t row = 0; row < table.table->rows; ++row) {
    const auto number = static_cast<std::uint32_t>(table.first_row + row);
    const bool given = row < count;
    if (given) append_key(table, *report, source, row, context.dates_from_1904, key);
    const auto old = table.editor->row(number);
    writer.values().begin(key);
    for (std::size_t at = 0; given && at < source.size(); ++at)
      writer.values().set(at,
                          scalar_of(report_value(report, row, source[at]), table.table->columns[at].kind, context.dates_from_1904));
    for (const RowWriter::Slot& slot : writer.slots()) {
      const Column& column = table.table->columns[slot.index];
      const xlsx::ParsedCell* cell = old ? find_cell(*old, slot.column) : nullptr;
      if (column.owner == Owner::reviewer) continue;
      const std::uint32_t style = cell ? cell->style : table.editor->column_style(slot.column);
      std::string xml;
      xlsx::RowBuilder builder{xml, table.editor->prefix()};
      builder.begin_row(number);
      const std::size_t start = xml.size();
      if (given)
        writer.engine_cell(builder, number, slot.index, style, report_value(report, row, source[slot.index]), key);
      else
        builder.blank(slot.column, style);
      held.clear();
      if (cell) append_canonical(held, *cell, column.kind, context.dates_from_1904);
      changed = changed || held != (given ? writer.field(slot.index) : std::string{});
      patches.set(*table.editor, number, slot.column, xml.substr(start));
    }
    if (!given) continue;
    writer.values().store();
    writer.record_row();
  }
  MergeOutcome::SheetChange& change = context.change(table);
  (context.is_new ? change.rows_added : changed ? change.rows_updated : change.rows_kept) += count;
}

}  // namespace counterfoil::report
