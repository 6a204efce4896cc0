// One payments export, column by column as the host holds it: borrowed, never copied. A Row is a view of one of its rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/plugin.hpp"

namespace counterfoil::payments {

struct Payments {
  std::string_view input;  // "previous" or "current"
  std::string_view title;  // "last period's export", in the middle of a sentence
  std::size_t rows = 0;
  plugin::Column control, sheet_row, person_id, surname, forename, name, date_of_birth, line_id, service_type, service, provider,
      provider_id, payee, payee_id, start, end, price_start, price_end, suspended_from, suspended_to, end_reason, quantity, unit,
      unit_cost, frequency, cost, weekly_cost, gross, contribution, net, amount, adjustment, adjustment_from, adjustment_to,
      payment_type, status, period_from, period_to, payment_date, payment_reference, cost_centre, subjective, notes;
};

Payments read_payments(const plugin::Run& run, std::string_view input, std::string_view title);

/// Whether both exports hold the same values in the same order, every column and row.
bool identical(const Payments& left, const Payments& right);

/// The name as the export has it, else forename and surname.
std::string full_name(const Payments& payments, std::size_t row);
/// The service if there is one, else its type.
std::string_view service_words(const Payments& payments, std::size_t row);

}  // namespace counterfoil::payments
