#include "table/merged_cells.hpp"

#include <algorithm>

namespace counterfoil::table {

namespace {

/// Lets every cell pass: what is wanted comes after them.
struct NoCells {
  static bool row(const xlsx::RowView&) { return true; }
  static bool cell(const xlsx::CellView&) { return true; }
};

std::string as_read(const RowCell& cell, const CellReader& reader) {
  const bool text = cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string;
  return std::string{text ? reader.text(cell) : cell.value};
}

}  // namespace

std::vector<xlsx::RangeReference> merged_ranges(std::string_view sheet_xml) {
  // They stand behind the rows, so the rows need not be looked through for them.
  const std::size_t rows_end = sheet_xml.rfind("sheetData>");
  if (sheet_xml.substr(rows_end == std::string_view::npos ? 0 : rows_end).find("mergeCell") == std::string_view::npos) return {};
  xlsx::SheetFacts facts;
  NoCells none;
  xlsx::scan_sheet(sheet_xml, none, &facts);
  return std::move(facts.merged);
}

MergedCells::MergedCells(const std::vector<xlsx::RangeReference>& ranges, std::uint32_t heading_end) {
  for (const xlsx::RangeReference& range : ranges)
    if (range.last.row > heading_end) merges_.push_back({range, {}, false});
  std::stable_sort(merges_.begin(), merges_.end(),
                   [](const Merge& a, const Merge& b) { return a.range.first.row < b.range.first.row; });
}

void MergedCells::begin_row(std::uint32_t row) {
  std::erase_if(active_, [&](std::size_t merge) { return merges_[merge].range.last.row < row; });
  for (; next_ < merges_.size() && merges_[next_].range.first.row <= row; ++next_)
    if (merges_[next_].range.last.row >= row) active_.push_back(next_);
}

bool MergedCells::shows(const RowCell& cell, const CellReader& reader, Arena& kept) {
  for (const std::size_t place : active_) {
    Merge& merge = merges_[place];
    if (cell.column < merge.range.first.column || cell.column > merge.range.last.column) continue;
    if (cell.row == merge.range.first.row && cell.column == merge.range.first.column) {
      merge.first = cell;
      merge.first.value = kept.keep(cell.value);
      merge.first.has_formula = false;
      merge.has_value = !reader.is_blank(cell);
      return true;
    }
    if (reader.is_blank(cell)) return false;
    std::string hidden = as_read(cell, reader);
    std::string shown = merge.has_value ? as_read(merge.first, reader) : std::string{};
    if (hidden != shown) hidden_.push_back({{cell.row, cell.column}, std::move(shown), std::move(hidden)});
    return false;
  }
  return true;
}

std::vector<RowCell> MergedCells::values_from_above(std::uint32_t row) const {
  std::vector<RowCell> values;
  for (const std::size_t place : active_) {
    const Merge& merge = merges_[place];
    if (!merge.has_value || row <= merge.range.first.row || row > merge.range.last.row) continue;
    values.push_back(merge.first);
    values.back().row = row;
  }
  return values;
}

}  // namespace counterfoil::table
