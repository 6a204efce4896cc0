// What a ledger entry may say about a run: digests, sizes, counts and versions. There is no member for a name or an amount of a
// person, and none for free text, so neither can reach the ledger.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::audit {

struct InputFacts {
  std::string role;  // the task's name for it: "previous"
  std::uint64_t bytes = 0;
  std::string sha256;
  std::uint64_t rows = 0;
  bool kept = false;                  // its lines were taken from the workbook, not from the file
  std::optional<std::int64_t> pence;  // its total; nothing where it has none
  friend bool operator==(const InputFacts&, const InputFacts&) = default;
};

/// A file that a release wrote.
struct FileFacts {
  std::uint64_t bytes = 0;
  std::string sha256;
  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// What is known of a run once everything is worked out, just before its result is put in place.
struct PreparedFacts {
  std::string period;                // that the run was about, in words
  std::vector<std::string> unusual;  // ids of settings that were unlike the usual
  std::uint64_t batch_rows = 0;      // of what a run offers for approval, or is signed
  std::optional<std::int64_t> batch_pence;
  std::string settings_digest;
  std::string report_digest;
  std::string decisions_digest;                   // of the log of decisions and the reviewers' cells that it saw last
  std::string base_sha256;                        // of the workbook as it was before; empty: it was new
  std::string record;                             // of this run's row on the Audit sheet
  std::string first_record;                       // of that sheet's first row: tells this workbook from others of the same name
  std::string continues;                          // the record of the row above this run's; empty: the first
  bool saved_as = false;                          // saved as a new file; the workbook that it continues stayed as it was
  std::uint64_t audit_rows = 0;                   // on that sheet, this run's included
  std::map<std::string, std::uint64_t> findings;  // by severity or kind
  std::string batch;                              // the run whose result is signed or released
  std::vector<FileFacts> files;                   // that are released
  std::vector<std::string> keys;  // FileNames::digest_of_line() of each line that is released; in the entry `prepared` only
  friend bool operator==(const PreparedFacts&, const PreparedFacts&) = default;
};

/// The findings of a run that was not stopped, as its entry counts them.
std::map<std::string, std::uint64_t> counted(std::uint64_t warnings, std::uint64_t notes);

/// Members that are empty are left out of the entry.
struct RunFacts : PreparedFacts {
  std::string engine_version;
  std::string plugin_id;
  std::string plugin_version;
  std::string plugin_sha256;
  std::vector<InputFacts> inputs;
  std::string workbook;  // file name without folders; entries since ledgers of the second version have `workbook_named` instead
  std::string workbook_named;  // the name's keyed digest (audit/file_names.hpp)
  std::uint64_t workbook_bytes = 0;
  std::string workbook_sha256;  // of the file as this run saves it
  std::optional<int> exit_status;
  std::string reason;  // why it failed, as one of the engine's fixed words
  std::string action;  // "approve", "reject", "release", "merge", "restore" or "forget"; empty: a run
  bool rehearsal = false;
  bool clock_fixed = false;  // the time was set from outside
  friend bool operator==(const RunFacts&, const RunFacts&) = default;
};

/// How ledgers and acts of earlier versions name a line that was released.
std::string released_key_digest(std::string_view task, std::string_view key);

/// JSON with sorted names and no spaces: the same facts always give the same bytes.
std::string to_body(const RunFacts& facts);
/// Nothing when it is not such a text; members of later versions are passed over.
std::optional<RunFacts> from_body(std::string_view body);

}  // namespace counterfoil::audit
