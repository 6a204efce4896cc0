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

/// A fact that is signed: "kind", "gross", "held", "largest", "payee", "account", "setting", "withdrawn-before", "form", "file";
/// of a period "total", "decisions", "undecided", "setting".
struct SignedFact {
  std::string about;
  std::string words;
};

struct ApproveOutcome {
  BatchOutcome batch;
  std::string code;                 // of the signed act
  std::vector<SignedFact> to_sign;  // of a look
  std::vector<ReleasedFile> files;  // that are bound
};

/// A look (`batch.look`) tells what would be signed and all that stands against it, and does nothing.
/// Under the login of whoever runs it, signed with their key. Failure: usage, locked, unreadable, unwritable, refused.
ApproveOutcome approve(const ApproveRequest& request, const Installation& installation);

}  // namespace counterfoil::run
