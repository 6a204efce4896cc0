#include "followed.hpp"

namespace counterfoil::uplift {

void Followed::add(Rates& rates, const Decision& decision, bool settled) {
  if (!settled) {
    rates.unsettled = true;
    return;
  }
  const Quantity rate = decision.result == Result::already ? decision.old_rate : decision.new_rate;
  rates.differ = rates.differ || (rates.rate && *rates.rate != rate);
  rates.rate = rate;
}

void Followed::settle(const Decision& decision) {
  const bool settled =
      decision.result == Result::uplifted || decision.result == Result::unchanged || decision.result == Result::already;
  const PriceRow& price = lines_.prices[decision.price];
  add(by_line_[lines_.lines[decision.line].id], decision, settled);
  add(by_service_[{price.service, price.unit}], decision, settled);
}

Followed::Answer Followed::rate_for(std::string_view follows, Vocabulary::Id service, Vocabulary::Id unit) const {
  const auto answer = [](const Rates& rates, bool line) -> Answer {
    if (rates.differ) return {std::nullopt, "followed-differs"};
    if (!rates.rate || (line && rates.unsettled)) return {std::nullopt, "followed-unsettled"};
    return {rates.rate, {}};
  };
  if (const auto line = by_line_.find(follows); line != by_line_.end()) return answer(line->second, true);
  if (const auto group = by_service_.find({service, unit}); group != by_service_.end()) return answer(group->second, false);
  return {std::nullopt, "followed-not-found"};
}

}  // namespace counterfoil::uplift
