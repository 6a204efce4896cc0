// A reviewer who hesitates stops the batch: every filled cell of a column with choices, but for the words that the specification
// names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct ReviewersStop {
  std::string sheet;
  std::string cell;  // "P14"
  std::string words;
};

/// `keys`: the released keys of the batch. In the table that releases mark (it holds the rows of all batches), only theirs count.
std::vector<ReviewersStop> reviewers_stops(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                           const std::vector<std::string>& keys);

}  // namespace counterfoil::run
