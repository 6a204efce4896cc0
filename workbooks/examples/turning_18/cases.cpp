#include "cases.hpp"

#include "../people.hpp"

namespace examples::turning {

namespace {

using std::chrono::days;

constexpr std::int64_t period_days = 28;
constexpr std::size_t people_in_all = 160;

Period later(const Period& period, std::int64_t times) {
  return {period.from + days{period_days * times}, period.to + days{period_days * times}};
}

/// The four weeks that hold the day, counted from the first export's.
Period four_weeks_of(Day value) {
  std::int64_t times = (value - first_period().from).count() / period_days;
  if (value < first_period().from && (first_period().from - value).count() % period_days != 0) --times;
  return later(first_period(), times);
}

class Cases {
 public:
  Cases() {
    Chance chance{20251207};
    people_ = invented_people(people_in_all, chance);
  }

  /// An ordinary line of £92.88 a week, four weeks at a time, for both periods.
  PaidLine ordinary(Day born, std::int64_t weekly = 92'88) {
    PaidLine line;
    line.id = std::to_string(last_line_ += 13);
    line.born = born;
    line.cost = weekly;
    line.first_paid = line.second_paid = 4 * weekly;
    return line;
  }

  Case& add(std::vector<PaidLine> lines, std::string why) {
    Case added;
    added.person = people_[cases_.size()];
    added.lines = std::move(lines);
    added.why = std::move(why);
    if (added.lines[0].born) added.person.born = *added.lines[0].born;
    cases_.push_back(std::move(added));
    return cases_.back();
  }

  /// Of lines that run on through the whole pay period: sevenths of the weekly cost, the first part rounded, the second the rest.
  static Expected ahead(std::string which, Day turns_18, std::int64_t weekly, std::string end_held) {
    Expected expected;
    expected.which = std::move(which);
    expected.turns_18 = turns_18;
    expected.weekly = weekly;
    expected.pay_period = four_weeks_of(turns_18);
    expected.last_full_period = later(expected.pay_period, -1);
    expected.days_before = (turns_18 - expected.pay_period.from).count();
    expected.days_after = period_days - expected.days_before;
    expected.before = half_up(weekly * expected.days_before, 7);
    expected.after = 4 * weekly - expected.before;
    expected.end_held = std::move(end_held);
    return expected;
  }

  void plant();
  void fill_up();

  std::vector<Case> cases_;

 private:
  std::vector<Person> people_;
  int last_line_ = 7701000;
};

// Long because it is a list: what is planted, one case after the other.
void Cases::plant() {
  Case* one = &add({ordinary(day(2007, 11, 13))}, "18 on a Thursday inside the export's period");
  one->expected = ahead("Already 18 and still paid", day(2025, 11, 13), 92'88, "No end date");
  one->expected->since_18 = one->expected->after;
  // Ended on 14 December by decision, paid to 4 January all the same: 21 of 28 days.
  one->decision = Decision{"End on", day(2025, 12, 14), half_up(4 * 92'88 * 21, 28), day(2025, 12, 15), 21};

  one = &add({ordinary(day(2007, 9, 1), 100'00)}, "18 ten weeks before the export's period");
  one->expected = ahead("Already 18 and still paid", day(2025, 9, 1), 100'00, "No end date");
  one->expected->since_18 = 400'00 + half_up(100'00 * 70, 7);  // 1 September to 9 November are 70 days
  // Transferred with 31 December as the last day: four days of 28 too many.
  one->decision = Decision{"Transferred to adults", day(2025, 12, 31), 400'00 - half_up(400'00 * 24, 28), day(2026, 1, 1), 4};

  one = &add({ordinary(day(2008, 2, 29))}, "Born on 29 February");
  one->expected = ahead("No end date", day(2026, 3, 1), 92'88, "No end date");
  one->decision = Decision{"Continue", {}, 0, {}, 0};

  PaidLine line = ordinary(day(2008, 8, 31));
  line.end = day(2030, 12, 31);
  one = &add({line}, "Six months before the 18th birthday is the last day of February");
  one->expected = ahead("Ends after 18", day(2026, 8, 31), 92'88, "31/12/2030");

  line = ordinary(day(2008, 5, 16));
  line.end = day(2026, 5, 15);
  one = &add({line}, "Ends on the last day as a child");
  one->expected = ahead("Ends at 18", day(2026, 5, 16), 92'88, "15/05/2026");
  one->expected->days_after = 0;  // nothing is due from the end date on
  one->expected->after = 0;

  line = ordinary(day(2008, 7, 10));
  line.end = day(2026, 3, 31);
  one = &add({line}, "Ends more than a week before");
  one->expected = ahead("Ends well before 18", day(2026, 7, 10), 92'88, "31/03/2026");
  one->expected->days_before = one->expected->days_after = 0;
  one->expected->before = one->expected->after = 0;

  PaidLine other = ordinary(day(2008, 1, 2), 40'00);
  one = &add({ordinary(day(2008, 2, 1)), other}, "Two dates of birth: the earlier counts");
  one->expected = ahead("No end date", day(2026, 1, 2), 132'88, "No end date");
  one->expected->before = half_up(92'88 * 25, 7) + half_up(40'00 * 25, 7);
  one->expected->after = 4 * 132'88 - one->expected->before;
  one->expected->days_before *= 2;  // of both lines
  one->expected->days_after *= 2;
  one->findings = {"Two dates of birth for one person"};

  line = ordinary(day(2010, 1, 1));
  line.born.reset();
  add({line}, "No date of birth").findings = {"No date of birth"};
  add({ordinary(day(2030, 1, 1))}, "Not born yet").findings = {"A date of birth in the future"};
  line = ordinary(day(1900, 1, 1));
  line.born_as_text = true;  // a sheet has no number for the days before March 1900 that every program reads alike
  add({line}, "The date that a program puts where it knows none").findings = {"A date of birth that is unlikely"};
  add({ordinary(day(1999, 6, 30))}, "26 years old").findings = {"A date of birth that is unlikely"};

  line = ordinary(day(2008, 2, 1));
  line.born_as_text = true;
  line.second_paid.reset();
  one = &add({line}, "The first of February as text; gone from the second export");
  one->expected = ahead("No end date", day(2026, 2, 1), 92'88, "No end date");

  line = ordinary(day(2007, 12, 8), 60'00);
  line.end = day(2026, 3, 31);
  one = &add({ordinary(day(2007, 12, 8)), line}, "18 on the first day of the next period; one of two lines ends");
  one->expected = ahead("No end date", day(2025, 12, 8), 152'88, "1 of 2 lines without");
  one->expected->days_after *= 2;

  line = ordinary(day(2007, 11, 20));
  line.end = day(2025, 11, 19);
  line.first_paid = half_up(92'88 * 10, 7);  // 10 to 19 November
  line.second_paid.reset();
  add({line}, "Ended on the day before, and was not paid on");

  line = ordinary(day(2008, 9, 9));
  line.frequency = "Monthly";
  line.cost = 402'48;  // 52 weeks of £92.88 in twelve parts
  line.first_paid = line.second_paid = 402'48;
  one = &add({line}, "Paid by the month");
  one->expected = ahead("No end date", day(2026, 9, 9), 92'88, "No end date");

  line = ordinary(day(2008, 3, 3), 250'00);
  line.frequency = "One-off";
  line.service = "Equipment";
  line.first_paid = 250'00;
  line.second_paid.reset();
  add({line}, "A one-off alone");

  // Fostered children who come into the next age band.
  for (const Day born : {day(2020, 12, 10), day(2014, 12, 10), day(2009, 12, 10)}) {
    line = ordinary(born, 201'00);
    line.service_type = "Fostering";
    line.service = "Foster carer allowance";
    add({line}, "Comes into the next age band on 10 December 2025");
  }
}

void Cases::fill_up() {
  Chance chance{18};
  while (cases_.size() < people_in_all) {
    // Born from 2012 on: nobody of these comes within two years of 18.
    const Day born = day(2012 + static_cast<int>(chance.below(10)), 1 + static_cast<unsigned>(chance.below(12)),
                         1 + static_cast<unsigned>(chance.below(28)));
    add({ordinary(born, 46'44 + 15'48 * static_cast<std::int64_t>(chance.below(8)))}, "");
  }
}

}  // namespace

const Period& first_period() {
  static const Period period{day(2025, 11, 10), day(2025, 12, 7)};
  return period;
}
const Period& second_period() {
  static const Period period{day(2025, 12, 8), day(2026, 1, 4)};
  return period;
}

std::int64_t half_up(std::int64_t numerator, std::int64_t denominator) { return (2 * numerator + denominator) / (2 * denominator); }

std::vector<Case> all_cases() {
  Cases cases;
  cases.plant();
  cases.fill_up();
  return cases.cases_;
}

}  // namespace examples::turning
