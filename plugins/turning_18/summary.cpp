#include <array>

#include "advice.hpp"
#include "calendar_days.hpp"
#include "counterfoil/text.hpp"
#include "turning_18_report.hpp"

namespace counterfoil::turning {

namespace {

using plugin::Value;

struct Count {
  std::int64_t people = 0;
  Pence weekly;
  Pence at_stake;

  void add(const PersonFacts& person, Pence stake) {
    ++people;
    weekly += person.weekly;
    at_stake += stake;
  }
};

constexpr std::array<std::string_view, 6> outlook_rows{"Already 18",    "Rest of this month", "Next 3 months",
                                                       "Next 6 months", "Next 12 months",     "Later"};
constexpr std::size_t within_12_months = 4;
constexpr std::size_t months_shown = 12;

class Summary {
 public:
  Summary(const Result& result, const Decisions& decisions) : result_(result) {
    for (const std::uint32_t number : result.watched) {
      const PersonFacts& person = result.all[number];
      const Date adult = person.birthday->adult;
      const Decision* decided = decisions.on_watch(result.people.ids[number]);
      const Pence stake = at_stake(decided ? *decided : Decision{}, {adult <= result.as_of, person.last_end, person.weekly});
      all.add(person, stake);
      since_18 += person.since_18;
      if (adult <= result.as_of) {
        outlook[0].add(person, stake);
        paid_after_18 += person.paid_after_18;
      } else {
        // Each row of the outlook holds the rows above it that lie ahead.
        for (std::size_t row = 1; row < outlook.size(); ++row)
          if (within(adult, row)) outlook[row].add(person, stake);
        if (const auto month = months_ahead(adult); month < months_shown) months[month].add(person, stake);
      }
    }
  }

  std::array<Count, outlook_rows.size()> outlook;
  std::array<Count, months_shown> months;
  Count all;
  Pence since_18, paid_after_18;

 private:
  bool within(Date adult, std::size_t row) const {
    const std::string_view when = when_words(adult, result_.as_of);
    if (outlook_rows[row] == "Later") return when == "Later";
    for (std::size_t earlier = 1; earlier <= row; ++earlier)
      if (when == outlook_rows[earlier]) return true;
    return false;
  }

  std::size_t months_ahead(Date day) const {
    const std::chrono::year_month_day now{result_.as_of};
    const std::chrono::year_month_day then{day};
    return static_cast<std::size_t>(((then.year() / then.month()) - (now.year() / now.month())).count());
  }

  const Result& result_;
};

void hand_out_steps(plugin::Run& run, const Summary& summary, const Result& result, std::size_t overpayments) {
  const auto table = run.open_table("next_steps", {"step"});
  const auto already = static_cast<std::uint64_t>(summary.outlook[0].people);
  table.add({already == 0
                 ? std::string{"1. Nobody who is paid is 18 already."}
                 : "1. " + counted(already, "person is 18 and still paid", "people are 18 and still paid") +
                       ": the first rows of the Watch list. Go on paying, and ask for the decision today where none is entered."});
  table.add({"2. Choose each person's decision on the Watch list, with the last day to pay, who owns it and the date."});
  table.add({"3. Do what Advice says, in the finance system. Nobody's payment ends because of a birthday alone."});
  table.add({"4. Look at " + counted(result.timeline.size(), "milestone", "milestones") +
             " on Timeline, and open the calendar file beside this workbook."});
  table.add({overpayments == 0
                 ? std::string{"5. Nothing was paid after an end that was decided."}
                 : "5. Confirm or refuse " + counted(overpayments, "row", "rows") + " on Overpayments, under Recover."});
}

void hand_out_tables(plugin::Run& run, const Summary& summary, const Result& result) {
  const auto whole = [](std::int64_t number) { return Value::integer(number); };
  const auto outlook = run.open_table("outlook", {"when", "people", "weekly", "at_stake"});
  for (std::size_t row = 0; row < outlook_rows.size(); ++row) {
    const Count& count = summary.outlook[row];
    outlook.add({outlook_rows[row], whole(count.people), count.weekly, count.at_stake});
  }
  const auto months = run.open_table("months", {"month", "birthdays", "weekly"});
  for (std::size_t month = 0; month < months_shown; ++month)
    months.add({month_words(months_from(first_of_month(result.as_of), static_cast<int>(month)).day),
                whole(summary.months[month].people), summary.months[month].weekly});

  std::array<Count, line_class_count> by_class;
  for (const std::uint32_t number : result.watched)
    by_class[static_cast<std::size_t>(result.all[number].which)].add(result.all[number], Pence{});
  const auto classes = run.open_table("classes", {"class", "people", "weekly"});
  for (std::size_t which = 0; which < line_class_count && is_watched(static_cast<LineClass>(which)); ++which)
    classes.add({class_word(static_cast<LineClass>(which)), whole(by_class[which].people), by_class[which].weekly});

  // What is not on the Watch list is counted here, so that the two tables hold every person of the export.
  const auto others = run.open_table("others", {"class", "people", "lines", "amount"});
  for (auto which = static_cast<std::size_t>(LineClass::turns_18_later); which < line_class_count; ++which) {
    const ClassTotal& total = result.classes[which];
    others.add({class_word(static_cast<LineClass>(which)), whole(static_cast<std::int64_t>(total.people)),
                whole(static_cast<std::int64_t>(total.lines)), total.control});
  }
  const auto decisions = run.open_table("decisions", {"decision", "people", "at_stake"});
  for (const char* word : {"Awaiting or not entered", "Continue", "End on", "Staying Put", "Transferred to adults"})
    decisions.add({word, Value{}, Value{}});
}

}  // namespace

void hand_out_summary(plugin::Run& run, const Result& result, const Decisions& decisions,
                      const std::vector<Overpayment>& overpayments, const std::vector<GoneFromExport>& gone) {
  const Summary summary{result, decisions};
  Pence overpaid;
  for (const Overpayment& over : overpayments) overpaid += over.paid - over.correct;
  const auto already = static_cast<std::uint64_t>(summary.outlook[0].people);
  const auto ahead = static_cast<std::uint64_t>(summary.outlook[within_12_months].people);
  std::uint64_t undecided = 0;
  Pence undecided_since;
  for (const GoneFromExport& one : gone)
    if (one.adult_undecided(result.as_of)) {
      ++undecided;
      undecided_since += one.since_18;
    }
  std::string outcome =
      (ahead == 0 ? std::string{"Nobody turns"} : counted(ahead, "person turns", "people turn")) + " 18 in the next 12 months; " +
      (already == 0 ? std::string{undecided == 0 ? "nobody is 18 already" : "nobody who is paid is 18 already"}
                    : counted(already, "person is", "people are") + " 18 already and still paid, " +
                          format_pounds(summary.since_18) + " since the birthday") +
      "; " + (summary.all.at_stake.count == 0 ? std::string{"no money"} : format_pounds(summary.all.at_stake) + " a week") +
      " hangs on a decision.";
  if (overpaid.count > 0) outcome += " " + format_pounds(overpaid) + " was paid after an end that was decided.";
  if (undecided > 0)
    outcome += " " + counted(undecided, "person who is 18 is", "people who are 18 are") +
               " not paid any more, with nothing decided about " + format_pounds(undecided_since) + " since the birthday.";
  run.fact("outcome", outcome);
  hand_out_steps(run, summary, result, overpayments.size());
  hand_out_tables(run, summary, result);
}

}  // namespace counterfoil::turning
