// Figures of rules and settings that can be mistaken: asked, all at once, before anything is priced.
#pragma once

#include "care_lines.hpp"
#include "rules.hpp"

namespace counterfoil::uplift {

/// Blocking notes, but for rules whose "As meant" says Yes: a rounding in pounds that moves rates by more than rounding does
/// (4 for 4p), a percentage beyond 50%, a day more than 18 months from the uplift.
void note_doubts(const Scenario& scenario, const CareLines& lines, const Settings& settings, Notes& notes);

/// The day of the uplift more than 18 months after `today`, or before anything that the export says of prices.
void note_far_day(const CareLines& lines, std::optional<Date> today, const Settings& settings, Notes& notes);

}  // namespace counterfoil::uplift
