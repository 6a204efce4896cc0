#include "run/decisions.hpp"

#include <algorithm>
#include <set>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/who_and_when.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "report/canonical.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_merge.hpp"
#include "run/decisions/decisions_workbook.hpp"
#include "run/past_runs/decision_log.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

constexpr std::string_view typed_since = "typed since";

std::string in_words_of(const report::Table& table, const std::string& column, const std::string& canonical) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == column; });
  return found == table.columns.end() ? canonical : report::in_words(canonical, found->kind);
}

std::string heading_of(const report::Table& table, const std::string& column) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& each) { return each.id == column; });
  return found == table.columns.end() ? column : found->heading;
}

/// Rows that have to do with what is asked for: by their key, or by a text that the engine wrote into them.
class Asked {
 public:
  Asked(const report::WorkbookSpec& spec, const report::Record& record, const std::string& of) : of_(fold_for_comparing(of)) {
    if (of_.empty()) return;
    for (const report::Sheet& sheet : spec.sheets)
      for (const report::Table& table : sheet.tables)
        if (const report::RecordTable* recorded = record.table(table.id); recorded && report::is_logged(table))
          read(table, *recorded);
  }

  bool is(const report::LoggedChange& line) const {
    if (of_.empty()) return true;
    const auto same = [&](const std::string& text) { return fold_for_comparing(text) == of_; };
    return same(line.login) || same(line.initials) || same(line.run) || std::any_of(line.key.begin(), line.key.end(), same) ||
           rows_.contains({line.table, line.key});
  }

 private:
  void read(const report::Table& table, const report::RecordTable& recorded) {
    const report::RecordRows rows{recorded};
    for (std::size_t row = 0; row < rows.size(); ++row) {
      bool named = false;
      for (std::size_t at = 0; at < recorded.columns.size() && !named; ++at) named = fold_for_comparing(rows.field(row, at)) == of_;
      if (!named) continue;
      report::RowName name{table.id, {}};
      for (const std::string& id : table.key) {
        const std::size_t at = recorded.column(id);
        name.key.push_back(at == report::RecordTable::npos ? std::string{} : rows.field(row, at));
      }
      rows_.insert(std::move(name));
    }
  }

  std::string of_;
  std::set<report::RowName> rows_;
};

/// Lines about one row that one run saw are told together.
class Telling {
 public:
  Telling(const report::WorkbookSpec& spec, DecisionsOutcome& outcome) : spec_(spec), outcome_(outcome) {}

  void add(const report::LoggedChange& line) {
    const report::Table* table = spec_.table(line.table);
    if (!before_ || before_->run != line.run || before_->what != line.what || before_->table != line.table ||
        before_->key != line.key || line.table.empty())
      begin(line, table);
    before_ = line;
    if (!table) return;
    DecisionLine& told = outcome_.lines.back();
    told.cells.push_back({heading_of(*table, line.column), in_words_of(*table, line.column, line.old_value),
                          in_words_of(*table, line.column, line.new_value)});
    initials_.push_back(report::initials_column(*table) && report::initials_column(*table)->id == line.column);
  }

  void end() {
    if (outcome_.lines.empty() || initials_.size() < 2) return;
    // Initials that go with a decision are told beside it.
    auto& cells = outcome_.lines.back().cells;
    for (std::size_t at = initials_.size(); at-- > 0 && cells.size() > 1;)
      if (initials_[at]) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(at));
    initials_.clear();
  }

 private:
  void begin(const report::LoggedChange& line, const report::Table* table) {
    end();
    initials_.clear();
    DecisionLine& told = outcome_.lines.emplace_back();
    told.time = line.time;
    told.login = line.login;
    told.run = line.run;
    told.what = line.what.empty() ? std::string{typed_since} : line.what;
    told.period = line.period;
    told.initials = line.initials;
    told.note = line.note;
    if (!table) return;
    told.sheet = spec_.sheet_of(line.table)->name;
    told.row = report::row_in_words(*table, line.key);
    const report::Table* of = table;
    if (!table->figure.empty()) told.about = in_words_of(*of, of->figure, line.about);
  }

  const report::WorkbookSpec& spec_;
  DecisionsOutcome& outcome_;
  std::optional<report::LoggedChange> before_;
  std::vector<bool> initials_;  // of the last line's cells: are they only initials?
};

void save_for_reading(const DecisionsRequest& request, DecisionsOutcome& outcome) {
  if (request.save_as.empty()) return;
  if (fold_for_comparing(utf8_from_path(request.save_as.extension())) != "xlsx")
    throw Failure{FailureKind::usage, "The name of the workbook with the decisions must end in .xlsx."};
  std::error_code error;
  if (std::filesystem::exists(request.save_as, error))
    throw Failure{FailureKind::usage,
                  file_name_of(request.save_as) + " is there already, and no file is written over. Give another name."};
  const Buffer bytes = decisions_workbook(outcome.lines, "Decisions of " + file_name_of(request.workbook) +
                                                             (request.of.empty() ? std::string{} : ", of " + request.of));
  ReplaceOptions options;
  options.must_be_new = true;
  replace_file(request.save_as, bytes.view(), options);
  outcome.saved = request.save_as;
}

}  // namespace

std::string time_in_words(const DecisionLine& line) {
  if (line.time.empty()) return "since then";
  return Moment{{}, line.time, 0, false}.local_words() + " UTC";
}

std::string cells_in_words(const DecisionLine& line) {
  std::string words;
  for (const DecisionLine::Cell& cell : line.cells) {
    words += (words.empty() ? "" : "; ") + cell.heading + ": ";
    if (!cell.held.empty() && cell.held != cell.holds) words += cell.held + ", now ";
    words += cell.holds.empty() ? "nothing" : cell.holds;
  }
  return words;
}

DecisionsOutcome decisions(const DecisionsRequest& request, const Installation& installation) {
  const std::string name = file_name_of(request.workbook);
  const report::OpenedWorkbook book{read_file(request.workbook, xlsx::Limits{}.file_bytes)};
  const report::Record* record = xlsx::recognise(book.bytes()) == xlsx::FileKind::zip_workbook ? book.record() : nullptr;
  if (!record)
    throw Failure{FailureKind::unreadable, name +
                                               " holds no record of Counterfoil, so it has no log of decisions. Name the workbook "
                                               "that \"counterfoil run\" made."};
  DecisionsOutcome outcome;
  outcome.task = record->task;
  const host::Manifest manifest = host::read_manifest(installation.plugins);
  const report::WorkbookSpec spec =
      load_spec(installation, host::PluginLibrary::open(manifest, manifest.find(record->task)).description().workbook);
  const report::DecisionLog log = report::DecisionLog::read(*record);
  if (std::string words = log_changed_since(book.audit(spec), *record); !words.empty())
    outcome.problems.push_back(std::move(words));
  const Asked asked{spec, *record, request.of};
  Telling telling{spec, outcome};
  const report::ReviewedCells now = report::reviewed_cells(spec, book);
  std::vector<report::LoggedChange> since = report::noticed(spec, log, now, {});
  for (report::LoggedChange& line : since) line.what.clear();
  for (const std::vector<report::LoggedChange>* lines : {&log.lines, &std::as_const(since)})
    for (const report::LoggedChange& line : *lines)
      if (asked.is(line)) telling.add(line);
  telling.end();
  if (!log.begun)
    outcome.words.push_back("An earlier version of Counterfoil made " + name +
                            ", which kept no log of decisions. The next run begins it.");
  outcome.words.push_back(outcome.lines.empty()
                              ? "No decision is logged" + (request.of.empty() ? std::string{"."} : " of " + request.of + ".")
                              : count_of(static_cast<std::int64_t>(outcome.lines.size()), "line") +
                                    ". A login is that of whoever ran what saw the change; who typed it, only the initials say.");
  save_for_reading(request, outcome);
  return outcome;
}

}  // namespace counterfoil::run
