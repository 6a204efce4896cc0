// How a window asks for a task's settings: workbooks/forms/ID.json, which may be missing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/description.hpp"
#include "run/given/installation.hpp"

namespace counterfoil::run {

struct FormSetting {
  std::string group;                       // title
  bool advanced = true;                    // stands behind "More settings"
  std::vector<std::string> choice_titles;  // one for each choice
};

struct Form {
  std::string purpose;                                         // one sentence; the task's summary where the file has none
  std::map<std::string, FormSetting, std::less<>> settings;    // every one of the task
  std::map<std::string, std::filesystem::path> example_files;  // by input; those that are there
  std::string example_workbook;                                // a name
  std::map<std::string, std::string> companions;               // input -> the input on another sheet of whose file it may stand
  std::vector<std::string> order;                              // of the settings: the main ones, then by group
};

/// Failure (refused) naming the member that is wrong.
Form form_of(const Installation& installation, const host::PluginDescription& task);

}  // namespace counterfoil::run
