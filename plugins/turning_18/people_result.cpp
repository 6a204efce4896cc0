#include "people_result.hpp"

#include <algorithm>

#include "calendar_days.hpp"
#include "counterfoil/text.hpp"
#include "turning_18_description.hpp"

namespace counterfoil::turning {

namespace {

using Days = std::chrono::days;

bool has_allowance(const Settings& settings, const payments::Payments& payments, std::size_t row) {
  if (settings.allowance_services.empty()) return true;
  return std::any_of(settings.allowance_services.begin(), settings.allowance_services.end(), [&](const std::string& part) {
    return says(payments.service.text(row), part) || says(payments.service_type.text(row), part);
  });
}

void add_line(PersonFacts& person, const LineFacts& line) {
  person.which = person.lines.empty() ? line.which : std::min(person.which, line.which);
  if (line.runs_on) {
    person.weekly += line.weekly;
    if (line.end) person.first_end = person.first_end ? std::min(*person.first_end, *line.end) : *line.end;
    if (person.running == 0)
      person.last_end = line.end;
    else if (!line.end || !person.last_end)
      person.last_end.reset();
    else
      person.last_end = std::max(*person.last_end, *line.end);
    ++person.running;
  }
  person.split += line.split;
  person.paid_after_18 += line.paid_after_18;
  person.since_18 += line.since_18;
  person.lines.push_back(line);
}

/// The latest day on which something was paid, where the export says so.
std::optional<Date> last_payment_date(const payments::Payments& payments) {
  std::optional<Date> last;
  for (std::size_t row = 0; row < payments.rows; ++row)
    if (const auto day = payments.payment_date.date(row); day && (!last || *day > *last)) last = day;
  return last;
}

class Working {
 public:
  Working(Result& result, const PayPeriods& periods, const Allowances& allowances, const Settings& settings, Notes& notes)
      : result_(result), periods_(periods), allowances_(allowances), settings_(settings), notes_(notes) {}

  void people(const Progress& progress, std::uint64_t total) {
    result_.all.resize(result_.people.ids.size());
    for (std::uint32_t number = 0; number < result_.all.size(); ++number) {
      result_.all[number].person = number;
      if (const auto& adult = result_.births[number].adult) result_.all[number].birthday = birthday_of(*adult, periods_);
    }
    const payments::Export& from = result_.payments;
    for (std::uint32_t line = 0; line < from.lines.size(); ++line) {
      PersonFacts& person = result_.all[from.lines[line].person];
      add_line(person, judge_line(from, line, person.birthday, result_.as_of, result_.horizon, settings_));
      account(line, person.lines.back());
      if (line % 20000 == 0) progress(total / 2 + line, total);
    }
    for (PersonFacts& person : result_.all) {
      // Paid on beyond the ends that are held: those are still what stands in the finance system.
      if (person.running == 0)
        for (const LineFacts& line : person.lines)
          if (line.end) person.last_end = person.last_end ? std::max(*person.last_end, *line.end) : *line.end;
      ++result_.classes[static_cast<std::size_t>(person.which)].people;
      if (is_watched(person.which)) watch(person);
      if (person.birthday && person.running > 0) dates(person);
    }
  }

  void sort() {
    const auto& all = result_.all;
    std::sort(result_.watched.begin(), result_.watched.end(), [&](std::uint32_t left, std::uint32_t right) {
      if (all[left].which != all[right].which) return all[left].which < all[right].which;
      if (all[left].birthday->adult != all[right].birthday->adult) return all[left].birthday->adult < all[right].birthday->adult;
      return left < right;  // numbers are in the order of ids
    });
    std::stable_sort(
        result_.timeline.begin(), result_.timeline.end(),
        [](const PersonMilestone& left, const PersonMilestone& right) { return left.milestone.day < right.milestone.day; });
    std::stable_sort(result_.bands.begin(), result_.bands.end(), [](const PersonBandChange& left, const PersonBandChange& right) {
      return left.change.paid_from < right.change.paid_from;
    });
    std::vector<BandChange> changes;
    for (const PersonBandChange& each : result_.bands) changes.push_back(each.change);
    allowances_.check(changes, settings_, notes_);
  }

 private:
  void account(std::uint32_t index, const LineFacts& facts) {
    const payments::Export& from = result_.payments;
    ClassTotal& total = result_.classes[static_cast<std::size_t>(facts.which)];
    ++total.lines;
    for (const payments::PaidRow& row : from.rows_of(from.lines[index])) {
      ++total.rows;
      total.control += from.payments.control.pence(row.row).value_or(Pence{});
    }
  }

  void watch(const PersonFacts& person) {
    result_.watched.push_back(person.person);
    for (const LineFacts& line : person.lines) {
      if (!line.runs_on || payments::terms_of(result_.payments, result_.payments.lines[line.line], settings_.conventions).latest)
        continue;
      const std::size_t row = result_.payments.head_row(result_.payments.lines[line.line]);
      notes_.push_back({"no-weekly-cost",
                        result_.payments.payments.input,
                        row,
                        "weekly_cost",
                        {{"line", result_.line_id(line.line)}, {"person", std::string{result_.people.ids[person.person]}}}});
    }
  }

  void dates(const PersonFacts& person) {
    const Date born = *result_.births[person.person].born;
    const DateSpan window{result_.as_of - Days{settings_.past_days}, result_.horizon};
    for (Milestone& milestone : milestones_of(born, settings_))
      if (window.contains(milestone.day)) result_.timeline.push_back({person.person, std::move(milestone)});
    if (allowances_.empty()) return;
    Pence weekly;
    bool paid = false;
    for (const LineFacts& line : person.lines) {
      if (!line.runs_on ||
          !has_allowance(settings_, result_.payments.payments, result_.payments.head_row(result_.payments.lines[line.line])))
        continue;
      paid = true;
      weekly += line.weekly;
    }
    if (!paid) return;
    for (const BandChange& change : allowances_.changes_of(born, window, settings_)) {
      result_.bands.push_back({person.person, change, weekly});
      if (change.before && change.after) result_.timeline.push_back({person.person, milestone_of(change)});
    }
  }

  static Milestone milestone_of(const BandChange& change) {
    return {change.paid_from, "band" + std::to_string(change.age), std::to_string(change.age) + ", next age band",
            "The allowance goes from " + format_pounds(change.before->weekly) + " to " + format_pounds(change.after->weekly) +
                " a week.",
            change.paid_from == change.birthday
                ? std::string{}
                : "Paid from the beginning of the week of the birthday, " + format_date(change.birthday) + "."};
  }

  Result& result_;
  const PayPeriods& periods_;
  const Allowances& allowances_;
  const Settings& settings_;
  Notes& notes_;
};

}  // namespace

std::string Result::line_id(std::uint32_t line) const {
  std::uint32_t number = 1;
  for (std::uint32_t before = line; before > 0 && payments.lines[before - 1].person == payments.lines[line].person &&
                                    payments.lines[before - 1].id == payments.lines[line].id;
       --before)
    ++number;
  std::string id{payments.lines[line].id};
  if (number > 1) id += " (" + std::to_string(number) + ")";
  return id;
}

std::optional<Frame> find_frame(const payments::Payments& payments, const Settings& settings, Notes& notes) {
  Notes found;
  auto period = payments::find_period(payments, settings.from, settings.to, found);
  const auto paid_on = last_payment_date(payments);
  if (!period) {
    const auto last = paid_on ? paid_on : settings.as_of;
    if (!last) {
      notes.push_back({"as-of-missing", payments.input, UINT64_MAX, {}, {}});
      return std::nullopt;
    }
    period = DateSpan{*last - Days{settings.period_days - 1}, *last};
    found = {{"period-assumed", payments.input, UINT64_MAX, {}, {{"period", span_words(*period)}}}};
  }
  notes.insert(notes.end(), found.begin(), found.end());
  return Frame{*period, settings.as_of.value_or(period->last)};
}

Result work_out(const payments::Payments& payments, Frame frame, const PayPeriods& periods, const Allowances& allowances,
                const Settings& settings, Notes& notes, const Progress& progress) {
  Result result;
  result.as_of = frame.as_of;
  result.horizon = months_from(frame.as_of, settings.horizon_months).day;
  const std::uint64_t total = 2 * payments.rows + 1;
  result.people = payments::number_people(payments::Payments{}, payments, notes);
  result.births = read_births(payments, result.people, frame.as_of, settings, notes);
  if (blocking(notes)) return result;
  result.payments = payments::roll_up(payments, result.people.current, result.people, frame.period, settings.conventions, notes);
  payments::check_rows(payments, result.payments.rows, notes);
  if (blocking(notes)) return result;
  progress(payments.rows, total);
  Working working{result, periods, allowances, settings, notes};
  working.people(progress, total);
  working.sort();
  return result;
}

}  // namespace counterfoil::turning
