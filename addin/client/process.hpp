// A program started with pipes on its standard input and output, without a window of its own. process_posix.cpp,
// process_windows.cpp.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace counterfoil::client {

class Process {
 public:
  /// `arguments` in UTF-8, without the program's name. Throws std::runtime_error with a sentence when it cannot be started.
  Process(const std::filesystem::path& program, const std::vector<std::string>& arguments);
  /// Closes both pipes and waits for the process to end: a cancelled run ends soon, and what it saves is whole.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Up to `size` bytes of its output; 0 at the end. Blocks.
  std::size_t read(char* to, std::size_t size);
  /// To its input, without waiting; false when it is gone.
  bool write(const std::string& text);
  /// After the end of its output: its exit status; -1 when it was ended from outside.
  int wait();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The folder of this very program.
std::filesystem::path own_folder();

}  // namespace counterfoil::client
