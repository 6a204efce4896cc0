// Where the program's own files lie: beside the command, wherever the folder was copied to.
#pragma once

#include <filesystem>
#include <string_view>

#include "report/workbook_spec.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

struct Installation {
  std::filesystem::path plugins;
  std::filesystem::path layouts;
  std::filesystem::path specs;
  std::filesystem::path templates;
};

/// From the folder of the running command: bin/counterfoil beside plugins/ and share/, or all of them in one folder.
Installation find_installation(const std::filesystem::path& command_folder);

table::Layout load_layout(const Installation& installation, std::string_view id);
report::WorkbookSpec load_spec(const Installation& installation, std::string_view id);
std::filesystem::path template_file(const Installation& installation, std::string_view spec_id);

}  // namespace counterfoil::run
