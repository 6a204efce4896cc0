#include "xlsx/range_rewriter.hpp"

#include <algorithm>

#include "xlsx/limits.hpp"

namespace counterfoil::xlsx {

std::uint32_t RowShift::row(std::uint32_t row) const {
  if (row >= first_) return static_cast<std::uint32_t>(std::clamp<std::int64_t>(std::int64_t{row} + by_, 1, last_row));
  const std::int64_t top = std::int64_t{first_} + by_;
  return std::int64_t{row} >= top && by_ < 0 ? static_cast<std::uint32_t>(std::max<std::int64_t>(top, 1)) : row;
}

std::optional<RangeReference> RowShift::rows(RangeReference range) const {
  const std::int64_t top = std::int64_t{first_} + by_;  // where the first moved row goes; when it goes up, rows from here to first_ vanish
  std::int64_t first = range.first.row;
  std::int64_t last = range.last.row;
  if (first >= first_) {
    first += by_;
  } else if (first >= top) {
    first = top;
  }
  if (last == last_row) {
    // to the end of the sheet: still so
  } else if (last >= first_) {
    last = std::min<std::int64_t>(last + by_, last_row);
  } else if (last >= top) {
    last = top - 1;
  }
  if (first > last || first > last_row) return std::nullopt;
  range.first.row = static_cast<std::uint32_t>(first);
  range.last.row = static_cast<std::uint32_t>(last);
  return range;
}

std::optional<RangeReference> RowShift::area(const RangeReference& range) const { return rows(range); }

std::optional<ReferenceChange> RowShift::reference(const FormulaReference& reference, std::optional<CellReference>) const {
  if (reference.kind == ReferenceKind::columns) return std::nullopt;
  return ReferenceChange{rows(reference.area)};
}

std::optional<RangeReference> RegionResize::area(const RangeReference& range) const {
  const bool rows_covered = range.first.row <= was_.first.row && range.last.row >= was_.last.row;
  const bool columns_touch = range.first.column <= was_.last.column && range.last.column >= was_.first.column;
  if (!rows_covered || !columns_touch) return range;
  RangeReference resized = range;
  if (range.first.row == was_.first.row) resized.first.row = now_.first.row;
  if (range.last.row == was_.last.row || range.last.row < now_.last.row) resized.last.row = now_.last.row;
  const bool to_the_edge = range.last.column == was_.last.column && range.first.column < range.last.column;
  if (to_the_edge && now_.last.column >= range.first.column) resized.last.column = now_.last.column;
  return resized;
}

std::optional<ReferenceChange> RegionResize::reference(const FormulaReference& reference, std::optional<CellReference> own) const {
  if (reference.kind == ReferenceKind::columns || reference.kind == ReferenceKind::cell) return std::nullopt;
  // A running total ("H$5:H40" in row 40) ends where it stands, not where the table ends.
  if (own && !reference.last_row_fixed && reference.area.last.row == own->row) return std::nullopt;
  RangeReference area = this->area(reference.area).value_or(reference.area);
  if (reference.kind == ReferenceKind::rows) area.last.column = reference.area.last.column;
  return ReferenceChange{area};
}

std::optional<RangeReference> RowOrder::area(const RangeReference& range) const {
  if (range.first.row != range.last.row || range.first.row < first_ || range.first.row > last_) return range;
  const std::optional<std::uint32_t> there = new_row_(range.first.row);
  if (!there) return std::nullopt;
  return RangeReference{{*there, range.first.column}, {*there, range.last.column}};
}

namespace {

/// Calls `visit` for each item of a list that white space divides.
template <class Visit>
void for_items(std::string_view list, Visit&& visit) {
  constexpr std::string_view spaces = " \t\r\n";
  std::size_t at = list.find_first_not_of(spaces);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(list.find_first_of(spaces, at), list.size());
    visit(list.substr(at, end - at));
    at = list.find_first_not_of(spaces, end);
  }
}

}  // namespace

std::optional<std::string> map_range_list(std::string_view list, const RangeMap& map) {
  std::string out;
  bool changed = false;
  for_items(list, [&](std::string_view item) {
    const auto range = parse_range_reference(item);
    const auto there = range ? map.area(*range) : std::nullopt;
    if (range && (!there || *there != *range)) changed = true;
    if (range && !there) return;
    if (!out.empty()) out += ' ';
    out += range && *there != *range ? to_string(*there) : std::string{item};
  });
  if (!changed) return std::string{list};
  if (out.empty()) return std::nullopt;
  return out;
}

std::optional<CellReference> origin_of(std::string_view list) {
  std::optional<CellReference> origin;
  for_items(list, [&](std::string_view item) {
    const auto range = parse_range_reference(item);
    if (!range) return;
    if (!origin) origin = range->first;
    origin->row = std::min(origin->row, range->first.row);
    origin->column = std::min(origin->column, range->first.column);
  });
  return origin;
}

ReferenceRule reference_rule(const SheetChange& change, bool own_sheet, std::optional<CellReference> own) {
  return [change, own_sheet, own](const FormulaReference& reference) -> std::optional<ReferenceChange> {
    if (reference.foreign) return std::nullopt;
    const bool meant = reference.sheet ? same_sheet_name(*reference.sheet, change.sheet) : own_sheet;
    return meant ? change.map.reference(reference, own_sheet ? own : std::nullopt) : std::nullopt;
  };
}

}  // namespace counterfoil::xlsx
