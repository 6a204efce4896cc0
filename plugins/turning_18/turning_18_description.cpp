#include "turning_18_description.hpp"

#include "counterfoil/describe.hpp"
#include "payments/convention_parameters.hpp"

namespace counterfoil::turning {

namespace {

using plugin::date_parameter;
using plugin::literal;
using plugin::number_parameter;
using plugin::text_parameter;

constexpr cf_input inputs[] = {
    {literal("payments"), literal("Payments"), literal("payments"), 1, 0,
     literal("The export of a pay period, with dates of birth. Whoever is in it is looked at.")},
    {literal("allowances"), literal("Allowances by age"), literal("allowances"), 0, 0,
     literal("Allowances by age band, with the dates from which they apply and their source. Gives the days on which a child comes "
             "into the next band.")},
};

constexpr cf_parameter parameters[] = {
    date_parameter("as-of", "Day of the report",
                   "The day from which ages and months ahead are counted. By default the last day of the export's period."),
    date_parameter("payments-from", "First day of the pay period",
                   "Only needed where the export has no Period From and Period To."),
    date_parameter("payments-to", "Last day of the pay period", "Only needed where the export has no Period From and Period To."),
    text_parameter("pay-cycle", "Pay periods", "as-exported", "as-exported|days|monthly",
                   "How later and earlier pay periods follow: as long as the export's own (a calendar month by calendar months), "
                   "by period-days, or by calendar months."),
    number_parameter(CF_INTEGER, "period-days", "Days in a pay period", "28", "1", "366",
                     "Used with pay-cycle days, and where the export does not say which period it is for."),
    text_parameter("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february",
                   "The day on which somebody born on 29 February has the birthday in a year without one."),
    number_parameter(CF_INTEGER, "horizon-months", "Months ahead", "24", "12", "120",
                     "Who turns 18 within so many months stands on the Watch list; milestones as far ahead stand on Timeline."),
    number_parameter(CF_INTEGER, "past-days", "Days back on Timeline", "90", "0", "3660",
                     "Milestones stay on Timeline for so many days after they passed."),
    number_parameter(CF_INTEGER, "early-end-days", "Ends well before 18, days", "7", "0", "366",
                     "A line that ends more than so many days before the last day as a child is said to end well before 18."),
    text_parameter(
        "milestones", "Milestones",
        "14 = Transition planning starts; 15.5 = Leaving-care assessment for Staying Put; "
        "16 = DLA gives way to PIP, and a direct payment may be the young person's own; 16.5 = Referral to adult social care; "
        "17 = Adult care needs assessment under way; 17.5 = Health services handed over, and the adult decision due; "
        "18 = Becomes an adult. Payment goes on until the adult decision",
        "", "Ages in years and half years, each with what is due: 16 = Direct payment in own right; 17.5 = Adult care assessment."),
    text_parameter("lead-times", "Reminders before 18", "24 months, 18 months, 12 months, 6 months, 3 months, 1 month, 7 days", "",
                   "How long before the 18th birthday to be reminded, such as: 6 months, 7 days."),
    number_parameter(CF_INTEGER, "alarm-days", "Calendar reminder, days before", "7", "0", "60",
                     "The calendar file reminds at nine in the morning so many days before each milestone."),
    number_parameter(CF_INTEGER, "oldest-age", "Oldest age that can be right", "25", "18", "120",
                     "A date of birth that makes somebody older than this is taken for a mistake."),
    text_parameter("region", "Region", "", "", "The region of the allowance table that applies, as the table writes it."),
    text_parameter("allowance-services", "Services paid by allowance", "", "",
                   "Words that stand in the service or service type of lines to which the allowance table applies, such as: "
                   "fostering. All lines by default."),
    text_parameter("higher-band-from", "Higher age band paid from", "birthday", "birthday|week",
                   "Whether the next age band is paid from the birthday or from the beginning of its week."),
    payments::week_start_parameter("Where a week begins, for higher-band-from."),
    payments::weeks_per_year_parameter(),
    payments::adjustment_column_parameter(),
};

constexpr cf_finding findings[] = {
#define FINDING(id, severity, title, sentence) plugin::finding_kind(id, plugin::severity_of_##severity, title, sentence),
#include "findings.def"
#undef FINDING
};

}  // namespace

cf_plugin description() {
  return plugin::describe("turning-18", "1.0.0", "Turning 18",
                          "Who in payment turns 18 and when, what it means for the pay period and the money, and what was decided. "
                          "Never ends a payment by itself.",
                          inputs, parameters, findings);
}

bool blocking(const Notes& notes) { return plugin::any_blocking(findings, notes); }

}  // namespace counterfoil::turning
