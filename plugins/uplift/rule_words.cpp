#include "rule_words.hpp"

#include <vector>

#include "figure_words.hpp"

namespace counterfoil::uplift {

namespace {

std::string joined(const std::vector<std::string>& parts, const char* last = ", ") {
  std::string text;
  for (std::size_t at = 0; at < parts.size(); ++at) text += (at == 0 ? "" : at + 1 == parts.size() ? last : ", ") + parts[at];
  return text;
}

std::string rate(Quantity pounds) {
  return pounds.millionths < 0 ? "-£" + figure_words({-pounds.millionths}) : "£" + figure_words(pounds);
}

/// "plus 4.10%", "less £1.00"
std::string moved(Quantity figure, bool percent) {
  const Quantity size{figure.millionths < 0 ? -figure.millionths : figure.millionths};
  return (figure.millionths < 0 ? "less " : "plus ") + (percent ? percent_words(size) : rate(size));
}

template <class Figure, class Words>
std::string range(const std::optional<Figure>& from, const std::optional<Figure>& to, const Words& words) {
  if (from && to) return words(*from) + " to " + words(*to);
  return from ? words(*from) + " or more" : words(*to) + " or less";
}

std::string for_which_lines(const Rule& rule) {
  std::vector<std::string> parts;
  if (rule.service_type != 0) parts.emplace_back(rule.texts.service_type);
  if (rule.service != 0) parts.emplace_back(rule.texts.service);
  if (rule.provider != 0) parts.push_back("provider " + std::string{rule.texts.provider});
  if (rule.contract != 0) parts.push_back("contract " + std::string{rule.texts.contract});
  if (rule.outside_frameworks)
    parts.emplace_back("outside frameworks");
  else if (rule.framework != 0)
    parts.push_back("framework " + std::string{rule.texts.framework});
  if (rule.unit != 0) parts.push_back("unit " + std::string{rule.texts.unit});
  if (rule.rate_from || rule.rate_to) parts.push_back(range(rule.rate_from, rule.rate_to, rate));
  if (rule.started_from && rule.started_to)
    parts.push_back("begun " + short_date(*rule.started_from) + " to " + short_date(*rule.started_to));
  else if (rule.started_from)
    parts.push_back("begun on " + short_date(*rule.started_from) + " or later");
  else if (rule.started_to)
    parts.push_back("begun by " + short_date(*rule.started_to));
  return parts.empty() ? "every line" : joined(parts);
}

/// The percentage and the pounds of an action that moves a rate.
std::vector<std::string> moves_of(const Rule& rule) {
  std::vector<std::string> moves;
  if (rule.percent) moves.push_back(moved(*rule.percent, true));
  if (rule.other_percent) moves.push_back(moved(*rule.other_percent, true));
  if (rule.plus) moves.push_back(moved(*rule.plus, false));
  return moves;
}

std::string what_it_does(const Rule& rule) {
  std::vector<std::string> moves = moves_of(rule);
  const auto and_moves = [&moves] { return moves.empty() ? std::string{} : ", " + joined(moves, " and "); };
  switch (rule.action) {
    case Action::percent:
    case Action::plus: return joined(moves, " and ");
    case Action::to_rate: return "set to " + rate(*rule.rate);
    case Action::floor:
    case Action::cap: return "the old rate";  // the limit is said behind
    case Action::lower_of:
    case Action::higher_of:
      if (rule.rate) moves.push_back(rate(*rule.rate));
      return std::string{rule.action == Action::lower_of ? "the lower of " : "the higher of "} + joined(moves, " and ");
    case Action::follow: return "the new rate of " + std::string{rule.follows} + and_moves();
    case Action::table:
      return "the allowance by age" + (rule.region.empty() ? std::string{} : " in " + std::string{rule.region}) + and_moves();
    case Action::keep: return "the old rate, kept";
    case Action::exclude: return "left out: " + std::string{rule.reason};
  }
  return {};
}

std::string rounded(const Rule& rule) {
  if (!rule.round_to || rule.action == Action::exclude) return {};
  const char* way = rule.rounding == RateRounding::up     ? ", up to the next "
                    : rule.rounding == RateRounding::down ? ", down to the last "
                                                          : ", to the nearest ";
  return way + rate(*rule.round_to);
}

}  // namespace

std::string rule_words(const Rule& rule) {
  std::string text = for_which_lines(rule) + ", from " + short_date(rule.from) + ": " + what_it_does(rule) + rounded(rule);
  if (rule.floor) text += ", at least " + rate(*rule.floor);
  if (rule.cap) text += ", at most " + rate(*rule.cap);
  return text;
}

std::string named_words(const Rule& rule) {
  std::vector<std::string> parts;
  const auto add = [&](const char* what, std::string_view text) {
    if (!text.empty()) parts.push_back(std::string{"the "} + what + " " + std::string{text});
  };
  add("provider", rule.texts.provider);
  add("service type", rule.texts.service_type);
  add("service", rule.texts.service);
  add("contract", rule.texts.contract);
  if (!rule.outside_frameworks) add("framework", rule.texts.framework);
  return joined(parts, " and ");
}

}  // namespace counterfoil::uplift
