#include "uplift_settings.hpp"

#include <array>

#include "vocabulary.hpp"

namespace counterfoil::uplift {

std::optional<Date> next_day_of_year(std::string_view text, Date from) {
  constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string word = plain(text);
  unsigned day = 0;
  std::size_t at = 0;
  while (at < word.size() && at < 2 && word[at] >= '0' && word[at] <= '9') day = day * 10 + static_cast<unsigned>(word[at++] - '0');
  for (unsigned month = 1; month <= months.size(); ++month) {
    if (!std::string_view{word}.substr(at).starts_with(months[month - 1])) continue;
    const auto year = std::chrono::year_month_day{from}.year();
    for (const int more : {0, 1}) {
      const std::chrono::year_month_day date{year + std::chrono::years{more}, std::chrono::month{month}, std::chrono::day{day}};
      if (!date.ok()) return std::nullopt;
      if (Date{date} >= from) return Date{date};
    }
  }
  return std::nullopt;
}

Date months_before(Date date, std::int64_t months) {
  using namespace std::chrono;
  const year_month_day parts{date};
  const year_month earlier = year_month{parts.year(), parts.month()} - std::chrono::months{static_cast<int>(months)};
  const year_month_day same{earlier.year(), earlier.month(), parts.day()};
  return same.ok() ? Date{same} : Date{year_month_day_last{earlier.year(), month_day_last{earlier.month()}}};
}

Settings read_settings(const plugin::Run& run, Notes& notes) {
  Settings settings;
  const auto effective = run.date_parameter("effective");
  if (!effective) {
    notes.push_back({"effective-missing", {}, UINT64_MAX, {}, {}});
    return settings;
  }
  settings.effective = *effective;
  settings.far_day_meant = run.text_parameter("far-day") == "meant";
  settings.scenario = run.text_parameter("scenario");
  const std::string year_end = run.text_parameter("year-ends-on");
  if (const auto day = next_day_of_year(year_end, settings.effective))
    settings.year_end = *day;
  else
    notes.push_back(
        {"setting-not-read", {}, UINT64_MAX, {}, {{"setting", "year-ends-on"}, {"text", year_end}, {"example", "31 March"}}});
  settings.year = run.text_parameter("weeks-per-year") == "365/7" ? YearConvention::days_365 : YearConvention::weeks_52;
  if (const auto value = run.integer_parameter("recent-months")) settings.recent_months = *value;
  if (const auto value = run.integer_parameter("already-days")) settings.already_days = *value;
  if (const auto value = run.quantity_parameter("largest-percent")) settings.largest_rise = *value;
  if (const auto value = run.quantity_parameter("outlier-times")) settings.outlier_times = *value;
  settings.weekly_limit = run.pence_parameter("weekly-limit");
  settings.region = run.text_parameter("region");
  settings.band_from_week = run.text_parameter("age-band-from") == "week";
  settings.leap_birthday_in_february = run.text_parameter("leap-birthday") == "28-february";
  if (const auto value = run.pence_parameter("paid-tolerance")) settings.paid_tolerance = *value;
  std::string unit;
  for (const char character : run.text_parameter("more-units") + ",") {
    if (character != ',') {
      unit += character;
      continue;
    }
    if (const std::string word = plain_unit(unit); !word.empty()) settings.more_units.push_back(word);
    unit.clear();
  }
  return settings;
}

}  // namespace counterfoil::uplift
