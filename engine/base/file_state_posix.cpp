#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_state.hpp"

namespace counterfoil {

namespace {

/// LibreOffice and programs like it hold a record lock on what they have open for changing.
bool record_locked(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return false;
  struct flock wanted {};
  wanted.l_type = F_RDLCK;  // only somebody's lock for writing stands in its way
  wanted.l_whence = SEEK_SET;
  const bool locked = ::fcntl(descriptor, F_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
  ::close(descriptor);
  return locked;
}

}  // namespace

FileState file_state(const std::filesystem::path& file) {
  FileState state;
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return state;
  // The superuser may write whatever the marks say, but the marks were set for a reason.
  state.read_only = (status.st_mode & 0222) == 0 || ::access(file.c_str(), W_OK) != 0;
  state.held = record_locked(file);
  return state;
}

}  // namespace counterfoil
