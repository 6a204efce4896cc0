// Cells of reviewers' that are the engine's by now (a history, a sign-off that was signed), put back where somebody rewrote them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "report/decision_log.hpp"
#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Such a cell that does not hold what was recorded. Texts are as staff would read them.
struct RewrittenCell {
  RowName row;
  std::string column;  // id
  std::string sheet;
  std::string cell;  // empty: the row is gone
  std::string heading;
  std::string row_words;  // its key
  std::string held;
  std::string recorded;
  std::string old_value;    // canonical: what it held
  std::string new_value;    // canonical: what was recorded
  bool signed_off = false;  // of a sign-off, not of a history
};

/// Every one of them, by sheet. None for a workbook whose record has no log.
std::vector<RewrittenCell> rewritten_cells(const WorkbookSpec& spec, const OpenedWorkbook& book);

/// The workbook with these cells as they were recorded; nothing where all are.
std::optional<Buffer> put_back(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::vector<RewrittenCell>& cells);

}  // namespace counterfoil::report
