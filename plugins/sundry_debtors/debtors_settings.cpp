#include "debtors_settings.hpp"

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

Cycle read_cycle(std::string_view word) {
  if (word == "weekly") return Cycle::weekly;
  if (word == "fortnightly") return Cycle::fortnightly;
  return word == "monthly" ? Cycle::monthly : Cycle::four_weekly;
}

LimitFrom read_limit(std::string_view word) {
  if (word == "overpaid-from") return LimitFrom::overpaid_from;
  return word == "discovered" ? LimitFrom::discovered : LimitFrom::overpaid_to;
}

Disagreement read_disagreement(std::string_view word) {
  if (word == "computed") return Disagreement::computed;
  return word == "given" ? Disagreement::given : Disagreement::hold;
}

}  // namespace

Settings read_settings(const plugin::Run& run) {
  Settings settings;
  settings.as_of = run.date_parameter("as-of");
  settings.batch = run.text_parameter("batch");
  settings.de_minimis = run.pence_parameter("de-minimis").value_or(Pence{});
  settings.limit_years = static_cast<int>(run.integer_parameter("limit-years").value_or(0));
  settings.limit_from = read_limit(run.text_parameter("limit-from"));
  settings.invoice_per_debtor = run.text_parameter("invoice-per") == "debtor";
  settings.tolerance = run.pence_parameter("amount-tolerance").value_or(Pence{});
  settings.disagreement = read_disagreement(run.text_parameter("amounts-disagree"));
  settings.payment_cycle = read_cycle(run.text_parameter("payment-cycle"));
  settings.next_payment_date = run.date_parameter("next-payment-date");
  settings.next_batch = run.date_parameter("next-batch");
  settings.notice_days = run.integer_parameter("notice-days").value_or(0);
  settings.deduction_share = run.quantity_parameter("most-deducted-percent").value_or(Quantity{Quantity::one});
  settings.longest_months = run.integer_parameter("longest-months").value_or(0);
  settings.instalment_cycle = read_cycle(run.text_parameter("instalment-cycle"));
  settings.terms_days = run.integer_parameter("terms-days").value_or(0);
  settings.vat_code = run.text_parameter("vat-code");
  settings.vat_words = run.text_parameter("vat-words");
  settings.codes_needed = run.text_parameter("codes-needed") != "no";
  settings.site_needed = run.text_parameter("site-needed") != "no";
  settings.name_on_invoice = run.text_parameter("name-on-invoice") == "yes";
  settings.person_id_on_invoice = run.text_parameter("person-id-on-invoice") != "no";
  settings.key_form = run.text_parameter("key-form") == "digits" ? KeyForm::digits : KeyForm::letters;
  return settings;
}

std::string batch_name(Date as_of) {
  const std::string day = format_date(as_of);
  return "SD-" + day.substr(6) + day.substr(3, 2) + day.substr(0, 2);
}

Date payment_day(Date first, Cycle cycle, std::int64_t number) {
  switch (cycle) {
    case Cycle::weekly: return first + std::chrono::days{7 * number};
    case Cycle::fortnightly: return first + std::chrono::days{14 * number};
    case Cycle::monthly: return months_later(first, static_cast<int>(number));
    case Cycle::four_weekly: break;
  }
  return first + std::chrono::days{28 * number};
}

}  // namespace counterfoil::debtors
