// What the Turning 18 workbook says of people who are 18 or nearly: the adult care decision is asked there, and not a second time
// here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/plugin.hpp"

namespace counterfoil::cwd {

struct AdultDecision {
  std::string words;             // "End on, last day 31/01/2026, by TM on 12/01/2026"; empty: none yet
  bool ends = false;             // payment ends after `last_day`
  std::optional<Date> last_day;  // where it ends
  std::optional<Date> turns_18;  // as the Watch list has it
};

class AdultDecisions {
 public:
  AdultDecisions() = default;
  /// The Watch list, where it was given.
  explicit AdultDecisions(const plugin::Run& run);
  /// Nothing for somebody who is not on the list.
  const AdultDecision* of(std::string_view person) const;

 private:
  std::map<std::string, AdultDecision, std::less<>> people_;
};

}  // namespace counterfoil::cwd
