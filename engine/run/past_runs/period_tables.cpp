// The sheets Periods and Reconciliation, from the states of the periods.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/text.hpp"
#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/text.hpp"
#include "run/past_runs/period_history.hpp"
#include "run/past_runs/period_states.hpp"
#include "run/steps/table_writer.hpp"

namespace counterfoil::run {

namespace {

using report::PeriodExport;
using report::PeriodLog;

constexpr std::size_t digest_shown = 12;  // digits of an export's SHA-256: enough to tell a team's exports apart

std::optional<std::int64_t> day_number(const std::string& day) {
  const auto part = [&](std::size_t from, std::size_t length) { return std::atoi(day.substr(from, length).c_str()); };
  if (day.size() != 10) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{part(0, 4)}, std::chrono::month{static_cast<unsigned>(part(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(part(8, 2))}};
  return date.ok() ? std::optional<std::int64_t>{Date{date}.time_since_epoch().count()} : std::nullopt;
}

void add_periods(const PeriodLog& log, const std::vector<PeriodState>& states, report::Report& report) {
  TableWriter table{
      report, "periods", {"period", "event", "run", "run_on", "digest", "rows", "total", "movement", "words", "needs"}};
  for (auto state = states.rbegin(); state != states.rend(); ++state) {
    const PeriodExport* of = state->of == PeriodState::npos ? nullptr : &log.exports[state->of];
    const PeriodExport* prior = state->prior == PeriodState::npos ? nullptr : &log.exports[state->prior];
    const bool shows_export = of != nullptr && state->event != "Missing";
    table.text(state->period).text(state->event);
    table.text(shows_export ? of->run : "").date(shows_export ? day_number(of->day) : std::nullopt);
    table.text(shows_export ? of->sha256.substr(0, digest_shown) : "");
    table.integer(shows_export ? std::optional{static_cast<std::int64_t>(of->rows)} : std::nullopt);
    table.pence(shows_export ? of->control : std::nullopt);
    table.pence(prior && of->control && prior->control ? std::optional{*of->control - *prior->control} : std::nullopt);
    table.text(state->words).text(state->to_explain ? "Explain" : "");
  }
}

/// The council's financial year runs from 1 April; a period is of the year in which it ends.
int year_of(DateSpan days) {
  const std::chrono::year_month_day end{days.last};
  return int{end.year()} - (end.month() < std::chrono::April ? 1 : 0);
}

/// No spreadsheet takes it for a date, as it would "2011-12".
std::string year_words(int year) { return "Apr " + std::to_string(year) + " to Mar " + std::to_string(year + 1); }

struct Money {
  std::int64_t first = 0, restated = 0, queried = 0, overpaid = 0, recovered = 0;
};

class Reconciliation {
 public:
  Reconciliation(const PeriodLog& log, const std::vector<PeriodState>& states, report::Report& report)
      : log_(log),
        states_(states),
        table_(report, "reconciliation",
               {"year", "item", "period", "person_id", "line_id", "event", "first_compared", "restated", "stands", "queried",
                "overpaid", "recovered", "words", "first_value", "restated_value", "queried_value", "overpaid_value",
                "recovered_value"}) {}

  void write() {
    std::map<int, std::vector<const PeriodState*>> years;
    for (const PeriodState& state : states_)
      if (state.counts || (state.event == "Missing" && state.of == PeriodState::npos)) years[year_of(state.days)].push_back(&state);
    for (auto year = years.rbegin(); year != years.rend(); ++year) write_year(year->first, year->second);
  }

 private:
  void write_year(int year, const std::vector<const PeriodState*>& states) {
    Money sum;
    std::int64_t missing = 0;
    const std::string words = year_words(year);
    for (const PeriodState* state : states) {
      if (state->of == PeriodState::npos) {
        ++missing;
        row(words, "Missing", state->period, "", "", "", {}, "No export was run: not in the year's total.");
        continue;
      }
      write_period(words, *state, sum);
    }
    row(words, "Total", words, "", "", "", {},
        missing == 0 ? "" : count_of(missing, "period") + (missing == 1 ? " is" : " are") + " missing.", &sum);
  }

  void write_period(const std::string& year, const PeriodState& state, Money& sum) {
    const PeriodExport& now = log_.exports[state.of];
    const std::vector<std::size_t> chain = exports_of(now);
    const PeriodExport& first = log_.exports[chain.front()];
    Values values;
    values.first = first.control;
    if (now.control && first.control) values.restated = *now.control - *first.control;
    values.queried = now.queried;
    values.overpaid = now.overpaid;
    values.recovered = now.recovered;
    row(year, "Period", now.period, "", "", "", values, chain.size() == 1 ? "" : restated_words(chain));
    sum.first += values.first.value_or(0);
    sum.restated += values.restated.value_or(0);
    sum.queried += values.queried.value_or(0);
    sum.overpaid += values.overpaid.value_or(0);
    sum.recovered += values.recovered.value_or(0);
    for (std::size_t place = 1; place < chain.size(); ++place) write_lines(year, chain[place - 1], chain[place], place);
  }

  /// Every export of these days, from the first.
  std::vector<std::size_t> exports_of(const PeriodExport& now) const {
    std::vector<std::size_t> chain;
    for (std::size_t at = 0; at < log_.exports.size(); ++at)
      if (log_.exports[at].same_days(now)) chain.push_back(at);
    return chain;
  }

  std::string restated_words(const std::vector<std::size_t>& chain) const {
    std::string words =
        chain.size() == 2 ? "Restated" : "Restated " + with_thousands(static_cast<std::int64_t>(chain.size() - 1)) + " times, last";
    const PeriodExport& last = log_.exports[chain.back()];
    return words + (last.run.empty() ? std::string{"."} : " by run " + last.run + ".");
  }

  /// What is not known line by line is a line of its own, so that they add up.
  void write_lines(const std::string& year, std::size_t then, std::size_t now, std::size_t place) {
    const std::string event = place == 1 ? "Restated" : "Restated " + std::to_string(place);
    std::int64_t told = 0;
    for (const report::RestatedLine& line : log_.lines) {
      if (line.of != now) continue;
      Values values;
      values.restated = line.after.value_or(0) - line.before.value_or(0);
      told += *values.restated;
      const auto pounds = [](const std::optional<std::int64_t>& pence) {
        return pence ? format_pounds(Pence{*pence}) : std::string{"not there"};
      };
      row(year, "Line", log_.exports[now].period, line.person_id, line.line_id, event, values,
          "Was " + pounds(line.before) + ", now " + pounds(line.after) + ".");
    }
    const PeriodExport &before = log_.exports[then], &after = log_.exports[now];
    if (!before.control || !after.control || *after.control - *before.control == told) return;
    Values rest;
    rest.restated = *after.control - *before.control - told;
    row(year, "Line", after.period, "", "", event, rest, "Which lines this is of is not known, or not any more.");
  }

  struct Values {
    std::optional<std::int64_t> first, restated, queried, overpaid, recovered;
  };

  void row(const std::string& year, const std::string& item, const std::string& period, const std::string& person,
           const std::string& line, const std::string& event, const Values& values, const std::string& words,
           const Money* sum = nullptr) {
    table_.text(year).text(item).text(period).text(person).text(line).text(event);
    if (sum != nullptr) {
      table_.pence(sum->first).pence(sum->restated).pence(sum->first + sum->restated);
      table_.pence(sum->queried).pence(sum->overpaid).pence(sum->recovered);
    } else {
      const bool stands = item == "Period";
      table_.pence(values.first).pence(values.restated);
      table_.pence(stands ? std::optional{values.first.value_or(0) + values.restated.value_or(0)} : std::nullopt);
      table_.pence(values.queried).pence(values.overpaid).pence(values.recovered);
    }
    table_.text(words);
    table_.pence(values.first).pence(values.restated).pence(values.queried).pence(values.overpaid).pence(values.recovered);
  }

  const PeriodLog& log_;
  const std::vector<PeriodState>& states_;
  TableWriter table_;
};

std::string known_words(const PeriodLog& log) {
  const auto held = std::count_if(log.exports.begin(), log.exports.end(),
                                  [](const PeriodExport& each) { return each.kind == PeriodExport::Kind::held; });
  if (log.exports.empty()) return "No export is known yet.";
  const auto oldest =
      std::min_element(log.exports.begin(), log.exports.end(),
                       [](const PeriodExport& left, const PeriodExport& right) { return left.first < right.first; });
  const std::string from = format_date(Date{std::chrono::days{oldest->first}});
  if (held == 0) return "Every export that was run into this workbook, from " + from + " on.";
  const auto noted = std::find_if(log.exports.begin(), log.exports.end(),
                                  [](const PeriodExport& each) { return each.kind != PeriodExport::Kind::held; });
  return "From " + from + " on. Restatements are known " +
         (noted == log.exports.end() ? std::string{"from the next run on."}
                                     : "from run " + noted->run + " on; before it only what stood then.");
}

}  // namespace

void add_period_tables(const report::WorkbookSpec& spec, const PeriodLog& log, report::Report& report) {
  if (!spec.table("periods") && !spec.table("reconciliation")) return;
  const std::vector<PeriodState> states = period_states(log);
  const auto tell = [&](const char* fact, const std::string& words) {
    report.facts.insert_or_assign(fact, report::Value{report::ValueKind::text, 0, report.keep(words)});
  };
  if (spec.table("periods")) {
    add_periods(log, states, report);
    const auto open = std::count_if(states.begin(), states.end(), [](const PeriodState& each) { return each.to_explain; });
    tell("periods_words", known_words(log) + (open == 0 ? std::string{} : " Rows marked Explain need initials and a reason."));
  }
  if (!spec.table("reconciliation")) return;
  Reconciliation{log, states, report}.write();
  tell("reconciliation_words",
       "Financial years run from 1 April to 31 March; a period is of the year in which it ends. " + known_words(log));
}

}  // namespace counterfoil::run
