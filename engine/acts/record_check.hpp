// What a record folder withstands: each forbidden thing is tried on a file of one's own, and looked at on the acts of others.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace counterfoil::acts {

struct RecordTrial {
  enum class Result { good, bad, unknown };
  std::string id;  // kebab-case: "record-takes-away"
  Result result = Result::unknown;
  std::string words;
};

/// Adds a small file to the folder (which is made where it is not there), tries to write a second one of its name, to change it, to
/// rename it and to take it away, and looks whether the acts of others open for writing, without writing. The file stays where it
/// cannot be taken away; it is no act. `account`: who tries.
std::vector<RecordTrial> try_record_folder(const std::filesystem::path& folder, const std::string& account);

}  // namespace counterfoil::acts
