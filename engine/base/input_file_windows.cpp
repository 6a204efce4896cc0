#include <windows.h>

#include <algorithm>

#include "base/input_file.hpp"
#include "base/system_error_windows.hpp"

namespace counterfoil {

InputFile::InputFile(const std::filesystem::path& path)
    : handle_(reinterpret_cast<std::intptr_t>(
          CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                      FILE_ATTRIBUTE_NORMAL | FILE_FLAG_SEQUENTIAL_SCAN, nullptr))) {
  if (reinterpret_cast<HANDLE>(handle_) == INVALID_HANDLE_VALUE) throw_windows_error(GetLastError());
}

InputFile::~InputFile() { CloseHandle(reinterpret_cast<HANDLE>(handle_)); }

std::uint64_t InputFile::size() const {
  LARGE_INTEGER size{};
  if (!GetFileSizeEx(reinterpret_cast<HANDLE>(handle_), &size)) throw_windows_error(GetLastError());
  return static_cast<std::uint64_t>(size.QuadPart);
}

std::size_t InputFile::read(char* into, std::size_t most) {
  constexpr std::size_t largest_piece = 1u << 26;
  std::size_t length = 0;
  while (length < most) {
    DWORD piece = 0;
    if (!ReadFile(reinterpret_cast<HANDLE>(handle_), into + length, static_cast<DWORD>(std::min(most - length, largest_piece)),
                  &piece, nullptr))
      throw_windows_error(GetLastError());
    if (piece == 0) break;
    length += piece;
  }
  return length;
}

}  // namespace counterfoil
