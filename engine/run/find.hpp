// Where a person or a payee stands in everything of ours under some folders: workbooks, what they keep out of sight, earlier
// versions, released files, calendars, copies; and in files of others that lie there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "run/given/installation.hpp"

namespace counterfoil::run {

struct FindRequest {
  std::string wanted;                          // an id, a name or a payee
  std::vector<std::filesystem::path> folders;  // or single files
  std::filesystem::path save_as;               // empty: a dated name in the current folder
};

/// One row of a sheet, one line of a record or a file.
struct FoundPlace {
  std::string file;    // from the folder that was named, as it was named
  std::string kind;    // "Workbook", "Earlier version", "Released file"
  std::string run;     // that left the workbook so; of a released file its batch
  std::string period;  // that the row is of
  std::string sheet;   // or the part of the record, in words
  std::string cell;    // "14" is a row, "line 14" a line of a text
  std::string matched;
  std::optional<std::int64_t> pence;
  std::string pence_of;  // the heading of the amount
  std::string decision;
  std::string by;        // whose: initials; of a signed file the login
  bool by_name = false;  // found by a name that stands beside the id, or by an id beside the name
};

struct NotSearched {
  std::string file;
  std::string why;  // a sentence
};

struct FindOutcome {
  std::vector<FoundPlace> found;  // by file, as folders are read: sorted by name
  std::vector<NotSearched> not_read;
  std::vector<std::string> also_wanted;  // names and ids that stand beside what was asked for
  std::uint64_t files = 0;               // looked through
  std::filesystem::path saved;
  std::vector<std::string> words;
};

/// Reads only, but for the result. Failure: usage (nothing to look for, no such folder, a name that is taken), unwritable.
FindOutcome find_person(const FindRequest& request, const Installation& installation);

}  // namespace counterfoil::run
