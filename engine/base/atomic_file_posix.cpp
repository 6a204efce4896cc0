#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_save_error(int error = errno) {
  // A quota that is used up is, to its owner, a full drive; a share that went away is a lost connection, whatever went first.
  if (error == EDQUOT) error = ENOSPC;
  if (error == ESTALE || error == EHOSTDOWN || error == ENOTCONN || error == ETIMEDOUT || error == ENOLINK) error = EIO;
  throw std::system_error{error, std::generic_category()};
}

class PosixFile : public OutputFile {
 public:
  explicit PosixFile(int descriptor) : descriptor_(descriptor) {}
  ~PosixFile() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  void write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_save_error();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void flush() override {
    if (::fsync(descriptor_) != 0) throw_save_error();
  }
  void close() override {
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0 && errno != EINTR) throw_save_error();
  }

 private:
  int descriptor_;
};

class PosixOperations : public FileOperations {
 public:
  std::unique_ptr<OutputFile> create(const fs::path& path, const fs::path& model) override {
    struct stat like {};
    const bool known = ::stat(model.c_str(), &like) == 0;
    // Nobody else sees half a workbook: a file that replaces one opens up only as far as that one.
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, known ? 0600 : 0666);
    if (descriptor < 0) throw_save_error();
    auto file = std::make_unique<PosixFile>(descriptor);
    if (known) {
      // The group keeps its access where the system lets us give it; where not, the mode must not open the file to another group.
      const bool same_group = ::fchown(descriptor, static_cast<uid_t>(-1), like.st_gid) == 0;
      const mode_t mode = like.st_mode & 0777;
      if (::fchmod(descriptor, same_group ? mode : mode & ~static_cast<mode_t>(070)) != 0 && errno != EPERM && errno != ENOTSUP)
        throw_save_error();
    }
    return file;
  }

  Fingerprint fingerprint(const fs::path& path) override {
    try {
      return fingerprint_of_file(path);
    } catch (const Failure&) {
      throw std::system_error{std::make_error_code(std::errc::io_error)};
    }
  }

  void make_folder(const fs::path& path) override { fs::create_directories(path); }

  void keep(const fs::path& file, const fs::path& as) override {
    if (::link(file.c_str(), as.c_str()) == 0) return;
    if (errno == EEXIST || errno == ENOSPC || errno == EDQUOT || errno == EROFS || errno == ENOENT) throw_save_error();
    copy(file, as);
  }

  void rename(const fs::path& from, const fs::path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) throw_save_error();
  }

  void flush_folder(const fs::path& folder) override {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw_save_error();
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    // Some network drives cannot flush a folder; they order its changes themselves.
    if (result != 0 && error != EINVAL && error != ENOTSUP && error != EBADF && error != EROFS) throw_save_error(error);
  }

  void remove(const fs::path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_save_error();
  }

 private:
  void copy(const fs::path& file, const fs::path& as) {
    const int source = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (source < 0) throw_save_error();
    const PosixFile closes_source{source};
    const auto target = create(as, file);
    std::vector<char> piece(1 << 18);
    for (;;) {
      const ssize_t got = ::read(source, piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw_save_error();
      if (got == 0) break;
      target->write({piece.data(), static_cast<std::size_t>(got)});
    }
    target->flush();
    target->close();
  }
};

}  // namespace

FileOperations& system_file_operations() {
  static PosixOperations operations;
  return operations;
}

}  // namespace counterfoil
