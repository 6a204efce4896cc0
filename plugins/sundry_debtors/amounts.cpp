#include "amounts.hpp"

namespace counterfoil::debtors {

Pence for_days(Pence weekly, std::int64_t days) { return scale(weekly, days, 7, Rounding::half_up); }

WorkedAmounts work_out(const GivenAmounts& given, DateSpan span) {
  WorkedAmounts worked;
  worked.days = span.days();
  const bool has_days = worked.days > 0;
  worked.correct = given.correct;
  if (given.correct_weekly && has_days) worked.correct = for_days(*given.correct_weekly, worked.days);
  worked.paid = given.paid;
  if (!worked.paid && given.paid_weekly && has_days) {
    // A list that has only the weekly rate paid says that nothing was due.
    const Pence due_weekly = given.correct_weekly.value_or(Pence{});
    if (given.correct_weekly || !given.correct) {
      worked.overpaid = for_days(*given.paid_weekly - due_weekly, worked.days);
      worked.correct = given.correct_weekly ? worked.correct : std::optional{Pence{}};
      worked.paid = *worked.correct + *worked.overpaid;
      return worked;
    }
    worked.paid = for_days(*given.paid_weekly, worked.days);
  }
  if (worked.paid && worked.correct) worked.overpaid = *worked.paid - *worked.correct;
  return worked;
}

std::vector<Pence> share_by_days(Pence whole, const std::vector<std::int64_t>& days_of_parts, std::int64_t all_days) {
  // Each part is the difference of two running shares, so that no penny is rounded away between them.
  std::vector<Pence> shares;
  std::int64_t days = 0;
  Pence before;
  for (const std::int64_t part : days_of_parts) {
    days += part;
    const Pence until = scale(whole, days, all_days, Rounding::half_up);
    shares.push_back(until - before);
    before = until;
  }
  return shares;
}

std::vector<Pence> instalments_of(Pence total, std::int64_t count) {
  if (count < 1) return {};
  const Pence each = scale(total, 1, count, Rounding::down);
  std::vector<Pence> parts(static_cast<std::size_t>(count), each);
  Pence rest = total;
  for (std::int64_t at = 1; at < count; ++at) rest -= each;
  parts.back() = rest;
  return parts;
}

}  // namespace counterfoil::debtors
