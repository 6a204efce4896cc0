// What stands already in the column of this run's period: amounts of an earlier run, and amounts that somebody typed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "report/team_rows.hpp"
#include "run/team/team_sheet.hpp"

namespace counterfoil::run {

/// A cell of the column, and what the export says.
struct StandingCell {
  std::uint32_t row = 0;
  std::string holds;       // as a person reads it
  std::int64_t paid = 0;   // pence
  std::int64_t pence = 0;  // what it holds, where that is an amount
};

struct StandingAmounts {
  std::vector<std::uint32_t> same;      // rows whose cell holds what the export says
  std::size_t filled = 0;               // blanks that get an amount
  std::vector<StandingCell> corrected;  // of an earlier run; written anew since the export says otherwise now
  std::vector<StandingCell> left;       // typed by somebody; stays
};

/// `now`: what this run pays, by row. `told_before`: what an earlier run wrote there, by row; null: no run wrote there.
StandingAmounts compare_standing(const TeamSheet& sheet, const std::vector<std::uint32_t>& rows, std::uint32_t column,
                                 const std::map<std::uint32_t, std::int64_t>& now,
                                 const std::map<std::uint32_t, std::int64_t>* told_before);

}  // namespace counterfoil::run
