#include "acts/act_index.hpp"

#include <system_error>

#include "acts/keyed_digests.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds patience{2000};

const fs::path& made_for_its_owner(const fs::path& file) {
  std::error_code error;
  try {
    if (!fs::exists(file, error)) make_secret_file(file, {});
  } catch (const std::system_error& failure) {
    if (failure.code() != std::errc::file_exists)
      throw Failure{FailureKind::unwritable, utf8_from_path(file) + " cannot be made: " + cause_in_words(failure.code())};
  }
  return file;
}

std::vector<std::string> first_column(audit::Statement& statement) {
  std::vector<std::string> values;
  while (statement.step()) values.push_back(statement.text(0));
  return values;
}

}  // namespace

ActIndex::ActIndex(const fs::path& file) : database_(made_for_its_owner(file), audit::Database::Access::write, patience) {
  // What is lost is read anew, so nothing waits for the drive.
  database_.run(
      "PRAGMA synchronous = OFF;"
      "CREATE TABLE IF NOT EXISTS act (file TEXT PRIMARY KEY, kind TEXT, task TEXT, time TEXT, account TEXT, key TEXT, code TEXT);"
      "CREATE TABLE IF NOT EXISTS line (key TEXT, file TEXT, PRIMARY KEY (key, file)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, file TEXT);"
      "CREATE TABLE IF NOT EXISTS signer (account TEXT, key TEXT, file TEXT, PRIMARY KEY (account, key)) WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS act_code ON act (code);"
      "CREATE INDEX IF NOT EXISTS act_task ON act (kind, task, time)");
}

// Kept as SQLite's user_version, since counting reads the whole table at every command.
std::size_t ActIndex::size() const {
  audit::Statement statement{database_, "PRAGMA user_version"};
  return statement.step() ? static_cast<std::size_t>(statement.number(0)) : 0;
}

std::set<std::string> ActIndex::files() const {
  audit::Statement statement{database_, "SELECT file FROM act ORDER BY file"};
  std::set<std::string> files;
  while (statement.step()) files.insert(files.end(), statement.text(0));
  return files;
}

void ActIndex::add(const std::vector<FoundAct>& acts) {
  if (acts.empty()) return;
  audit::Transaction transaction{database_};
  std::size_t known = size();
  for (const FoundAct& each : acts) {
    const Act& act = each.act;
    const std::string file = utf8_from_path(each.file.filename());
    if (!audit::Statement{database_, "SELECT 1 FROM act WHERE file = ?"}.bind(1, file).step()) ++known;
    const std::string key = to_hex(act.public_key), code = code_of(act);
    audit::Statement{database_, "INSERT OR REPLACE INTO act VALUES (?, ?, ?, ?, ?, ?, ?)"}
        .bind(1, file)
        .bind(2, act.kind)
        .bind(3, act.task)
        .bind(4, act.time_utc)
        .bind(5, act.account)
        .bind(6, key)
        .bind(7, code)
        .step();
    audit::Statement{database_, "INSERT OR IGNORE INTO signer VALUES (?, ?, ?)"}
        .bind(1, act.account)
        .bind(2, key)
        .bind(3, file)
        .step();
    if (act.kind != released) continue;
    if (const std::string secret = act.fact(digests_under); !secret.empty())
      audit::Statement{database_, "INSERT OR IGNORE INTO secret VALUES (?, ?)"}.bind(1, secret).bind(2, file).step();
    for (const std::string& line : act.all("line-key"))
      audit::Statement{database_, "INSERT OR IGNORE INTO line VALUES (?, ?)"}.bind(1, line).bind(2, file).step();
  }
  database_.run(("PRAGMA user_version = " + std::to_string(known)).c_str());
  transaction.commit();
}

std::set<std::string> ActIndex::releases_with(const std::string& task, const std::vector<std::string>& keys) const {
  std::set<std::string> files;
  for (const std::string& key : keys) {
    audit::Statement statement{database_, "SELECT line.file FROM line JOIN act USING (file) WHERE line.key = ? AND act.task = ?"};
    for (std::string& file : first_column(statement.bind(1, key).bind(2, task))) files.insert(std::move(file));
  }
  return files;
}

std::vector<std::string> ActIndex::one_of_each_secret() const {
  audit::Statement statement{database_, "SELECT file FROM secret ORDER BY name"};
  return first_column(statement);
}

std::optional<std::string> ActIndex::newest_release(const std::string& task) const {
  audit::Statement statement{database_, "SELECT file FROM act WHERE kind = ? AND task = ? ORDER BY time DESC, file DESC LIMIT 1"};
  statement.bind(1, released).bind(2, task);
  return statement.step() ? std::optional{statement.text(0)} : std::nullopt;
}

std::vector<std::string> ActIndex::files_of_code(const std::string& code) const {
  audit::Statement statement{database_, "SELECT file FROM act WHERE code = ?"};
  return first_column(statement.bind(1, code));
}

std::vector<std::string> ActIndex::one_of_each_signer() const {
  audit::Statement statement{database_, "SELECT file FROM signer ORDER BY account, key"};
  return first_column(statement);
}

}  // namespace counterfoil::acts
