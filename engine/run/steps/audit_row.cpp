#include "run/steps/audit_row.hpp"

#include <algorithm>

#include "audit/audit_record.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "report/workbook_merge.hpp"
#include "run/past_runs/decision_log.hpp"
#include "run/past_runs/decisions_about.hpp"
#include "run/past_runs/kept_lines.hpp"
#include "run/steps/engine_tables.hpp"
#include "run/words.hpp"

namespace counterfoil::run {

namespace {

std::string inputs_in_words(const std::vector<InputFact>& inputs) {
  std::string words;
  for (const InputFact& input : inputs) {
    if (!words.empty()) words += "\n";
    words += input.id + ": " + input.file;
    if (!input.sheet.empty()) words += ", sheet " + input.sheet;
    words += ", " + count_of(static_cast<std::int64_t>(input.rows), "row");
    if (input.has_control) words += ", " + format_pounds(Pence{input.pence});
    words += ", SHA-256 " + input.fingerprint.sha256;
    if (!input.kept_by.empty()) words += ", its lines as run " + input.kept_by + " kept them in this workbook";
  }
  return words;
}

/// All of them, defaults too: what the run was really worked out with.
std::string settings_in_words(const host::ParameterValues& parameters, const Settings& settings) {
  std::string words;
  const auto add = [&](const std::string& name, const std::string& value) {
    words += (words.empty() ? "" : "; ") + name + " = " + value;
  };
  for (const auto& [id, value] : parameters) add(id, value_in_words(value));
  for (const auto& [field, names] : settings.headings) add("heading of " + field, list_in_words(names, " or "));
  for (const auto& [input, sheet] : settings.sheets) add("sheet of " + input, sheet);
  return words;
}

std::string findings_in_words(const Findings& findings) {
  return count_of(static_cast<std::int64_t>(findings.count(Severity::warning)), "check") + ", " +
         count_of(static_cast<std::int64_t>(findings.count(Severity::note)), "note");
}

std::string fact_text(const report::Report& report, std::string_view name) {
  const auto found = report.facts.find(name);
  return found == report.facts.end() ? std::string{} : std::string{found->second.text};
}

/// What the run offers for approval, where it offers anything.
void add_batch(const report::Report& report, PreparedFacts& prepared) {
  const auto table = report.tables.find(report::sign_off_table);
  if (table == report.tables.end() || table->second.rows() == 0) return;
  for (std::size_t at = 0; at < table->second.columns.size(); ++at) {
    const report::Value& value = table->second.at(0, at);
    if (table->second.columns[at] == "rows")
      prepared.batch_rows = static_cast<std::uint64_t>(std::max<std::int64_t>(value.number, 0));
    if (table->second.columns[at] == "amount" && value.kind == report::ValueKind::pence) prepared.batch_pence = value.number;
  }
}

}  // namespace

AuditRow make_audit_row(const AuditFacts& facts) {
  const std::vector<audit::AuditRow> above =
      facts.target.is_new ? std::vector<audit::AuditRow>{} : facts.target.book.audit(facts.task.spec);

  audit::AuditRecord record;
  record.run_id = facts.identity.run_id;
  record.time_utc = facts.identity.moment.utc;
  record.time_local = facts.identity.moment.local;
  record.user = facts.identity.user;
  record.task = facts.task.description().id;
  record.versions = version_words() + ", " + facts.task.description().id + " " + facts.task.description().version;
  record.period = fact_text(facts.worked.result.report, "current_period");
  record.inputs = inputs_in_words(facts.worked.inputs);
  record.settings =
      settings_in_words(facts.worked.parameters, facts.settings) + decisions_about(facts.worked.merge->about_digest());
  if (facts.target.saved_as)
    record.settings +=
        "; saved as the new file " + file_name_of(facts.target.path) + ", while " + facts.target.name + " stayed as it was";
  if (facts.target.continues)
    record.settings += std::string{goes_on_from} + facts.target.continues_name + ", SHA-256 " +
                       (facts.target.continues_sha256.empty() ? fingerprint_of(facts.target.continues->bytes()).sha256
                                                              : facts.target.continues_sha256);
  const std::string log_digest = facts.worked.merge->log_digest();
  record.settings += logged_in_words("; ", log_digest);
  record.totals = control_totals_in_words(facts.worked.inputs, facts.worked.result.totals);
  record.findings = findings_in_words(facts.findings);
  record.report_digest = facts.worked.merge->report_digest();
  record.ledger_head = facts.ledger_head;
  audit::seal(record, above);

  AuditRow row;
  report::ReportTable& table = row.report_.tables["audit"];
  table.id = "audit";
  for (const auto& [column, text] : audit::to_row(record)) {
    table.columns.push_back(column);
    table.cells.push_back(text.empty() ? report::Value{} : report::Value{report::ValueKind::text, 0, row.report_.keep(text)});
  }

  PreparedFacts& prepared = row.prepared_;
  prepared = audit::facts_of_sealed(record, above);
  prepared.settings_digest = sha256_hex(record.settings);
  prepared.decisions_digest = log_digest;
  prepared.period = record.period;
  for (const ChangedSetting& each : facts.settings.changed) prepared.unusual.push_back(each.id);
  add_batch(facts.worked.result.report, prepared);
  prepared.saved_as = facts.target.saved_as;
  if (facts.target.base) prepared.base_sha256 = facts.target.base->sha256;
  prepared.findings = audit::counted(facts.findings.count(Severity::warning), facts.findings.count(Severity::note));
  return row;
}

}  // namespace counterfoil::run
