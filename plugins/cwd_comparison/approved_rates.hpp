// The council's table of approved rates, dated, from the optional third export.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "comparison_settings.hpp"
#include "counterfoil/notes.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

struct ApprovedRate {
  std::string service_type, service, provider, unit;  // plain; empty: any
  Quantity rate;                                      // pounds
  std::optional<Date> from, to;
  std::string line_id = {};  // empty: for any line
};

/// What a rate is asked for.
struct RateQuestion {
  std::string service_type, service, provider, unit;  // plain
  Quantity rate;
  Date date;  // on which the rate applies
  std::string_view line_id = {};
};

struct RateVerdict {
  enum Kind : std::uint8_t {
    not_covered,  // the table has nothing for this service on any date
    approved,     // the rate is the approved one on that date
    other_date,   // approved, but not on that date
    off_table,
  } kind = not_covered;
  std::optional<Quantity> nearest;  // of the rates that apply on the date, the nearest one
  std::optional<Date> from;         // of the approved rate: when it began
  bool of_another_line = false;     // off the table, and approved for another line of the service
};

class ApprovedRates {
 public:
  ApprovedRates() = default;
  explicit ApprovedRates(std::vector<ApprovedRate> rates);

  bool empty() const { return rates_.empty(); }
  RateVerdict judge(const RateQuestion& question, Quantity tolerance) const;

 private:
  static RateVerdict judge_by(const std::vector<const ApprovedRate*>& candidates, const RateQuestion& question, Quantity tolerance);

  std::vector<ApprovedRate> rates_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_service_, by_type_;  // by_type_: those that name no service
};

ApprovedRates read_approved_rates(const plugin::Run& run, Notes& notes);

}  // namespace counterfoil::cwd
