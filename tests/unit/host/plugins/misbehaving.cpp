// A plugin that misbehaves in the way that the compile definition MISBEHAVIOUR says. For the host's tests.
#include <stdexcept>

#include "counterfoil/plugin.hpp"
#include "counterfoil/plugin_draft.hpp"

namespace {

using counterfoil::plugin::literal;
using counterfoil::plugin::Run;

const cf_finding findings[] = {
    {literal("odd-amount"), 1, 0, literal("An odd amount"), literal("Row {row} of {file} holds {figure}. Look at {cell}.")}};
const cf_input inputs[] = {{literal("payments"), literal("Payments"), literal("payments"), 1, 0, literal("Any export.")}};
const cf_parameter parameters[] = {
    {literal("limit"), literal("Limit"), CF_PENCE, 0, literal("10.00"), literal("0"), literal("1000"), literal(""), literal("")}};

cf_plugin description() {
  cf_plugin plugin{};
  plugin.id = literal("misbehaving");
  plugin.version = literal("1.0");
  plugin.title = literal("Misbehaving");
  plugin.summary = literal("For tests.");
  plugin.workbook = literal("test");
  plugin.inputs = inputs;
  plugin.input_count = 1;
  plugin.parameters = parameters;
  plugin.parameter_count = 1;
  plugin.findings = findings;
  plugin.finding_count = 1;
  return plugin;
}

[[maybe_unused]] void run(Run& run) {
#if MISBEHAVIOUR == 1  // throws
  static_cast<void>(run);
  throw std::runtime_error("the sum of the hours is negative");
#elif MISBEHAVIOUR == 2   // opens a table that the workbook does not have
  run.open_table("nowhere", {"a"});
#elif MISBEHAVIOUR == 3   // writes a reviewer's column
  run.open_table("rows", {"comment"});
#elif MISBEHAVIOUR == 4   // an unlisted finding
  run.finding("unheard-of", {});
#elif MISBEHAVIOUR == 5   // beyond the rows
  run.finding("odd-amount", {"payments", 99, "amount"}, {{"figure", "1"}});
#elif MISBEHAVIOUR == 6   // a row of the wrong width
  run.open_table("rows", {"label", "amount"}).add({counterfoil::plugin::Value{"only one"}});
#elif MISBEHAVIOUR == 10  // tries the draft
  const counterfoil::plugin::Draft draft{run};
  run.account("payments", "all", run.rows("payments"), counterfoil::Pence{300});
  run.fact("heading", draft.heading("payments", "amount").value_or("none"));
  run.fact("of no column", draft.heading("payments", "rate") ? "there" : "none");
  run.fact("of no input", draft.heading("rates", "rate") ? "there" : "none");
#else                     // behaves: one row a payment, a finding on the second, all accounted for
  const auto amounts = run.column("payments", "amount");
  const auto control = run.column("payments", "#control");
  const auto table = run.open_table("rows", {"label", "amount"});
  counterfoil::Pence sum;
  for (std::size_t row = 0; row < run.rows("payments"); ++row) {
    run.progress(row, run.rows("payments"));
    table.add({run.column("payments", "person_id").text(row), amounts.pence(row)});
    sum += control.pence(row).value_or(counterfoil::Pence{});
    if (row == 1) run.finding("odd-amount", {"payments", row, "amount"}, {{"figure", "£2.00"}});
  }
  run.account("payments", "all", run.rows("payments"), sum);
  run.fact("limit", run.pence_parameter("limit"));
  run.fact("missing", run.column("rates", "rate").exists() ? "there" : "not there");
#endif
}

}  // namespace

#if MISBEHAVIOUR == 7    // exports nothing
#elif MISBEHAVIOUR == 8  // built for a newer contract; its code must never run
extern "C" CF_EXPORT const std::uint32_t counterfoil_contract = (CF_CONTRACT_MAJOR << 16) | (CF_CONTRACT_MINOR + 1);
extern "C" CF_EXPORT const cf_plugin* counterfoil_plugin(void) { __builtin_trap(); }
#elif MISBEHAVIOUR == 9  // describes no run
extern "C" CF_EXPORT const std::uint32_t counterfoil_contract = (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_MINOR;
extern "C" CF_EXPORT const cf_plugin* counterfoil_plugin(void) {
  static cf_plugin plugin = description();
  return &plugin;
}
#elif MISBEHAVIOUR == 10
COUNTERFOIL_DRAFT_PLUGIN(description(), run)
#elif MISBEHAVIOUR == 11  // another revision of the draft; its code must never run
extern "C" CF_EXPORT const std::uint32_t counterfoil_contract =
    (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_DRAFT | (CF_DRAFT_REVISION + 1);
extern "C" CF_EXPORT const cf_plugin* counterfoil_plugin(void) { __builtin_trap(); }
#elif MISBEHAVIOUR == 12  // its number promises what its description does not
extern "C" CF_EXPORT const std::uint32_t counterfoil_contract = (CF_CONTRACT_MAJOR << 16) | CF_CONTRACT_MINOR;
extern "C" CF_EXPORT const cf_plugin* counterfoil_plugin(void) {
  static cf_plugin plugin = description();
  plugin.size = sizeof(cf_plugin);
  plugin.major_version = CF_CONTRACT_MAJOR;
  plugin.minor_version = CF_CONTRACT_DRAFT | CF_DRAFT_REVISION;
  plugin.run = [](const cf_host*) { return CF_OK; };
  return &plugin;
}
#else
COUNTERFOIL_PLUGIN(description(), run)
#endif
