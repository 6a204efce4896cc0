#include "base/synced_folder.hpp"

#include <algorithm>
#include <system_error>

#include "base/file.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_entries = 20'000;  // a share may hold a hundred thousand files
constexpr std::size_t most_copies = 50;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result)
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// "(1)" to "(99)"; a year in brackets is a person's.
bool is_count(std::string_view text) {
  return text.size() >= 3 && text.size() <= 4 && text.front() == '(' && text.back() == ')' &&
         all_digits(text.substr(1, text.size() - 2));
}

/// A Windows machine's name as OneDrive writes it: capitals, digits and hyphens, at most 15, perhaps with a count behind.
bool is_machine(std::string_view text) {
  const std::size_t last = text.rfind('-');
  if (last != std::string_view::npos && last > 0 && text.size() - last <= 3 && all_digits(text.substr(last + 1)))
    text = text.substr(0, last);
  if (text.empty() || text.size() > 15 || text.front() == '-' || text.back() == '-') return false;
  const auto fits = [](char c) { return is_digit(c) || is_capital(c) || c == '-'; };
  return std::all_of(text.begin(), text.end(), fits) && std::any_of(text.begin(), text.end(), is_capital);
}

/// What stands behind the workbook's own name.
std::optional<CopyName> by_ending(std::string_view ending) {
  const std::string plain = lower(ending);
  if ((plain.starts_with(" (") && plain.ends_with(")") && plain.find("conflict") != std::string::npos) ||
      plain.starts_with(".sync-conflict-") || plain.starts_with("_conflict-") || plain.starts_with(" [conflict"))
    return CopyName::conflict;
  if (ending.starts_with("-") && is_machine(ending.substr(1))) return CopyName::machine;
  if (ending.starts_with(" ") && is_count(ending.substr(1))) return CopyName::plain;
  if (plain == " - copy" || (plain.starts_with(" - copy ") && is_count(std::string_view{plain}.substr(8)))) return CopyName::plain;
  return std::nullopt;
}

/// "name.~4f2a": hexadecimal behind a tilde.
bool is_nextcloud_download(std::string_view name, std::string_view workbook) {
  const std::string start = "." + std::string{workbook} + ".~";
  if (!name.starts_with(start) || name.size() == start.size()) return false;
  const auto hexadecimal = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(start.size()), name.end(), hexadecimal);
}

bool is_transfer(std::string_view name, const std::string& workbook) {
  for (const char* const ending : {".!sync", ".partial", ".part", ".crdownload", ".filepart", ".download"})
    if (name == workbook + ending) return true;
  for (const char* const start : {"~syncthing~", ".syncthing."})
    if (name == start + workbook + ".tmp") return true;
  return is_nextcloud_download(name, workbook);
}

/// Calls `each` with the ordinary files beside the workbook until it says to stop.
template <class Each>
void files_beside(const fs::path& workbook, Each each) {
  const fs::path folder = workbook.has_parent_path() ? workbook.parent_path() : fs::path{"."};
  std::error_code error;
  std::size_t seen = 0;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end && seen < most_entries;
       entry.increment(error), ++seen) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored) && !each(entry->path(), utf8_from_path(entry->path().filename()))) return;
  }
}

}  // namespace

std::optional<fs::path> transfer_under_way(const fs::path& workbook) {
  const std::string name = file_name_of(workbook);
  std::optional<fs::path> found;
  files_beside(workbook, [&](const fs::path& file, const std::string& other) {
    if (is_transfer(other, name)) found = file;
    return !found;
  });
  return found;
}

std::optional<CopyName> copy_by_name(std::string_view workbook, std::string_view other) {
  const std::size_t dot = workbook.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view stem = workbook.substr(0, dot), extension = workbook.substr(dot);
  if (other == "Copy of " + std::string{workbook}) return CopyName::plain;
  if (other.size() <= workbook.size() || !other.starts_with(stem) || !other.ends_with(extension)) return std::nullopt;
  return by_ending(other.substr(stem.size(), other.size() - workbook.size()));
}

std::vector<NamedCopy> named_copies(const fs::path& workbook) {
  const std::string name = file_name_of(workbook);
  std::vector<NamedCopy> found;
  files_beside(workbook, [&](const fs::path& file, const std::string& other) {
    if (const auto kind = copy_by_name(name, other)) found.push_back({file, *kind});
    return found.size() < most_copies;
  });
  std::sort(found.begin(), found.end(), [](const NamedCopy& left, const NamedCopy& right) { return left.file < right.file; });
  return found;
}

std::string sync_program_of(const fs::path& folder) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(folder, error), error);
  for (fs::path each = whole; !each.empty(); each = each.parent_path()) {
    const std::string name = lower(utf8_from_path(each.filename()));
    for (const auto& [start, program] : {std::pair{"onedrive", "OneDrive"},
                                         {"sharepoint", "OneDrive (SharePoint)"},
                                         {"dropbox", "Dropbox"},
                                         {"google drive", "Google Drive"},
                                         {"nextcloud", "Nextcloud"}})
      if (name == start || name.starts_with(std::string{start} + " ")) return program;
    for (const auto& [marker, program] : {std::pair{".stfolder", "Syncthing"},
                                          {".dropbox", "Dropbox"},
                                          {".nextcloudsync.log", "Nextcloud"},
                                          {".owncloudsync.log", "ownCloud"}})
      if (fs::exists(each / marker, error)) return program;
    if (each == each.root_path()) break;
  }
  return {};
}

}  // namespace counterfoil
