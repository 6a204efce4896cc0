// A second person signs the batch that a workbook holds, or rejects it.
#pragma once

#include <string>

#include "run/two_people/batch_session.hpp"

namespace counterfoil::run {

struct ApproveRequest {
  BatchRequest batch;
  bool reject = false;
  std::string comment;
};

/// Under the login of whoever runs it. Failure: usage, locked, unreadable, unwritable.
BatchOutcome approve(const ApproveRequest& request, const Installation& installation);

}  // namespace counterfoil::run
