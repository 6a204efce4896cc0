// Whose keys are known here: one's own code, to be told to others, and theirs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace counterfoil::run {

struct PeopleRequest {
  std::filesystem::path workbook;  // whose record names the keys that were used; empty: none
  std::string confirm;             // a code, as its owner read it out
  std::string who;                 // their login
};

struct KnownPerson {
  std::string account;
  std::string code;
  std::string how;  // "your own, on PC-17", "by the council's people file", "named, not proven"
};

struct PeopleOutcome {
  std::string account;
  std::string machine;
  std::string code;  // one's own
  std::vector<KnownPerson> people;
  std::vector<std::string> words;
};

/// Makes one's own key at first use. Failure: usage (no code, one's own code), refused, unwritable.
PeopleOutcome people(const PeopleRequest& request);

}  // namespace counterfoil::run
