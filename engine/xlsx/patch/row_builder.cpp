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

enum TextNeeds : unsigned char { nothing = 0, space_kept = 1, escapes = 2 };

constexpr std::array<unsigned char, 256> character_needs = [] {
  std::array<unsigned char, 256> needs{};
  for (std::size_t c = 0; c < 0x20; ++c) needs[c] = escapes;
  for (const char c : {'&', '<', '>', '"', '_', '\xEF'}) needs[static_cast<unsigned char>(c)] = escapes;
  needs['\n'] = needs['\t'] = space_kept;
  return needs;
}();

/// What the characters of a text ask for, in one pass. A spreadsheet program drops white space at the ends of a text that does not
/// ask to keep it.
unsigned needs_of(std::string_view text) {
  unsigned needs = nothing;
  for (const char c : text) needs |= character_needs[static_cast<unsigned char>(c)];
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  if (!text.empty() && (is_space(text.front()) || is_space(text.back()))) needs |= space_kept;
  return needs;
}

void append_text(std::string& out, std::string_view text, unsigned needs) {
  if ((needs & escapes) != 0) {
    out += escape_text(text);
  } else {
    out += text;
  }
}

void append_formula(std::string& out, std::string_view expression) {
  if (expression.find_first_of("&<>") == std::string_view::npos) {
    out += expression;
  } else {
    out += escape_formula(expression);
  }
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

/// The element with another namespace prefix on every tag that had `was`.
std::string with_prefix(std::string_view xml, std::string_view was, std::string_view now) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag& tag = walker.tag();
    if (tag.name.size() - tag.local.size() != was.size() || !tag.name.starts_with(was)) continue;
    const auto name = static_cast<std::size_t>(tag.name.data() - xml.data());
    patch.replace(name, name + was.size(), std::string{now});
  }
  return patch.apply(xml);
}

bool is_number(std::string_view digits) {
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  });
}

}  // namespace

RowBuilder::RowBuilder(std::string& out, std::string_view prefix) : out_(out), prefix_(prefix) {
  const std::string open = "<" + prefix_;
  const std::string close = "</" + prefix_;
  open_cell_ = open + "c r=\"";
  open_value_ = ">" + open + "v>";
  close_value_ = close + "v>" + close + "c>";
  open_text_ = " t=\"inlineStr\">" + open + "is>" + open + "t>";
  open_spaced_text_ = " t=\"inlineStr\">" + open + "is>" + open + "t xml:space=\"preserve\">";
  close_text_ = close + "t>" + close + "is>" + close + "c>";
  open_formula_ = ">" + open + "f>";
  open_text_formula_ = " t=\"str\"" + open_formula_;
  formula_to_value_ = close + "f>" + open + "v>";
  close_formula_ = close + "f>" + close + "c>";
  close_row_ = close + "row>";
}

void RowBuilder::begin_row(std::uint32_t row, std::string_view attributes) {
  if (row == 0 || row > last_row) throw std::logic_error("row outside the grid");
  row_ = row;
  row_digits_.clear();
  append_number(row_digits_, row);
  row_digits_ += '"';
  out_ += '<';
  out_ += prefix_;
  out_ += "row r=\"";
  out_ += row_digits_;
  if (!attributes.empty() && attributes.front() != ' ') out_ += ' ';
  out_ += attributes;
  out_ += '>';
}

void RowBuilder::end_row() { out_ += close_row_; }

void RowBuilder::begin_cell(std::uint32_t column, std::uint32_t style) {
  if (column == 0 || column > last_column) throw std::logic_error("column outside the grid");
  std::array<char, 64> buffer;
  char* const letters_end = buffer.data() + 3;
  char* at = letters_end;
  for (std::uint32_t rest = column; rest > 0; rest /= 26) {
    --rest;
    *--at = static_cast<char>('A' + rest % 26);
  }
  char* end = std::copy(row_digits_.begin(), row_digits_.end(), letters_end);
  if (style != 0) {
    constexpr std::string_view attribute = " s=\"";
    end = std::copy(attribute.begin(), attribute.end(), end);
    end = std::to_chars(end, buffer.data() + buffer.size(), style).ptr;
    *end++ = '"';
  }
  out_ += open_cell_;
  out_.append(at, end);
}

void RowBuilder::number(std::uint32_t column, std::uint32_t style, std::string_view digits) {
  if (!is_number(digits)) throw std::logic_error("a number cell needs digits");
  begin_cell(column, style);
  out_ += open_value_;
  out_ += digits;
  out_ += close_value_;
}

void RowBuilder::pence(std::uint32_t column, std::uint32_t style, std::int64_t pence) {
  std::array<char, 24> buffer;
  char* end = buffer.data();
  std::uint64_t size = static_cast<std::uint64_t>(pence);
  if (pence < 0) {
    *end++ = '-';
    size = 0 - size;
  }
  end = std::to_chars(end, buffer.data() + buffer.size(), size / 100).ptr;
  if (const unsigned rest = static_cast<unsigned>(size % 100); rest != 0) {
    *end++ = '.';
    *end++ = static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) *end++ = static_cast<char>('0' + rest % 10);
  }
  begin_cell(column, style);
  out_ += open_value_;
  out_.append(buffer.data(), end);
  out_ += close_value_;
}

void RowBuilder::text(std::uint32_t column, std::uint32_t style, std::string_view text) {
  if (text.empty()) return blank(column, style);
  if (text.size() > longest_cell_text && utf16_units(text) > longest_cell_text) {
    throw Failure{FailureKind::unwritable,
                  "The text for cell " + to_string(CellReference{row_, column}) +
                      " is longer than the 32,767 characters that a cell can hold. Shorten it and try again."};
  }
  begin_cell(column, style);
  const unsigned needs = needs_of(text);
  out_ += (needs & space_kept) != 0 ? open_spaced_text_ : open_text_;
  append_text(out_, text, needs);
  out_ += close_text_;
}

void RowBuilder::blank(std::uint32_t column, std::uint32_t style) {
  begin_cell(column, style);
  out_ += "/>";
}

void RowBuilder::formula_number(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached) {
  if (!cached.empty() && !is_number(cached)) throw std::logic_error("a formula's number needs digits");
  begin_cell(column, style);
  out_ += open_formula_;
  append_formula(out_, expression);
  if (cached.empty()) {
    out_ += close_formula_;
    return;
  }
  out_ += formula_to_value_;
  out_ += cached;
  out_ += close_value_;
}

void RowBuilder::formula_text(std::uint32_t column, std::uint32_t style, std::string_view expression, std::string_view cached) {
  begin_cell(column, style);
  out_ += open_text_formula_;
  append_formula(out_, expression);
  out_ += formula_to_value_;
  append_text(out_, cached, needs_of(cached));
  out_ += close_value_;
}

void RowBuilder::carried(std::uint32_t column, const ParsedCell& cell, std::optional<std::uint32_t> style) {
  if (const std::string_view name = cell.xml.substr(1, cell.xml.find_first_of(" />\t\r\n", 1) - 1); name != prefix_ + "c") {
    // From a sheet that names the same elements by another prefix.
    const std::string renamed = with_prefix(cell.xml, name.substr(0, name.size() - 1), prefix_);
    ParsedCell same = cell;
    same.xml = renamed;
    return carried(column, same, style);
  }
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
