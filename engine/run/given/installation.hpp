// Where the program's own files lie: beside the command, wherever the folder was copied to.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/buffer.hpp"
#include "spec/workbook_spec.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

struct Installation {
  std::filesystem::path plugins;
  std::filesystem::path layouts;
  std::filesystem::path specs;
  std::filesystem::path templates;
  std::filesystem::path profiles;
  std::filesystem::path targets;
  std::filesystem::path forms;
  std::filesystem::path examples;
  std::filesystem::path root;  // that all of them are in
};

/// From the folder of the running command: bin/counterfoil beside plugins/ and share/, or all of them in one folder.
Installation find_installation(const std::filesystem::path& command_folder);

table::Layout load_layout(const Installation& installation, std::string_view id);
report::WorkbookSpec load_spec(const Installation& installation, std::string_view id);
/// The text of a release profile of ours; Failure (usage) naming those that there are, when there is none of that id.
Buffer profile_text(const Installation& installation, const std::string& id);
std::filesystem::path template_file(const Installation& installation, std::string_view spec_id);

}  // namespace counterfoil::run
