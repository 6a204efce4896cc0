// One export, read: typed columns by canonical field, where each row stood, and what was left out and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "findings/finding.hpp"
#include "table/layout.hpp"

namespace counterfoil::table {

/// A missing number or date; equals CF_NO_NUMBER of the plugin contract.
inline constexpr std::int64_t no_number = INT64_MIN;

struct TypedColumn {
  const Field* field = nullptr;
  std::string heading;                  // as it stands in the export
  std::uint32_t sheet_column = 0;       // from 1; 0: taken from the title rows
  std::vector<std::string_view> texts;  // text and identifier; a missing one has data() == nullptr
  std::vector<std::int64_t> numbers;    // date: days since 1970-01-01; pence: whole pence; quantity: millionths; or no_number
};

/// Where the rows of one sheet begin, where several sheets were read.
struct SheetRows {
  std::string name;
  std::size_t first_row = 0;                 // of the table
  std::vector<std::uint32_t> sheet_columns;  // of each column of the table, from 1; 0: the sheet does not have it
};

class InputTable {
 public:
  std::string file;               // name without folders, for messages
  std::string sheet;              // empty for CSV; the names of all, where several were read
  std::vector<SheetRows> sheets;  // in the order of the rows; only where the layout asks for every sheet
  bool absent = false;            // nothing fitted, and ReadOptions::may_be_absent allowed that
  bool may_be_empty = false;      // as ReadOptions had it
  std::uint32_t heading_row = 0;
  std::vector<TypedColumn> columns;
  std::vector<std::uint32_t> source_rows;  // for each row, its row in the sheet (CSV: the record's number, as Excel would show it)

  // What was not data, for the account of rows.
  std::uint32_t blank_rows = 0;
  std::vector<std::uint32_t> total_rows;  // recognised totals and subtotals, checked against the sum
  std::vector<std::uint32_t> note_rows;   // remarks such as "End of report", each listed in the findings
  std::vector<std::uint32_t> repeated_heading_rows;
  std::vector<std::string> unmapped_headings;  // columns that no field claims

  const TypedColumn* column(std::string_view field) const;
  const TypedColumn* control() const;  // the control amount; nullptr when the export has none
  std::size_t rows() const { return source_rows.size(); }
  std::int64_t control_total() const;  // pence; missing amounts count as nothing
  /// The name of the sheet on which a row stands.
  std::string_view sheet_of(std::size_t row) const;
  /// The place of a value, for findings: row is an index into the columns; no field: the row's first cell.
  Place place(std::size_t row, std::string_view field = {}) const;
  Place place() const { return {file, sheet, {}}; }
  /// Puts the rows of another sheet, read by the same layout, below these.
  void append(InputTable&& other);

  /// Storage that `texts` point into.
  std::vector<Buffer> parts;
  std::deque<std::string> arena;
  std::shared_ptr<const void> workbook;  // its shared strings
  Layout layout;
  std::string control_field;
};

struct ReadOptions {
  std::string sheet;  // only this sheet; empty: find it
  std::string input;  // the input's id ("previous"), for messages about settings
  ExtraHeadings headings;
  bool may_be_absent = false;  // a table that nothing fits is no finding but `absent`
  bool may_be_empty = false;   // no rows, or one that says so in words, are an answer
};

/// Reads an export by content: .xlsx, .xlsm or text. `bytes` is borrowed only during the call. Everything that does not read
/// becomes a finding; throws Failure (unreadable) only where there is no table to read: a refused kind of file, a damaged
/// container, limits.
InputTable read_input(std::string_view bytes, std::string_view file_name, const Layout& layout, const ReadOptions& options,
                      Findings& findings);

}  // namespace counterfoil::table
