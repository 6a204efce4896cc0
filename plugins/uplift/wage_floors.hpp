// The least that an hour may cost, dated: statutory wages, or a floor of the council's own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "care_lines.hpp"

namespace counterfoil::uplift {

struct WageFloor {
  std::string_view name;
  Quantity rate;
  std::optional<Date> from, to;
  Vocabulary::Id service_type = 0, service = 0, unit = 0;  // 0: any; the unit is hour where none is named
};

class WageFloors {
 public:
  WageFloors() = default;
  explicit WageFloors(std::vector<WageFloor> floors) : floors_(std::move(floors)) {}
  /// The highest floor for this price on a day: of each name the one that began last.
  const WageFloor* floor_for(const PriceRow& price, Date day) const;

 private:
  std::vector<WageFloor> floors_;
};

WageFloors read_wage_floors(const plugin::Run& run, Vocabulary& words, Notes& notes);

}  // namespace counterfoil::uplift
