// The sink that turns rows below the headings into typed columns, and tells payments from totals, notes and repeated headings.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "table/accents.hpp"
#include "table/cell_reader.hpp"
#include "table/heading_search.hpp"
#include "table/input_table.hpp"
#include "table/merged_cells.hpp"
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

/// A file's last record, with what it says of the file: "TRL", 241 records, 130742.92.
struct TrailerRow {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::string words;           // as they stand, for the finding
  std::int64_t rows_read = 0;  // of the table up to here
  std::int64_t whole_sum = 0;  // pence
  bool rows_agree = false;
  bool sum_agrees = false;
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
  std::vector<TrailerRow> trailers;
  CellFindings placeholders;  // words for no value where the person should stand
  RowRanges repeated_headings;
  RowRanges without_id;  // data that belongs to nobody
  RowRanges filled_down;
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

  /// Before the scan: the merged ranges of the sheet.
  void take_merged(const std::vector<xlsx::RangeReference>& ranges) { merged_ = MergedCells{ranges, heading_end_}; }
  /// Before the scan: columns whose value is taken from the row above, in rows without the person that have an amount.
  void fill_down(std::vector<std::uint32_t> columns) { fill_down_ = std::move(columns); }

  bool row(const xlsx::RowView& row) {
    end_row();
    row_ = row.row;
    if (!merged_.empty()) merged_.begin_row(row_);
    hidden_ = row.hidden;
    cells_.clear();
    anchor_ = SIZE_MAX;
    field_count_ = 0;
    return true;
  }

  bool cell(const xlsx::CellView& cell) {
    if (cell.row <= heading_end_) return true;
    if (cell.kind == xlsx::CellKind::blank && !cell.has_formula) return true;
    cells_.push_back(reader_.take(cell));
    // What the scanner had to decode lives only until this returns.
    if (reinterpret_cast<std::uintptr_t>(cell.value.data()) - source_at_ >= source_.size())
      cells_.back().value = row_texts_.keep(cell.value);
    if (!text_file_ && cell.kind == xlsx::CellKind::text && has_combining_marks(cell.value))
      cells_.back().value = row_texts_.keep(with_composed_accents(cell.value));
    if (!merged_.empty() && !merged_.shows(cells_.back(), reader_, reader_.arena())) {
      cells_.pop_back();
      return true;
    }
    if (cell.column == anchor_column_) anchor_ = cells_.size() - 1;
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
  const MergedCells& merged() const { return merged_; }

  /// After a scan in which rows belonged to nobody: the person's column and those of texts and identifiers that none of these rows
  /// has. Empty where there were no such rows.
  std::vector<std::uint32_t> columns_to_fill() const;
  /// After a scan that filled down: every group that was filled has a total, and all totals agree.
  bool totals_prove_what_was_filled() const;

 private:
  static constexpr std::uint16_t no_heading = 0;
  static constexpr std::uint16_t not_mapped = 1;
  static constexpr std::uint16_t first_slot = 2;

  void end_row();
  void accept();
  bool is_repeated_heading() const;
  bool take_as_note();
  bool take_as_total(bool has_anchor);
  /// Rows that a report's page or a file's end adds beside the list; none of them has the amount that is summed.
  bool take_as_furniture();
  bool take_as_trailer(const std::vector<const RowCell*>& filled);
  /// Without the person: a total, a remark, or data that belongs to nobody. `word`: what stands in the person's place for nothing.
  void take_without_anchor(std::string_view word = {});
  std::vector<const RowCell*> filled_cells() const;
  void leave_out(const RowCell& cell, std::string text);
  void add_total(std::string label);
  /// Whether it is the sum of the rows since the last total, or of those since an earlier one.
  bool is_sum(std::int64_t stated) const;
  std::int64_t control_of_row() const;
  bool is_blank_at(std::uint32_t column) const;
  void note_headless(const RowCell& cell);
  void estimate_rows();
  void take_off_point_zeros();
  void keep_for_filling();
  bool fill_from_above();
  void take_merged_values();
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
  MergedCells merged_;
  std::vector<std::uint32_t> fill_down_;    // columns
  std::vector<RowCell> last_filled_;        // of the row above, in these columns; empty after a total
  std::vector<bool> has_value_without_id_;  // by slot: in any of the rows that belong to nobody
  RowAccount account_;
};

}  // namespace counterfoil::table
