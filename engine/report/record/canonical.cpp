#include "report/canonical.hpp"

#include <charconv>
#include <cmath>
#include <system_error>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil::report {

namespace {

constexpr std::int64_t epoch_serial = 25'569;   // 1970-01-01 in the 1900 date system
constexpr std::int64_t from_1904 = 1'462;       // days that the 1904 system counts from later
constexpr std::int64_t first_true_serial = 61;  // 1 March 1900: before it Excel's days are off by one

std::optional<double> read_number(std::string_view digits) {
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// value * scale as a whole number, where it is one to within `slack`.
std::optional<std::int64_t> whole(double value, double scale, double slack) {
  const double scaled = value * scale;
  if (std::fabs(scaled) > 9e15) return std::nullopt;
  const double rounded = std::round(scaled);
  if (std::fabs(scaled - rounded) > slack) return std::nullopt;
  return static_cast<std::int64_t>(rounded);
}

void append_millionths(std::string& out, std::int64_t millionths) { out += format_quantity(Quantity{millionths}); }

/// Numbers of any column kind from the digits of a cell.
void append_number(std::string& out, std::string_view digits, ColumnKind kind, bool dates_from_1904) {
  if (is_text_kind(kind)) {
    out += digits;
    return;
  }
  std::optional<std::int64_t> number;
  if (const auto value = read_number(digits)) {
    switch (kind) {
      case ColumnKind::pence: number = whole(*value, 100, 1e-3); break;
      case ColumnKind::integer: number = whole(*value, 1, 1e-9); break;
      case ColumnKind::date:
        number = whole(*value, 1, 1e-9);
        if (number) *number -= epoch_serial - (dates_from_1904 ? from_1904 : 0);
        break;
      default: number = whole(*value, 1e6, 1); break;
    }
  }
  if (number) {
    append_whole(out, *number);
  } else {
    out += '\'';
    out += digits;
  }
}

void append_text(std::string& out, std::string_view text, ColumnKind kind) {
  if (!is_text_kind(kind) && !text.empty()) out += '\'';
  out += text;
}

}  // namespace

bool is_text_kind(ColumnKind kind) {
  return kind == ColumnKind::text || kind == ColumnKind::paragraph || kind == ColumnKind::timestamp;
}

void append_whole(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void append_pence_digits(std::string& out, std::int64_t pence) {
  const bool negative = pence < 0;
  const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(pence) : static_cast<std::uint64_t>(pence);
  if (negative) out += '-';
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, size / 100).ptr);
  const auto rest = static_cast<unsigned>(size % 100);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

CellContent cell_content(const Value& value, ColumnKind kind, bool dates_from_1904, std::string& scratch) {
  using Kind = CellContent::Kind;
  if (value.kind == ValueKind::blank || (value.kind == ValueKind::text && value.text.empty())) return {};
  if (value.kind == ValueKind::text) return {Kind::text, value.text};
  scratch.clear();
  if (is_text_kind(kind)) {
    scratch = in_words(value);
    return {Kind::text, scratch};
  }
  switch (value.kind) {
    case ValueKind::pence: append_pence_digits(scratch, value.number); break;
    case ValueKind::quantity: append_millionths(scratch, value.number); break;
    case ValueKind::date: {
      const std::int64_t serial = value.number + epoch_serial;
      if (serial < first_true_serial || (dates_from_1904 && serial < from_1904)) {
        scratch = in_words(value);
        return {Kind::text, scratch};
      }
      append_whole(scratch, serial - (dates_from_1904 ? from_1904 : 0));
      break;
    }
    default: append_whole(scratch, value.number); break;
  }
  return {Kind::number, scratch};
}

void append_canonical(std::string& out, const CellContent& content, ColumnKind kind, bool dates_from_1904) {
  if (content.kind == CellContent::Kind::text) append_text(out, content.text, kind);
  if (content.kind == CellContent::Kind::number) append_number(out, content.text, kind, dates_from_1904);
}

void append_canonical(std::string& out, const xlsx::ParsedCell& cell, ColumnKind kind, bool dates_from_1904) {
  if (!cell.has_value || cell.value.empty()) return;
  if (cell.kind == xlsx::CellKind::number)
    append_number(out, cell.value, kind, dates_from_1904);
  else
    append_text(out, cell.value, kind);
}

std::optional<std::int64_t> canonical_number(std::string_view canonical) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(canonical.data(), canonical.data() + canonical.size(), number);
  if (canonical.empty() || error != std::errc{} || end != canonical.data() + canonical.size()) return std::nullopt;
  return number;
}

std::string cell_digits(std::string_view canonical, ColumnKind kind, bool dates_from_1904) {
  std::string digits;
  const auto number = canonical_number(canonical);
  if (!number || is_text_kind(kind)) return digits;
  switch (kind) {
    case ColumnKind::pence: append_pence_digits(digits, *number); break;
    case ColumnKind::integer: append_whole(digits, *number); break;
    case ColumnKind::date: append_whole(digits, *number + epoch_serial - (dates_from_1904 ? from_1904 : 0)); break;
    default: append_millionths(digits, *number); break;
  }
  return digits;
}

std::string in_words(std::string_view canonical, ColumnKind kind) {
  if (is_text_kind(kind)) return std::string{canonical};
  const auto number = canonical_number(canonical);
  if (!number) return std::string{canonical.substr(canonical.starts_with('\'') ? 1 : 0)};
  switch (kind) {
    case ColumnKind::pence: return format_pounds(Pence{*number});
    case ColumnKind::date: return format_date(Date{std::chrono::days{*number}});
    case ColumnKind::percent: {
      const std::int64_t tenths = multiply_divide(*number, 1, 1000, Rounding::half_up);
      return format_quantity(Quantity{tenths * 100'000}) + "%";
    }
    case ColumnKind::quantity: return format_quantity(Quantity{*number});
    default: return std::string{canonical};
  }
}

std::string in_words(const Value& value) {
  switch (value.kind) {
    case ValueKind::blank: return {};
    case ValueKind::text: return std::string{value.text};
    case ValueKind::date: return format_date(Date{std::chrono::days{value.number}});
    case ValueKind::pence: return format_pounds(Pence{value.number});
    case ValueKind::quantity: return format_quantity(Quantity{value.number});
    case ValueKind::integer: return std::to_string(value.number);
  }
  return {};
}

}  // namespace counterfoil::report
