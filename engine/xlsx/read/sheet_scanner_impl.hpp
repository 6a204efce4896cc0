// Inside of sheet_scanner.hpp. A walker that understands everything stands in sheet_scanner.cpp; here is the fast path over the few
// shapes in which nearly all programs write rows and cells. It does a row or cell wholly, or leaves it untouched to the walker.
#pragma once

#include <array>
#include <cstdint>

#include "xlsx/limits.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/xml/xml_scan.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::xlsx::detail {

template <class Sink>
bool give(Sink& sink, const CellView& cell, std::string_view xml) {
  if constexpr (requires { sink.cell(cell, xml); })
    return sink.cell(cell, xml);
  else
    return sink.cell(cell);
}

class SheetWalker {
 public:
  enum class Event : std::uint8_t { row, cell, finish };

  SheetWalker(std::string_view xml, SheetFacts* facts) : xml_(xml), facts_(facts) {}

  /// The next row or cell (in `row` or `cell`), whatever its shape. Throws Failure.
  Event next();
  /// Takes rows and cells while they have a plain shape; false when the sink has seen enough.
  template <class Sink>
  bool take_plain(Sink& sink);

  /// Through what stands before the rows.
  void enter_rows();
  /// From here on a single row, which is the next.
  void begin_row(const char* from, const char* limit, std::uint32_t number);
  bool row_is_done() const { return row_is_done_; }

  RowView row;
  CellView cell;
  std::string_view element;  // of the cell that next() found

 private:
  enum class Section : std::uint8_t { none, columns, rows, filter, merges, tables };

  Event walk();
  void begin_section();
  void read_fact();
  void read_row();
  void read_cell();
  void read_value(bool inline_text);
  void settle_cell(std::string_view type);
  void enter_row(std::uint32_t number, bool hidden);
  void enter_column(std::uint32_t column);
  void note_repeated(std::uint32_t column);

  bool take_row(const char*& p);
  const char* take_cell(const char* p);
  const char* take_inline(const char* q);

  XmlCursor xml_;
  SheetFacts* facts_;
  Section section_ = Section::none;
  bool rows_seen_ = false;
  bool in_row_ = false;
  bool single_row_ = false;
  bool row_is_done_ = false;
  bool in_cell_ = false;  // while the walker reads one: errors name it
  // The row's number as it ends a cell's reference, with the quote: compared in one step.
  std::uint64_t row_key_ = 0;
  std::uint64_t row_key_mask_ = 0;
  std::uint32_t row_digits_ = 0;
  std::uint32_t highest_column_ = 0;
  std::array<std::uint64_t, last_column / 64 + 1> columns_seen_{};
  std::string text_;  // of a cell, where it had to be decoded
};

inline void SheetWalker::enter_column(std::uint32_t column) {
  std::uint64_t& word = columns_seen_[column >> 6];
  const std::uint64_t bit = std::uint64_t{1} << (column & 63);
  if ((word & bit) != 0) note_repeated(column);
  word |= bit;
  if (column > highest_column_) highest_column_ = column;
  cell.column = column;
}

/// Bytes that the steps below may look at without asking; nearer to the end the walker takes over.
inline constexpr std::ptrdiff_t plain_room = 128;

/// "<row r="7" spans="1:20" hidden="1" ...>"; moves `p` behind it.
inline bool SheetWalker::take_row(const char*& p) {
  if (std::memcmp(p, "<row ", 5) != 0) return false;
  const char* q = p + 5;
  const char* const limit = xml_.limit();
  std::uint32_t number = 0;
  bool hidden = false;
  for (;;) {
    while (q < limit && *q == ' ') ++q;
    if (limit - q < 16) return false;
    if (*q == '>') break;
    const char* const name = q;
    while (q < limit && *q != '=' && *q != '>' && *q != ' ') ++q;
    if (limit - q < 3 || q[0] != '=' || q[1] != '"') return false;
    const std::string_view attribute{name, static_cast<std::size_t>(q - name)};
    q += 2;
    const char* const value = q;
    while (q < limit && *q != '"' && *q != '<' && *q != '&') ++q;
    if (q == limit || *q != '"') return false;
    const auto size = static_cast<std::size_t>(q - value);
    ++q;
    if (attribute == "r") {
      if (size == 0 || size > 7) return false;
      for (std::size_t i = 0; i < size; ++i) {
        if (value[i] < '0' || value[i] > '9') return false;
        number = number * 10 + static_cast<std::uint32_t>(value[i] - '0');
      }
    } else if (attribute == "hidden") {
      hidden = size == 1 && *value == '1';
      if (!hidden && (size != 1 || *value != '0')) return false;
    } else if (attribute.substr(0, 5) == "xmlns") {
      return false;
    }
  }
  if (number <= row.row || number > last_row) return false;
  xml_.open_plain({p + 1, 3});
  enter_row(number, hidden);
  p = q + 1;
  return true;
}

/// "<is><t>text</t></is></c>" behind a cell's tag.
inline const char* SheetWalker::take_inline(const char* q) {
  constexpr std::string_view kept = " xml:space=\"preserve\">";
  const char* const limit = xml_.limit();
  if (limit - q < 64 || std::memcmp(q, "<is><t", 6) != 0) return nullptr;
  q += 6;
  if (*q == '>') {
    ++q;
  } else if (std::memcmp(q, kept.data(), kept.size()) == 0) {
    q += kept.size();
  } else {
    return nullptr;
  }
  bool special = false;
  const char* const end = find_tag(q, limit, special);
  if (special || limit - end < 16 || std::memcmp(end, "</t></is></c>", 13) != 0) return nullptr;
  cell.value = {q, static_cast<std::size_t>(end - q)};
  cell.kind = CellKind::text;
  cell.has_formula = false;
  cell.has_value = true;
  return end + 13;
}

/// A cell such as <c r="B7" s="3" t="s"><v>12</v></c>. Returns behind it, or nullptr.
// Long because it is the inner loop over every cell: one check after the other, each of which may give the cell to the careful
// reader.
inline const char* SheetWalker::take_cell(const char* p) {
  constexpr std::uint64_t opening = 0x22'3d'72'20'63'3c;  // <c r="
  if ((load8(p) & 0xFFFF'FFFF'FFFF) != opening) return nullptr;
  const char* q = p + 6;
  std::uint32_t column = static_cast<unsigned char>(*q) - unsigned{'A'};
  if (column >= 26) return nullptr;
  ++column;
  ++q;
  for (int letters = 1; letters < 3; ++letters) {
    const std::uint32_t letter = static_cast<unsigned char>(*q) - unsigned{'A'};
    if (letter >= 26) break;
    column = column * 26 + letter + 1;
    ++q;
  }
  if (column > last_column || ((load8(q) ^ row_key_) & row_key_mask_) != 0) return nullptr;
  q += row_digits_ + 1;

  std::uint32_t style = 0;
  CellKind kind = CellKind::number;
  bool is_inline = false;
  while (*q == ' ') {
    if (q[2] != '=' || q[3] != '"') return nullptr;
    const char name = q[1];
    q += 4;
    if (name == 's') {
      style = 0;
      const char* const from = q;
      for (; *q >= '0' && *q <= '9'; ++q) style = style * 10 + static_cast<std::uint32_t>(*q - '0');
      if (q == from || q - from > 9) return nullptr;
    } else if (name == 't') {
      switch (*q) {
        case 's':
          kind = CellKind::shared_string;
          if (q[1] == 't' && q[2] == 'r') {
            kind = CellKind::text;
            q += 2;
          }
          break;
        case 'n': kind = CellKind::number; break;
        case 'b': kind = CellKind::boolean; break;
        case 'e': kind = CellKind::error; break;
        case 'd': kind = CellKind::iso_date; break;
        case 'i':
          if (std::memcmp(q, "inlineStr", 9) != 0) return nullptr;
          is_inline = true;
          q += 8;
          break;
        default: return nullptr;
      }
      ++q;
    } else {
      return nullptr;
    }
    if (*q != '"') return nullptr;
    ++q;
  }
  cell.style = style;
  cell.has_formula = false;
  if (*q == '/') {
    if (q[1] != '>') return nullptr;
    cell.kind = CellKind::blank;
    cell.has_value = false;
    cell.value = {};
    enter_column(column);
    return q + 2;
  }
  if (*q != '>') return nullptr;
  ++q;
  if (is_inline) {
    q = take_inline(q);
    if (q != nullptr) enter_column(column);
    return q;
  }

  const char* const limit = xml_.limit();
  bool special = false;
  if (q[1] == 'f' && q[2] == '>' && *q == '<') {
    q = find_tag(q + 3, limit, special);
    if (limit - q < 32 || std::memcmp(q, "</f>", 4) != 0) return nullptr;
    q += 4;
    cell.has_formula = true;
    special = false;  // the formula itself is not looked at
  }
  if (q[0] != '<' || q[1] != 'v' || q[2] != '>') return nullptr;
  q += 3;
  const char* const end = find_tag(q, limit, special);
  constexpr std::uint64_t closing = 0x3e'63'2f'3c'3e'76'2f'3c;  // </v></c>
  if (special || end == q || limit - end < 8 || load8(end) != closing) return nullptr;
  if (kind != CellKind::text && (*q == ' ' || end[-1] == ' ')) return nullptr;
  if (kind == CellKind::boolean && (end - q != 1 || (*q != '0' && *q != '1'))) return nullptr;
  cell.kind = kind;
  cell.has_value = true;
  cell.value = {q, static_cast<std::size_t>(end - q)};
  enter_column(column);
  return end + 8;
}

template <class Sink>
bool SheetWalker::take_plain(Sink& sink) {
  if (section_ != Section::rows || xml_.end_is_pending() || !xml_.unprefixed_is_spreadsheet()) return true;
  const char* const limit = xml_.limit();
  const char* p = xml_.at();
  bool wanted = true;
  while (limit - p >= plain_room) {
    if (*p == '\n' || *p == ' ' || *p == '\r') {
      ++p;
    } else if (!in_row_) {
      if (!take_row(p)) break;
      wanted = sink.row(row);
      if (!wanted) break;
    } else if (const char* const behind = take_cell(p); behind != nullptr) {
      const std::string_view xml{p, static_cast<std::size_t>(behind - p)};
      p = behind;
      wanted = give(sink, cell, xml);
      if (!wanted) break;
    } else if (std::memcmp(p, "</row>", 6) == 0) {
      in_row_ = false;
      xml_.close_plain();
      p += 6;
      row_is_done_ = single_row_;
      if (row_is_done_ || !xml_.unprefixed_is_spreadsheet()) break;  // it was the row that said so
    } else {
      break;
    }
  }
  xml_.jump(p);
  return wanted;
}

}  // namespace counterfoil::xlsx::detail

namespace counterfoil::xlsx {

template <class Sink>
void scan_sheet(std::string_view xml, Sink& sink, SheetFacts* facts) {
  detail::SheetWalker walker{xml, facts};
  for (;;) {
    if (!walker.take_plain(sink)) return;
    switch (walker.next()) {
      case detail::SheetWalker::Event::row:
        if (!sink.row(walker.row)) return;
        break;
      case detail::SheetWalker::Event::cell:
        if (!detail::give(sink, walker.cell, walker.element)) return;
        break;
      case detail::SheetWalker::Event::finish: return;
    }
  }
}

template <class Sink>
void RowScanner::scan(std::string_view text, std::uint32_t number, const char* limit, Sink& sink) {
  detail::SheetWalker& walker = this->walker();
  std::unique_ptr<detail::SheetWalker> while_reading = std::move(walker_);  // it is of no more use after a Failure
  walker.begin_row(text.data(), limit, number);
  while (walker.take_plain(sink) && !walker.row_is_done()) {
    const auto event = walker.next();
    if (event == detail::SheetWalker::Event::finish) break;
    if (event == detail::SheetWalker::Event::row ? !sink.row(walker.row) : !detail::give(sink, walker.cell, walker.element)) return;
  }
  if (walker.row_is_done()) walker_ = std::move(while_reading);
}

}  // namespace counterfoil::xlsx
