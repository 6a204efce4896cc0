// The rules table that a manager decides on: each sheet of it is one scenario.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "uplift_settings.hpp"
#include "vocabulary.hpp"

namespace counterfoil::uplift {

enum class Action : std::uint8_t { percent, plus, to_rate, floor, cap, lower_of, higher_of, follow, table, keep, exclude };
/// How a rate becomes a multiple of "round to".
enum class RateRounding : std::uint8_t { nearest, up, down };

/// What a rule names, as it was typed.
struct RuleTexts {
  std::string_view service_type, service, provider, contract, framework, unit;
};

struct Rule {
  std::uint32_t row = 0;
  std::string id;
  /// Lower goes first. Without one, a rule comes after all that have one.
  std::int64_t priority = std::numeric_limits<std::int64_t>::max();
  // What it matches; 0 or nothing: any.
  Vocabulary::Id service_type = 0, service = 0, contract = 0, framework = 0, unit = 0;
  Vocabulary::Id provider = 0;         // as a firm's name
  Vocabulary::Id provider_number = 0;  // the same text as a provider's ID
  RuleTexts texts;
  bool outside_frameworks = false;  // the framework column says "no"
  std::optional<Quantity> rate_from, rate_to;
  std::optional<Date> started_from, started_to;
  // What it does.
  Action action = Action::keep;
  std::optional<Quantity> percent, other_percent;  // fractions
  std::optional<Quantity> plus, rate, floor, cap;  // pounds
  std::string_view follows;                        // a line id, or a service
  std::string_view region;                         // of the allowance table; empty: the line's
  RateRounding rounding = RateRounding::nearest;
  std::optional<Quantity> round_to;  // nothing: not rounded
  std::string_view reason, source;
  Date from{};            // the day from which its new rate applies
  bool dated = false;     // the rules name that day; else it is the day of the run
  bool as_meant = false;  // somebody says that its unusual figures are right
};

struct Scenario {
  std::string name;
  std::vector<Rule> rules;  // those in force on or after the effective date, by priority, then by id
  std::vector<Date> dates;  // on which rules take effect, ascending
};

struct RuleBook {
  std::vector<Scenario> scenarios;  // in the order of their sheets
  std::size_t decided = 0;          // the one that is the decision
};

std::string_view action_words(Action action);
std::string_view rounding_words(RateRounding rounding);

/// Reads the input "rules". A rule that cannot be understood is blocking.
RuleBook read_rules(const plugin::Run& run, const Settings& settings, Vocabulary& words, Notes& notes);

}  // namespace counterfoil::uplift
