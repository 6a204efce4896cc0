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
