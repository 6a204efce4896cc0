#include "births.hpp"

#include <algorithm>
#include <map>

#include "calendar_days.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::turning {

namespace {

/// A date of birth as it stands in the export, and the first row that has it.
using Seen = std::map<Date, std::size_t>;

class Reading {
 public:
  Reading(const payments::Payments& payments, Date as_of, const Settings& settings, Notes& notes)
      : payments_(payments), as_of_(as_of), settings_(settings), notes_(notes) {}

  Birth read(std::string_view person, const Seen& seen, std::size_t first_row) {
    Birth birth;
    if (seen.empty()) {
      note("date-of-birth-missing", first_row, {{"person", std::string{person}}});
      return birth;
    }
    std::vector<Date> usable;
    for (const auto& [born, row] : seen)
      if (is_usable(person, born, row)) usable.push_back(born);
    if (usable.empty()) return birth;
    birth.born = usable.front();
    birth.adult = attains_age(*birth.born, 18, settings_.leap_birthday_in_february);
    if (seen.size() > 1) {
      const std::string one = format_date(seen.begin()->first);
      const std::string other = format_date(seen.rbegin()->first);
      note("two-dates-of-birth", std::max(seen.begin()->second, seen.rbegin()->second),
           {{"person", std::string{person}}, {"one", one}, {"other", other}});
      birth.remark = "Two dates of birth, " + one + " and " + other + ": check which is right.";
    }
    if (born_on_29_february(*birth.born))
      append_sentence(birth.remark, std::string{"Born on 29 February. Rule used: 18 on "} +
                                        (settings_.leap_birthday_in_february ? "28 February." : "1 March."));
    return birth;
  }

 private:
  bool is_usable(std::string_view person, Date born, std::size_t row) {
    if (born > as_of_) {
      note("date-of-birth-future", row,
           {{"person", std::string{person}}, {"date", format_date(born)}, {"as_of", format_date(as_of_)}});
      return false;
    }
    const int age = age_on(born, as_of_, settings_.leap_birthday_in_february);
    if (age <= settings_.oldest_age) return true;
    note("date-of-birth-unlikely", row,
         {{"person", std::string{person}},
          {"date", format_date(born)},
          {"age", std::to_string(age)},
          {"as_of", format_date(as_of_)}});
    return false;
  }

  void note(std::string_view id, std::size_t row, std::vector<std::pair<std::string_view, std::string>> values) {
    notes_.push_back({id, payments_.input, row, "date_of_birth", std::move(values)});
  }

  const payments::Payments& payments_;
  Date as_of_;
  const Settings& settings_;
  Notes& notes_;
};

}  // namespace

std::vector<Birth> read_births(const payments::Payments& payments, const payments::People& people, Date as_of,
                               const Settings& settings, Notes& notes) {
  std::vector<Seen> seen(people.ids.size());
  std::vector<std::size_t> first_row(people.ids.size(), SIZE_MAX);
  bool any = false;
  for (std::size_t row = 0; row < payments.rows; ++row) {
    const std::uint32_t person = people.current[row];
    first_row[person] = std::min(first_row[person], row);
    if (const auto born = payments.date_of_birth.date(row)) {
      seen[person].try_emplace(*born, row);
      any = true;
    }
  }
  std::vector<Birth> births(people.ids.size());
  if (!any && payments.rows > 0) {
    notes.push_back({"no-dates-of-birth", payments.input, UINT64_MAX, {}, {}});
    return births;
  }
  Reading reading{payments, as_of, settings, notes};
  for (std::size_t person = 0; person < births.size(); ++person)
    births[person] = reading.read(people.ids[person], seen[person], first_row[person]);
  return births;
}

}  // namespace counterfoil::turning
