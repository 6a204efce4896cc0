#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/input_file.hpp"

namespace counterfoil {

namespace {
[[noreturn]] void throw_read_error() { throw std::system_error{errno, std::generic_category()}; }
}  // namespace

InputFile::InputFile(const std::filesystem::path& path) : handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (handle_ < 0) throw_read_error();
}

InputFile::~InputFile() { ::close(static_cast<int>(handle_)); }

std::uint64_t InputFile::size() const {
  struct stat status {};
  if (::fstat(static_cast<int>(handle_), &status) != 0) throw_read_error();
  return static_cast<std::uint64_t>(status.st_size);
}

std::size_t InputFile::read(char* into, std::size_t most) {
  constexpr std::size_t largest_piece = 1u << 30;
  std::size_t length = 0;
  while (length < most) {
    const ssize_t piece = ::read(static_cast<int>(handle_), into + length, std::min(most - length, largest_piece));
    if (piece < 0 && errno == EINTR) continue;
    if (piece < 0) throw_read_error();
    if (piece == 0) break;
    length += static_cast<std::size_t>(piece);
  }
  return length;
}

}  // namespace counterfoil
