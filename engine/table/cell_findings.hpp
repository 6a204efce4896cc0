// Findings about single cells, gathered while a table is read and told once for each column and value, with every cell listed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "findings/finding.hpp"

namespace counterfoil::table {

/// Rows, as runs. Rows must come in ascending order; a row may come again.
class RowRanges {
 public:
  void add(std::uint32_t row) {
    if (!runs_.empty() && row <= runs_.back().second + 1) {
      if (row > runs_.back().second) {
        runs_.back().second = row;
        ++count_;
      }
      return;
    }
    runs_.emplace_back(row, row);
    ++count_;
  }
  bool empty() const { return runs_.empty(); }
  std::size_t count() const { return count_; }
  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& runs() const { return runs_; }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs_;
  std::size_t count_ = 0;
};

/// "F14:F2000, F2009" for runs[first..last) of one column.
std::string list_cells(std::uint32_t column, const RowRanges& rows, std::size_t first, std::size_t last);
/// "14 to 2000, 2009".
std::string list_rows(const RowRanges& rows);

/// Adds one finding for the rows of a column, or several where the list would be too long for a spreadsheet cell: together they
/// list all. The sentence may use {cells}, {field}, {stored}, {shown} and `values`.
void report_cells(Findings& findings, std::string_view id, const Place& sheet, std::uint32_t column, const RowRanges& rows,
                  const std::string& field, const std::string& stored, const std::string& shown, const FindingValues& values = {});

class CellFindings {
 public:
  /// Cells of one column with the same stored value become one finding. After very many different values the rest of the column is
  /// told together, with the first of them as the example.
  void add(std::string_view id, std::uint32_t column, const std::string& field, std::uint32_t row, std::string_view stored,
           std::string_view shown = {});
  void report(Findings& findings, const Place& sheet) const;

 private:
  struct Group {
    std::string_view id;
    std::uint32_t column;
    std::string field;
    std::string stored;
    std::string shown;
    RowRanges rows;
  };
  struct Column {
    std::unordered_map<std::string, std::size_t> by_stored;
    std::size_t rest = SIZE_MAX;
  };
  std::vector<Group> groups_;
  std::map<std::pair<std::string_view, std::uint32_t>, Column> columns_;
};

}  // namespace counterfoil::table
