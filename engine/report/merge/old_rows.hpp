// The rows that a table holds before this run, read with all that people put into them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

struct OldRow {
  xlsx::ParsedRow parsed;
  std::string key;
  std::uint32_t recorded = KeyIndex::none;  // row of the record
  bool ours = false;                        // a row that the engine wrote (or a copy of one)
  bool copied = false;                      // the key stands more often than the engine wrote it
  bool reviewed = false;                    // a reviewer's cell is filled
  bool annotated = false;                   // a cell of staff's own, or a note on a cell
  std::vector<std::string> cells;  // canonical, by column of the specification: reviewers' as held, the engine's as recorded
  std::string held_differently;    // "Current: £140.00" for engine cells that do not hold what was recorded
  std::string also;                // staff's own columns and notes, in words
};

std::vector<OldRow> read_old_rows(MergeContext& context, const LocatedTable& table);

}  // namespace counterfoil::report
