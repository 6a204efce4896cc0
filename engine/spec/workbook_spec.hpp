// What a generated workbook holds, read from workbooks/specs/*.json. One source for the tool that builds the blank template and for
// the merge that fills it. The format is documented in workbooks/specs/README.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/memory_spec.hpp"

namespace counterfoil::report {

/// How a column looks; each kind has one number format. `paragraph` is text that wraps.
enum class ColumnKind { text, paragraph, date, pence, quantity, percent, integer, timestamp };
enum class Owner { engine, reviewer };

struct Column {
  std::string id;
  std::string heading;
  ColumnKind kind = ColumnKind::text;
  Owner owner = Owner::engine;
  double width = 12;                 // in characters, as Excel counts them
  std::vector<std::string> choices;  // a drop-down
  /// Without '='. {column} is this row's cell, {table.column} the whole column of a table, {table.first:column} and
  /// {table.last:column} its first and last cell, {table.previous:column} the cell one row above this one (its own table only),
  /// {fact.name} a literal, {period.current} and {period.previous} this row's cell in the last period column and the one before.
  /// The plugin's value is the cached result; where the plugin gives none, the merge computes nothing and leaves the column's cell
  /// empty.
  std::string formula;
  std::map<std::string, std::string>
      row_formulas;  // by the row's key text: used in place of `formula` (for totals among steps); empty: no formula in that row
  std::string help;  // one sentence, shown as the heading's input message
  bool working = false;  // right of the printed part
};

/// What happens to the rows that a table holds when the next run comes.
enum class Update {
  replace,     // this run's rows take their place; reviewers' cells are carried by key
  accumulate,  // rows are matched by key; rows that this run does not name stay; new ones are added below
  append,      // rows are added below, never changed
  fixed,  // the same number of rows every time, at the same place; may stand beside another fixed table, so cells are set one by
          // one
};

struct Highlight {
  std::string column;  // whose cell is coloured (and always says the same in words)
  std::string equals;
  std::string look;  // "bad", "attention", "good", "quiet"; or "total": the whole row stands out
};

/// A column that is added for each period (Payments).
struct PeriodColumns {
  std::string heading_fact_previous;  // facts with the headings: "Paid 13 Oct to 9 Nov 2025"
  std::string heading_fact_current;
  std::string value_previous;  // columns of the plugin's table that hold the values
  std::string value_current;
  ColumnKind kind = ColumnKind::pence;
  double width = 14;
};

struct Table {
  std::string id;
  std::string title;            // above the heading row; may hold {facts}
  std::uint32_t first_row = 1;  // of the title; the heading row follows, then the rows
  std::uint32_t first_column = 1;
  Update update = Update::replace;
  std::uint32_t rows = 0;  // fixed tables: how many; else 0
  std::vector<std::string> key;
  std::vector<Column> columns;
  std::vector<Highlight> highlights;
  bool filter = false;
  std::string empty_words;  // shown in the first row when there are none: "No changes this period"
  std::optional<PeriodColumns> periods;
  // Replace only: rows that leave go to this append table, with these facts as extra columns.
  std::string history;
  std::string period_fact;          // which fact names the period that the rows belong to
  std::vector<std::string> matter;  // columns that say whether it is still the same matter
  std::string figure;               // the column whose movement is marked
  std::string carried;              // the engine's column where the mark is written
  std::string page_break_before;    // replace only: a new page where the text of this column is another one than in the row above
  std::optional<QuestionSpec> question;  // each row is a question of its own

  std::uint32_t heading_row() const { return first_row + (title.empty() ? 0 : 1); }
  std::uint32_t body_row() const { return heading_row() + 1; }
};

struct ChartSpec {
  std::string title;
  std::string table;
  std::string categories;  // column ids of `table`
  std::string values;
  std::string kind;       // "bar" or "column"
  std::uint32_t row = 1;  // of its top left corner
  std::uint32_t column = 1;
  std::uint32_t width = 480;  // pixels at 96 dpi
  std::uint32_t height = 288;
  std::uint32_t skip_first = 0;  // rows of the table that are not plotted
  std::uint32_t skip_last = 0;
  std::string description;  // what it shows, for screen readers
};

struct Sheet {
  std::string name;
  std::vector<std::string> formerly;  // names that it had in workbooks made by earlier versions; such a workbook keeps its name
  std::string
      heading;  // row 1; may hold {facts}: the template leaves such a cell empty (but styled), the merge writes it at each run
  std::string subtitle;  // row 2; may hold {facts}
  std::string purpose;   // one sentence for the README and for screen readers
  std::vector<Table> tables;
  std::vector<ChartSpec> charts;
  bool freeze = false;  // below the heading row of its first table
  std::uint32_t freeze_columns = 0;
};

/// An input that may be left out from the second run on: the workbook keeps the lines of another input for it.
struct LastPeriod {
  std::string input;                  // "previous": what may be left out
  std::string lines_of;               // "current": the last run's input whose lines take its place
  std::vector<std::string> left_out;  // fields of which nothing is kept
  std::map<std::string, std::string>
      parameters;  // "previous-from" -> "current-from": what the last run was set to, where it is not set now
};

/// The table whose rows a run also writes as a calendar file beside the workbook (run/steps/calendar.hpp).
struct CalendarSpec {
  std::string table;  // the ids that follow are columns of it
  std::string uid;    // tells the events apart, run after run
  std::string date;   // of the whole day
  std::string summary;
  std::string description;
  std::string alarm_days;  // a reminder so many days before; empty, or a blank cell: none
  std::string from_fact;   // the fact with the day before which an event is simply over, not cancelled, once no row names it
  std::string person;      // the id of whom the event is about, which stands in the other texts too
};

/// Which rows of a table are meant: those whose text in `column` is one of `equals`.
struct RowFilter {
  std::string column;
  std::vector<std::string> equals;
};

/// Where a release leaves its mark: on rows of `table` whose text in `column` is a released key. The other three are engine
/// columns.
struct ReleaseMarks {
  std::string table;
  std::string column;
  std::string batch;
  std::string released_on;
  std::string released_by;
};

/// A reviewers' column with choices, and what in it lets a batch go. Any other filled cell stops it.
struct LetsGo {
  std::string table;
  std::string column;
  std::vector<std::string> words;
  std::string same_as;             // an engine's column: a cell that says what the row's says was followed by the run; may be empty
  std::optional<RowFilter> where;  // rows that the batch is about; none: all rows
  bool needed = false;             // an empty cell stops the batch too
  /// Only rows whose text in `row_key` is a line's in its column `line_key`. Both empty: all rows, but in the table of `marks`
  /// those of the lines.
  std::string row_key, line_key;
};

/// What a checker is shown of a batch, kind by kind and gross, so that no kind makes another look smaller.
struct BatchKind {
  std::string title;   // "Credit notes"
  std::string table;   // of this run ("update": "replace")
  std::string amount;  // its pence column
  std::optional<RowFilter> where;
  /// Where the Summary states the same pounds, to which the kind is held: a fixed table, its row by its key, and its pence column.
  std::string summary_table;  // may be empty
  std::string summary_row;
  std::string summary_amount;
};

/// A batch that leaves the team once a second person has signed it. A run prepares one of each that the specification declares.
struct Release {
  std::string id;      // told apart by it, where there are several; else empty
  std::string title;   // "Deductions from next payments": what staff call it
  std::string lines;   // the table whose rows are released
  std::string key;     // its column with a key that no other line ever has
  std::string amount;  // its pence column whose total the sign-off states
  std::optional<RowFilter> where;
  std::string payee;  // columns of `lines`, for what a checker is shown; may be empty
  std::string account;
  std::vector<BatchKind> kinds;  // none: the lines as one kind
  std::vector<BatchKind> held;   // what stays behind: shown to a checker, and no part of the batch
  std::vector<LetsGo> lets_go;   // every reviewers' column with choices in a table of the run
  std::optional<ReleaseMarks> marks;
  std::vector<std::string> profiles;  // ids of what is written when nothing else is asked for
};

inline constexpr const char* sign_off_table = "sign_off";
inline constexpr const char* sign_off_shown =
    "shown";                                          // its column with what is signed, in words; a specification may leave it out
inline constexpr const char* sign_off_what = "what";  // its column with the batch's title, where there are several
inline constexpr const char* past_sign_offs_table = "past_sign_offs";
inline constexpr const char* sign_off_fact = "sign_off_batch";  // names the batch that the workbook holds

struct WorkbookSpec {
  std::string id;
  std::string title;
  std::string marking;  // printed in the header of every sheet: "OFFICIAL-SENSITIVE: PERSONAL"
  std::optional<LastPeriod> last_period;
  std::optional<CalendarSpec> calendar;
  std::optional<MemorySpec> memory;
  std::map<std::string, std::string> companions;  // optional input -> the input in whose file it may stand as another sheet
  std::vector<Sheet> sheets;
  std::vector<Release> releases;  // empty: the task releases nothing

  const Table* table(std::string_view id) const;
  const Sheet* sheet_of(std::string_view table) const;
};

/// Reviewers fill it in, or a release does: what a formula makes of it is not the last run's.
bool changes_between_runs(const WorkbookSpec& spec, const Table& table, const Column& column);

/// One {...} of a formula, taken apart. `begin` and `end` are its place in the formula, braces included.
struct FormulaReference {
  enum class Kind { cell, column, first, last, previous, fact, period_current, period_previous };
  Kind kind = Kind::cell;
  std::string_view table;   // empty for `cell`
  std::string_view column;  // or the fact's name
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The references of a formula from left to right; borrows from `formula`. Throws std::invalid_argument with a few words when a
/// brace is not closed or does not hold one of the forms above. Whether table and column exist is not asked.
std::vector<FormulaReference> formula_references(std::string_view formula);

/// Throws Failure (refused) naming the file and the member that is wrong.
WorkbookSpec parse_workbook_spec(std::string_view json, std::string_view file_name);

}  // namespace counterfoil::report
