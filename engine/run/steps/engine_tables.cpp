#include "run/steps/engine_tables.hpp"

#include <optional>

#include "base/command_words.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "run/steps/table_writer.hpp"

namespace counterfoil::run {

namespace {

using report::Report;

void add_findings(Report& report, const Findings& findings, const ExportPaths& exports) {
  TableWriter table{
      report, "findings", {"number", "severity", "title", "sentence", "file", "sheet", "cell", "stored", "shown", "open", "link"}};
  std::int64_t number = 0;
  for (const Severity severity : {Severity::blocking, Severity::warning, Severity::note})
    for (const Finding& finding : findings.all()) {
      if (finding.severity != severity) continue;
      table.integer(++number).text(severity_word(finding.severity)).text(finding.title).text(without_commands(finding.sentence));
      table.text(finding.place.file).text(finding.place.sheet).text(finding.place.cell).text(finding.stored).text(finding.shown);
      const std::string link = link_to(finding.place, exports);
      table.text(link.empty() ? "" : "Open").text(link);
    }
}

struct Accounted {
  std::int64_t rows = 0;
  std::int64_t pence = 0;
};

Accounted accounted_for(const host::ControlTotals& totals, const std::string& input) {
  Accounted sum;
  for (const host::AccountLine& line : totals.accounts) {
    if (line.input != input) continue;
    sum.rows += static_cast<std::int64_t>(line.rows);
    sum.pence += line.pence;
  }
  return sum;
}

void add_control_totals(Report& report, const report::Table& specified, const std::vector<InputFact>& facts,
                        const host::ControlTotals& totals) {
  TableWriter table{report, "control_totals", {"input", "rows_in", "amount_in", "tie"}};
  std::int64_t left_out = 0;
  for (const InputFact& fact : facts) {
    if (!fact.has_control) continue;
    const Accounted accounted = accounted_for(totals, fact.id);
    table.text(fact.title + ": read").integer(static_cast<std::int64_t>(fact.rows)).pence(fact.pence).text("");
    table.text(fact.title + ": accounted for").integer(accounted.rows).pence(accounted.pence);
    table.text(accounted.rows == static_cast<std::int64_t>(fact.rows) && accounted.pence == fact.pence ? "Ties" : "DOES NOT TIE");
    left_out += static_cast<std::int64_t>(fact.total_rows);
  }
  table.text("Totals rows in the exports, checked and not counted").integer(left_out).pence({}).text("");
  if (totals.bridge_closing) {
    std::int64_t sum = totals.bridge_opening.value_or(0);
    for (const host::BridgeStep& step : totals.bridge_steps) sum += step.pence;
    table.text("The bridge comes to this period's total").integer(static_cast<std::int64_t>(totals.bridge_steps.size())).pence(sum);
    table.text(sum == *totals.bridge_closing ? "Ties" : "DOES NOT TIE");
  }
  while (table.rows() < specified.rows) table.text("").text("").text("").text("");
}

}  // namespace

std::vector<host::InputTotals> input_totals(const std::vector<InputFact>& facts) {
  std::vector<host::InputTotals> totals;
  for (const InputFact& fact : facts)
    if (fact.has_control) totals.push_back({fact.id, fact.file, fact.rows, fact.pence});
  return totals;
}

void add_engine_tables(Report& report, const report::WorkbookSpec& spec, const Findings& findings, const ExportPaths& exports,
                       const std::vector<InputFact>& facts, const host::ControlTotals& totals) {
  if (spec.table("findings")) add_findings(report, findings, exports);
  if (const report::Table* table = spec.table("control_totals")) add_control_totals(report, *table, facts, totals);
}

std::string control_totals_in_words(const std::vector<InputFact>& facts, const host::ControlTotals& totals) {
  std::string words;
  for (const InputFact& fact : facts) {
    if (!fact.has_control) continue;
    words += fact.title + ": " + count_of(static_cast<std::int64_t>(fact.rows), "row") + ", " + format_pounds(Pence{fact.pence}) +
             ", ties; ";
  }
  if (totals.bridge_closing) words += "bridge to " + format_pounds(Pence{*totals.bridge_closing}) + " ties";
  return words;
}

}  // namespace counterfoil::run
