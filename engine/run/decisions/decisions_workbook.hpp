// The log of decisions as a workbook of its own, for reading and printing.
#pragma once

#include <string>
#include <vector>

#include "base/buffer.hpp"
#include "run/decisions.hpp"

namespace counterfoil::run {

/// One sheet: a title, a heading row that is frozen and repeated on each page, a line a row, all as text.
Buffer decisions_workbook(const std::vector<DecisionLine>& lines, const std::string& title);

}  // namespace counterfoil::run
