#include "run/team/team_sheet.hpp"

#include <algorithm>

#include "table/amount_text.hpp"
#include "table/date_text.hpp"
#include "table/decimal.hpp"

namespace counterfoil::run {

namespace {

bool is_text(const xlsx::ParsedCell& cell) {
  return cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string;
}

}  // namespace

TeamSheet::TeamSheet(xlsx::SheetEditor& editor, const xlsx::WorkbookReader& workbook, std::size_t rows)
    : editor_(editor), workbook_(workbook) {
  for (const std::uint32_t number : editor.row_numbers()) {
    if (rows_.size() == rows) break;
    auto row = editor.row(number);
    if (!row) continue;
    if (!row->cells.empty()) last_column_ = std::max(last_column_, row->cells.back().column);
    rows_.push_back(std::move(*row));
  }
}

const xlsx::ParsedRow* TeamSheet::row(std::uint32_t number) const {
  const auto at = std::lower_bound(rows_.begin(), rows_.end(), number,
                                   [](const xlsx::ParsedRow& row, std::uint32_t wanted) { return row.row < wanted; });
  return at != rows_.end() && at->row == number ? &*at : nullptr;
}

const xlsx::ParsedCell* TeamSheet::cell(std::uint32_t number, std::uint32_t column) const {
  const xlsx::ParsedRow* found = row(number);
  if (!found) return nullptr;
  const auto at = std::lower_bound(found->cells.begin(), found->cells.end(), column,
                                   [](const xlsx::ParsedCell& cell, std::uint32_t wanted) { return cell.column < wanted; });
  return at != found->cells.end() && at->column == column ? &*at : nullptr;
}

std::optional<Date> TeamSheet::date(const xlsx::ParsedCell& cell) const {
  if (!cell.has_value) return std::nullopt;
  table::DateReading reading;
  if (cell.kind == xlsx::CellKind::iso_date) {
    reading = table::read_date_text(std::string_view{cell.value}.substr(0, 10));
  } else if (cell.kind == xlsx::CellKind::number) {
    const auto kind = workbook_.styles().kind(cell.style);
    if (kind != xlsx::NumberFormatKind::date && kind != xlsx::NumberFormatKind::date_time) return std::nullopt;
    reading = table::read_date_serial(cell.value, workbook_.uses_1904_dates());
  }
  if (reading.outcome != table::DateOutcome::read) return std::nullopt;
  return Date{std::chrono::days{reading.days}};
}

std::string TeamSheet::own_text(const xlsx::ParsedCell& cell) const {
  if (!cell.has_value) return {};
  if (const auto day = date(cell)) return format_date(*day);
  std::string text{table::trim_text(cell.value)};
  if (cell.kind == xlsx::CellKind::number && text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string TeamSheet::text(std::uint32_t row, std::uint32_t column) const {
  const xlsx::ParsedCell* const own = cell(row, column);
  std::string text = own ? own_text(*own) : std::string{};
  if (!text.empty()) return text;
  for (const xlsx::RangeReference& merged : editor_.facts().merged) {
    if (merged.first.column != column || merged.last.column != column || row <= merged.first.row || row > merged.last.row) continue;
    if (const xlsx::ParsedCell* first = cell(merged.first.row, column)) return own_text(*first);
  }
  return {};
}

std::optional<std::int64_t> TeamSheet::pence(std::uint32_t row, std::uint32_t column) const {
  const xlsx::ParsedCell* const found = cell(row, column);
  if (!found || !found->has_value) return std::nullopt;
  std::optional<table::Decimal> value;
  if (found->kind == xlsx::CellKind::number) {
    if (date(*found)) return std::nullopt;
    value = table::parse_decimal(found->value);
    if (value) value = table::without_binary_noise(*value);
  } else if (is_text(*found)) {
    if (const auto amount = table::read_amount_text(found->value, false)) value = amount->value;
  }
  const auto units = value ? table::to_units(*value, 2) : std::nullopt;
  return units ? std::optional{units->count} : std::nullopt;
}

std::optional<table::PeriodHeading> TeamSheet::period(std::uint32_t row, std::uint32_t column) const {
  const xlsx::ParsedCell* const found = cell(row, column);
  if (!found || !found->has_value) return std::nullopt;
  if (const auto day = date(*found)) return table::PeriodHeading::of_date(*day);
  return is_text(*found) ? table::PeriodHeading::read(table::trim_text(found->value)) : std::nullopt;
}

std::vector<table::PeekRow> TeamSheet::peek() const {
  std::vector<table::PeekRow> peeked;
  for (const xlsx::ParsedRow& row : rows_) {
    if (peeked.size() == table::PeekSink::rows_kept) break;
    table::PeekRow peek{row.row, {}};
    for (const xlsx::ParsedCell& cell : row.cells)
      if (std::string text = own_text(cell); !text.empty()) peek.cells.push_back({cell.column, is_text(cell), std::move(text)});
    if (!peek.cells.empty()) peeked.push_back(std::move(peek));
  }
  return peeked;
}

}  // namespace counterfoil::run
