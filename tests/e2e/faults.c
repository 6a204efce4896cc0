/* Put before the C library (LD_PRELOAD), this library counts the calls by which a process changes files in one folder, and at a
 * chosen one lets it fail, kills the process, or puts another file in a file's place. The command under test is the one that staff
 * run.
 *
 * FAULT_FOLDER  only files below it are counted
 * FAULT_AT      the call at which it happens, from 1; 0: none, only count
 * FAULT_HOW     "die", "swap", or a number of errno.h
 * FAULT_STAYS   set: every later call that needs room or rights fails too, as on a full drive
 * FAULT_ONLY    only calls of this name are counted ("rename"); with FAULT_AT=0 and FAULT_HOW a number all of them fail
 * FAULT_SWAP    "from\nto": for "swap", the file that is renamed onto the other
 * FAULT_LOG     where the names of the calls are written */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REAL(type, name, ...)              \
  static type (*real)(__VA_ARGS__) = NULL; \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static long calls;
static int swapped;

static const char* setting(const char* name) {
  const char* value = getenv(name);
  return value ? value : "";
}

static int below_folder(const char* path) {
  const char* folder = setting("FAULT_FOLDER");
  return *folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int watched_descriptor(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return below_folder(path);
}

static void swap_now(void) {
  char both[2 * PATH_MAX];
  snprintf(both, sizeof both, "%s", setting("FAULT_SWAP"));
  char* to = strchr(both, '\n');
  if (!to || swapped) return;
  *to++ = 0;
  swapped = 1;
  syscall(SYS_renameat2, AT_FDCWD, both, AT_FDCWD, to, 0);
}

static void note(const char* name) {
  const char* log = setting("FAULT_LOG");
  if (!*log) return;
  char line[80];
  const int length = snprintf(line, sizeof line, "%s\n", name);
  const long file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0) return;
  syscall(SYS_write, file, line, (size_t)length);
  syscall(SYS_close, file);
}

static void die(void) { kill(getpid(), SIGKILL); }

/* The error that this call is to fail with; 0: none; -1: the process is to die in it. */
static int fault_in(const char* name, int needs_room) {
  const int before = errno;
  const char* only = setting("FAULT_ONLY");
  if (*only && strcmp(only, name) != 0) return 0;
  const long at = atol(setting("FAULT_AT"));
  const char* how = setting("FAULT_HOW");
  ++calls;
  note(name);
  errno = before;
  if (*only && at == 0) return atoi(how);
  if (at == 0 || calls < at || (calls > at && !(needs_room && *setting("FAULT_STAYS")))) return 0;
  if (strcmp(how, "die") == 0) return -1;
  if (strcmp(how, "swap") == 0) {
    swap_now();
    return 0;
  }
  return atoi(how);
}

#define FAIL_IF_ASKED(name, needs_room)           \
  do {                                            \
    const int fault = fault_in(name, needs_room); \
    if (fault < 0) die();                         \
    if (fault > 0) {                              \
      errno = fault;                              \
      return -1;                                  \
    }                                             \
  } while (0)

/* Half of the bytes arrive before the fault. */
#define WRITE_WITH_FAULT(write_half, write_all)            \
  do {                                                     \
    if (!watched_descriptor(descriptor)) return write_all; \
    const int fault = fault_in("write", 1);                \
    if (fault == 0) return write_all;                      \
    write_half;                                            \
    if (fault < 0) die();                                  \
    errno = fault;                                         \
    return -1;                                             \
  } while (0)

ssize_t write(int descriptor, const void* bytes, size_t count) {
  REAL(ssize_t, "write", int, const void*, size_t);
  WRITE_WITH_FAULT((void)!real(descriptor, bytes, count / 2), real(descriptor, bytes, count));
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset) {
  REAL(ssize_t, "pwrite", int, const void*, size_t, off_t);
  WRITE_WITH_FAULT((void)!real(descriptor, bytes, count / 2, offset), real(descriptor, bytes, count, offset));
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
  WRITE_WITH_FAULT((void)!real(descriptor, bytes, count / 2, offset), real(descriptor, bytes, count, offset));
}

int fsync(int descriptor) {
  REAL(int, "fsync", int);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("fsync", 1);
  return real(descriptor);
}

int fdatasync(int descriptor) {
  REAL(int, "fdatasync", int);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("fsync", 1);
  return real(descriptor);
}

int ftruncate(int descriptor, off_t length) {
  REAL(int, "ftruncate", int, off_t);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("truncate", 1);
  return real(descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("truncate", 1);
  return real(descriptor, length);
}

int flock(int descriptor, int operation) {
  REAL(int, "flock", int, int);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("flock", 0);
  return real(descriptor, operation);
}

int rename(const char* from, const char* to) {
  REAL(int, "rename", const char*, const char*);
  if (below_folder(to)) FAIL_IF_ASKED("rename", 1);
  return real(from, to);
}

int link(const char* from, const char* to) {
  REAL(int, "link", const char*, const char*);
  if (below_folder(to)) FAIL_IF_ASKED("link", 1);
  return real(from, to);
}

int unlink(const char* path) {
  REAL(int, "unlink", const char*);
  if (below_folder(path)) FAIL_IF_ASKED("unlink", 0);
  return real(path);
}

int mkdir(const char* path, mode_t mode) {
  REAL(int, "mkdir", const char*, mode_t);
  if (below_folder(path)) FAIL_IF_ASKED("mkdir", 1);
  return real(path, mode);
}

int fchmod(int descriptor, mode_t mode) {
  REAL(int, "fchmod", int, mode_t);
  if (watched_descriptor(descriptor)) FAIL_IF_ASKED("fchmod", 0);
  return real(descriptor, mode);
}

static mode_t mode_of(int flags, va_list arguments) { return (flags & O_CREAT) ? (mode_t)va_arg(arguments, int) : 0; }

int open(const char* path, int flags, ...) {
  REAL(int, "open", const char*, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  if ((flags & O_CREAT) && below_folder(path)) FAIL_IF_ASKED("create", 1);
  return real(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  REAL(int, "open64", const char*, int, ...);
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  if ((flags & O_CREAT) && below_folder(path)) FAIL_IF_ASKED("create", 1);
  return real(path, flags, mode);
}
