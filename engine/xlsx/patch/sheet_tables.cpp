#include "xlsx/patch/sheet_tables.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "xlsx/formula.hpp"
#include "xlsx/patch/filter_columns.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

/// Names of a table's columns are one whatever their case.
bool taken(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) { return same_sheet_name(each, name); });
}

/// A line break in a heading stands in the name as an escape.
std::string stored_name(std::string_view heading) {
  std::string out;
  for (const char c : escape_text(heading)) {
    if (c == '\n') {
      out += "_x000a_";
    } else {
      out += c;
    }
  }
  return out;
}

std::string unique_name(const std::vector<std::string>& names, const std::string& wanted, std::size_t position) {
  if (!wanted.empty() && !taken(names, wanted)) return wanted;
  const std::string stem = wanted.empty() ? "Column" : wanted;
  for (std::size_t number = wanted.empty() ? position : 2;; ++number) {
    std::string name = stem + std::to_string(number);
    if (!taken(names, name)) return name;
  }
}

struct TableColumn {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string name;
  std::string_view stored;
};

struct Table {
  RangeReference range;
  bool has_headings = true;
  std::string prefix;
  std::uint32_t largest_id = 0;
  std::vector<TableColumn> columns;
  std::string_view count;       // attribute of tableColumns
  std::size_t columns_end = 0;  // before </tableColumns>
};

std::optional<Table> read_table(std::string_view xml) {
  Table table;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.local == "tableColumns" && tag.kind == XmlTagKind::close) table.columns_end = tag.begin;
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local == "table") {
      const auto range = parse_range_reference(walker.attribute("ref"));
      if (!range) return std::nullopt;
      table.range = *range;
      table.has_headings = walker.attribute("headerRowCount") != "0";
      table.prefix = tag.name.substr(0, tag.name.size() - tag.local.size());
    } else if (tag.local == "tableColumns") {
      table.count = walker.attribute("count");
    } else if (tag.local == "tableColumn") {
      TableColumn column;
      column.begin = tag.begin;
      column.stored = walker.attribute("name");
      column.name = decoded(column.stored, Escapes::entities_and_cell_escapes);
      const std::string_view id = walker.attribute("id");
      std::uint32_t number = 0;
      std::from_chars(id.data(), id.data() + id.size(), number);
      table.largest_id = std::max(table.largest_id, number);
      walker.skip_element();
      column.end = walker.tag().end;
      table.columns.push_back(std::move(column));
    }
  }
  return table;
}

void map_ranges(std::string_view xml, const RangeMap& map, TextPatch& patch) {
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    const bool ranged =
        tag.local == "table" || tag.local == "autoFilter" || tag.local == "sortState" || tag.local == "sortCondition";
    if (tag.kind == XmlTagKind::close || !ranged) continue;
    const std::string_view ref = walker.attribute("ref");
    const auto range = parse_range_reference(ref);
    const auto there = range ? map.area(*range) : std::nullopt;
    if (there && *there != *range) patch.replace(xml, ref, to_string(*there));
    if (tag.local == "autoFilter") map_filter_columns(xml, tag.begin, ref, map, patch);
  }
}

constexpr std::size_t none = std::string_view::npos;

/// For each column of the table as it comes to lie, its place in the table before; `none` for a new one.
std::vector<std::size_t> columns_before(const Table& table, const RangeReference& there, const RangeMap& map) {
  std::vector<std::size_t> before(there.last.column - there.first.column + 1, none);
  for (std::size_t place = 0; place < table.columns.size(); ++place) {
    const auto column = column_after(map, table.range.first.column + static_cast<std::uint32_t>(place));
    if (column && *column >= there.first.column && *column <= there.last.column) before[*column - there.first.column] = place;
  }
  return before;
}

}  // namespace

std::string map_table(std::string_view xml, const RangeMap& map, const CellText& cell_text) {
  TextPatch patch;
  map_ranges(xml, map, patch);
  const std::optional<Table> table = read_table(xml);
  const auto there = table ? map.area(table->range) : std::nullopt;
  if (!there || table->columns_end == 0) return patch.apply(xml);
  const std::vector<std::size_t> before = columns_before(*table, *there, map);
  std::vector<std::string> names;
  std::vector<bool> stays(table->columns.size(), false);
  for (const std::size_t place : before) {
    if (place != none) stays[place] = true;
  }
  for (std::size_t place = 0; place < stays.size(); ++place) {
    if (stays[place]) {
      names.push_back(table->columns[place].name);
    } else {
      patch.replace(table->columns[place].begin, table->columns[place].end, {});
    }
  }
  std::uint32_t id = table->largest_id;
  for (std::size_t place = 0; place < before.size(); ++place) {
    if (before[place] != none) continue;
    const CellReference heading{there->first.row, there->first.column + static_cast<std::uint32_t>(place)};
    names.push_back(unique_name(names, table->has_headings ? cell_text(heading) : std::string{}, place + 1));
    const auto next = std::find_if(before.begin() + static_cast<std::ptrdiff_t>(place), before.end(),
                                   [](std::size_t each) { return each != none; });
    const std::size_t at = next == before.end() ? table->columns_end : table->columns[*next].begin;
    patch.replace(
        at, at,
        "<" + table->prefix + "tableColumn id=\"" + std::to_string(++id) + "\" name=\"" + stored_name(names.back()) + "\"/>");
  }
  if (before.size() != table->columns.size() && table->count.data() != nullptr)
    patch.replace(xml, table->count, std::to_string(before.size()));
  return patch.apply(xml);
}

std::vector<TableHeading> headings_of(std::string_view xml) {
  const std::optional<Table> table = read_table(xml);
  std::vector<TableHeading> headings;
  if (!table || !table->has_headings) return headings;
  std::uint32_t column = table->range.first.column;
  for (const TableColumn& each : table->columns) headings.push_back({{table->range.first.row, column++}, each.name});
  return headings;
}

std::string with_headings(std::string_view xml, const CellText& cell_text) {
  const std::optional<Table> table = read_table(xml);
  if (!table || !table->has_headings) return std::string{xml};
  TextPatch patch;
  std::vector<std::string> names;
  std::uint32_t column = table->range.first.column;
  for (const TableColumn& each : table->columns) {
    const std::string heading = cell_text({table->range.first.row, column++});
    const bool differs = !heading.empty() && heading != each.name && stored_name(heading) != each.stored;
    names.push_back(differs ? unique_name(names, heading, column) : each.name);
    if (differs) patch.replace(xml, each.stored, stored_name(names.back()));
  }
  return patch.apply(xml);
}

}  // namespace counterfoil::xlsx
