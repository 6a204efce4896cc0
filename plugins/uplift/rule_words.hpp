// A rule said back in words, so that whoever wrote it sees what was understood.
#pragma once

#include <string>

#include "rules.hpp"

namespace counterfoil::uplift {

/// "Homecare, per hour, £20.00 to £25.00, from 7 Apr 2025: plus 4.10%, up to the next £0.04". Every member that narrows the rule or
/// changes its rate is said; "every line" where none narrows it.
std::string rule_words(const Rule& rule);

/// What the rule names that lines must have: "the provider Own Terms Ltd", "the service Homecare". Empty: nothing.
std::string named_words(const Rule& rule);

}  // namespace counterfoil::uplift
