// Calls of functions inside a formula that find cells by their position: a column's number in VLOOKUP, a text in INDIRECT.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counterfoil::report {

struct FormulaCall {
  std::string name;                                            // in capitals
  std::vector<std::pair<std::size_t, std::size_t>> arguments;  // begin and end in the expression, without the blanks around
};

/// In order of their beginnings. Texts, sheets' names and structured references are stepped over.
std::vector<FormulaCall> find_calls(std::string_view expression);

/// Where rows and columns of the sheet stand after the change.
struct PositionMap {
  std::string sheet;
  bool own = false;  // the formula stands on that sheet
  std::function<std::uint32_t(std::uint32_t)> row, column;
};

/// A number or text of a position that has to be another one now. `call` and `argument` count from 0.
struct PositionFix {
  std::size_t call = 0;
  std::size_t argument = 0;
  std::string was, now;
};

struct PositionFixes {
  std::vector<PositionFix> fixes;
  std::vector<std::string> unclear;  // functions whose position is worked out, so that nobody can tell: "OFFSET"
};

PositionFixes fix_positions(std::string_view expression, const PositionMap& map);

/// The expression with the fixes put in; its calls are those that the fixes were found in, whatever its references say now.
std::string with_fixes(std::string_view expression, const std::vector<PositionFix>& fixes);

}  // namespace counterfoil::report
