// Lines and rules made for a test, with nothing in them but what the test is about.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "arrears.hpp"
#include "evaluation.hpp"
#include "release_keys.hpp"
#include "uplift_report.hpp"

namespace uplift_test {

using namespace counterfoil;
using namespace counterfoil::uplift;

inline Quantity pounds(std::int64_t pence) { return in_pounds(Pence{pence}); }
inline Quantity percent(std::int64_t hundredths) { return {hundredths * 100}; }

inline Rule percent_up(std::int64_t hundredths, std::int64_t step_pence) {
  Rule rule;
  rule.id = "R1";
  rule.action = Action::percent;
  rule.percent = percent(hundredths);
  rule.rounding = RateRounding::up;
  rule.round_to = pounds(step_pence);
  return rule;
}

/// Lines of care, with the columns that a table lookup reads.
class World {
 public:
  World() {
    settings.effective = make_date(2025, 4, 7);
    settings.year_end = make_date(2026, 3, 31);
  }

  PriceRow& line(const std::string& id, std::int64_t rate_pence, std::int64_t hundredths_a_week = 1000) {
    PriceRow price;
    price.row = static_cast<std::uint32_t>(lines.prices.size());
    price.service_start = make_date(2023, 6, 5);
    price.price_start = make_date(2024, 4, 8);
    price.days = {*price.price_start, open_end};
    price.price.rate = pounds(rate_pence);
    price.price.per_week = {hundredths_a_week * 10'000};
    price.price.weekly = multiply(price.price.per_week, price.price.rate);
    price.service = words.id("Homecare");
    price.unit = words.unit_id("Hour");
    lines.lines.push_back({names_.emplace_back(id), "X1", price.row, 1, {}});
    lines.prices.push_back(price);
    return lines.prices.back();
  }
  /// A further price of the line made last.
  PriceRow& another_price(Date from, std::int64_t rate_pence) {
    PriceRow price = lines.prices.back();
    lines.prices.back().days.last = from - std::chrono::days{1};
    price.row = static_cast<std::uint32_t>(lines.prices.size());
    price.price_start = from;
    price.days = {from, open_end};
    price.price.rate = pounds(rate_pence);
    lines.prices.push_back(price);
    ++lines.lines.back().count;
    return lines.prices.back();
  }
  Rule& rule(Rule rule) {
    if (rule.from == Date{}) rule.from = settings.effective;
    scenario.rules.push_back(std::move(rule));
    return scenario.rules.back();
  }
  Evaluation run() {
    for (const Rule& rule : scenario.rules)
      if (std::find(scenario.dates.begin(), scenario.dates.end(), rule.from) == scenario.dates.end())
        scenario.dates.push_back(rule.from);
    std::sort(scenario.dates.begin(), scenario.dates.end());
    return evaluate(lines, scenario, tables, words, settings, [] {});
  }
  /// Dates of birth by row, as days since 1970.
  void births(std::vector<std::int64_t> days) {
    births_ = std::move(days);
    lines.columns.date_of_birth = plugin::Column{cf_column{CF_DATE, 0, births_.size(), births_.data()}};
  }

  Settings settings;
  Vocabulary words;
  CareLines lines;
  Scenario scenario;
  Tables tables;

 private:
  std::deque<std::string> names_;
  std::vector<std::int64_t> births_;
};

}  // namespace uplift_test
