#include "audit/ledger_walk.hpp"

#include <algorithm>

#include "audit/head_file.hpp"
#include "audit/ledger_schema.hpp"
#include "base/failure.hpp"

namespace counterfoil::audit {

namespace {

/// One reading view of the file, however many write meanwhile.
class ReadView {
 public:
  explicit ReadView(Database& database) : database_(database) { database_.run("BEGIN"); }
  ~ReadView() {
    try {
      database_.run("ROLLBACK");
    } catch (const std::exception&) {  // the view is gone either way
    }
  }
  ReadView(const ReadView&) = delete;
  ReadView& operator=(const ReadView&) = delete;

 private:
  Database& database_;
};

struct Expected {
  LedgerHead head;
  bool there = false;
  bool met = false;      // its entry is there
  bool matches = false;  // with its hash

  void look_at(const Entry& entry) {
    if (!there || entry.number != head.length) return;
    met = true;
    matches = entry.hash == head.hash;
  }
  Anchor verdict(const LedgerCheck& check) const {
    if (!there) return Anchor::missing;
    if (head.ledger_id != check.ledger_id) return Anchor::differs;
    if (head.length > check.entries) return Anchor::shorter;
    if (!met || !matches) return Anchor::differs;
    return head.length == check.entries ? Anchor::agrees : Anchor::behind;
  }
};

/// Why this entry does not follow; empty when it does.
std::string break_at(const Entry& entry, std::uint64_t number, const std::string& previous) {
  const auto named = [](std::uint64_t n) { return "Entry " + std::to_string(n); };
  if (entry.number != number) return named(number) + " is missing";
  if (entry.hash != entry_hash(entry)) return named(number) + " was changed after it was written";
  if (number == 1) return entry.is(EntryKind::genesis) ? "" : "Entry 1 is not the one that a ledger begins with";
  if (entry.previous != previous) return named(number) + " does not follow the entry before it: one of them was replaced";
  return {};
}

bool guards_in_place(const Database& database) {
  return std::all_of(guards.begin(), guards.end(), [&](const auto& guard) {
    Statement statement{database, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?1"};
    return statement.bind(1, guard.first).step() && statement.text(0) == guard.second;
  });
}

/// A trigger could change what is added, a view stand in a table's place. SQLite's own objects have no words of their own.
std::vector<std::string> strangers_in(const Database& database) {
  Statement statement{database, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"};
  std::vector<std::string> strangers;
  while (statement.step()) {
    const std::string sql = statement.text(2);
    const bool ours =
        sql == create_entries || sql == create_head ||
        std::any_of(guards.begin(), guards.end(), [&](const auto& guard) { return statement.text(1) == guard.first; });
    if (!ours) strangers.push_back(statement.text(0) + " " + statement.text(1));
  }
  return strangers;
}

void read_entries(Database& database, LedgerCheck& check, Expected& inner, Expected& outer) {
  Statement statement{database, (std::string{select_entries} + " ORDER BY number").c_str()};
  std::string previous;
  while (statement.step()) {
    const Entry entry = entry_of(statement);
    ++check.entries;
    inner.look_at(entry);
    outer.look_at(entry);
    if (check.broken_at) continue;
    if (check.entries == 1) check.ledger_id = entry.previous;
    check.broken_words = break_at(entry, check.entries, previous);
    if (check.broken_words.empty())
      check.sound_to = check.entries;
    else
      check.broken_at = check.entries;
    previous = entry.hash;
  }
}

}  // namespace

Entry entry_of(const Statement& statement) {
  Entry entry;
  entry.number = statement.number(0);
  entry.time_utc = statement.text(1);
  entry.kind = statement.text(2);
  entry.run_id = statement.text(3);
  entry.user = statement.text(4);
  entry.machine = statement.text(5);
  entry.task = statement.text(6);
  entry.body = statement.text(7);
  entry.previous = statement.text(8);
  entry.hash = statement.text(9);
  return entry;
}

LedgerCheck walk(Database& database, const std::filesystem::path& ledger) {
  LedgerCheck check;
  // Before the entries: a writer at work may then only have added to them, which reads as "behind", never as a cut.
  const HeadFile head_file = read_head_file(ledger);
  Expected outer, inner;
  outer.there = head_file.head.has_value();
  if (outer.there) outer.head = *head_file.head;
  const ReadView view{database};
  try {
    if (Statement head{database, "SELECT ledger_id, length, hash FROM head WHERE id = 1"}; head.step()) {
      inner.there = true;
      inner.head = {head.text(0), head.number(1), head.text(2)};
    }
    check.guarded = guards_in_place(database);
    check.strangers = strangers_in(database);
    read_entries(database, check, inner, outer);
  } catch (const Failure&) {  // damaged on the disk: what was read up to there still counts
    if (!check.broken_at) {
      check.broken_at = check.entries + 1;
      check.broken_words = "Entry " + std::to_string(check.entries + 1) + " cannot be read: the file is damaged";
    }
  }
  check.inner = inner.verdict(check);
  check.inner_length = inner.head.length;
  check.head_file = outer.verdict(check);
  check.head_file_length = outer.head.length;
  return check;
}

}  // namespace counterfoil::audit
