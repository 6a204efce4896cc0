// The manager's signature under a period of a task that releases nothing: a comparison, a watch list.
#pragma once

#include "run/approve.hpp"

namespace counterfoil::run {

/// In a session that was opened on such a workbook.
ApproveOutcome approve_period(const ApproveRequest& request, BatchSession& session);

}  // namespace counterfoil::run
