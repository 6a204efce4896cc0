#include "xlsx/patch/row_moves.hpp"

#include <algorithm>
#include <charconv>

#include "xlsx/limits.hpp"
#include "xlsx/patch/sheet_formulas.hpp"

namespace counterfoil::xlsx {

namespace {

struct Span {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// "1:5 7:9": the columns that a row uses, for programs that read ahead. Nothing when it cannot be read.
std::optional<std::vector<Span>> parse_spans(std::string_view text) {
  std::vector<Span> spans;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    Span span;
    const char* const item_end = text.data() + end;
    const auto first = std::from_chars(text.data(), item_end, span.first);
    if (first.ec != std::errc{} || first.ptr == item_end || *first.ptr != ':') return std::nullopt;
    const auto last = std::from_chars(first.ptr + 1, item_end, span.last);
    if (last.ec != std::errc{} || last.ptr != item_end || span.first == 0 || span.last > last_column || span.first > span.last)
      return std::nullopt;
    spans.push_back(span);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return spans;
}

std::string write_spans(const std::vector<Span>& spans) {
  std::string out;
  for (const Span& span : spans) out += (out.empty() ? "" : " ") + std::to_string(span.first) + ":" + std::to_string(span.last);
  return out;
}

void map_spans(std::string_view row, std::string_view tag, const RangeMap& map, TextPatch& patch) {
  const std::string_view text = tag_attribute(tag, "spans");
  const auto spans = text.empty() ? std::nullopt : parse_spans(text);
  if (!spans) return;
  std::vector<Span> there;
  for (const Span& span : *spans) {
    if (const auto area = map.area({{1, span.first}, {last_row, span.last}}))
      there.push_back({area->first.column, area->last.column});
  }
  const std::string now = there.empty() ? "1:1" : write_spans(there);
  if (now != text) patch.replace(row, text, now);
}

/// The spans with these columns in them.
void widen_spans(std::string_view row, std::string_view tag, const std::vector<std::uint32_t>& columns, TextPatch& patch) {
  const std::string_view text = columns.empty() ? std::string_view{} : tag_attribute(tag, "spans");
  auto spans = text.empty() ? std::nullopt : parse_spans(text);
  if (!spans) return;
  for (const std::uint32_t column : columns) {
    const auto reaches = std::find_if(spans->begin(), spans->end(), [&](const Span& span) { return column <= span.last; });
    if (reaches == spans->end()) {
      spans->back().last = column;
    } else {
      reaches->first = std::min(reaches->first, column);
    }
  }
  if (const std::string now = write_spans(*spans); now != text) patch.replace(row, text, now);
}

/// An attribute that the formula of an array, a data table or a group has: its range, or a cell that a data table varies.
void map_attribute(std::string_view row, std::string_view stored, const RangeMap& map, TextPatch& patch) {
  const auto range = stored.empty() ? std::nullopt : parse_range_reference(stored);
  const auto there = range ? map.area(*range) : std::nullopt;
  if (there && *there != *range) patch.replace(row, stored, to_string(*there));
}

void map_formula(const SheetRows& sheet, std::string_view row, const ElementSpan& cell, const RangeMap& map, TextPatch& patch) {
  const std::string_view content = row.substr(0, cell.content_end);
  if (content.find("<" + sheet.prefix() + "f", cell.content_begin) == std::string_view::npos) return;
  std::size_t at = cell.content_begin;
  while (const auto child = next_element(content, at, sheet.plain())) {
    at = child->end;
    if (local_name(child->name) != "f") continue;
    const std::string_view tag = row.substr(child->begin, child->content_begin - child->begin);
    for (const std::string_view name : {"ref", "r1", "r2"}) map_attribute(row, tag_attribute(tag, name), map, patch);
  }
}

std::size_t name_end_of(const ElementSpan& element) { return element.begin + 1 + element.name.size(); }

std::string reference_attribute(std::uint32_t row, std::uint32_t column) {
  return " r=\"" + to_string(CellReference{row, column}) + "\"";
}

}  // namespace

std::string moved_row(const SheetRows& sheet, const RowSlice& slice, const RangeMap& map) {
  const std::string_view row = slice.row();
  const std::uint32_t number = map.row(slice.number);
  TextPatch patch;
  const auto whole = next_element(row, 0, sheet.plain());
  const std::string_view row_tag = row.substr(0, whole->content_begin);
  if (const std::string_view stated = tag_attribute(row_tag, "r"); stated.data() != nullptr && number != slice.number) {
    patch.replace(row, stated, std::to_string(number));
  }
  map_spans(row, row_tag, map, patch);
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  std::uint32_t before = 0;  // the column of the cell before, where it comes to lie
  while (const auto cell = next_element(within, at, sheet.plain())) {
    at = cell->end;
    if (local_name(cell->name) != "c") continue;
    const std::string_view tag = row.substr(cell->begin, cell->content_begin - cell->begin);
    column = cell_column(tag, column);
    const auto there = map.area({{slice.number, column}, {slice.number, column}});
    if (!there) {
      patch.replace(cell->begin, cell->end, {});
      continue;
    }
    const std::string_view stated = tag_attribute(tag, "r");
    if (stated.data() == nullptr) {
      if (there->first.column != before + 1)
        patch.replace(name_end_of(*cell), name_end_of(*cell), reference_attribute(number, there->first.column));
    } else if (number != slice.number || there->first.column != column) {
      patch.replace(row, stated, to_string(CellReference{number, there->first.column}));
    }
    before = there->first.column;
    map_formula(sheet, row, *cell, map, patch);
  }
  return patch.apply(row);
}

std::string with_cells(const SheetRows& sheet, const RowSlice& slice, const std::vector<NewCell>& cells) {
  const std::string_view row = slice.row();
  TextPatch patch;
  const auto whole = next_element(row, 0, sheet.plain());
  const std::string_view row_tag = row.substr(0, whole->content_begin);
  std::vector<std::uint32_t> columns;  // of new cells
  auto next = cells.begin();
  // The texts of new cells left of `column`.
  const auto texts_before = [&](std::uint32_t column) {
    std::string text;
    for (; next != cells.end() && next->column < column; ++next) {
      text += next->xml;
      if (!next->xml.empty()) columns.push_back(next->column);
    }
    return text;
  };
  bool follows = true;  // a cell that does not say its place still follows the one before
  const std::string_view within = row.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  while (const auto cell = next_element(within, at, sheet.plain())) {
    at = cell->end;
    if (local_name(cell->name) != "c") continue;
    const std::string_view tag = row.substr(cell->begin, cell->content_begin - cell->begin);
    column = cell_column(tag, column);
    if (std::string text = texts_before(column); !text.empty()) {
      patch.replace(cell->begin, cell->begin, std::move(text));
      follows = false;
    }
    if (next != cells.end() && next->column == column) {
      patch.replace(cell->begin, cell->end, std::string{next->xml});
      follows = !next->xml.empty();
      ++next;
    } else if (tag_attribute(tag, "r").data() == nullptr && !follows) {
      patch.replace(name_end_of(*cell), name_end_of(*cell), reference_attribute(slice.number, column));
      follows = true;
    }
  }
  if (std::string text = texts_before(last_column + 1); !text.empty()) {
    if (whole->content_begin == whole->end) {  // <row .../>
      patch.replace(whole->end - 2, whole->end, ">" + std::move(text) + "</" + std::string{whole->name} + ">");
    } else {
      patch.replace(whole->content_end, whole->content_end, std::move(text));
    }
  }
  widen_spans(row, row_tag, columns, patch);
  return patch.apply(row);
}

std::vector<FormulaBlock> formula_blocks(const SheetRows& sheet) {
  std::vector<FormulaBlock> blocks;
  for (const RowSlice& slice : sheet.rows()) {
    if ((formula_kinds(sheet, slice) & fills_block) == 0) continue;
    visit_formulas(sheet, slice, [&](const FormulaCell& formula) {
      const std::string_view kind = tag_attribute(formula.tag(), "t");
      if (kind != "array" && kind != "dataTable") return;
      const auto range = parse_range_reference(tag_attribute(formula.tag(), "ref"));
      if (!range) return;
      const std::size_t cell = formula.row.rfind("<" + sheet.prefix() + "c", formula.formula.begin);
      const bool spilled = cell != std::string_view::npos &&
                           tag_attribute(formula.row.substr(cell, formula.row.find('>', cell) + 1 - cell), "cm").data() != nullptr;
      blocks.push_back({*range, spilled});
    });
  }
  return blocks;
}

}  // namespace counterfoil::xlsx
