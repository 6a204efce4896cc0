#include <windows.h>

#include "base/file_state.hpp"

namespace counterfoil {

namespace {

/// FILE_ATTRIBUTE_RECALL_ON_OPEN and FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, which older headers do not name.
constexpr DWORD recall_on_open = 0x00040000, recall_on_data_access = 0x00400000;

/// Excel shares an open workbook for reading only, so that asking for more is refused.
bool refused_to_share(const std::filesystem::path& file) {
  const HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE | DELETE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_NO_RECALL, nullptr);
  if (handle == INVALID_HANDLE_VALUE) return GetLastError() == ERROR_SHARING_VIOLATION || GetLastError() == ERROR_LOCK_VIOLATION;
  CloseHandle(handle);
  return false;
}

}  // namespace

FileState file_state(const std::filesystem::path& file) {
  FileState state;
  const DWORD attributes = GetFileAttributesW(file.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_DIRECTORY)) return state;
  state.read_only = (attributes & FILE_ATTRIBUTE_READONLY) != 0;
  state.online_only = (attributes & (FILE_ATTRIBUTE_OFFLINE | recall_on_open | recall_on_data_access)) != 0;
  state.held = !state.read_only && refused_to_share(file);
  return state;
}

}  // namespace counterfoil
