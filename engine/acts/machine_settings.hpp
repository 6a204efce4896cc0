// What IT set for the whole machine: counterfoil.json in the machine's folder for programs' settings.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::acts {

/// The council's value for one setting of a task, as a person would type it.
struct CouncilValue {
  std::string value;
  bool locked = false;  // no settings file and no person may give another
};

struct MachineSettings {
  std::filesystem::path file;                                               // empty: there is none
  std::filesystem::path record;                                             // the team's record folder; empty: beside each workbook
  std::filesystem::path people;                                             // the people file; empty: none
  std::vector<std::filesystem::path> folders;                               // where the teams keep their workbooks
  std::map<std::string, std::map<std::string, CouncilValue>> of_the_tasks;  // by task and setting
  std::map<std::string, std::vector<std::string>> headings;                 // field -> further headings, for every team
  std::map<std::string, std::string> profile_values;                        // of release profiles, where a team has none
};

/// {"record": "/whole/path", "people": "/whole/path", "folders": ["/whole/path"], "headings": {"provider": ["Supplier"]},
/// "profile-values": {"department": "..."}, "settings": {"cwd-comparison": {"change-pounds": {"value": "5.00", "locked": true}}}},
/// each of it optional. Failure (refused) where the file is there and cannot be relied on or
/// does not read.
MachineSettings machine_settings();
/// The same from a text that may come to stand in `file`.
MachineSettings read_machine_settings(std::string_view text, const std::filesystem::path& file);

}  // namespace counterfoil::acts
