#include "run/decisions.hpp"

#include <algorithm>
#include <set>

#include "base/atomic_file.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "host/manifest.hpp"
#include "host/plugin_library.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_merge.hpp"
#include "run/decisions/decision_lines.hpp"
#include "run/decisions/decisions_workbook.hpp"
#include "run/past_runs/decision_log.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/workbook_reader.hpp"

namespace counterfoil::run {

namespace {

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
  std::vector<report::LoggedChange> asked_for;
  const report::ReviewedCells now = report::reviewed_cells(spec, book);
  std::vector<report::LoggedChange> since = report::noticed(spec, log, now, {});
  for (report::LoggedChange& line : since) line.what.clear();
  for (const std::vector<report::LoggedChange>* lines : {&log.lines, &std::as_const(since)})
    for (const report::LoggedChange& line : *lines)
      if (asked.is(line)) asked_for.push_back(line);
  outcome.lines = decision_lines(spec, asked_for);
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
