#include "released.hpp"

#include <algorithm>
#include <tuple>

namespace counterfoil::uplift {

Released::Released(std::vector<ReleasedRate> rates, std::set<std::string> not_proven)
    : rates_(std::move(rates)), not_proven_(std::move(not_proven)) {
  std::sort(rates_.begin(), rates_.end(), [](const ReleasedRate& left, const ReleasedRate& right) {
    return std::tie(left.from, left.key, left.batch) < std::tie(right.from, right.key, right.batch);
  });
  for (std::size_t at = 0; at < rates_.size(); ++at) {
    by_line_[{rates_[at].person, rates_[at].line}].push_back(at);
    keys_.insert(rates_[at].key);
  }
}

std::vector<const ReleasedRate*> Released::of(std::string_view person, std::string_view line) const {
  std::vector<const ReleasedRate*> found;
  if (rates_.empty()) return found;
  const auto places = by_line_.find(std::pair{std::string{person}, std::string{line}});
  if (places == by_line_.end()) return found;
  for (const std::size_t at : places->second) found.push_back(&rates_[at]);
  return found;
}

const ReleasedRate* Released::last_before(std::string_view person, std::string_view line, Date date) const {
  const ReleasedRate* last = nullptr;
  for (const ReleasedRate* rate : of(person, line))
    if (rate->from < date) last = rate;
  return last;
}

const ReleasedRate* Released::on(std::string_view person, std::string_view line, Date date) const {
  for (const ReleasedRate* rate : of(person, line))
    if (rate->from == date) return rate;
  return nullptr;
}

std::set<std::string> read_not_proven(const plugin::Run& run) {
  constexpr std::string_view input = "#not_proven";
  std::set<std::string> keys;
  const auto key = run.column(input, "key");
  for (std::size_t row = 0; row < run.rows(input); ++row) keys.emplace(key.text(row));
  return keys;
}

Released read_released(const plugin::Run& run) {
  constexpr std::string_view input = "#released";
  const auto column = [&](std::string_view id) { return run.column(input, id); };
  const auto key = column("key"), batch = column("batch"), person = column("person_id"), line = column("line_id"),
             service_type = column("service_type"), service = column("service"), provider = column("provider"),
             unit = column("unit"), rule = column("rule"), source = column("source"), old_rate = column("old_rate"),
             new_rate = column("new_rate"), from = column("new_price_start"), to = column("new_price_end"),
             released_on = column("released_on");
  std::vector<ReleasedRate> rates;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    const auto text = [row](const plugin::Column& of) { return std::string{of.text(row)}; };
    if (!new_rate.quantity(row) || !from.date(row)) continue;  // of a version that kept the key alone
    rates.push_back({text(key), text(batch), text(person), text(line), text(service_type), text(service), text(provider),
                     text(unit), text(rule), text(source), old_rate.quantity(row).value_or(Quantity{}), *new_rate.quantity(row),
                     *from.date(row), to.date(row), released_on.date(row)});
  }
  return Released{std::move(rates), read_not_proven(run)};
}

std::string batch_words(const ReleasedRate& rate) {
  return "batch " + rate.batch + (rate.released_on ? " of " + format_date(*rate.released_on) : std::string{});
}

}  // namespace counterfoil::uplift
