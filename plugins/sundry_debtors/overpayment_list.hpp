// The lists of overpayments, row by row: what they say, what it comes to, and in which order the rules take them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amounts.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "debtors_settings.hpp"

namespace counterfoil::debtors {

/// One row of a list. Texts are views of the host's memory.
struct Overpayment {
  std::string_view input;
  std::uint64_t row = 0;
  Pence control;  // what the engine counts for this row
  std::string_view person_id, name, line_id, service, provider, payee, payee_id, cause, still_paid, cost_centre, subjective, source;
  std::optional<Date> from, to, discovered;
  std::optional<std::int64_t> days_given;
  GivenAmounts given;
  std::optional<Pence> next_payment;
  bool confirmed = true;
  std::string recover;  // what the reviewer chose, where the list has the column

  std::string person;  // made plain, for comparing
  std::string line;    // person and line, or what stands for the line
  WorkedAmounts worked;
  std::optional<Pence> amount;  // what the rules go on with
  bool remark = false;          // words in an otherwise empty row, such as an empty list has: nothing to raise or to put right
  std::string trouble;          // why the row cannot be raised as it is; empty: it can

  std::optional<DateSpan> span() const { return from && to && *from <= *to ? std::optional{DateSpan{*from, *to}} : std::nullopt; }
};

/// All rows of both inputs, in an order that does not depend on theirs.
std::vector<Overpayment> read_overpayments(const plugin::Run& run, const Settings& settings, Notes& notes);

}  // namespace counterfoil::debtors
