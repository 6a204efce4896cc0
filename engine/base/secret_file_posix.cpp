#include <fcntl.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#endif

#include <cerrno>
#include <system_error>
#include <vector>

#include "base/secret_file.hpp"
#include "base/text.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_error(int error) { throw std::system_error{error, std::generic_category()}; }

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_error(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) throw_error(errno);
}

void make_file(const fs::path& path, std::string_view bytes, int how, mode_t mode, mode_t mode_when_done) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | how, mode);
  if (descriptor < 0) throw_error(errno);
  try {
    write_all(descriptor, bytes);
    ::fchmod(descriptor, mode_when_done);  // a drive without modes keeps its own
  } catch (...) {
    ::close(descriptor);
    throw;
  }
  if (::close(descriptor) != 0) throw_error(errno);
}

}  // namespace

void make_secret_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path().parent_path(), error);
  if (::mkdir(path.parent_path().c_str(), 0700) != 0 && errno != EEXIST) throw_error(errno);
  make_file(path, bytes, O_CREAT | O_EXCL, 0600, 0600);
}

void open_no_more_than(const fs::path& file, const fs::path& like) {
  struct stat now {
  }, limit{};
  if (::stat(file.c_str(), &now) != 0 || ::stat(like.c_str(), &limit) != 0) return;
  // Another group's members are not those that the other file is open to.
  const mode_t most = now.st_gid == limit.st_gid ? limit.st_mode : limit.st_mode & ~static_cast<mode_t>(070);
  if ((now.st_mode & 0777 & ~most) != 0) ::chmod(file.c_str(), now.st_mode & most & 0777);
}

void make_own_folder(const fs::path& folder) {
  fs::create_directories(folder);
  struct stat status {};
  if (::stat(folder.c_str(), &status) == 0 && status.st_uid == ::geteuid() && (status.st_mode & 077) != 0)
    ::chmod(folder.c_str(), status.st_mode & 0700);  // a drive without modes keeps its own
}

bool open_to_others(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return false;
  return !S_ISREG(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 077) != 0;
}

std::optional<std::string> sealed_for_user(std::string_view secret) { return std::string{secret}; }
std::optional<std::string> unsealed_for_user(std::string_view sealed) { return std::string{sealed}; }

void make_lasting_file(const fs::path& path, std::string_view bytes) {
  // Whole under another name first: a second name is given in one step, and only where there is none yet.
  const fs::path part = path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".part");
  make_file(part, bytes, O_CREAT | O_EXCL, 0644, 0444);
  const int failed = ::link(part.c_str(), path.c_str()) == 0 ? 0 : errno;
  ::unlink(part.c_str());  // a folder that is only ever added to keeps it, which does no harm
  if (failed == EEXIST) throw_error(EEXIST);
  if (failed != 0) make_file(path, bytes, O_CREAT | O_EXCL, 0644, 0444);  // a drive without second names
}

void make_lasting_file_again(const fs::path& path, std::string_view bytes) { make_file(path, bytes, O_TRUNC, 0644, 0444); }

std::string owner_of_file(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  std::vector<char> space(1 << 14);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(status.st_uid, &entry, space.data(), space.size(), &found) != 0 || !found || !found->pw_name) return {};
  return repair_utf8(found->pw_name);
}

bool could_be_deleted(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  struct stat of_file {};
  struct stat of_folder {};
  if (::lstat(path.c_str(), &of_file) != 0 || ::stat(folder.c_str(), &of_folder) != 0) return false;
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) return false;
#ifdef FS_IOC_GETFLAGS
  if (const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); opened >= 0) {
    int flags = 0;
    const bool told = ::ioctl(opened, FS_IOC_GETFLAGS, &flags) == 0;
    ::close(opened);
    if (told && (flags & (FS_APPEND_FL | FS_IMMUTABLE_FL)) != 0) return false;
  }
#endif
  const uid_t user = ::geteuid();
  return user == 0 || (of_folder.st_mode & S_ISVTX) == 0 || of_file.st_uid == user || of_folder.st_uid == user;
}

bool written_by_administrators(const fs::path& path) {
  for (const fs::path& each : {path, path.parent_path()}) {
    struct stat status {};
    if (::stat(each.c_str(), &status) != 0 || status.st_uid != 0 || (status.st_mode & 022) != 0) return false;
  }
  return true;
}

}  // namespace counterfoil
