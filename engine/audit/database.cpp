#include "audit/database.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <system_error>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace fs = std::filesystem;

Database::Database(const fs::path& path, Access access, std::chrono::milliseconds patience)
    : name_(utf8_from_path(path)), access_(access) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  // For reading too: a run that was killed may have left a journal, which must be rolled back before anything is read. Where the
  // file is write-protected SQLite falls back by itself.
  flags |= SQLITE_OPEN_READWRITE;
  if (access == Access::create) flags |= SQLITE_OPEN_CREATE;
  // An absolute path: SQLite gives some relative names a meaning of their own.
  const std::u8string absolute = fs::absolute(path).u8string();
  const int code = sqlite3_open_v2(reinterpret_cast<const char*>(absolute.c_str()), &handle_, flags, nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle_, static_cast<int>(patience.count()));
    // The file may come from anybody: nothing stored in it is run, and its pages are checked as they are read.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    if (access == Access::read) run("PRAGMA query_only = ON");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
  const auto unwritable = [&](const char* why) {
    throw Failure{access_ == Access::read ? FailureKind::unreadable : FailureKind::unwritable,
                  "The ledger \"" + name_ + "\" cannot be " + (access_ == Access::read ? "read: " : "written: ") + why};
  };
  constexpr const char* no_space = "there is no space left on the drive. Make room, then run again.";
  // SQLite tells a full drive from other faults when it writes, not when it opens or flushes.
  const std::error_code cause{handle_ ? sqlite3_system_errno(handle_) : 0, std::system_category()};
  const bool input_or_output = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
  if (input_or_output && cause == std::errc::no_space_on_device) unwritable(no_space);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw Failure{FailureKind::locked, "The ledger \"" + name_ + "\" is in use by another run. Try again when that run is done."};
    case SQLITE_NOTADB:
      throw Failure{FailureKind::refused,
                    "\"" + name_ + "\" is not a ledger. Name the right file, or another name to start a new ledger."};
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_FORMAT:
      throw Failure{FailureKind::unreadable, "The ledger \"" + name_ +
                                                 "\" is damaged. Keep it as it is and restore it from a backup; "
                                                 "until then name another file to start a new ledger."};
    case SQLITE_FULL: unwritable(no_space); break;
    case SQLITE_READONLY: unwritable("the file or its folder can only be read. Ask for the right to change it."); break;
    case SQLITE_PERM:
    case SQLITE_AUTH: unwritable("you do not have permission."); break;
    case SQLITE_CANTOPEN: unwritable("it cannot be opened. Check that its folder is there and that you may use it."); break;
    case SQLITE_IOERR: unwritable("the drive reports a fault or the connection to it was lost. Try again."); break;
    case SQLITE_NOMEM: throw std::bad_alloc{};
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
      // Our statements are right for a ledger; where one does not fit, tables are missing or altered.
      throw Failure{FailureKind::refused, "The ledger \"" + name_ + "\" is not laid out as a ledger (" +
                                              repair_utf8(handle_ ? sqlite3_errmsg(handle_) : "unknown") + "). Keep it as it is, " +
                                              "and name another file to start a new ledger."};
    default: throw std::logic_error(std::string{"SQLite: "} + sqlite3_errstr(code));
  }
  throw std::logic_error("unreachable");
}

Statement::Statement(const Database& database, const char* sql) : database_(database) {
  const int code = sqlite3_prepare_v2(database.handle(), sql, -1, &statement_, nullptr);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::string_view text) {
  const int code =
      sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(int index, std::uint64_t number) {
  const int code = sqlite3_bind_int64(statement_, index, static_cast<sqlite3_int64>(number));
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  database_.fail(code);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const int length = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string(bytes, static_cast<std::size_t>(length)) : std::string{};
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(std::max<sqlite3_int64>(sqlite3_column_int64(statement_, column), 0));
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace counterfoil::audit
