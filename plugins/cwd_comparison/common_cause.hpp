// One cause on many lines is one question: an extra week for a whole service, a provider whose number changed, a reload that gave
// every line a new number.
#pragma once

#include "comparison.hpp"

namespace counterfoil::cwd {

/// What tells two hits of one rule apart, where the rule can have one cause on many lines; empty where each line is its own matter.
std::string cause_of(const Case& each, const Hit& hit);

/// Of hits with the same rule, service and cause, on three lines and a tenth of the service's lines at least, the first stays a
/// question, for all of them together; the others refer to it.
void join_causes(Result& result);

}  // namespace counterfoil::cwd
