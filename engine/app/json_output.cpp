// One JSON object a line for front ends; the members are listed in ARCHITECTURE.md.
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/output.hpp"
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

  void progress(const std::string& stage, std::uint64_t done, std::uint64_t total) override {
    line({{"protocol", protocol_number}, {"event", "progress"}, {"stage", stage}, {"done", done}, {"total", total}});
  }

  void outcome(const run::RunOutcome& outcome) override {
    for (const Finding& finding : outcome.findings.all())
      line({{"protocol", protocol_number},
            {"event", "finding"},
            {"id", finding.id},
            {"severity", finding.severity == Severity::blocking  ? "blocking"
                         : finding.severity == Severity::warning ? "warning"
                                                                 : "note"},
            {"title", finding.title},
            {"sentence", finding.sentence},
            {"file", finding.place.file},
            {"sheet", finding.place.sheet},
            {"cell", finding.place.cell},
            {"stored", finding.stored},
            {"shown", finding.shown}});
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
                 {"words", outcome.words},
                 {"workbook", utf8_from_path(outcome.workbook)},
                 {"prior-version", utf8_from_path(outcome.prior_version)},
                 {"blocking", outcome.findings.count(Severity::blocking)},
                 {"warnings", outcome.findings.count(Severity::warning)},
                 {"notes", outcome.findings.count(Severity::note)},
                 {"sheets", sheets},
                 {"report-digest", outcome.report_digest},
                 {"workbook-digest", outcome.workbook_digest}};
    if (!outcome.calendar.empty()) json["calendar"] = utf8_from_path(outcome.calendar);
    if (!outcome.proposed.empty()) json["save-as-proposed"] = utf8_from_path(outcome.proposed);
    if (outcome.reason) json["reason"] = run::reason_word(*outcome.reason);
    line(json);
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
      json["inputs"] = Json::array();
      for (const auto& input : task.description.inputs)
        json["inputs"].push_back({{"id", input.id}, {"title", input.title}, {"required", input.required}, {"help", input.help}});
      json["parameters"] = Json::array();
      for (const auto& parameter : task.description.parameters)
        json["parameters"].push_back({{"id", parameter.id},
                                      {"title", parameter.title},
                                      {"kind", kind_name(parameter.kind)},
                                      {"default", parameter.default_value},
                                      {"minimum", parameter.minimum},
                                      {"maximum", parameter.maximum},
                                      {"choices", parameter.choices},
                                      {"help", parameter.help}});
      line(json);
    }
    done();
  }

  void checked(const CheckAccount& account) override {
    for (const Statement& statement : account.statements) {
      Json json = {{"protocol", protocol_number}, {"event", statement.event}, {"kind", kind_word(statement.kind)},
                   {"id", statement.id},          {"sheet", statement.sheet}, {"cell", statement.cell},
                   {"words", statement.words}};
      for (const auto& [name, detail] : statement.details)
        std::visit([&member = json[name]](const auto& value) { member = value; }, detail);
      line(json);
    }
    line({{"protocol", protocol_number},
          {"event", "outcome"},
          {"status", account.status},
          {"exit", account.exit},
          {"words", account.words}});
  }

  void history(const std::vector<run::HistoryEntry>& entries) override {
    for (const run::HistoryEntry& entry : entries)
      line({{"protocol", protocol_number},
            {"event", "recorded-run"},
            {"run", entry.run_id},
            {"time", entry.time},
            {"task", entry.task},
            {"user", entry.user},
            {"state", entry.state},
            {"workbook", entry.workbook}});
    done();
  }

  void restored(const run::RestoreOutcome& outcome) override {
    for (const run::WorkbookVersion& version : outcome.versions)
      line({{"protocol", protocol_number},
            {"event", "version"},
            {"number", version.number},
            {"file", utf8_from_path(version.file)},
            {"bytes", version.bytes},
            {"run", version.run},
            {"user", version.user},
            {"time", version.time},
            {"replaced-by", version.replaced_by},
            {"trouble", version.trouble}});
    line({{"protocol", protocol_number},
          {"event", "outcome"},
          {"status", "finished"},
          {"exit", 0},
          {"words", outcome.words},
          {"workbook", utf8_from_path(outcome.restored)}});
  }

  void trouble(const std::string& sentence, int exit_status) override {
    line({{"protocol", protocol_number}, {"event", "outcome"}, {"status", "failed"}, {"exit", exit_status}, {"words", {sentence}}});
  }

 private:
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
    return kind == Statement::Kind::problem ? "problem" : kind == Statement::Kind::limit ? "limit" : "ok";
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
