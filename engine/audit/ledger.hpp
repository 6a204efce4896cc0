// The ledger: one append-only SQLite file of hash-chained entries, kept outside the workbooks it speaks of.
//
// What it proves: whether entries were changed, removed or reordered since the head was last written to the head file beside it, or
// to the Audit sheet of a workbook. What it cannot: the chain has no secret key, so somebody who rewrites the ledger, its head file
// and every workbook that quotes it leaves no trace. ledger_check.hpp and verify.hpp say so to their readers.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audit/entry.hpp"
#include "audit/ledger_check.hpp"

namespace counterfoil::audit {

struct LedgerHead {
  std::string ledger_id;
  std::uint64_t length = 0;  // entries, the genesis included
  std::string hash;          // of the last entry
};

/// Empty members do not filter.
struct EntryFilter {
  std::string run_id;
  std::string task;
  std::string user;
  std::uint64_t newest = 0;  // only the last so many; 0 for all
};

struct LedgerOptions {
  std::chrono::milliseconds patience{15'000};  // how long to wait for another run's turn
};

class Ledger {
 public:
  /// Opens it for writing, creating it and its folder if need be. `time_utc` dates a new ledger. Throws Failure: locked,
  /// unwritable, unreadable (damaged), or refused (not a ledger; of a later version; removed while its head file says what it
  /// held).
  static Ledger open(const std::filesystem::path& path, const std::string& time_utc, LedgerOptions options = {});
  /// For history and verify: read-only. Failure (unreadable) when there is none.
  static Ledger open_to_read(const std::filesystem::path& path, LedgerOptions options = {});

  ~Ledger();
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;

  /// Adds an entry and returns its hash once it is on disk. Processes that write take turns. Throws Failure: refused
  /// when the ledger was cut or changed since the last entry (nothing is added then: it would hide the cut), locked, unwritable.
  /// `may_follow`: called with all entries while no other process can add one; what it throws is thrown on, and nothing is added.
  std::string append(const NewEntry& entry, const std::function<void(const std::vector<Entry>&)>& may_follow = {});

  LedgerHead head() const;
  /// Oldest first.
  std::vector<Entry> entries(const EntryFilter& filter = {}) const;
  /// Reads and recomputes every entry. Throws only when the file cannot be read at all.
  LedgerCheck check() const;

  const std::filesystem::path& path() const;

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Everything verify can learn from a ledger.
struct LedgerEvidence {
  bool there = false;  // or was: a head file without its ledger counts
  LedgerCheck check;
  std::vector<Entry> entries;
};
/// Never throws for what is wrong with the ledger itself (damaged, removed, no ledger): that is a problem in `check`. Failure
/// (locked).
LedgerEvidence read_evidence(const std::filesystem::path& path, LedgerOptions options = {});

/// COUNTERFOIL_LEDGER, else "ledger.sqlite" in the user's data folder.
std::filesystem::path default_ledger_path();

}  // namespace counterfoil::audit
