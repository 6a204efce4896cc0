#include "describe.hpp"

#include <algorithm>
#include <iterator>

#include "counterfoil/plugin.hpp"
#include "notes.hpp"

namespace counterfoil::debtors {

namespace {

using plugin::literal;

constexpr std::uint32_t note = 0;
constexpr std::uint32_t warning = 1;
constexpr std::uint32_t blocking_level = 2;

constexpr cf_input inputs[] = {
    {literal("overpayments"), literal("Overpayments"), literal("overpayments"), 1, 0,
     literal("A list of overpayments: the team's own, or the workbook of the comparison or of turning 18 with its sheet Overpayments.")},
    {literal("more-overpayments"), literal("More overpayments"), literal("overpayments"), 0, 0,
     literal("A second list, so that the comparison's and the turning-18 workbook can be given together.")},
    {literal("debtors"), literal("Debtors and payees"), literal("debtors"), 1, 0,
     literal("Accounts, sites and addresses by payee; whether they are still paid, how much next, and what was agreed with them.")},
    {literal("codes"), literal("Finance codes"), literal("finance-codes"), 0, 0,
     literal("The cost centres, account codes and VAT codes in use, with their dates; and which service has which VAT code.")},
};

constexpr cf_parameter text(const char* id, const char* title, const char* value, const char* choices, const char* help) {
  return {literal(id), literal(title), CF_TEXT, 0, literal(value), literal(""), literal(""), literal(choices), literal(help)};
}
constexpr cf_parameter date(const char* id, const char* title, const char* help) {
  return {literal(id), literal(title), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""), literal(help)};
}
constexpr cf_parameter number(cf_kind kind, const char* id, const char* title, const char* value, const char* low, const char* high, const char* help) {
  return {literal(id), literal(title), static_cast<std::uint32_t>(kind), 0, literal(value), literal(low), literal(high), literal(""), literal(help)};
}

constexpr cf_parameter parameters[] = {
    date("as-of", "Day of the batch", "Limits, ages and plans are counted from this day. Without it, the latest date under Discovered."),
    text("batch", "Name of the batch", "", "", "Without it, SD and the day of the batch. Running again under the same name prepares the same batch again."),
    text("profile", "Finance system", "invoice-requests", "", "Which file a release writes: invoice-requests, oracle-fusion, or a profile of the council's own."),
    number(CF_PENCE, "de-minimis", "No invoice below", "10.00", "0", "10000", "Invoices of less than this are not raised but listed."),
    text("invoice-per", "One invoice for each", "matter", "matter|debtor", "Whether each matter gets its own invoice, or all of a debtor's go on one."),
    number(CF_INTEGER, "limit-years", "Years within which a debt can be recovered", "6", "1", "30", "Limitation Act 1980, section 5: six years."),
    text("limit-from", "The limit counts from", "overpaid-to", "overpaid-to|overpaid-from|discovered", "The day from which the years are counted."),
    number(CF_PENCE, "amount-tolerance", "Amounts may differ by", "0.05", "0", "100", "How far a given amount may be from the one worked out before it is a finding."),
    text("amounts-disagree", "Where amounts disagree", "hold", "hold|computed|given",
         "hold: not raised until the list is put right. computed: what was worked out counts. given: what the list says counts."),
    text("payment-cycle", "Payments are made", "4-weekly", "weekly|fortnightly|4-weekly|monthly", "How far apart the payments are from which something is deducted."),
    date("next-payment-date", "Next payment", "The first day of payment from which something can be deducted, where the debtors have no date of their own."),
    number(CF_INTEGER, "notice-days", "Days of notice", "14", "0", "366", "Nothing is deducted sooner: the payee must be told first how much is taken and when."),
    number(CF_QUANTITY, "most-deducted-percent", "Most deducted, percent of a payment", "100%", "0", "100%",
           "The most that is deducted from one payment, where nothing was agreed for the payee."),
    number(CF_INTEGER, "longest-months", "Longest plan, months", "6", "1", "600", "A plan that runs longer is a finding: it should have been applied for."),
    text("instalment-cycle", "Instalments are paid", "monthly", "weekly|fortnightly|4-weekly|monthly", "How far apart agreed instalments of an invoice are."),
    number(CF_INTEGER, "terms-days", "Terms, days", "28", "0", "366", "The first instalment is due so many days after the day of the batch."),
    text("vat-code", "VAT code", "N", "", "Where neither the debtor nor the service has one. VAT is never worked out: recovering an overpayment is not a supply."),
    text("vat-words", "VAT in words", "Outside the scope of VAT", "", "What an invoice request says about VAT."),
    text("codes-needed", "Invoices need codes", "yes", "yes|no", "Whether an invoice needs a cost centre and an account code."),
    text("site-needed", "Invoices need a site", "yes", "yes|no", "Whether an invoice needs the debtor's site beside the account."),
    text("name-on-invoice", "Child's name on the invoice", "no", "no|yes", "Whether the child's name stands in the invoice's text."),
    text("person-id-on-invoice", "Person ID on the invoice", "yes", "yes|no", "Whether the child's ID stands in the invoice's text."),
    text("key-form", "References", "letters", "letters|digits", "Letters and digits, or digits alone for finance systems that accept nothing else. Never change it once a batch was released."),
};

constexpr cf_finding findings[] = {
#define FINDING(id, severity, title, sentence) {literal(id), severity_of_##severity, 0, literal(title), literal(sentence)},
#define severity_of_note note
#define severity_of_warning warning
#define severity_of_blocking blocking_level
#include "findings.def"
#undef severity_of_note
#undef severity_of_warning
#undef severity_of_blocking
#undef FINDING
};

}  // namespace

cf_plugin description() {
  cf_plugin plugin{};
  plugin.id = literal("sundry-debtors");
  plugin.version = literal("1.0.0");
  plugin.title = literal("Sundry debtors");
  plugin.summary = literal(
      "Takes overpayments that were found to deductions, invoices, credit notes and write-off requests, each raised once, and keeps a "
      "register of all of them with what came in.");
  plugin.workbook = literal("sundry-debtors");
  plugin.inputs = inputs;
  plugin.input_count = std::size(inputs);
  plugin.parameters = parameters;
  plugin.parameter_count = std::size(parameters);
  plugin.findings = findings;
  plugin.finding_count = std::size(findings);
  return plugin;
}

bool blocking(const Notes& notes) {
  return std::any_of(notes.begin(), notes.end(), [](const Note& each) {
    return std::any_of(std::begin(findings), std::end(findings),
                       [&](const cf_finding& kind) { return kind.severity == blocking_level && plugin::from_abi(kind.id) == each.id; });
  });
}

}  // namespace counterfoil::debtors
