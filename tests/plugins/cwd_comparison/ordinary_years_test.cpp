// A year as it ordinarily goes, period by period: uplift, arrears, late set-ups, respite, Christmas, a reload that gives lines new
// numbers, each on a tenth of the lines. No more is asked than there are things that only a person can know; and in quiet periods
// nothing is.
#include "over_time.hpp"

namespace cwd_test {

namespace {

constexpr int services = 3;
constexpr int lines_each = 20;
constexpr int tenth = lines_each / 10;  // lines of each service that an event touches

class OrdinaryYears : public OverTime {
 protected:
  int periods() const { return cycle() == Cycle::monthly ? 12 : 13; }

  Row line(int period, int service, int number, const Row& change = {}) const {
    const std::string id = std::to_string(100 * (service + 1) + number);
    Row row = at(period, {{"person_id", "P" + id},
                          {"line_id", "7" + id},
                          {"payee_id", "V" + id},
                          {"payee", "Parent of P" + id},
                          {"service", "Service " + std::to_string(service + 1)},
                          {"price_start", "01/04/2024"}});
    for (const auto& [field, text] : change) row[field] = text;
    return row;
  }

  /// Everybody's usual row; `touch` changes, adds or takes away rows of the first tenth of each service.
  template <class Touch>
  Rows export_of(int period, Touch touch) const {
    Rows rows;
    for (int service = 0; service < services; ++service)
      for (int number = 0; number < lines_each; ++number) {
        if (number < tenth)
          touch(rows, service, number);
        else
          rows.push_back(line(period, service, number));
      }
    return rows;
  }
  Rows usual_export(int period) const {
    return export_of(period, [&](Rows& rows, int service, int number) { rows.push_back(line(period, service, number)); });
  }

  static std::size_t asked(const Team& team) { return team.queries().size() + team.rows_with("Check").size(); }
  static std::string told_of(const Team& team) {
    std::string words;
    for (const char* risk : {"Query", "Check"})
      for (const ReportRow& row : team.rows_with(risk))
        words += "\n  " + row.at("line_id") + " " + row.at("about") + " [" + row.at("rules") + "] " + row.at("reasons");
    return words;
  }
  /// 8.18 % more: £115.75 a week, £501.58 a month.
  Row dearer() const {
    const bool monthly = cycle() == Cycle::monthly;
    return {{"cost", monthly ? "501.58" : "115.75"}, {"net", cycle() == Cycle::weekly ? "115.75" : monthly ? "501.58" : "463.00"}};
  }
  std::int64_t more() const { return cycle() == Cycle::weekly ? 875 : cycle() == Cycle::monthly ? 3791 : 3500; }
};

}  // namespace

TEST_P(OrdinaryYears, AQuietYear) {
  Team team{cycle()};
  for (int period = 0; period < periods(); ++period) {
    const Host& host = team.run(period, usual_export(period));
    EXPECT_EQ(asked(team), 0u) << period << told_of(team);
    EXPECT_LE(host.findings.size(), 5u) << period;
  }
}

// New prices from the day of the uplift, in time: who agreed them is one question, for all services, and none with a table of
// approved rates.
TEST_P(OrdinaryYears, TheUplift) {
  const int first = cycle() == Cycle::weekly ? 52 : cycle() == Cycle::monthly ? 12 : 13;  // from 6 April, 1 April, 6 April 2026
  const auto uplifted = [&](int period) {
    return export_of(period, [&](Rows& rows, int service, int number) {
      Row change = dearer();
      change["price_start"] = period_of(cycle(), first).first;
      rows.push_back(line(period, service, number, change));
    });
  };
  Team team{cycle()};
  team.run(first - 2, usual_export(first - 2));
  team.run(first - 1, usual_export(first - 1));
  team.run(first, uplifted(first));
  EXPECT_LE(asked(team), 1u) << told_of(team);
  team.run(first + 1, uplifted(first + 1));
  EXPECT_EQ(asked(team), team.queries().size()) << told_of(team);  // what was a Check is not asked again
  EXPECT_LE(team.queries().size(), 1u) << told_of(team);
}

// The same paid a period late, with the arrears in the export: ties.
TEST_P(OrdinaryYears, ALateUpliftWithItsArrears) {
  const std::string from = period_of(cycle(), 2).first;
  const auto late = [&](int period, bool with_arrears) {
    return export_of(period, [&](Rows& rows, int service, int number) {
      Row change = dearer();
      change["price_start"] = from;
      rows.push_back(line(period, service, number, change));
      if (!with_arrears) return;
      change["payment_type"] = "Adjustment";
      change["net"] = pounds(more());
      change["adjustment_from"] = period_of(cycle(), 2).first;
      change["adjustment_to"] = period_of(cycle(), 2).last;
      rows.push_back(line(period, service, number, change));
    });
  };
  Team team{cycle()};
  for (int period = 0; period <= 2; ++period) team.run(period, usual_export(period));
  team.run(3, late(3, true));
  EXPECT_LE(asked(team), 1u) << told_of(team);
  team.decide_all("OK");
  team.run(4, late(4, false));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
}

// Lines that come a period late, and are paid for it.
TEST_P(OrdinaryYears, LateSetUps) {
  const std::string start = period_of(cycle(), 2).first;
  const auto set_up = [&](int period, std::int64_t pence) {
    return export_of(period, [&](Rows& rows, int service, int number) {
      if (period >= 3)
        rows.push_back(line(period, service, number, {{"start", start}, {"price_start", start}, {"net", pounds(pence)}}));
    });
  };
  Team team{cycle()};
  for (int period = 0; period <= 2; ++period) team.run(period, set_up(period, usual()));
  team.run(3, set_up(3, 2 * usual()));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
  team.run(4, set_up(4, usual()));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
  EXPECT_EQ(team.overpaid(), Told{});
}

// A few weeks with another carer, while the usual one is kept on.
TEST_P(OrdinaryYears, Respite) {
  const auto with_respite = [&](int period, bool away) {
    return export_of(period, [&](Rows& rows, int service, int number) {
      rows.push_back(line(period, service, number));
      if (!away) return;
      const std::string id = std::to_string(100 * (service + 1) + number);
      rows.push_back(line(period, service, number,
                          {{"line_id", "9" + id},
                           {"payee_id", "W" + id},
                           {"payee", "Carer of P" + id},
                           {"provider", "Another carer"},
                           {"start", period_of(cycle(), period).first},
                           {"end", period_of(cycle(), period).last},
                           {"price_start", period_of(cycle(), period).first}}));
    });
  };
  Team team{cycle()};
  for (int period = 0; period <= 1; ++period) team.run(period, with_respite(period, false));
  team.run(2, with_respite(2, true));
  EXPECT_LE(asked(team), 1u) << told_of(team);
  team.run(3, with_respite(3, false));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
  EXPECT_EQ(team.overpaid(), Told{});
}

// Paid early for Christmas without a word beforehand: one question, and nothing is missing afterwards.
TEST_P(OrdinaryYears, Christmas) {
  Team team{cycle()};
  for (int period = 0; period <= 1; ++period) team.run(period, usual_export(period));
  team.run(2, export_of(2, [&](Rows& rows, int service, int number) {
             rows.push_back(line(2, service, number));
             rows.push_back(line(3, service, number));
           }));
  EXPECT_EQ(asked(team), 1u) << told_of(team);
  team.run(3, export_of(3, [](Rows&, int, int) {}));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
  team.run(4, usual_export(4));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
}

// The finance system is loaded anew and gives lines other numbers.
TEST_P(OrdinaryYears, AReloadThatRenumbersLines) {
  const auto renumbered = [&](int period) {
    return export_of(period, [&](Rows& rows, int service, int number) {
      rows.push_back(line(period, service, number, {{"line_id", "5" + std::to_string(100 * (service + 1) + number)}}));
    });
  };
  Team team{cycle()};
  for (int period = 0; period <= 1; ++period) team.run(period, usual_export(period));
  team.run(2, renumbered(2));
  EXPECT_LE(asked(team), 1u) << told_of(team);
  team.run(3, renumbered(3));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
}

// An extra week, of which nobody told.
TEST_P(OrdinaryYears, AnExtraWeek) {
  Team team{cycle()};
  for (int period = 0; period <= 1; ++period) team.run(period, usual_export(period));
  team.run(2, export_of(2, [&](Rows& rows, int service, int number) {
             rows.push_back(line(2, service, number, {{"net", pounds(usual() + 10700)}}));
           }));
  EXPECT_EQ(asked(team), 1u) << told_of(team);
  team.decide_all("OK");
  team.run(3, usual_export(3));
  EXPECT_EQ(asked(team), 0u) << told_of(team);
}

INSTANTIATE_TEST_SUITE_P(EachCycle, OrdinaryYears, testing::Values(Cycle::weekly, Cycle::four_weekly, Cycle::monthly), cycle_name);

}  // namespace cwd_test
