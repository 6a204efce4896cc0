// A file opened for reading only, so that others may still save, rename or delete it meanwhile, and no process started later holds
// it open too. Implemented in input_file_posix.cpp and input_file_windows.cpp. Every call throws std::system_error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace counterfoil {

class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// In bytes, at this moment.
  std::uint64_t size() const;
  /// Fills `into` as far as the file goes; fewer than `most` only at its end.
  std::size_t read(char* into, std::size_t most);

 private:
  std::intptr_t handle_;  // a file descriptor, or a Windows HANDLE; owned
};

}  // namespace counterfoil
