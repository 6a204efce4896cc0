#include "remembered.hpp"

#include <algorithm>
#include <map>

namespace counterfoil::cwd {

namespace {

bool near(Pence left, Pence right, std::int64_t slack) { return absolute(left - right).count <= slack; }

/// What was due on one regular row: all of it where the row is the line's only one, else by its own terms, the last the rest.
std::vector<std::optional<Pence>> due_by_row(const Export& from, const Line& line, std::optional<Pence> due) {
  const auto rows = from.rows_of(line);
  std::vector<std::optional<Pence>> result(rows.size());
  if (!due) return result;
  Pence paid, left = *due;
  std::size_t last = rows.size();
  for (std::size_t place = 0; place < rows.size(); ++place) {
    if (rows[place].kind != PaymentKind::regular) continue;
    paid += rows[place].paid - rows[place].adjustment;
    last = place;
  }
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const PaidRow& row = rows[place];
    if (row.kind != PaymentKind::regular) continue;
    const Pence own = row.paid - row.adjustment;
    Pence part = left;
    if (place != last) part = paid == *due ? own : paid.count != 0 ? scale(*due, own.count, paid.count) : Pence{};
    result[place] = part;
    left -= part;
  }
  return result;
}

Pence neutral_of(const std::vector<std::pair<std::uint32_t, Pence>>& neutral, std::uint32_t row) {
  Pence sum;
  for (const auto& [at, pence] : neutral)
    if (at == row) sum += pence;
  return sum;
}

std::string kept_line_id(const Result& result, const Pair& pair, bool now) {
  if (pair.match != Match::renumbered || now) return result.line_id(pair);
  return std::string{result.previous.lines[pair.previous].id};
}

}  // namespace

DateSpan days_paid_for(const PaidRow& row, const Conventions& conventions) {
  if (row.effective.days() == 0) return row.period;
  if (row.frequency != Frequency::weekly || !row.weekly || row.effective.days() % 7 == 0) return row.effective;
  const DateSpan weeks = paid_days::weeks_begun_in(row.effective, conventions.week_start);
  const Pence own = row.paid - row.adjustment;
  const std::int64_t slack = weeks.days() / 7 + 1;
  const bool by_days = near(own, for_days(*row.weekly, row.effective.days(), conventions.rounding), slack);
  const bool by_weeks = weeks.days() > 0 && near(own, Pence{in_pence(*row.weekly).count * (weeks.days() / 7)}, slack);
  return by_weeks && !by_days ? weeks : row.effective;
}

std::vector<KeptPayment> kept_payments(const Export& from, const Line& line, std::optional<Pence> due,
                                       const std::vector<std::pair<std::uint32_t, Pence>>& neutral,
                                       const Conventions& conventions) {
  std::vector<KeptPayment> kept;
  const auto rows = from.rows_of(line);
  const auto dues = due_by_row(from, line, due);
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const PaidRow& row = rows[place];
    KeptPayment one;
    one.payee = payee_words(from.payments, row.row);
    one.service = plain(service_words(from.payments, row.row));
    one.control = from.payments.control.pence(row.row).value_or(Pence{});
    PastPayment& payment = one.payment;
    payment.export_period = from.period;
    payment.weekly = row.weekly;
    payment.due = dues[place];
    payment.paid = row.paid - row.adjustment;
    payment.days = row.period;
    if (row.kind == PaymentKind::regular) payment.days = days_paid_for(row, conventions);
    if (row.kind == PaymentKind::one_off) payment.kind = Kept::one_off;
    const auto adjusted = adjusted_span(from.payments, row.row, from.period);
    if (row.kind != PaymentKind::adjustment) kept.push_back(one);
    if (row.adjustment.count == 0 && row.kind != PaymentKind::adjustment) continue;
    if (row.kind != PaymentKind::adjustment) one.control = Pence{};
    payment.kind = adjusted ? Kept::adjustment : Kept::one_off;
    payment.paid = row.adjustment;
    payment.days = adjusted.value_or(from.period);
    payment.weekly.reset();
    payment.due.reset();
    if (const Pence accounted = neutral_of(neutral, row.row); accounted.count != 0) payment.due = accounted;
    kept.push_back(std::move(one));
  }
  return kept;
}

void remember_previous(Result& result, const std::vector<Pair>& pairs, const Settings& settings, Memory& memory) {
  if (memory.holds(result.previous.period)) return;
  for (const Pair& pair : pairs) {
    if (pair.previous == no_line) continue;
    const Line& line = result.previous.lines[pair.previous];
    const std::string person{result.person_id(pair)};
    const std::string id = kept_line_id(result, pair, false);
    const Terms terms = terms_of(result.previous, line, settings.conventions);
    const KnownDue due = known_due(result.previous, line, terms, memory.line(person, {id}), false, settings.conventions);
    for (KeptPayment& one : kept_payments(result.previous, line, due.due, {}, settings.conventions))
      result.kept_of_previous.push_back({person, id, std::move(one)});
  }
  for (const KeptLine& kept : result.kept_of_previous)
    memory.add(kept.person_id, kept.line_id, kept.one.payment, kept.one.payee, kept.one.service);
}

void note_correction(const Result& result, const Memory& memory, Notes& notes) {
  if (memory.superseded().empty()) return;
  std::map<std::pair<std::string_view, std::string>, std::pair<Pence, Pence>> lines;  // then and now
  for (const auto& [key, pence] : memory.superseded()) lines[{key.first, std::string{key.second}}].first += pence;
  for (const ReportLine& line : result.lines) {
    if (line.pair.current == no_line) continue;
    Pence& now = lines[{result.person_id(line.pair), result.line_id(line.pair)}].second;
    for (const PaidRow& row : result.current.rows_of(result.current.lines[line.pair.current]))
      now += result.current.payments.control.pence(row.row).value_or(Pence{});
  }
  constexpr std::size_t told = 5;
  std::size_t differ = 0;
  std::string what;
  for (const auto& [key, pence] : lines) {
    if (pence.first == pence.second || ++differ > told) continue;
    if (!what.empty()) what += "; ";
    what += "line " + key.second + " " + format_pounds(pence.first) + " then, " + format_pounds(pence.second) + " now";
  }
  if (differ == 0) return;
  if (differ > told) what += "; and " + std::to_string(differ - told) + " more";
  notes.push_back({"export-corrected",
                   result.current.payments.input,
                   UINT64_MAX,
                   {},
                   {{"lines", counted(differ, "line", "lines")}, {"period", span_words(result.current.period)}, {"what", what}}});
}

void hand_out_memory(plugin::Run& run, const Result& result, const Settings& settings) {
  const auto days = run.open_table("paid_days", {"#input", "person_id", "line_id", "kind", "first", "last", "due", "control",
                                                 "paid", "weekly", "service", "payee"});
  const auto add = [&](std::string_view input, std::string_view person, const std::string& line, const KeptPayment& one) {
    const PastPayment& payment = one.payment;
    const bool as_control = payment.paid == one.control;
    days.add({input, person, line, kept_word(payment.kind), payment.days.first, payment.days.last, payment.due, one.control,
              as_control ? std::optional<Pence>{} : std::optional{payment.paid}, payment.weekly, one.service, one.payee});
  };
  for (const KeptLine& kept : result.kept_of_previous) add("previous", kept.person_id, kept.line_id, kept.one);
  for (std::size_t place = 0; place < result.lines.size(); ++place) {
    const Pair& pair = result.lines[place].pair;
    const Followed& followed = result.followed[place];
    const std::string_view person = result.person_id(pair);
    const std::string id = kept_line_id(result, pair, true);
    if (pair.current != no_line)
      for (const KeptPayment& one :
           kept_payments(result.current, result.current.lines[pair.current], followed.due, followed.neutral, settings.conventions))
        add("current", person, id, one);
    for (const Remark& remark : followed.remarks) {
      KeptPayment one;
      one.payment.kind = remark.kind;
      one.payment.days = remark.days;
      one.payment.due = remark.due;
      one.payment.paid = remark.paid;
      add("current", person, id, one);
    }
  }
}

}  // namespace counterfoil::cwd
