// Merged cells among the rows of a table: what a person sees in them is the value of the first.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "table/arena.hpp"
#include "table/cell_reader.hpp"
#include "xlsx/sheet_scanner.hpp"

namespace counterfoil::table {

/// A value that nobody sees: it stands in a merged cell under another.
struct HiddenValue {
  xlsx::CellReference cell;
  std::string shown;  // the first cell's, as people see it
  std::string hidden;
};

/// Asked row by row, from the top down.
class MergedCells {
 public:
  MergedCells() = default;
  /// The ranges that reach below the headings.
  MergedCells(const std::vector<xlsx::RangeReference>& ranges, std::uint32_t heading_end);

  bool empty() const { return merges_.empty(); }
  void begin_row(std::uint32_t row);
  /// Whether the cell is shown: false for one that is covered by another. What it hides is kept.
  bool shows(const RowCell& cell, const CellReader& reader, Arena& kept);
  /// For a row below the first of merged cells: their values, each in the column of the first, with this row's number.
  std::vector<RowCell> values_from_above(std::uint32_t row) const;

  const std::vector<HiddenValue>& hidden() const { return hidden_; }

 private:
  struct Merge {
    xlsx::RangeReference range;
    RowCell first;
    bool has_value = false;
  };
  std::vector<Merge> merges_;  // by first row
  std::size_t next_ = 0;
  std::vector<std::size_t> active_;
  std::vector<HiddenValue> hidden_;
};

/// The merged ranges of a sheet, found without its cells; nothing where it has none.
std::vector<xlsx::RangeReference> merged_ranges(std::string_view sheet_xml);

}  // namespace counterfoil::table
