// Rows that left a table for its history: how their cells lie there, and what was decided in a period that is run again.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/merge/decision_about.hpp"
#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

/// A history's columns by those of the table whose rows go there.
struct HistoryOf {
  const Table* of = nullptr;         // nullptr: no table sends its rows there
  std::vector<std::size_t> columns;  // by column of `of`: the history's, or npos
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  /// The cells of a row of the history as they stood in the table; empty where the history does not keep them.
  std::vector<std::string> cells(const std::vector<std::string>& history) const;
  std::string digest(const std::vector<std::string>& history) const { return reviewers_digest(*of, cells(history)); }
};

/// Of the table that sends its rows to `history`.
HistoryOf history_of(const WorkbookSpec& spec, const Table& history);

/// What a history holds of one period, by the key of the table that its rows came from. Where the period left the table more than
/// once, the last time counts.
class PastDecisions {
 public:
  struct Row {
    std::vector<std::string> cells;  // canonical, by column of the table
    std::optional<About> about;
  };

  PastDecisions() = default;
  PastDecisions(MergeContext& context, const LocatedTable& table, std::string_view period);

  const Row* find(const std::string& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }
  /// Does the history have the table's column at all?
  bool keeps(std::size_t column) const { return layout_.of && layout_.columns[column] != HistoryOf::npos; }
  /// Does the history hold just this row already?
  bool holds(const HistoryRow& row) const { return all_.contains(row.cells); }

 private:
  HistoryOf layout_;
  std::map<std::string, Row> rows_;
  std::set<std::vector<std::string>> all_;
};

}  // namespace counterfoil::report
