#include "describe.hpp"

#include <algorithm>
#include <iterator>

#include "counterfoil/plugin.hpp"
#include "notes.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::literal;

constexpr std::uint32_t note = 0;
constexpr std::uint32_t warning = 1;
constexpr std::uint32_t blocking_level = 2;

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

constexpr cf_parameter text(const char* id, const char* title, const char* value, const char* choices, const char* help) {
  return {literal(id), literal(title), CF_TEXT, 0, literal(value), literal(""), literal(""), literal(choices), literal(help)};
}
constexpr cf_parameter number(cf_kind kind, const char* id, const char* title, const char* value, const char* low, const char* high,
                              const char* help) {
  return {literal(id), literal(title), static_cast<std::uint32_t>(kind), 0, literal(value), literal(low), literal(high),
          literal(""), literal(help)};
}

constexpr cf_parameter parameters[] = {
    {literal("effective"), literal("Date of the uplift"), CF_DATE, 0, literal(""), literal(""), literal(""), literal(""),
     literal("The day from which the new rates apply, for every rule that has no date of its own in the column From.")},
    text("scenario", "Scenario that is the decision", "", "", "The sheet of the rules that the new rates are taken from; the first where none is named."),
    text("year-ends-on", "Last day of the budget year", "31 March", "", "The part-year effect runs to this day, such as 31 March or 5 April."),
    text("weeks-per-year", "Weeks in a year", "52", "52|365/7", "How weekly costs become yearly ones: 52 weeks, or 365 days divided by 7."),
    number(CF_QUANTITY, "largest-percent", "Largest rise, percent", "20%", "0", "1000%", "A line whose rate would rise by more than this is held for a person."),
    number(CF_QUANTITY, "outlier-times", "Outlier, times", "3", "0", "1000",
           "A line whose rate is more than so many times the middle rate of lines alike, or less than that part of it, is held. 0: none is."),
    number(CF_INTEGER, "recent-months", "Recent packages, months", "3", "0", "60",
           "A line whose service or price began less than so many months before is held: it was priced with the uplift in mind. 0: none is."),
    number(CF_INTEGER, "already-days", "Already uplifted, days", "31", "0", "366",
           "A price that began within so many days before, and is a new rate of its rule already, counts as uplifted."),
    number(CF_PENCE, "weekly-limit", "Weekly limit", "", "0", "10000000", "A line that costs more than this a week is held for a decision of its own. Blank: there is no limit."),
    text("region", "Region of allowances", "", "", "The region for rules with the action Table where neither the rule nor the line names one."),
    text("age-band-from", "A higher age band is paid from", "birthday", "birthday|week", "From the birthday, or from the Monday of the week that it falls in."),
    text("leap-birthday", "Born on 29 February", "1-march", "1-march|28-february", "The day on which somebody born on 29 February is a year older in a year without one."),
    number(CF_PENCE, "paid-tolerance", "Paid as expected, tolerance", "0.01", "0", "100",
           "How far a payment may be from what a rate comes to over its days and still count as paid at that rate."),
    text("more-units", "More units", "", "", "Units of the council's own, with commas between them, such as: placement day, outreach block."),
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
  plugin.id = literal("uplift");
  plugin.version = literal("1.0.0");
  plugin.title = literal("Provider uplift");
  plugin.summary = literal(
      "Works out the new rate of every care package line by the council's rules, with each step, what it costs, what is owed for "
      "periods already paid, and what a person must look at first.");
  plugin.workbook = literal("uplift");
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

}  // namespace counterfoil::uplift
