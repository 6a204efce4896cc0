// A Report put into a workbook by its specification: the blank template filled, or the team's own workbook patched with everything
// that staff typed, coloured and added carried along by key. And the reading that `verify` needs: every engine-owned cell
// against the record that the workbook carries.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "findings/finding.hpp"
#include "report/decided_rows.hpp"
#include "report/decision_log.hpp"
#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "report/report.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// What a merge did, for the words and the rehearsal.
struct MergeOutcome {
  struct SheetChange {
    std::string sheet;
    std::uint64_t rows_added = 0;
    std::uint64_t rows_updated = 0;
    std::uint64_t rows_kept = 0;
    std::uint64_t rows_moved_to_history = 0;
    std::uint64_t rows_let_go = 0;
  };
  std::vector<SheetChange> sheets;           // in the order of the specification; sheets with nothing to say are left out
  std::uint64_t reviewer_cells_carried = 0;  // cells that a person had filled and that are in this period's rows again
  std::string findings_sheet;                // where the table of findings stands; empty: the specification has none
  std::uint32_t findings_row = 0;            // of its first
  std::uint64_t matters_marked = 0;          // rows whose decision was about another figure, and say so
  /// Questions that nobody has settled: those of this period, and those that were asked before.
  struct Unsettled {
    std::uint64_t asked = 0;
    std::uint64_t carried = 0;
    std::uint64_t to_explain = 0;  // rows that need somebody's words and initials (Periods)
    std::int64_t asked_pence = 0;  // added up without their signs
    std::int64_t carried_pence = 0;
  };
  Unsettled unsettled;
  bool has_questions = false;  // does the workbook have a table of questions that are decided?
};

class WorkbookMerge {
 public:
  /// `book`: the existing workbook, or the blank template when `is_new`; its editor is taken. `file_name` without folders, for
  /// findings and failures. The specification is borrowed.
  WorkbookMerge(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::string& file_name, bool is_new);
  ~WorkbookMerge();
  WorkbookMerge(WorkbookMerge&&) noexcept;
  WorkbookMerge& operator=(WorkbookMerge&&) noexcept;

  /// What the record carries besides the specification's tables; before apply(). Their ids must not be those of tables of a
  /// specification.
  void keep(std::vector<RecordTable> tables);

  /// This run is of an older period than the newest that the workbook has held; before apply().
  void of_older_period();

  /// A new workbook goes on from an older one, whose rows with people's decisions these are; before apply().
  void go_on_from(std::vector<DecidedTable> older);

  /// Rows about these periods leave the history tables: they are older than what the team keeps; before apply().
  void let_go(const std::vector<std::string>& periods);

  /// Who runs this: the log of decisions goes along, and gets a line for each cell of reviewers' that was changed since it saw them
  /// last, for `lines` (put_back, say), and for what this run does with decisions. Lines of before `since` ("20250608", UTC; empty:
  /// none) leave. Before apply(); without it the workbook has no log.
  struct Seeing {
    Seer seer;
    std::string since;
    std::vector<LoggedChange> lines;
  };
  void see_decisions(Seeing seeing);
  /// A new workbook goes on from an older one, whose log and reviewers' cells go along; after see_decisions(), before apply().
  void log_goes_on_from(const OpenedWorkbook& older);

  /// Merges all tables but `audit`; once. What is worth knowing about the workbook (a duplicated row, a heading not found) is added
  /// to `findings`, and to the rows of the table "findings" when the specification has one. Throws Failure when the workbook cannot
  /// be understood, when it would not hold the rows, or when a figure does not agree with the formula beside it.
  MergeOutcome apply(const Report& report, Findings& findings);

  /// SHA-256 in lower-case hex over the engine's figures in canonical form, known after apply(). Same inputs into the same
  /// workbook: same digest. It is the digest of the record that the workbook will carry.
  std::string report_digest() const;
  /// Record::about_digest() of what apply() made, and of what stood there before; empty where there was no record.
  std::string about_digest() const;
  std::string about_digest_before() const;

  /// DecisionLog::whole_digest() of what the workbook will carry; empty where it has no log.
  std::string log_digest() const;

  /// What the workbook will carry, known after apply().
  const Record& record() const;

  /// Adds rows to the audit table, below those that are there. Cells that the table does not name stay blank.
  void append_audit(const ReportTable& audit);

  /// The new file's bytes. Deterministic.
  Buffer save();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// An engine-owned cell that does not hold what the record says. Texts are as staff would read them: "£140.00", "09/11/2025".
struct CellDifference {
  enum class Kind {
    changed,           // held and recorded differ
    row_missing,       // `cell` is empty; `recorded` names the row by its key
    row_added_twice,   // `held` names the row by its key
    column_missing,    // `recorded` is the heading
    formula_replaced,  // a formula of the engine's is a constant or another formula now
  };
  std::string sheet;
  std::string cell;
  std::string held;
  std::string recorded;
  Kind kind = Kind::changed;
  std::string heading;  // of a cell's column
};

/// What a reader does not see, or sees otherwise than the engine wrote it: a hidden row, a number format, a heading. In words.
struct SeenDifference {
  std::string id;  // kebab-case: "rows-hidden"
  std::string sheet;
  std::string cell;  // where it is of one
  std::string words;
  bool note = false;  // worth knowing and nothing wrong: a filter
};

struct CellCheck {
  std::vector<CellDifference> differences;
  std::vector<SeenDifference> seen;
  std::uint64_t cells_checked = 0;
  std::string digest_recorded;       // of the last row of the audit table; empty where there is none
  std::string digest_now_of_record;  // of the record as it is in the workbook now; empty: the workbook has no record
  /// An earlier version made it, with other columns: what it held is checked, its formulas only for what they give.
  bool earlier_layout = false;
};

/// Every engine-owned cell against the record, by key: rows may be sorted and columns moved. `other`: a record to hold the cells
/// against in place of the workbook's own.
CellCheck check_cells(const WorkbookSpec& spec, const OpenedWorkbook& book, const Record* other = nullptr);

}  // namespace counterfoil::report
