// Changed rates: the approved table, uplift dates, and neither.
#include "approved_rates.hpp"
#include "compared.hpp"

namespace cwd_test {

namespace {

const Rows table{{{"service_type", "Direct payment"},
                  {"service", "Personal assistant"},
                  {"unit", "Hours"},
                  {"rate", "14.08"},
                  {"from", "01/04/2024"}},
                 {{"service_type", "Direct payment"},
                  {"service", "Personal assistant"},
                  {"unit", "Hours"},
                  {"rate", "15.48"},
                  {"from", "07/04/2025"}},
                 {{"service_type", "Direct payment"},
                  {"service", "Personal assistant"},
                  {"unit", "Hours"},
                  {"rate", "16.00"},
                  {"from", "17/11/2025"}}};

/// 6 h at the rate from that day on; for simplicity paid at it for all four weeks.
Row at_rate(const char* rate, const char* cost, const char* net, const char* from) {
  return now({{"unit_cost", rate}, {"cost", cost}, {"net", net}, {"price_start", from}});
}

}  // namespace

TEST(Rates, ApprovedRateOnItsDateIsExplained) {
  Row early = now({{"price_end", "16/11/2025"}, {"net", "92.88"}});
  // 3 weeks at 96.00 = 288.00, with one at 92.88: 380.88, +9.36.
  Row late = at_rate("16.00", "96.00", "288.00", "17/11/2025");
  const Host host = compare({before()}, {early, late}, {}, table);
  EXPECT_EQ(summary(only_change(host)), "Rate/Explained/9.36");
  EXPECT_TRUE(fired(only_change(host), "approved-rate"));
  EXPECT_EQ(only_change(host).at("reasons"),
            "Rate changed from \u00A315.48 to \u00A316.00, +3.4% on 17/11/2025. It is the approved rate from 17/11/2025.");
}

TEST(Rates, ApprovedRateBeforeItsDateIsAQuery) {
  const Host host = compare({before()}, {at_rate("16.00", "96.00", "384.00", "10/11/2025")}, {}, table);
  EXPECT_EQ(summary(only_change(host)), "Rate/Query/12.48");
  EXPECT_TRUE(fired(only_change(host), "rate-not-approved"));
  EXPECT_NE(only_change(host).at("reasons").find("approved from 17/11/2025, but not on that date"), std::string::npos)
      << only_change(host).at("reasons");
}

TEST(Rates, OffTheTableIsAQueryWithTheApprovedRate) {
  const Host host = compare({before()}, {at_rate("16.10", "96.60", "386.40", "17/11/2025")}, {}, table);
  EXPECT_TRUE(fired(only_change(host), "rate-not-approved"));
  EXPECT_NE(only_change(host).at("question").find("who agreed \u00A316.10 where \u00A316.00 is approved?"), std::string::npos)
      << only_change(host).at("question");
  // A tolerance of ten pence lets it through; nine do not.
  EXPECT_TRUE(fired(only_change(compare({before()}, {at_rate("16.10", "96.60", "386.40", "17/11/2025")},
                                        {{"approved-rate-tolerance", "0.10"}}, table)),
                    "approved-rate"));
  EXPECT_TRUE(fired(only_change(compare({before()}, {at_rate("16.10", "96.60", "386.40", "17/11/2025")},
                                        {{"approved-rate-tolerance", "0.09"}}, table)),
                    "rate-not-approved"));
}

TEST(Rates, NewLinesAreHeldAgainstTheTable) {
  Row line = at_rate("20.00", "120.00", "480.00", "10/11/2025");
  line["line_id"] = "L2";
  line["start"] = "10/11/2025";
  line["provider"] = "Other";
  const Host host = compare({before()}, {now({{"line_id", "L1"}, {"service", "Personal assistant"}}), line}, {}, table);
  const ReportRow* row = change(host, "1001", "L2");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(fired(*row, "rate-not-approved"));
  EXPECT_EQ(row->at("risk"), "Query");
}

TEST(Rates, WithoutATableTheDateDecides) {
  const Row spring{
      {"period_from", "10/03/2025"}, {"period_to", "06/04/2025"}, {"start", "01/04/2024"}, {"price_start", "01/04/2024"}};
  const auto risk = [&](const char* date) {
    Row row = at_rate("16.00", "96.00", "384.00", date);
    row["period_from"] = "07/04/2025";
    row["period_to"] = "04/05/2025";
    row["start"] = "01/04/2024";
    return only_change(compare({before(spring)}, {row}));
  };
  EXPECT_TRUE(fired(risk("07/04/2025"), "rate-on-uplift-date"));
  EXPECT_EQ(risk("07/04/2025").at("risk"), "Check");
  EXPECT_TRUE(fired(risk("08/04/2025"), "rate-on-uplift-date"));
  EXPECT_TRUE(fired(risk("09/04/2025"), "rate-off-uplift-date"));
  EXPECT_EQ(risk("09/04/2025").at("risk"), "Query");
}

// The price start of 7 April is an uplift date, but it is last period's price start too: the rate moved in November, without a
// date.
TEST(Rates, ARateThatMovesUnderTheSameDatesIsNotAnUplift) {
  const Row quiet{{"unit_cost", "16.00"}, {"cost", "96.00"}, {"net", "384.00"}};
  const Host host = compare({before()}, {now(quiet)});
  EXPECT_EQ(summary(only_change(host)), "Rate/Query/12.48");
  EXPECT_TRUE(fired(only_change(host), "rate-off-uplift-date"));
  EXPECT_NE(only_change(host).at("reasons").find("under the same price dates"), std::string::npos);
}

TEST(Rates, TheFullPeriodAfterAMidPeriodChangeIsExplained) {
  Row early = before({{"price_end", "02/11/2025"}, {"net", "278.64"}});
  Row late = before({{"unit_cost", "16.00"}, {"cost", "96.00"}, {"net", "96.00"}, {"price_start", "03/11/2025"}});
  const Host host = compare({early, late}, {at_rate("16.00", "96.00", "384.00", "03/11/2025")}, {}, table);
  EXPECT_EQ(summary(only_change(host)), "Rate/Explained/9.36");  // 384.00 - 374.64
  EXPECT_TRUE(fired(only_change(host), "rate-full-period"));
}

TEST(Rates, UpliftNotAppliedOnlyWhereItIsExpected) {
  EXPECT_TRUE(compare({before()}, {now()}, {}, table).tables.at("changes").empty());
  const Host host = compare({before()}, {now()}, {{"uplift-expected", "yes"}}, table);
  EXPECT_EQ(summary(only_change(host)), "Unchanged/Check/0.00");
  EXPECT_TRUE(fired(only_change(host), "uplift-not-applied"));
  EXPECT_TRUE(compare({before()}, {now({{"end", "16/11/2025"}, {"net", "92.88"}})}, {{"uplift-expected", "yes"}}, table)
                  .tables.at("changes")
                  .size() == 1);
}

TEST(Rates, IncompleteEntriesAreFindings) {
  Rows broken = table;
  broken.push_back({{"service", "Other"}, {"from", "01/04/2025"}});
  broken.push_back({{"rate", "9.99"}, {"from", "01/04/2025"}});
  EXPECT_EQ(compare({before()}, {now()}, {}, broken).count("approved-rate-incomplete"), 2u);
}

// A provider's own rate goes before the general one; a rate without an end runs until the next begins.
/// As the sheet of an uplift's workbook has them: a row a line, with the batch that released it.
Row of_a_line(const char* line, const char* rate, const char* released_in) {
  return {{"service_type", "Direct payment"},
          {"service", "Personal assistant"},
          {"unit", "Hours"},
          {"rate", rate},
          {"from", "17/11/2025"},
          {"line_id", line},
          {"released_in", released_in}};
}

TEST(Rates, OnlyReleasedOnesCount) {
  const std::string line = now().at("line_id");
  const Row paid = at_rate("16.00", "96.00", "384.00", "17/11/2025");
  const auto with = [&](const char* batch) {
    return compare({before()}, {paid}, {}, {of_a_line(line.c_str(), "16.00", batch), of_a_line("LN-OTHER", "15.48", "RUN-1")});
  };
  const Host proposed = with("");
  EXPECT_TRUE(fired(only_change(proposed), "rate-not-approved"));
  EXPECT_EQ(proposed.count("rates-not-released"), 1u);
  const Host released = with("RUN-2");
  EXPECT_TRUE(fired(only_change(released), "approved-rate"));
  EXPECT_EQ(released.count("rates-not-released"), 0u);
}

TEST(Rates, AnotherLinesRateIsNoneOfALinesOwn) {
  const std::string line = now().at("line_id");
  const Rows rates{of_a_line(line.c_str(), "15.90", "RUN-1"), of_a_line("LN-OTHER", "16.00", "RUN-1")};
  const Host host = compare({before()}, {at_rate("16.00", "96.00", "384.00", "17/11/2025")}, {}, rates);
  EXPECT_TRUE(fired(only_change(host), "rate-not-approved"));
  EXPECT_NE(only_change(host).at("reasons").find("that is the approved rate of another line; this one's is \u00A315.90."),
            std::string::npos)
      << only_change(host).at("reasons");
  const Host own = compare({before()}, {at_rate("15.90", "95.40", "381.60", "17/11/2025")}, {}, rates);
  EXPECT_TRUE(fired(only_change(own), "approved-rate"));
}

TEST(ApprovedTable, MostSpecificAndLatest) {
  using namespace counterfoil;
  using namespace counterfoil::cwd;
  const auto entry = [](const char* service, const char* provider, std::int64_t pence, Date from) {
    return ApprovedRate{"", service, provider, "", Quantity{pence * 10'000}, from, {}};
  };
  const ApprovedRates rates{{entry("respite", "", 2000, make_date(2025, 4, 1)),
                             entry("respite", "acme", 2100, make_date(2025, 4, 1)),
                             entry("respite", "", 2064, make_date(2025, 10, 1))}};
  const auto ask = [&](const char* provider, std::int64_t pence, Date date) {
    return rates.judge({"", "respite", provider, "", Quantity{pence * 10'000}, date}, Quantity{5'000}).kind;
  };
  EXPECT_EQ(ask("other", 2000, make_date(2025, 9, 30)), RateVerdict::approved);
  EXPECT_EQ(ask("other", 2000, make_date(2025, 10, 1)), RateVerdict::other_date);
  EXPECT_EQ(ask("other", 2064, make_date(2025, 10, 1)), RateVerdict::approved);
  EXPECT_EQ(ask("acme", 2100, make_date(2025, 10, 1)), RateVerdict::approved);
  EXPECT_EQ(ask("acme", 2064, make_date(2025, 10, 1)), RateVerdict::off_table);
  EXPECT_EQ(rates.judge({"", "transport", "", "", Quantity{1}, make_date(2025, 10, 1)}, Quantity{5'000}).kind,
            RateVerdict::not_covered);
}

}  // namespace cwd_test
