// The files that a batch becomes: made at approval, when they are bound, and made again at release, when they must be the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/release_files.hpp"
#include "run/two_people/batch_session.hpp"
#include "run/two_people/release_folder.hpp"

namespace counterfoil::run {

/// A release profile as it was used.
struct UsedProfile {
  std::string name;  // an id of ours, or the whole path of a file of the council's own
  std::string id;
  std::string sha256;
  bool installed = true;
  std::string values;  // "business_unit = Anytown; ..."
};

struct BatchFiles {
  std::vector<report::ReleaseFile> made;
  std::vector<ReleasedFile> list;
  std::vector<UsedProfile> profiles;
  std::vector<Refusal> refusals;
};

/// `names`: ids or files of profiles; none: what the run or the task says. `day`: the accounting date, days since 1970-01-01.
BatchFiles make_batch_files(const BatchSession& session, const Installation& installation, const std::vector<std::string>& names,
                            std::int64_t day);

/// "12345 <sha256> Load RUN-1.csv", as acts hold it.
std::string fact_of(const ReleasedFile& file);
std::vector<ReleasedFile> files_of_facts(const std::vector<std::string>& facts);

/// What differs, a sentence each; none where they are the same.
std::vector<std::string> differences(const std::vector<ReleasedFile>& approved, const std::vector<ReleasedFile>& made);

/// "Load RUN-1.csv: 1,234 bytes, SHA-256 ..."
std::string file_in_words(const ReleasedFile& file);

}  // namespace counterfoil::run
