#include <windows.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/secret_file.hpp"
#include "base/system_error_windows.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_last() { throw_windows_error(GetLastError()); }

class WindowsFile : public OutputFile {
 public:
  explicit WindowsFile(HANDLE handle) : handle_(handle) {}
  ~WindowsFile() override {
    if (handle_ != INVALID_HANDLE_VALUE) CloseHandle(handle_);
  }
  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto piece = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 26));
      DWORD written = 0;
      if (!WriteFile(handle_, bytes.data(), piece, &written, nullptr)) throw_last();
      bytes.remove_prefix(written);
    }
  }
  void flush() override {
    if (!FlushFileBuffers(handle_)) throw_last();
  }
  void close() override {
    if (!CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE))) throw_last();
  }

 private:
  HANDLE handle_;
};

/// Who may do what with the old file holds for the new one, and it stays hidden if it was. Where a drive knows no such thing,
/// access follows the folder.
void give_access_of(const fs::path& model, const fs::path& to) {
  const DWORD attributes = GetFileAttributesW(model.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) return;
  if (attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM))
    SetFileAttributesW(to.c_str(), attributes & (FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM));
  DWORD size = 0;
  GetFileSecurityW(model.c_str(), DACL_SECURITY_INFORMATION, nullptr, 0, &size);
  if (size == 0) return;
  std::string descriptor(size, '\0');
  if (GetFileSecurityW(model.c_str(), DACL_SECURITY_INFORMATION, descriptor.data(), size, &size))
    SetFileSecurityW(to.c_str(), DACL_SECURITY_INFORMATION, descriptor.data());
}

/// A file that is marked read-only, or that another program has open for itself, is left alone: a rename alone would not always
/// ask.
void require_replaceable(const fs::path& file) {
  const DWORD attributes = GetFileAttributesW(file.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) return;
  if (attributes & FILE_ATTRIBUTE_READONLY) throw_windows_error(ERROR_ACCESS_DENIED);
  const HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE | DELETE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) throw_last();
  CloseHandle(handle);
}

/// The rename that lets those who read the old file read on; false where the drive or an older Windows does not know it.
bool rename_over(const fs::path& from, const fs::path& to) {
  const HANDLE handle = CreateFileW(from.c_str(), DELETE | SYNCHRONIZE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return false;
  std::error_code error;
  const std::wstring name = fs::absolute(to, error).native();
  const std::size_t bytes = name.size() * sizeof(wchar_t);
  std::vector<std::max_align_t> memory((sizeof(FILE_RENAME_INFO) + bytes) / sizeof(std::max_align_t) + 1);
  auto* info = reinterpret_cast<FILE_RENAME_INFO*>(memory.data());
  info->Flags = FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS;
  info->FileNameLength = static_cast<DWORD>(bytes);
  std::memcpy(info->FileName, name.data(), bytes);
  constexpr auto rename_ex = static_cast<FILE_INFO_BY_HANDLE_CLASS>(22);  // FileRenameInfoEx, hidden in mingw-w64's headers
  const bool renamed =
      !error && SetFileInformationByHandle(handle, rename_ex, info, static_cast<DWORD>(sizeof(FILE_RENAME_INFO) + bytes));
  CloseHandle(handle);
  return renamed;
}

class WindowsOperations : public FileOperations {
 public:
  std::unique_ptr<OutputFile> create(const fs::path& path, const fs::path& model) override {
    const HANDLE handle = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) throw_last();
    give_access_of(model, path);
    return std::make_unique<WindowsFile>(handle);
  }

  Fingerprint fingerprint(const fs::path& path) override {
    try {
      return fingerprint_of_file(path);
    } catch (const Failure&) {
      throw std::system_error{std::make_error_code(std::errc::io_error)};
    }
  }

  void make_folder(const fs::path& path) override {
    if (!CreateDirectoryW(path.c_str(), nullptr) && GetLastError() != ERROR_ALREADY_EXISTS) throw_last();
    SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_HIDDEN);
  }

  void keep(const fs::path& file, const fs::path& as) override {
    // Empty at first, so that nothing of it can be read by whom the folder lets in and the file does not.
    const HANDLE empty = CreateFileW(as.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (empty == INVALID_HANDLE_VALUE) throw_last();
    CloseHandle(empty);
    open_no_more_than(as, file);
    if (!CopyFileW(file.c_str(), as.c_str(), FALSE)) throw_last();
    const HANDLE copy =
        CreateFileW(as.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (copy == INVALID_HANDLE_VALUE) throw_last();
    WindowsFile flushed{copy};
    flushed.flush();
  }

  /// One step of the file system, even when the process dies in it. ReplaceFile would be several; what it keeps of the old file,
  /// create() has given the new one.
  void rename(const fs::path& from, const fs::path& to) override {
    require_replaceable(to);
    for (int attempt = 0;; ++attempt) {
      if (rename_over(from, to) || MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return;
      // A scanner or an indexer may be looking into either file for a moment.
      if (GetLastError() != ERROR_ACCESS_DENIED && GetLastError() != ERROR_SHARING_VIOLATION) throw_last();
      if (attempt == 10) throw_windows_error(ERROR_SHARING_VIOLATION);
      Sleep(50);
    }
  }

  void flush_folder(const fs::path&) override {}  // Windows has no such call; the rename above writes through

  void remove(const fs::path& path) override {
    if (!DeleteFileW(path.c_str()) && GetLastError() != ERROR_FILE_NOT_FOUND && GetLastError() != ERROR_PATH_NOT_FOUND)
      throw_last();
  }
};

}  // namespace

FileOperations& system_file_operations() {
  static WindowsOperations operations;
  return operations;
}

}  // namespace counterfoil
