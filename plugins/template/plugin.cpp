// The smallest whole plugin: copy this folder and change it. It lists the payments of at least a limit.
//
// A plugin is a function from tables and parameters to report rows, findings and control totals. It sees no file and no workbook,
// and includes nothing of the engine but counterfoil/*. plugins/README.md says what to do next.
#include <algorithm>
#include <tuple>
#include <vector>

#include "counterfoil/describe.hpp"

namespace {

using namespace counterfoil;
using plugin::literal;

// A rule is a pure function of plain values, so that a test needs neither host nor workbook.
bool is_large(Pence amount, Pence limit) { return absolute(amount) >= limit; }

constexpr cf_input inputs[] = {
    {literal("payments"), literal("Payments"), literal("payments"), 1, 0, literal("The export of one pay period.")},
};

constexpr cf_parameter parameters[] = {
    plugin::number_parameter(CF_PENCE, "limit", "Limit", "500.00", "0", "", "Payments of this much or more are listed."),
};

// {file}, {sheet}, {cell} and {row} are the engine's; every other name in a sentence is given where the finding is reported.
constexpr cf_finding findings[] = {
    plugin::finding_kind("amount-missing", plugin::severity_of_warning, "No amount",
                         "Row {row} of {file} has no amount. It counts as {counted}; enter the amount in the finance system."),
};

cf_plugin description() {
  return plugin::describe("template", "1.0.0", "Large payments", "Lists the payments of at least a limit.", inputs, parameters,
                          findings);
}

struct Account {
  std::uint64_t rows = 0;
  Pence pence;
  void add(Pence amount) {
    ++rows;
    pence += amount;
  }
};

void run_template(plugin::Run& run) {
  const Pence limit = run.pence_parameter("limit").value_or(Pence{});
  const auto person = run.column("payments", "person_id");
  const auto line = run.column("payments", "line_id");
  const auto amount = run.column("payments", "#control");  // the column whose sum the engine holds the plugin to
  const std::size_t rows = run.rows("payments");
  Account listed, other;
  std::vector<std::size_t> large;
  for (std::size_t row = 0; row < rows; ++row) {
    if (row % 10000 == 0) run.progress(row, rows);
    const auto pence = amount.pence(row);
    if (!pence) run.finding("amount-missing", {"payments", row, "amount"}, {{"counted", "nothing"}});
    const bool is_listed = pence && is_large(*pence, limit);
    (is_listed ? listed : other).add(pence.value_or(Pence{}));
    if (is_listed) large.push_back(row);
  }
  // The same payments in another order of rows give the same report.
  std::sort(large.begin(), large.end(), [&](std::size_t left, std::size_t right) {
    return std::make_tuple(person.text(left), line.text(left), amount.pence(left)) <
           std::make_tuple(person.text(right), line.text(right), amount.pence(right));
  });
  const auto table = run.open_table("large", {"person_id", "line_id", "amount"});
  for (const std::size_t row : large) table.add({person.text(row), line.text(row), amount.pence(row)});
  // Every row goes into exactly one class; the engine refuses the run when rows or pounds differ from what it read.
  run.account("payments", "Listed", listed.rows, listed.pence);
  run.account("payments", "Below the limit", other.rows, other.pence);
  run.fact("limit_words", format_pounds(limit));  // {limit_words} of the workbook's specification
  run.fact("outcome", std::to_string(listed.rows) + (listed.rows == 1 ? " payment of " : " payments of ") + format_pounds(limit) +
                          " or more, " + format_pounds(listed.pence) + " in all.");
}

}  // namespace

COUNTERFOIL_PLUGIN(description(), run_template)
