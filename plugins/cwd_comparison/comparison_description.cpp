#include "comparison_description.hpp"

#include "counterfoil/describe.hpp"
#include "payments/convention_parameters.hpp"

namespace counterfoil::cwd {

namespace {

using plugin::date_parameter;
using plugin::literal;
using plugin::number_parameter;
using plugin::text_parameter;

constexpr cf_input inputs[] = {
    {literal("previous"), literal("Last period's payments"), literal("payments"), 1, 0,
     literal("The export of the pay period before. May be left out where the workbook holds its lines from the last run.")},
    {literal("current"), literal("This period's payments"), literal("payments"), 1, 0, literal("The export of this pay period.")},
    {literal("rates"), literal("Approved rates"), literal("approved-rates"), 0, 0,
     literal("The council's approved rates with the dates from which they apply. Rates that changed are held against them.")},
    {literal("turning-18"), literal("The Turning 18 workbook"), literal("adult-decisions"), 0, 0,
     literal("The team's Turning 18 workbook. Whoever is on its Watch list is not asked about here a second time.")},
    {literal("debt-register"), literal("The Sundry debtors workbook"), literal("debt-register"), 0, 0,
     literal("The team's Sundry debtors workbook. What came back of the debts in its register is taken from there.")},
    {literal("debt-deductions"), literal("The deductions of the Sundry debtors workbook"), literal("planned-deductions"), 0, 0,
     literal("Only where they are in another file than the register: the sheet Deductions of the Sundry debtors workbook.")},
    {literal("pay-calendar"), literal("Extra weeks and moved pay days"), literal("pay-calendar"), 0, 0,
     literal("A table of the team's own: weeks that are paid more or fewer in a period, and days that are paid early or late.")},
};

constexpr cf_parameter parameters[] = {
    date_parameter("previous-from", "First day of last period", "Only needed where the export has no Period From and Period To."),
    date_parameter("previous-to", "Last day of last period", "Only needed where the export has no Period From and Period To."),
    date_parameter("current-from", "First day of this period", "Only needed where the export has no Period From and Period To."),
    date_parameter("current-to", "Last day of this period", "Only needed where the export has no Period From and Period To."),
    text_parameter("identical-exports", "Two exports that are the same", "stop", "stop|allow",
                   "Stops when every figure of both exports is the same, as when one file is given twice."),
    text_parameter(
        "unlike-exports", "Two exports that hardly agree", "stop", "stop|allow",
        "Stops when hardly a person stands in both exports, or half the rows are gone, as when another team's file is given."),
    payments::weeks_per_year_parameter(),
    payments::week_start_parameter("Weekly payments are counted by the weeks that begin in the period."),
    text_parameter("rounding", "Rounding", "half-up", "half-up|half-even|up|down", "How part weeks are rounded to whole pence."),
    text_parameter("part-weeks", "Part weeks", "sevenths", "sevenths|whole-weeks",
                   "Whether part weeks are paid by the day, in sevenths, or as whole weeks."),
    payments::adjustment_column_parameter(),
    number_parameter(
        CF_QUANTITY, "change-percent", "Large change, percent", "25%", "1%", "1000%",
        "A change without an approved reason is a query from this percentage on, if it is also a large change in pounds."),
    number_parameter(
        CF_PENCE, "change-pounds", "Large change, pounds", "100.00", "0", "1000000",
        "A change without an approved reason is a query from this amount on, if it is also a large change in percent."),
    number_parameter(CF_PENCE, "too-big-weekly", "Too big to be real, a week", "10000.00", "1", "10000000",
                     "A new or changed line that comes to this much a week or more is a query."),
    number_parameter(CF_PENCE, "one-off-limit", "Large one-off", "1000.00", "0", "10000000",
                     "One-off payments of this much or more are to be checked."),
    number_parameter(CF_QUANTITY, "decimal-slip-tolerance", "Decimal slip tolerance", "2%", "0", "10%",
                     "How near to 10, 100 or 1,000 times the old amount the new one must be to look like a slipped decimal point."),
    number_parameter(CF_QUANTITY, "times-4-tolerance", "Weekly and 4-weekly tolerance", "1%", "0", "10%",
                     "How near to 4 times, or a quarter of, the old amount the new one must be to look like weeks mixed up."),
    number_parameter(CF_QUANTITY, "quantity-jump", "Hours multiplied", "2", "1.1", "100",
                     "Hours, days or nights that grew this many times or more are a query."),
    number_parameter(
        CF_INTEGER, "temporary-weeks", "Longest temporary change, weeks", "7", "0", "52",
        "More hours that are dated from and to, and for no longer than this, are taken as a planned change such as a school "
        "holiday."),
    text_parameter("uplift-dates", "Uplift dates", "30 Mar-8 Apr", "",
                   "The days of the year on which rates may change, such as: 30 Mar-8 Apr, 1 Oct."),
    number_parameter(CF_QUANTITY, "approved-rate-tolerance", "Approved rate tolerance, pounds", "0.005", "0", "1",
                     "How far a rate may be from the approved one and still be taken as it."),
    text_parameter("uplift-expected", "Rates must follow the approved table", "no", "no|yes",
                   "Yes: a line still at an old approved rate, after a new one began, is to be checked."),
    text_parameter("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february",
                   "The day on which somebody born on 29 February turns 18 in a year without one."),
    number_parameter(
        CF_INTEGER, "hidden-after-days", "Ended lines are hidden after, days", "28", "0", "366",
        "The finance system leaves lines out of its export that ended longer ago than this; used in the words for missing lines."),
};

constexpr cf_finding findings[] = {
#define FINDING(id, severity, title, sentence) plugin::finding_kind(id, plugin::severity_of_##severity, title, sentence),
#include "findings.def"
#undef FINDING
};

}  // namespace

cf_plugin description() {
  return plugin::describe(
      "cwd-comparison", "1.0.0", "CWD payment comparison",
      "Compares this period's payments for children with disabilities with last period's, line by line, and lists what changed "
      "with the reason, the risk and the question to ask.",
      inputs, parameters, findings);
}

bool blocking(const Notes& notes) { return plugin::any_blocking(findings, notes); }

}  // namespace counterfoil::cwd
