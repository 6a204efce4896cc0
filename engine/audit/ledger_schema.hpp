// The tables of a ledger file. The triggers stop programs that change it by mistake; against intent there is the hash chain.
#pragma once

#include <array>
#include <utility>

namespace counterfoil::audit {

inline constexpr unsigned application_id = 0x43464C47;  // "CFLG", in the file's header
/// The second has names of files as keyed digests, and what is not personal of each run: its period, totals and settings. The
/// tables are the same. A ledger of the first becomes one of the second at its next entry; its entries stay as they are.
inline constexpr unsigned schema_version = 2;
inline constexpr unsigned first_schema_version = 1;

inline constexpr const char* create_entries =
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, time_utc TEXT NOT NULL, kind TEXT NOT NULL, run_id TEXT NOT NULL, "
    "user TEXT NOT NULL, machine TEXT NOT NULL, task TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT "
    "NULL)";
inline constexpr const char* create_head =
    "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), ledger_id TEXT NOT NULL, length INTEGER NOT NULL, hash TEXT NOT "
    "NULL)";

inline constexpr std::array<std::pair<const char*, const char*>, 3> guards = {{
    {"entries_never_change",
     "CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END"},
    {"entries_never_go",
     "CREATE TRIGGER entries_never_go BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END"},
    // INSERT OR REPLACE would delete without asking the rule above.
    {"entries_only_follow",
     "CREATE TRIGGER entries_only_follow BEFORE INSERT ON entries WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM "
     "entries) "
     "BEGIN SELECT RAISE(ABORT, 'entries are only added at the end'); END"},
}};

inline constexpr const char* select_entries =
    "SELECT number, time_utc, kind, run_id, user, machine, task, body, previous, hash FROM entries";

}  // namespace counterfoil::audit
