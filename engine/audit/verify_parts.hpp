// The parts that verify() is put together from. Not for other modules.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "audit/verify.hpp"

namespace counterfoil::audit {

class Statements {
 public:
  void add(Verdict verdict, std::string id, std::string words, std::string sheet = {}, std::string cell = {}) {
    all_.push_back({verdict, std::move(id), std::move(words), std::move(sheet), std::move(cell), {}, {}, {}});
  }
  void problem(std::string id, std::string words, std::string sheet = {}, std::string cell = {}) {
    add(Verdict::problem, std::move(id), std::move(words), std::move(sheet), std::move(cell));
  }
  void sound(std::string id, std::string words) { add(Verdict::sound, std::move(id), std::move(words)); }
  void limit(std::string id, std::string words) { add(Verdict::limit, std::move(id), std::move(words)); }
  void changed(const CellDifference& cell, std::string words) {
    all_.push_back(
        {Verdict::problem, "cell-changed", std::move(words), cell.sheet, cell.cell, cell.heading, cell.holds, cell.should});
  }
  std::vector<VerifyStatement> take() { return std::move(all_); }

 private:
  std::vector<VerifyStatement> all_;
};

/// Records of runs that went another way than this workbook: into a file saved under a new name or merged, and those that followed
/// there; or, where this is such a file, into the workbook that it was taken from.
std::set<std::string> records_elsewhere(const std::vector<AuditRecord>& records, const std::vector<Entry>& entries);

/// The Audit sheet against the ledger of this machine, and the file against what the ledger says was saved. Returns whether the
/// file is, byte for byte, an earlier copy of the workbook.
bool compare_with_ledger(const WorkbookEvidence& workbook, const std::vector<AuditRecord>& records, const ChainCheck& chain,
                         const LedgerCheck& ledger, const std::vector<Entry>& entries, const std::set<std::string>& elsewhere,
                         Statements& statements);

/// How far the ledger and the Audit sheet are proven. `ledger` may be null. `elsewhere`: records of rows that never stood on this
/// sheet; an earlier copy has never had the later ones either.
std::vector<VerifyRange> find_ranges(const std::vector<AuditRecord>& records, const ChainCheck& chain, const LedgerCheck* ledger,
                                     const std::vector<Entry>& entries, const std::set<std::string>& elsewhere, bool earlier_copy);

inline constexpr const char* audit_sheet = "Audit";

/// "row 3 (run 20251208-093000-7f3a)"
std::string row_in_words(std::size_t row, const std::string& run_id);

}  // namespace counterfoil::audit
