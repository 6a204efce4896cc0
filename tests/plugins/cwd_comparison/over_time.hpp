// What the tests over several periods have in common: rows of the ordinary line in a period, on weekly, four-weekly and monthly
// cycles.
#pragma once

#include "periods_of_a_team.hpp"
#include "pounds.hpp"

namespace cwd_test {

class OverTime : public testing::TestWithParam<Cycle> {
 protected:
  Cycle cycle() const { return GetParam(); }
  std::int64_t usual() const { return fake::read_value(CF_PENCE, usual_pay(cycle())); }
  Row at(int period, const Row& change = {}) const { return paid(cycle(), period, change); }
  Row at(int period, std::int64_t pence) const { return paid(cycle(), period, {{"net", pounds(pence)}}); }
  /// An adjustment in the export of `period` for the days of the periods `first` to `last`.
  Row arrears(int period, int first, int last, std::int64_t pence, const Row& change = {}) const {
    Row row = paid(cycle(), period,
                   {{"payment_type", "Adjustment"},
                    {"net", (pence < 0 ? "-" : "") + pounds(std::abs(pence))},
                    {"adjustment_from", period_of(cycle(), first).first},
                    {"adjustment_to", period_of(cycle(), last).last}});
    for (const auto& [field, text] : change) row[field] = text;
    return row;
  }
  /// Another child's line, so that an export is never empty.
  Row other(int period) const {
    return at(period, {{"person_id", "P2"}, {"line_id", "8001"}, {"payee_id", "V8"}, {"service", "Day centre"}});
  }
};

inline bool has_rule(const ReportRow* row, const std::string& rule) { return row != nullptr && fired(*row, rule); }
inline std::string risk_of(const ReportRow* row) { return row == nullptr ? "not on Changes" : row->at("risk"); }
using Told = std::vector<std::string>;

inline std::string cycle_name(const testing::TestParamInfo<Cycle>& made) {
  return made.param == Cycle::weekly ? "Weekly" : made.param == Cycle::monthly ? "Monthly" : "FourWeekly";
}

}  // namespace cwd_test
