#include "milestones.hpp"

#include <algorithm>
#include <array>

#include "calendar_days.hpp"

namespace counterfoil::turning {

namespace {

constexpr int months_at_18 = 18 * 12;
constexpr std::string_view clamped_words = "The month has no such day, so the last day of the month is used.";

const LeadTime* lead_that_is(const Settings& settings, int months) {
  for (const LeadTime& lead : settings.lead_times)
    if (lead.in_months && months_at_18 - lead.count == months) return &lead;
  return nullptr;
}

bool is_milestone_anyway(const Settings& settings, const LeadTime& lead) {
  return lead.in_months && std::any_of(settings.milestones.begin(), settings.milestones.end(),
                                       [&](const AgeMilestone& age) { return age.months == months_at_18 - lead.count; });
}

}  // namespace

std::vector<Milestone> milestones_of(Date born, const Settings& settings) {
  std::vector<Milestone> found;
  for (const AgeMilestone& age : settings.milestones) {
    const MonthsAway at = attains_months(born, age.months, settings.leap_birthday_in_february);
    std::string label = age_words(age.months);
    if (const LeadTime* lead = lead_that_is(settings, age.months)) label += ", " + lead->words() + " before 18";
    found.push_back({at.day, "m" + std::to_string(age.months), std::move(label), age.action,
                     at.clamped ? std::string{clamped_words} : std::string{}});
  }
  const Date adult = attains_age(born, 18, settings.leap_birthday_in_february);
  for (const LeadTime& lead : settings.lead_times) {
    if (is_milestone_anyway(settings, lead)) continue;
    const MonthsAway at =
        lead.in_months ? months_from(adult, -lead.count) : MonthsAway{adult - std::chrono::days{lead.count}, false};
    found.push_back({at.day, "l" + std::to_string(lead.count) + (lead.in_months ? "m" : "d"), "18 in " + lead.words(),
                     "Is the adult decision made, and the end date right?",
                     at.clamped ? std::string{clamped_words} : std::string{}});
  }
  std::stable_sort(found.begin(), found.end(), [](const Milestone& left, const Milestone& right) { return left.day < right.day; });
  return found;
}

std::string event_uid(std::string_view person, std::string_view code) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string uid = "counterfoil-turning-18-";
  for (const char c : person) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain) {
      uid += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uid += '-';
    uid += digits[byte / 16];
    uid += digits[byte % 16];
  }
  return uid + "-" + std::string{code};
}

std::string_view when_words(Date day, Date as_of) {
  if (day <= as_of) return "Passed";
  if (first_of_month(day) == first_of_month(as_of)) return "Rest of this month";
  constexpr std::array<std::pair<int, std::string_view>, 3> bands{
      {{3, "Next 3 months"}, {6, "Next 6 months"}, {12, "Next 12 months"}}};
  for (const auto& [months, words] : bands)
    if (day <= months_from(as_of, months).day) return words;
  return "Later";
}

}  // namespace counterfoil::turning
