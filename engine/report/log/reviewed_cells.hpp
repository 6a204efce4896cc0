// The cells that reviewers fill in, as a workbook holds them now, and where they differ from what was seen last.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/decision_log.hpp"
#include "report/merge/table_location.hpp"
#include "report/opened_workbook.hpp"

namespace counterfoil::report {

/// A row that the engine wrote, filled in or not.
struct ReviewedRow {
  FilledCells cells;
  std::string about;         // canonical: the figure in it now
  std::string period;        // that it is about
  std::uint32_t number = 0;  // of the sheet
};

struct ReviewedCells {
  struct Place {
    std::string sheet;                             // as it is called in the workbook
    std::map<std::string, std::uint32_t> columns;  // of the sheet, by id; those that are there
  };
  std::map<RowName, std::vector<ReviewedRow>> rows;  // of one name in the order of the sheet
  std::map<std::string, Place> places;               // by table

  /// As the log keeps it: filled rows only.
  std::map<RowName, std::vector<FilledCells>> filled() const;
};

/// Of tables as they stand. `record`: what says which rows are the engine's.
ReviewedCells reviewed_cells(const Locations& locations, const Record& record, bool dates_from_1904);
/// Of a workbook; empty for one without a record.
ReviewedCells reviewed_cells(const WorkbookSpec& spec, const OpenedWorkbook& book);

/// A cell that does not hold what was seen last.
struct CellChange {
  RowName row;
  std::string column;
  std::string old_value;  // canonical; empty: blank
  std::string new_value;
  const ReviewedRow* now = nullptr;  // of the cells compared; nullptr: the row is gone
  FilledCells before;                // of the row as it was seen
};

/// Rows of one name are paired first where they are the same, then in their order. Borrows from `now`.
std::vector<CellChange> changes_since(const std::map<RowName, std::vector<FilledCells>>& seen, const ReviewedCells& now);

/// The texts of a key as read_key puts them together.
std::vector<std::string> parts_of_key(std::string_view key);

/// "Changes!H7"'s reference, "H7"; empty where the row or the column is gone.
std::string cell_of(const ReviewedCells& cells, const CellChange& change);

}  // namespace counterfoil::report
