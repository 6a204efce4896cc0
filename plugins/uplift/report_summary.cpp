// The first page, the checks before release and the scenarios side by side.
#include <algorithm>
#include <map>

#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

constexpr std::size_t types_in_bridge = 8;
constexpr std::size_t scenarios_shown = 8;

Value count(std::int64_t number) { return Value::integer(number); }

struct ArrearsTotal {
  std::int64_t check_rows = 0, waiting = 0;
  Pence owed, check, waiting_amount;
};

ArrearsTotal total_of(const Answer& answer) {
  ArrearsTotal total;
  for (const ArrearDue& due : answer.due)
    if (due.goes_out == once_its_rate_is_released) {
      ++total.waiting;
      total.waiting_amount += due.arrear->amount();
    }
  for (const Arrear& arrear : answer.arrears) {
    if (arrear.standing == Standing::owed || arrear.standing == Standing::paid) {
      total.owed += arrear.amount();
    } else if (arrear.standing == Standing::check) {
      ++total.check_rows;
      total.check += arrear.amount();
    }
  }
  return total;
}

std::string lines_words(std::int64_t lines) { return counted(static_cast<std::uint64_t>(lines), "line", "lines"); }

/// The service types with the largest effect; what is left stands together, so that the steps add up.
void hand_out_bridge(plugin::Run& run, const Answer& answer, const Costs& all) {
  std::map<Vocabulary::Id, Pence> effects;
  for (const Decision& decision : answer.decided.decisions)
    if (decision.result != Result::starting)
      effects[answer.price(decision).service_type] += decision.costs.annual_after - decision.costs.annual_before;
  std::vector<std::pair<std::string, Pence>> steps;
  for (const auto& [type, effect] : effects)
    if (effect.count != 0) steps.emplace_back(type == 0 ? "(not given)" : answer.words.spelling(type), effect);
  std::sort(steps.begin(), steps.end(), [](const auto& left, const auto& right) {
    return absolute(left.second) != absolute(right.second) ? absolute(left.second) > absolute(right.second)
                                                           : left.first < right.first;
  });
  const auto table = run.open_table("bridge", {"step", "amount"});
  table.add({"Cost a year before", all.annual_before});
  Pence rest;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (at < types_in_bridge)
      table.add({steps[at].first, steps[at].second});
    else
      rest += steps[at].second;
  }
  for (std::size_t at = steps.size(); at < types_in_bridge; ++at) table.add({Value{}, Value{}});
  table.add({"All other service types", rest});
  table.add({"Cost a year after", all.annual_after});
}

void hand_out_scenarios(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table("scenarios", {"scenario", "decided", "uplifted", "held", "no_rule", "excluded", "weekly_before",
                                                  "weekly_after", "annual_effect", "part_year"});
  const std::size_t shown = std::min(scenarios_shown, answer.scenarios.size());
  for (std::size_t at = 0; at < shown; ++at) {
    const ScenarioCost& scenario = answer.scenarios[at];
    const auto lines = [&](Result result) { return count(scenario.lines[static_cast<std::size_t>(result)]); };
    const Costs& costs = scenario.costs;
    table.add({scenario.name, at == answer.book.decided ? "Yes" : "", lines(Result::uplifted), lines(Result::held),
               lines(Result::no_rule), lines(Result::excluded), costs.weekly_before, costs.weekly_after,
               costs.annual_after - costs.annual_before, costs.part_year});
  }
  if (answer.scenarios.size() > shown)
    run.finding("scenarios-not-shown", {"rules"},
                {{"count", std::to_string(answer.scenarios.size())}, {"shown", std::to_string(shown)}});
}

void hand_out_checks(plugin::Run& run, const Answer& answer, const ScenarioCost& decided, const ArrearsTotal& arrears) {
  const auto table = run.open_table("checklist", {"check", "lines", "word", "what"});
  const auto add = [&](const char* check, std::int64_t lines, const char* what) {
    table.add({check, count(lines), lines == 0 ? "In order" : "Look", lines == 0 ? "" : what});
  };
  const auto lines = [&](Result result) { return decided.lines[static_cast<std::size_t>(result)]; };
  const auto found = [&](std::initializer_list<std::string_view> ids) {
    return std::count_if(answer.decided.decisions.begin(), answer.decided.decisions.end(), [&](const Decision& decision) {
      return std::find(ids.begin(), ids.end(), decision.finding) != ids.end();
    });
  };
  add("Lines without a rule", lines(Result::no_rule), "They keep the old rate. Add a rule, or one that leaves them out.");
  add("Lines that two rules claim", found({"several-rules"}), "Set the priorities of the rules apart.");
  add("Lines held for a person, all reasons", lines(Result::held), "See Unmatched: each says why.");
  add("Rises beyond the limit", found({"rise-beyond-limit"}), "Check rule and rate.");
  add("Rates far from those of lines alike", found({"rate-outlier"}), "Check rate and unit.");
  add("New rates below a wage floor", found({"below-wage-floor"}), "Check the rule.");
  add("Rates that would fall, or be nothing", found({"rate-falls", "new-rate-not-positive", "rate-not-positive"}),
      "Check the rule and the rate.");
  add("Lines that may have had the uplift", found({"price-already-starting", "later-price"}), "See the price that begins then.");
  add("Lines at the new rate already, left alone", lines(Result::already), "Nothing to do if these are new packages.");
  add("Payments that neither rate explains", arrears.check_rows, "See Arrears: find out before the difference is paid.");
}

void hand_out_next_steps(plugin::Run& run, const ScenarioCost& decided, const ArrearsTotal& arrears) {
  const auto lines = [&](Result result) { return decided.lines[static_cast<std::size_t>(result)]; };
  const std::int64_t open = lines(Result::no_rule) + lines(Result::held);
  const auto table = run.open_table("next_steps", {"step"});
  table.add({open == 0 ? std::string{"1. Every line has its rate or a reason to be left out."}
                       : "1. Settle " + lines_words(open) + " on Unmatched, then run again."});
  table.add({"2. Read Checks and Largest changes against the decision that was taken."});
  table.add({"3. On Changes choose OK, Still asking or Error where you looked; Still asking and Error stop the release."});
  table.add({arrears.check_rows == 0
                 ? std::string{"4. Have a second person check and approve on Sign-off."}
                 : "4. Clear up " + counted(static_cast<std::uint64_t>(arrears.check_rows), "payment", "payments") +
                       " on Arrears; then a second person approves on Sign-off."});
  table.add({arrears.waiting == 0 ? std::string{"5. Release: the files are written only then."}
                                  : "5. Release; then run again with the payments: " + format_pounds(arrears.waiting_amount) +
                                        " of arrears go out after their rates."});
}

}  // namespace

void hand_out_summary(plugin::Run& run, const Answer& answer) {
  const ScenarioCost decided = cost_of(answer.scenario().name, answer.decided);
  const Costs& costs = decided.costs;
  const ArrearsTotal arrears = total_of(answer);
  const auto lines = [&](Result result) { return decided.lines[static_cast<std::size_t>(result)]; };
  const Pence weekly = costs.weekly_after - costs.weekly_before;
  const Pence annual = costs.annual_after - costs.annual_before;

  std::string uplift_words = "From " + short_date(answer.settings.effective);
  if (answer.scenario().dates.size() > 1 || answer.scenario().dates.front() != answer.settings.effective) {
    uplift_words = "From";
    for (const Date date : answer.scenario().dates)
      uplift_words += (date == answer.scenario().dates.front() ? " " : " and ") + short_date(date);
  }
  run.fact("uplift_words", uplift_words);
  run.fact("subtitle_words", uplift_words + ", by the rules on the sheet " + answer.scenario().name);
  run.fact("part_year_words", "Effect to " + short_date(answer.settings.year_end));
  const std::int64_t open = lines(Result::no_rule) + lines(Result::held);
  run.fact("outcome", lines_words(lines(Result::uplifted)) + " uplifted, " + format_pounds(weekly) + " a week and " +
                          format_pounds(annual) + " a year more; " +
                          (open == 0 ? std::string{"none is open"} : lines_words(open) + " not uplifted need a person") +
                          (answer.paid.given ? "; arrears of " + format_pounds(arrears.owed) + "." : std::string{"."}));

  hand_out_next_steps(run, decided, arrears);
  const auto headline = run.open_table("headline", {"label", "amount"});
  headline.add({"Weekly cost before", costs.weekly_before});
  headline.add({"Weekly cost after", costs.weekly_after});
  headline.add({"Difference a week", weekly});
  headline.add({"Effect in a full year", annual});
  headline.add({"Effect to the end of the budget year", costs.part_year});
  headline.add({"Arrears for periods already paid", answer.paid.given ? Value{arrears.owed} : Value{}});
  headline.add({"Arrears to be checked first", answer.paid.given ? Value{arrears.check} : Value{}});

  struct Part {
    std::int64_t lines = 0;
    Pence weekly;
  };
  std::array<Part, result_count> parts{};
  for (const Decision& decision : answer.decided.decisions) {
    Part& part = parts[static_cast<std::size_t>(decision.result)];
    ++part.lines;
    if (decision.result == Result::starting || decision.first_of_line) part.weekly += decision.costs.weekly_before;
  }
  const auto results = run.open_table("results", {"result", "lines", "weekly"});
  for (std::size_t at = 0; at < result_count; ++at)
    results.add({result_words(static_cast<Result>(at)), count(parts[at].lines), parts[at].weekly});
  hand_out_bridge(run, answer, costs);
  hand_out_checks(run, answer, decided, arrears);
  hand_out_scenarios(run, answer);
}

}  // namespace counterfoil::uplift
