// Plans in time: deductions from next payments that respect a maximum, and agreed instalments of an invoice.
#pragma once

#include <optional>
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

/// Instalments of the invoices whose debtor has an agreement; one plan an invoice, under the invoice's key.
std::vector<Planned> plan_instalments(const std::vector<Matter>& matters, const Settings& settings, Notes& notes);

}  // namespace counterfoil::debtors
