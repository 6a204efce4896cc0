// What to do about a person, and how much money a week hangs on it. Both follow from the reviewer's decision and the end dates
// held, and from nothing else; a birthday alone never ends a payment. The formulas of the Watch list say the same, so that the
// sheet answers as soon as somebody decides; a test holds the two together.
#pragma once

#include <string_view>

#include "decisions.hpp"

namespace counterfoil::turning {

struct Situation {
  bool already_18 = false;
  std::optional<Date> last_end;  // of the lines that run on; nothing when one of them has no end
  Pence weekly;                  // of those lines
};

std::string_view advice(const Decision& decision, const Situation& situation);

/// A week's money for which no decision with its date is there, or which runs on beyond the end that was decided.
Pence at_stake(const Decision& decision, const Situation& situation);

}  // namespace counterfoil::turning
