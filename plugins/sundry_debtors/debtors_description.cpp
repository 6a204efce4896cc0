#include "debtors_description.hpp"

#include "counterfoil/describe.hpp"

namespace counterfoil::debtors {

namespace {

using plugin::date_parameter;
using plugin::literal;
using plugin::number_parameter;
using plugin::text_parameter;

constexpr cf_input inputs[] = {
    {literal("overpayments"), literal("Overpayments"), literal("overpayments"), 1, 0,
     literal("A list of overpayments: the team's own, or the workbook of the comparison or of turning 18 with its sheet "
             "Overpayments.")},
    {literal("more-overpayments"), literal("More overpayments"), literal("overpayments"), 0, 0,
     literal("A second list, so that the comparison's and the turning-18 workbook can be given together.")},
    {literal("debtors"), literal("Debtors and payees"), literal("debtors"), 1, 0,
     literal("Accounts, sites and addresses by payee; whether they are still paid, how much next, and what was agreed with them.")},
    {literal("codes"), literal("Finance codes"), literal("finance-codes"), 0, 0,
     literal("The cost centres, account codes and VAT codes in use, with their dates; and which service has which VAT code.")},
};

constexpr cf_parameter parameters[] = {
    date_parameter("as-of", "Day of the batch",
                   "Limits, ages and plans are counted from this day. Without it, the latest date under Discovered."),
    text_parameter("batch", "Name of the batch", "", "",
                   "Without it, SD and the day of the batch. Running again under the same name prepares the same batch again."),
    text_parameter("profile", "Finance system", "invoice-requests", "",
                   "Which file a release writes: invoice-requests, oracle-fusion, or a profile of the council's own."),
    text_parameter("profile-deductions", "Payments team", "deductions-list", "",
                   "Which file a release of deductions writes: deductions-list, or a profile of the council's own."),
    number_parameter(CF_PENCE, "de-minimis", "No invoice below", "10.00", "0", "10000",
                     "Invoices of less than this are not raised but listed."),
    text_parameter("invoice-per", "One invoice for each", "matter", "matter|debtor",
                   "Whether each matter gets its own invoice, or all of a debtor's go on one."),
    number_parameter(CF_INTEGER, "limit-years", "Years within which a debt can be recovered", "6", "1", "30",
                     "Limitation Act 1980, section 5: six years."),
    text_parameter("limit-from", "The limit counts from", "overpaid-to", "overpaid-to|overpaid-from|discovered",
                   "The day from which the years are counted."),
    number_parameter(CF_PENCE, "amount-tolerance", "Amounts may differ by", "0.05", "0", "100",
                     "How far a given amount may be from the one worked out before it is a finding."),
    text_parameter(
        "amounts-disagree", "Where amounts disagree", "hold", "hold|computed|given",
        "hold: not raised until the list is put right. computed: what was worked out counts. given: what the list says counts."),
    text_parameter("payment-cycle", "Payments are made", "4-weekly", "weekly|fortnightly|4-weekly|monthly",
                   "How far apart the payments are from which something is deducted."),
    date_parameter("next-payment-date", "Next payment",
                   "The first day of payment from which something can be deducted, where the debtors have no date of their own."),
    date_parameter("next-batch", "Next batch",
                   "The day of the batch after this one, where it is not just one payment later. Deductions that fall due before "
                   "that batch can tell the payee go out with this one."),
    number_parameter(CF_INTEGER, "notice-days", "Days of notice", "14", "0", "366",
                     "Nothing is deducted sooner: the payee must be told first how much is taken and when."),
    number_parameter(CF_QUANTITY, "most-deducted-percent", "Most deducted, percent of a payment", "100%", "0", "100%",
                     "The most that is deducted from one payment, where nothing was agreed for the payee."),
    number_parameter(CF_INTEGER, "longest-months", "Longest plan, months", "6", "1", "600",
                     "A plan that runs longer is a finding: it should have been applied for."),
    text_parameter("instalment-cycle", "Instalments are paid", "monthly", "weekly|fortnightly|4-weekly|monthly",
                   "How far apart agreed instalments of an invoice are."),
    number_parameter(CF_INTEGER, "terms-days", "Terms, days", "28", "0", "366",
                     "The first instalment is due so many days after the day of the batch."),
    text_parameter(
        "vat-code", "VAT code", "N", "",
        "Where neither the debtor nor the service has one. VAT is never worked out: recovering an overpayment is not a supply."),
    text_parameter("vat-words", "VAT in words", "Outside the scope of VAT", "", "What an invoice request says about VAT."),
    text_parameter("codes-needed", "Invoices need codes", "yes", "yes|no",
                   "Whether an invoice needs a cost centre and an account code."),
    text_parameter("site-needed", "Invoices need a site", "yes", "yes|no",
                   "Whether an invoice needs the debtor's site beside the account."),
    text_parameter("name-on-invoice", "Child's name on the invoice", "no", "no|yes",
                   "Whether the child's name stands in the invoice's text."),
    text_parameter("person-id-on-invoice", "Person ID on the invoice", "yes", "yes|no",
                   "Whether the child's ID stands in the invoice's text."),
    text_parameter("key-form", "References", "letters", "letters|digits",
                   "Letters and digits, or digits alone for finance systems that accept nothing else. Never change it once a batch "
                   "was released."),
};

constexpr cf_finding findings[] = {
#define FINDING(id, severity, title, sentence) plugin::finding_kind(id, plugin::severity_of_##severity, title, sentence),
#include "findings.def"
#undef FINDING
};

}  // namespace

cf_plugin description() {
  return plugin::describe("sundry-debtors", "1.0.0", "Sundry debtors",
                          "Takes overpayments that were found to deductions, invoices, credit notes and write-off requests, each "
                          "raised once, and keeps a "
                          "register of all of them with what came in.",
                          inputs, parameters, findings);
}

bool blocking(const Notes& notes) { return plugin::any_blocking(findings, notes); }

}  // namespace counterfoil::debtors
