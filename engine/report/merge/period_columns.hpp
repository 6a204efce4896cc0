// The columns of a table that grows by one for each period.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>

#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

struct PeriodPlaces {
  static constexpr std::size_t none = LocatedTable::npos;
  std::size_t current = none;  // in LocatedTable::periods
  std::size_t previous = none;
  bool current_is_new = false;
  bool previous_is_new = false;
};

/// Finds this period's column and the one before, and adds those that are missing: right of the last one where that column is free
/// in the whole table, else in the first free column after it. `filled`: columns with something in them in any row of the body.
PeriodPlaces place_periods(MergeContext& context, LocatedTable& table, const std::set<std::uint32_t>& filled, CellPatches& patches);

}  // namespace counterfoil::report
