// Money that was paid for days after the end that a reviewer decided. Nothing else makes money overpaid here: no birthday does.
#pragma once

#include <string>
#include <vector>

#include "decisions.hpp"
#include "past_payments.hpp"
#include "people_result.hpp"

namespace counterfoil::turning {

/// A row of the sheet Overpayments, whose columns every task shares.
struct Overpayment {
  std::string person, line, service, provider, payee, payee_id;
  DateSpan days_overpaid;
  std::int64_t days = 0;
  std::optional<Pence> correct_weekly;
  Pence paid, correct;  // for those days
  std::string cause;
  Date discovered;
  std::string still_paid;  // "Yes", "No"
  std::optional<Pence> next_payment;
  std::string cost_centre, subjective, source;
};

/// Of this export, and of every one that the workbook remembers, by the decisions on the Watch list; rows that stand on the sheet
/// and that the decisions no longer say, at nought. By day, person and line.
std::vector<Overpayment> find_overpayments(const plugin::Run& run, const Result& result, const PastPayments& past,
                                           const Decisions& decisions, Notes& notes);

}  // namespace counterfoil::turning
