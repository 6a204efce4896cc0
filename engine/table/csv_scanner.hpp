// One pass over delimited text, as Excel reads it: quotes, doubled quotes, line breaks inside quotes, any mixture of CR, LF and
// CRLF. Fields are unquoted in place, so the views that the sink gets live as long as the text.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_scanner.hpp"

namespace counterfoil::table {

/// More records than any spreadsheet holds; beyond it the file is refused.
inline constexpr std::uint32_t last_text_record = 5'000'000;

struct CsvFlaw {
  enum class Kind : std::uint8_t { unclosed_quote, text_after_quote };
  Kind kind = Kind::unclosed_quote;
  xlsx::CellReference cell;
};

struct CsvFacts {
  std::vector<CsvFlaw> flaws;
  std::uint32_t records = 0;
};

namespace detail {

enum class CsvByte : std::uint8_t { plain, ends_field, ends_record };

inline std::array<CsvByte, 256> csv_bytes(char delimiter) {
  std::array<CsvByte, 256> table{};
  table['\n'] = table['\r'] = CsvByte::ends_record;
  table[static_cast<unsigned char>(delimiter)] = CsvByte::ends_field;
  return table;
}

}  // namespace detail

/// Sink: bool row(const xlsx::RowView&), bool cell(const xlsx::CellView&), void fields(std::uint32_t) at the end of each record.
/// Empty fields are not told. Ends early where the sink returns false.
// Long because it is the inner loop over every byte: its state stays in registers as long as it is one function.
template <class Sink>
void scan_csv(char* at, char* const end, char delimiter, Sink& sink, CsvFacts& facts) {
  const auto bytes = detail::csv_bytes(delimiter);
  const auto kind = [&](const char* where) { return bytes[static_cast<unsigned char>(*where)]; };
  xlsx::CellView cell;
  cell.kind = xlsx::CellKind::text;
  cell.has_value = true;
  while (at < end) {
    if (facts.records == last_text_record)
      throw Failure{FailureKind::unreadable,
                    "The file has more than 5,000,000 rows, more than Counterfoil reads. Export a shorter period."};
    const std::uint32_t row = ++facts.records;
    if (!sink.row(xlsx::RowView{row, false})) return;
    std::uint32_t column = 0;
    bool more = true;
    while (more) {
      if (++column > xlsx::last_column)
        throw Failure{
            FailureKind::unreadable,
            "Row " + std::to_string(row) + " has more than 16,384 fields, more than a spreadsheet holds. Export the file again."};
      char* first = at;
      char* last;
      if (at < end && *at == '"') {
        first = last = ++at;
        bool closed = false;
        while (at < end) {
          char* quote = static_cast<char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
          char* const stop = quote ? quote : end;
          if (last != at) std::memmove(last, at, static_cast<std::size_t>(stop - at));
          last += stop - at;
          at = stop;
          if (!quote) break;
          ++at;
          if (at < end && *at == '"') {
            *last++ = *at++;
            continue;
          }
          closed = true;
          break;
        }
        if (!closed) {
          facts.flaws.push_back({CsvFlaw::Kind::unclosed_quote, {row, column}});
        } else if (at < end && kind(at) == detail::CsvByte::plain) {
          // Excel takes what follows a closing quote as part of the text.
          facts.flaws.push_back({CsvFlaw::Kind::text_after_quote, {row, column}});
          while (at < end && kind(at) == detail::CsvByte::plain) *last++ = *at++;
        }
      } else {
        while (at < end && kind(at) == detail::CsvByte::plain) ++at;
        last = at;
      }
      more = at < end && kind(at) == detail::CsvByte::ends_field;
      if (more) {
        ++at;
      } else if (at < end) {
        if (*at == '\r' && at + 1 < end && at[1] == '\n') ++at;
        ++at;
      }
      if (last != first) {
        cell.row = row;
        cell.column = column;
        cell.value = {first, static_cast<std::size_t>(last - first)};
        if (!sink.cell(cell)) return;
      }
    }
    sink.fields(column);
  }
}

}  // namespace counterfoil::table
