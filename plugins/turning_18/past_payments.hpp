// What exports of earlier periods paid to the people on the Watch list, as the workbook remembers it; and the rows of this export
// that are to be remembered. Of nobody else is anything kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "counterfoil/paid_days.hpp"
#include "people_result.hpp"

namespace counterfoil::turning {

struct PastPayment {
  std::string_view person, line, service, provider, payee, payee_id, cost_centre, subjective;
  DateSpan export_period;  // of the export that paid it
  DateSpan days;           // that it is for
  Pence paid;
};

/// The days that a row is for; nothing for a one-off, which is for no days.
std::optional<DateSpan> days_of(const payments::Export& from, const payments::PaidRow& row);

class PastPayments {
 public:
  PastPayments() = default;
  /// Of every export but those of this period; of periods after it too, as when an older export is run again.
  PastPayments(const plugin::Run& run, DateSpan period);

  const std::vector<PastPayment>& all() const { return payments_; }
  /// What was paid on the person's line, by exports of periods before this one, for days from `adult` on; and the days before this
  /// period that no export is remembered for.
  Pence paid_since(std::string_view person, std::string_view line, Date adult) const;
  /// The same on lines of the person that are not among these.
  Pence paid_on_others(std::string_view person, const std::vector<std::string>& lines, Date adult) const;
  std::vector<DateSpan> not_remembered(DateSpan days) const;

 private:
  DateSpan period_{};
  std::vector<PastPayment> payments_;  // by person and line
  std::vector<DateSpan> exports_;      // periods before this one
};

/// With the sums since 18 as they were paid: what earlier exports paid, and only for days that none of them covers the terms of
/// this one.
void add_up_since_18(Result& result, const PastPayments& past);

void hand_out_past_payments(plugin::Run& run, const Result& result);

}  // namespace counterfoil::turning
