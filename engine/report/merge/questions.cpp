#include "report/merge/questions.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "counterfoil/disputed.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

Questions::Questions(const MergeContext& context, const LocatedTable& table, const std::vector<OldRow>& old,
                     const std::vector<std::string>& keys)
    : table_(table),
      question_(*table.table->question),
      old_(old),
      decision_(table.column_index(question_.decision)),
      carried_(table.column_index(table.table->carried)),
      not_kept_(table.column_index(question_.not_kept_column)) {
  const std::vector<std::string>& key = table.table->key;
  question_of_key_ = static_cast<std::size_t>(std::find(key.begin(), key.end(), question_.column) - key.begin());
  read_answers(context);
  check(keys);
  std::map<std::string, std::size_t, std::less<>> rows;
  for (std::size_t at = 0; at < old_.size(); ++at) {
    if (!old_[at].ours || old_[at].copied) continue;
    rows.emplace(old_[at].key, at);
    if (old_[at].reviewed) decided_.insert_or_assign(line_of(old_[at].key), at);
  }
  for (const auto& [from, fate] : fates_)
    if (const auto row = rows.find(from); row != rows.end() && !fate.to.empty()) sources_.emplace(fate.to, row->second);
}

bool Questions::is_unsettled(const std::vector<std::string>& cells) const {
  return is_disputed(cells) || question_.is_unsettled([&](std::string_view column) {
    const std::size_t at = table_.column_index(column);
    return at == npos ? std::string_view{} : std::string_view{cells[at]};
  });
}

bool Questions::is_disputed(const std::vector<std::string>& cells) const {
  return carried_ != npos && counterfoil::is_disputed(cells[carried_], cells[decision_]);
}

bool Questions::is_unsettled(const OldRow& row) const { return is_unsettled(row.cells); }

bool Questions::asked_nothing(const OldRow& row) const {
  return not_kept_ != npos && !row.reviewed && !row.annotated && row.held_differently.empty() &&
         !question_.is_kept(row.cells[not_kept_]);
}

const Questions::Fate* Questions::fate(const std::string& key) const {
  const auto found = fates_.find(key);
  return found == fates_.end() ? nullptr : &found->second;
}

std::size_t Questions::source_of(const std::string& key) const {
  const auto found = sources_.find(key);
  return found == sources_.end() ? npos : found->second;
}

std::size_t Questions::decided_before(const std::string& key) const {
  const auto found = decided_.find(line_of(key));
  return found == decided_.end() ? npos : found->second;
}

Questions::Age Questions::age(const std::vector<std::string>* before, const std::string& period_before,
                              const std::string& period) const {
  Age found;
  const std::size_t asked = table_.column_index(question_.first_asked), periods = table_.column_index(question_.age);
  if (before && asked != npos) found.first_asked = (*before)[asked];
  if (found.first_asked.empty()) found.first_asked = before ? period_before : period;
  if (before && periods != npos) found.periods = canonical_number((*before)[periods]).value_or(0);
  return found;
}

void Questions::count(const std::vector<std::string>& cells, bool asked_before, MergeOutcome::Unsettled& counts) const {
  if (!is_unsettled(cells)) return;
  if (!question_.explained_by.empty()) {
    ++counts.to_explain;
    return;
  }
  const std::size_t pounds = table_.column_index(question_.pounds);
  const std::int64_t pence = pounds == npos ? 0 : std::abs(canonical_number(cells[pounds]).value_or(0));
  ++(asked_before ? counts.carried : counts.asked);
  (asked_before ? counts.carried_pence : counts.asked_pence) += pence;
}

std::string Questions::line_of(std::string_view key) const {
  std::string line;
  for (std::size_t part = 0;; ++part) {
    const std::size_t end = std::min(key.find(key_separator), key.size());
    if (part != question_of_key_) line.append(key.substr(0, end)) += key_separator;
    if (end == key.size()) return line;
    key.remove_prefix(end + 1);
  }
}

void Questions::fault(const std::string& what) const {
  throw Failure{FailureKind::refused,
                "The task " + what + " on the sheet " + table_.sheet->name + ". This is a fault of the program: please report it."};
}

void Questions::read_answers(const MergeContext& context) {
  const ReportTable* answers = context.report_table(answers_table(table_.table->id));
  if (!answers) return;
  const auto column = [&](const std::string& id) {
    const auto found = std::find(answers->columns.begin(), answers->columns.end(), id);
    return found == answers->columns.end() ? npos : static_cast<std::size_t>(found - answers->columns.begin());
  };
  const auto text_of = [&](std::size_t row, std::size_t at) { return at == npos ? std::string_view{} : answers->at(row, at).text; };
  std::string scratch;
  const auto key_of = [&](std::size_t row, const std::string& prefix) {
    std::string key;
    bool filled = false;
    for (const std::size_t part : table_.key_columns) {
      const Column& each = table_.table->columns[part];
      if (part != table_.key_columns.front()) key += key_separator;
      const std::size_t at = column(prefix + each.id);
      if (at == npos) continue;
      const std::size_t before = key.size();
      append_canonical(key, cell_content(answers->at(row, at), each.kind, context.dates_from_1904, scratch), each.kind,
                       context.dates_from_1904);
      filled = filled || key.size() > before;
    }
    return filled ? key : std::string{};
  };
  const std::size_t state = column("state"), words = column("words");
  for (std::size_t row = 0; row < answers->rows(); ++row) {
    Fate fate;
    const std::string_view what = text_of(row, state);
    if (what != "settled" && what != "moved" && what != "accepted")
      fault("says of a question that it is \"" + std::string{what} + "\", which is none of settled, moved and accepted,");
    fate.accepted = what == "accepted";
    fate.words = text_of(row, words);
    if (what != "settled") fate.to = key_of(row, target_prefix);
    if (fate.words.empty() && fate.to.empty()) fault("does not say what settled a question");
    if (!fates_.emplace(key_of(row, {}), std::move(fate)).second) fault("says twice what became of a question");
  }
}

void Questions::check(const std::vector<std::string>& keys) const {
  if (!question_.explained_by.empty()) return;  // the engine's own rows: what it does not say any more is so no more
  const std::set<std::string_view> now{keys.begin(), keys.end()};
  for (const auto& [from, fate] : fates_)
    if (!fate.to.empty() && !now.contains(fate.to)) fault("moves a question to a row that is not there");
  std::int64_t lost = 0;
  for (const OldRow& row : old_)
    if (row.ours && !row.copied && is_unsettled(row) && !now.contains(row.key) && !fates_.contains(row.key)) ++lost;
  if (lost > 0) fault("does not say what became of " + count_of(lost, "unsettled question"));
}

void add_older_rows(const MergeContext& context, const LocatedTable& table, std::vector<OldRow>& rows, std::string& period) {
  for (const DecidedTable& older : context.older) {
    if (older.table->id != table.table->id) continue;
    period = older.period;
    for (const DecidedTable::Row& row : older.rows) {
      OldRow& old = rows.emplace_back();
      old.ours = true;
      old.cells = row.cells;
      for (std::size_t at = 0; at < old.cells.size(); ++at)
        old.reviewed = old.reviewed || (table.table->columns[at].owner == Owner::reviewer && !old.cells[at].empty());
      for (const std::size_t at : table.key_columns) {
        if (at != table.key_columns[0]) old.key += key_separator;
        old.key += old.cells[at];
      }
    }
  }
}

std::string decision_in_words(const Table& table, const std::vector<std::string>& cells, const About& about, std::size_t figure) {
  std::string words;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const Column& column = table.columns[at];
    if (column.owner != Owner::reviewer || cells[at].empty()) continue;
    words += (words.empty() ? "" : "; ") + column.heading + " " + in_words(cells[at], column.kind);
  }
  if (words.empty()) return {};
  std::string lead = "Decided before";
  if (!about.period.empty()) lead += ", for " + about.period;
  // A line that is gone has no figure, and a workbook of an earlier version may not have kept it.
  if (figure != LocatedTable::npos && !about.figure.empty())
    lead += ", about " + in_words(about.figure, table.columns[figure].kind);
  return lead + ": " + words;
}

}  // namespace counterfoil::report
