// The Audit sheet: one row a run, each tied to the row before by its hash.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/run_facts.hpp"

namespace counterfoil::audit {

/// What the first row says in place of a record before it.
inline constexpr std::string_view no_record_before = "none (first run)";

/// Members are the columns of the table `audit` in workbooks/specs, in their order, as the text that stands in the cell.
struct AuditRecord {
  std::string run_id;
  std::string time_utc;
  std::string time_local;
  std::string user;
  std::string task;
  std::string versions;
  std::string period;
  std::string inputs;
  std::string settings;
  std::string totals;
  std::string findings;
  std::string report_digest;
  std::string previous_record{no_record_before};
  std::string record;       // record_hash() of all the others
  std::string ledger_head;  // the ledger's last hash when this row was made
  friend bool operator==(const AuditRecord&, const AuditRecord&) = default;
};

/// A row as read from the sheet or made for it: column id to text.
using AuditRow = std::map<std::string, std::string>;
AuditRow to_row(const AuditRecord& record);
AuditRecord from_row(const AuditRow& row);
/// In the order in which record_hash() takes them.
std::vector<std::string> column_ids();

/// SHA-256 over every field but `record`. Line breaks count as "\n" however a program saved them.
std::string record_hash(const AuditRecord& record);

struct ChainBreak {
  enum class Kind {
    edited,    // the row does not have the hash it states
    unlinked,  // the row above it is not the one it was written after: rows were removed, added or moved between them, and no merge
               // says why
    headless,  // the first row is not a first record: rows above it were removed
  };
  Kind kind;
  std::size_t row = 0;  // data row of the table, from 1
  std::string run_id;
};

struct ChainCheck {
  std::size_t rows = 0;
  std::size_t sound_to = 0;        // rows 1 to this one are genuine from the first; 0 when the first is not
  std::vector<ChainBreak> breaks;  // by row
  std::string first_record;
  std::string last_record;  // what the next row continues

  bool sound() const { return breaks.empty(); }
  bool edited(std::size_t row) const;
};

/// What the row of a merge of two copies says in its settings: the last records of both. Rows of the one then stand below those of
/// the other, and the first of them follows the row after which the copies went different ways.
std::string joins_in_words(const std::string& record, const std::string& other_record);

/// The rows as they stand on the sheet, from the top.
ChainCheck check_chain(const std::vector<AuditRow>& rows);

/// Fills previous_record from the rows above, and record.
void seal(AuditRecord& record, const std::vector<AuditRow>& rows_above);

/// What the ledger is told of a row that was sealed under these rows. No files, no batch, no findings.
PreparedFacts facts_of_sealed(const AuditRecord& record, const std::vector<AuditRow>& rows_above);

}  // namespace counterfoil::audit
