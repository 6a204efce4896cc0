#include "report/kept_cells.hpp"

#include <algorithm>

#include "report/canonical.hpp"
#include "report/log/seeing.hpp"
#include "report/merge/merge_context.hpp"
#include "report/merge/row_writer.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::report {

std::vector<RewrittenCell> rewritten_cells(const WorkbookSpec& spec, const OpenedWorkbook& book) {
  std::vector<RewrittenCell> found;
  const Record* record = book.record();
  if (!record) return found;
  const DecisionLog log = DecisionLog::read(*record);
  if (!log.begun) return found;
  const ReviewedCells now = reviewed_cells(spec, book);
  for (const CellChange& change : changes_since(log.seen, now)) {
    if (!change.now || !is_kept(spec, log, change.row)) continue;  // that a row is gone is told with the record's rows
    const Table& table = *spec.table(change.row.table);
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) { return each.id == change.column; });
    if (column == table.columns.end()) continue;
    RewrittenCell cell;
    cell.row = change.row;
    cell.column = change.column;
    cell.sheet = now.places.at(change.row.table).sheet;
    cell.cell = cell_of(now, change);
    cell.heading = column->heading;
    cell.row_words = row_in_words(table, change.row.key);
    cell.held = in_words(change.new_value, column->kind);
    cell.recorded = in_words(change.old_value, column->kind);
    cell.old_value = change.new_value;
    cell.new_value = change.old_value;
    cell.signed_off = table.update != Update::append;
    found.push_back(std::move(cell));
  }
  return found;
}

std::optional<Buffer> put_back(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::vector<RewrittenCell>& cells) {
  MergeContext context{spec, book, {}, false, MergeUse::changes};
  std::vector<Missing> missing;
  context.locations = locate_tables(spec, context.editor, context.recorded.get(), missing);
  CellPatches patches;
  bool any = false;
  for (const RewrittenCell& cell : cells) {
    const LocatedTable* table = context.locations.find(cell.row.table);
    const std::optional<xlsx::CellReference> at = xlsx::parse_cell_reference(cell.cell);  // none of a row that is gone
    const std::size_t column = table ? table->column_index(cell.column) : LocatedTable::npos;
    if (!at || column == LocatedTable::npos) continue;
    const auto row = table->editor->row(at->row);
    const xlsx::ParsedCell* old = row ? find_cell(*row, at->column) : nullptr;
    std::string xml;
    xlsx::RowBuilder builder{xml, table->editor->prefix()};
    builder.begin_row(at->row);
    const std::size_t start = xml.size();
    write_canonical_cell(builder, at->column, old ? old->style : table->styles[column], table->table->columns[column].kind,
                         cell.new_value, context.dates_from_1904);
    patches.set(*table->editor, at->row, at->column, xml.substr(start));
    any = true;
  }
  if (!any) return std::nullopt;
  patches.apply();
  return context.editor.save();
}

}  // namespace counterfoil::report
