#include <windows.h>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/system_error_windows.hpp"
#include "base/workbook_lock.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

/// Windows deletes the file when its last handle closes, however the process ends; others may read it, so that they can name us.
struct WorkbookLock::Held {
  HANDLE handle = INVALID_HANDLE_VALUE;

  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};

namespace {

LockHolder holder_in(const fs::path& file) {
  LockHolder holder;
  // Sharing must allow what the holder has: writing and deleting.
  const HANDLE handle = CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle != INVALID_HANDLE_VALUE) {
    char text[1024];
    DWORD length = 0;
    if (ReadFile(handle, text, sizeof text, &length, nullptr)) holder = parse_lock_text({text, length});
    CloseHandle(handle);
  }
  holder.program = "Counterfoil";
  holder.file = file;
  return holder;
}

[[noreturn]] void no_lock(const fs::path& workbook, DWORD error) {
  throw Failure{FailureKind::unwritable, file_name_of(workbook) + " cannot be updated, as no file can be made in its folder: " +
                                             cause_in_words(windows_error(error)) + "."};
}

}  // namespace

WorkbookLock::WorkbookLock(const fs::path& workbook, const LockHolder& me, const Patience& patience) {
  const fs::path file = lock_file_of(workbook);
  auto held = std::make_unique<Held>();
  take_turns(workbook, patience, [&]() -> std::optional<LockHolder> {
    constexpr int denials = 20;  // a file that its holder is just deleting is refused in the words of a missing permission
    for (int denied = 0;; ++denied) {
      held->handle = CreateFileW(file.c_str(), GENERIC_WRITE | DELETE, FILE_SHARE_READ, nullptr, CREATE_ALWAYS,
                                 FILE_ATTRIBUTE_HIDDEN | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
      if (held->handle != INVALID_HANDLE_VALUE) return std::nullopt;
      const DWORD error = GetLastError();
      if (error == ERROR_SHARING_VIOLATION) return holder_in(file);
      if (error != ERROR_ACCESS_DENIED || denied == denials) no_lock(workbook, error);
      Sleep(10);
    }
  });
  const std::string text = lock_text(me);
  DWORD written = 0;
  if (!WriteFile(held->handle, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) || written != text.size())
    no_lock(workbook, GetLastError());
  FlushFileBuffers(held->handle);
  held_ = std::move(held);
}

std::string WorkbookLock::fallback() const { return {}; }

WorkbookLock::~WorkbookLock() = default;
WorkbookLock::WorkbookLock(WorkbookLock&&) noexcept = default;
WorkbookLock& WorkbookLock::operator=(WorkbookLock&&) noexcept = default;

}  // namespace counterfoil
