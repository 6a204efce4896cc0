#include "wage_floors.hpp"

namespace counterfoil::uplift {

const WageFloor* WageFloors::floor_for(const PriceRow& price, Date day) const {
  const auto applies = [&](const WageFloor& floor) {
    return floor.unit == price.unit && (floor.service_type == 0 || floor.service_type == price.service_type) &&
           (floor.service == 0 || floor.service == price.service) && floor.from.value_or(Date::min()) <= day &&
           day <= floor.to.value_or(Date::max());
  };
  const WageFloor* highest = nullptr;
  for (const WageFloor& floor : floors_) {
    if (!applies(floor)) continue;
    bool latest = true;
    for (const WageFloor& other : floors_)
      latest = latest &&
               !(other.name == floor.name && applies(other) && other.from.value_or(Date::min()) > floor.from.value_or(Date::min()));
    if (latest && (!highest || floor.rate > highest->rate)) highest = &floor;
  }
  return highest;
}

WageFloors read_wage_floors(const plugin::Run& run, Vocabulary& words, Notes& notes) {
  constexpr std::string_view input = "wage-floors";
  const auto name = run.column(input, "floor");
  const auto rate = run.column(input, "hourly_rate");
  const auto from = run.column(input, "from");
  const auto to = run.column(input, "to");
  const auto service_type = run.column(input, "service_type");
  const auto service = run.column(input, "service");
  const auto unit = run.column(input, "unit");
  std::vector<WageFloor> floors;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    const auto amount = rate.quantity(row);
    if (!amount || name.text(row).empty() || !from.date(row)) {
      notes.push_back({"floor-incomplete", input, row, !amount ? "hourly_rate" : !from.date(row) ? "from" : "floor", {}});
      continue;
    }
    const std::string_view per = unit.text(row).empty() ? std::string_view{"hour"} : unit.text(row);
    floors.push_back({name.text(row), *amount, from.date(row), to.date(row), words.id(service_type.text(row)),
                      words.id(service.text(row)), words.unit_id(per)});
  }
  return WageFloors{std::move(floors)};
}

}  // namespace counterfoil::uplift
