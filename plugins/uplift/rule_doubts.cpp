#include "rule_doubts.hpp"

#include <algorithm>

#include "figure_words.hpp"
#include "matching.hpp"

namespace counterfoil::uplift {

namespace {

constexpr std::int64_t far_months = 18;
constexpr Quantity half{Quantity::one / 2};
/// A step of more than a fiftieth of a rate is no rounding.
constexpr std::int64_t steps_in_a_rate = 50;

Date months_after(Date date, std::int64_t months) { return months_before(date, -months); }

/// The lowest rate that the rule is about.
std::optional<Quantity> lowest_rate(const Rule& rule, const CareLines& lines) {
  std::optional<Quantity> lowest;
  for (const PriceRow& price : lines.prices)
    if (price.price.rate.millionths > 0 && (!lowest || price.price.rate < *lowest) && matches(rule, price))
      lowest = price.price.rate;
  return lowest;
}

class Doubts {
 public:
  Doubts(const Settings& settings, Notes& notes) : settings_(settings), notes_(notes) {}

  void look_at(const Rule& rule, const CareLines& lines) {
    percentage(rule, rule.percent, "percent", "Percent");
    percentage(rule, rule.other_percent, "other_percent", "Other percent");
    day(rule, rule.from, "from", "From");
    if (rule.started_from) start(rule, *rule.started_from, "started_from", "Started from");
    if (rule.started_to) start(rule, *rule.started_to, "started_to", "Started to");
    rounding(rule, lines);
  }

 private:
  void doubt(const Rule& rule, std::string_view field, std::string what) {
    notes_.push_back({"rule-doubtful", "rules", rule.row, field, {{"rule", rule.id}, {"what", std::move(what)}}});
  }

  void percentage(const Rule& rule, const std::optional<Quantity>& figure, std::string_view field, const char* heading) {
    if (figure && (figure->millionths > half.millionths || figure->millionths < -half.millionths))
      doubt(rule, field, std::string{heading} + " is " + percent_words(*figure));
  }

  void day(const Rule& rule, Date date, std::string_view field, const char* heading) {
    if (date > months_after(settings_.effective, far_months) || date < months_before(settings_.effective, far_months))
      doubt(rule, field,
            std::string{heading} + " is " + format_date(date) + ", more than 18 months from the uplift on " +
                format_date(settings_.effective));
  }

  void start(const Rule& rule, Date date, std::string_view field, const char* heading) {
    if (date > months_after(settings_.effective, far_months))
      doubt(rule, field,
            std::string{heading} + " is " + format_date(date) + ", long after the uplift on " + format_date(settings_.effective));
  }

  /// 4 where 4p was meant. A week in a care home may well be rounded to £1.
  void rounding(const Rule& rule, const CareLines& lines) {
    if (!rule.round_to || rule.round_to->millionths < Quantity::one / 2) return;
    const auto lowest = lowest_rate(rule, lines);
    if (!lowest || rule.round_to->millionths * steps_in_a_rate <= lowest->millionths) return;
    doubt(rule, "round_to",
          "Round to is £" + figure_words(*rule.round_to) + ", and it is about a rate of £" + figure_words(*lowest) +
              "; for pence write 0.04");
  }

  const Settings& settings_;
  Notes& notes_;
};

}  // namespace

void note_doubts(const Scenario& scenario, const CareLines& lines, const Settings& settings, Notes& notes) {
  Doubts doubts{settings, notes};
  for (const Rule& rule : scenario.rules)
    if (!rule.as_meant) doubts.look_at(rule, lines);
}

void note_far_day(const CareLines& lines, std::optional<Date> today, const Settings& settings, Notes& notes) {
  if (settings.far_day_meant) return;
  const auto note = [&](std::string why) {
    notes.push_back(
        {"effective-far", {}, UINT64_MAX, {}, {{"effective", format_date(settings.effective)}, {"why", std::move(why)}}});
  };
  if (today && settings.effective > months_after(*today, far_months))
    return note("more than 18 months after today, " + format_date(*today));
  Date newest = open_start;
  for (const PriceRow& price : lines.prices)
    for (const auto& date : {price.price_start, price.service_start})
      if (date && (!today || *date <= *today)) newest = std::max(newest, *date);
  if (newest > months_after(settings.effective, far_months))
    note("more than 18 months before the newest price of the export, of " + format_date(newest));
}

}  // namespace counterfoil::uplift
