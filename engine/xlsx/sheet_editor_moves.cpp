// The operations of SheetEditor after which other things must follow: rows that move or change order, tables that grow.
#include <algorithm>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/drawing_anchors.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_anchors.hpp"
#include "xlsx/sheet_comments.hpp"
#include "xlsx/sheet_editor.hpp"
#include "xlsx/sheet_tables.hpp"
#include "xlsx/workbook_references.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::string_view digits = "0123456789";

/// A row's text with another number; array formulas in it keep to their cells.
std::string renumbered(std::string_view row, std::uint32_t was, std::uint32_t now, const std::string& prefix, bool plain) {
  TextPatch patch;
  const auto whole = next_element(row, 0, plain);
  if (const std::string_view number = tag_attribute(row.substr(0, whole->content_begin), "r"); number.data() != nullptr) {
    patch.replace(row, number, std::to_string(now));
  }
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  while (const auto cell = next_element(within, at, plain)) {
    at = cell->end;
    const std::string_view reference = tag_attribute(row.substr(cell->begin, cell->content_begin - cell->begin), "r");
    const std::size_t from = reference.find_first_of(digits);
    if (from != std::string_view::npos) patch.replace(row, reference.substr(from), std::to_string(now));
    const std::string_view content = row.substr(0, cell->content_end);
    if (content.find("<" + prefix + "f", cell->content_begin) == std::string_view::npos) continue;
    std::size_t child_at = cell->content_begin;
    while (const auto child = next_element(content, child_at, plain)) {
      child_at = child->end;
      if (local_name(child->name) != "f") continue;
      const std::string_view ref = tag_attribute(row.substr(child->begin, child->content_begin - child->begin), "ref");
      if (ref.data() != nullptr) patch.replace(row, ref, shift_range_text(ref, std::int64_t{now} - was, 0));
    }
  }
  return patch.apply(row);
}

/// Where a pivot table lies on its sheet.
std::string map_pivot_location(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    if (walker.tag().local != "location" || walker.tag().kind == XmlTagKind::close) continue;
    const std::string_view ref = walker.attribute("ref");
    const auto range = parse_range_reference(ref);
    const auto there = range ? map.area(*range) : std::nullopt;
    if (there && *there != *range) patch.replace(xml, ref, to_string(*there));
  }
  return patch.apply(xml);
}

}  // namespace

/// Applies `change` to each part that the sheet names by one of these types.
void SheetPatch::change_parts(std::initializer_list<std::string_view> types, const std::function<std::string(std::string_view)>& change) {
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
  if (!rows.empty() && std::int64_t{rows.back().number} + by > last_row) {
    throw Failure{FailureKind::unwritable, "The sheet '" + info_.name + "' has no room for more rows. Start a new workbook, or remove rows that are not needed."};
  }
  for (const RowSlice& slice : rows) {
    if (slice.number < first && std::int64_t{slice.number} >= std::int64_t{first} + by) throw std::logic_error("rows would move over others");
  }
  const RowShift shift{first, by};
  rewrite_references(workbook_, info_, shift);
  for (std::size_t index = 0; index < rows.size(); ++index) {
    const RowSlice slice = rows[index];
    if (slice.number < first) continue;
    const auto now = static_cast<std::uint32_t>(std::int64_t{slice.number} + by);
    rows_.set_row(index, renumbered(slice.row(), slice.number, now, rows_.prefix(), rows_.plain()), now);
  }
  shared_.reset();
  change_parts({"comments", "threadedComment"}, [&](std::string_view xml) { return map_comments(xml, shift); });
  change_parts({"vmlDrawing"}, [&](std::string_view xml) { return map_vml(xml, shift); });
  change_parts({"drawing"}, [&](std::string_view xml) { return map_drawing(xml, shift); });
  change_parts({"table"}, [&](std::string_view xml) { return map_table(xml, shift, [this](CellReference cell) { return cell_text(cell); }); });
  change_parts({"pivotTable"}, [&](std::string_view xml) { return map_pivot_location(xml, shift); });
}

std::vector<std::pair<CellReference, std::string>> SheetPatch::reorder_rows(
    std::uint32_t first, std::uint32_t last, const std::function<std::optional<std::uint32_t>(std::uint32_t)>& new_row) {
  const RowOrder order{first, last, new_row};
  std::vector<std::pair<CellReference, std::string>> removed;
  // Threads first: their cells have a note too, which only says that there is a thread.
  change_parts({"threadedComment", "comments"}, [&](std::string_view xml) {
    for (auto& [cell, text] : read_comments(xml)) {
      if (order.area({cell, cell})) continue;
      const auto known = std::find_if(removed.begin(), removed.end(), [&, at = cell](const auto& each) { return each.first == at; });
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
  change_parts({"table"}, [&](std::string_view xml) { return map_table(xml, resize, [this](CellReference cell) { return cell_text(cell); }); });
}

std::optional<std::string> SheetPatch::comment(CellReference cell) const {
  for (const std::string_view type : {"threadedComment", "comments"}) {
    std::optional<std::string> found;
    for (const std::string& part : workbook_.package.all_related(info_.part, type)) {
      for (const auto& [at, text] : read_comments(workbook_.package.text(part))) {
        if (at != cell) continue;
        found = found ? *found + "\n" + text : text;
      }
    }
    if (found) return found;
  }
  return std::nullopt;
}

void SheetPatch::follow_headings() {
  change_parts({"table"}, [&](std::string_view xml) { return with_headings(xml, [this](CellReference cell) { return cell_text(cell); }); });
}

}  // namespace counterfoil::xlsx
