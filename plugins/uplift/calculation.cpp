#include "calculation.hpp"
#include "figure_words.hpp"

#include <algorithm>
#include <vector>

namespace counterfoil::uplift {

namespace {

/// One of the ways that "lower of" and "higher of" choose between.
struct Way {
  std::optional<Quantity> percent, plus, rate;
};

std::vector<Way> ways_of(const Rule& rule) {
  std::vector<Way> ways;
  if (rule.percent) ways.push_back({rule.percent, {}, {}});
  if (rule.other_percent) ways.push_back({rule.other_percent, {}, {}});
  if (rule.plus) ways.push_back({{}, rule.plus, {}});
  if (rule.rate) ways.push_back({{}, {}, rule.rate});
  return ways;
}

Quantity moved(Quantity start, const std::optional<Quantity>& percent, const std::optional<Quantity>& plus) {
  Quantity figure = start;
  if (percent)
    figure.millionths = multiply_divide(start.millionths, Quantity::one + percent->millionths, Quantity::one, Rounding::half_up);
  if (plus) figure.millionths += plus->millionths;
  return figure;
}

Quantity outcome_of(const Way& way, Quantity old) { return way.rate ? *way.rate : moved(old, way.percent, way.plus); }

void finish(const Rule& rule, Calculation& steps) {
  steps.exact = moved(steps.start, steps.percent, steps.plus);
  steps.rounding = rule.rounding;
  steps.round_to = rule.round_to;
  steps.rounded = steps.round_to ? to_multiple(steps.exact, *steps.round_to, steps.rounding) : steps.exact;
  steps.floor = rule.floor;
  steps.cap = rule.cap;
  steps.result = steps.rounded;
  if (steps.floor) steps.result = std::max(steps.result, *steps.floor);
  if (steps.cap) steps.result = std::min(steps.result, *steps.cap);
}

std::string way_words(const Way& way, Quantity old) {
  if (way.rate) return "the rate " + figure_words(*way.rate);
  const std::string result = " (" + figure_words(outcome_of(way, old)) + ")";
  return way.percent ? percent_words(*way.percent) + result : "plus " + figure_words(*way.plus) + result;
}

std::string signed_words(Quantity figure, const std::string& words) {
  return figure.millionths < 0 ? " - " + words.substr(1) : " + " + words;
}

}  // namespace

Quantity to_multiple(Quantity figure, Quantity step, RateRounding rounding) {
  const Rounding way = rounding == RateRounding::up     ? Rounding::up
                       : rounding == RateRounding::down ? Rounding::down
                                                        : Rounding::half_up;
  return {multiply_divide(figure.millionths, 1, step.millionths, way) * step.millionths};
}

Calculation calculate(const Rule& rule, Quantity old) {
  Calculation steps;
  steps.old = steps.start = old;
  const bool lower = rule.action == Action::lower_of;
  if (lower || rule.action == Action::higher_of) {
    const std::vector<Way> ways = ways_of(rule);
    const auto less = [old](const Way& left, const Way& right) { return outcome_of(left, old) < outcome_of(right, old); };
    const Way& chosen =
        lower ? *std::min_element(ways.begin(), ways.end(), less) : *std::max_element(ways.begin(), ways.end(), less);
    steps.percent = chosen.percent;
    steps.plus = chosen.plus;
    if (chosen.rate) {
      steps.start_from = Start::set_rate;
      steps.start = *chosen.rate;
    }
  } else if (rule.action == Action::to_rate) {
    steps.start_from = Start::set_rate;
    steps.start = *rule.rate;
  } else if (rule.action == Action::percent || rule.action == Action::plus) {
    steps.percent = rule.percent;
    steps.plus = rule.plus;
  }
  finish(rule, steps);
  return steps;
}

Calculation calculate_from(const Rule& rule, Quantity old, Start where, Quantity start) {
  Calculation steps;
  steps.old = old;
  steps.start_from = where;
  steps.start = start;
  steps.percent = rule.percent;
  steps.plus = rule.plus;
  finish(rule, steps);
  return steps;
}

std::string steps_in_words(const Rule& rule, const Calculation& steps) {
  std::string words;
  if (rule.action == Action::lower_of || rule.action == Action::higher_of) {
    words = rule.action == Action::lower_of ? "Lower of " : "Higher of ";
    const std::vector<Way> ways = ways_of(rule);
    for (std::size_t at = 0; at < ways.size(); ++at)
      words += (at == 0 ? "" : at + 1 == ways.size() ? " and " : ", ") + way_words(ways[at], steps.old);
    words += ": ";
  }
  switch (steps.start_from) {
    case Start::old_rate: words += figure_words(steps.start); break;
    case Start::set_rate: words += "rate set at " + figure_words(steps.start); break;
    case Start::table: words += "table gives " + figure_words(steps.start); break;
    case Start::followed: words += "follows " + std::string{rule.follows} + " at " + figure_words(steps.start); break;
  }
  if (steps.percent) words += signed_words(*steps.percent, percent_words(*steps.percent));
  if (steps.plus) words += signed_words(*steps.plus, figure_words(*steps.plus));
  if (steps.percent || steps.plus) words += " = " + figure_words(steps.exact);
  if (steps.round_to && steps.rounded != steps.exact) {
    const char* how = steps.rounding == RateRounding::up     ? "; up to the next "
                      : steps.rounding == RateRounding::down ? "; down to the last "
                                                             : "; to the nearest ";
    words += how + figure_words(*steps.round_to) + " = " + figure_words(steps.rounded);
  } else if (steps.round_to && rule.action != Action::exclude) {
    words += "; a multiple of " + figure_words(*steps.round_to) + " already";
  }
  Quantity result = steps.rounded;
  if (steps.floor && result < *steps.floor) words += "; at least " + figure_words(result = *steps.floor);
  if (steps.cap && result > *steps.cap) words += "; at most " + figure_words(result = *steps.cap);
  if (rule.action == Action::keep) words += "; kept";
  return words;
}

}  // namespace counterfoil::uplift
