#include "xlsx/formula_references.hpp"

#include <algorithm>

#include "xlsx/limits.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '\\' || c == '?' || static_cast<unsigned char>(c) >= 0x80;
}

/// One end of an area: a cell, or the bare letters or digits of a whole column or row.
struct Corner {
  std::uint32_t row = 0;     // 0: a whole column
  std::uint32_t column = 0;  // 0: a whole row
  bool row_fixed = false;
  bool column_fixed = false;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) {}

  std::vector<FormulaReference> run() {
    while (at_ < text_.size()) step();
    return std::move(found_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    const char c = peek();
    if (c == '"') {
      skip_quoted('"');
    } else if (c == '\'') {
      quoted_sheet();
    } else if (c == '[') {
      bracket();
    } else if (c == '#') {
      error_literal();
    } else if (c == '$' || is_name_character(c)) {
      word();
    } else {
      ++at_;
    }
  }

  /// Past a quoted run; a doubled quote belongs to it.
  std::string skip_quoted(char quote) {
    std::string content;
    ++at_;
    while (at_ < text_.size()) {
      if (text_[at_] == quote) {
        ++at_;
        if (peek() != quote) return content;
      }
      content += text_[at_++];
    }
    return content;
  }

  void quoted_sheet() {
    std::string name = skip_quoted('\'');
    if (peek() != '!') return;
    ++at_;
    const bool foreign = name.find_first_of("[]:") != std::string::npos;
    area_after_sheet(std::move(name), foreign);
  }

  /// "[1]Sheet1!A1" is in another workbook; "Table1[[#This Row],[Paid]]" and "[@Paid]" name columns of tables.
  void bracket() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '\'' && at_ < text_.size()) {
        ++at_;  // an escaped character in a column's name
      } else if (c == '[') {
        ++depth;
      } else if (c == ']' && --depth == 0) {
        break;
      }
    }
    std::size_t name_end = at_;
    while (name_end < text_.size() && (is_name_character(text_[name_end]) || text_[name_end] == ':')) ++name_end;
    if (name_end < text_.size() && text_[name_end] == '!') {
      at_ = name_end + 1;
      area_after_sheet({}, true);
    }
  }

  void error_literal() {
    // "#REF!" and "#DIV/0!" end in '!' or '?'; "#N/A" in neither; a '#' after a cell is the spill operator.
    for (const std::string_view each : {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A"}) {
      if (text_.substr(at_).starts_with(each)) {
        at_ += each.size();
        return;
      }
    }
    ++at_;
  }

  /// A name, a function, a number, a sheet before '!', or a reference.
  void word() {
    const std::size_t begin = at_;
    if (take_area({}, false)) return;
    at_ = begin;
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
    if (peek() == '$') {
      ++at_;
      return;
    }
    while (is_name_character(peek())) ++at_;
    const std::size_t end = at_;
    if (peek() == ':') {  // "Jan:Dec!A1", across sheets
      std::size_t other = at_ + 1;
      while (other < text_.size() && is_name_character(text_[other])) ++other;
      if (other > at_ + 1 && other < text_.size() && text_[other] == '!') {
        at_ = other + 1;
        return area_after_sheet({}, true);
      }
    }
    if (peek() == '!') {
      ++at_;
      area_after_sheet(std::string{text_.substr(begin, end - begin)}, false);
    }
  }

  void number() {
    while (is_digit(peek()) || peek() == '.') ++at_;
    if ((peek() == 'E' || peek() == 'e') && (is_digit(peek(1)) || ((peek(1) == '+' || peek(1) == '-') && is_digit(peek(2))))) {
      at_ += 2;
      while (is_digit(peek())) ++at_;
    }
    // A sheet whose name begins with a digit is quoted by Excel, but not by every writer.
    std::size_t end = at_;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    if (end > at_) at_ = end;
    if (peek() == '!') {
      ++at_;
      area_after_sheet({}, true);
    }
  }

  void area_after_sheet(std::string name, bool foreign) {
    const std::size_t begin = at_;
    if (!take_area(std::move(name), foreign)) {
      at_ = begin;
      if (peek() == '#') {
        error_literal();
      } else {  // a name of that sheet
        while (is_name_character(peek())) ++at_;
      }
    }
  }

  std::optional<Corner> take_corner() {
    Corner corner;
    std::size_t at = at_;
    bool fixed = at < text_.size() && text_[at] == '$';
    if (fixed) ++at;
    std::size_t letters = at;
    while (at < text_.size() && is_letter(text_[at]) && at - letters < 4) ++at;
    letters = at - letters;
    if (letters > 3) return std::nullopt;
    for (std::size_t i = at - letters; i < at; ++i) {
      corner.column = corner.column * 26 + static_cast<std::uint32_t>((text_[i] & ~0x20) - 'A' + 1);
    }
    if (corner.column > last_column) return std::nullopt;
    if (letters > 0) {
      corner.column_fixed = fixed;
      fixed = at < text_.size() && text_[at] == '$';
      if (fixed) ++at;
    }
    const std::size_t digits = at;
    while (at < text_.size() && is_digit(text_[at]) && at - digits < 8) {
      corner.row = corner.row * 10 + static_cast<std::uint32_t>(text_[at++] - '0');
    }
    const bool has_row = at > digits;
    if (has_row ? corner.row == 0 || corner.row > last_row || text_[digits] == '0' : letters == 0) return std::nullopt;
    if (has_row) {
      corner.row_fixed = fixed;
    } else if (fixed) {
      return std::nullopt;  // "A$" is nothing
    }
    at_ = at;
    return corner;
  }

  /// What may not follow a reference: it would be part of a name, a function or a sheet's name.
  bool ends_here() const { return !is_name_character(peek()) && peek() != '(' && peek() != '!' && peek() != '[' && peek() != '$'; }

  bool take_area(std::optional<std::string> sheet, bool foreign) {
    const std::size_t begin = at_;
    const std::optional<Corner> first = take_corner();
    if (!first) return false;
    std::optional<Corner> last;
    const std::size_t single_end = at_;
    if (peek() == ':') {
      ++at_;
      last = take_corner();
      const bool same_shape = last && (first->row == 0) == (last->row == 0) && (first->column == 0) == (last->column == 0);
      if (!same_shape || !ends_here()) {
        last.reset();
        at_ = single_end;
      }
    }
    if (!last) {
      if (first->row == 0 || first->column == 0 || !ends_here()) return false;
      last = first;
    }
    FormulaReference reference;
    reference.begin = begin;
    reference.end = at_;
    reference.sheet = std::move(sheet);
    reference.foreign = foreign;
    reference.first_row_fixed = first->row_fixed;
    reference.first_column_fixed = first->column_fixed;
    reference.last_row_fixed = last->row_fixed;
    reference.last_column_fixed = last->column_fixed;
    if (first->row == 0) {
      reference.kind = ReferenceKind::columns;
      reference.area = {{1, first->column}, {last_row, last->column}};
    } else if (first->column == 0) {
      reference.kind = ReferenceKind::rows;
      reference.area = {{first->row, 1}, {last->row, last_column}};
    } else {
      reference.kind = at_ == single_end ? ReferenceKind::cell : ReferenceKind::range;
      reference.area = {{first->row, first->column}, {last->row, last->column}};
    }
    // "C5:A1" is the same range as "A1:C5".
    if (reference.area.first.row > reference.area.last.row) {
      std::swap(reference.area.first.row, reference.area.last.row);
      std::swap(reference.first_row_fixed, reference.last_row_fixed);
    }
    if (reference.area.first.column > reference.area.last.column) {
      std::swap(reference.area.first.column, reference.area.last.column);
      std::swap(reference.first_column_fixed, reference.last_column_fixed);
    }
    found_.push_back(std::move(reference));
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<FormulaReference> found_;
};

void append_corner(std::string& out, CellReference cell, ReferenceKind kind, bool row_fixed, bool column_fixed) {
  if (kind != ReferenceKind::rows) {
    if (column_fixed) out += '$';
    out += column_letters(cell.column);
  }
  if (kind != ReferenceKind::columns) {
    if (row_fixed) out += '$';
    out += std::to_string(cell.row);
  }
}

std::string write_area(const FormulaReference& reference, const RangeReference& area) {
  std::string out;
  append_corner(out, area.first, reference.kind, reference.first_row_fixed, reference.first_column_fixed);
  if (reference.kind != ReferenceKind::cell || area.first != area.last) {
    out += ':';
    append_corner(out, area.last, reference.kind, reference.last_row_fixed, reference.last_column_fixed);
  }
  return out;
}

/// Nothing when the place is outside the grid.
std::optional<std::uint32_t> moved(std::uint32_t position, std::int64_t by, std::uint32_t limit) {
  const std::int64_t there = std::int64_t{position} + by;
  if (there < 1 || there > std::int64_t{limit}) return std::nullopt;
  return static_cast<std::uint32_t>(there);
}

}  // namespace

std::vector<FormulaReference> find_references(std::string_view expression) { return Finder{expression}.run(); }

std::optional<std::string> rewrite_formula(std::string_view stored, const ReferenceRule& rule) {
  std::string kept;
  std::string_view expression = stored;
  if (stored.find('&') != std::string_view::npos) {
    kept = decoded(stored);
    expression = kept;
  }
  std::string out;
  std::size_t at = 0;
  bool changed = false;
  for (const FormulaReference& reference : find_references(expression)) {
    const std::optional<ReferenceChange> change = rule(reference);
    if (!change || (change->area && *change->area == reference.area)) continue;
    changed = true;
    out += expression.substr(at, reference.begin - at);
    out += change->area ? write_area(reference, *change->area) : "#REF!";
    at = reference.end;
  }
  if (!changed) return std::nullopt;
  out += expression.substr(at);
  return escape_formula(out);
}

std::string shift_relative(std::string_view stored, std::int64_t rows, std::int64_t columns) {
  const auto rule = [&](const FormulaReference& reference) -> std::optional<ReferenceChange> {
    RangeReference area = reference.area;
    const auto shift = [](std::uint32_t& position, bool fixed, std::int64_t by, std::uint32_t limit) {
      if (fixed || by == 0) return true;
      const auto there = moved(position, by, limit);
      if (there) position = *there;
      return there.has_value();
    };
    bool inside = true;
    if (reference.kind != ReferenceKind::columns) {
      inside = inside && shift(area.first.row, reference.first_row_fixed, rows, last_row);
      inside = inside && shift(area.last.row, reference.last_row_fixed, rows, last_row);
    }
    if (reference.kind != ReferenceKind::rows) {
      inside = inside && shift(area.first.column, reference.first_column_fixed, columns, last_column);
      inside = inside && shift(area.last.column, reference.last_column_fixed, columns, last_column);
    }
    return inside ? ReferenceChange{area} : ReferenceChange{};
  };
  return rewrite_formula(stored, rule).value_or(std::string{stored});
}

std::string shift_neighbour_rows(std::string_view stored, std::uint32_t own_row, std::int64_t rows) {
  const auto near = [&](std::uint32_t row) { return row + 1 >= own_row && row <= own_row + 1; };
  const auto rule = [&](const FormulaReference& reference) -> std::optional<ReferenceChange> {
    if (reference.sheet || reference.foreign || reference.kind == ReferenceKind::columns) return std::nullopt;
    RangeReference area = reference.area;
    if (!reference.first_row_fixed && near(area.first.row))
      area.first.row = moved(area.first.row, rows, last_row).value_or(area.first.row);
    if (!reference.last_row_fixed && near(area.last.row))
      area.last.row = moved(area.last.row, rows, last_row).value_or(area.last.row);
    return ReferenceChange{area};
  };
  return rewrite_formula(stored, rule).value_or(std::string{stored});
}

std::string shift_range_text(std::string_view range, std::int64_t rows, std::int64_t columns) {
  const auto parsed = parse_range_reference(range);
  if (!parsed) return std::string{range};
  const auto first_row = moved(parsed->first.row, rows, last_row);
  const auto end_row = moved(parsed->last.row, rows, last_row);
  const auto first_column = moved(parsed->first.column, columns, last_column);
  const auto end_column = moved(parsed->last.column, columns, last_column);
  if (!first_row || !end_row || !first_column || !end_column) return std::string{range};
  return to_string(RangeReference{{*first_row, *first_column}, {*end_row, *end_column}});
}

bool same_sheet_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace counterfoil::xlsx
