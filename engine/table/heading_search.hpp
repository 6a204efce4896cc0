// Where the table begins: the first rows of a sheet are looked at, and the row whose cells mean the most fields is the heading row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/headings.hpp"
#include "table/layout.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::table {

struct PeekCell {
  std::uint32_t column = 0;
  bool is_text = false;
  std::string text;  // trimmed and shortened; a date cell as dd/mm/yyyy
};

struct PeekRow {
  std::uint32_t row = 0;
  std::vector<PeekCell> cells;  // those that are not blank
};

/// A sink that keeps the first rows that are not blank.
class PeekSink final : public xlsx::SheetSink {
 public:
  static constexpr std::size_t rows_kept = 61;
  /// `workbook` is null for a text file.
  explicit PeekSink(const xlsx::WorkbookReader* workbook) : workbook_(workbook) {}
  bool row(const xlsx::RowView& row) override;
  bool cell(const xlsx::CellView& cell) override;
  void fields(std::uint32_t) {}
  std::vector<PeekRow> take();

 private:
  const xlsx::WorkbookReader* workbook_;
  std::vector<PeekRow> rows_;
};

struct MappedHeading {
  std::size_t field = 0;  // index into the layout's fields
  std::uint32_t column = 0;
  std::string heading;
};

/// Two columns whose headings mean one field.
struct RivalHeading {
  std::size_t field = 0;
  MappedHeading chosen;
  MappedHeading other;
  bool same_heading = false;  // else a name further down the layout's list
};

struct HeadingPlan {
  std::uint32_t first_row = 0;
  std::uint32_t last_row = 0;          // differs from first_row where headings stand in two rows
  std::vector<MappedHeading> columns;  // by column
  std::vector<RivalHeading> rivals;
  std::vector<MappedHeading> unmapped;      // `field` has no meaning
  std::vector<std::size_t> missing_groups;  // of the layout's required groups
  bool has_rows_below = false;
  bool complete() const { return missing_groups.empty(); }
  /// Better plans compare greater: complete first, then the number of fields.
  std::size_t score() const { return columns.size() + (complete() ? 10'000 : 0); }
};

/// The best heading row; nothing where no cell means a field.
std::optional<HeadingPlan> find_headings(const std::vector<PeekRow>& rows, const Layout& layout, const HeadingMatcher& matcher);

/// The row that looks most like headings although none is known: the first one with the most texts. For messages.
std::vector<std::string> likely_headings(const std::vector<PeekRow>& rows);

struct TitleDates {
  std::int32_t first = 0;  // days since 1970-01-01
  std::int32_t last = 0;
  std::uint32_t row = 0;
};

/// "Period 13/10/2025 to 09/11/2025" in the rows above `heading_row`.
std::optional<TitleDates> find_title_dates(const std::vector<PeekRow>& rows, std::uint32_t heading_row);

}  // namespace counterfoil::table
