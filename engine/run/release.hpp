// An approved batch becomes files, once.
#pragma once

#include <string>
#include <vector>

#include "run/two_people/batch_session.hpp"
#include "run/two_people/release_folder.hpp"

namespace counterfoil::run {

struct ReleaseRequest {
  BatchRequest batch;
  std::vector<std::string> profiles;  // ids or files; none: those that were approved
  bool withdraw = false;              // take back a release that was cut off; two people each say so
  std::filesystem::path to;           // the folder in which the release's folder is made; empty: the workbook's
};

struct ReleaseOutcome {
  BatchOutcome batch;
  std::filesystem::path folder;
  std::vector<ReleasedFile> files;
  std::string code;        // of the signed act
  bool withdrawn = false;  // this person's word that it is taken back is signed
  bool continued = false;  // a release that was cut off before was finished
};

/// Failure: usage, unreadable, unwritable, refused (a profile that cannot be used).
ReleaseOutcome release(const ReleaseRequest& request, const Installation& installation);

}  // namespace counterfoil::run
