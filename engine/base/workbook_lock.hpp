// Turn-taking on a shared workbook: our own lock beside it, and the files by which Excel and LibreOffice say that they have it
// open.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
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

/// Reads the owner files "~$name.xlsx" (Excel) and ".~lock.name.xlsx#" (LibreOffice) beside a workbook. A crash of those programs
/// may leave one behind, so the words of require_closed say what to do then.
std::optional<LockHolder> who_has_it_open(const std::filesystem::path& workbook);

/// Failure (locked) naming who has the workbook open, if anybody has.
void require_closed(const std::filesystem::path& workbook);

/// Parses what those files hold; empty when it is not one.
std::string excel_owner_name(std::string_view bytes);
std::optional<LockHolder> libreoffice_owner(std::string_view text);

/// How long to wait for the lock, and what to do meanwhile.
struct Patience {
  std::chrono::milliseconds most{0};
  /// Called a few times a second while somebody else has the lock. What it throws ends the waiting.
  std::function<void(const LockHolder&)> waiting = [](const LockHolder&) {};
};

/// Held from reading a workbook to saving it. Kept by the operating system on a file beside the workbook,
/// "name.xlsx.counterfoil-lock", so that a crash of its holder frees it; the file's text says who it is.
class WorkbookLock {
 public:
  /// Throws Failure: locked, naming the holder, when time is up; unwritable, when no lock can be made in that folder.
  WorkbookLock(const std::filesystem::path& workbook, const LockHolder& me, const Patience& patience = {});
  ~WorkbookLock();
  WorkbookLock(WorkbookLock&&) noexcept;
  WorkbookLock& operator=(WorkbookLock&&) noexcept;

  /// A sentence where the drive keeps no locks: what is done instead. Else empty.
  std::string fallback() const;

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

/// Calls `try_once`, which gives the holder, or nothing once the lock is ours; again and again until it is ours or time is up
/// (Failure, locked).
void take_turns(const std::filesystem::path& workbook, const Patience& patience,
                const std::function<std::optional<LockHolder>()>& try_once);

/// Failure (locked) for a lock of ours that somebody else holds.
[[noreturn]] void throw_locked(const std::filesystem::path& workbook, const LockHolder& holder);

}  // namespace counterfoil
