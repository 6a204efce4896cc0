// Whether two exports belong together: the periods that they are for, and what they say of the same people.
#pragma once

#include "comparison_settings.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

/// Swapped exports, the same period or the same export twice (blocking); periods that overlap or leave a gap.
void check_periods(const Payments& previous, DateSpan before, const Payments& current, DateSpan now, const Settings& settings,
                   Notes& notes);

/// Two exports that hardly belong together (blocking, unless the settings allow it): of at least five people on each side not a
/// fifth of the smaller stands in both, or of at least twenty rows half are gone.
void check_in_common(const People& people, const Payments& previous, const Payments& current, const Settings& settings,
                     Notes& notes);

/// Notes on dates of birth that cannot be right, differ for one person, or names that changed between the exports.
void check_people(const People& people, const Payments& previous, const Payments& current, DateSpan now, Notes& notes);

}  // namespace counterfoil::cwd
