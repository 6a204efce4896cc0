// What a merge of two copies leaves in the record beside the rows: the sheet of findings, and one log of decisions out of two.
#pragma once

#include <string>
#include <vector>

#include "report/merge/merge_context.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_copies.hpp"

namespace counterfoil::report {

/// A row below those of the table of findings for each cell that both copies changed; before the record is put together.
void add_to_findings(MergeContext& lead, const std::vector<CopyQuestion>& questions);

class CopiesLog {
 public:
  /// Before anything is merged. Borrows.
  CopiesLog(const WorkbookSpec& spec, MergeContext& lead, MergeContext& other);
  /// When all is merged: the lead's lines, those that only the other copy has, what was typed in either and in both (once), and
  /// what the merge decided. Into the record; returns its digest.
  std::string finish(const std::vector<CopyQuestion>& questions, const Seer& seer);

 private:
  const WorkbookSpec& spec_;
  MergeContext& lead_;
  DecisionLog log_, other_;
  ReviewedCells stood_, stood_in_other_;
};

}  // namespace counterfoil::report
