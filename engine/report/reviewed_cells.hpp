// The cells that reviewers fill in, as a workbook holds them now, and where they differ from what was seen last:
// lines for the log.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/decision_log.hpp"
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

/// "Changes!H7"'s reference, "H7"; empty where the row or the column is gone.
std::string cell_of(const ReviewedCells& cells, const CellChange& change);

/// The engine's own: rows of a history, and a sign-off that was signed. Nobody fills them in any more.
bool is_kept(const WorkbookSpec& spec, const DecisionLog& log, const RowName& row);

/// A line of the row that a change is in.
LoggedChange line_of(const WorkbookSpec& spec, const CellChange& change, const Seer& seer, std::string_view what,
                     std::string note = {});

/// What reviewers changed since the log last saw the cells: first seen, changed, cleared. Where the log is begun with this, a
/// history is taken as it stands, since nobody saw when it was typed.
std::vector<LoggedChange> noticed(const WorkbookSpec& spec, const DecisionLog& log, const ReviewedCells& now, const Seer& seer);

}  // namespace counterfoil::report
