// The council's settings, as the rules use them. Defaults and help texts stand in debtors_description.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "counterfoil/date.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "matter_key.hpp"

namespace counterfoil::debtors {

enum class LimitFrom { overpaid_to, overpaid_from, discovered };
enum class Disagreement { hold, computed, given };
enum class Cycle { weekly, fortnightly, four_weekly, monthly };

struct Settings {
  std::optional<Date> as_of;  // empty: the latest discovery in the lists
  std::string batch;          // empty: made from as_of
  Pence de_minimis;
  int limit_years = 0;
  LimitFrom limit_from = LimitFrom::overpaid_to;
  bool invoice_per_debtor = false;
  Pence tolerance;
  Disagreement disagreement = Disagreement::hold;
  Cycle payment_cycle = Cycle::four_weekly;
  std::optional<Date> next_payment_date;
  std::optional<Date> next_batch;  // empty: a payment cycle after the day of the batch
  std::int64_t notice_days = 0;
  Quantity deduction_share;
  std::int64_t longest_months = 0;
  Cycle instalment_cycle = Cycle::monthly;
  std::int64_t terms_days = 0;
  std::string vat_code;
  std::string vat_words;
  bool codes_needed = true;
  bool site_needed = true;
  bool name_on_invoice = false;
  bool person_id_on_invoice = true;
  KeyForm key_form = KeyForm::letters;
};

/// "SD-20251128"
std::string batch_name(Date as_of);

Settings read_settings(const plugin::Run& run);

/// The day so many payments after the first.
Date payment_day(Date first, Cycle cycle, std::int64_t number);

}  // namespace counterfoil::debtors
