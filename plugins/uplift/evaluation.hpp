// One scenario worked out over all lines: for each line and each day on which rules take effect, what becomes of its rate and why.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "allowance_table.hpp"
#include "calculation.hpp"
#include "care_lines.hpp"
#include "costs.hpp"
#include "released.hpp"
#include "wage_floors.hpp"

namespace counterfoil::uplift {

enum class Result : std::uint8_t {
  uplifted,   // a new rate from the day on
  unchanged,  // the rule gives the rate that it has
  already,    // it is at the new rate already
  excluded,   // by a rule, with its reason
  no_rule,    // none matches
  held,       // a person must look first
  starting,   // the price begins on the day or later
};
inline constexpr std::size_t result_count = 7;
std::string_view result_words(Result result);

struct Decision {
  std::uint32_t line = 0;   // of CareLines::lines
  std::uint32_t price = 0;  // of CareLines::prices: the row whose price it is about
  Date date{};              // the day on which the rule takes effect
  DateSpan days;            // of the new price, while this decision stands
  Result result = Result::held;
  const Rule* rule = nullptr;
  Calculation steps;        // where a rule gave a rate
  bool worked_out = false;  // whether it did
  Quantity old_rate, new_rate, per_week;
  Costs costs;
  bool first_of_line = true;      // of its decisions with a price in force
  std::string_view finding = {};  // the finding to report, whose sentence says {why}; empty: none
  std::string_view field = {};    // where in the row
  std::string why;                // one sentence for people, where the line is not uplifted
};

/// A price of a line after all decisions, for arrears.
struct Segment {
  DateSpan days;
  Quantity rate, per_week;
  std::uint32_t price = 0;  // of CareLines::prices
  bool uplifted = false;
  std::optional<Quantity> rate_before = {};  // what was paid until the new rate was loaded, where `rate` is not the export's
};

struct Evaluation {
  std::vector<Decision> decisions;             // by line, then by date
  std::vector<std::vector<Segment>> segments;  // by line
  std::map<const Rule*, std::size_t> spoke;    // for how many lines each rule spoke, those in trouble included
};

struct Tables {
  Allowances allowances;
  WageFloors floors;
  Released released = {};
};

/// `progress` is called now and then and may throw.
Evaluation evaluate(const CareLines& lines, const Scenario& scenario, const Tables& tables, Vocabulary& words,
                    const Settings& settings, const std::function<void()>& progress);

}  // namespace counterfoil::uplift
