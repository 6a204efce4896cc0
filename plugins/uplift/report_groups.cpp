// Costs before and after by service type, by service and by provider.
#include <map>

#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

struct Group {
  std::uint64_t lines = 0;
  std::uint64_t uplifted = 0;
  Costs costs;
};

void add(Group& group, const Decision& decision) {
  Costs costs = decision.costs;
  if (!decision.first_of_line) {  // the line is counted with its first decision; this adds its difference
    costs.weekly_after -= costs.weekly_before;
    costs.annual_after -= costs.annual_before;
    costs.weekly_before = costs.annual_before = {};
  } else {
    ++group.lines;
  }
  if (decision.result == Result::uplifted) ++group.uplifted;
  group.costs += costs;
}

/// A group's text, or what stands for none.
std::string named(const Vocabulary& words, Vocabulary::Id id) { return id == 0 ? std::string{"(not given)"} : words.spelling(id); }

Value change_of(const Costs& costs) {
  if (costs.weekly_before.count == 0) return {};
  return Quantity{multiply_divide((costs.weekly_after - costs.weekly_before).count, Quantity::one, costs.weekly_before.count,
                                  Rounding::half_up)};
}

Value count(std::uint64_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

/// Figures of a group in the order of the columns that all these tables share.
std::vector<Value> cells(std::vector<Value> names, const Group& group) {
  const Costs& costs = group.costs;
  for (const Value& value : {count(group.lines), count(group.uplifted), Value{costs.weekly_before}, Value{costs.weekly_after},
                             Value{costs.weekly_after - costs.weekly_before}, change_of(costs), Value{costs.annual_before},
                             Value{costs.annual_after}, Value{costs.annual_after - costs.annual_before}, Value{costs.part_year}})
    names.push_back(value);
  return names;
}

}  // namespace

void hand_out_groups(plugin::Run& run, const Answer& answer) {
  std::map<std::string, Group> types;
  std::map<std::tuple<std::string, std::string, std::string>, Group> services;
  std::map<std::pair<std::string, std::string>, Group> providers;
  Group all;
  // By number first: there are few groups and many lines.
  std::map<Vocabulary::Id, Group> by_type;
  std::map<std::tuple<Vocabulary::Id, Vocabulary::Id, Vocabulary::Id>, Group> by_service;
  std::map<std::pair<Vocabulary::Id, Vocabulary::Id>, Group> by_provider;
  for (const Decision& decision : answer.decided.decisions) {
    if (decision.result == Result::starting) continue;
    const PriceRow& price = answer.price(decision);
    add(by_type[price.service_type], decision);
    add(by_service[{price.service_type, price.service, price.unit}], decision);
    add(by_provider[{price.provider, price.provider_id}], decision);
    add(all, decision);
  }
  const Vocabulary& words = answer.words;
  for (const auto& [type, group] : by_type) types[named(words, type)] = group;
  for (const auto& [ids, group] : by_service)
    services[{named(words, std::get<0>(ids)), named(words, std::get<1>(ids)), words.spelling(std::get<2>(ids))}] = group;
  for (const auto& [ids, group] : by_provider) providers[{named(words, ids.first), words.spelling(ids.second)}] = group;

  const auto type_table =
      run.open_table("by_type", {"service_type", "lines", "uplifted", "weekly_before", "weekly_after", "difference", "change",
                                 "annual_before", "annual_after", "annual_effect", "part_year"});
  run.bridge_opening(all.costs.annual_before);
  for (const auto& [type, group] : types) {
    type_table.add(cells({type}, group));
    run.bridge_step(type, group.costs.annual_after - group.costs.annual_before);
  }
  type_table.add(cells({"All service types"}, all));
  run.bridge_closing(all.costs.annual_after);

  const auto service_table =
      run.open_table("by_service", {"service_type", "service", "unit", "lines", "uplifted", "weekly_before", "weekly_after",
                                    "difference", "change", "annual_before", "annual_after", "annual_effect", "part_year"});
  for (const auto& [names, group] : services)
    service_table.add(cells({std::get<0>(names), std::get<1>(names), std::get<2>(names)}, group));
  const auto provider_table =
      run.open_table("by_provider", {"provider", "provider_id", "lines", "uplifted", "weekly_before", "weekly_after", "difference",
                                     "change", "annual_before", "annual_after", "annual_effect", "part_year"});
  for (const auto& [names, group] : providers) provider_table.add(cells({names.first, names.second}, group));
}

}  // namespace counterfoil::uplift
