// What `counterfoil verify` can say about a workbook: its figures, its Audit sheet and the ledger held against each other, in
// words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit_record.hpp"
#include "audit/entry.hpp"
#include "audit/ledger_check.hpp"

namespace counterfoil::audit {

/// A cell of the engine that does not hold what the last run wrote.
struct CellDifference {
  std::string sheet;
  std::string cell;     // "Changes!F14" is sheet "Changes", cell "F14"
  std::string heading;  // of its column
  std::string holds;    // as shown; empty for an empty cell
  std::string should;
  bool formula = false;  // a formula of Counterfoil's stood there; `should` is what it gave, where that is known
};

/// A row, column or sheet of the engine.
struct WorkbookPart {
  std::string sheet;
  std::string what;  // "row CF-0012", "column Current"
};

/// What stands in the workbook now, as the report side read it.
struct WorkbookEvidence {
  std::string file_name;
  std::uint64_t bytes = 0;
  std::string sha256;
  /// Of the workbook's own copy of its figures, against which the cells were held; made as the last run made its report_digest.
  /// Empty: the figures were not checked.
  std::string figures_digest;
  std::vector<CellDifference> differences;
  std::vector<WorkbookPart> missing;
  std::vector<WorkbookPart> repeated;  // rows that stand there twice
  /// Of an earlier version that lies among those of a workbook: its name, and the run and number of the Audit rows that follow
  /// there.
  std::string goes_on_in, goes_on_to;
  std::size_t rows_since = 0;
};

enum class Verdict {
  sound,    // checked and right
  problem,  // checked and wrong
  limit,    // cannot be proven from what is here
};

struct VerifyStatement {
  Verdict verdict;
  std::string id;     // kebab-case, for programs: "record-edited"
  std::string words;  // for people
  std::string sheet;  // where, if it is about a sheet or a cell
  std::string cell;
  std::string column;  // its heading; these three of a changed cell only
  std::string held;
  std::string recorded;
};

/// A stretch of the ledger's entries or of the Audit sheet's rows, and how far it is proven.
struct VerifyRange {
  enum class Of { ledger, audit_sheet };
  enum class State {
    anchored,    // unbroken, and something kept elsewhere names its end
    unanchored,  // unbroken, but nothing kept elsewhere confirms it: a cut or a rewrite would not show
    broken,      // from the first one that does not follow
    shorter,     // was there when it was last seen, and is gone
  };
  Of of;
  State state;
  std::uint64_t first = 0;  // from 1
  std::uint64_t last = 0;
  std::string words;
};
std::string_view range_word(VerifyRange::Of of);        // "ledger", "audit-sheet"
std::string_view range_word(VerifyRange::State state);  // "anchored"

struct VerifyReport {
  std::vector<VerifyStatement> statements;  // problems first, then what is sound, then the limits
  std::vector<VerifyRange> ranges;          // the ledger's, then the Audit sheet's
  bool anchored = false;                    // something that is kept elsewhere confirms the last row: a ledger, a signed act
  std::size_t problems() const;
  bool sound() const { return problems() == 0; }
  std::string summary() const;  // one sentence
};

/// `ledger` and `entries` are of the ledger on this machine: null and empty when there is none. `entries` may hold the whole
/// ledger.
VerifyReport verify(const WorkbookEvidence& workbook, const std::vector<AuditRow>& rows, const LedgerCheck* ledger,
                    const std::vector<Entry>& entries);

/// The ledger alone, with no workbook to hold it against.
VerifyReport verify_ledger(const LedgerCheck& ledger, const std::vector<Entry>& entries);

}  // namespace counterfoil::audit
