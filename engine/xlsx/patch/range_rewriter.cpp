#include "xlsx/patch/range_rewriter.hpp"

#include <algorithm>

#include "xlsx/limits.hpp"

namespace counterfoil::xlsx {

std::uint32_t AxisShift::position(std::uint32_t position) const {
  if (position >= first_) return static_cast<std::uint32_t>(std::clamp<std::int64_t>(position + by_, 1, limit_));
  const std::int64_t start = first_ + by_;
  return position >= start && by_ < 0 ? static_cast<std::uint32_t>(std::max<std::int64_t>(start, 1)) : position;
}

bool AxisShift::span(std::uint32_t& from, std::uint32_t& to) const {
  const std::int64_t start =
      first_ + by_;  // where the first that moves goes; when it goes back, what lies from here to first_ vanishes
  std::int64_t first = from;
  std::int64_t last = to;
  if (first >= first_) {
    first += by_;
  } else if (first >= start) {
    first = start;
  }
  if (last == limit_) {
    // to the end of the sheet: still so
  } else if (last >= first_) {
    last = std::min(last + by_, limit_);
  } else if (last >= start) {
    last = start - 1;
  }
  if (first > last || first > limit_) return false;
  from = static_cast<std::uint32_t>(first);
  to = static_cast<std::uint32_t>(last);
  return true;
}

RowShift::RowShift(std::uint32_t first, std::int64_t by) : shift_(first, by, last_row) {}

std::optional<RangeReference> RowShift::area(const RangeReference& range) const {
  RangeReference moved = range;
  if (!shift_.span(moved.first.row, moved.last.row)) return std::nullopt;
  return moved;
}

std::optional<ReferenceChange> RowShift::reference(const FormulaReference& reference, std::optional<CellReference>) const {
  if (reference.kind == ReferenceKind::columns) return std::nullopt;
  return ReferenceChange{area(reference.area)};
}

ColumnShift::ColumnShift(std::uint32_t first, std::int64_t by) : shift_(first, by, last_column) {}

std::optional<RangeReference> ColumnShift::area(const RangeReference& range) const {
  RangeReference moved = range;
  if (!shift_.span(moved.first.column, moved.last.column)) return std::nullopt;
  return moved;
}

std::optional<ReferenceChange> ColumnShift::reference(const FormulaReference& reference, std::optional<CellReference>) const {
  if (reference.kind == ReferenceKind::rows) return std::nullopt;
  return ReferenceChange{area(reference.area)};
}

std::optional<RangeReference> ColumnLook::area(const RangeReference& range) const {
  RangeReference wider = range;
  if (like_ < range.first.column || like_ > range.last.column) return wider;
  if (range.last.column + 1 == first_) wider.last.column = last_;
  if (range.first.column == last_ + 1) wider.first.column = first_;
  return wider;
}

bool ColumnLook::concerns(std::string_view element) const {
  return element == "conditionalFormatting" || element == "dataValidation" || element == "ignoredError";
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

namespace {

void set_rows(RangeReference& area, std::uint32_t first, std::uint32_t last) {
  area.first.row = first;
  area.last.row = last;
}

void set_columns(RangeReference& area, std::uint32_t first, std::uint32_t last) {
  area.first.column = first;
  area.last.column = last;
}

}  // namespace

ReferenceRule name_rule(const SheetChange& change) {
  return [change](const FormulaReference& reference) -> std::optional<ReferenceChange> {
    if (reference.foreign || !reference.sheet || !same_sheet_name(*reference.sheet, change.sheet)) return std::nullopt;
    const bool rows_fixed = reference.kind == ReferenceKind::columns || (reference.first_row_fixed && reference.last_row_fixed);
    const bool columns_fixed =
        reference.kind == ReferenceKind::rows || (reference.first_column_fixed && reference.last_column_fixed);
    if (rows_fixed && columns_fixed) return change.map.reference(reference, std::nullopt);
    if (change.map.resizes() || (!rows_fixed && !columns_fixed)) return std::nullopt;
    // One way it is a place, the other way it may be any: what becomes of the place everywhere.
    FormulaReference everywhere = reference;
    if (!rows_fixed) set_rows(everywhere.area, 1, last_row);
    if (!columns_fixed) set_columns(everywhere.area, 1, last_column);
    auto now = change.map.reference(everywhere, std::nullopt);
    if (!now || !now->area) return now;
    if (!rows_fixed) set_rows(*now->area, reference.area.first.row, reference.area.last.row);
    if (!columns_fixed) set_columns(*now->area, reference.area.first.column, reference.area.last.column);
    return now;
  };
}

}  // namespace counterfoil::xlsx
