// A library that lies in the current folder, where a workbook may lie too, is never loaded.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/process_start.hpp"
#include "base/failure.hpp"
#include "child_process.hpp"
#include "host/plugin_library.hpp"

namespace counterfoil {
namespace {

constexpr int found_no_library = 1, loaded_the_planted_one = 2;

/// SETTLED: loads the task with the planted library in the current folder.
const test::Role loader{"load", [](const std::vector<std::string>& arguments) {
                          std::filesystem::current_path(PLANTED_FOLDER);
                          if (arguments.at(0) == "settled") app::settle_process();
                          try {
                            host::PluginLibrary::open_unlisted(std::filesystem::path{TASK_FOLDER} / "needs_planted.dll");
                          } catch (const Failure& failure) {
                            // It has the planted library or it would not have come to what it exports.
                            return std::string{failure.what()}.find("could not be loaded") != std::string::npos
                                       ? found_no_library
                                       : loaded_the_planted_one;
                          }
                          return 0;
                        }};

TEST(PlantedLibrary, IsNotLoaded) { EXPECT_EQ((test::ChildProcess{"load", {"settled"}}.wait()), found_no_library); }

/// The control: a process that settled nothing loads it.
TEST(PlantedLibrary, WouldBeLoadedOtherwise) {
  EXPECT_EQ((test::ChildProcess{"load", {"as it comes"}}.wait()), loaded_the_planted_one);
}

}  // namespace
}  // namespace counterfoil
