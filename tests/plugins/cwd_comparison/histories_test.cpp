// Histories of 18 periods, made by a generator that knows what was wrong: every wrong pound is asked about, once at a time, and
// stays in sight until it is settled; every overpaid pound is on Overpayments, once. Children whose payments are right are never
// asked about.
#include <random>

#include "periods_of_a_team.hpp"
#include "pounds.hpp"

namespace cwd_test {

namespace {

constexpr int periods = 18;
constexpr int children = 25;

/// What a child's payments are, and the truth about them.
struct Child {
  std::string id, line;
  std::string story = "right";
  std::map<int, Rows> rows;  // by period
  // Something is wrong from the export of `from` on, and in sight on Changes or Overpayments until that of `until`.
  int first = periods;  // before that all is right
  int from = periods;
  int until = periods;        // exclusive
  std::int64_t overpaid = 0;  // pence that must be on Overpayments in the end
  bool decide_ok = false;     // somebody settles what is owed, in `until`
};

class Generator {
 public:
  Generator(Cycle cycle, unsigned seed) : cycle_(cycle), random_(seed) {}

  Child child(int number) {
    Child child;
    child.id = "P" + std::to_string(number);
    child.line = std::to_string(7000 + number);
    usual_ = fake::read_value(CF_PENCE, usual_pay(cycle_));
    for (int period = 0; period < periods; ++period) child.rows[period] = {row(child, period, usual_)};
    switch (number % 10) {
      case 0: slip(child); break;
      case 1: shortfall(child); break;
      case 2: missed(child); break;
      case 3: doubled_arrears(child); break;
      case 4: paid_again(child); break;
      case 5: absent(child); break;
      case 6: suspended(child); break;
      case 7: restarted(child); break;
      default: break;  // right all the time
    }
    return child;
  }

 private:
  int between(int least, int most) { return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1)); }

  Row row(const Child& child, int period, std::int64_t pence) const {
    return paid(cycle_, period,
                {{"person_id", child.id},
                 {"line_id", child.line},
                 {"payee_id", "V" + child.id},
                 {"payee", "Parent of " + child.id},
                 {"service", "Support " + child.id},
                 {"net", pounds(pence)}});
  }
  Row adjustment(const Child& child, int period, int first, int last, std::int64_t pence) const {
    Row one = row(child, period, pence);
    one["payment_type"] = "Adjustment";
    one["adjustment_from"] = period_of(cycle_, first).first;
    one["adjustment_to"] = period_of(cycle_, last).last;
    return one;
  }

  void slip(Child& child) {
    child.story = "slip";
    const int first = between(2, 8);
    const int last = first + between(0, 2);
    for (int period = first; period <= last; ++period) child.rows[period] = {row(child, period, 10 * usual_)};
    child.first = child.from = first;
    child.overpaid = 9 * usual_ * (last - first + 1);
    if (between(0, 1) == 1) {  // taken back in parts
      child.story = "slip, taken back in parts";
      std::int64_t left = child.overpaid;
      for (int period = last + 2; period < periods && left > 0; ++period) {
        const std::int64_t part = std::min<std::int64_t>(left, 15000);
        child.rows[period].push_back(adjustment(child, period, first, last, -part));
        left -= part;
      }
    }
  }
  void shortfall(Child& child) {
    child.story = "shortfall";
    const int first = between(2, 6);
    const int last = first + between(0, 2);
    const std::int64_t less = between(500, 4000);
    for (int period = first; period <= last; ++period) child.rows[period] = {row(child, period, usual_ - less)};
    child.first = first;
    child.from = last + 1;  // before that it is to be checked, or stands open
    const int end = between(0, 2);
    if (end == 0) {
      child.story = "shortfall, arrears paid";
      child.until = last + between(2, 4);
      child.rows[child.until].push_back(adjustment(child, child.until, first, last, less * (last - first + 1)));
    } else if (end == 1) {
      child.story = "shortfall, decided";
      child.until = last + 3;
      child.decide_ok = true;
    }
  }
  void missed(Child& child) {
    child.story = "missed";
    const int period = between(2, 8);
    child.rows[period] = {row(child, period, 0)};
    child.first = child.from = period;
    if (between(0, 1) == 1) {
      child.story = "missed, paid with the next";
      child.rows[period + 1] = {row(child, period + 1, 2 * usual_)};
      child.until = period + 1;
    }
  }
  void doubled_arrears(Child& child) {
    child.story = "arrears twice";
    const int first = between(2, 4);
    const int last = first + between(0, 2);
    const std::int64_t less = between(500, 4000);
    for (int period = first; period <= last; ++period) child.rows[period] = {row(child, period, usual_ - less)};
    const std::int64_t arrears = less * (last - first + 1);
    const int paid_in = last + 1;
    child.rows[paid_in].push_back(adjustment(child, paid_in, first, last, arrears));
    const int again = paid_in + between(1, 3);
    child.rows[again].push_back(adjustment(child, again, first, last, arrears));
    child.first = first;
    child.from = again;
    child.overpaid = arrears;
  }
  void paid_again(Child& child) {
    child.story = "paid again";
    const int period = between(3, 12);
    child.rows[period].push_back(row(child, period - between(1, 2), usual_));
    child.first = child.from = period;
    child.overpaid = usual_;
  }
  void absent(Child& child) {
    child.story = "absent";
    const int period = between(3, 10);
    child.rows[period].clear();
    child.first = child.from = period;
  }
  void suspended(Child& child) {
    child.story = "suspended";
    const int period = between(3, 10);
    Row one = row(child, period, 0);
    one["suspended_from"] = period_of(cycle_, period).first;
    one["suspended_to"] = period_of(cycle_, period).last;
    child.rows[period] = {one};
  }
  void restarted(Child& child) {
    child.story = "restarted";
    const int period = between(3, 10);
    for (Row& one : child.rows[period - 1]) one["end"] = period_of(cycle_, period - 1).last;
    for (int next = period; next < periods; ++next)
      for (Row& one : child.rows[next]) {
        one["line_id"] = child.line + "9";
        one["start"] = period_of(cycle_, period).first;
      }
  }

  Cycle cycle_;
  std::mt19937 random_;
  std::int64_t usual_ = 0;
};

/// Money of the child on Overpayments, in pence.
std::int64_t on_overpayments(const Host& host, const Child& child) {
  std::int64_t sum = 0;
  for (const ReportRow& row : host.tables.at("overpayments"))
    if (row.at("person_id") == child.id) sum += fake::read_value(CF_PENCE, row.at("overpaid"));
  return sum;
}

std::string queries_of(const Team& team, const Child& child, std::size_t& count) {
  std::string words;
  count = 0;
  for (const ReportRow& row : team.queries())
    if (row.at("person_id") == child.id) {
      ++count;
      words += "\n  " + row.at("about") + " [" + row.at("rules") + "] " + row.at("reasons");
    }
  return words;
}

Row bare(Row row) {
  for (const char* column :
       {"line_id", "cost", "frequency", "adjustment_from", "adjustment_to", "start", "end", "suspended_from", "suspended_to"})
    row.erase(column);
  return row;
}

class Histories : public testing::TestWithParam<std::tuple<Cycle, unsigned>> {};

}  // namespace

TEST_P(Histories, EveryWrongPoundStaysInSight) {
  const auto [cycle, seed] = GetParam();
  Generator generator{cycle, seed};
  std::vector<Child> all;
  for (int number = 0; number < children; ++number) all.push_back(generator.child(number));
  Team team{cycle};
  for (int period = 0; period < periods; ++period) {
    Rows rows;
    for (const Child& child : all)
      for (const Row& row : child.rows.at(period)) rows.push_back(row);
    const Host& host = team.run(period, rows);
    for (const Child& child : all) {
      std::size_t count = 0;
      const std::string words = queries_of(team, child, count);
      const std::string where = child.id + " (" + child.story + "), period " + std::to_string(period) + words;
      EXPECT_LE(count, 1u) << where;
      const bool in_sight = count == 1 || on_overpayments(host, child) > 0;
      if (period > 0 && period >= child.from && period < child.until) {
        EXPECT_TRUE(in_sight) << where;
      }
      if (child.story == "right" || child.story == "restarted" || child.story == "suspended" || period < child.first) {
        EXPECT_EQ(count, 0u) << where;
      }
      if (period >= child.until) {
        EXPECT_EQ(count, 0u) << where;
      }
      EXPECT_LE(on_overpayments(host, child), child.overpaid) << where;
      if (child.decide_ok && period + 1 == child.until) team.decide(child.id, child.line, {{"decision", "OK"}, {"initials", "KO"}});
    }
  }
  for (const Child& child : all)
    EXPECT_EQ(pounds(on_overpayments(team.last(), child)), pounds(child.overpaid)) << child.id << " " << child.story;
}

// Without line ids, rates, dates of adjustments and ends it is not known what was due; that is counted, and nobody is asked about
// it.
TEST_P(Histories, WhatIsNotKnownIsCountedAndNotAsked) {
  const auto [cycle, seed] = GetParam();
  Generator generator{cycle, seed};
  std::vector<Child> all;
  for (int number = 0; number < children; ++number) all.push_back(generator.child(number));
  Team team{cycle};
  for (int period = 0; period < periods; ++period) {
    Rows rows;
    for (const Child& child : all)
      for (const Row& row : child.rows.at(period)) rows.push_back(bare(row));
    const Host& host = team.run(period, rows);
    for (const Child& child : all) {
      std::size_t count = 0;
      const std::string words = queries_of(team, child, count);
      if (child.story == "right" || child.story == "restarted") {
        EXPECT_EQ(count, 0u) << child.id << " (" << child.story << "), period " << period << words;
      }
    }
    if (period == 1) {
      EXPECT_EQ(host.tables.at("headline")[5].at("lines"), std::to_string(children));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeded, Histories,
                         testing::Combine(testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly),
                                          testing::Values(11u, 12u, 13u, 14u)),
                         [](const auto& made) {
                           return (std::get<0>(made.param) == Cycle::weekly    ? "Weekly"
                                   : std::get<0>(made.param) == Cycle::monthly ? "Monthly"
                                                                               : "FourWeekly") +
                                  std::to_string(std::get<1>(made.param));
                         });

}  // namespace cwd_test
