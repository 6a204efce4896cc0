// What the steps of a merge do with the log: the cells of tables as they stand, what the engine did with decisions, old lines.
#pragma once

#include <string>
#include <vector>

#include "report/decision_log.hpp"
#include "report/merge/table_location.hpp"
#include "report/reviewed_cells.hpp"

namespace counterfoil::report {

/// Reviewers' cells of tables as they stand. `record`: what says which rows are the engine's.
ReviewedCells reviewed_cells(const Locations& locations, const Record& record, bool dates_from_1904);

/// The texts of a key as read_key puts them together.
std::vector<std::string> parts_of_key(std::string_view key);

/// What a run did with decisions: carried into another row or into the history, or taken out of a row that goes on. One line a row.
std::vector<LoggedChange> moved(const WorkbookSpec& spec, const ReviewedCells& before, const ReviewedCells& after,
                                const Seer& seer);

/// Lines seen before `since` ("20250608", a day in UTC; empty: none) leave, but for those of rows that are still asked about. One
/// line says how many left.
void let_go_of_old_lines(const WorkbookSpec& spec, const std::string& since, const Seer& seer, DecisionLog& log);

/// Lines that only `other` has come behind the log's own, in their order; nothing is doubled.
void join(DecisionLog& log, const std::vector<LoggedChange>& other);

}  // namespace counterfoil::report
