// The exports of a run: opened once each, read-only, with what the record says of them.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "findings/finding.hpp"
#include "host/plugin_run.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"
#include "run/problem.hpp"

namespace counterfoil::run {

/// What the record says of one input.
struct InputFact {
  std::string id;
  std::string title;
  std::string file;  // name without folders
  std::string sheet;
  Fingerprint fingerprint;
  std::uint64_t rows = 0;
  std::int64_t pence = 0;  // sum of the control amount
  bool has_control = false;
  std::uint64_t total_rows = 0;
  std::uint64_t blank_rows = 0;
  std::string kept_by;  // the run that kept its lines in the workbook, where they were taken from there; empty: read from the file
};

struct ReadInputs {
  host::Inputs tables;
  std::vector<InputFact> facts;  // in the plugin's order
};

/// The files of a run: as given, else from the settings. `problems`: a required input that is missing, unless its lines
/// may stand in `workbook`, which is there, or in the one from which a new one `continues`.
std::map<std::string, std::filesystem::path> input_files(const Task& task,
                                                         const std::map<std::string, std::filesystem::path>& given,
                                                         const Settings& settings, const std::filesystem::path& workbook,
                                                         std::vector<Problem>& problems, bool continues = false);

/// Small exports are read side by side. `before_each` is called with each file's name, on the calling thread. What does not read
/// becomes findings.
ReadInputs read_inputs(const Task& task, const std::map<std::string, std::filesystem::path>& files, const Settings& settings,
                       Findings& findings, const std::function<void(const std::string& file)>& before_each);

}  // namespace counterfoil::run
