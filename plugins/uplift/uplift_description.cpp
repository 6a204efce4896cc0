#include "uplift_description.hpp"

#include "counterfoil/describe.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::literal;
using plugin::number_parameter;
using plugin::text_parameter;

constexpr cf_input inputs[] = {
    {literal("lines"), literal("Care package lines"), literal("care-lines"), 1, 0,
     literal("The export of care package lines with their rates, ended lines included where arrears are to be worked out.")},
    {literal("rules"), literal("Uplift rules"), literal("uplift-rules"), 1, 0,
     literal("The workbook of rules that was decided on. Each sheet with the headings of the rules is one scenario.")},
    {literal("allowances"), literal("Allowances by age"), literal("allowances"), 0, 0,
     literal("Weekly allowances by age and region for rules with the action Table. May be a sheet of the rules.")},
    {literal("wage-floors"), literal("Wage floors"), literal("wage-floors"), 0, 0,
     literal("The least that an hour may cost, with dates. May be a sheet of the rules.")},
    {literal("paid"), literal("Payments already made"), literal("paid-periods"), 0, 0,
     literal("What was paid for which line and period since the uplift took effect, for arrears.")},
};

constexpr cf_parameter parameters[] = {
    {literal("effective"), literal("Date of the uplift"), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""),
     literal("The day from which the new rates apply, for every rule that has no date of its own in the column From.")},
    text_parameter("far-day", "A day of the uplift that is far off", "ask", "ask|meant",
                   "Whether a day more than 18 months off is asked about first, or is meant."),
    text_parameter("scenario", "Scenario that is the decision", "", "",
                   "The sheet of the rules that the new rates are taken from; the first where none is named."),
    text_parameter("year-ends-on", "Last day of the budget year", "31 March", "",
                   "The part-year effect runs to this day, such as 31 March or 5 April."),
    text_parameter("weeks-per-year", "Weeks in a year", "52", "52|365/7",
                   "How weekly costs become yearly ones: 52 weeks, or 365 days divided by 7."),
    number_parameter(CF_QUANTITY, "largest-percent", "Largest rise, percent", "20%", "0", "1000%",
                     "A line whose rate would rise by more than this is held for a person."),
    number_parameter(CF_QUANTITY, "outlier-times", "Outlier, times", "3", "0", "1000",
                     "A line whose rate is more than so many times the middle rate of lines alike, or less than that part of it, "
                     "is held. 0: none is."),
    number_parameter(CF_INTEGER, "recent-months", "Recent packages, months", "3", "0", "60",
                     "A line whose service or price began less than so many months before is held: it was priced with the uplift "
                     "in mind. 0: none is."),
    number_parameter(CF_INTEGER, "already-days", "Already uplifted, days", "31", "0", "366",
                     "A price that began within so many days before, and is a new rate of its rule already, counts as uplifted."),
    number_parameter(CF_PENCE, "weekly-limit", "Weekly limit", "", "0", "10000000",
                     "A line that costs more than this a week is held for a decision of its own. Blank: there is no limit."),
    text_parameter("region", "Region of allowances", "", "",
                   "The region for rules with the action Table where neither the rule nor the line names one."),
    text_parameter("age-band-from", "A higher age band is paid from", "birthday", "birthday|week",
                   "From the birthday, or from the Monday of the week that it falls in."),
    text_parameter("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february",
                   "The day on which somebody born on 29 February is a year older in a year without one."),
    number_parameter(CF_PENCE, "paid-tolerance", "Paid as expected, tolerance", "0.01", "0", "100",
                     "How far a payment may be from what a rate comes to over its days and still count as paid at that rate."),
    text_parameter("profile-arrears", "Payments team", "arrears-list", "",
                   "Which file a release of arrears writes: arrears-list, or a profile of the council's own."),
    text_parameter("more-units", "More units", "", "",
                   "Units of the council's own, with commas between them, such as: placement day, outreach block."),
};

constexpr cf_finding findings[] = {
#define FINDING(id, severity, title, sentence) plugin::finding_kind(id, plugin::severity_of_##severity, title, sentence),
#include "findings.def"
#undef FINDING
};

}  // namespace

cf_plugin description() {
  return plugin::describe(
      "uplift", "1.0.0", "Provider uplift",
      "Works out the new rate of every care package line by the council's rules, with each step, what it costs, what is owed for "
      "periods already paid, and what a person must look at first.",
      inputs, parameters, findings);
}

bool blocking(const Notes& notes) { return plugin::any_blocking(findings, notes); }

}  // namespace counterfoil::uplift
