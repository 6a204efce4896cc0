#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "base/file.hpp"
#include "base/held_file.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

struct HeldFile::State {
  Buffer bytes;
  fs::path to_load;
  int descriptor = -1;
  ~State() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

namespace {

/// In memory, and sealed; -1 where the system has no such thing, or lets this user make no file of that size.
int sealed_copy(std::string_view bytes) {
  const int descriptor = ::memfd_create("counterfoil", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return -1;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (bytes.empty() && ::fcntl(descriptor, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
    return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

HeldFile::HeldFile(const fs::path& file, std::uint64_t limit_bytes) : state_(std::make_unique<State>()) {
  state_->bytes = read_file(file, limit_bytes);
  state_->descriptor = sealed_copy(state_->bytes.view());
  if (state_->descriptor < 0) {
    state_->to_load = file;
    return;
  }
  state_->to_load = "/proc/self/fd/" + std::to_string(state_->descriptor);
}

HeldFile::~HeldFile() = default;
std::string_view HeldFile::bytes() const { return state_->bytes.view(); }
const fs::path& HeldFile::to_load() const { return state_->to_load; }

}  // namespace counterfoil
