#include "run/two_people/period_content.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "report/decision_log.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t id_length = 24, state_length = 16;  // hexadecimal digits: enough to tell the rows of one run apart

/// Whose rows somebody explains, in words of their own.
bool is_explained(const report::Table& table) { return table.question && !table.question->explained_by.empty(); }

/// Tables on which something is decided or explained, and those in which their rows are kept afterwards. Working notes are nobody's
/// decision.
std::set<std::string> decided_tables(const report::WorkbookSpec& spec) {
  std::set<std::string> ids;
  for (const report::Sheet& sheet : spec.sheets)
    for (const report::Table& table : sheet.tables)
      if (report::drop_down(table) || is_explained(table)) {
        ids.insert(table.id);
        if (!table.history.empty()) ids.insert(table.history);
      }
  return ids;
}

/// A line for each row of the figures that stand at a place of their own.
void add_totals(const report::WorkbookSpec& spec, const report::Record& record, std::vector<std::string>& totals) {
  using report::ColumnKind;
  for (const report::Sheet& sheet : spec.sheets)
    for (const report::Table& table : sheet.tables) {
      const report::RecordTable* recorded = record.table(table.id);
      if (table.update != report::Update::fixed || !recorded) continue;
      const report::RecordRows rows{*recorded};
      for (std::size_t row = 0; row < rows.size(); ++row) {
        std::string label, numbers;
        for (const report::Column& column : table.columns) {
          const std::size_t at = recorded->column(column.id);
          const std::string canonical = at == report::RecordTable::npos ? std::string{} : rows.field(row, at);
          if (canonical.empty()) continue;
          const std::string words = report::in_words(canonical, column.kind);
          if (column.kind == ColumnKind::integer || column.kind == ColumnKind::pence)
            numbers += ", " + column.heading + " " + words;
          else if (label.empty())
            label = words;
        }
        if (!label.empty() && !numbers.empty()) totals.push_back(sheet.name + ": " + label + numbers);
      }
    }
}

class Rows {
 public:
  Rows(const std::string& run, const report::DecidedTable& decided, const Removals& removals)
      : run_(run), decided_(decided), decision_(report::drop_down(*decided.table)), removals_(removals) {}

  void read(PeriodContent& content) {
    std::map<std::string, std::int64_t> tally;
    std::int64_t undecided = 0;
    for (const report::DecidedTable::Row& row : decided_.rows) {
      PeriodRow& read = content.rows.emplace_back(read_row(row));
      if (read.undecided)
        ++undecided;
      else if (decision_)
        ++tally[row.cells[place_of(decision_->id)]];
    }
    if (!decision_ || decided_.table->update != report::Update::replace || decided_.rows.empty()) return;
    std::vector<std::string> parts;
    for (const auto& [choice, count] : tally) parts.push_back(with_thousands(count) + " " + choice);
    if (undecided > 0) parts.push_back(with_thousands(undecided) + " undecided");
    std::string words = decided_.sheet + ": ";
    for (std::size_t at = 0; at < parts.size(); ++at) words += (at ? ", " : "") + parts[at];
    content.tallies.push_back(std::move(words));
  }

 private:
  std::size_t place_of(const std::string& id) const {
    const auto& columns = decided_.table->columns;
    return static_cast<std::size_t>(
        std::find_if(columns.begin(), columns.end(), [&](const report::Column& each) { return each.id == id; }) - columns.begin());
  }

  PeriodRow read_row(const report::DecidedTable::Row& row) const {
    PeriodRow read;
    read.sheet = decided_.sheet;
    read.explanation = is_explained(*decided_.table);
    FieldDigest id{"counterfoil period row"}, state{"counterfoil period decision"};
    id.add("run", run_).add("table", decided_.table->id);
    for (const std::string& key : decided_.table->key) {
      const std::size_t at = place_of(key);
      id.add("key", row.cells[at]);
      read.removed = read.removed || removals_.is_mark(row.cells[at]);
      read.name += (read.name.empty() ? "" : ", ") + report::in_words(row.cells[at], decided_.table->columns[at].kind);
    }
    read.id = id.hex().substr(0, id_length);
    state.add("row", read.id);
    for (std::size_t at = 0; at < decided_.table->columns.size(); ++at)
      if (decided_.table->columns[at].owner == report::Owner::reviewer)
        state.add("column", decided_.table->columns[at].id).add("cell", row.cells[at]);
    read.state = state.hex().substr(0, state_length);
    read.undecided = decision_ && decided_.table->update == report::Update::replace && row.cells[place_of(decision_->id)].empty();
    return read;
  }

  const std::string& run_;
  const report::DecidedTable& decided_;
  const report::Column* decision_;
  const Removals& removals_;
};

}  // namespace

std::string row_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests) {
  if (act.fact(acts::digests_under).empty()) return row.id;  // of an earlier version
  return digests.digest_in(act, "period row", row.id).substr(0, id_length);
}

std::string state_in(const acts::Act& act, const PeriodRow& row, const acts::KeyedDigests& digests) {
  if (act.fact(acts::digests_under).empty()) return row.state;
  return digests.digest_in(act, "period decision", row.state).substr(0, state_length);
}

PeriodContent period_content(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book, const std::string& run,
                             const Removals& removals) {
  PeriodContent content;
  content.figures = removals.figures_before(book.record_digest());
  add_totals(spec, *book.record(), content.totals);
  const std::set<std::string> wanted = decided_tables(spec);
  for (const report::DecidedTable& decided : book.decided(spec))
    if (wanted.contains(decided.table->id)) Rows{run, decided, removals}.read(content);
  // Whoever sorts or filters a sheet has changed no decision.
  std::sort(content.rows.begin(), content.rows.end(), [](const PeriodRow& left, const PeriodRow& right) {
    return std::pair{left.id, left.state} < std::pair{right.id, right.state};
  });
  const auto digest_of = [&](bool explanations) {
    FieldDigest digest{"counterfoil period content"};
    digest.add("task", spec.id).add("run", run).add("figures", content.figures);
    for (const PeriodRow& row : content.rows)
      if (explanations || !row.explanation) digest.add("row", row.id).add("state", row.state);
    return digest.hex();
  };
  content.digest = digest_of(true);
  content.without_explanations = digest_of(false);
  return content;
}

const std::string& digest_for(const acts::Act& approval, const PeriodContent& content) {
  return approval.fact(signed_too) == explanations_of_periods ? content.digest : content.without_explanations;
}

std::string rows_in_words(const std::vector<const PeriodRow*>& rows, std::size_t most) {
  std::string words;
  for (std::size_t at = 0; at < std::min(rows.size(), most); ++at)
    words += (at ? "; " : "") + rows[at]->sheet + ", row " + rows[at]->name;
  if (rows.size() > most) words += "; and " + with_thousands(static_cast<std::int64_t>(rows.size() - most)) + " more";
  return words;
}

}  // namespace counterfoil::run
