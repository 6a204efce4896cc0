// The operations of SheetEditor after which other things must follow: rows that move or change order, tables that grow.
#include <algorithm>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/patch/drawing_anchors.hpp"
#include "xlsx/patch/sheet_anchors.hpp"
#include "xlsx/patch/sheet_comments.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/sheet_tables.hpp"
#include "xlsx/patch/workbook_references.hpp"

namespace counterfoil::xlsx {

namespace {

/// Where a pivot table lies on its sheet, as stored; empty where it does not say.
std::string_view stored_location(std::string_view xml) {
  XmlWalker walker{xml};
  while (walker.next()) {
    if (walker.tag().local == "location" && walker.tag().kind != XmlTagKind::close) return walker.attribute("ref");
  }
  return {};
}

std::optional<RangeReference> pivot_location(std::string_view xml) { return parse_range_reference(stored_location(xml)); }

std::string map_pivot_location(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  const std::string_view stored = stored_location(xml);
  const auto range = pivot_location(xml);
  const auto there = range ? map.area(*range) : std::nullopt;
  if (there && *there != *range) patch.replace(xml, stored, to_string(*there));
  return patch.apply(xml);
}

}  // namespace

/// Applies `change` to each part that the sheet names by one of these types.
void SheetPatch::change_parts(std::initializer_list<std::string_view> types,
                              const std::function<std::string(std::string_view)>& change) {
  PackageEdit& package = workbook_.package;
  for (const std::string_view type : types) {
    for (const std::string& part : package.all_related(info_.part, type)) {
      const std::string_view was = package.text(part);
      if (std::string now = change(was); now != was) package.set(part, std::move(now));
    }
  }
}

std::string SheetPatch::cell_text(CellReference cell) const {
  const auto found = row(cell.row);
  if (!found) return {};
  for (const ParsedCell& each : found->cells) {
    if (each.column == cell.column && (each.kind == CellKind::text || each.kind == CellKind::shared_string)) return each.value;
  }
  return {};
}

void SheetPatch::move_rows(std::uint32_t first, std::int64_t by) {
  if (by == 0) return;
  if (first == 0 || std::int64_t{first} + by < 1) throw std::logic_error("rows would move above the first");
  const auto& rows = rows_.rows();
  // LibreOffice Calc leaves an empty row at the very end of a sheet from which rows were deleted. A row whose cells are as much as
  // coloured is somebody's.
  if (by > 0 && !rows.empty() && rows.back().number == last_row) {
    const auto last = row(last_row);
    const auto is_empty = [](const ParsedCell& cell) { return !cell.has_value && !cell.has_formula && cell.style == 0; };
    if (last && std::all_of(last->cells.begin(), last->cells.end(), is_empty)) rows_.replace(last_row, last_row, {});
  }
  if (!rows.empty() && std::int64_t{rows.back().number} + by > last_row) {
    throw Failure{
        FailureKind::unwritable,
        "The sheet '" + info_.name + "' has no room for more rows. Start a new workbook, or remove rows that are not needed."};
  }
  for (const RowSlice& slice : rows) {
    if (slice.number < first && std::int64_t{slice.number} >= std::int64_t{first} + by)
      throw std::logic_error("rows would move over others");
  }
  const RowShift shift{first, by};
  refuse_cut_blocks(shift);
  move(shift, Axis::rows);
}

/// Cells, the parts that belong to the sheet, and references from everywhere.
void SheetPatch::move(const RangeMap& map, Axis axis) {
  rewrite_references(workbook_, info_, map);
  for (std::size_t index = 0; index < rows_.rows().size(); ++index) {
    const RowSlice slice = rows_.rows()[index];
    const std::uint32_t number = map.row(slice.number);
    if (axis == Axis::rows && number == slice.number && slice.xml.find(" ref=") == std::string_view::npos) continue;
    std::string now = moved_row(rows_, slice, map);
    if (number != slice.number || now != slice.row()) rows_.set_row(index, now, number);
  }
  shared_.reset();
  const auto used = rows_.dimension();
  const auto there = used ? map.area(*used) : std::nullopt;
  if (there && axis == Axis::columns) rows_.set_dimension(*there);
  forget_facts();
  change_parts({"comments", "threadedComment"}, [&](std::string_view xml) { return map_comments(xml, map); });
  change_parts({"vmlDrawing"}, [&](std::string_view xml) { return map_vml(xml, map); });
  change_parts({"drawing"}, [&](std::string_view xml) { return map_drawing(xml, map); });
  change_parts({"table"},
               [&](std::string_view xml) { return map_table(xml, map, [this](CellReference cell) { return cell_text(cell); }); });
  change_parts({"tableSingleCells"}, [&](std::string_view xml) { return map_anchors(xml, SheetChange{info_.name, map}, true); });
  change_parts({"pivotTable"}, [&](std::string_view xml) { return map_pivot_location(xml, map); });
}

/// What can only move as a whole, as in Excel: arrays, data tables and pivot tables.
void SheetPatch::refuse_cut_blocks(const RangeMap& map) const {
  const auto cut = [&](const RangeReference& range) {
    const auto there = map.area(range);
    return there && (there->last.row - there->first.row != range.last.row - range.first.row ||
                     there->last.column - there->first.column != range.last.column - range.first.column);
  };
  const auto refuse = [&](const RangeReference& range, std::string_view what) {
    throw Failure{FailureKind::unwritable,
                  "The sheet '" + info_.name + "' has " + std::string{what} + " at " + to_string(range) +
                      ", which rows and columns cannot be put into or taken out of. Move it to a place of its own and try again."};
  };
  for (const FormulaBlock& block : formula_blocks(rows_)) {
    if (!block.spilled && cut(block.range)) refuse(block.range, "a formula that fills several cells as a whole");
  }
  for (const std::string& part : workbook_.package.all_related(info_.part, "pivotTable")) {
    const auto range = pivot_location(workbook_.package.text(part));
    if (range && cut(*range)) refuse(*range, "a pivot table");
  }
}

std::vector<std::pair<CellReference, std::string>> SheetPatch::reorder_rows(
    std::uint32_t first, std::uint32_t last, const std::function<std::optional<std::uint32_t>(std::uint32_t)>& new_row) {
  const RowOrder order{first, last, new_row};
  std::vector<std::pair<CellReference, std::string>> removed;
  // Threads first: their cells have a note too, which only says that there is a thread.
  change_parts({"threadedComment", "comments"}, [&](std::string_view xml) {
    for (auto& [cell, text] : read_comments(xml)) {
      if (order.area({cell, cell})) continue;
      const auto known =
          std::find_if(removed.begin(), removed.end(), [&, at = cell](const auto& each) { return each.first == at; });
      if (known == removed.end()) {
        removed.emplace_back(cell, std::move(text));
      } else if (xml.find("threadedComment ") != std::string_view::npos) {  // a reply
        known->second += "\n" + text;
      }
    }
    return map_comments(xml, order);
  });
  change_parts({"vmlDrawing"}, [&](std::string_view xml) { return map_vml(xml, order); });
  const SheetChange change{info_.name, order};
  if (std::string tail = map_anchors(rows_.tail(), change, true); tail != rows_.tail()) rows_.set_tail(std::move(tail));
  forget_facts();
  std::sort(removed.begin(), removed.end(), [](const auto& a, const auto& b) {
    return a.first.row != b.first.row ? a.first.row < b.first.row : a.first.column < b.first.column;
  });
  return removed;
}

void SheetPatch::resize_region(RangeReference was, RangeReference now) {
  if (was == now) return;
  const RegionResize resize{was, now};
  rewrite_references(workbook_, info_, resize);
  change_parts({"table"}, [&](std::string_view xml) {
    return map_table(xml, resize, [this](CellReference cell) { return cell_text(cell); });
  });
}

std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> SheetPatch::comments() const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> found;
  // A cell with a thread has a note too, which only says that there is a thread.
  for (const std::string_view type : {"threadedComment", "comments"}) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> of_type;
    for (const std::string& part : workbook_.package.all_related(info_.part, type))
      for (const auto& [cell, text] : read_comments(workbook_.package.text(part))) {
        const auto [known, fresh] = of_type.try_emplace({cell.row, cell.column}, text);
        if (!fresh) known->second += "\n" + text;
      }
    found.merge(of_type);
  }
  return found;
}

std::optional<std::string> SheetPatch::comment(CellReference cell) const {
  const auto all = comments();
  const auto found = all.find({cell.row, cell.column});
  return found == all.end() ? std::nullopt : std::optional{found->second};
}

void SheetPatch::follow_headings() {
  change_parts({"table"},
               [&](std::string_view xml) { return with_headings(xml, [this](CellReference cell) { return cell_text(cell); }); });
}

}  // namespace counterfoil::xlsx
