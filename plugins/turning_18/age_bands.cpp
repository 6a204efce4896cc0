#include "age_bands.hpp"

#include <algorithm>
#include <set>

#include "counterfoil/frequency.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

constexpr std::string_view input = "allowances";
constexpr int adult_age = 18;  // there is no allowance for a child from then on

bool in_force(const Allowance& row, int age, Date day) {
  return row.age_from <= age && age <= row.age_to && (!row.from || *row.from <= day) && (!row.to || day <= *row.to);
}

std::optional<int> whole_years(std::optional<Quantity> age) {
  if (!age || age->millionths < 0 || age->millionths > 200 * Quantity::one) return std::nullopt;
  return static_cast<int>(age->millionths / Quantity::one);
}

/// A week's amount in whole pence, whether the layout has it as pence or as a quantity of pounds.
std::optional<Pence> weekly_amount(const plugin::Column& weekly, std::size_t row) {
  if (weekly.kind() == CF_PENCE) return weekly.pence(row);
  const auto pounds = weekly.quantity(row);
  return pounds ? std::optional{in_pence(*pounds)} : std::nullopt;
}

std::string region_words(const Settings& settings) { return settings.region.empty() ? std::string{} : " in " + settings.region; }

}  // namespace

Allowances Allowances::read(const plugin::Run& run, const Settings& settings, Notes& notes) {
  Allowances allowances;
  const auto band = run.column(input, "band");
  const auto age_from = run.column(input, "age_from");
  const auto age_to = run.column(input, "age_to");
  const auto region = run.column(input, "region");
  const auto weekly = run.column(input, "weekly");
  const auto from = run.column(input, "from");
  const auto to = run.column(input, "to");
  const auto source = run.column(input, "source");
  std::set<std::string> regions;
  std::set<int> ages;
  for (std::size_t row = 0; row < run.rows(input); ++row) {
    const auto first = whole_years(age_from.quantity(row));
    const auto last = whole_years(age_to.quantity(row));
    const auto amount = weekly_amount(weekly, row);
    if (!amount || (!first && !last)) {
      notes.push_back({"allowance-incomplete", input, row, amount ? "age_from" : "weekly", {}});
      continue;
    }
    const std::string_view where = region.text(row);
    if (!where.empty()) regions.insert(std::string{where});
    if (!where.empty() && !settings.region.empty() && !same_words(where, settings.region)) continue;
    allowances.rows_.push_back({std::string{band.text(row)}, first.value_or(0), last.value_or(adult_age - 1), *amount,
                                from.date(row), to.date(row), std::string{source.text(row)}});
    ages.insert(first.value_or(0));
  }
  if (settings.region.empty() && regions.size() > 1) {
    std::string words;
    for (const std::string& each : regions) words += (words.empty() ? "" : ", ") + each;
    notes.push_back({"allowance-region-needed", input, UINT64_MAX, {}, {{"regions", words}}});
    return {};
  }
  allowances.ages_.assign(ages.begin(), ages.end());
  return allowances;
}

const Allowance* Allowances::at(int age, Date day) const {
  const Allowance* best = nullptr;
  for (const Allowance& row : rows_) {
    if (!in_force(row, age, day)) continue;
    if (!best || row.from.value_or(Date::min()) > best->from.value_or(Date::min())) best = &row;
  }
  return best;
}

std::vector<BandChange> Allowances::changes_of(Date born, DateSpan window, const Settings& settings) const {
  std::vector<BandChange> changes;
  for (const int age : ages_) {
    if (age == 0 || age >= adult_age) continue;
    BandChange change;
    change.age = age;
    change.birthday = attains_age(born, age, settings.leap_birthday_in_february);
    change.paid_from = change.birthday;
    if (settings.higher_band_from_week) change.paid_from -= std::chrono::weekday{change.birthday} - settings.conventions.week_start;
    if (!window.contains(change.paid_from)) continue;
    change.before = at(age - 1, change.paid_from);
    change.after = at(age, change.paid_from);
    if (change.before && change.after && change.before->weekly == change.after->weekly) continue;
    changes.push_back(change);
  }
  return changes;
}

void Allowances::check(const std::vector<BandChange>& changes, const Settings& settings, Notes& notes) const {
  std::set<int> missing;
  std::set<int> several;
  for (const BandChange& change : changes) {
    const auto told = [&](std::string_view id, std::set<int>& known) {
      if (known.insert(change.age).second)
        notes.push_back(
            {id,
             input,
             UINT64_MAX,
             {},
             {{"age", std::to_string(change.age)}, {"date", format_date(change.paid_from)}, {"region", region_words(settings)}}});
    };
    if (!change.after) told("allowance-missing", missing);
    const auto count = std::count_if(rows_.begin(), rows_.end(),
                                     [&](const Allowance& row) { return in_force(row, change.age, change.paid_from); });
    if (count > 1) told("allowances-overlap", several);
  }
}

}  // namespace counterfoil::turning
