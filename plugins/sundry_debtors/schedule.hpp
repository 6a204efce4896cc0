// Plans in time: deductions from next payments that respect a maximum, and agreed instalments of an invoice.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "debtors_settings.hpp"
#include "matter.hpp"
#include "register.hpp"

namespace counterfoil::debtors {

/// Nobody agrees to more payments than these: fifty years of months. A plan that is longer comes from a slip of the keyboard.
inline constexpr std::int64_t most_payments = 600;

/// The most that may come off one payment: what was agreed for the payee, else the share of the next payment. Nothing where neither
/// is known.
std::optional<Pence> most_at_a_time(const Matter& matter, const Settings& settings);

/// Deductions of all matters with the route Deduct. Matters of one payee share the maximum, the oldest days first.
std::vector<Planned> plan_deductions(const std::vector<Matter>& matters, const Settings& settings, Notes& notes);

/// A batch hands out what falls due up to this day: what is due later can still be told in time by the next one.
Date last_day_in_batch(const Settings& settings);

/// Deductions of the matters `going` that were due before the day of the batch and never released: all that is open of their payee
/// is put off by so many payments that the first leaves time for notice, so that no payment loses more than was planned for one.
void move_what_was_missed(std::vector<Planned>& deductions, const std::set<std::string_view>& going, const Settings& settings,
                          Notes& notes);

/// Instalments of the invoices whose debtor has an agreement; one plan an invoice, under the invoice's key.
std::vector<Planned> plan_instalments(const std::vector<Matter>& matters, const Settings& settings, Notes& notes);

}  // namespace counterfoil::debtors
