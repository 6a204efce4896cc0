#include "turning_18_settings.hpp"

#include <algorithm>
#include <array>

#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    if (const auto part = trimmed(text.substr(start, end - start)); !part.empty()) parts.push_back(part);
    start = end + 1;
  }
  return parts;
}

/// At most three digits; nothing for anything else.
std::optional<int> whole(std::string_view text) {
  if (text.empty() || text.size() > 3) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

/// "15.5" -> 186: years and half years.
std::optional<int> age_in_months(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto years = whole(text.substr(0, point));
  if (!years || *years > 25) return std::nullopt;
  if (point == std::string_view::npos) return *years * 12;
  const std::string_view part = text.substr(point + 1);
  if (part == "5") return *years * 12 + 6;
  if (part == "25") return *years * 12 + 3;
  if (part == "75") return *years * 12 + 9;
  return std::nullopt;
}

}  // namespace

std::string LeadTime::words() const {
  return std::to_string(count) + (in_months ? (count == 1 ? " month" : " months") : (count == 1 ? " day" : " days"));
}

std::string age_words(int months) {
  std::string years = std::to_string(months / 12);
  switch (months % 12) {
    case 0: return years;
    case 3: return years + "\u00BC";
    case 6: return years + "\u00BD";
    case 9: return years + "\u00BE";
    default: return years + " years " + std::to_string(months % 12) + " months";
  }
}

std::optional<std::vector<AgeMilestone>> read_milestones(std::string_view text) {
  std::vector<AgeMilestone> found;
  for (const std::string_view part : split(text, ';')) {
    const std::size_t equals = part.find('=');
    const auto months = age_in_months(trimmed(part.substr(0, equals)));
    if (!months || equals == std::string_view::npos || trimmed(part.substr(equals + 1)).empty()) return std::nullopt;
    found.push_back({*months, std::string{trimmed(part.substr(equals + 1))}});
  }
  std::sort(found.begin(), found.end(),
            [](const AgeMilestone& left, const AgeMilestone& right) { return left.months < right.months; });
  for (std::size_t at = 1; at < found.size(); ++at)
    if (found[at].months == found[at - 1].months) return std::nullopt;
  return found;
}

std::optional<std::vector<LeadTime>> read_lead_times(std::string_view text) {
  std::vector<LeadTime> found;
  if (plain(text) == "none") return found;
  for (const std::string_view part : split(text, ',')) {
    std::size_t digits = 0;
    while (digits < part.size() && part[digits] >= '0' && part[digits] <= '9') ++digits;
    const auto count = whole(part.substr(0, digits));
    const std::string unit = plain(part.substr(digits));
    const bool months = unit == "m" || unit == "month" || unit == "months";
    if (!count || *count == 0 || (!months && unit != "d" && unit != "day" && unit != "days")) return std::nullopt;
    if (months && *count > 120) return std::nullopt;
    found.push_back({*count, months});
  }
  std::sort(found.begin(), found.end(), [](const LeadTime& left, const LeadTime& right) {
    return left.in_months != right.in_months ? left.in_months : left.count > right.count;
  });
  for (std::size_t at = 1; at < found.size(); ++at)
    if (found[at].words() == found[at - 1].words()) return std::nullopt;
  return found;
}

std::string leap_rule_words(const Settings& settings) {
  return std::string{"born on 29 February: birthday on "} + (settings.leap_birthday_in_february ? "28 February" : "1 March") +
         " in other years";
}

Settings read_settings(const plugin::Run& run, Notes& notes) {
  Settings settings;
  settings.conventions = payments::read_conventions(run);
  settings.as_of = run.date_parameter("as-of");
  settings.from = run.date_parameter("payments-from");
  settings.to = run.date_parameter("payments-to");
  const std::string cycle = run.text_parameter("pay-cycle");
  settings.pay_cycle = cycle == "monthly" ? PayCycle::monthly : cycle == "days" ? PayCycle::days : PayCycle::as_exported;
  settings.leap_birthday_in_february = run.text_parameter("leap-birthday") == "28-february";
  const auto number = [&run](std::string_view name, auto& value) {
    if (const auto given = run.integer_parameter(name)) value = static_cast<std::remove_reference_t<decltype(value)>>(*given);
  };
  number("period-days", settings.period_days);
  number("horizon-months", settings.horizon_months);
  number("past-days", settings.past_days);
  number("early-end-days", settings.early_end_days);
  number("alarm-days", settings.alarm_days);
  number("oldest-age", settings.oldest_age);
  settings.region = run.text_parameter("region");
  const std::string services = run.text_parameter("allowance-services");
  for (const std::string_view part : split(services, ',')) settings.allowance_services.push_back(plain(part));
  settings.higher_band_from_week = run.text_parameter("higher-band-from") == "week";
  const auto text = [&](std::string_view name, const auto& read, auto& value, const char* example) {
    const std::string given = run.text_parameter(name);
    if (const auto found = read(given))
      value = *found;
    else
      notes.push_back(
          {"setting-not-read", {}, UINT64_MAX, {}, {{"setting", std::string{name}}, {"text", given}, {"example", example}}});
  };
  text("milestones", read_milestones, settings.milestones, "16 = Direct payment in own right; 17.5 = Adult care assessment");
  text("lead-times", read_lead_times, settings.lead_times, "6 months, 7 days");
  return settings;
}

}  // namespace counterfoil::turning
