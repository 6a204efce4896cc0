#include "audit/ledger.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "audit/database.hpp"
#include "audit/file_names.hpp"
#include "audit/head_file.hpp"
#include "audit/ledger_schema.hpp"
#include "audit/ledger_walk.hpp"
#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/environment.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/who_and_when.hpp"

namespace counterfoil::audit {

namespace fs = std::filesystem;

struct Ledger::State {
  fs::path path;
  Database database;
  FileNames names;

  State(const fs::path& ledger, Database::Access access, LedgerOptions options)
      : path(ledger), database(ledger, access, options.patience), names(ledger) {}
  std::string name() const { return "\"" + utf8_from_path(path) + "\""; }
};

namespace {

[[noreturn]] void refuse(const std::string& sentence) { throw Failure{FailureKind::refused, sentence}; }

bool has_bytes(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return !error && size > 0;
}

/// A ledger that vanished must not be replaced by a fresh one in silence. A head of length 1 is left by a creation that was cut
/// off: such a ledger held no run.
void refuse_if_removed(const fs::path& path) {
  const HeadFile head_file = read_head_file(path);
  if (!head_file.there || (head_file.head && head_file.head->length <= 1)) return;
  const std::string held =
      head_file.head ? "it held " + std::to_string(head_file.head->length) + " entries" : std::string{"there was one"};
  refuse("The ledger \"" + utf8_from_path(path) + "\" is gone, but \"" + file_name_of(head_file_of(path)) +
         "\" beside it says that " + held +
         ". Put the ledger back from a backup. To start a new one all the same, move that file away and keep it.");
}

enum class Layout { none, ledger, later, other };

Layout layout_of(const Database& database) {
  Statement id{database, "PRAGMA application_id"};
  id.step();
  Statement version{database, "PRAGMA user_version"};
  version.step();
  if (id.number(0) == application_id) return version.number(0) <= schema_version ? Layout::ledger : Layout::later;
  Statement tables{database, "SELECT COUNT(*) FROM sqlite_master"};
  tables.step();
  return id.number(0) == 0 && tables.number(0) == 0 ? Layout::none : Layout::other;
}

void require_ledger(const Database& database, const std::string& name) {
  switch (layout_of(database)) {
    case Layout::ledger: return;
    case Layout::later:
      refuse("The ledger " + name + " was made by a later version of Counterfoil. Update this one, then try again.");
    case Layout::none:
    case Layout::other: refuse(name + " is not a ledger. Name the right file, or another name to start a new ledger.");
  }
}

void insert(const Database& database, const Entry& entry) {
  Statement statement{database,
                      "INSERT INTO entries (number, time_utc, kind, run_id, user, machine, task, body, previous, hash) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
  statement.bind(1, entry.number).bind(2, entry.time_utc).bind(3, entry.kind).bind(4, entry.run_id).bind(5, entry.user);
  statement.bind(6, entry.machine).bind(7, entry.task).bind(8, entry.body).bind(9, entry.previous).bind(10, entry.hash);
  statement.step();
}

void set_head(const Database& database, const LedgerHead& head) {
  Statement statement{database, "INSERT OR REPLACE INTO head (id, ledger_id, length, hash) VALUES (1, ?1, ?2, ?3)"};
  statement.bind(1, head.ledger_id).bind(2, head.length).bind(3, head.hash).step();
}

LedgerHead inner_head(const Database& database, const std::string& name) {
  Statement statement{database, "SELECT ledger_id, length, hash FROM head WHERE id = 1"};
  if (!statement.step())
    refuse("The ledger " + name + " does not say how long it is. Keep it as it is, and name another file to start a new ledger.");
  return {statement.text(0), statement.number(1), statement.text(2)};
}

std::string hash_at(const Database& database, std::uint64_t number) {
  Statement statement{database, "SELECT hash FROM entries WHERE number = ?1"};
  return statement.bind(1, number).step() ? statement.text(0) : std::string{};
}

void create(Database& database, const fs::path& path, const std::string& time_utc) {
  Transaction transaction{database};
  if (layout_of(database) != Layout::none) return;  // another process was first
  refuse_if_removed(path);
  database.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  database.run(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
  database.run(create_entries);
  database.run(create_head);
  for (const auto& [name, sql] : guards) database.run(sql);
  Entry genesis;
  genesis.number = 1;
  genesis.time_utc = time_utc;
  genesis.kind = kind_word(EntryKind::genesis);
  genesis.previous = new_ledger_id();
  genesis.body = "{\"format\":1,\"ledger\":\"" + genesis.previous + "\"}";
  genesis.hash = entry_hash(genesis);
  insert(database, genesis);
  const LedgerHead head{genesis.previous, 1, genesis.hash};
  set_head(database, head);
  // Before the commit, so that from its first moment a ledger has its head file, and a missing one means that it was taken away.
  write_head_file(path, head);
  transaction.commit();
}

/// Adding to a ledger that was cut would hide the cut, so it is refused. Returns whether the head file was there.
bool require_uncut(const Database& database, const fs::path& path, const LedgerHead& head, const std::string& name) {
  const std::string advice =
      " Nothing was added. Keep the file as it is and have it looked at; to go on working, name another file for the ledger.";
  Statement last{database, "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1"};
  const bool any = last.step();
  if (!any || last.number(0) != head.length || last.text(1) != head.hash)
    refuse("The ledger " + name + " was altered: it does not end with the entry that was added last." + advice);
  const HeadFile head_file = read_head_file(path);
  if (!head_file.head) return false;
  const LedgerHead& outer = *head_file.head;
  if (outer.ledger_id != head.ledger_id) refuse("The ledger " + name + " and its head file belong to different ledgers." + advice);
  if (outer.length > head.length)
    refuse("The ledger " + name + " was cut short: it holds " + std::to_string(head.length) + " entries and its head file says " +
           std::to_string(outer.length) + "." + advice);
  if (hash_at(database, outer.length) != outer.hash)
    refuse("The ledger " + name + " was altered: entry " + std::to_string(outer.length) +
           " is not the one that its head file names." + advice);
  return true;
}

/// What is written from now on an earlier program would take for less than it is.
void bring_up_to_date(Database& database) {
  Statement version{database, "PRAGMA user_version"};
  version.step();
  if (version.number(0) == first_schema_version) database.run(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
}

LedgerHead add(const Database& database, const LedgerHead& head, const NewEntry& what, const FileNames& names) {
  Entry entry;
  entry.number = head.length + 1;
  entry.time_utc = what.time_utc;
  entry.kind = kind_word(what.kind);
  entry.run_id = what.run_id;
  entry.user = what.user;
  entry.machine = what.machine;
  entry.task = what.task;
  RunFacts facts = what.facts;
  if (!facts.workbook.empty()) facts.workbook_named = names.remember(std::exchange(facts.workbook, {}));
  entry.body = to_body(facts);
  entry.previous = head.hash;
  entry.hash = entry_hash(entry);
  insert(database, entry);
  return {head.ledger_id, entry.number, entry.hash};
}

/// The entry is on the disk already; a head file that lags is what check() then reports, and the next entry sets it right.
void renew_head_file(Database& database, const fs::path& path, const std::string& name) {
  try {
    const Transaction keeps_others_out{database};
    write_head_file(path, inner_head(database, name));
  } catch (const Failure&) {
  }
}

}  // namespace

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

Ledger Ledger::open(const fs::path& path, const std::string& time_utc, LedgerOptions options) {
  std::error_code error;
  try {
    if (path.parent_path() == data_folder())
      make_own_folder(path.parent_path());
    else if (path.has_parent_path())
      fs::create_directories(path.parent_path());
  } catch (const std::system_error& failure) {
    error = failure.code();
  }
  if (error)
    throw Failure{FailureKind::unwritable, "The folder for the ledger, \"" + utf8_from_path(path.parent_path()) +
                                               "\", cannot be made: " + cause_in_words(error) + "."};
  if (!has_bytes(path)) refuse_if_removed(path);
  auto state = std::make_unique<State>(path, Database::Access::create, options);
  // A rollback journal works on network drives, where SQLite's write-ahead log does not.
  state->database.run("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
  if (layout_of(state->database) == Layout::none) create(state->database, path, time_utc);
  require_ledger(state->database, state->name());
  return Ledger{std::move(state)};
}

Ledger Ledger::open_to_read(const fs::path& path, LedgerOptions options) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) {
    refuse_if_removed(path);
    throw Failure{FailureKind::unreadable, "There is no ledger \"" + utf8_from_path(path) + "\" yet. The first run makes it."};
  }
  if (fs::is_directory(path, error))
    throw Failure{FailureKind::unreadable, "\"" + utf8_from_path(path) + "\" is a folder. Name the ledger file in it."};
  auto state = std::make_unique<State>(path, Database::Access::read, options);
  require_ledger(state->database, state->name());
  return Ledger{std::move(state)};
}

std::string Ledger::append(const NewEntry& entry, const std::function<void(const std::vector<Entry>&)>& may_follow) {
  Database& database = state_->database;
  LedgerHead head;
  {
    Transaction transaction{database};
    bring_up_to_date(database);
    head = inner_head(database, state_->name());
    const bool anchored = require_uncut(database, state_->path, head, state_->name());
    if (may_follow) may_follow(entries());
    if (!anchored) {
      NewEntry note = entry;
      note.kind = EntryKind::noted;
      note.facts = {};
      note.facts.reason = "head-file-missing";
      head = add(database, head, note, state_->names);
    }
    head = add(database, head, entry, state_->names);
    set_head(database, head);
    transaction.commit();
  }
  renew_head_file(database, state_->path, state_->name());
  return head.hash;
}

LedgerHead Ledger::head() const { return inner_head(state_->database, state_->name()); }

std::vector<Entry> Ledger::entries(const EntryFilter& filter) const {
  const std::string sql =
      std::string{select_entries} +
      " WHERE (?1 = '' OR run_id = ?1) AND (?2 = '' OR task = ?2) AND (?3 = '' OR user = ?3) ORDER BY number DESC LIMIT ?4";
  Statement statement{state_->database, sql.c_str()};
  constexpr std::uint64_t all = INT64_MAX;
  statement.bind(1, filter.run_id).bind(2, filter.task).bind(3, filter.user).bind(4, filter.newest == 0 ? all : filter.newest);
  std::vector<Entry> result;
  while (statement.step()) {
    Entry& entry = result.emplace_back(entry_of(statement));
    if (const auto facts = from_body(entry.body))
      entry.workbook = facts->workbook_named.empty() ? facts->workbook : state_->names.name_of(facts->workbook_named);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

LedgerCheck Ledger::check() const { return walk(state_->database, state_->path); }

const fs::path& Ledger::path() const { return state_->path; }

LedgerEvidence read_evidence(const fs::path& path, LedgerOptions options) {
  LedgerEvidence evidence;
  std::error_code error;
  evidence.there = fs::exists(path, error) || error || read_head_file(path).there;
  if (!evidence.there) return evidence;
  bool checked = false;
  try {
    const Ledger ledger = Ledger::open_to_read(path, options);
    evidence.check = ledger.check();
    checked = true;
    evidence.entries = ledger.entries();
  } catch (const Failure& failure) {
    if (failure.kind() == FailureKind::locked) throw;
    if (!checked) evidence.check.unreadable = failure.what();  // else the check says itself what is damaged
  }
  return evidence;
}

fs::path default_ledger_path() {
  if (const auto named = environment_variable("COUNTERFOIL_LEDGER")) return path_from_utf8(*named);
  return data_folder() / "ledger.sqlite";
}

}  // namespace counterfoil::audit
