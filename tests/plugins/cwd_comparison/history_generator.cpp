#include "history_generator.hpp"

#include "pounds.hpp"

namespace cwd_test {

HistoryGenerator::HistoryGenerator(Cycle cycle, unsigned seed)
    : cycle_(cycle), random_(seed), usual_(fake::read_value(CF_PENCE, usual_pay(cycle))) {}

Child HistoryGenerator::child(int number) {
  Child child;
  child.id = "P" + std::to_string(number);
  child.line = std::to_string(7000 + number);
  for (int period = 0; period < history_periods; ++period) child.rows[period] = {row(child, period, usual_)};
  switch (number % 10) {
    case 0: slip(child); break;
    case 1: shortfall(child); break;
    case 2: missed(child); break;
    case 3: doubled_arrears(child); break;
    case 4: paid_again(child); break;
    case 5: absent(child); break;
    case 6: suspended(child); break;
    case 7: restarted(child); break;
    default: break;  // right all the time
  }
  return child;
}

int HistoryGenerator::between(int least, int most) {
  return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
}

Row HistoryGenerator::row(const Child& child, int period, std::int64_t pence) const {
  return paid(cycle_, period,
              {{"person_id", child.id},
               {"line_id", child.line},
               {"payee_id", "V" + child.id},
               {"payee", "Parent of " + child.id},
               {"service", "Support " + child.id},
               {"net", pounds(pence)}});
}
Row HistoryGenerator::adjustment(const Child& child, int period, int first, int last, std::int64_t pence) const {
  Row one = row(child, period, pence);
  one["payment_type"] = "Adjustment";
  one["adjustment_from"] = period_of(cycle_, first).first;
  one["adjustment_to"] = period_of(cycle_, last).last;
  return one;
}

void HistoryGenerator::slip(Child& child) {
  child.story = "slip";
  const int first = between(2, 8);
  const int last = first + between(0, 2);
  for (int period = first; period <= last; ++period) {
    child.rows[period] = {row(child, period, 10 * usual_)};
    child.wrong[period] = 9 * usual_;
  }
  child.first = child.from = first;
  child.overpaid = 9 * usual_ * (last - first + 1);
  if (between(0, 1) == 1) {  // taken back in parts
    child.story = "slip, taken back in parts";
    std::int64_t left = child.overpaid;
    for (int period = last + 2; period < history_periods && left > 0; ++period) {
      const std::int64_t part = std::min<std::int64_t>(left, 15000);
      child.rows[period].push_back(adjustment(child, period, first, last, -part));
      left -= part;
    }
  }
}
void HistoryGenerator::shortfall(Child& child) {
  child.story = "shortfall";
  const int first = between(2, 6);
  const int last = first + between(0, 2);
  const std::int64_t less = between(500, 4000);
  for (int period = first; period <= last; ++period) {
    child.rows[period] = {row(child, period, usual_ - less)};
    child.wrong[period] = -less;
  }
  child.first = first;
  child.from = last + 1;  // before that it is to be checked, or stands open
  const int end = between(0, 2);
  if (end == 0) {
    child.story = "shortfall, arrears paid";
    child.until = last + between(2, 4);
    child.rows[child.until].push_back(adjustment(child, child.until, first, last, less * (last - first + 1)));
  } else if (end == 1) {
    child.story = "shortfall, decided";
    child.until = last + 3;
    child.decide_ok = true;
  }
}
void HistoryGenerator::missed(Child& child) {
  child.story = "missed";
  const int period = between(2, 8);
  child.rows[period] = {row(child, period, 0)};
  child.wrong[period] = -usual_;
  child.first = child.from = period;
  if (between(0, 1) == 1) {
    child.story = "missed, paid with the next";
    child.rows[period + 1] = {row(child, period + 1, 2 * usual_)};
    child.until = period + 1;
  }
}
void HistoryGenerator::doubled_arrears(Child& child) {
  child.story = "arrears twice";
  const int first = between(2, 4);
  const int last = first + between(0, 2);
  const std::int64_t less = between(500, 4000);
  for (int period = first; period <= last; ++period) {
    child.rows[period] = {row(child, period, usual_ - less)};
    child.wrong[period] = -less;
  }
  const std::int64_t arrears = less * (last - first + 1);
  const int paid_in = last + 1;
  child.rows[paid_in].push_back(adjustment(child, paid_in, first, last, arrears));
  const int again = paid_in + between(1, 3);
  child.rows[again].push_back(adjustment(child, again, first, last, arrears));
  child.first = first;
  child.from = again;
  child.overpaid = child.wrong[again] = arrears;
  child.shown_by = {paid_in, again};
}
void HistoryGenerator::paid_again(Child& child) {
  child.story = "paid again";
  const int period = between(3, 12);
  const int before = period - between(1, 2);
  child.rows[period].push_back(row(child, before, usual_));
  child.shown_by = {before, period};
  child.first = child.from = period;
  child.overpaid = child.wrong[period] = usual_;
}
void HistoryGenerator::absent(Child& child) {
  child.story = "absent";
  const int period = between(3, 10);
  child.rows[period].clear();
  child.wrong[period] = -usual_;
  child.first = child.from = period;
}
void HistoryGenerator::suspended(Child& child) {
  child.story = "suspended";
  const int period = between(3, 10);
  Row one = row(child, period, 0);
  one["suspended_from"] = period_of(cycle_, period).first;
  one["suspended_to"] = period_of(cycle_, period).last;
  child.rows[period] = {one};
}
void HistoryGenerator::restarted(Child& child) {
  child.story = "restarted";
  const int period = between(3, 10);
  for (Row& one : child.rows[period - 1]) one["end"] = period_of(cycle_, period - 1).last;
  for (int next = period; next < history_periods; ++next)
    for (Row& one : child.rows[next]) {
      one["line_id"] = child.line + "9";
      one["start"] = period_of(cycle_, period).first;
    }
}

void HistoryGenerator::slip_in_the_export(Child& child, int period) {
  child.story = "slip in an export that was corrected";
  child.first_version[period] = {row(child, period, 10 * usual_)};
  child.first = period;
}

void HistoryGenerator::slip_in_the_correction(Child& child, int period) {
  child.story = "slip in the correction";
  child.first_version[period] = child.rows[period];
  child.rows[period] = {row(child, period, 10 * usual_)};
  child.first = child.from = period;
  child.overpaid = child.wrong[period] = 9 * usual_;
}

std::int64_t on_overpayments(const Host& host, const Child& child) {
  std::int64_t sum = 0;
  for (const ReportRow& row : host.tables.at("overpayments"))
    if (row.at("person_id") == child.id) sum += fake::read_value(CF_PENCE, row.at("overpaid"));
  return sum;
}

std::vector<std::string> queries_about(const Team& team, const Child& child) {
  std::vector<std::string> found;
  for (const ReportRow& row : team.queries())
    if (row.at("person_id") == child.id)
      found.push_back(row.at("about") + " [" + row.at("rules") + "] " + row.at("at_stake") + " " + row.at("reasons"));
  return found;
}

}  // namespace cwd_test
