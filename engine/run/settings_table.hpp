// The settings of the council (the whole machine), of the team (beside its workbook) and of this user, as one table that is shown,
// checked and changed.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace counterfoil::run {

struct SettingsTableRequest {
  std::filesystem::path workbook;  // whose team's file is meant; empty: none
  std::filesystem::path settings;  // the team's file, where it is named; empty: the one beside the workbook
  // A change, of one file; nothing is written unless all of it reads afterwards.
  std::string level;                                      // "machine", "team", "user"; empty where nothing is changed
  std::vector<std::pair<std::string, std::string>> sets;  // "headings.provider" and a value
  std::vector<std::string> take_out;                      // a name; of a list also "folders=/whole/path"
};

struct SettingsLine {
  std::string level;
  std::string name;     // "headings.provider", as a change names it
  std::string what;     // in words: "Further heading for provider"
  std::string value;    // of a list one value
  std::string note;     // "fixed for everybody", "the team's own counts instead"; may be empty
  bool answer = false;  // a person gave it as an answer, and may take it back
};

struct SettingsFileLook {
  std::string level;
  std::filesystem::path file;  // where it lies or would lie
  bool there = false;
  std::string trouble;  // why it does not read; empty: it does
};

struct SettingsTable {
  std::vector<SettingsFileLook> files;  // those that come first in the order in which they count: machine, team, user
  std::vector<SettingsLine> lines;
  std::vector<std::string> words;  // what was changed
};

/// Failure: usage (a name that is none, a value that does not read, both said by the file's strict reader), unwritable.
SettingsTable settings_table(const SettingsTableRequest& request);

/// The folders that this user named besides the council's.
std::vector<std::filesystem::path> folders_of_user();

}  // namespace counterfoil::run
