#include "report/log/seeing.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace counterfoil::report {

namespace {

/// The decision of a row, else the first cell that is filled.
std::pair<std::string, std::string> decided(const Table& table, const FilledCells& cells) {
  if (const Column* decision = decision_column(table))
    if (const auto found = cells.find(decision->id); found != cells.end()) return *found;
  return *cells.begin();
}

/// A row's cells as they stand in any row of that name.
bool stands(const ReviewedCells& in, const RowName& name, const FilledCells& cells) {
  const auto found = in.rows.find(name);
  return found != in.rows.end() &&
         std::any_of(found->second.begin(), found->second.end(), [&](const ReviewedRow& row) { return row.cells == cells; });
}

LoggedChange line_of_row(const WorkbookSpec& spec, const RowName& name, const ReviewedRow& row, const Seer& seer) {
  const auto [column, text] = decided(*spec.table(name.table), row.cells);
  CellChange change{name, column, {}, text, &row, {}};
  return line_of(spec, change, seer, logged::carried);
}

std::string day_of(const std::string& time_utc) {
  std::string day = time_utc.substr(0, 10);
  std::erase(day, '-');
  return day;
}

}  // namespace

bool is_kept(const WorkbookSpec& spec, const DecisionLog& log, const RowName& row) {
  const Table* table = spec.table(row.table);
  if (!table) return false;
  if (table->update == Update::append) return true;
  return row.table == sign_off_table && std::any_of(log.lines.begin(), log.lines.end(), [&](const LoggedChange& line) {
           return line.what == logged::with_signature && line.table == row.table && line.key == row.key;
         });
}

LoggedChange line_of(const WorkbookSpec& spec, const CellChange& change, const Seer& seer, std::string_view what,
                     std::string note) {
  LoggedChange line;
  line.time = seer.time;
  line.run = seer.run;
  line.login = seer.login;
  line.what = what;
  line.table = change.row.table;
  line.key = change.row.key;
  line.column = change.column;
  line.old_value = change.old_value;
  line.new_value = change.new_value;
  line.note = std::move(note);
  if (change.now) {
    line.about = change.now->about;
    line.period = change.now->period;
  }
  const Table* table = spec.table(change.row.table);
  const Column* initials = table ? initials_column(*table) : nullptr;
  if (!initials) return line;
  const FilledCells& cells = change.now && change.now->cells.contains(initials->id) ? change.now->cells : change.before;
  if (const auto found = cells.find(initials->id); found != cells.end()) line.initials = found->second;
  return line;
}

std::vector<LoggedChange> noticed(const WorkbookSpec& spec, const DecisionLog& log, const ReviewedCells& now, const Seer& seer) {
  std::vector<LoggedChange> lines;
  for (const CellChange& change : changes_since(log.seen, now)) {
    const Table* table = spec.table(change.row.table);
    if (!table || is_kept(spec, log, change.row)) continue;
    const std::string_view what = change.old_value.empty()   ? logged::first_seen
                                  : change.new_value.empty() ? logged::cleared
                                                             : logged::changed;
    lines.push_back(line_of(spec, change, seer, what, change.now ? std::string{} : "The row was deleted."));
  }
  return lines;
}

std::vector<LoggedChange> moved(const WorkbookSpec& spec, const ReviewedCells& before, const ReviewedCells& after,
                                const Seer& seer) {
  std::vector<LoggedChange> lines;
  for (const auto& [name, rows] : after.rows)
    for (const ReviewedRow& row : rows)
      if (!row.cells.empty() && !stands(before, name, row.cells)) lines.push_back(line_of_row(spec, name, row, seer));
  for (const auto& [name, rows] : before.rows) {
    const auto still = after.rows.find(name);
    if (still == after.rows.end() || still->second.empty()) continue;  // where it went has a line of its own
    for (const ReviewedRow& row : rows) {
      if (row.cells.empty() || stands(after, name, row.cells) || !still->second.front().cells.empty()) continue;
      const auto [column, text] = decided(*spec.table(name.table), row.cells);
      const CellChange change{name, column, text, {}, &still->second.front(), row.cells};
      lines.push_back(line_of(spec, change, seer, logged::cleared, "By the run: it is asked anew."));
    }
  }
  return lines;
}

void let_go_of_old_lines(const WorkbookSpec& spec, const std::string& since, const Seer& seer, DecisionLog& log) {
  if (since.empty()) return;
  const std::size_t before = log.lines.size();
  std::erase_if(log.lines, [&](const LoggedChange& line) {
    const Table* table = spec.table(line.table);
    const bool asked = table && table->update != Update::append && log.seen.contains({line.table, line.key});
    return line.what != logged::let_go && !asked && day_of(line.time) < since;
  });
  if (log.lines.size() == before) return;
  LoggedChange line;
  line.time = seer.time;
  line.run = seer.run;
  line.login = seer.login;
  line.what = logged::let_go;
  line.note = count_of(static_cast<std::int64_t>(before - log.lines.size()), "line") + " from before " + since.substr(0, 4) + "-" +
              since.substr(4, 2) + "-" + since.substr(6, 2) + " left this log, as the retention setting says.";
  log.lines.push_back(std::move(line));
}

void join(DecisionLog& log, const std::vector<LoggedChange>& other) {
  std::multiset<std::string> known;
  for (const LoggedChange& line : log.lines) known.insert(text_of(line));
  for (const LoggedChange& line : other) {
    if (const auto found = known.find(text_of(line)); found != known.end())
      known.erase(found);
    else
      log.lines.push_back(line);
  }
}

}  // namespace counterfoil::report
