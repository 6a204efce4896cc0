// One JSON object a line for front ends; the members are listed in ARCHITECTURE.md.
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/json_lines.hpp"
#include "app/output.hpp"
#include "base/command_words.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "run/words.hpp"

namespace counterfoil::app {

namespace {

using Json = nlohmann::ordered_json;

class JsonOutput final : public Output {
 public:
  explicit JsonOutput(std::ostream& out) : out_(out) {}

  void started(const std::string& run_id, const std::string& task) override {
    line({{"protocol", protocol_number}, {"event", "started"}, {"run", run_id}, {"task", task}});
  }

  void progress(const std::string& stage, std::uint64_t done, std::uint64_t total, RowsDone rows) override {
    Json json = {{"protocol", protocol_number}, {"event", "progress"}, {"stage", stage}, {"done", done}, {"total", total}};
    if (rows.total > 0) {
      json["rows-done"] = rows.done;
      json["rows-total"] = rows.total;
    }
    line(json);
  }

  void outcome(const run::RunOutcome& outcome, bool) override {
    const auto& findings = outcome.findings.all();
    for (std::size_t at = 0; at < findings.size(); ++at) {
      FindingWhere where = where_is(findings[at].place, outcome);
      if (at < outcome.finding_cells.size()) {
        where.result_sheet = outcome.findings_sheet;
        where.result_cell = outcome.finding_cells[at];
      }
      out_ << finding_line(findings[at], where) << '\n';
    }
    for (const run::Problem& problem : outcome.problems) out_ << problem_line(problem) << '\n';
    for (const std::string& text : result_lines(outcome)) out_ << text << '\n';
    line(outcome_of(outcome));
  }

  void tasks(const std::vector<InstalledTask>& tasks) override {
    for (const InstalledTask& task : tasks) {
      Json json = {{"protocol", protocol_number}, {"event", "task"}, {"id", task.id}, {"usable", task.trouble.empty()}};
      if (!task.trouble.empty()) {
        json["trouble"] = task.trouble;
        line(json);
        continue;
      }
      json["title"] = task.description.title;
      json["version"] = task.description.version;
      json["summary"] = task.description.summary;
      json["purpose"] = task.form.purpose;
      json["inputs"] = Json::array();
      for (const auto& input : task.description.inputs)
        json["inputs"].push_back({{"id", input.id},
                                  {"title", input.title},
                                  {"required", input.required},
                                  {"help", input.help},
                                  {"beside", beside_of(task, input.id)}});
      json["parameters"] = Json::array();
      for (const std::string& id : task.form.order) json["parameters"].push_back(parameter_of(task, id));
      json["example"] = {{"files", Json::object()}, {"workbook", task.form.example_workbook}};
      for (const auto& [input, file] : task.form.example_files) json["example"]["files"][input] = path_text(file);
      line(json);
    }
    done();
  }

  void checked(const CheckAccount& account) override {
    for (const Statement& statement : account.statements) {
      Json json = {{"protocol", protocol_number},
                   {"event", statement.event},
                   {"kind", kind_word(statement.kind)},
                   {"id", statement.id},
                   {"sheet", statement.sheet},
                   {"cell", statement.cell},
                   {"words", without_commands(statement.words)}};
      for (const auto& [name, detail] : statement.details)
        std::visit([&member = json[name]](const auto& value) { member = value; }, detail);
      line(json);
    }
    Json outcome = {{"protocol", protocol_number},
                    {"event", "outcome"},
                    {"status", account.status},
                    {"exit", account.exit},
                    {"words", plain(account.words)}};
    if (!account.workbook.empty()) outcome["workbook"] = path_text(account.workbook);
    if (!account.folder.empty()) outcome["folder"] = path_text(account.folder);
    line(outcome);
  }

  void inspected(const run::InspectOutcome& outcome) override {
    for (const std::string& text : inspected_lines(outcome)) out_ << text << '\n';
    out_ << std::flush;
  }

  void waiting(const run::WaitingOutcome& outcome) override {
    for (const std::string& text : waiting_lines(outcome)) out_ << text << '\n';
    out_ << std::flush;
  }

  void history(const run::History& history) override {
    const auto statement = [&](const char* kind, const char* id, const std::string& words) {
      line({{"protocol", protocol_number},
            {"event", "statement"},
            {"kind", kind},
            {"id", id},
            {"sheet", ""},
            {"cell", ""},
            {"words", words}});
    };
    for (const std::string& problem : history.problems) statement("problem", "ledger-broken", problem);
    if (!history.sound.empty()) statement("ok", "ledger-unbroken", history.sound);
    for (const run::HistoryEntry& entry : history.runs) {
      Json told{{"protocol", protocol_number},  {"event", "recorded-run"},   {"run", entry.run_id},  {"time", entry.time},
                {"task", entry.task},           {"user", entry.user},        {"state", entry.state}, {"workbook", entry.workbook},
                {"period", entry.facts.period}, {"batch", entry.facts.batch}};
      if (entry.facts.batch_rows > 0) told["batch-rows"] = entry.facts.batch_rows;
      if (entry.facts.batch_pence) told["batch-pence"] = *entry.facts.batch_pence;
      told["inputs"] = Json::array();
      for (const audit::InputFacts& input : entry.facts.inputs) {
        Json one{{"role", input.role}, {"rows", input.rows}, {"sha256", input.sha256}};
        if (input.pence) one["pence"] = *input.pence;
        told["inputs"].push_back(std::move(one));
      }
      told["unusual"] = entry.facts.unusual;
      told["findings"] = entry.facts.findings;
      line(told);
    }
    done();
  }

  void restored(const run::RestoreOutcome& outcome) override {
    for (const run::WorkbookVersion& version : outcome.versions)
      line({{"protocol", protocol_number},
            {"event", "version"},
            {"number", version.number},
            {"file", path_text(version.file)},
            {"bytes", version.bytes},
            {"run", version.run},
            {"user", version.user},
            {"time", version.time},
            {"replaced-by", version.replaced_by},
            {"kept-as", version.because},
            {"trouble", version.trouble}});
    line({{"protocol", protocol_number},
          {"event", "outcome"},
          {"status", "finished"},
          {"exit", 0},
          {"words", plain(outcome.words)},
          {"workbook", path_text(outcome.restored)}});
  }

  void trouble(const std::string& sentence, int exit_status) override {
    line({{"protocol", protocol_number},
          {"event", "outcome"},
          {"status", "failed"},
          {"exit", exit_status},
          {"words", {without_commands(sentence)}}});
  }

 private:
  static FindingWhere where_is(const Place& place, const run::RunOutcome& outcome) {
    FindingWhere where;
    for (const run::ReadExport& file : outcome.exports) {
      if (file.name != place.file) continue;
      const bool same_sheet = !place.sheet.empty() && file.sheet == place.sheet;
      if (!where.path.empty() && !same_sheet) continue;  // one file that is read as two inputs
      where.input = file.input;
      where.path = path_text(file.path);
      if (same_sheet) break;
    }
    if (where.path.empty() && !place.file.empty() && !outcome.workbook.empty() && place.file == file_name_of(outcome.workbook))
      where.path = path_text(outcome.workbook);
    return where;
  }

  static std::string beside_of(const InstalledTask& task, const std::string& input) {
    const auto companion = task.form.companions.find(input);
    return companion == task.form.companions.end() ? std::string{} : companion->second;
  }

  static Json parameter_of(const InstalledTask& task, const std::string& id) {
    const host::ParameterDescription& parameter = *task.description.parameter(id);
    const run::FormSetting& form = task.form.settings.at(id);
    return {{"id", parameter.id},
            {"title", parameter.title},
            {"kind", kind_name(parameter.kind)},
            {"default", parameter.default_value},
            {"minimum", parameter.minimum},
            {"maximum", parameter.maximum},
            {"choices", parameter.choices},
            {"choice-titles", form.choice_titles},
            {"group", form.group},
            {"advanced", form.advanced},
            {"help", parameter.help}};
  }

  static Json outcome_of(const run::RunOutcome& outcome) {
    Json sheets = Json::array();
    for (const auto& sheet : outcome.merged.sheets)
      sheets.push_back({{"sheet", sheet.sheet},
                        {"added", sheet.rows_added},
                        {"updated", sheet.rows_updated},
                        {"kept", sheet.rows_kept},
                        {"moved-to-history", sheet.rows_moved_to_history}});
    Json json = {{"protocol", protocol_number},
                 {"event", "outcome"},
                 {"status", run::status_word(outcome.status)},
                 {"exit", run::exit_status(outcome)},
                 {"run", outcome.run_id},
                 {"task", outcome.task},
                 {"words", plain(outcome.words)},
                 {"saved", outcome.status == run::RunStatus::finished || !outcome.written.empty()},
                 {"workbook", path_text(outcome.workbook)},
                 {"prior-version", path_text(outcome.prior_version)},
                 {"blocking", outcome.findings.count(Severity::blocking)},
                 {"warnings", outcome.findings.count(Severity::warning)},
                 {"notes", outcome.findings.count(Severity::note)},
                 {"sheets", sheets},
                 {"report-digest", outcome.report_digest},
                 {"workbook-digest", outcome.workbook_digest}};
    if (!outcome.calendar.empty()) json["calendar"] = path_text(outcome.calendar);
    if (!outcome.proposed.empty()) json["save-as-proposed"] = path_text(outcome.proposed);
    if (outcome.reason) json["reason"] = run::reason_word(*outcome.reason);
    return json;
  }

  static std::vector<std::string> plain(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const std::string& sentence : words) all.push_back(without_commands(sentence));
    return all;
  }

  static std::string_view kind_name(cf_kind kind) {
    switch (kind) {
      case CF_DATE: return "date";
      case CF_PENCE: return "pence";
      case CF_QUANTITY: return "quantity";
      case CF_INTEGER: return "integer";
      default: return "text";
    }
  }

  static std::string_view kind_word(Statement::Kind kind) {
    switch (kind) {
      case Statement::Kind::problem: return "problem";
      case Statement::Kind::limit: return "limit";
      case Statement::Kind::found: return "found";
      case Statement::Kind::ok: break;
    }
    return "ok";
  }

  void done() {
    line({{"protocol", protocol_number}, {"event", "outcome"}, {"status", "finished"}, {"exit", 0}, {"words", Json::array()}});
  }

  // Texts of a damaged file may hold broken UTF-8: they are repaired, never a reason to stop.
  void line(const Json& json) { out_ << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush; }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<Output> json_output(std::ostream& out) { return std::make_unique<JsonOutput>(out); }

}  // namespace counterfoil::app
