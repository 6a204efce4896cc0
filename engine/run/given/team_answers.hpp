// What staff said about their own table and the headings of their exports: given once on the command line, kept in the settings
// file, so that next month needs no answer.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "run/given/settings.hpp"

namespace counterfoil::run {

/// Of a command line: NAME=VALUE of --table, in order, FIELD=HEADING of --heading (without a heading: there is no such
/// column), and the file of --sheets-in.
struct TeamRequest {
  std::vector<std::pair<std::string, std::string>> answers;
  std::vector<std::pair<std::string, std::string>> headings;
  std::filesystem::path sheets_in;
};

/// All that can be said about a team's table: "sheet", "person_id"...
const std::vector<std::string>& answer_names();
/// Failure (usage) for a name that is none, with the nearest one.
void check_answer_name(const std::string& name);

/// The settings with the command line's answers, which win.
void take_answers(Settings& settings, const TeamRequest& request);

/// Writes the command line's answers into the settings file beside the workbook, or into the one that was used; not those that are
/// about one run only. Gives the sentence to tell; empty where there was nothing to keep.
std::string keep_answers(const Settings& settings, const TeamRequest& request, const std::filesystem::path& workbook,
                         const std::string& run_id);

}  // namespace counterfoil::run
