// The council's settings, as the rules use them. Defaults and help texts stand in turning_18_description.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/notes.hpp"
#include "counterfoil/plugin.hpp"
#include "payments/conventions.hpp"

namespace counterfoil::turning {

enum class PayCycle : std::uint8_t { as_exported, days, monthly };

/// An age at which something is due.
struct AgeMilestone {
  int months = 0;      // of age
  std::string action;  // "Referral to adult social care"
};

/// A reminder so long before the 18th birthday.
struct LeadTime {
  int count = 0;
  bool in_months = true;      // else in days
  std::string words() const;  // "6 months", "7 days"
};

struct Settings {
  payments::Conventions conventions;
  std::optional<Date> as_of, from, to;
  PayCycle pay_cycle = PayCycle::as_exported;
  std::int64_t period_days = 28;
  bool leap_birthday_in_february = false;
  int horizon_months = 24;
  std::int64_t past_days = 90;
  std::int64_t early_end_days = 7;
  std::int64_t alarm_days = 7;
  int oldest_age = 25;
  std::vector<AgeMilestone> milestones;  // by age
  std::vector<LeadTime> lead_times;      // the longest first
  std::string region;
  std::vector<std::string> allowance_services;  // plain; empty: every service
  bool higher_band_from_week = false;           // paid from the beginning of the week of the birthday
};

/// Reads every parameter; one that cannot be read becomes a blocking note.
Settings read_settings(const plugin::Run& run, Notes& notes);

/// "14 = Transition planning starts; 15.5 = ...": by age; empty when it cannot be read.
std::optional<std::vector<AgeMilestone>> read_milestones(std::string_view text);
/// "6 months, 7 days" or "6m, 7d"; empty when it cannot be read.
std::optional<std::vector<LeadTime>> read_lead_times(std::string_view text);

/// "17½", "16"
std::string age_words(int months);

/// The rule for those born on 29 February, for the sheets.
std::string leap_rule_words(const Settings& settings);

}  // namespace counterfoil::turning
