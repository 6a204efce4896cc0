// Where this build and its source tree lie. Only build_paths.cpp is compiled with the paths: every other test gives the same object
// file in every clone, so that a compiler cache knows it again.
#pragma once

#include <filesystem>

namespace counterfoil::test {

/// The folder that holds engine, plugins and tests.
const std::filesystem::path& source_folder();
/// The build folder, whose tests/... holds what was made for a test.
const std::filesystem::path& build_folder();
/// The folder that is laid out as installed: bin, plugins, share.
const std::filesystem::path& stage_folder();

}  // namespace counterfoil::test
