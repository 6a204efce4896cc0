// One entry of the ledger and the hash that ties it to the one before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/run_facts.hpp"

namespace counterfoil::audit {

enum class EntryKind {
  genesis,   // the first entry: names the ledger
  started,   // a run began
  prepared,  // its result lies ready beside the workbook; the rename comes next
  finished,  // the result is in place, or the rehearsal is over
  failed,
  cancelled,
  verified,  // a workbook was checked
  noted,     // the ledger's own remark: its head file had gone
};

std::string_view kind_word(EntryKind kind);  // "started"
std::optional<EntryKind> kind_from_word(std::string_view word);

/// What the caller says; the ledger adds the number and the hashes.
struct NewEntry {
  EntryKind kind = EntryKind::started;
  std::string time_utc;  // "2025-12-08T09:30:00Z"
  std::string run_id;
  std::string user;  // login name
  std::string machine;
  std::string task;
  RunFacts facts;
};

/// As it stands in the file. `kind` stays text, so that an unknown word is shown and not lost.
struct Entry {
  std::uint64_t number = 0;  // from 1
  std::string time_utc;
  std::string kind;
  std::string run_id;
  std::string user;
  std::string machine;
  std::string task;
  std::string body;      // JSON, as hashed
  std::string previous;  // the hash of the entry before; for the first, the ledger's id
  std::string hash;
  std::string workbook;  // the file's name, where this user's list of names knows it; not part of the entry, nor of its hash

  bool is(EntryKind wanted) const { return kind == kind_word(wanted); }
};

/// SHA-256 over all of the entry but `hash`, each field with its name and length.
std::string entry_hash(const Entry& entry);

}  // namespace counterfoil::audit
