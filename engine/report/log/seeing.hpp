// New lines of the log: what somebody's run, merge or approval saw changed, and what the engine itself did with decisions.
#pragma once

#include <string>
#include <vector>

#include "report/decision_log.hpp"
#include "report/log/reviewed_cells.hpp"

namespace counterfoil::report {

/// The engine's own: rows of a history, and a sign-off that was signed. Nobody fills them in any more.
bool is_kept(const WorkbookSpec& spec, const DecisionLog& log, const RowName& row);

/// A line of the row that a change is in.
LoggedChange line_of(const WorkbookSpec& spec, const CellChange& change, const Seer& seer, std::string_view what,
                     std::string note = {});

/// What reviewers changed since the log last saw the cells: first seen, changed, cleared. Where the log is begun with this, a
/// history is taken as it stands, since nobody saw when it was typed.
std::vector<LoggedChange> noticed(const WorkbookSpec& spec, const DecisionLog& log, const ReviewedCells& now, const Seer& seer);

/// What a run did with decisions: carried into another row or into the history, or taken out of a row that goes on. One line a row.
std::vector<LoggedChange> moved(const WorkbookSpec& spec, const ReviewedCells& before, const ReviewedCells& after,
                                const Seer& seer);

/// Lines seen before `since` ("20250608", a day in UTC; empty: none) leave, but for those of rows that are still asked about. One
/// line says how many left.
void let_go_of_old_lines(const WorkbookSpec& spec, const std::string& since, const Seer& seer, DecisionLog& log);

/// Lines that only `other` has come behind the log's own, in their order; nothing is doubled.
void join(DecisionLog& log, const std::vector<LoggedChange>& other);

}  // namespace counterfoil::report
