// What a run is asked to do.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "host/parameters.hpp"
#include "run/given/team_answers.hpp"

namespace counterfoil::run {

struct RunRequest {
  std::string task;
  std::map<std::string, std::filesystem::path> inputs;  // by input id
  std::filesystem::path workbook;
  std::filesystem::path save_as;  // a new file for the result, the workbook then stays as it is; empty: back into the workbook
  std::filesystem::path continue_from;  // an older workbook of the task, for a new one; "none": not from the one beside it
  bool rehearse = false;
  bool break_signature = false;     // a signed workbook may be changed, which breaks its signature
  std::filesystem::path settings;   // empty: counterfoil-settings.json beside the workbook, if there is one
  host::ParameterTexts parameters;  // --set NAME=VALUE, in order
  std::string reason;               // why settings are unlike the usual
  TeamRequest team;                 // what is said about a workbook that is the team's own
  std::filesystem::path ledger;
};

}  // namespace counterfoil::run
