// How long what proves payments has to stay.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "run/given/settings.hpp"

namespace counterfoil::run {

inline constexpr unsigned months_of_financial_records = 84;  // six years and the current one

/// "20260501": what is from before this day may be taken out. By the settings' retention, but for less than financial records need
/// only where administrators alone can write their file: the team's own lies where whoever prepares can change it.
std::string removable_before(const Settings& settings, const Moment& now);

}  // namespace counterfoil::run
