// Two copies of one workbook that went different ways, brought together by key: what people typed three ways, against the copy that
// both started from; the engine's figures as the copy with the later run has them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "report/decision_log.hpp"
#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Something that a person must settle. The cell is one of the merged workbook; empty where the matter has no cell there.
struct CopyQuestion {
  enum class Kind {
    both_changed,  // both changed the cell, to different things: it is blank and the row says both, or mine stands there
    note,          // a note on a cell that the merged workbook does not have, or has otherwise
    formula,       // the other copy has a formula in a cell that people fill in
    own_sheet,     // a sheet of staff's own that differs
    run,           // a run whose figures the merged workbook does not hold
  };
  Kind kind = Kind::both_changed;
  std::string sheet;
  std::string cell;
  std::string row;      // the key, in words
  std::string heading;  // of the column
  std::string base;
  std::string mine;
  std::string theirs;
  std::string words;  // what to do
  /// Of a cell that both changed: whose it is, for the log of decisions.
  RowName name;
  std::string column;      // id; the heading of one of staff's own
  std::string overridden;  // canonical: what does not stand there any more, or in one copy only
  std::string stands;      // canonical
};

struct CopiesOutcome {
  std::uint64_t taken_from_mine = 0;  // cells that only one of the copies changed
  std::uint64_t taken_from_theirs = 0;
  std::uint64_t same_in_both = 0;       // changed in both, to the same
  std::uint64_t rows_to_history = 0;    // decided rows of the other copy that had no other place
  std::vector<std::string> remembered;  // periods that the memory gained from the other copy
  std::vector<CopyQuestion> questions;  // by sheet
};

/// A row of which the two copies said different things, and nobody has decided since.
struct DisputedRow {
  std::string sheet;
  std::string row;    // the key, in words
  std::string words;  // what each of the copies said
};
std::vector<DisputedRow> disputed_rows(const WorkbookSpec& spec, const OpenedWorkbook& book);

class WorkbookCopies {
 public:
  struct Copy {
    OpenedWorkbook book;
    std::string name;  // without folders
  };
  /// `lead` is the copy that is patched: the one with the later run. Failure when one of them does not carry the record of this
  /// specification.
  WorkbookCopies(const WorkbookSpec& spec, const Copy& base, const Copy& lead, const Copy& other, bool lead_is_mine);
  ~WorkbookCopies();
  WorkbookCopies(const WorkbookCopies&) = delete;
  WorkbookCopies& operator=(const WorkbookCopies&) = delete;

  /// Once. Every cell that both changed stands on the sheet of findings too, and in the log of decisions, which has the lines of
  /// both copies.
  CopiesOutcome merge(const Seer& seer);
  std::string log_digest() const;  // DecisionLog::whole_digest() of what merge() made
  /// Of the merged workbook's record, known after merge().
  std::string report_digest() const;
  std::string about_digest() const;  // Record::about_digest() of what merge() made
  /// Rows below those of the lead's Audit sheet: text by column id.
  void append_audit(const std::vector<std::map<std::string, std::string>>& rows);
  Buffer save();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace counterfoil::report
