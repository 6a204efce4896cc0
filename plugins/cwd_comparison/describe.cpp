#include "describe.hpp"

#include <algorithm>
#include <iterator>

#include "counterfoil/plugin.hpp"
#include "notes.hpp"

namespace counterfoil::cwd {

namespace {

using plugin::literal;

constexpr std::uint32_t note = 0;
constexpr std::uint32_t warning = 1;
constexpr std::uint32_t blocking_level = 2;

constexpr cf_input inputs[] = {
    {literal("previous"), literal("Last period's payments"), literal("payments"), 1, 0,
     literal("The export of the pay period before. May be left out where the workbook holds its lines from the last run.")},
    {literal("current"), literal("This period's payments"), literal("payments"), 1, 0, literal("The export of this pay period.")},
    {literal("rates"), literal("Approved rates"), literal("approved-rates"), 0, 0,
     literal("The council's approved rates with the dates from which they apply. Rates that changed are held against them.")},
};

constexpr cf_parameter text(const char* id, const char* title, const char* value, const char* choices, const char* help) {
  return {literal(id), literal(title), CF_TEXT, 0, literal(value), literal(""), literal(""), literal(choices), literal(help)};
}
constexpr cf_parameter date(const char* id, const char* title, const char* help) {
  return {literal(id), literal(title), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""), literal(help)};
}
constexpr cf_parameter number(cf_kind kind, const char* id, const char* title, const char* value, const char* low, const char* high,
                              const char* help) {
  return {literal(id), literal(title), static_cast<std::uint32_t>(kind), 0, literal(value), literal(low), literal(high),
          literal(""), literal(help)};
}

constexpr cf_parameter parameters[] = {
    date("previous-from", "First day of last period", "Only needed where the export has no Period From and Period To."),
    date("previous-to", "Last day of last period", "Only needed where the export has no Period From and Period To."),
    date("current-from", "First day of this period", "Only needed where the export has no Period From and Period To."),
    date("current-to", "Last day of this period", "Only needed where the export has no Period From and Period To."),
    text("identical-exports", "Two exports that are the same", "stop", "stop|allow",
         "Stops when every figure of both exports is the same, as when one file is given twice."),
    text("weeks-per-year", "Weeks in a year", "52", "52|365/7",
         "How monthly, quarterly and annual amounts are turned into weekly ones: 52 weeks a year, or 365 days divided by 7."),
    text("week-start", "First day of the week", "monday", "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
         "Weekly payments are counted by the weeks that begin in the period."),
    text("rounding", "Rounding", "half-up", "half-up|half-even|up|down", "How part weeks are rounded to whole pence."),
    text("part-weeks", "Part weeks", "sevenths", "sevenths|whole-weeks",
         "Whether part weeks are paid by the day, in sevenths, or as whole weeks."),
    text("adjustment-column", "Adjustment column", "inside", "inside|added",
         "Whether the amount paid already holds what stands in the Adjustment column, or the adjustment is added to it."),
    number(CF_QUANTITY, "change-percent", "Large change, percent", "25%", "1%", "1000%",
           "A change without an approved reason is a query from this percentage on, if it is also a large change in pounds."),
    number(CF_PENCE, "change-pounds", "Large change, pounds", "100.00", "0", "1000000",
           "A change without an approved reason is a query from this amount on, if it is also a large change in percent."),
    number(CF_PENCE, "too-big-weekly", "Too big to be real, a week", "10000.00", "1", "10000000",
           "A new or changed line that comes to this much a week or more is a query."),
    number(CF_PENCE, "one-off-limit", "Large one-off", "1000.00", "0", "10000000",
           "One-off payments of this much or more are to be checked."),
    number(CF_QUANTITY, "decimal-slip-tolerance", "Decimal slip tolerance", "2%", "0", "10%",
           "How near to 10, 100 or 1,000 times the old amount the new one must be to look like a slipped decimal point."),
    number(CF_QUANTITY, "times-4-tolerance", "Weekly and 4-weekly tolerance", "1%", "0", "10%",
           "How near to 4 times, or a quarter of, the old amount the new one must be to look like weeks mixed up."),
    number(CF_QUANTITY, "quantity-jump", "Hours multiplied", "2", "1.1", "100",
           "Hours, days or nights that grew this many times or more are a query."),
    number(CF_INTEGER, "temporary-weeks", "Longest temporary change, weeks", "7", "0", "52",
           "More hours that are dated from and to, and for no longer than this, are taken as a planned change such as a school "
           "holiday."),
    text("uplift-dates", "Uplift dates", "30 Mar-8 Apr", "",
         "The days of the year on which rates may change, such as: 30 Mar-8 Apr, 1 Oct."),
    number(CF_QUANTITY, "approved-rate-tolerance", "Approved rate tolerance, pounds", "0.005", "0", "1",
           "How far a rate may be from the approved one and still be taken as it."),
    text("uplift-expected", "Rates must follow the approved table", "no", "no|yes",
         "Yes: a line still at an old approved rate, after a new one began, is to be checked."),
    text("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february",
         "The day on which somebody born on 29 February turns 18 in a year without one."),
    number(
        CF_INTEGER, "hidden-after-days", "Ended lines are hidden after, days", "28", "0", "366",
        "The finance system leaves lines out of its export that ended longer ago than this; used in the words for missing lines."),
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
  plugin.id = literal("cwd-comparison");
  plugin.version = literal("1.0.0");
  plugin.title = literal("CWD payment comparison");
  plugin.summary = literal(
      "Compares this period's payments for children with disabilities with last period's, line by line, and lists what changed "
      "with the reason, the risk and the question to ask.");
  plugin.workbook = literal("cwd-comparison");
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
    return std::any_of(std::begin(findings), std::end(findings), [&](const cf_finding& kind) {
      return kind.severity == blocking_level && plugin::from_abi(kind.id) == each.id;
    });
  });
}

}  // namespace counterfoil::cwd
