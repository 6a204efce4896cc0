// What the steps of one merge share.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "findings/finding.hpp"
#include "report/decided_rows.hpp"
#include "report/merge/decision_about.hpp"
#include "report/merge/formula_value.hpp"
#include "report/merge/table_location.hpp"
#include "report/opened_workbook.hpp"
#include "report/record.hpp"
#include "report/report.hpp"
#include "report/workbook_merge.hpp"
#include "spec/workbook_spec.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

/// Columns whose cells formulas of other rows read ({changes.risk}), as they will stand in the workbook.
class ColumnStore {
 public:
  explicit ColumnStore(const WorkbookSpec& spec);
  /// nullptr: no formula reads this column as a whole.
  std::vector<Scalar>* find(std::string_view table, std::string_view column);
  /// With its text kept.
  Scalar keep(Scalar cell);

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Scalar>, std::less<>> columns_;
  std::unordered_set<std::string> texts_;
};

/// A row that goes to the history table, by its columns: canonical texts.
struct HistoryRow {
  std::vector<std::string> cells;
  std::optional<About> about;  // of the decision in it
};

/// Cells of rows that are patched one by one: headings, titles, fixed tables.
class CellPatches {
 public:
  /// `xml` as RowBuilder made it for this place.
  void set(xlsx::SheetEditor& sheet, std::uint32_t row, std::uint32_t column, std::string xml);
  /// A row that is patched gets these attributes (as RowShape gives them) in place of its own.
  void set_attributes(xlsx::SheetEditor& sheet, std::uint32_t row, std::string attributes);
  void apply();

 private:
  std::map<std::pair<xlsx::SheetEditor*, std::uint32_t>, std::string> attributes_;
  std::map<xlsx::SheetEditor*, std::map<std::uint32_t, std::map<std::uint32_t, std::string>>> cells_;
};

/// What becomes of a table's body.
struct BodyChange {
  std::string xml;              // the rows that are new or rewritten
  std::uint32_t kept = 0;       // rows at the top that stay untouched
  std::uint32_t rows = 0;       // of the table, with those kept
  std::uint32_t extent = 0;     // rows, and what is kept below the table as part of `xml`
  std::uint32_t old_right = 0;  // the table's last column before
  /// Where the rows of the old body are now; empty: where they were.
  std::function<std::optional<std::uint32_t>(std::uint32_t)> new_row;
};

/// Does a merge change the workbook, or only read in it?
enum class MergeUse : std::uint8_t { reads, changes };

struct MergeContext {
  MergeContext(const WorkbookSpec& the_spec, OpenedWorkbook the_book, std::string the_file_name, bool new_workbook, MergeUse use);

  const WorkbookSpec& spec;
  std::string file_name;
  bool is_new;
  bool goes_back = false;                     // this run is of an older period than one that the workbook has held
  std::set<std::string, std::less<>> let_go;  // periods whose rows leave the histories
  std::vector<DecidedTable> older;            // of the workbook from which this new one goes on
  OpenedWorkbook book;
  std::shared_ptr<RecordedTables> recorded;          // of the workbook as it was; empty: it is new
  const Record* before;                              // nullptr: there is none
  std::unique_ptr<xlsx::WorkbookEditor> own_editor;  // taken from `book` to be changed
  xlsx::WorkbookEditor& editor;
  bool dates_from_1904;
  Locations locations;

  const Report* report = nullptr;
  Findings* findings = nullptr;
  Record after;
  ColumnStore store;
  MergeOutcome outcome;
  std::map<std::string, std::vector<HistoryRow>, std::less<>> history;  // by table
  std::map<std::string, ReportTable, std::less<>> extended;             // report tables with rows of the merge's own
  std::deque<std::string> kept_texts;
  std::map<std::string, std::set<std::uint32_t>, std::less<>> filled_columns;  // by table: columns with something in the body

  const ReportTable* report_table(std::string_view id) const;
  /// The text of a fact; empty where the report has none.
  std::string fact(std::string_view name) const;
  /// Text with {facts} put in.
  std::string with_facts(std::string_view text) const;
  MergeOutcome::SheetChange& change(const LocatedTable& table);
  /// "Changes!H7", for findings.
  Place place(const LocatedTable& table, std::uint32_t row, std::uint32_t column) const;
  /// Was the workbook's last run about another period than this one? A table without a period is always about the same.
  bool is_new_period(const LocatedTable& table) const;

  /// Puts new rows in, moves what is below, and lets filters, formats and charts follow. `table` knows its new body afterwards.
  void put_rows(LocatedTable& table, BodyChange change);
};

/// The whole of a table's size, before anything is built: throws Failure when the sheet cannot hold it.
void require_room(const LocatedTable& table, std::uint64_t rows);

}  // namespace counterfoil::report
