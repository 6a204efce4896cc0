// What a reader sees of the engine's cells, beside what they hold: hidden rows, columns and sheets, number formats, headings and
// titles, rows that nobody recorded, sheets that look like ours.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/merge/table_location.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::report {

/// Told of each row of a table while its cells are checked.
class SeenTable {
 public:
  SeenTable(const LocatedTable& table, const xlsx::Styles& styles) : table_(table), styles_(styles) {}

  void row(const xlsx::ParsedRow& row);  // that the record knows
  void cell(std::uint32_t row, const xlsx::ParsedCell& cell, ColumnKind kind, const std::string& heading);
  /// A row that the record does not know. Staff's own notes are no rows of ours; what has a key and figures is taken for one.
  void stranger(const xlsx::ParsedRow& row);
  /// Adds a statement for each kind of thing that was met.
  void finish(CellCheck& check) const;

 private:
  struct Format {
    std::string cell, code, heading;
    std::size_t cells = 0;
  };
  const LocatedTable& table_;
  const xlsx::Styles& styles_;
  std::map<std::pair<std::uint32_t, ColumnKind>, bool> shows_;  // by style and kind
  std::vector<std::uint32_t> hidden_, strange_;
  std::map<std::uint32_t, Format> formats_;  // by column
};

/// Sheets, columns, headings, words, and what stands below the tables.
void check_sheets_as_seen(xlsx::WorkbookEditor& editor, const Locations& locations, const Record& record, CellCheck& check);

}  // namespace counterfoil::report
