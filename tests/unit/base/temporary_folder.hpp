// A folder of its own for each test, gone afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>

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
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    std::ofstream{path_ / name, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }
  /// The names in the folder, or in one below it.
  std::set<std::string> names(const std::string& below = "") const {
    std::set<std::string> found;
    if (std::filesystem::exists(path_ / below))
      for (const auto& entry : std::filesystem::directory_iterator{path_ / below}) found.insert(entry.path().filename().string());
    return found;
  }

 private:
  std::filesystem::path path_;
};

inline std::string content(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// Sets an environment variable (nullptr: unsets it) and puts it back.
class WithVariable {
 public:
  WithVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) {
      before_ = old;
      had_ = true;
    }
    set(value);
  }
  ~WithVariable() { set(had_ ? before_.c_str() : nullptr); }
  WithVariable(const WithVariable&) = delete;
  WithVariable& operator=(const WithVariable&) = delete;

 private:
  void set(const char* value) const {
    if (value)
      setenv(name_, value, 1);
    else
      unsetenv(name_);
  }
  const char* name_;
  std::string before_;
  bool had_ = false;
};

}  // namespace counterfoil::test

/// The statement must throw Failure of this kind with these words in it.
#define EXPECT_FAILURE(statement, expected_kind, words)                              \
  try {                                                                              \
    statement;                                                                       \
    ADD_FAILURE() << "no Failure from " #statement;                                  \
  } catch (const counterfoil::Failure& failure) {                                    \
    EXPECT_EQ(static_cast<int>(failure.kind()), static_cast<int>(expected_kind)) << failure.what(); \
    EXPECT_THAT(failure.what(), ::testing::HasSubstr(words));                        \
  }
