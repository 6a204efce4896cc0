// A sheet of a team's workbook as texts and amounts, for finding the table in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/date.hpp"
#include "table/heading_search.hpp"
#include "table/period_heading.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::run {

class TeamSheet {
 public:
  static constexpr std::size_t most_rows = 20'000;  // a table that people keep by hand is far smaller

  /// Borrows both; `rows` from the top are read, once.
  TeamSheet(xlsx::SheetEditor& editor, const xlsx::WorkbookReader& workbook, std::size_t rows = most_rows);

  xlsx::SheetEditor& editor() const { return editor_; }
  const std::string& name() const { return editor_.name(); }
  const std::vector<xlsx::ParsedRow>& rows() const { return rows_; }
  const xlsx::ParsedRow* row(std::uint32_t number) const;
  const xlsx::ParsedCell* cell(std::uint32_t row, std::uint32_t column) const;

  /// As a person reads it: trimmed, a date as dd/mm/yyyy, a whole number without a point. A cell merged downwards counts for all
  /// its rows.
  std::string text(std::uint32_t row, std::uint32_t column) const;
  std::optional<Date> date(const xlsx::ParsedCell& cell) const;
  /// In pence; a dash counts as nought.
  std::optional<std::int64_t> pence(std::uint32_t row, std::uint32_t column) const;
  std::optional<table::PeriodHeading> period(std::uint32_t row, std::uint32_t column) const;
  bool uses_1904() const { return workbook_.uses_1904_dates(); }
  std::uint32_t last_column() const { return last_column_; }
  /// The first rows that hold something, as the search for headings wants them.
  std::vector<table::PeekRow> peek() const;

 private:
  std::string own_text(const xlsx::ParsedCell& cell) const;

  xlsx::SheetEditor& editor_;
  const xlsx::WorkbookReader& workbook_;
  std::vector<xlsx::ParsedRow> rows_;
  std::uint32_t last_column_ = 0;
};

}  // namespace counterfoil::run
