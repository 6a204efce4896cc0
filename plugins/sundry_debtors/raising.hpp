// From rows of the lists to matters: each overpayment once, whatever was raised before and however often it is listed.
#pragma once

#include <vector>

#include "debtors_settings.hpp"
#include "matter.hpp"
#include "register.hpp"

namespace counterfoil::debtors {

/// Every row becomes at least one matter. Those that can be raised have the route `nothing` and no reasons yet: the routes come
/// next. All others are settled.
std::vector<Matter> matters_of(const std::vector<Overpayment>& rows, const Register& past, const Settings& settings, Notes& notes);

/// Raised for good: released, put to payments in an earlier batch, or already with money or a finance number against it. What was
/// only prepared is prepared again instead.
bool raised_for_good(const Registered& row, const std::string& batch);

}  // namespace counterfoil::debtors
