#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/workbook_lock.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

struct WorkbookLock::Held {
  int descriptor = -1;
  fs::path file;

  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (descriptor < 0) return;
    ::unlink(file.c_str());  // while the lock is still held: whoever opens the name next makes a new file
    ::close(descriptor);
  }
};

namespace {

constexpr int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

[[noreturn]] void no_lock(const fs::path& workbook, int error) {
  throw Failure{FailureKind::unwritable, file_name_of(workbook) + " cannot be updated, as no file can be made in its folder: " +
                                             cause_in_words({error, std::generic_category()}) + "."};
}

LockHolder holder_in(int descriptor, const fs::path& file) {
  char text[1024];
  const ssize_t length = ::pread(descriptor, text, sizeof text, 0);
  LockHolder holder = parse_lock_text({text, static_cast<std::size_t>(length > 0 ? length : 0)});
  holder.file = file;
  return holder;
}

/// Another process may have deleted the file between our opening and locking it; such a lock holds nobody off.
bool still_named(int descriptor, const fs::path& file) {
  struct stat opened {}, named {};
  return ::fstat(descriptor, &opened) == 0 && ::stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

void say_who(int descriptor, const LockHolder& me, const fs::path& workbook) {
  const std::string text = lock_text(me);
  if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    no_lock(workbook, errno);
}

/// For drives that keep no locks: the file's being there is the lock, and it is stale when its process is known to be gone.
int lock_by_existence(const fs::path& file, const fs::path& workbook) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    const int descriptor = ::open(file.c_str(), flags | O_EXCL, 0666);
    if (descriptor >= 0) return descriptor;
    if (errno != EEXIST) no_lock(workbook, errno);
    const int other = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (other < 0) continue;
    const LockHolder holder = holder_in(other, file);
    ::close(other);
    const bool gone = holder.user.empty() || (holder.machine == machine_name() && !process_runs(holder.process));
    if (!gone) throw_locked(workbook, holder);
    ::unlink(file.c_str());
  }
  no_lock(workbook, EBUSY);
}

}  // namespace

WorkbookLock::WorkbookLock(const fs::path& workbook, const LockHolder& me) {
  const fs::path file = lock_file_of(workbook);
  auto held = std::make_unique<Held>();
  held->file = file;
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int descriptor = ::open(file.c_str(), flags, 0666);
    if (descriptor < 0) no_lock(workbook, errno);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      const int error = errno;
      const LockHolder holder = holder_in(descriptor, file);
      ::close(descriptor);
      if (error == EWOULDBLOCK) throw_locked(workbook, holder);
      if (error == EINTR) continue;
      held->descriptor = lock_by_existence(file, workbook);
      break;
    }
    if (still_named(descriptor, file)) {
      held->descriptor = descriptor;
      break;
    }
    ::close(descriptor);
  }
  if (held->descriptor < 0) no_lock(workbook, EBUSY);
  say_who(held->descriptor, me, workbook);
  held_ = std::move(held);
}

WorkbookLock::~WorkbookLock() = default;
WorkbookLock::WorkbookLock(WorkbookLock&&) noexcept = default;
WorkbookLock& WorkbookLock::operator=(WorkbookLock&&) noexcept = default;

}  // namespace counterfoil
