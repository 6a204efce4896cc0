// The lines of both exports are read by the payments library; the comparison is about nothing else, so its names are used as its
// own.
#pragma once

#include "payments/terms.hpp"

namespace counterfoil::cwd {

using namespace payments;  // NOLINT(google-build-using-namespace)

}  // namespace counterfoil::cwd
