#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>

#include <algorithm>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
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

class WindowsOperations : public FileOperations {
 public:
  /// Access follows the folder, as for every file that Excel saves; `model` has nothing to add.
  std::unique_ptr<OutputFile> create(const fs::path& path, const fs::path&) override {
    const HANDLE handle = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) throw_last();
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
    if (!CopyFileW(file.c_str(), as.c_str(), TRUE)) throw_last();
    const HANDLE copy = CreateFileW(as.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (copy == INVALID_HANDLE_VALUE) throw_last();
    WindowsFile flushed{copy};
    flushed.flush();
  }

  void rename(const fs::path& from, const fs::path& to) override {
    // ReplaceFile keeps the attributes, streams and access list of the file that is replaced. Some network drives do not know it.
    if (GetFileAttributesW(to.c_str()) != INVALID_FILE_ATTRIBUTES) {
      if (ReplaceFileW(to.c_str(), from.c_str(), nullptr, REPLACEFILE_IGNORE_MERGE_ERRORS | REPLACEFILE_IGNORE_ACL_ERRORS, nullptr, nullptr)) return;
      const DWORD error = GetLastError();
      // With no backup file named, only these two leave the old file untouched and both names in place.
      if (error != ERROR_INVALID_FUNCTION && error != ERROR_NOT_SUPPORTED) throw_windows_error(error);
    }
    if (!MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) throw_last();
  }

  void flush_folder(const fs::path&) override {}  // Windows has no such call; the rename above writes through

  void remove(const fs::path& path) override {
    if (!DeleteFileW(path.c_str()) && GetLastError() != ERROR_FILE_NOT_FOUND && GetLastError() != ERROR_PATH_NOT_FOUND) throw_last();
  }
};

}  // namespace

FileOperations& system_file_operations() {
  static WindowsOperations operations;
  return operations;
}

}  // namespace counterfoil
