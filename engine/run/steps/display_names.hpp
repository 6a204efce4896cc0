// What messages call the files of a run.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace counterfoil::run {

/// By the ids of `files`: each file's name without folders; where different files are named alike, with as many of their folders as
/// tell them apart ("October/x.xlsx" and "November/x.xlsx").
std::map<std::string, std::string> display_names(const std::map<std::string, std::filesystem::path>& files);

}  // namespace counterfoil::run
