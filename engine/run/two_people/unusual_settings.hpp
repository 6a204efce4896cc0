// The settings that a run was made with, for whoever signs its result: which are not the program's own, and which are unlike those
// that were approved last.
#pragma once

#include <string>
#include <vector>

#include "acts/seen_acts.hpp"
#include "run/two_people/batch_session.hpp"

namespace counterfoil::run {

/// "tolerance = £5.00" of every setting of the workbook's last run, as an approval holds it.
std::vector<std::string> settings_to_sign(const BatchSession& session);

/// A sentence each; none where all are usual. The last approval is the one that the Audit sheet names, as it is signed in the
/// folder. A setting that stands empty until somebody gives it (this month's day) is usual whatever it holds, unless it was given
/// then too.
std::vector<std::string> unusual_settings(const BatchSession& session, const acts::SeenActs& seen);

}  // namespace counterfoil::run
