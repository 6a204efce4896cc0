// What a colleague prepared and what waits for a second person, in the folders where the teams keep their workbooks. Nothing is
// written and no lock is taken.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "run/given/installation.hpp"
#include "run/inspect.hpp"

namespace counterfoil::run {

struct WaitingRequest {
  std::vector<std::filesystem::path>
      folders;  // besides those that the council's settings and the user's own name; each is looked at once
  // Bounds of one look, so that a slow share does not hold up whoever asks.
  std::chrono::seconds answer_of_a_folder{10};  // before it counts as out of reach
  std::chrono::seconds whole_look{60};
  std::size_t most_entries = 5000;   // of files and folders, over all folders
  std::size_t most_workbooks = 200;  // that are opened
};

struct LookedFolder {
  std::filesystem::path path;
  std::string state;  // "read", "unreachable", "cut-short"
  std::string words;  // a sentence, unless it was read
};

struct WaitingOutcome {
  std::vector<LookedFolder> folders;
  std::vector<InspectedWorkbook> workbooks;  // with a batch or a period that waits for somebody, what may be signed first
  std::vector<std::string> words;
};

/// Each folder and those in it, three deep; what begins with a dot, "~$" or is a release's folder is passed over. Failure (refused)
/// where the machine's settings cannot be relied on.
WaitingOutcome waiting(const WaitingRequest& request, const Installation& installation);

}  // namespace counterfoil::run
