// A folder of its own for each test, gone afterwards.
#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/input_file.hpp"
#include "variable.hpp"

namespace counterfoil::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::random_device random;
    do {
      path_ = std::filesystem::temp_directory_path() / ("counterfoil-test-" + std::to_string(random()) + std::to_string(random()));
    } while (!std::filesystem::create_directory(path_));
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / path_from_utf8(name); }

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    std::ofstream{*this / name, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return *this / name;
  }
  /// The names in the folder, or in one below it.
  std::set<std::string> names(const std::string& below = "") const {
    std::set<std::string> found;
    if (std::filesystem::exists(*this / below))
      for (const auto& entry : std::filesystem::directory_iterator{*this / below})
        found.insert(utf8_from_path(entry.path().filename()));
    return found;
  }

 private:
  std::filesystem::path path_;
};

/// The bytes of a file, even one that somebody holds open.
inline std::string content(const std::filesystem::path& path) {
  InputFile file{path};
  std::string bytes(file.size(), '\0');
  bytes.resize(file.read(bytes.data(), bytes.size()));
  return bytes;
}

}  // namespace counterfoil::test

/// The statement must throw Failure of this kind with these words in it.
#define EXPECT_FAILURE(statement, expected_kind, words)                                             \
  try {                                                                                             \
    statement;                                                                                      \
    ADD_FAILURE() << "no Failure from " #statement;                                                 \
  } catch (const counterfoil::Failure& failure) {                                                   \
    EXPECT_EQ(static_cast<int>(failure.kind()), static_cast<int>(expected_kind)) << failure.what(); \
    EXPECT_THAT(failure.what(), ::testing::HasSubstr(words));                                       \
  }
