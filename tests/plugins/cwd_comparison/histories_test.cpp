// Histories of 18 periods, made by a generator that knows what was wrong: every wrong pound is asked about, once at a time, and
// stays in sight until it is settled; every overpaid pound is on Overpayments, once. Children whose payments are right are never
// asked about.
#include "history_generator.hpp"
#include "pounds.hpp"

namespace cwd_test {

namespace {

constexpr int children = 25;

std::string in_lines(const std::vector<std::string>& queries) {
  std::string words;
  for (const std::string& one : queries) words += "\n  " + one;
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
  HistoryGenerator generator{cycle, seed};
  std::vector<Child> all;
  for (int number = 0; number < children; ++number) all.push_back(generator.child(number));
  Team team{cycle};
  for (int period = 0; period < history_periods; ++period) {
    Rows rows;
    for (const Child& child : all)
      for (const Row& row : child.rows.at(period)) rows.push_back(row);
    const Host& host = team.run(period, rows);
    for (const Child& child : all) {
      const auto queries = queries_about(team, child);
      const std::size_t count = queries.size();
      const std::string words = in_lines(queries);
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
  HistoryGenerator generator{cycle, seed};
  std::vector<Child> all;
  for (int number = 0; number < children; ++number) all.push_back(generator.child(number));
  Team team{cycle};
  for (int period = 0; period < history_periods; ++period) {
    Rows rows;
    for (const Child& child : all)
      for (const Row& row : child.rows.at(period)) rows.push_back(bare(row));
    const Host& host = team.run(period, rows);
    for (const Child& child : all) {
      const auto queries = queries_about(team, child);
      const std::size_t count = queries.size();
      const std::string words = in_lines(queries);
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
