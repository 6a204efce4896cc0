#include "run/past_runs/remembered.hpp"

#include <algorithm>
#include <set>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "report/workbook_merge.hpp"
#include "run/past_runs/last_period.hpp"
#include "run/past_runs/memory_inputs.hpp"

namespace counterfoil::run {

namespace {

using report::HeldExport;
using report::Memory;
using report::Report;
using report::ReportTable;
using report::Value;
using report::ValueKind;

constexpr std::string_view person_column = "person_id", line_column = "line_id";  // that the log of periods names lines by

[[noreturn]] void fault(const std::string& what) {
  throw Failure{FailureKind::refused, "The task " + what + ". This is a fault of the program: please report it."};
}

const InputFact* fact_of(const std::vector<InputFact>& inputs, const std::string& id) {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const InputFact& each) { return each.id == id; });
  return found == inputs.end() ? nullptr : &*found;
}

const Value* report_fact(const Report& report, const std::string& name) {
  const auto found = report.facts.find(name);
  return found == report.facts.end() ? nullptr : &found->second;
}

std::size_t returned_column(const ReportTable& table, std::string_view id) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), id);
  return found == table.columns.end() ? std::string::npos : static_cast<std::size_t>(found - table.columns.begin());
}

/// The rows of a returned table that are of one input.
std::vector<std::size_t> rows_of(const ReportTable& table, const std::string& input, const report::MemorySpec& spec) {
  const std::size_t column = returned_column(table, report::of_input_column);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view of = column == std::string::npos ? std::string_view{} : table.at(row, column).text;
    const bool known = of.empty() || std::any_of(spec.exports.begin(), spec.exports.end(),
                                                 [&](const report::RememberedInput& each) { return each.input == of; });
    if (!known) fault("keeps rows of \"" + std::string{of} + "\", whose exports are not remembered");
    if (of == input || (of.empty() && input == spec.exports.front().input)) rows.push_back(row);
  }
  return rows;
}

const ReportTable* returned(const Report& report, const std::string& id) {
  const auto found = report.tables.find(id);
  return found == report.tables.end() ? nullptr : &found->second;
}

/// The rows of an export must hold all of its money.
void check_control(const report::KeptTable& kept, const InputFact& fact, const ReportTable* table,
                   const std::vector<std::size_t>& rows) {
  if (kept.control.empty() || !fact.has_control) return;
  Pence sum;
  const std::size_t column = table ? returned_column(*table, kept.control) : std::string::npos;
  if (column != std::string::npos)
    for (const std::size_t row : rows) sum += Pence{table->at(row, column).number};
  if (sum.count == fact.pence) return;
  throw Failure{FailureKind::out_of_tie, "What is remembered of " + fact.file +
                                             " does not tie: " + format_pounds(Pence{fact.pence}) +
                                             " was read, but the rows kept in " + kept.id + " come to " + format_pounds(sum) +
                                             ". This is a fault of the program, not of your data: please "
                                             "report it."};
}

/// The lines that open questions are about, by the texts of some columns.
class OpenLines {
 public:
  OpenLines(const report::WorkbookSpec& spec, const Report& report, const host::Inputs& inputs)
      : spec_(spec), report_(report), inputs_(inputs) {}

  bool needs(const report::KeptTable& kept, const std::vector<std::string_view>& texts) {
    auto [found, added] = lines_.try_emplace(kept.id);
    if (added) collect(kept, found->second);
    return found->second.contains(joined(texts));
  }

 private:
  static std::string joined(const std::vector<std::string_view>& texts) {
    std::string key;
    for (const std::string_view text : texts) key.append(text) += '\x1f';
    return key;
  }

  void collect(const report::KeptTable& kept, std::set<std::string>& lines) const {
    for (const report::Sheet& sheet : spec_.sheets)
      for (const report::Table& table : sheet.tables) {
        if (!table.question) continue;
        if (const ReportTable* now = returned(report_, table.id)) collect_new(kept, *table.question, *now, lines);
        if (const auto before = inputs_.find("#" + table.id); before != inputs_.end())
          collect_old(kept, *table.question, before->second, lines);
      }
  }

  /// Questions of this run: nobody has answered them yet.
  static void collect_new(const report::KeptTable& kept, const report::QuestionSpec& question, const ReportTable& table,
                          std::set<std::string>& lines) {
    const std::size_t where = returned_column(table, question.where_column);
    std::vector<std::size_t> columns;
    for (const std::string& id : kept.while_open) columns.push_back(returned_column(table, id));
    if (std::count(columns.begin(), columns.end(), std::string::npos) > 0) return;
    std::vector<std::string_view> texts(columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!question.is_unsettled({}, where == std::string::npos ? std::string_view{} : table.at(row, where).text)) continue;
      for (std::size_t at = 0; at < columns.size(); ++at) texts[at] = table.at(row, columns[at]).text;
      lines.insert(joined(texts));
    }
  }

  static void collect_old(const report::KeptTable& kept, const report::QuestionSpec& question, const table::InputTable& table,
                          std::set<std::string>& lines) {
    const table::TypedColumn* decision = table.column(question.decision);
    const table::TypedColumn* where = question.where_column.empty() ? nullptr : table.column(question.where_column);
    std::vector<const table::TypedColumn*> columns;
    for (const std::string& id : kept.while_open) {
      columns.push_back(table.column(id));
      if (!columns.back() || columns.back()->texts.empty()) return;
    }
    std::vector<std::string_view> texts(columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (!question.is_unsettled(decision->texts[row], where ? where->texts[row] : std::string_view{})) continue;
      for (std::size_t at = 0; at < columns.size(); ++at) texts[at] = columns[at]->texts[row];
      lines.insert(joined(texts));
    }
  }

  const report::WorkbookSpec& spec_;
  const Report& report_;
  const host::Inputs& inputs_;
  std::map<std::string, std::set<std::string>> lines_;  // by kept table
};

std::string day_in_words(std::int64_t day) { return format_date(Date{std::chrono::days{day}}); }

std::string span_in_words(const HeldExport& of) {
  return of.period.empty() ? day_in_words(of.first) + " to " + day_in_words(of.last) : of.period;
}

}  // namespace

Remembered::Remembered(const Task& task, const TargetWorkbook& target, ReadInputs& inputs)
    : task_(task), target_(target), inputs_(inputs) {
  if (!task.spec.memory) return;
  const report::MemorySpec& spec = *task.spec.memory;
  const report::Record* record = target.has_past() ? target.past().record() : nullptr;
  const bool holds = record && std::any_of(record->tables.begin(), record->tables.end(), [](const report::RecordTable& table) {
                       return std::string_view{table.id}.starts_with(report::memory_prefix);
                     });
  if (holds) {
    const std::string remedy =
        "Bring back an earlier version with \"counterfoil restore\": what was paid before must not be taken from an altered "
        "record.";
    memory_ = Memory::read(spec, read_last_run(target, task, remedy).kept.record());
    if (!memory_)
      throw Failure{FailureKind::refused, "What " + target.name + " remembers of earlier exports does not read. " + remedy};
  } else {
    memory_.emplace(spec);
  }
  periods_.emplace(task.spec, target, record, *memory_);
  const InputFact* in_hand = fact_of(inputs.facts, spec.exports.front().input);
  add_memory_inputs(spec, *memory_, in_hand ? in_hand->fingerprint.sha256 : std::string{}, target.name, inputs.tables);
}

PenceByLine Remembered::remembered_pence(std::int64_t first, std::int64_t last, const std::string& but) const {
  PenceByLine pence;
  const report::MemorySpec& spec = *task_.spec.memory;
  for (std::size_t at = 0; at < spec.kept.size(); ++at) {
    const report::KeptTable& kept = spec.kept[at];
    const std::size_t person = kept.column(person_column), line = kept.column(line_column);
    if (kept.control.empty() || person == report::KeptTable::npos || line == report::KeptTable::npos) continue;
    const std::size_t control = kept.column(kept.control);
    const auto& exports = memory_->exports();
    const bool any = std::any_of(exports.begin(), exports.end(), [&](const HeldExport& each) {
      return each.first == first && each.last == last && each.sha256 != but;
    });
    if (!any) continue;
    for (const Memory::Row& row : memory_->rows(at)) {
      const HeldExport& each = exports[row.of];
      if (each.first != first || each.last != last || each.sha256 == but) continue;
      pence[{std::string{memory_->text(at, row, person)}, std::string{memory_->text(at, row, line)}}] +=
          memory_->number(at, row, control).value_or(0);
    }
  }
  return pence;
}

PenceByLine Remembered::returned_pence(const report::KeptTable& kept, const ReportTable& table,
                                       const std::vector<std::size_t>& rows) {
  PenceByLine pence;
  const std::size_t person = returned_column(table, person_column), line = returned_column(table, line_column),
                    control = returned_column(table, kept.control);
  if (kept.control.empty() || person == std::string::npos || line == std::string::npos || control == std::string::npos)
    return pence;
  for (const std::size_t row : rows)
    pence[{std::string{table.at(row, person).text}, std::string{table.at(row, line).text}}] += table.at(row, control).number;
  return pence;
}

void Remembered::take_export(const report::RememberedInput& of, const InputFact& fact, const Report& report,
                             const RunIdentity& identity, Findings& findings) {
  const report::MemorySpec& spec = *task_.spec.memory;
  std::vector<std::vector<std::size_t>> rows;
  std::size_t count = 0;
  for (const report::KeptTable& kept : spec.kept) {
    const ReportTable* table = returned(report, kept.id);
    rows.push_back(table ? rows_of(*table, of.input, spec) : std::vector<std::size_t>{});
    count += rows.back().size();
  }
  if (count == 0 && of.input != spec.exports.front().input) return;
  for (std::size_t at = 0; at < spec.kept.size(); ++at)
    check_control(spec.kept[at], fact, returned(report, spec.kept[at].id), rows[at]);

  const Value* first = report_fact(report, of.first);
  const Value* last = report_fact(report, of.last);
  if (!first || !last || first->kind != ValueKind::date || last->kind != ValueKind::date || first->number > last->number ||
      std::max(std::abs(first->number), std::abs(last->number)) > report::largest_kept_number(report::KeptKind::date))
    fault("does not say of which days the export of \"" + of.input + "\" is");
  HeldExport held;
  held.sha256 = fact.fingerprint.sha256;
  held.file = fact.file;
  if (const Value* period = report_fact(report, of.period)) held.period = period->text;
  held.first = first->number;
  held.last = last->number;
  held.rows = fact.rows;
  if (fact.has_control) held.control = fact.pence;
  PenceByLine now;
  for (std::size_t at = 0; at < spec.kept.size(); ++at)
    if (const ReportTable* table = returned(report, spec.kept[at].id); table && !spec.kept[at].control.empty())
      now.merge(returned_pence(spec.kept[at], *table, rows[at]));
  const bool in_hand = of.input == spec.exports.front().input;
  periods_->take(held, in_hand, identity, remembered_pence(held.first, held.last, held.sha256), now);
  if (in_hand) periods_->take_pounds(report, held.first, held.last);
  for (const HeldExport& replaced : memory_->begin(held))
    findings.add("memory-export-replaced", Place{fact.file, {}, {}},
                 {{"period", span_in_words(held)}, {"before", replaced.file}, {"workbook", target_.name}});
  for (std::size_t at = 0; at < spec.kept.size(); ++at) {
    const ReportTable* table = returned(report, spec.kept[at].id);
    if (!table) continue;
    std::vector<std::size_t> source;
    for (const report::KeptColumn& column : spec.kept[at].columns) source.push_back(returned_column(*table, column.id));
    std::vector<Value> cells(source.size());
    for (const std::size_t row : rows[at]) {
      for (std::size_t column = 0; column < source.size(); ++column)
        cells[column] = source[column] == std::string::npos ? Value{} : table->at(row, source[column]);
      memory_->add_row(at, cells);
    }
  }
}

void Remembered::take(Report& report, const std::vector<InputFact>& inputs, const RunIdentity& identity, std::uint32_t months,
                      Findings& findings) {
  if (!memory_) return;
  const report::MemorySpec& spec = *task_.spec.memory;
  const std::optional<HeldExport> newest = memory_->exports().empty() ? std::nullopt : std::optional{memory_->exports().back()};
  // The export in hand last: where both are of the same period, it stands.
  for (auto of = spec.exports.rbegin(); of != spec.exports.rend(); ++of)
    if (const InputFact* fact = fact_of(inputs, of->input)) take_export(*of, *fact, report, identity, findings);

  OpenLines open{task_.spec, report, inputs_.tables};
  const std::vector<HeldExport> dropped = memory_->prune(
      months ? months : spec.months,
      [&](const report::KeptTable& kept, const std::vector<std::string_view>& texts) { return open.needs(kept, texts); });
  for (const HeldExport& of : dropped) let_go_.push_back(span_in_words(of));
  periods_->let_go(dropped);
  add_period_tables(task_.spec, periods_->log(), report);
  if (!let_go_.empty())
    findings.add("memory-dropped", Place{target_.name, {}, {}},
                 {{"periods", list_in_words(let_go_)}, {"months", std::to_string(months ? months : spec.months)}});
  if (memory_->exports().empty()) return;
  const HeldExport& oldest = memory_->exports().front();
  report.facts.insert_or_assign("memory_from", Value{ValueKind::date, oldest.first, {}});
  if (!newest)
    words_.push_back("From now on " + target_.name + " remembers what was paid, from " + day_in_words(oldest.first) +
                     " on. Of days before that it knows nothing.");
  const Value* now = report_fact(report, spec.exports.front().last);
  went_back_ = newest && now && now->number < newest->last;
  if (went_back_)
    words_.push_back("This run is of an older period than " + span_in_words(*newest) + ", which stays the last one in " +
                     target_.name + ". Run " + span_in_words(*newest) + " again with its export, " + newest->file +
                     ", so that its figures stand on the sheets again.");
  const Value* before = spec.exports.size() > 1 ? report_fact(report, spec.exports[1].last) : nullptr;
  const InputFact* taken = spec.exports.size() > 1 ? fact_of(inputs, spec.exports[1].input) : nullptr;
  if (taken && !taken->kept_by.empty() && before && now && before->number > now->number)
    throw Failure{FailureKind::usage, "The export in hand is of an older period than the lines that " + target_.name + " keeps (" +
                                          taken->file + "). Name the export of the period before it with --" + taken->id +
                                          " FILE."};
}

std::vector<report::RecordTable> Remembered::tables() {
  if (!memory_) return {};
  std::vector<report::RecordTable> tables = memory_->tables();
  for (report::RecordTable& table : periods_->log().tables()) tables.push_back(std::move(table));
  return tables;
}

}  // namespace counterfoil::run
