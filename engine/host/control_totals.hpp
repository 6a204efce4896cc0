// Nothing is dropped in silence: rows in = rows accounted for, pounds in = pounds accounted for, opening + steps = closing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace counterfoil::host {

struct AccountLine {
  std::string input;
  std::string class_name;
  std::uint64_t rows = 0;
  std::int64_t pence = 0;
};

struct BridgeStep {
  std::string label;
  std::int64_t pence = 0;
};

/// What the engine itself read of an input.
struct InputTotals {
  std::string input;
  std::string title;
  std::uint64_t rows = 0;
  std::int64_t pence = 0;
};

struct ControlTotals {
  std::vector<AccountLine> accounts;
  std::optional<std::int64_t> bridge_opening;
  std::vector<BridgeStep> bridge_steps;
  std::optional<std::int64_t> bridge_closing;
};

/// Throws Failure (out_of_tie) naming the input and both figures. Amounts are totals, no person's.
void check_control_totals(const std::vector<InputTotals>& inputs, const ControlTotals& totals);

}  // namespace counterfoil::host
