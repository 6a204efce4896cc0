// A reviewer who hesitates stops the batch: every filled cell of a column with choices, but for the words that the specification
// names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct ReviewersStop {
  std::string sheet;
  std::string cell;  // "P14"
  std::string words;
};

/// Of one of the workbook's batches. In a table that holds the rows of all batches, only those of its lines count.
std::vector<ReviewersStop> reviewers_stops(const report::WorkbookSpec& spec, const report::Release& release,
                                           const report::OpenedWorkbook& book, const report::Record& record);

}  // namespace counterfoil::run
