// What people filled in, row by row, as input to the next run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// A table with reviewers' columns, as it stands in a workbook.
struct DecidedTable {
  struct Row {
    std::uint32_t number = 0;        // of the sheet
    std::vector<std::string> cells;  // canonical, by column of the table: reviewers' as held, the engine's as recorded
    std::string about;               // canonical: the figure that the decision was taken about
  };
  const Table* table = nullptr;       // of the specification
  const Column* figure = nullptr;     // that decisions are about: the kind of `about`
  std::string sheet;                  // as it is called in the workbook
  std::vector<std::uint32_t> places;  // the sheet's column of each column of the table; 0: it is gone
  std::string period;                 // that the rows are about; empty where each row says it for itself, or nobody knows
  std::vector<Row> rows;              // from the top; of copies of a row only the first
};

class OpenedWorkbook;

/// All rows that the engine wrote, filled in or not. Empty for a workbook without a record. See OpenedWorkbook::decided.
std::vector<DecidedTable> read_decided(const WorkbookSpec& spec, const OpenedWorkbook& book);

}  // namespace counterfoil::report
