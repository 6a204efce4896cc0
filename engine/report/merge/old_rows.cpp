#include "report/merge/old_rows.hpp"

#include <algorithm>

#include "report/canonical.hpp"

namespace counterfoil::report {

namespace {

class Reading {
 public:
  Reading(MergeContext& context, const LocatedTable& table) : context_(context), table_(table), notes_(table.editor->comments()) {
    if (const auto heading = table.editor->row(table.heading_row))
      for (const xlsx::ParsedCell& cell : heading->cells)
        if (cell.has_value) headings_[cell.column] = cell.value;
  }

  OldRow read(xlsx::ParsedRow parsed) {
    OldRow row;
    row.parsed = std::move(parsed);
    bool filled = false;
    read_key(table_, row.parsed, context_.dates_from_1904, row.key, filled);
    if (table_.recorded) {
      find_record(row);
    } else {
      row.ours = filled;
    }
    if (row.recorded != KeyIndex::none) table_.recorded->rows().fields(row.recorded, fields_);
    row.cells.resize(table_.columns.size());
    for (std::size_t at = 0; at < table_.columns.size(); ++at)
      if (table_.columns[at]) read_column(row, at);
    for (const xlsx::ParsedCell& cell : row.parsed.cells)
      if (is_filled(cell) && !is_tables(cell.column)) own_cell(row, cell);
    for (auto note = notes_.lower_bound({row.parsed.row, 0}); note != notes_.end() && note->first.first == row.parsed.row; ++note)
      own_note(row, note->first.second, note->second);
    return row;
  }

 private:
  void find_record(OldRow& row) {
    const KeyIndex& keys = table_.recorded->keys();
    std::uint32_t entry = keys.find(row.key);
    row.ours = entry != KeyIndex::none;
    std::size_t& used = used_[row.key];
    for (std::size_t skip = used; entry != KeyIndex::none && skip > 0; --skip) entry = keys.next(entry);
    row.copied = row.ours && entry == KeyIndex::none;
    if (row.ours) row.recorded = keys.row(entry == KeyIndex::none ? keys.find(row.key) : entry);
    ++used;
  }

  void read_column(OldRow& row, std::size_t at) {
    const Column& column = table_.table->columns[at];
    const xlsx::ParsedCell* cell = find_cell(row.parsed, table_.columns[at]);
    if (cell) append_canonical(row.cells[at], *cell, column.kind, context_.dates_from_1904);
    if (column.owner == Owner::reviewer) {
      row.reviewed = row.reviewed || (cell && is_filled(*cell));
      return;
    }
    if (row.recorded == KeyIndex::none || table_.recorded->field_of(at) == RecordTable::npos) return;
    const std::string_view field = fields_[table_.recorded->field_of(at)];
    if (field == row.cells[at] && field.find('\\') == std::string_view::npos) return;
    std::string recorded = read_field(field);
    if (recorded == row.cells[at]) return;
    if (!row.held_differently.empty()) row.held_differently += "; ";
    row.held_differently += column.heading + " was changed by hand to: " + in_words(row.cells[at], column.kind);
    row.cells[at] = std::move(recorded);
  }

  bool is_tables(std::uint32_t column) const {
    return std::find(table_.columns.begin(), table_.columns.end(), column) != table_.columns.end();
  }

  std::string heading_of(std::uint32_t column) const {
    const auto found = headings_.find(column);
    return found == headings_.end() ? "column " + xlsx::column_letters(column) : found->second;
  }

  static void add(std::string& words, const std::string& more) {
    if (!words.empty()) words += '\n';
    words += more;
  }

  void own_cell(OldRow& row, const xlsx::ParsedCell& cell) {
    row.annotated = true;
    if (!cell.has_value || cell.value.empty()) return;
    std::string shown = cell.value;
    if (cell.kind == xlsx::CellKind::number) {
      const xlsx::NumberFormatKind kind = context_.editor.reader().styles().kind(cell.style);
      if (kind == xlsx::NumberFormatKind::date) {
        const std::string day = canonical(cell, ColumnKind::date, context_.dates_from_1904);
        shown = in_words(day, ColumnKind::date);
      }
    }
    add(row.also, heading_of(cell.column) + ": " + shown);
  }

  void own_note(OldRow& row, std::uint32_t column, const std::string& note) {
    row.annotated = true;
    add(row.also, "Note on " + heading_of(column) + ": " + note);
  }

  MergeContext& context_;
  const LocatedTable& table_;
  std::map<std::uint32_t, std::string> headings_;
  std::vector<std::string_view> fields_;  // of the record's row
  std::map<std::string, std::size_t> used_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> notes_;  // of the sheet, by row and column
};

}  // namespace

std::vector<OldRow> read_old_rows(MergeContext& context, const LocatedTable& table) {
  std::vector<OldRow> rows;
  if (!table.holds_rows) return rows;
  Reading reading{context, table};
  for (std::uint32_t number = table.first_row; number <= table.last_row; ++number)
    if (auto parsed = table.editor->row(number)) rows.push_back(reading.read(std::move(*parsed)));
  return rows;
}

}  // namespace counterfoil::report
