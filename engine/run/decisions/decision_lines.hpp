// Lines of a log of decisions in the words of the sheets that they are about.
#pragma once

#include <vector>

#include "report/decision_log.hpp"
#include "run/decisions.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Lines about one row that one run saw are one. One without a word for what was seen was typed since.
std::vector<DecisionLine> decision_lines(const report::WorkbookSpec& spec, const std::vector<report::LoggedChange>& lines);

}  // namespace counterfoil::run
