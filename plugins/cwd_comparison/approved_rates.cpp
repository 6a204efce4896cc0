#include "approved_rates.hpp"

#include <algorithm>

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

bool fits(const std::string& asked, const std::string& entry) { return entry.empty() || asked.empty() || asked == entry; }

}  // namespace

ApprovedRates::ApprovedRates(std::vector<ApprovedRate> rates) : rates_(std::move(rates)) {
  for (std::size_t index = 0; index < rates_.size(); ++index) {
    ApprovedRate& rate = rates_[index];
    rate.unit = plain_unit(rate.unit);
    if (!rate.service.empty())
      by_service_[rate.service].push_back(index);
    else
      by_type_[rate.service_type].push_back(index);
  }
}

RateVerdict ApprovedRates::judge(const RateQuestion& question, Quantity tolerance) const {
  std::vector<const ApprovedRate*> candidates;
  const std::string unit = plain_unit(question.unit);
  const auto collect = [&](const auto& index, const std::string& key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    for (const std::size_t place : found->second) {
      const ApprovedRate& rate = rates_[place];
      if (fits(question.service_type, rate.service_type) && fits(unit, rate.unit) &&
          (rate.provider.empty() || rate.provider == question.provider))
        candidates.push_back(&rate);
    }
  };
  if (!question.service.empty()) collect(by_service_, question.service);
  if (candidates.empty() && !question.service_type.empty()) collect(by_type_, question.service_type);
  // Where the line has rates of its own, another line's is none of them.
  std::vector<const ApprovedRate*> own;
  for (const ApprovedRate* rate : candidates)
    if (!question.line_id.empty() && rate->line_id == question.line_id) own.push_back(rate);
  if (!own.empty()) {
    RateVerdict verdict = judge_by(own, question, tolerance);
    verdict.of_another_line =
        verdict.kind == RateVerdict::off_table && judge_by(candidates, question, tolerance).kind == RateVerdict::approved;
    return verdict;
  }
  // A rate of the provider's own goes before the general one.
  if (std::any_of(candidates.begin(), candidates.end(), [](const ApprovedRate* rate) { return !rate->provider.empty(); }))
    std::erase_if(candidates, [](const ApprovedRate* rate) { return rate->provider.empty(); });
  return judge_by(candidates, question, tolerance);
}

RateVerdict ApprovedRates::judge_by(const std::vector<const ApprovedRate*>& candidates, const RateQuestion& question,
                                    Quantity tolerance) {
  RateVerdict verdict;
  if (candidates.empty()) return verdict;
  verdict.kind = RateVerdict::off_table;
  // Entries without an end run until the next one begins, so of those that began by the date only the latest beginning counts.
  Date latest = Date::min();
  for (const ApprovedRate* rate : candidates)
    if ((!rate->from || *rate->from <= question.date) && (!rate->to || question.date <= *rate->to))
      latest = std::max(latest, rate->from.value_or(Date::min()));
  std::int64_t best = INT64_MAX;
  for (const ApprovedRate* rate : candidates) {
    const bool in_force = rate->from.value_or(Date::min()) <= question.date && (!rate->to || question.date <= *rate->to) &&
                          (rate->to || rate->from.value_or(Date::min()) == latest);
    __extension__ using Wide = __int128;
    const Wide apart = static_cast<Wide>(rate->rate.millionths) - question.rate.millionths;
    const std::int64_t distance = static_cast<std::int64_t>(std::min<Wide>(apart < 0 ? -apart : apart, INT64_MAX));
    if (distance <= tolerance.millionths) {
      if (in_force) {
        verdict.kind = RateVerdict::approved;
        verdict.from = rate->from;
      } else if (verdict.kind != RateVerdict::approved) {
        verdict.kind = RateVerdict::other_date;
        verdict.from = rate->from;
      }
    }
    if (in_force && distance < best) {
      best = distance;
      verdict.nearest = rate->rate;
    }
  }
  return verdict;
}

ApprovedRates read_approved_rates(const plugin::Run& run, Notes& notes) {
  constexpr std::string_view input = "rates";
  const auto service_type = run.column(input, "service_type");
  const auto service = run.column(input, "service");
  const auto provider = run.column(input, "provider");
  const auto unit = run.column(input, "unit");
  const auto rate = run.column(input, "rate");
  const auto from = run.column(input, "from");
  const auto to = run.column(input, "to");
  const auto line_id = run.column(input, "line_id");
  const auto released_in = run.column(input, "released_in");
  std::size_t not_released = 0;
  std::size_t first_not_released = 0;
  std::vector<ApprovedRate> rates;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    if (released_in.exists() && plain(released_in.text(row)).empty()) {
      if (not_released++ == 0) first_not_released = row;
      continue;
    }
    ApprovedRate entry{plain(service_type.text(row)),
                       plain(service.text(row)),
                       plain(provider.text(row)),
                       plain(unit.text(row)),
                       {},
                       from.date(row),
                       to.date(row),
                       std::string{line_id.text(row)}};
    const auto pounds = rate.quantity(row);
    if (!pounds || (entry.service_type.empty() && entry.service.empty())) {
      notes.push_back({"approved-rate-incomplete", input, row, pounds ? "service" : "rate", {}});
      continue;
    }
    entry.rate = *pounds;
    rates.push_back(std::move(entry));
  }
  if (not_released > 0)
    notes.push_back(
        {"rates-not-released", input, first_not_released, "released_in", {{"count", counted(not_released, "rate", "rates")}}});
  return ApprovedRates{std::move(rates)};
}

}  // namespace counterfoil::cwd
