// What a full check of a ledger found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace counterfoil::audit {

/// A length and hash that were written down somewhere else, held against the entries.
enum class Anchor {
  agrees,   // the last entry is the one written down
  behind,   // it names an earlier entry, which is there unchanged; those after it are not covered by it
  shorter,  // it names an entry that is no longer there: the ledger was cut
  differs,  // it names an entry that now has another hash: the ledger was rewritten
  missing,  // it is not there
};

struct LedgerCheck {
  std::string ledger_id;
  std::string unreadable;                  // why nothing could be checked, as a sentence; empty when it could
  std::uint64_t entries = 0;               // found in the file
  std::uint64_t sound_to = 0;              // entries 1 to this one are unbroken from the first
  std::optional<std::uint64_t> broken_at;  // the number of the first entry that is not
  std::string broken_words;                // "Entry 7 was changed after it was written"
  Anchor inner = Anchor::missing;          // the length and head kept in the ledger file apart from the entries
  std::uint64_t inner_length = 0;
  Anchor head_file = Anchor::missing;  // the head file beside the ledger
  std::uint64_t head_file_length = 0;
  std::vector<std::string> strangers;  // "trigger quiet": what no ledger of ours holds
  bool guarded = false;                // the file's triggers against changing and deleting entries are in place

  bool sound() const;
  /// Plain sentences on what was checked, problems first.
  std::vector<std::string> problems() const;
  std::string summary() const;  // "The ledger's 12 entries are unbroken from the first to the last."
};

}  // namespace counterfoil::audit
