#include "run/find/folder_files.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::run {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t deepest = 64;

class Walk {
 public:
  Walk(std::vector<FolderFile>& files, std::vector<NotSearched>& not_read, std::size_t most)
      : files_(files), not_read_(not_read), most_(most) {}

  void take(const fs::path& path, const std::string& shown, std::size_t depth) {
    if (full_) return;
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (fs::is_symlink(status))
      return leave(shown, "This is a link. It was not followed: name the folder or file that it leads to.");
    if (fs::is_directory(status)) return folder(path, shown, depth);
    if (!fs::is_regular_file(status))
      return leave(shown, error ? "It cannot be looked at: " + cause_in_words(error) + "." : "This is no file that can be read.");
    if (files_.size() == most_) {
      full_ = true;
      return leave(shown, "There are more than " + with_thousands(static_cast<std::int64_t>(most_)) +
                              " files. This one and all after it were not looked at: name smaller folders, one after the other.");
    }
    // One file under two of the folders that were named is looked at once.
    if (met_.insert(fs::absolute(path, error).lexically_normal()).second) files_.push_back({path, shown});
  }

 private:
  void leave(const std::string& shown, std::string why) { not_read_.push_back({shown, std::move(why)}); }

  void folder(const fs::path& path, const std::string& shown, std::size_t depth) {
    if (depth == deepest) return leave(shown, "This folder lies too deep: name it by itself.");
    std::vector<fs::path> entries;
    std::error_code error;
    fs::directory_iterator entry{path, error};
    for (const fs::directory_iterator last; !error && entry != last && entries.size() <= most_; entry.increment(error))
      entries.push_back(entry->path());
    if (error) leave(shown, "This folder cannot be listed: " + cause_in_words(error) + ".");
    std::sort(entries.begin(), entries.end());
    for (const fs::path& each : entries) take(each, shown + "/" + utf8_from_path(each.filename()), depth + 1);
  }

  std::vector<FolderFile>& files_;
  std::vector<NotSearched>& not_read_;
  std::set<fs::path> met_;
  std::size_t most_;
  bool full_ = false;
};

std::string shown_of(const fs::path& folder) {
  std::string shown = utf8_from_path(folder);
  std::replace(shown.begin(), shown.end(), '\\', '/');
  while (shown.size() > 1 && shown.back() == '/') shown.pop_back();
  return shown;
}

}  // namespace

std::vector<FolderFile> files_under(const std::vector<fs::path>& folders, std::vector<NotSearched>& not_read, std::size_t most) {
  std::vector<FolderFile> files;
  Walk walk{files, not_read, most};
  for (const fs::path& folder : folders) {
    std::error_code error;
    if (!fs::exists(folder, error))
      throw Failure{FailureKind::usage, "There is no folder or file \"" + utf8_from_path(folder) + "\". Check its name."};
    // What the person named is meant, be it a link.
    walk.take(fs::is_symlink(folder, error) ? behind_links(folder) : folder, shown_of(folder), 0);
  }
  return files;
}

}  // namespace counterfoil::run
