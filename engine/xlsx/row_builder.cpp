#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_editor.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_letters(std::string& out, std::uint32_t column) {
  std::array<char, 4> letters;
  std::size_t count = 0;
  while (column > 0 && count < letters.size()) {
    --column;
    letters[count++] = static_cast<char>('A' + column % 26);
    column /= 26;
  }
  while (count > 0) out += letters[--count];
}

/// A spreadsheet program drops white space at the ends of a text that does not ask to keep it.
bool needs_space_kept(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  return is_space(text.front()) || is_space(text.back()) || text.find_first_of("\n\t") != std::string_view::npos;
}

/// Excel counts a cell's length in UTF-16 units.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

bool is_number(std::string_view digits) {
  return !digits.empty() && digits.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

}  // namespace

void RowBuilder::begin_row(std::uint32_t row, std::string_view attributes) {
  if (row == 0 || row > last_row) throw std::logic_error("row outside the grid");
  row_ = row;
  out_ += '<';
  out_ += prefix_;
  out_ += "row r=\"";
  append_number(out_, row);
  out_ += '"';
  if (!attributes.empty() && attributes.front() != ' ') out_ += ' ';
  out_ += attributes;
  out_ += '>';
}

void RowBuilder::end_row() {
  out_ += "</";
  out_ += prefix_;
  out_ += "row>";
}

void RowBuilder::begin_cell(std::uint32_t column, std::uint32_t style) {
  if (column == 0 || column > last_column) throw std::logic_error("column outside the grid");
  out_ += '<';
  out_ += prefix_;
  out_ += "c r=\"";
  append_letters(out_, column);
  append_number(out_, row_);
  out_ += '"';
  if (style != 0) {
    out_ += " s=\"";
    append_number(out_, style);
    out_ += '"';
  }
}

void RowBuilder::element(std::string_view name, std::string_view content) {
  out_ += '<';
  out_ += prefix_;
  out_ += name;
  out_ += '>';
  out_ += content;
  out_ += "</";
  out_ += prefix_;
  out_ += name;
  out_ += '>';
}

void RowBuilder::end_cell() {
  out_ += "</";
  out_ += prefix_;
  out_ += "c>";
}

void RowBuilder::number(std::uint32_t column, std::uint32_t style, std::string_view digits) {
  if (!is_number(digits)) throw std::logic_error("a number cell needs digits");
  begin_cell(column, style);
  out_ += '>';
  element("v", digits);
  end_cell();
}

void RowBuilder::pence(std::uint32_t column, std::uint32_t style, std::int64_t pence) {
  std::string digits;
  std::uint64_t size = static_cast<std::uint64_t>(pence);
  if (pence < 0) {
    digits += '-';
    size = 0 - size;
  }
  append_number(digits, size / 100);
  if (const unsigned rest = static_cast<unsigned>(size % 100); rest != 0) {
    digits += '.';
    digits += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) digits += static_cast<char>('0' + rest % 10);
  }
  number(column, style, digits);
}

void RowBuilder::text(std::uint32_t column, std::uint32_t style, std::string_view text) {
  if (text.empty()) return blank(column, style);
  if (text.size() > longest_cell_text && utf16_units(text) > longest_cell_text) {
    throw Failure{FailureKind::unwritable, "The text for cell " + to_string(CellReference{row_, column}) +
                                               " is longer than the 32,767 characters that a cell can hold. Shorten it and try again."};
  }
  begin_cell(column, style);
  out_ += " t=\"inlineStr\"><";
  out_ += prefix_;
  out_ += "is><";
  out_ += prefix_;
  out_ += needs_space_kept(text) ? "t xml:space=\"preserve\">" : "t>";
  out_ += escape_text(text);
  out_ += "</";
  out_ += prefix_;
  out_ += "t></";
  out_ += prefix_;
  out_ += "is>";
  end_cell();
}

void RowBuilder::blank(std::uint32_t column, std::uint32_t style) {
  begin_cell(column, style);
  out_ += "/>";
}

void RowBuilder::formula_number(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached) {
  if (!cached.empty() && !is_number(cached)) throw std::logic_error("a formula's number needs digits");
  begin_cell(column, style);
  out_ += '>';
  element("f", escape_formula(expression));
  if (!cached.empty()) element("v", cached);
  end_cell();
}

void RowBuilder::formula_text(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached) {
  begin_cell(column, style);
  out_ += " t=\"str\">";
  element("f", escape_formula(expression));
  element("v", escape_text(cached));
  end_cell();
}

void RowBuilder::carried(std::uint32_t column, const ParsedCell& cell, std::optional<std::uint32_t> style) {
  begin_cell(column, style.value_or(cell.style));
  XmlWalker walker{cell.xml};
  if (!walker.next()) throw std::logic_error("a carried cell without its XML");
  for (const TagAttribute& attribute : walker.attributes()) {
    if (attribute.name == "r" || attribute.name == "s") continue;
    out_ += ' ';
    out_ += attribute.raw;
  }
  if (walker.tag().kind == XmlTagKind::empty) {
    out_ += "/>";
    return;
  }
  out_ += '>';
  const std::size_t content = walker.tag().end;
  if (!cell.has_formula) {
    out_ += cell.xml.substr(content);
    return;
  }
  const std::int64_t rows = cell.row == 0 ? 0 : std::int64_t{row_} - cell.row;
  const std::int64_t columns = std::int64_t{column} - cell.column;
  const XmlElement formula = find_child(cell.xml, content, "f");
  if (!formula) throw std::logic_error("a formula cell without its formula");
  out_ += cell.xml.substr(content, formula.begin - content);
  std::string expression{cell.formula};
  if (rows != 0) expression = shift_neighbour_rows(cell.formula, cell.row, rows);
  out_ += '<';
  out_ += prefix_;
  out_ += 'f';
  const bool shared = formula.attribute("t") == "shared";
  for (const TagAttribute& attribute : formula.attributes) {
    if (shared && (attribute.name == "t" || attribute.name == "si" || attribute.name == "ref")) continue;
    out_ += ' ';
    if (attribute.name == "ref") {
      out_ += "ref=\"" + shift_range_text(attribute.value, rows, columns) + '"';
    } else {
      out_ += attribute.raw;
    }
  }
  out_ += '>';
  out_ += expression;
  out_ += "</";
  out_ += prefix_;
  out_ += "f>";
  out_ += cell.xml.substr(formula.end);
}

}  // namespace counterfoil::xlsx
