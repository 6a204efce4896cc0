#include "export_pair.hpp"

#include <algorithm>
#include <utility>

#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

void check_periods(const Payments& previous, DateSpan before, const Payments& current, DateSpan now, const Settings& settings,
                   Notes& notes) {
  const auto add = [&](std::string_view id) {
    notes.push_back({id, current.input, UINT64_MAX, {}, {{"previous", span_words(before)}, {"current", span_words(now)}}});
  };
  if (previous.rows > 0 && !settings.identical_allowed && identical(previous, current))
    add("same-export-twice");
  else if (before == now)
    add("same-period-twice");
  else if (now.first < before.first)
    add("periods-swapped");
  else if (now.first <= before.last)
    add("periods-overlap");
  else if (now.first > before.last + std::chrono::days{1})
    add("periods-apart");
}

void check_in_common(const People& people, const Payments& previous, const Payments& current, const Settings& settings,
                     Notes& notes) {
  constexpr std::size_t fewest_people = 5;
  constexpr std::size_t fewest_rows = 20;
  if (settings.unlike_allowed) return;
  std::vector<bool> before(people.ids.size(), false);
  std::vector<bool> now(people.ids.size(), false);
  for (const std::uint32_t person : people.previous) before[person] = true;
  for (const std::uint32_t person : people.current) now[person] = true;
  std::size_t in_both = 0;
  std::size_t people_before = 0;
  std::size_t people_now = 0;
  std::string samples[2];  // of those who stand in one alone
  std::size_t sampled[2] = {0, 0};
  for (std::size_t person = 0; person < people.ids.size(); ++person) {
    people_before += before[person] ? 1 : 0;
    people_now += now[person] ? 1 : 0;
    in_both += before[person] && now[person] ? 1 : 0;
    const std::size_t side = before[person] ? 0 : 1;
    if (before[person] == now[person] || sampled[side]++ >= 3) continue;
    samples[side] += (samples[side].empty() ? "" : ", ") + std::string{people.ids[person]};
  }
  const std::size_t smaller = std::min(people_before, people_now);
  if (smaller >= fewest_people && in_both * 5 < smaller)
    notes.push_back({"hardly-anybody-in-common",
                     current.input,
                     UINT64_MAX,
                     {},
                     {{"common", std::to_string(in_both)},
                      {"before", std::to_string(people_before)},
                      {"now", std::to_string(people_now)},
                      {"previous", samples[0]},
                      {"current", samples[1]}}});
  else if (previous.rows >= fewest_rows && current.rows * 2 <= previous.rows)
    notes.push_back({"half-the-rows-gone",
                     current.input,
                     UINT64_MAX,
                     {},
                     {{"before", counted(previous.rows, "row", "rows")}, {"now", counted(current.rows, "row", "rows")}}});
}

void check_people(const People& people, const Payments& previous, const Payments& current, DateSpan now, Notes& notes) {
  struct Told {
    std::optional<Date> born;
    std::string_view surname;
    bool born_differs = false;
    bool name_differs = false;
  };
  std::vector<Told> told(people.ids.size());
  const auto look = [&](const Payments& payments, const std::vector<std::uint32_t>& numbers) {
    for (std::size_t row = 0; row < payments.rows; ++row) {
      Told& person = told[numbers[row]];
      if (const auto born = payments.date_of_birth.date(row)) {
        if (person.born && *person.born != *born && !std::exchange(person.born_differs, true))
          notes.push_back({"two-dates-of-birth",
                           payments.input,
                           row,
                           "date_of_birth",
                           {{"person", std::string{people.ids[numbers[row]]}},
                            {"one", format_date(std::min(*person.born, *born))},
                            {"other", format_date(std::max(*person.born, *born))}}});
        if (!person.born) {
          person.born = born;
          // Older than 25 or not yet born: also what 01/01/1900 and a year of two digits come to.
          if (*born > now.last || attains_age(*born, 25) <= now.first)
            notes.push_back(
                {"date-of-birth-unlikely",
                 payments.input,
                 row,
                 "date_of_birth",
                 {{"person", std::string{people.ids[numbers[row]]}}, {"date", format_date(*born)}, {"period", span_words(now)}}});
        }
      }
      const auto surname = payments.surname.exists() ? payments.surname.text(row) : payments.name.text(row);
      if (!surname.empty()) {
        if (!person.surname.empty() && !same_words(person.surname, surname) && !std::exchange(person.name_differs, true))
          notes.push_back({"two-names",
                           payments.input,
                           row,
                           payments.surname.exists() ? "surname" : "name",
                           {{"person", std::string{people.ids[numbers[row]]}}}});
        if (person.surname.empty()) person.surname = surname;
      }
    }
  };
  look(previous, people.previous);
  look(current, people.current);
}

}  // namespace counterfoil::cwd
