// A decision that is entered late, an older export and an uplift, on weekly, four-weekly and monthly cycles: the line of £107.00 a
// week, or £463.67 a month. 18 on the first day of the second of three periods; the third is the export in hand.
#include "watched.hpp"

namespace turning_test {

namespace {

struct Period {
  std::string first, last;
};
struct Cycle {
  std::string name, born, frequency, cost, dearer_cost;
  Period before, birthday, now;
  std::int64_t usual = 0, dearer = 0;  // pence a period; with 10 % more
};
void PrintTo(const Cycle& cycle, std::ostream* out) { *out << cycle.name; }

// 107 x 1.1 = 117.70; 463.67 x 1.1 = 510.04.
const Cycle cycles[] = {
    {"Weekly",
     "08/09/2007",
     "Weekly",
     "107.00",
     "117.70",
     {"01/09/2025", "07/09/2025"},
     {"08/09/2025", "14/09/2025"},
     {"15/09/2025", "21/09/2025"},
     10700,
     11770},
    {"FourWeekly",
     "29/09/2007",
     "Weekly",
     "107.00",
     "117.70",
     {"01/09/2025", "28/09/2025"},
     {"29/09/2025", "26/10/2025"},
     {"27/10/2025", "23/11/2025"},
     42800,
     47080},
    {"Monthly",
     "01/10/2007",
     "Monthly",
     "463.67",
     "510.04",
     {"01/09/2025", "30/09/2025"},
     {"01/10/2025", "31/10/2025"},
     {"01/11/2025", "30/11/2025"},
     46367,
     51004},
};

std::string pounds(std::int64_t pence) {
  const std::string parts = std::to_string(pence % 100);
  return std::to_string(pence / 100) + "." + (parts.size() < 2 ? "0" : "") + parts;
}

class Cycles : public testing::TestWithParam<Cycle> {
 protected:
  Row in_export(const Period& period, bool dearer = false) const {
    const Cycle& cycle = GetParam();
    return paid({{"date_of_birth", cycle.born},
                 {"frequency", cycle.frequency},
                 {"cost", dearer ? cycle.dearer_cost : cycle.cost},
                 {"net", pounds(dearer ? cycle.dearer : cycle.usual)},
                 {"period_from", period.first},
                 {"period_to", period.last}});
  }
  Row remembered(const Period& period) const {
    return {{"person_id", "P1"},
            {"line_id", "L1"},
            {"first", period.first},
            {"last", period.last},
            {"#first", period.first},
            {"#last", period.last},
            {"paid", pounds(GetParam().usual)},
            {"payee", "Parent of P1"},
            {"payee_id", "V1"}};
  }
  static Row seen(const Period& period) { return {{"first", period.first}, {"last", period.last}}; }
  /// The last day to pay is the day before the birthday.
  Row decided() const {
    return {
        {"person_id", "P1"}, {"decision", "End on"}, {"end_on", GetParam().before.last}, {"turns_18", GetParam().birthday.first}};
  }
  static std::int64_t overpaid(const Host& host) {
    std::int64_t sum = 0;
    for (const ReportRow& row : host.tables.at("overpayments")) sum += pence(row.at("overpaid"));
    return sum;
  }
};

}  // namespace

TEST_P(Cycles, ADecisionEnteredLateNamesEveryPeriod) {
  const Cycle& cycle = GetParam();
  const Host host = look_at({in_export(cycle.now)}, {},
                            {{"#watch", {decided()}},
                             {"#paid_days", {remembered(cycle.before), remembered(cycle.birthday)}},
                             {"#exports", {seen(cycle.before), seen(cycle.birthday)}}});
  EXPECT_EQ(overpaid(host), 2 * cycle.usual);
}

TEST_P(Cycles, AnOlderExportTakesNothingAway) {
  const Cycle& cycle = GetParam();
  const Host host = look_at({in_export(cycle.birthday)}, {},
                            {{"#watch", {decided()}},
                             {"#paid_days", {remembered(cycle.before), remembered(cycle.now)}},
                             {"#exports", {seen(cycle.before), seen(cycle.now)}}});
  EXPECT_EQ(overpaid(host), 2 * cycle.usual);
  for (const ReportRow& row : host.tables.at("overpayments")) EXPECT_EQ(row.at("source").find("Withdrawn"), std::string::npos);
}

TEST_P(Cycles, SinceEighteenAddsUpAfterAnUplift) {
  const Cycle& cycle = GetParam();
  const Host host = look_at({in_export(cycle.now, true)}, {},
                            {{"#paid_days", {remembered(cycle.before), remembered(cycle.birthday)}},
                             {"#exports", {seen(cycle.before), seen(cycle.birthday)}}});
  EXPECT_EQ(only_watch(host).at("since_18"), pounds(cycle.usual + cycle.dearer));
}

TEST_P(Cycles, SomebodyMissingFromOneExportStaysOnTheList) {
  const Cycle& cycle = GetParam();
  Row other = in_export(cycle.now);
  other["person_id"] = "P2";
  other["line_id"] = "L2";
  other["date_of_birth"] = "01/06/2008";
  Row listed = decided();
  listed["decision"] = "Continue";
  listed["end_on"] = "";
  const Host host = look_at({other}, {}, {{"#watch", {listed}}});
  ASSERT_NE(watch(host, "P1"), nullptr);
  EXPECT_EQ(watch(host, "P1")->at("class"), "Not in this export");
  EXPECT_TRUE(host.found("left-the-list"));
}

INSTANTIATE_TEST_SUITE_P(Each, Cycles, testing::ValuesIn(cycles), [](const auto& made) { return made.param.name; });

}  // namespace turning_test
