// A second person signs the batch that a workbook holds, or rejects it.
#pragma once

#include <string>
#include <vector>

#include "run/two_people/batch_session.hpp"
#include "run/two_people/release_folder.hpp"

namespace counterfoil::run {

struct ApproveRequest {
  BatchRequest batch;
  bool reject = false;
  std::string comment;
  std::vector<std::string> profiles;  // ids or files; none: the task's own. The files are made from them and bound
};

struct ApproveOutcome {
  BatchOutcome batch;
  std::string code;                 // of the signed act
  std::vector<ReleasedFile> files;  // that are bound
};

/// Under the login of whoever runs it, signed with their key. Failure: usage, locked, unreadable, unwritable, refused.
ApproveOutcome approve(const ApproveRequest& request, const Installation& installation);

}  // namespace counterfoil::run
