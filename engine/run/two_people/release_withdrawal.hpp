// A release that was cut off is taken back by two people, each with a signed act that names what may have been loaded.
#pragma once

#include "run/release.hpp"

namespace counterfoil::run {

/// This person's word. The workbook is not changed: where the release stands is in the record folder alone. Failure as release().
ReleaseOutcome withdraw_release(const ReleaseRequest& request, const Installation& installation);

}  // namespace counterfoil::run
