// The files that a command has put in place. Only its outcome says what was written, and says it from here: code below cannot know.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace counterfoil {

struct WrittenFile {
  std::filesystem::path path;     // a file, or a folder of released files
  std::filesystem::path version;  // where its earlier content is kept; empty: it had none, or none is kept
};

class WrittenFiles {
 public:
  void add(std::filesystem::path path, std::filesystem::path version = {}) {
    files_.push_back({std::move(path), std::move(version)});
  }
  /// A report about what was not saved, which the words before these name.
  void add_report() { report_ = true; }
  const std::vector<WrittenFile>& all() const { return files_; }
  bool empty() const { return files_.empty(); }

  /// Of a command that did not finish: "Nothing was written.", "Nothing else was written." (but a report) or "Before that,
  /// Team.xlsx was written; what it held is kept as ...".
  std::string in_words() const;

 private:
  std::vector<WrittenFile> files_;
  bool report_ = false;
};

}  // namespace counterfoil
