#include "run/two_people/sign_off.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "audit/sign_off_record.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "report/release_files.hpp"
#include "report/workbook_merge.hpp"
#include "run/two_people/batch_content.hpp"
#include "run/two_people/batches.hpp"
#include "spec/row_filter.hpp"

namespace counterfoil::run {

namespace {

using report::ColumnKind;
using report::Report;
using report::ReportTable;
using report::Value;
using report::ValueKind;

const report::Column& column_of(const report::Table& table, std::string_view id) {
  return *std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& column) { return column.id == id; });
}

bool has_column(const report::Table& table, std::string_view id) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const report::Column& column) { return column.id == id; });
}

std::size_t place_of(const std::vector<std::string>& columns, std::string_view id) {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), id) - columns.begin());
}

int number_at(std::string_view text, std::size_t from, std::size_t count) {
  int number = 0;
  if (text.size() >= from + count) std::from_chars(text.data() + from, text.data() + from + count, number);
  return number;
}

std::int64_t day_of(const Moment& moment) {
  const std::chrono::year_month_day day{std::chrono::year{number_at(moment.local, 0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number_at(moment.local, 5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number_at(moment.local, 8, 2))}};
  return std::chrono::sys_days{day}.time_since_epoch().count();
}

/// Of the rows that this run's plugin gave.
std::vector<KindTotal> totals_of(const std::vector<report::BatchKind>& kinds, const Report& report) {
  std::vector<KindTotal> totals;
  for (const report::BatchKind& kind : kinds) {
    KindTotal& total = totals.emplace_back();
    total.title = kind.title;
    const auto found = report.tables.find(kind.table);
    if (found == report.tables.end()) continue;
    const ReportTable& table = found->second;
    const std::size_t amount = place_of(table.columns, kind.amount);
    const std::size_t filter = kind.where ? place_of(table.columns, kind.where->column) : table.columns.size();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (kind.where &&
          !report::matches(*kind.where, filter < table.columns.size() ? report::in_words(table.at(row, filter)) : std::string{}))
        continue;
      ++total.count;
      const std::int64_t pence = amount < table.columns.size() ? table.at(row, amount).number : 0;
      total.pence += pence;
      total.gross += pence < 0 ? -pence : pence;
    }
  }
  return totals;
}

struct Mark {
  std::string batch, released_on, released_by;
};

/// What earlier releases left in the workbook, by released key.
std::map<std::string, Mark> marks_of(const report::ReleaseMarks& marks, const report::Record& record) {
  std::map<std::string, Mark> found;
  const report::RecordTable* table = record.table(marks.table);
  if (!table) return found;
  const report::RecordRows rows{*table};
  const std::size_t key = table->column(marks.column), batch = table->column(marks.batch), on = table->column(marks.released_on),
                    by = table->column(marks.released_by);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Mark mark{rows.field(row, batch), rows.field(row, on), rows.field(row, by)};
    if (!mark.batch.empty()) found[rows.field(row, key)] = std::move(mark);
  }
  return found;
}

Value value_of(const std::string& canonical, ColumnKind kind, Report& report) {
  if (canonical.empty()) return {};
  if (const auto day = report::canonical_number(canonical); day && kind == ColumnKind::date) return {ValueKind::date, *day, {}};
  return {ValueKind::text, 0, report.keep(canonical)};
}

void keep_marks(const report::WorkbookSpec& spec, const report::ReleaseMarks& marks, const report::Record& record,
                const std::set<std::string>& never_released, Report& report) {
  const auto found = report.tables.find(marks.table);
  std::map<std::string, Mark> before = marks_of(marks, record);
  for (const std::string& key : never_released) before.erase(key);
  if (before.empty() || found == report.tables.end()) return;
  ReportTable& table = found->second;
  const std::size_t key = place_of(table.columns, marks.column);
  if (key == table.columns.size()) return;
  const std::size_t width = table.columns.size();
  ReportTable filled{table.id, table.columns, {}};
  std::vector<std::pair<std::size_t, std::string Mark::*>> places;
  for (const auto& [id, member] : {std::pair{&marks.batch, &Mark::batch},
                                   {&marks.released_on, &Mark::released_on},
                                   {&marks.released_by, &Mark::released_by}}) {
    const std::size_t place = place_of(filled.columns, *id);
    if (place == filled.columns.size()) filled.columns.push_back(*id);
    places.emplace_back(place, member);
  }
  const report::Table& specified = *spec.table(marks.table);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t start = filled.cells.size();
    for (std::size_t at = 0; at < width; ++at) filled.cells.push_back(table.at(row, at));
    filled.cells.resize(start + filled.columns.size());
    const auto mark = before.find(report::in_words(table.at(row, key)));
    if (mark == before.end()) continue;
    for (const auto& [place, member] : places)
      if (Value& cell = filled.cells[start + place]; cell.kind == ValueKind::blank)
        cell = value_of(mark->second.*member, column_of(specified, filled.columns[place]).kind, report);
  }
  table = std::move(filled);
}

}  // namespace

std::string act_in_words(const BatchAct& act) { return act.user + " on " + Moment{{}, act.time, 0, false}.local_words(); }

std::string moment_for_column(const Moment& moment, ColumnKind kind) {
  return kind == ColumnKind::date ? std::to_string(day_of(moment)) : moment.local_words();
}

namespace {

/// A row of the sign-off. A kind of which the run has nothing is no batch; the first stands there all the same.
struct PreparedBatch {
  const report::Release* release;
  std::vector<KindTotal> kinds, held;
  std::int64_t rows = 0, pence = 0;
};

std::vector<PreparedBatch> prepared_batches(const report::WorkbookSpec& spec, const Report& report) {
  std::vector<PreparedBatch> batches;
  for (const report::Release& release : spec.releases) {
    PreparedBatch batch{&release, totals_of(kinds_of(release), report), totals_of(release.held, report), 0, 0};
    for (const KindTotal& total : batch.kinds) {
      batch.rows += total.count;
      batch.pence += total.gross;
    }
    batches.push_back(std::move(batch));
  }
  const bool nothing = std::all_of(batches.begin(), batches.end(), [](const PreparedBatch& each) { return each.rows == 0; });
  if (nothing)
    batches.resize(1);
  else
    std::erase_if(batches, [](const PreparedBatch& each) { return each.rows == 0; });
  return batches;
}

}  // namespace

void prepare_sign_off(const report::WorkbookSpec& spec, const RunIdentity& identity, const TargetWorkbook& target,
                      const std::set<std::string>& never_released, Report& report) {
  const report::Table& specified = *spec.table(report::sign_off_table);
  const bool named = has_column(specified, report::sign_off_what), shows = has_column(specified, report::sign_off_shown);
  ReportTable& table = report.tables[report::sign_off_table];
  table.id = report::sign_off_table;
  table.columns = {"batch", "prepared_by", "prepared_on", "rows", "amount"};
  if (named) table.columns.emplace_back(report::sign_off_what);
  if (shows) table.columns.emplace_back(report::sign_off_shown);
  table.cells.clear();
  const ColumnKind kind = column_of(specified, "prepared_on").kind;
  const auto text = [&](const std::string& words) { return Value{ValueKind::text, 0, report.keep(words)}; };
  for (const PreparedBatch& batch : prepared_batches(spec, report)) {
    table.cells.insert(table.cells.end(), {text(batch_id(spec, *batch.release, identity.run_id)),
                                           text(identity.user),
                                           value_of(moment_for_column(identity.moment, kind), kind, report),
                                           {ValueKind::integer, batch.rows, {}},
                                           {ValueKind::pence, batch.pence, {}}});
    if (named) table.cells.push_back(text(batch.release->title));
    if (!shows) continue;
    std::string shown;
    for (const std::string& line : totals_in_words(batch.kinds, batch.held)) shown += (shown.empty() ? "" : "\n") + line;
    table.cells.push_back(text(shown));
  }
  report.facts[report::sign_off_fact] = text(identity.run_id);
  if (target.is_new) return;
  if (const report::Record* record = target.book.record())
    for (const report::Release& release : spec.releases)
      if (release.marks) keep_marks(spec, *release.marks, *record, never_released, report);
}

const BatchAct* BatchState::last(std::string_view action, std::string_view other) const {
  for (auto act = acts.rbegin(); act != acts.rend(); ++act)
    if (act->action == action || (!other.empty() && act->action == other)) return &*act;
  return nullptr;
}

std::vector<BatchState> batch_states(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                     const std::vector<audit::AuditRow>& rows) {
  std::vector<BatchState> states;
  if (spec.releases.empty()) return states;
  const report::Table& table = *spec.table(report::sign_off_table);
  for (const report::DecidedTable& decided : book.decided(spec)) {
    if (decided.table != &table) continue;
    for (const auto& row : decided.rows) {
      const auto cell = [&](const char* id) -> const std::string& {
        return row.cells[static_cast<std::size_t>(&column_of(table, id) - table.columns.data())];
      };
      const auto words = [&](const char* id) { return report::in_words(cell(id), column_of(table, id).kind); };
      if (cell("batch").empty()) continue;
      BatchState& state = states.emplace_back();
      state.sheet = decided.sheet;
      state.batch = cell("batch");
      state.release = &release_of_batch(spec, state.batch);
      state.title = state.release->title;
      state.prepared_by = cell("prepared_by");
      state.prepared_on = words("prepared_on");
      state.rows = report::canonical_number(cell("rows")).value_or(0);
      state.pence = report::canonical_number(cell("amount")).value_or(0);
      state.checked_by = words("checked_by");
      state.decision = words("decision");
    }
  }
  std::stable_sort(states.begin(), states.end(),
                   [](const BatchState& left, const BatchState& right) { return left.release < right.release; });
  for (const audit::AuditRow& row : rows) {
    const audit::AuditRecord record = audit::from_row(row);
    const auto act = audit::sign_off_of(record);
    if (!act) continue;
    for (BatchState& state : states)
      if (act->batch == state.batch)
        state.acts.push_back({act->action, record.user, record.time_local, record.run_id,
                              act->action == audit::release_action ? record.inputs : std::string{}});
  }
  return states;
}

std::string batch_in_words(const BatchState& state) {
  return count_of(state.rows, "line") + ", " + format_pounds(Pence{state.pence}) + " gross";
}

}  // namespace counterfoil::run
