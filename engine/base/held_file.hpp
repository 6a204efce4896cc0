// A file whose bytes were read once and stay the same for whoever loads it afterwards: what was checked is what runs, whatever
// becomes of the file meanwhile. In held_file_posix.cpp and held_file_windows.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace counterfoil {

class HeldFile {
 public:
  /// Failure (unreadable) as read_file().
  HeldFile(const std::filesystem::path& file, std::uint64_t limit_bytes);
  ~HeldFile();
  HeldFile(const HeldFile&) = delete;
  HeldFile& operator=(const HeldFile&) = delete;

  std::string_view bytes() const;
  /// To be loaded in place of the file, as long as this lives: a sealed copy in memory, or the file itself where the system makes
  /// none; on Windows the file, which nobody can write, move or delete meanwhile.
  const std::filesystem::path& to_load() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil
