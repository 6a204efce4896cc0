// A task whose result is released, for the tests of approving and releasing: each payment is a line of the batch; what is negative
// goes out as a credit note, what is nothing stays in. A line whose ID begins with "D-" is a deduction, and those are a batch of
// their own.
#include <iterator>
#include <set>
#include <string>

#include "counterfoil/plugin.hpp"

namespace {

using namespace counterfoil;
using plugin::literal;

constexpr cf_input inputs[] = {
    {literal("payments"), literal("Payments"), literal("payments"), 1, 0, literal("The payments to release.")},
};

constexpr cf_parameter parameters[] = {
    {literal("profile"), literal("Profile"), CF_TEXT, 0, literal(""), literal(""), literal(""), literal(""),
     literal("Another form of the files.")},
    {literal("round"), literal("Round"), CF_TEXT, 0, literal("1"), literal(""), literal(""), literal(""),
     literal("Part of the keys: another round has other keys.")},
};

cf_plugin description() {
  cf_plugin plugin{};
  plugin.id = literal("release-sample");
  plugin.version = literal("1.0.0");
  plugin.title = literal("Payments to release");
  plugin.summary = literal("For tests: prepares a batch of payments.");
  plugin.workbook = literal("release-sample");
  plugin.inputs = inputs;
  plugin.input_count = std::size(inputs);
  plugin.parameters = parameters;
  plugin.parameter_count = std::size(parameters);
  return plugin;
}

const char* route_of(Pence amount) { return amount > Pence{} ? "Invoice" : amount < Pence{} ? "Credit note" : "Nothing due"; }

void prepare(plugin::Run& run) {
  const auto person = run.column("payments", "person_id");
  const auto line = run.column("payments", "line_id");
  const auto provider = run.column("payments", "provider");
  const auto start = run.column("payments", "start");
  const auto rate = run.column("payments", "unit_cost");
  const auto amount = run.column("payments", "#control");
  const std::string round{run.text_parameter("round")};
  const auto load = run.open_table("load", {"release_key", "line_id", "person_id", "provider", "start", "rate", "amount", "route"});
  const auto deductions = run.open_table("deductions", {"release_key", "line_id", "person_id", "provider", "amount"});
  const auto reg = run.open_table("register", {"release_key", "amount", "route"});
  const std::size_t rows = run.rows("payments");
  Pence total;
  for (std::size_t row = 0; row < rows; ++row) {
    const Pence pence = amount.pence(row).value_or(Pence{});
    const std::string key = "R" + round + "-" + std::string{line.text(row)};
    total += pence;
    if (line.text(row).starts_with("D-")) {
      deductions.add({key, line.text(row), person.text(row), provider.text(row), pence});
      reg.add({key, pence, "Deduction"});
      continue;
    }
    load.add(
        {key, line.text(row), person.text(row), provider.text(row), start.date(row), rate.quantity(row), pence, route_of(pence)});
    reg.add({key, pence, route_of(pence)});
  }
  run.account("payments", "In the batch", rows, total);
  std::string outcome = std::to_string(rows) + " payments, " + format_pounds(total) + ".";
  const auto released = run.column("#released", "amount");
  Pence proven;
  for (std::size_t row = 0; row < run.rows("#released"); ++row) proven += released.pence(row).value_or(Pence{});
  if (run.rows("#released") + run.rows("#not_proven") > 0)
    outcome += " Released before: " + std::to_string(run.rows("#released")) + ", " + format_pounds(proven) +
               "; not proven: " + std::to_string(run.rows("#not_proven")) + ".";
  run.fact("outcome", outcome);
}

}  // namespace

COUNTERFOIL_PLUGIN(description(), prepare)
