#include "xlsx/sheet_scanner.hpp"

#include <algorithm>
#include <charconv>

#include "base/failure.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx::detail {
namespace {

constexpr std::size_t sheet_depth = 1;
constexpr std::size_t section_depth = 2;
constexpr std::size_t row_depth = 3;
// Merged areas and hidden columns that are kept; the largest real sheets have some ten thousand.
constexpr std::size_t most_facts = 1'000'000;

template <class Number>
std::optional<Number> number_of(std::string_view digits) {
  Number value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {};
  return value;
}

}  // namespace

SheetWalker::Event SheetWalker::next() {
  try {
    return walk();
  } catch (const Failure& failure) {
    if (section_ != Section::rows || row.row == 0) throw;
    if (in_cell_) throw failure.within("Cell " + to_string(CellReference{row.row, cell.column}));
    throw failure.within((in_row_ ? "Row " : "After row ") + std::to_string(row.row));
  }
}

SheetWalker::Event SheetWalker::walk() {
  for (;;) {
    switch (xml_.next()) {
      case XmlCursor::Token::finish: return Event::finish;
      case XmlCursor::Token::text: break;  // white space between the elements
      case XmlCursor::Token::end:
        if (xml_.depth() < row_depth) {
          in_row_ = false;
          row_is_done_ = single_row_;
          if (row_is_done_) return Event::finish;
        }
        if (xml_.depth() < section_depth) section_ = Section::none;
        break;
      case XmlCursor::Token::start:
        if (section_ == Section::rows && xml_.space() == XmlNamespace::compatibility)
          xml_fault("rows that only another program can read");
        if (xml_.depth() == sheet_depth) {
          if (!xml_.is("worksheet")) xml_fault("a sheet that holds anything but rows and columns");
        } else if (xml_.depth() == section_depth) {
          begin_section();
        } else if (section_ != Section::rows) {
          read_fact();
        } else if (xml_.depth() == row_depth) {
          if (xml_.is("row")) {
            read_row();
            return Event::row;
          }
          xml_.skip();
        } else if (xml_.is("c")) {
          read_cell();
          return Event::cell;
        } else {
          xml_.skip();
        }
    }
  }
}

void SheetWalker::enter_rows() {
  while (section_ != Section::rows) {
    const auto token = xml_.next();
    if (token != XmlCursor::Token::start) continue;
    if (xml_.depth() == section_depth) begin_section();
  }
}

void SheetWalker::begin_row(const char* from, const char* limit, std::uint32_t number) {
  single_row_ = true;
  row_is_done_ = false;
  row.row = number - 1;
  xml_.go_on_in(from, limit);
}

void SheetWalker::begin_section() {
  section_ = Section::none;
  if (xml_.is("sheetData")) {
    if (rows_seen_) xml_fault("its rows stand in two places");
    rows_seen_ = true;
    section_ = Section::rows;
  } else if (facts_ == nullptr) {
    return;
  } else if (xml_.is("cols")) {
    section_ = Section::columns;
  } else if (xml_.is("autoFilter")) {
    section_ = Section::filter;
    facts_->auto_filter = xml_.attribute_text("ref");
  } else if (xml_.is("mergeCells")) {
    section_ = Section::merges;
  } else if (xml_.is("tableParts")) {
    section_ = Section::tables;
  }
}

void SheetWalker::read_fact() {
  switch (section_) {
    case Section::columns:
      if (xml_.is("col") && xml_.attribute_true("hidden")) {
        const auto first = number_of<std::uint32_t>(xml_.attribute_text("min"));
        const auto last = number_of<std::uint32_t>(xml_.attribute_text("max"));
        if (facts_->hidden_columns.size() == most_facts) xml_fault("more hidden columns than a sheet has");
        if (first && last && *first >= 1 && *first <= *last && *first <= last_column) {
          facts_->hidden_columns.emplace_back(*first, std::min(*last, last_column));
        }
      }
      break;
    case Section::filter:
      // A column without anything inside only hides its button; filters, top10, dates and colours are criteria.
      if (xml_.depth() == section_depth + 2) facts_->filter_has_criteria = true;
      break;
    case Section::merges:
      if (xml_.is("mergeCell")) {
        const auto range = parse_range_reference(xml_.attribute_text("ref"));
        if (facts_->merged.size() == most_facts) xml_fault("more merged cells than any sheet has");
        if (!range) xml_fault("merged cells that lie outside of the sheet");
        facts_->merged.push_back(*range);
      }
      break;
    case Section::tables:
      if (facts_->table_relationships.size() == most_facts) xml_fault("more tables than any sheet has");
      if (xml_.is("tablePart")) facts_->table_relationships.push_back(xml_.attribute_text("id", XmlNamespace::relationships));
      break;
    case Section::none:
    case Section::rows: break;
  }
}

void SheetWalker::enter_row(std::uint32_t number, bool hidden) {
  row = {number, hidden};
  in_row_ = true;
  cell.row = number;
  cell.column = 0;
  std::fill_n(columns_seen_.begin(), highest_column_ / 64 + 1, std::uint64_t{0});
  highest_column_ = 0;
  std::array<char, 16> key{};  // seven digits at most, and the quote
  row_digits_ = static_cast<std::uint32_t>(std::to_chars(key.data(), key.data() + 8, number).ptr - key.data());
  key[row_digits_] = '"';
  std::array<char, 16> mask{};
  std::fill_n(mask.begin(), row_digits_ + 1, '\xFF');
  row_key_ = load8(key.data());
  row_key_mask_ = load8(mask.data());
}

void SheetWalker::note_repeated(std::uint32_t column) {
  if (facts_ == nullptr) return;
  if (facts_->repeated_cells.size() == most_facts) xml_fault("cells that are given again and again");
  facts_->repeated_cells.push_back({row.row, column});
}

void SheetWalker::read_row() {
  std::uint32_t number = row.row + 1;
  if (const auto stated = xml_.attribute("r")) {
    const auto read = number_of<std::uint32_t>(trimmed(decoded(*stated)));
    if (!read || *read == 0) xml_fault("a row without a proper number");
    number = *read;
  }
  if (number > last_row) xml_fault("a row beyond the last that Excel has");
  if (number <= row.row) {
    xml_fault("row " + std::to_string(number) + " comes after row " + std::to_string(row.row));
  }
  enter_row(number, xml_.attribute_true("hidden"));
}

void SheetWalker::read_cell() {
  const char* const begin = xml_.begin();
  const std::size_t inside = xml_.depth() + 1;
  std::uint32_t column = cell.column + 1;
  if (const auto stated = xml_.attribute("r")) {
    const std::string text = decoded(*stated);
    const auto reference = parse_cell_reference(trimmed(text));
    if (!reference) xml_fault("a cell whose reference is not one of the sheet's");
    if (reference->row != row.row) xml_fault("cell " + to_string(*reference) + " stands in another row");
    column = reference->column;
  }
  if (column > last_column) xml_fault("a cell beyond the last column that Excel has");
  enter_column(column);
  in_cell_ = true;
  cell.style = 0;
  if (const auto style = xml_.attribute("s"); style && !style->empty()) {
    const auto read = number_of<std::uint32_t>(trimmed(decoded(*style)));
    if (!read) xml_fault("a cell without a proper style");
    cell.style = *read;
  }
  std::string type = xml_.attribute_text("t");
  cell.has_formula = false;
  cell.has_value = false;
  text_.clear();
  const bool is_inline = type == "inlineStr";
  for (auto token = xml_.next(); xml_.depth() >= inside - 1; token = xml_.next()) {
    if (token != XmlCursor::Token::start) continue;
    if (xml_.space() == XmlNamespace::compatibility) xml_fault("a cell that only another program can read");
    if (xml_.is("v") && !is_inline) {
      read_value(false);
    } else if (xml_.is("is") && (is_inline || type.empty())) {
      read_value(true);
      type = "inlineStr";  // some programs leave the type out
    } else {
      cell.has_formula = cell.has_formula || xml_.is("f");
      xml_.skip();
    }
  }
  settle_cell(type);
  element = {begin, static_cast<std::size_t>(xml_.at() - begin)};
  in_cell_ = false;
}

/// Collects the text of <v>, or of <is> with its runs but without phonetic guides.
void SheetWalker::read_value(bool inline_text) {
  text_.clear();
  cell.has_value = true;
  const std::size_t outside = xml_.depth() - 1;
  std::size_t text_depth = inline_text ? 0 : xml_.depth();
  for (auto token = xml_.next();; token = xml_.next()) {
    if (token == XmlCursor::Token::start) {
      if (inline_text && xml_.is("t")) {
        text_depth = xml_.depth();
      } else if (!inline_text || !xml_.is("r")) {
        xml_.skip();
      }
    } else if (token == XmlCursor::Token::end) {
      if (xml_.depth() == outside) return;
      if (inline_text && xml_.depth() < text_depth) text_depth = 0;
    } else if (token == XmlCursor::Token::text && text_depth == xml_.depth()) {
      xml_.append_to(text_, true);
    }
  }
}

void SheetWalker::settle_cell(std::string_view type) {
  cell.value = trimmed(text_);
  if (type.empty() || type == "n") {
    cell.kind = CellKind::number;
  } else if (type == "s") {
    cell.kind = CellKind::shared_string;
  } else if (type == "b") {
    cell.kind = CellKind::boolean;
    if (cell.value == "true" || cell.value == "TRUE") cell.value = "1";
    if (cell.value == "false" || cell.value == "FALSE") cell.value = "0";
    if (!cell.value.empty() && cell.value != "0" && cell.value != "1") xml_fault("a cell that should be true or false is neither");
  } else if (type == "e") {
    cell.kind = CellKind::error;
  } else if (type == "d") {
    cell.kind = CellKind::iso_date;
  } else if (type == "str" || type == "inlineStr") {
    cell.kind = CellKind::text;
    cell.value = text_;
  } else {
    xml_fault("a cell of a kind that Excel does not have");
  }
  // Nothing inside is no value, but for text: a formula may well come to an empty text.
  if (cell.value.empty() && cell.kind != CellKind::text) cell.has_value = false;
  if (!cell.has_value) cell.kind = CellKind::blank;
}

}  // namespace counterfoil::xlsx::detail

namespace counterfoil::xlsx {

RowScanner::RowScanner(std::string start) : start_(std::move(start)) {}
RowScanner::~RowScanner() = default;

detail::SheetWalker& RowScanner::walker() {
  if (!walker_) {
    walker_ = std::make_unique<detail::SheetWalker>(start_, nullptr);
    walker_->enter_rows();
  }
  return *walker_;
}

}  // namespace counterfoil::xlsx
