#include "report/merge/copy_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

CopyTable::CopyTable(MergeContext& context, const LocatedTable& table)
    : context_(context), table_(table), notes_(table.editor->comments()) {
  if (table.recorded) period_ = table.recorded->period();
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (const Column& column = table.table->columns[at]; column.owner == Owner::reviewer && table.columns[at])
      columns_.push_back({column.id, column.heading, false, column.kind, table.columns[at]});
  if (const auto heading = table.editor->row(table.heading_row))
    for (const xlsx::ParsedCell& cell : heading->cells) {
      const auto is_periods = [&](const LocatedTable::Period& period) { return period.column == cell.column; };
      if (!is_filled(cell) || std::find(table.columns.begin(), table.columns.end(), cell.column) != table.columns.end()) continue;
      if (std::any_of(table.periods.begin(), table.periods.end(), is_periods)) continue;
      columns_.push_back({fold_for_comparing(cell.value), cell.value, true, ColumnKind::text, cell.column});
    }
  rows_ = read_old_rows(context, table);
  for (std::size_t at = 0; at < rows_.size(); ++at)
    if (rows_[at].ours) by_key_[rows_[at].key].push_back(at);
}

const PeoplesColumn* CopyTable::column(const PeoplesColumn& like) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const PeoplesColumn& each) { return each.own == like.own && each.name == like.name; });
  return found == columns_.end() ? nullptr : &*found;
}

const OldRow* CopyTable::find(const std::string& key, std::size_t nth) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() || found->second.size() <= nth ? nullptr : &rows_[found->second[nth]];
}

std::size_t CopyTable::count(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? 0 : found->second.size();
}

HeldCell CopyTable::held(const OldRow& row, const PeoplesColumn& column) const {
  HeldCell held;
  held.cell = find_cell(row.parsed, column.column);
  if (!held.cell || !is_filled(*held.cell)) {
    held.cell = nullptr;
    return held;
  }
  if (!column.own) {
    append_canonical(held.canonical, *held.cell, column.kind, context_.dates_from_1904);
    return held;
  }
  held.canonical = held.cell->value;
  if (held.cell->kind == xlsx::CellKind::number &&
      context_.editor.reader().styles().kind(held.cell->style) == xlsx::NumberFormatKind::date)
    held.canonical = in_words(canonical(*held.cell, ColumnKind::date, context_.dates_from_1904), ColumnKind::date);
  return held;
}

std::string CopyTable::note(const OldRow& row, std::uint32_t column) const {
  const auto found = notes_.find({row.parsed.row, column});
  return found == notes_.end() ? std::string{} : found->second;
}

std::string CopyTable::key_in_words(const OldRow& row) const {
  std::string words;
  for (const std::size_t at : table_.key_columns) {
    if (!words.empty()) words += ", ";
    words += in_words(row.cells[at], table_.table->columns[at].kind);
  }
  return words;
}

}  // namespace counterfoil::report
