// The log of decisions in a workbook's record: a line for each change of a cell that reviewers fill in, as a run, a merge, an
// approval, a release or a restore saw it; and what these cells held when they were last seen.
//
// In the record: table "decisions:log", one row a line, columns as the members of LoggedChange in their order; table
// "decisions:seen", one row for each row of a sheet in which reviewers' cells are filled: table, key, cells. `key` and `cells` are
// packed (see pack). Both depend on what people typed, so Record::digest() leaves them out, as it does <about>.
// DecisionLog::whole_digest() covers them, and stands in the Audit row and in the ledger's entry of whatever wrote them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "report/record.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

inline constexpr std::string_view log_table = "decisions:log";
inline constexpr std::string_view seen_table = "decisions:seen";

/// What a line of the log says of a cell.
namespace logged {
inline constexpr std::string_view first_seen = "first seen";  // blank before
inline constexpr std::string_view changed = "changed";
inline constexpr std::string_view cleared = "cleared";
inline constexpr std::string_view carried = "carried";  // the engine put what was decided into this row
inline constexpr std::string_view overridden = "overridden by a merge";
inline constexpr std::string_view with_signature = "signed";  // written by an approval, a rejection or a release
inline constexpr std::string_view restored = "restored";      // as an earlier version has it
inline constexpr std::string_view put_back = "put back";      // a past decision or a signature that somebody had rewritten
inline constexpr std::string_view removed = "removed under retention";  // a person: earlier lines say of whom no more
inline constexpr std::string_view let_go = "let go";  // older lines left the log under the retention setting: `note` says how many
}  // namespace logged

struct LoggedChange {
  std::string time;              // UTC: "2026-02-13T09:30:00Z"
  std::string run;               // the run, merge, approval, release or restore that saw it
  std::string login;             // of who ran that; not of who typed, whom nobody knows
  std::string what;              // one of `logged`
  std::string table;             // of the specification; empty: a line about the whole workbook
  std::vector<std::string> key;  // canonical texts of the row's key columns, in the order of Table::key
  std::string about;             // canonical: the figure that the row had, where its table has one (Table::figure)
  std::string period;            // that the row was about; may be empty
  std::string column;            // id
  std::string old_value;         // canonical; empty: blank
  std::string new_value;
  std::string initials;  // as typed beside it
  std::string note;      // more, in words; may be empty
  friend bool operator==(const LoggedChange&, const LoggedChange&) = default;
};

/// Who saw it, and when.
struct Seer {
  std::string run;
  std::string login;
  std::string time;  // UTC
};

/// All of a line in one text: two lines are the same when these are.
std::string text_of(const LoggedChange& line);

/// Texts in one field, and back; the texts may hold anything.
std::string pack(const std::vector<std::string>& texts);
std::vector<std::string> unpack(std::string_view packed);

/// A row of a sheet: its table and the canonical texts of its key.
struct RowName {
  std::string table;
  std::vector<std::string> key;
  friend bool operator==(const RowName&, const RowName&) = default;
  friend bool operator<(const RowName& a, const RowName& b) { return std::tie(a.table, a.key) < std::tie(b.table, b.key); }
};

/// Reviewers' cells of a row that are filled: column id and canonical text.
using FilledCells = std::map<std::string, std::string>;

struct DecisionLog {
  bool begun = false;                                // false: a version without a log wrote the record
  std::vector<LoggedChange> lines;                   // in the order in which they were seen
  std::map<RowName, std::vector<FilledCells>> seen;  // rows of one name in the order of the sheet

  static DecisionLog read(const Record& record);
  /// In place of what the record has.
  void put(Record& record) const;

  /// SHA-256 over the first `count` lines. An act that binds the log says how many those were.
  std::string digest(std::size_t count) const;
  std::string digest() const { return digest(lines.size()); }
  /// Over the lines and the cells as last seen.
  std::string whole_digest() const;
};

/// A row's key as staff would read it: "CF-0007, L-12, 13 Oct to 9 Nov 2025".
std::string row_in_words(const Table& table, const std::vector<std::string>& key);
/// The reviewers' first column with choices; nullptr where the table has none.
const Column* drop_down(const Table& table);
/// The column in which somebody decides: a drop-down; in a history, which has none any more, the one of that name. nullptr
/// where there is none.
const Column* decision_column(const Table& table);
/// The column with the initials, or the name, of who filled in the row; nullptr where there is none.
const Column* initials_column(const Table& table);
/// Do reviewers fill in anything of it, and does the log follow it?
bool is_logged(const Table& table);

}  // namespace counterfoil::report
