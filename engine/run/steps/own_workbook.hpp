// A workbook that Counterfoil made, given as an input of another task: what the engine wrote counts as the workbook's record has
// it, and cells that somebody changed are named. What reviewers typed counts as it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "findings/finding.hpp"
#include "report/workbook_merge.hpp"
#include "run/given/installation.hpp"
#include "table/input_table.hpp"

namespace counterfoil::run {

struct OwnWorkbook {
  std::vector<report::CellDifference> changed;  // cells; rows that were taken out or copied are left out
  std::optional<Buffer> as_recorded;            // the workbook with these cells as recorded; nothing where none was changed
};

/// Nothing where `bytes` is no workbook with a record that this version knows. Failure (unreadable) where cells were changed and
/// cannot be read as recorded.
std::optional<OwnWorkbook> own_workbook(const Installation& installation, const std::string& file_name, std::string_view bytes);

/// Says which cells of the sheet that `table` was read from had been changed.
void name_changed_cells(const OwnWorkbook& own, const table::InputTable& table, Findings& findings);

}  // namespace counterfoil::run
