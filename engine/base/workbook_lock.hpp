// Turn-taking on a shared workbook: our own lock beside it, and the files by which Excel and LibreOffice say that they have it open.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace counterfoil {

/// Who has a workbook. Members that are not known are empty.
struct LockHolder {
  std::string user;
  std::string machine;
  std::string since;    // as written by the program
  std::string program;  // "Counterfoil", "Excel", "LibreOffice"
  std::uint64_t process = 0;
  std::filesystem::path file;  // the lock or owner file
};

/// "A. Example on PC-17 in Excel"
std::string holder_in_words(const LockHolder& holder);

/// Reads the owner files "~$name.xlsx" (Excel) and ".~lock.name.xlsx#" (LibreOffice) beside a workbook. A crash of those programs may
/// leave one behind, so the words of require_closed say what to do then.
std::optional<LockHolder> who_has_it_open(const std::filesystem::path& workbook);

/// Failure (locked) naming who has the workbook open, if anybody has.
void require_closed(const std::filesystem::path& workbook);

/// Parses what those files hold; empty when it is not one.
std::string excel_owner_name(std::string_view bytes);
std::optional<LockHolder> libreoffice_owner(std::string_view text);

/// Held from reading a workbook to saving it. Kept by the operating system on a file beside the workbook, "name.xlsx.counterfoil-lock",
/// so that a crash of its holder frees it; the file's text says who it is.
class WorkbookLock {
 public:
  /// Throws Failure: locked, naming the holder; unwritable, when no lock can be made in that folder.
  WorkbookLock(const std::filesystem::path& workbook, const LockHolder& me);
  ~WorkbookLock();
  WorkbookLock(WorkbookLock&&) noexcept;
  WorkbookLock& operator=(WorkbookLock&&) noexcept;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

std::filesystem::path lock_file_of(const std::filesystem::path& workbook);

/// This user and machine, now.
LockHolder this_process(const std::string& since);

/// The text of a lock file, and back.
std::string lock_text(const LockHolder& holder);
LockHolder parse_lock_text(std::string_view text);

/// Failure (locked) for a lock of ours that somebody else holds.
[[noreturn]] void throw_locked(const std::filesystem::path& workbook, const LockHolder& holder);

}  // namespace counterfoil
