#include "host/control_totals.hpp"

#include "base/failure.hpp"
#include "counterfoil/money.hpp"

namespace counterfoil::host {

namespace {

[[noreturn]] void out_of_tie(const std::string& sentence) {
  throw Failure{FailureKind::out_of_tie, sentence + " This is a fault of the program, not of your data: please report it."};
}

}  // namespace

void check_control_totals(const std::vector<InputTotals>& inputs, const ControlTotals& totals) {
  for (const InputTotals& input : inputs) {
    std::uint64_t rows = 0;
    Pence pence;
    for (const AccountLine& line : totals.accounts) {
      if (line.input != input.input) continue;
      rows += line.rows;
      pence += Pence{line.pence};
    }
    if (rows != input.rows)
      out_of_tie("The rows do not tie: " + std::to_string(input.rows) + " were read from " + input.title + ", but " +
                 std::to_string(rows) + " were accounted for.");
    if (pence.count != input.pence)
      out_of_tie("The amounts do not tie: " + format_pounds(Pence{input.pence}) + " was read from " + input.title + ", but " +
                 format_pounds(pence) + " was accounted for.");
  }
  if (!totals.bridge_opening && !totals.bridge_closing && totals.bridge_steps.empty()) return;
  if (!totals.bridge_opening || !totals.bridge_closing)
    out_of_tie("The bridge from one total to the other has no beginning or no end.");
  Pence sum{*totals.bridge_opening};
  for (const BridgeStep& step : totals.bridge_steps) sum += Pence{step.pence};
  if (sum.count != *totals.bridge_closing)
    out_of_tie("The bridge does not tie: its steps come to " + format_pounds(sum) + ", but this period's total is " +
               format_pounds(Pence{*totals.bridge_closing}) + ".");
}

}  // namespace counterfoil::host
