// One row of a table on its way into the sheet and into the record: engine cells from values or formulas, all other cells carried.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/canonical.hpp"
#include "report/merge/merge_context.hpp"
#include "report/merge/table_formulas.hpp"
#include "spec/row_height.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

class RowWriter {
 public:
  /// `record`: gets a line for each row whose fields are asked for with record_row(). It has a column for each engine column of the
  /// table that is worth recording (record_columns), then one for each period.
  RowWriter(MergeContext& context, const LocatedTable& table, const TableFormulas& formulas, RecordTable& record);

  /// The columns of a table that the record holds: the engine's, without those whose value changes with what people type.
  static std::vector<std::string> record_columns(const Table& table, const TableFormulas& formulas);

  struct Slot {
    std::uint32_t column = 0;  // in the sheet
    bool period = false;
    std::size_t index = 0;  // of the specification's column, or of the period
  };
  /// The table's own columns as they stand in the sheet, from left to right.
  const std::vector<Slot>& slots() const { return slots_; }

  /// Starts a row: what the plugin says about the engine's cells. `key` picks row formulas.
  RowValues& values() { return values_; }

  /// The cell of an engine column: the formula if it has one, else the value. Sets the record's field.
  void engine_cell(xlsx::RowBuilder& builder, std::uint32_t row, std::size_t column, std::uint32_t style, const Value& value,
                   std::string_view key);
  /// A value as it is; its canonical text is appended to `field`.
  void plain_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind, const Value& value,
                  std::string& field);
  void canonical_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind,
                      std::string_view canonical);

  std::string& field(std::size_t column) { return fields_[column]; }
  std::string& period_field(std::size_t period) { return period_fields_[period]; }
  /// Ends the record's line with the fields of this row.
  void record_row();

 private:
  void formula_cell(xlsx::RowBuilder& builder, std::uint32_t row, std::size_t column, std::uint32_t style, const Value& value,
                    const TableFormulas::Formula& formula);
  [[noreturn]] void out_of_tie(std::size_t column, std::string_view given, std::string_view worked_out) const;

  MergeContext& context_;
  const LocatedTable& table_;
  const TableFormulas& formulas_;
  RecordTable& record_;
  RowValues values_;
  std::vector<Slot> slots_;
  std::vector<bool> recorded_;
  std::vector<std::string> fields_;
  std::vector<std::string> period_fields_;
  std::string scratch_;
  std::string expression_;
};

void write_canonical_cell(xlsx::RowBuilder& builder, std::uint32_t column, std::uint32_t style, ColumnKind kind,
                          std::string_view canonical, bool dates_from_1904);

/// Of a row that stays where it is, the cell in column `at` of its table: another value, in the style that it has.
void patch_canonical_cell(CellPatches& patches, const LocatedTable& table, const xlsx::ParsedRow& row, std::size_t at,
                          std::string_view canonical, bool dates_from_1904);

/// Walks the table's own cells and the others of an old row together, from left to right.
template <class OnSlot, class OnOther>
void each_cell(const std::vector<RowWriter::Slot>& slots, const xlsx::ParsedRow* old, const OnSlot& on_slot,
               const OnOther& on_other) {
  std::size_t next = 0;
  if (old)
    for (const xlsx::ParsedCell& cell : old->cells) {
      for (; next < slots.size() && slots[next].column < cell.column; ++next) on_slot(slots[next], nullptr);
      if (next < slots.size() && slots[next].column == cell.column)
        on_slot(slots[next++], &cell);
      else
        on_other(cell);
    }
  for (; next < slots.size(); ++next) on_slot(slots[next], nullptr);
}

/// Which column of a report table fills each column of the specification; npos: none does. A column that the specification does not
/// know is a fault of the program that made the report.
std::vector<std::size_t> report_columns(const Table& table, const ReportTable* report);
inline const Value& report_value(const ReportTable* report, std::size_t row, std::size_t column) {
  static const Value blank{};
  return !report || column == LocatedTable::npos ? blank : report->at(row, column);
}
void append_key(const LocatedTable& table, const ReportTable& report, const std::vector<std::size_t>& source, std::size_t row,
                bool dates_from_1904, std::string& key);

/// The attributes of a row with new content: shown again, and as high as its wrapped texts need, unless somebody set its height.
class RowShape {
 public:
  void clear() { texts_.clear(); }
  /// Only what wraps counts. The text is borrowed.
  void add(const Column& column, std::string_view text);
  /// `old`: of the row that this one was; empty for a new one.
  std::string attributes(std::string_view old) const;

 private:
  std::vector<WrappedText> texts_;
};

}  // namespace counterfoil::report
