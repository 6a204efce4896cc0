// Histories as teams have them: an export that comes late and is compared after a newer one, one that is corrected and compared a
// second time, decisions of three people, and two copies of the workbook in which two people decided differently. The pounds stay
// in sight all the same until somebody settles them, and are on Overpayments once.
#include <algorithm>
#include <set>

#include "history_generator.hpp"
#include "over_time.hpp"

namespace cwd_test {

namespace {

/// Who looks after a child's questions.
enum class Who {
  nobody,
  careful,       // TM: Error, with the right amount
  trusting,      // KO: OK
  asking,        // RB: Query, and it stays so
  of_two_minds,  // OK in one copy of the workbook, Error in the other: once they are merged nobody has decided
};
constexpr int people = 5;
constexpr int stories = 10;

struct Step {
  int period = 0;
  bool first_version = false;  // of an export that is corrected later
};

/// One child with what is known of it so far.
struct Watched {
  Child child;
  Who who = Who::nobody;
  bool decided = false;
  bool expected = false;  // to be in sight
  bool answered = false;  // somebody settled what is owed
};

class Troubled : public testing::TestWithParam<std::tuple<Cycle, unsigned>> {
 protected:
  void SetUp() override {
    const auto [cycle, seed] = GetParam();
    HistoryGenerator generator{cycle, seed};
    late_ = generator.between(4, 12);
    corrected_ = late_ <= 8 ? late_ + 4 : late_ - 4;
    for (int number = 0; number < people * stories; ++number) {
      Watched one{generator.child(number), static_cast<Who>(number / stories), false, false};
      if (number / stories % 2 == 1 && number % stories == 8) generator.slip_in_the_export(one.child, corrected_);
      if (number / stories % 2 == 1 && number % stories == 9) generator.slip_in_the_correction(one.child, corrected_);
      all_.push_back(std::move(one));
    }
    for (int period = 0; period < history_periods; ++period) {
      if (period == late_) continue;
      if (period == corrected_) steps_.push_back({period, true});
      steps_.push_back({period, false});
      if (period == late_ + 1) steps_.push_back({late_, false});
    }
    usual_ = fake::read_value(CF_PENCE, usual_pay(cycle));
  }

  Rows export_of(const Step& step) const {
    Rows rows;
    for (const Watched& one : all_) {
      const auto first = one.child.first_version.find(step.period);
      const bool use_first = step.first_version && first != one.child.first_version.end();
      for (const Row& row : use_first ? first->second : one.child.rows.at(step.period)) rows.push_back(row);
    }
    return rows;
  }

  bool seen_all_wrong(const Child& child) const {
    return std::all_of(child.wrong.begin(), child.wrong.end(), [&](const auto& each) { return seen_.contains(each.first); });
  }
  bool shown(const Child& child) const {
    return std::all_of(child.shown_by.begin(), child.shown_by.end(), [&](int period) { return seen_.contains(period); });
  }
  std::int64_t wrong_so_far(const Child& child) const {
    std::int64_t sum = 0;
    for (const auto& [period, pence] : child.wrong)
      if (seen_.contains(period)) sum += std::abs(pence);
    return sum;
  }
  bool seen_some_wrong(const Child& child) const {
    return std::any_of(child.wrong.begin(), child.wrong.end(), [&](const auto& each) { return seen_.contains(each.first); });
  }
  std::int64_t too_much_so_far(const Child& child) const {
    std::int64_t sum = 0;
    for (const auto& [period, pence] : child.wrong)
      if (seen_.contains(period)) sum += std::max<std::int64_t>(pence, 0);
    return sum;
  }
  /// In step with time again, after the late export.
  bool up_to_date(const Step& step) const { return step.period != late_; }

  void look(const Step& step, Team& team, Watched& one);
  void decide(const Step& step, Team& team, Watched& one);

  std::vector<Watched> all_;
  std::vector<Step> steps_;
  std::set<int> seen_;
  int late_ = 0, corrected_ = 0;
  std::int64_t usual_ = 0;
};

void Troubled::look(const Step& step, Team& team, Watched& one) {
  const Child& child = one.child;
  const auto queries = queries_about(team, child);
  const std::int64_t overpaid = on_overpayments(team.last(), child);
  std::string where = child.id + " (" + child.story + ", decided by " + std::to_string(static_cast<int>(one.who)) + "), period " +
                      std::to_string(step.period) + (step.first_version ? ", first version" : "") +
                      ", late: " + std::to_string(late_) + ", overpaid " + pounds(overpaid);
  for (const std::string& query : queries) where += "\n  " + query;
  const bool approved = one.who == Who::trusting && one.decided;
  // An older export and the newest one are two questions; and what was approved makes what was meant to put it right a second one.
  EXPECT_LE(queries.size(), up_to_date(step) && !approved ? 1u : 2u) << where;
  if (child.never_asked()) {
    EXPECT_TRUE(queries.empty()) << where;
  }
  const bool shortfall = child.story.starts_with("shortfall");
  if (seen_some_wrong(child) && (!shortfall || (seen_all_wrong(child) && step.period >= child.from))) one.expected = true;
  if (!shown(child)) one.expected = false;
  const bool settled = one.answered || (!child.decide_ok && seen_.contains(child.until) && seen_all_wrong(child));
  if (approved || settled) one.expected = false;
  if (one.expected) {
    EXPECT_TRUE(!queries.empty() || overpaid > 0) << where;
  }
  if (settled && !approved && up_to_date(step) && (one.answered || step.period >= child.until)) {
    EXPECT_TRUE(queries.empty()) << where;
  }
  // No pound is asked about twice.
  std::int64_t at_stake = 0;
  for (const ReportRow& row : team.queries())
    if (row.at("person_id") == child.id && !row.at("at_stake").empty()) at_stake += fake::read_value(CF_PENCE, row.at("at_stake"));
  if (!approved) {
    // A gap that reaches over the export that has not come yet is asked whole.
    const std::int64_t not_seen_yet = step.period == late_ + 1 ? usual_ : 0;
    EXPECT_LE(at_stake, wrong_so_far(child) + not_seen_yet + 3) << where;
  }
  // What is right after all may be followed by what is then too much.
  EXPECT_LE(overpaid, approved ? std::max(child.overpaid, 2 * usual_) : too_much_so_far(child)) << where;
}

void Troubled::decide(const Step& step, Team& team, Watched& one) {
  const Child& child = one.child;
  const bool wrong_now =
      step.first_version ? child.first_version.contains(step.period) && child.wrong.empty() : child.wrong.contains(step.period);
  const ReportRow* row = team.row(child.id, child.line);
  if (child.decide_ok && !(one.who == Who::trusting && one.decided) && step.period + 1 >= child.until && up_to_date(step) &&
      !queries_about(team, child).empty()) {
    team.decide(child.id, child.line, {{"decision", "OK"}, {"initials", "KO"}});
    one.answered = true;
  }
  if (one.decided || !wrong_now || row == nullptr || row->at("risk") == "Explained") return;
  const std::string about = row->at("about");
  const Row error{{"about", about}, {"decision", "Error"}, {"initials", "TM"}, {"right_amount", pounds(usual_)}};
  const Row right{{"about", about}, {"decision", "OK"}, {"initials", "KO"}};
  one.decided = true;
  switch (one.who) {
    case Who::nobody: break;
    case Who::careful: team.decide(child.id, child.line, error); break;
    case Who::trusting: team.decide(child.id, child.line, right); break;
    case Who::asking:
      team.decide(child.id, child.line,
                  {{"about", about}, {"decision", "Query"}, {"initials", "RB"}, {"comment", "Rang on Monday"}});
      break;
    case Who::of_two_minds: team.merge(child.id, child.line, right, error); break;
  }
}

}  // namespace

TEST_P(Troubled, EveryWrongPoundStaysInSight) {
  Team team{std::get<0>(GetParam())};
  for (const Step& step : steps_) {
    team.run(step.period, export_of(step));
    if (!step.first_version) seen_.insert(step.period);
    if (step.period == 0) continue;
    for (Watched& one : all_) {
      if (!step.first_version) look(step, team, one);
      decide(step, team, one);
    }
  }
  for (const Watched& one : all_)
    if (!(one.who == Who::trusting && one.decided)) {
      EXPECT_EQ(pounds(on_overpayments(team.last(), one.child)), pounds(one.child.overpaid))
          << one.child.id << " " << one.child.story << ", late: " << late_;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeded, Troubled,
                         testing::Combine(testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly),
                                          testing::Values(21u, 104u, 109u, 112u)),
                         [](const auto& made) {
                           return cycle_name({std::get<0>(made.param), 0}) + std::to_string(std::get<1>(made.param));
                         });

}  // namespace cwd_test
