// What a workbook remembers over the years (kept tables) and what it does not let go before it is settled (questions), as a
// specification declares them. The format is documented in workbooks/specs/README.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::report {

/// How a kept value is held: as cf_kind of the plugin contract.
enum class KeptKind : std::uint8_t { text, date, pence, quantity, integer };

/// The largest number of a kind that is kept; less by far than what overflows a sum.
constexpr std::int64_t largest_kept_number(KeptKind kind) { return kind == KeptKind::date ? 3'000'000 : 1'000'000'000'000'000; }

struct KeptColumn {
  std::string id;
  KeptKind kind = KeptKind::text;
  std::uint32_t last_exports = 0;  // kept for so many of the newest exports only, blank for older ones; 0: for all
};

/// A table in the workbook's record, on no sheet. Each row is what one export said.
struct KeptTable {
  std::string id;
  std::vector<std::string> key;  // rows are sorted by these columns
  std::vector<KeptColumn> columns;
  std::string control;  // a pence column whose sum over an export's rows must be the export's total; empty: none
  std::vector<std::string>
      while_open;  // rows whose texts here an open question has in its columns of the same ids are never pruned

  std::size_t column(std::string_view wanted) const;  // npos when it has none
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// An input whose exports are remembered, and the facts that say of which period its export is.
struct RememberedInput {
  std::string input;
  std::string period;  // in words
  std::string first;   // a date: the period's first day
  std::string last;
};

struct MemorySpec {
  std::vector<RememberedInput> exports;  // the first is the export in hand: its rows are always returned
  std::uint32_t months = 24;             // kept when the team says nothing else
  std::vector<KeptTable> kept;

  const KeptTable* table(std::string_view id) const;
};

inline constexpr const char* of_input_column = "#input";  // of a returned row of a kept table: the input that it is of

/// Rows of which each is a question to a person, with an answer that belongs to that question alone.
struct QuestionSpec {
  std::string column;                     // of the key: names the question; the rest of the key is the line
  std::string decision;                   // the reviewer's column with the answer; or, in its place:
  std::vector<std::string> explained_by;  // reviewers' columns that must all be filled; the engine hands the rows in, not a plugin
  std::vector<std::string> settles;       // words in it that settle the question
  std::vector<std::string> holds_open;    // words that leave any row unsettled
  std::string where_column;               // rows with one of these texts here are unsettled until a word settles them
  std::vector<std::string> where_equals;  //
  std::string first_asked, age;           // engine columns that the engine fills; may be empty
  std::string pounds;                     // a column of pence: what a row is about; may be empty
  std::string not_kept_column;            // rows with one of these texts here ask for nothing: where nobody wrote beside them, they
  std::vector<std::string> not_kept_equals;  // are not kept in the history; may be empty

  /// By the texts of a row's decision and of its column `where_column`.
  bool is_unsettled(std::string_view decision_text, std::string_view where_text) const;
  /// By the text that a row has in a column.
  bool is_unsettled(const std::function<std::string_view(std::string_view column)>& text) const;
  /// By the text of a row's column `not_kept_column`.
  bool is_kept(std::string_view text) const;
};

/// The report table in which a plugin says what became of rows of a table that it does not hand in again: "#changes".
std::string answers_table(std::string_view table);
inline constexpr const char* target_prefix = "to_";  // "to_line_id": the key of the row that takes a question over

}  // namespace counterfoil::report
