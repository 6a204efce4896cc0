// What a workbook would carry out of the team unseen: hidden sheets, rows and columns, copies of data, comments, names of people in
// the file itself. For any workbook, Counterfoil's or not.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct Disclosed {
  std::string id;  // kebab-case, for programs: "hidden-rows"
  std::string words;
  std::string sheet;  // where, as far as it has a place
  std::string cell;   // "14:20" are rows, "C:D" columns
};

struct CopyOutcome {
  std::vector<std::string> done;     // what was changed or left out, in sentences
  std::vector<std::string> look_at;  // what was not recognised and stands as it was
};

/// What needs a person first; of a workbook of ours, what every one has in one sentence. Reads only. Failure (unreadable) when it
/// is no workbook.
std::vector<Disclosed> find_disclosures(const std::filesystem::path& workbook, const Installation& installation);

/// A new workbook of what is in sight, as values: names of people as initials, dates of birth and remarks blank, nothing else taken
/// over but the look of cells. No more open to others than the workbook, where the system tells by owner and group. Failure
/// (refused) when `copy` is there already.
CopyOutcome write_disclosed_copy(const std::filesystem::path& workbook, const std::filesystem::path& copy,
                                 const Installation& installation);

}  // namespace counterfoil::run
