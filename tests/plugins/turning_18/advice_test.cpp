// The advice and the money at stake: what they say, never to stop because of an age, and the same from the rule and from the
// sheet's formula.
#include "advice.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "build_paths.hpp"
#include "report/merge/formula_value.hpp"
#include "spec/workbook_spec.hpp"
#include "watched.hpp"

namespace turning_test {

namespace turning = counterfoil::turning;
namespace report = counterfoil::report;
using counterfoil::make_date;
using turning::Decided;
using turning::Decision;
using turning::Situation;

report::WorkbookSpec shipped() {
  std::ifstream in(counterfoil::test::source_folder() / "workbooks/specs/turning-18.json", std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return report::parse_workbook_spec(text.str(), "turning-18.json");
}

/// A row of the Watch list as its formulas see it.
class WatchRow : public report::FormulaSource {
 public:
  std::map<std::string, report::Scalar> cells;
  report::Scalar cell(const report::FormulaReference& reference) override { return cells.at(std::string{reference.column}); }
  std::span<const report::Scalar> column(const report::FormulaReference&) override { return {}; }
  std::span<const report::Scalar> stretch(const report::FormulaReference&, const report::FormulaReference&) override { return {}; }
};

constexpr Decided all_decisions[] = {Decided::nothing, Decided::awaiting,    Decided::continues,
                                     Decided::end_on,  Decided::staying_put, Decided::transferred};

TEST(Advice, TheSheetSaysWhatTheRuleSays) {
  const report::WorkbookSpec spec = shipped();
  const report::Table& watch_table = *spec.table("watch");
  const auto formula = [&](const char* id) {
    return report::FormulaValue{std::find_if(watch_table.columns.begin(), watch_table.columns.end(), [&](const auto& column) {
                                  return column.id == id;
                                })->formula};
  };
  const auto advice = formula("advice");
  const auto stake = formula("at_stake");
  const auto serial = [](const std::optional<counterfoil::Date>& day) {
    return day ? report::Scalar::of(static_cast<double>(day->time_since_epoch().count() + 25569)) : report::Scalar::blank();
  };
  const auto may = make_date(2026, 5, 31);
  for (const Decided what : all_decisions)
    for (const auto& last_day : {std::optional<counterfoil::Date>{}, std::optional{may}})
      for (const auto& last_end : {std::optional<counterfoil::Date>{}, std::optional{make_date(2026, 5, 30)}, std::optional{may},
                                   std::optional{make_date(2026, 6, 1)}})
        for (const bool already : {false, true}) {
          Decision decision;
          decision.what = what;
          decision.last_day = last_day;
          const Situation situation{already, last_end, counterfoil::Pence{92'88}};
          WatchRow row;
          const std::string_view word = turning::decision_word(what);
          row.cells = {{"decision", word.empty() ? report::Scalar::blank() : report::Scalar::of(word)},
                       {"end_on", serial(last_day)},
                       {"last_end", serial(last_end)},
                       {"in_days", report::Scalar::of(already ? 0.0 : 1.0)},
                       {"weekly", report::Scalar::of(92.88)}};
          const report::Scalar said = advice.evaluate(row);
          ASSERT_EQ(said.kind, report::Scalar::Kind::text) << word;
          EXPECT_EQ(said.text, turning::advice(decision, situation)) << word;
          const report::Scalar money = stake.evaluate(row);
          ASSERT_EQ(money.kind, report::Scalar::Kind::number) << word;
          EXPECT_EQ(std::llround(money.number * 100), turning::at_stake(decision, situation).count) << word;
        }
}

TEST(Advice, WithoutADecisionPaymentGoesOn) {
  const Situation ahead{false, {}, counterfoil::Pence{92'88}};
  const Situation already{true, {}, counterfoil::Pence{92'88}};
  for (const Decided what : {Decided::nothing, Decided::awaiting}) {
    EXPECT_NE(turning::advice({.what = what, .last_day = {}, .owner = {}, .decided_on = {}, .turns_18 = {}, .period = {}}, ahead)
                  .find("Payment goes on"),
              std::string_view::npos);
    EXPECT_NE(turning::advice({.what = what, .last_day = {}, .owner = {}, .decided_on = {}, .turns_18 = {}, .period = {}}, already)
                  .find("Go on paying, and escalate"),
              std::string_view::npos);
  }
}

TEST(Advice, NobodyIsToldToStop) {
  for (const Decided what : all_decisions)
    for (const bool already : {false, true}) {
      Decision decision;
      decision.what = what;
      std::string words{turning::advice(decision, {already, {}, counterfoil::Pence{1}})};
      std::transform(words.begin(), words.end(), words.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
      for (const char* word : {"stop", "cease", "suspend", "terminate"}) EXPECT_EQ(words.find(word), std::string::npos) << words;
    }
}

TEST(AtStake, UntilTheDecisionHasItsDateAndTheEndHeldAgrees) {
  const counterfoil::Pence weekly{92'88};
  const auto may = make_date(2026, 5, 31);
  const auto stake = [&](Decided what, std::optional<counterfoil::Date> last_day, std::optional<counterfoil::Date> last_end) {
    Decision decision;
    decision.what = what;
    decision.last_day = last_day;
    return turning::at_stake(decision, {false, last_end, weekly}).count;
  };
  EXPECT_EQ(stake(Decided::nothing, {}, may), 92'88);
  EXPECT_EQ(stake(Decided::awaiting, may, may), 92'88);
  EXPECT_EQ(stake(Decided::continues, {}, {}), 0);
  EXPECT_EQ(stake(Decided::end_on, {}, may), 92'88);
  EXPECT_EQ(stake(Decided::end_on, may, {}), 92'88);
  EXPECT_EQ(stake(Decided::end_on, may, may), 0);
  EXPECT_EQ(stake(Decided::transferred, may, make_date(2026, 6, 1)), 92'88);
  EXPECT_EQ(stake(Decided::staying_put, may, make_date(2026, 5, 1)), 0);
}

TEST(Decisions, AreReadAsTheyStandInTheWorkbook) {
  EXPECT_EQ(turning::read_decision("transferred to Adults "), Decided::transferred);
  EXPECT_EQ(turning::read_decision(""), Decided::nothing);
  EXPECT_EQ(turning::read_decision("perhaps"), Decided::nothing);
}

}  // namespace turning_test
