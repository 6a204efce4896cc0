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
  bool by_existence = false;
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
  struct stat opened {
  }, named{};
  return ::fstat(descriptor, &opened) == 0 && ::stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

void say_who(int descriptor, const LockHolder& me, const fs::path& workbook) {
  const std::string text = lock_text(me);
  if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    no_lock(workbook, errno);
}

/// For drives that keep no locks: the file's being there is the lock, and it is stale when its process is known to be gone.
class LockByExistence {
 public:
  explicit LockByExistence(const fs::path& file) : file_(file) {}

  /// The descriptor of the file once it is ours, else -1 with `holder` filled.
  int take(const fs::path& workbook, LockHolder& holder) {
    for (;;) {
      const int descriptor = ::open(file_.c_str(), flags | O_EXCL, 0666);
      if (descriptor >= 0) return descriptor;
      if (errno != EEXIST) no_lock(workbook, errno);
      const int other = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
      if (other < 0 && errno == ENOENT) continue;  // just given up
      if (other < 0) no_lock(workbook, errno);
      holder = holder_in(other, file_);
      const bool stale = is_stale(holder) && still_named(other, file_);
      ::close(other);
      if (!stale) return -1;
      ::unlink(file_.c_str());
    }
  }

 private:
  /// Between making the file and writing a name into it there is a moment, so that one look at an empty file proves nothing.
  bool is_stale(const LockHolder& holder) {
    constexpr unsigned looks_at_a_nameless_file = 50;
    if (holder.process == 0) return ++nameless_looks_ > looks_at_a_nameless_file;
    nameless_looks_ = 0;
    return holder.machine == machine_name() && !process_runs(holder.process);
  }

  fs::path file_;
  unsigned nameless_looks_ = 0;
};

bool keeps_no_locks(int error) {
  return error == ENOLCK || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS || error == EINVAL;
}

/// The descriptor of the locked file, or -1 with `holder` filled; `no_locks` tells that the drive keeps none.
int take_lock(const fs::path& file, const fs::path& workbook, LockHolder& holder, bool& no_locks) {
  for (;;) {
    const int descriptor = ::open(file.c_str(), flags, 0666);
    if (descriptor < 0) no_lock(workbook, errno);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
      if (still_named(descriptor, file)) return descriptor;
      ::close(descriptor);
      continue;
    }
    const int error = errno;
    holder = holder_in(descriptor, file);
    ::close(descriptor);
    if (error == EINTR) continue;
    no_locks = keeps_no_locks(error);
    if (error != EWOULDBLOCK && !no_locks) no_lock(workbook, error);
    if (no_locks && holder.process == 0) ::unlink(file.c_str());  // made by this very look
    return -1;
  }
}

}  // namespace

WorkbookLock::WorkbookLock(const fs::path& workbook, const LockHolder& me, const Patience& patience) {
  auto held = std::make_unique<Held>();
  held->file = lock_file_of(workbook);
  LockByExistence by_existence{held->file};
  take_turns(workbook, patience, [&]() -> std::optional<LockHolder> {
    LockHolder holder;
    if (!held->by_existence) held->descriptor = take_lock(held->file, workbook, holder, held->by_existence);
    if (held->by_existence) held->descriptor = by_existence.take(workbook, holder);
    return held->descriptor < 0 ? std::optional{holder} : std::nullopt;
  });
  say_who(held->descriptor, me, workbook);
  held_ = std::move(held);
}

std::string WorkbookLock::fallback() const {
  if (!held_ || !held_->by_existence) return {};
  return "The drive keeps no locks, so turns are taken by the file \"" + file_name_of(held_->file) + "\" being there.";
}

WorkbookLock::~WorkbookLock() = default;
WorkbookLock::WorkbookLock(WorkbookLock&&) noexcept = default;
WorkbookLock& WorkbookLock::operator=(WorkbookLock&&) noexcept = default;

}  // namespace counterfoil
