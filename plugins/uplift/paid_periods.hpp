// The payments already made, one row a line and period, for arrears.
#pragma once

#include "care_lines.hpp"

namespace counterfoil::uplift {

struct PaidPeriod {
  std::uint32_t line = 0;  // of CareLines::lines
  DateSpan period;
  Pence paid;             // of all its rows
  std::uint32_t row = 0;  // the first of them
  std::uint32_t rows = 1;
  bool overlaps = false;  // another paid period of the line has some of the same days
};

struct PaidPeriods {
  bool given = false;
  std::vector<PaidPeriod> periods;  // by line, then by first day
  std::uint64_t unknown_rows = 0;   // of lines that the export does not have, or without a period
  Pence unknown;
};

PaidPeriods read_paid_periods(const plugin::Run& run, const CareLines& lines, Notes& notes);

}  // namespace counterfoil::uplift
