#include "comparison_settings.hpp"

#include <algorithm>
#include <array>

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<unsigned, 12> month_days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// "8 Apr", "8 April" -> 408
std::optional<unsigned> read_day(std::string_view text) {
  unsigned day = 0;
  std::size_t place = 0;
  while (place < text.size() && text[place] == ' ') ++place;
  while (place < text.size() && text[place] >= '0' && text[place] <= '9' && day < 100)
    day = day * 10 + static_cast<unsigned>(text[place++] - '0');
  const std::string word = plain(text.substr(place));
  if (word.size() < 3) return std::nullopt;
  for (unsigned month = 0; month < months.size(); ++month)
    if (word.starts_with(months[month]) && day >= 1 && day <= month_days[month]) return (month + 1) * 100 + day;
  return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

unsigned day_of_year(Date date) {
  const std::chrono::year_month_day parts{date};
  return static_cast<unsigned>(parts.month()) * 100 + static_cast<unsigned>(parts.day());
}

}  // namespace

std::optional<std::vector<DaysOfYear>> read_days_of_year(std::string_view text) {
  std::vector<DaysOfYear> result;
  if (plain(text).empty() || plain(text) == "none") return result;
  for (const std::string_view part : split(text, ',')) {
    const auto ends = split(part, '-');
    if (ends.size() > 2) return std::nullopt;
    const auto last = read_day(ends.back());
    if (!last) return std::nullopt;
    auto first = read_day(ends.front());
    if (!first) {  // "1-8 April": the month is said once
      const std::string day = plain(ends.front());
      if (day.empty() || day.size() > 2 || day.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
      first = *last / 100 * 100 + static_cast<unsigned>(day.size() == 2 ? (day[0] - '0') * 10 + (day[1] - '0') : day[0] - '0');
    }
    if (*first > *last || *first % 100 == 0) return std::nullopt;
    result.push_back({*first, *last});
  }
  return result;
}

bool on_uplift_day(const Settings& settings, Date date) {
  const unsigned day = day_of_year(date);
  return std::any_of(settings.uplift_days.begin(), settings.uplift_days.end(),
                     [day](DaysOfYear days) { return days.first <= day && day <= days.last; });
}

bool has_uplift_day(const Settings& settings, DateSpan span) {
  const Date last = span.days() > 366 ? span.first + std::chrono::days{366} : span.last;
  for (Date day = span.first; day <= last; day += std::chrono::days{1})
    if (on_uplift_day(settings, day)) return true;
  return false;
}

Settings read_settings(const plugin::Run& run, Notes& notes) {
  Settings settings;
  settings.conventions = payments::read_conventions(run);
  settings.conventions.rounding = payments::rounding_named(run.text_parameter("rounding"));
  settings.previous_from = run.date_parameter("previous-from");
  settings.previous_to = run.date_parameter("previous-to");
  settings.current_from = run.date_parameter("current-from");
  settings.current_to = run.date_parameter("current-to");
  settings.identical_allowed = run.text_parameter("identical-exports") == "allow";
  settings.unlike_allowed = run.text_parameter("unlike-exports") == "allow";
  settings.whole_weeks = run.text_parameter("part-weeks") == "whole-weeks";
  settings.leap_birthday_in_february = run.text_parameter("leap-birthday") == "28-february";
  settings.uplift_expected = run.text_parameter("uplift-expected") == "yes";
  const auto ratio = [&run](std::string_view name, std::int64_t& thousandths) {
    if (const auto value = run.quantity_parameter(name))
      thousandths = multiply_divide(value->millionths, 1000, Quantity::one, Rounding::half_up);
  };
  ratio("change-percent", settings.change_percent);
  ratio("decimal-slip-tolerance", settings.slip_tolerance);
  ratio("times-4-tolerance", settings.swap_tolerance);
  ratio("quantity-jump", settings.quantity_jump);
  const auto pounds = [&run](std::string_view name, Pence& amount) {
    if (const auto value = run.pence_parameter(name)) amount = *value;
  };
  pounds("change-pounds", settings.change_pounds);
  pounds("too-big-weekly", settings.too_big_weekly);
  pounds("one-off-limit", settings.one_off_limit);
  if (const auto value = run.quantity_parameter("approved-rate-tolerance")) settings.rate_tolerance = *value;
  if (const auto value = run.integer_parameter("temporary-weeks")) settings.temporary_weeks = *value;
  if (const auto value = run.integer_parameter("hidden-after-days")) settings.hidden_after_days = *value;
  const std::string uplift = run.text_parameter("uplift-dates");
  if (const auto days = read_days_of_year(uplift))
    settings.uplift_days = *days;
  else
    notes.push_back(
        {"setting-not-read", {}, UINT64_MAX, {}, {{"setting", "uplift-dates"}, {"text", uplift}, {"example", "30 Mar-8 Apr"}}});
  return settings;
}

}  // namespace counterfoil::cwd
