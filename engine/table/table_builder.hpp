// The sink that turns rows below the headings into typed columns, and tells payments from totals, notes and repeated headings.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "table/cell_reader.hpp"
#include "table/heading_search.hpp"
#include "table/input_table.hpp"
#include "table/row_words.hpp"

namespace counterfoil::table {

/// A recognised totals row.
struct TotalRow {
  std::uint32_t row = 0;
  std::string label;  // its words; empty where only the sum told it
  std::int64_t stated = no_number;
  std::int64_t group_sum = 0;  // of the rows since the totals row before
  std::int64_t whole_sum = 0;
  bool agrees = false;
};

/// A row with one remark and no payment: "End of report".
struct NoteRow {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::string text;
};

/// What the rows were, for the findings that follow the scan.
struct RowAccount {
  std::vector<TotalRow> totals;
  std::vector<NoteRow> notes;
  RowRanges repeated_headings;
  RowRanges without_id;  // data that belongs to nobody
  RowRanges hidden;
  RowRanges too_many_fields;
  RowRanges too_few_fields;
  std::uint32_t last_row = 0;                       // the last with anything in it
  std::map<std::uint32_t, RowRanges> headless;      // columns with data and no heading
  std::map<std::uint32_t, RowRanges> not_known;     // of a closed layout: columns with data and a heading that is not known
  std::map<std::size_t, RowRanges> missing_values;  // slots whose required value is blank
};

class TableBuilder final {
 public:
  /// `source`: the bytes that cells point into, for an estimate of the rows to come.
  TableBuilder(InputTable& table, const HeadingPlan& plan, CellReader& reader, bool text_file, std::string_view source);

  bool row(const xlsx::RowView& row) {
    end_row();
    row_ = row.row;
    hidden_ = row.hidden;
    cells_.clear();
    anchor_ = SIZE_MAX;
    field_count_ = 0;
    return true;
  }

  bool cell(const xlsx::CellView& cell) {
    if (cell.row <= heading_end_) return true;
    if (cell.kind == xlsx::CellKind::blank && !cell.has_formula) return true;
    if (cell.column == anchor_column_) anchor_ = cells_.size();
    cells_.push_back(reader_.take(cell));
    // What the scanner had to decode lives only until this returns.
    if (reinterpret_cast<std::uintptr_t>(cell.value.data()) - source_at_ >= source_.size())
      cells_.back().value = row_texts_.keep(cell.value);
    return true;
  }

  void fields(std::uint32_t count) { field_count_ = count; }

  /// After the scan: the last row is dealt with and every column has all its rows.
  void finish();

  const RowAccount& account() const { return account_; }
  std::vector<Slot>& slots() { return slots_; }
  const std::vector<RivalHeading>& rivals() const { return plan_.rivals; }
  /// The column read for a rival heading, by its place among the rivals.
  const TypedColumn& rival_column(std::size_t rival) const { return rival_columns_[rival]; }
  const Slot* anchor_slot() const { return anchor_slot_; }
  const HeadingPlan& plan() const { return plan_; }

 private:
  static constexpr std::uint16_t no_heading = 0;
  static constexpr std::uint16_t not_mapped = 1;
  static constexpr std::uint16_t first_slot = 2;

  void end_row();
  void accept();
  bool is_repeated_heading() const;
  bool take_as_note();
  bool take_as_total(bool has_anchor);
  void take_without_anchor();
  void add_total(std::string label);
  std::int64_t control_of_row() const;
  bool is_blank_at(std::uint32_t column) const;
  void note_headless(const RowCell& cell);
  void estimate_rows();
  std::uint16_t slot_of(std::uint32_t column) const {
    return column < slot_of_column_.size() ? slot_of_column_[column] : no_heading;
  }

  InputTable& table_;
  const HeadingPlan& plan_;
  CellReader& reader_;
  bool text_file_;
  std::string_view source_;
  std::uintptr_t source_at_;
  std::uint32_t heading_end_;
  std::uint32_t last_heading_column_ = 0;

  std::vector<Slot> slots_;
  std::deque<TypedColumn> rival_columns_;
  std::vector<std::uint16_t> slot_of_column_;
  std::vector<std::size_t> required_slots_;  // without the anchor
  std::uint32_t anchor_column_ = 0;          // the column without which a row is not a payment; 0: none
  const Slot* anchor_slot_ = nullptr;
  std::string anchor_key_;  // its heading, as compared
  Slot* control_slot_ = nullptr;

  std::vector<RowCell> cells_;
  Arena row_texts_;
  std::uint32_t row_ = 0;
  bool hidden_ = false;
  std::size_t anchor_ = SIZE_MAX;  // index in cells_
  std::uint32_t field_count_ = 0;

  std::int64_t whole_sum_ = 0;
  std::int64_t sum_at_last_total_ = 0;
  std::unordered_set<std::int64_t> sums_at_totals_{0};
  std::uint32_t used_rows_ = 0;
  RowAccount account_;
};

}  // namespace counterfoil::table
