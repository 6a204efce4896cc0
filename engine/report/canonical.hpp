// One spelling for what a cell holds, whoever wrote the cell: pence, days and millionths as whole numbers, text as it is. Two cells
// hold the same when their canonical texts are equal. A value that its column's kind cannot hold begins with an apostrophe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/report.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// Text, or numbers in cells?
bool is_text_kind(ColumnKind kind);

/// What a report value puts into a cell of a column of this kind: text, a number's digits, or neither (blank).
struct CellContent {
  enum class Kind : std::uint8_t { blank, text, number };
  Kind kind = Kind::blank;
  std::string_view text;  // borrowed from the value, or from `digits` by cell_content
};

/// `scratch` holds the digits that the result may point into.
CellContent cell_content(const Value& value, ColumnKind kind, bool dates_from_1904, std::string& scratch);

void append_canonical(std::string& out, const CellContent& content, ColumnKind kind, bool dates_from_1904);
void append_canonical(std::string& out, const xlsx::ParsedCell& cell, ColumnKind kind, bool dates_from_1904);
inline std::string canonical(const xlsx::ParsedCell& cell, ColumnKind kind, bool dates_from_1904) {
  std::string text;
  append_canonical(text, cell, kind, dates_from_1904);
  return text;
}

/// The whole number of a canonical text (pence, days, millionths), where it is one.
std::optional<std::int64_t> canonical_number(std::string_view canonical);

/// The digits that a canonical number has in a cell; empty when it is none.
std::string cell_digits(std::string_view canonical, ColumnKind kind, bool dates_from_1904);

/// As staff would read it: "£140.00", "09/11/2025".
std::string in_words(std::string_view canonical, ColumnKind kind);

/// A fact or any other value in words.
std::string in_words(const Value& value);

/// "12.34" for 1234, "12.3" for 1230, "12" for 1200.
void append_pence_digits(std::string& out, std::int64_t pence);
void append_whole(std::string& out, std::int64_t number);

/// Does the cell hold anything that a person could see as content (a value or a formula)?
inline bool is_filled(const xlsx::ParsedCell& cell) { return cell.has_formula || (cell.has_value && !cell.value.empty()); }

}  // namespace counterfoil::report
