#include "checks.hpp"
#include "figure_words.hpp"

#include <algorithm>

namespace counterfoil::uplift {

namespace {

constexpr std::size_t fewest_peers = 5;

std::string rate_of(Quantity rate) { return rate_words(rate); }

void hold(Decision& decision, std::string_view finding, std::string_view field, std::string why) {
  decision.result = Result::held;
  decision.finding = finding;
  decision.field = field;
  decision.why = std::move(why);
}

}  // namespace

Peers::Peers(const CareLines& lines) {
  std::map<std::tuple<Vocabulary::Id, Vocabulary::Id, Vocabulary::Id>, std::vector<Quantity>> rates;
  for (const PriceRow& price : lines.prices)
    if (price.price.trouble.empty()) rates[{price.service_type, price.service, price.unit}].push_back(price.price.rate);
  for (auto& [alike, found] : rates) {
    if (found.size() < fewest_peers) continue;
    const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
    std::nth_element(found.begin(), middle, found.end());
    middles_[alike] = *middle;
  }
}

std::optional<Quantity> Peers::middle_for(const PriceRow& price) const {
  const auto found = middles_.find({price.service_type, price.service, price.unit});
  return found == middles_.end() ? std::nullopt : std::optional{found->second};
}

bool newly_priced(const PriceRow& price, Date date, const Settings& settings) {
  return price.agreed() > date - std::chrono::days{settings.already_days};
}

void Checker::check(Decision& decision, const PriceRow& price) const {
  const Quantity old = decision.old_rate;
  const Quantity now = decision.new_rate;
  const Rule& rule = *decision.rule;
  if (newly_priced(price, decision.date, settings)) {
    const auto rates = given.find(&rule);
    if (now == old || (rates != given.end() && rates->second.contains(old))) {
      decision.result = Result::already;
      decision.finding = "already-uplifted";
      decision.field = "unit_cost";
      decision.why = "Its price began on " + format_date(price.agreed()) + " and is the new rate of rule " + rule.id + " already.";
      return;
    }
  }
  const bool chosen_by_start = rule.started_from || rule.started_to;
  if (settings.recent_months > 0 && !chosen_by_start && price.agreed() > months_before(decision.date, settings.recent_months))
    return hold(decision, "package-recent", "start",
                "Its price was agreed on " + format_date(price.agreed()) + ", less than " +
                    counted(static_cast<std::uint64_t>(settings.recent_months), "month", "months") + " before.");
  if (settings.weekly_limit && decision.costs.weekly_before > *settings.weekly_limit)
    return hold(decision, "over-weekly-limit", "weekly_cost",
                "It costs " + format_pounds(decision.costs.weekly_before) + " a week, more than the limit of " +
                    format_pounds(*settings.weekly_limit) + ".");
  if (now.millionths <= 0)
    return hold(decision, "new-rate-not-positive", "unit_cost",
                "Rule " + rule.id + " would bring its rate of " + rate_of(old) + " to nothing or less.");
  if (now < old)
    return hold(decision, "rate-falls", "unit_cost",
                "Rule " + rule.id + " would lower its rate from " + rate_of(old) + " to " + rate_of(now) + ".");
  // now - old > old * largest, without a division
  if (now.millionths - old.millionths >
      multiply_divide(old.millionths, settings.largest_rise.millionths, Quantity::one, Rounding::up))
    return hold(decision, "rise-beyond-limit", "unit_cost",
                "Rule " + rule.id + " would raise its rate from " + rate_of(old) + " to " + rate_of(now) + ", which is more than " +
                    percent_words(settings.largest_rise) + ".");
  if (const auto middle = peers.middle_for(price); middle && settings.outlier_times.millionths >= Quantity::one) {
    const auto times = [&](Quantity figure) {
      return multiply_divide(figure.millionths, settings.outlier_times.millionths, Quantity::one, Rounding::half_up);
    };
    if (old.millionths > times(*middle) || times(old) < middle->millionths)
      return hold(decision, "rate-outlier", "unit_cost",
                  "Its rate of " + rate_of(old) + " is far from " + rate_of(*middle) +
                      ", the middle rate of lines of the same service and unit.");
  }
  if (const WageFloor* floor = floors.floor_for(price, decision.date); floor && now < floor->rate)
    return hold(decision, "below-wage-floor", "unit_cost",
                "The new rate of " + rate_of(now) + " is below " + std::string{floor->name} + ", which is " + rate_of(floor->rate) +
                    " an hour.");
  decision.result = now == old ? Result::unchanged : Result::uplifted;
}

}  // namespace counterfoil::uplift
