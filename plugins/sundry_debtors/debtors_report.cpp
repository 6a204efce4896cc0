#include "debtors_report.hpp"

#include <algorithm>

#include "debtor_texts.hpp"
#include "summary.hpp"

namespace counterfoil::debtors {

namespace {

using plugin::Value;

std::string address_of(const Debtor& debtor) {
  std::string text;
  for (const std::string_view line : debtor.address) append_part(text, line);
  append_part(text, debtor.postcode);
  return text;
}

std::string_view line_or(const Debtor& debtor, std::size_t at) {
  return at < debtor.address.size() ? debtor.address[at] : std::string_view{};
}

void hand_out_matters(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table(
      "matters", {"person_id",  "line_id",        "service", "payee_id", "payee",     "overpaid_from", "overpaid_to", "days",
                  "paid",       "correct",        "amount",  "cause",    "route",     "reasons",       "question",    "release_key",
                  "discovered", "recoverable_by", "asked",   "invoice",  "credit_of", "source"});
  for (const Matter& matter : batch.matters) {
    if (!is_raised(matter.route)) continue;
    const Overpayment& of = *matter.of;
    table.add({of.person_id,
               of.line_id,
               of.service,
               of.payee_id,
               of.payee,
               matter.span.first,
               matter.span.last,
               Value::integer(matter.days),
               matter.paid,
               matter.correct,
               matter.amount,
               of.cause,
               route_word(matter.route),
               matter.reasons,
               matter.question,
               matter.key,
               of.discovered,
               matter.recoverable_by,
               matter.asked,
               matter.invoice,
               matter.credit_of,
               of.source});
  }
}

void hand_out_not_raised(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table(
      "not_raised", {"why", "person_id", "line_id", "service", "payee_id", "payee", "overpaid_from", "overpaid_to", "amount",
                     "cause", "reasons", "question", "matter_key", "discovered", "recoverable_by", "source"});
  for (const Matter& matter : batch.matters) {
    if (is_raised(matter.route) || matter.of->remark) continue;
    const Overpayment& of = *matter.of;
    table.add({route_word(matter.route), of.person_id, of.line_id, of.service, of.payee_id, of.payee, of.from, of.to, matter.amount,
               of.cause, matter.reasons, matter.question, matter.key, of.discovered, matter.recoverable_by, of.source});
  }
}

void hand_out_lines(plugin::Run& run, const Batch& batch, const Settings& settings) {
  const auto table = run.open_table(
      "invoice_lines", {"invoice",       "line_number",   "route",           "debtor_name",  "account",         "site",
                        "text",          "amount",        "cost_centre",     "account_code", "vat_code",        "release_key",
                        "credit_of",     "internal_note", "instalment_plan", "address",      "address_1",       "address_2",
                        "address_3",     "address_4",     "postcode",        "contact",      "their_reference", "payee_id",
                        "overpaid_from", "overpaid_to",   "vat_words",       "reason",       "credit_kind"});
  for (const InvoiceLine& line : batch.lines) {
    const Matter& matter = *line.matter;
    const Debtor& debtor = *matter.debtor;
    table.add({line.invoice,
               Value::integer(line.number),
               route_word(matter.route),
               debtor.name,
               debtor.account,
               debtor.site,
               line.text,
               matter.amount,
               matter.cost_centre,
               matter.account_code,
               matter.vat_code,
               matter.key,
               matter.credit_of,
               "Counterfoil " + line.invoice,
               line.plan,
               address_of(debtor),
               line_or(debtor, 0),
               line_or(debtor, 1),
               line_or(debtor, 2),
               line_or(debtor, 3),
               debtor.postcode,
               debtor.contact,
               debtor.their_reference,
               matter.of->payee_id,
               matter.span.first,
               matter.span.last,
               settings.vat_words,
               matter.reasons,
               matter.route != Route::credit_note ? ""
               : matter.credit_of.empty()         ? "On account"
                                                  : "Linked"});
  }
}

void hand_out_plans(plugin::Run& run, const Batch& batch) {
  const auto deductions =
      run.open_table("deductions", {"payee_id", "payee", "number", "due", "amount", "left_after", "goes_out", "release_key",
                                    "batch", "line_key", "person_id", "line_id", "released_in", "released_on", "released_by"});
  for (const Planned& one : batch.deductions)
    deductions.add({one.payee_id, one.payee, Value::integer(one.number), one.due, one.amount, one.left, one.goes_out, one.key,
                    one.batch, one.line_key, one.person_id, one.line_id, one.released_in, one.released_on, one.released_by});
  const auto instalments =
      run.open_table("instalments", {"payee", "number", "due", "amount", "left_after", "release_key", "payee_id", "batch"});
  for (const Planned& one : batch.instalments)
    instalments.add({one.payee, Value::integer(one.number), one.due, one.amount, one.left, one.key, one.payee_id, one.batch});
}

void hand_out_register(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table(
      "register", {"release_key", "payee_id",    "payee",          "person_id",  "line_id",        "overpaid_from", "overpaid_to",
                   "cause",       "route",       "amount",         "batch",      "prepared_on",    "released_on",   "credited",
                   "taken",       "outstanding", "status",         "age",        "band",           "released_by",   "released_in",
                   "account",     "invoice",     "service",        "discovered", "recoverable_by", "credit_of",     "asked",
                   "withdrawn",   "line",        "deducting_since"});
  for (const Registered& row : batch.registered) {
    const auto age = age_of(row, batch.as_of);
    table.add({row.key,
               row.payee_id,
               row.payee,
               row.person_id,
               row.line_id,
               row.span.first,
               row.span.last,
               row.cause,
               row.route,
               row.amount,
               row.batch,
               row.prepared_on,
               row.released_on,
               row.credited,
               row.taken,
               row.outstanding(),
               status_of(row, batch.name),
               age ? Value::integer(*age) : Value(),
               band_word(band_of(row, batch.as_of)),
               row.released_by,
               row.released_in,
               row.account,
               row.invoice,
               row.service,
               row.discovered,
               row.recoverable_by,
               row.credit_of,
               row.asked,
               row.withdrawn,
               row.line,
               row.deducting_since});
  }
}

void hand_out_aged(plugin::Run& run, const Batch& batch) {
  std::vector<const Registered*> owed;
  for (const Registered& row : batch.registered)
    if (row.outstanding().count > 0 && row.released_on) owed.push_back(&row);
  std::sort(owed.begin(), owed.end(), [](const Registered* left, const Registered* right) {
    return *left->released_on != *right->released_on ? *left->released_on < *right->released_on : left->key < right->key;
  });
  const auto table = run.open_table("aged_list", {"release_key", "payee_id", "payee", "account", "released_on", "age", "band",
                                                  "raised", "recovered", "outstanding", "status"});
  for (const Registered* row : owed)
    table.add({row->key, row->payee_id, row->payee, row->account, row->released_on,
               Value::integer(age_of(*row, batch.as_of).value_or(0)), band_word(band_of(*row, batch.as_of)),
               row->amount - row->credited, row->recovered(), row->outstanding(), status_of(*row, batch.name)});
}

}  // namespace

void hand_out(plugin::Run& run, const Batch& batch, const Settings& settings) {
  hand_out_summary(run, batch);
  hand_out_matters(run, batch);
  hand_out_lines(run, batch, settings);
  hand_out_plans(run, batch);
  hand_out_not_raised(run, batch);
  hand_out_register(run, batch);
  hand_out_aged(run, batch);
}

}  // namespace counterfoil::debtors
