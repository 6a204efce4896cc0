// A council's settings file: its own headings, sheet names, parameters and standing inputs, so that nobody types them each month.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/versions.hpp"
#include "host/parameters.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

inline constexpr std::uint64_t settings_limit = 1 << 20;  // bytes of the file

/// A setting of a run that is unlike the council's, or where that names none the program's own.
struct ChangedSetting {
  std::string id;
  std::string usual;  // the value, in words
  bool usual_is_councils = false;
  std::string reason;  // as a person gave it
};

/// What a team says of its calendars.
struct CalendarWishes {
  bool with_ids = false;  // else whom an event is about stands in the workbook alone, and nobody can tell it from the UID
  std::string organizer;  // an address for mail, under which a shared calendar takes published events; may be empty
};

/// Where a setting's value came from, as the sheet Settings says it.
struct SettingOrigin {
  std::string id;
  std::string source;  // "default", "council", "settings-file", "given", "workbook" (as the run before had it)
  std::string by;      // login of who ran the task with this value first; empty where no person gave it
  std::optional<std::string>
      before;           // its value in the run before, in words; nothing: there was none, or it did not have the setting
  std::string council;  // the council's value, in words; empty: none
};

struct Settings {
  std::filesystem::path file;                                  // empty: none
  table::ExtraHeadings headings;                               // field -> further headings
  std::map<std::string, std::string> sheets;                   // input -> sheet name
  host::ParameterTexts parameters;                             // id and text, in the file's order
  std::map<std::string, std::string> reasons;                  // of the file's parameters: why they are unlike the usual
  std::vector<ChangedSetting> changed;                         // not of the file: found out by the run, and kept in its record
  std::vector<SettingOrigin> origins;                          // found out by the run too, and kept in its record
  std::map<std::string, std::filesystem::path> inputs;         // input -> file; relative to the settings file
  std::map<std::string, std::string, std::less<>> team_table;  // how the team's own table is to be read: "sheet", "person_id"...
  std::filesystem::path sheets_in;                    // a second workbook for our sheets; empty: they stand in the workbook itself
  std::map<std::string, std::string> profile_values;  // of release profiles
  unsigned versions_kept = 10;                        // prior versions of the workbook
  unsigned months_kept = 0;    // history, memory and prior versions; 0: history and versions stay, the memory as its task says
  unsigned wait_seconds = 60;  // for another run that has the workbook
  CalendarWishes calendar;
};

/// What stays beside a workbook that is saved at `now`: the number, and the months counted back from that day; what was approved,
/// released or last of its period seven years where the settings say no months.
VersionsToKeep versions_to_keep(const Settings& settings, const Moment& now);

/// Failure (usage) naming the member that is wrong and the nearest known one.
Settings read_settings(const std::filesystem::path& file);
/// The same from a text that may come to stand in `file`.
Settings read_settings_text(std::string_view text, const std::filesystem::path& file);

/// The file named, else counterfoil-settings.json beside the workbook if there is one, else no settings; and after it what the
/// council keeps for every team: further headings, and values of release profiles where the file has none.
Settings settings_for(const std::filesystem::path& named, const std::filesystem::path& workbook);

/// The settings file's parameters, then those of the command line, which win.
host::ParameterTexts joined(const host::ParameterTexts& of_file, const host::ParameterTexts& of_command);

}  // namespace counterfoil::run
