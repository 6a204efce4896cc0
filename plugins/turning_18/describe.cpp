#include "describe.hpp"

#include <algorithm>
#include <iterator>

#include "counterfoil/plugin.hpp"

namespace counterfoil::turning {

namespace {

using plugin::literal;

constexpr std::uint32_t note = 0;
constexpr std::uint32_t warning = 1;
constexpr std::uint32_t blocking_level = 2;

constexpr cf_input inputs[] = {
    {literal("payments"), literal("Payments"), literal("payments"), 1, 0,
     literal("The export of a pay period, with dates of birth. Whoever is in it is looked at.")},
    {literal("allowances"), literal("Allowances by age"), literal("allowances"), 0, 0,
     literal("Allowances by age band, with the dates from which they apply and their source. Gives the days on which a child comes into the next band.")},
};

constexpr cf_parameter text(const char* id, const char* title, const char* value, const char* choices, const char* help) {
  return {literal(id), literal(title), CF_TEXT, 0, literal(value), literal(""), literal(""), literal(choices), literal(help)};
}
constexpr cf_parameter date(const char* id, const char* title, const char* help) {
  return {literal(id), literal(title), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""), literal(help)};
}
constexpr cf_parameter number(const char* id, const char* title, const char* value, const char* low, const char* high, const char* help) {
  return {literal(id), literal(title), CF_INTEGER, 0, literal(value), literal(low), literal(high), literal(""), literal(help)};
}

constexpr cf_parameter parameters[] = {
    date("as-of", "Day of the report", "The day from which ages and months ahead are counted. By default the last day of the export's period."),
    date("payments-from", "First day of the pay period", "Only needed where the export has no Period From and Period To."),
    date("payments-to", "Last day of the pay period", "Only needed where the export has no Period From and Period To."),
    text("pay-cycle", "Pay periods", "as-exported", "as-exported|days|monthly",
         "How later and earlier pay periods follow: as long as the export's own (a calendar month by calendar months), by period-days, or by calendar months."),
    number("period-days", "Days in a pay period", "28", "1", "366", "Used with pay-cycle days, and where the export does not say which period it is for."),
    text("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february",
         "The day on which somebody born on 29 February has the birthday in a year without one."),
    number("horizon-months", "Months ahead", "24", "12", "120", "Who turns 18 within so many months stands on the Watch list; milestones as far ahead stand on Timeline."),
    number("past-days", "Days back on Timeline", "90", "0", "3660", "Milestones stay on Timeline for so many days after they passed."),
    number("early-end-days", "Ends well before 18, days", "7", "0", "366", "A line that ends more than so many days before the last day as a child is said to end well before 18."),
    text("milestones", "Milestones",
         "14 = Transition planning starts; 15.5 = Leaving-care assessment for Staying Put; "
         "16 = DLA gives way to PIP, and a direct payment may be the young person's own; 16.5 = Referral to adult social care; "
         "17 = Adult care needs assessment under way; 17.5 = Health services handed over, and the adult decision due; "
         "18 = Becomes an adult. Payment goes on until the adult decision",
         "", "Ages in years and half years, each with what is due: 16 = Direct payment in own right; 17.5 = Adult care assessment."),
    text("lead-times", "Reminders before 18", "24 months, 18 months, 12 months, 6 months, 3 months, 1 month, 7 days", "",
         "How long before the 18th birthday to be reminded, such as: 6 months, 7 days."),
    number("alarm-days", "Calendar reminder, days before", "7", "0", "60", "The calendar file reminds at nine in the morning so many days before each milestone."),
    number("oldest-age", "Oldest age that can be right", "25", "18", "120", "A date of birth that makes somebody older than this is taken for a mistake."),
    text("region", "Region", "", "", "The region of the allowance table that applies, as the table writes it."),
    text("allowance-services", "Services paid by allowance", "", "",
         "Words that stand in the service or service type of lines to which the allowance table applies, such as: fostering. All lines by default."),
    text("higher-band-from", "Higher age band paid from", "birthday", "birthday|week", "Whether the next age band is paid from the birthday or from the beginning of its week."),
    text("week-start", "First day of the week", "monday", "monday|tuesday|wednesday|thursday|friday|saturday|sunday", "Where a week begins, for higher-band-from."),
    text("weeks-per-year", "Weeks in a year", "52", "52|365/7",
         "How monthly, quarterly and annual amounts are turned into weekly ones: 52 weeks a year, or 365 days divided by 7."),
    text("adjustment-column", "Adjustment column", "inside", "inside|added",
         "Whether the amount paid already holds what stands in the Adjustment column, or the adjustment is added to it."),
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
  plugin.id = literal("turning-18");
  plugin.version = literal("1.0.0");
  plugin.title = literal("Turning 18");
  plugin.summary = literal(
      "Who in payment turns 18 and when, what it means for the pay period and the money, and what was decided. Never ends a payment by itself.");
  plugin.workbook = literal("turning-18");
  plugin.inputs = inputs;
  plugin.input_count = std::size(inputs);
  plugin.parameters = parameters;
  plugin.parameter_count = std::size(parameters);
  plugin.findings = findings;
  plugin.finding_count = std::size(findings);
  return plugin;
}

bool blocking(const cwd::Notes& notes) {
  return std::any_of(notes.begin(), notes.end(), [](const cwd::Note& each) {
    return std::any_of(std::begin(findings), std::end(findings), [&](const cf_finding& kind) {
      return kind.severity == blocking_level && plugin::from_abi(kind.id) == each.id;
    });
  });
}

}  // namespace counterfoil::turning
