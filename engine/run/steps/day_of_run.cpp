#include "run/steps/day_of_run.hpp"

namespace counterfoil::run {

void add_day_of_run(host::Inputs& inputs, const Moment& moment) {
  constexpr std::int64_t seconds_in_a_day = 86'400;
  table::InputTable table;
  table.source_rows.push_back(1);
  table.layout.fields.push_back({"day", {}, table::FieldKind::date, {}, false, false});
  table::TypedColumn& day = table.columns.emplace_back();
  day.numbers.push_back(moment.seconds / seconds_in_a_day);
  const auto placed = inputs.insert_or_assign("#run", std::move(table)).first;
  placed->second.columns.front().field = &placed->second.layout.fields.front();
}

}  // namespace counterfoil::run
