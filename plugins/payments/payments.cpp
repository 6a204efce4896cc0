#include "payments/payments.hpp"

namespace counterfoil::payments {

namespace {

using plugin::Column;

struct NamedColumn {
  std::string_view field;
  Column Payments::*member;
  bool text;
};

constexpr bool is_text = true;
constexpr bool is_number = false;

constexpr NamedColumn named_columns[] = {
    {"#control", &Payments::control, is_number},
    {"#row", &Payments::sheet_row, is_number},
    {"person_id", &Payments::person_id, is_text},
    {"surname", &Payments::surname, is_text},
    {"forename", &Payments::forename, is_text},
    {"name", &Payments::name, is_text},
    {"date_of_birth", &Payments::date_of_birth, is_number},
    {"line_id", &Payments::line_id, is_text},
    {"service_type", &Payments::service_type, is_text},
    {"service", &Payments::service, is_text},
    {"provider", &Payments::provider, is_text},
    {"provider_id", &Payments::provider_id, is_text},
    {"payee", &Payments::payee, is_text},
    {"payee_id", &Payments::payee_id, is_text},
    {"start", &Payments::start, is_number},
    {"end", &Payments::end, is_number},
    {"price_start", &Payments::price_start, is_number},
    {"price_end", &Payments::price_end, is_number},
    {"suspended_from", &Payments::suspended_from, is_number},
    {"suspended_to", &Payments::suspended_to, is_number},
    {"end_reason", &Payments::end_reason, is_text},
    {"quantity", &Payments::quantity, is_number},
    {"unit", &Payments::unit, is_text},
    {"unit_cost", &Payments::unit_cost, is_number},
    {"frequency", &Payments::frequency, is_text},
    {"cost", &Payments::cost, is_number},
    {"weekly_cost", &Payments::weekly_cost, is_number},
    {"gross", &Payments::gross, is_number},
    {"contribution", &Payments::contribution, is_number},
    {"net", &Payments::net, is_number},
    {"amount", &Payments::amount, is_number},
    {"adjustment", &Payments::adjustment, is_number},
    {"adjustment_from", &Payments::adjustment_from, is_number},
    {"adjustment_to", &Payments::adjustment_to, is_number},
    {"payment_type", &Payments::payment_type, is_text},
    {"status", &Payments::status, is_text},
    {"period_from", &Payments::period_from, is_number},
    {"period_to", &Payments::period_to, is_number},
    {"payment_date", &Payments::payment_date, is_number},
    {"payment_reference", &Payments::payment_reference, is_text},
    {"cost_centre", &Payments::cost_centre, is_text},
    {"subjective", &Payments::subjective, is_text},
    {"notes", &Payments::notes, is_text},
};

}  // namespace

Payments read_payments(const plugin::Run& run, std::string_view input, std::string_view title) {
  Payments payments;
  payments.input = input;
  payments.title = title;
  payments.rows = run.rows(input);
  for (const NamedColumn& column : named_columns) payments.*column.member = run.column(input, column.field);
  return payments;
}

bool identical(const Payments& left, const Payments& right) {
  if (left.rows != right.rows) return false;
  for (const NamedColumn& named : named_columns) {
    const Column& a = left.*named.member;
    const Column& b = right.*named.member;
    if (a.exists() != b.exists()) return false;
    if (!a.exists() || named.field == "#row") continue;
    for (std::size_t row = 0; row < left.rows; ++row)
      if (named.text ? a.text(row) != b.text(row) : a.integer(row) != b.integer(row)) return false;
  }
  return true;
}

std::string full_name(const Payments& payments, std::size_t row) {
  if (const auto name = payments.name.text(row); !name.empty()) return std::string{name};
  const auto forename = payments.forename.text(row);
  const auto surname = payments.surname.text(row);
  std::string words{forename};
  if (!words.empty() && !surname.empty()) words += ' ';
  return words += surname;
}

std::string_view service_words(const Payments& payments, std::size_t row) {
  const auto service = payments.service.text(row);
  return service.empty() ? payments.service_type.text(row) : service;
}

}  // namespace counterfoil::payments
