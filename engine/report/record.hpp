// What the engine wrote into a workbook, kept inside it as a custom XML part: the engine's figures by table, row and column. The
// next run reads from it what was the engine's; `verify` holds every cell to it.
//
//   <record xmlns="urn:counterfoil:record:1" task="..." ><table id="..." period="..."><column id="..."/>...<rows>...</rows>
//   <about>...</about></table>...</record>
//
// <rows> is the number of rows and then one line a row, canonical texts with a tab between; tab, line break and backslash inside a
// text are \t, \n and \\ (\r and \xHH for other control characters). <about> says for rows with a decision which figure it was
// taken about; it depends on what people typed, so the digest leaves it out.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::report {

inline constexpr std::string_view record_family = "urn:counterfoil:record:";  // and the record's version
inline constexpr std::string_view record_namespace = "urn:counterfoil:record:1";
/// Of a record with a memory, or with rows that were released: a program that does not know of them would lose them, and leaves
/// such a workbook alone.
inline constexpr std::string_view record_namespace_2 = "urn:counterfoil:record:2";
/// Of a record with a log of decisions or of its periods, for the same reason.
inline constexpr std::string_view record_namespace_3 = "urn:counterfoil:record:3";
inline constexpr unsigned latest_record = 3;
/// Tables that depend on what people typed (decision_log.hpp): no part of the digest of the figures.
inline constexpr std::string_view decisions_prefix = "decisions:";
inline constexpr std::string_view period_column_prefix = "period:";  // column id of a period column: this and its heading

/// Appends a text as a field of a row line.
void append_field(std::string& line, std::string_view text);
std::string read_field(std::string_view field);

struct RecordTable {
  std::string id;
  std::string period;                // that the last run was about
  std::string previous_period;       // that it was compared with, in a table with a column for each
  std::vector<std::string> columns;  // ids
  std::string rows;                  // the lines, each with its line break
  std::uint64_t row_count = 0;
  std::string about;  // lines: row number from 0, figure, period, digest of the reviewers' cells

  std::size_t column(std::string_view id) const;  // npos when it has none
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Adds a row, from texts as they are.
void append_row(RecordTable& table, const std::vector<std::string>& texts);

struct Record {
  std::string task;
  std::deque<RecordTable> tables;  // references to them stay good

  const RecordTable* table(std::string_view id) const;
  RecordTable& add(std::string_view id, std::vector<std::string> columns);

  std::string_view name_space() const;  // that it is written under
  std::string xml() const;
  std::string_view name_space_of_figures() const;  // as if it had no log of decisions
  std::string digest() const;        // SHA-256 over all of it but <about> and the log of decisions, whatever the XML looks like
  std::string about_digest() const;  // SHA-256 over <about>; empty where no table has one
};

/// Nothing when the XML is not a valid record.
std::optional<Record> parse_record(std::string_view xml);

/// The lines of a table's rows, split once; fields on demand.
class RecordRows {
 public:
  RecordRows() = default;
  explicit RecordRows(const RecordTable& table);
  std::size_t size() const { return lines_.empty() ? 0 : lines_.size() - 1; }
  std::string_view line(std::size_t row) const;  // without its line break
  /// The fields of a row, still escaped; `out` is reused. Always as many as the table has columns.
  void fields(std::size_t row, std::vector<std::string_view>& out) const;
  std::string field(std::size_t row, std::size_t column) const;
  const RecordTable& table() const { return *table_; }

 private:
  const RecordTable* table_ = nullptr;
  std::vector<std::uint64_t> lines_;  // offsets, and one past the end
};

}  // namespace counterfoil::report
