#include "comparison.hpp"

#include <algorithm>

#include "accepted.hpp"
#include "common_cause.hpp"
#include "comparison_description.hpp"
#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"
#include "export_pair.hpp"
#include "remembered.hpp"

namespace counterfoil::cwd {

namespace {

const Line& shown_line(const Result& result, const Pair& pair) {
  return pair.current != no_line ? result.current.lines[pair.current] : result.previous.lines[pair.previous];
}

std::uint32_t person_of(const Result& result, const Pair& pair) { return shown_line(result, pair).person; }

void add_account(const Export& from, std::uint32_t index, Account& account) {
  if (index == no_line) return;
  for (const PaidRow& row : from.rows_of(from.lines[index])) {
    ++account.rows;
    account.control += from.payments.control.pence(row.row).value_or(Pence{});
  }
}

Pence paid_on(const Export& from, std::uint32_t index) {
  return index == no_line ? Pence{} : paid_of(from.rows_of(from.lines[index])).paid;
}

void add_to_bridge(Bridge& bridge, const Result& result, const ReportLine& line) {
  const auto place = static_cast<std::size_t>(line.which);
  const Pence before = paid_on(result.previous, line.pair.previous);
  const Pence now = paid_on(result.current, line.pair.current);
  bridge.opening += before;
  bridge.closing += now;
  bridge.steps[place] += now - before;
  ++bridge.lines[place];
  add_account(result.previous, line.pair.previous, bridge.previous[place]);
  add_account(result.current, line.pair.current, bridge.current[place]);
}

void order_pairs(const Result& result, std::vector<Pair>& pairs) {
  std::sort(pairs.begin(), pairs.end(), [&result](const Pair& left, const Pair& right) {
    const std::uint32_t a = person_of(result, left);
    const std::uint32_t b = person_of(result, right);
    if (a != b) return a < b;
    const std::string_view x = shown_line(result, left).id;
    const std::string_view y = shown_line(result, right).id;
    if (x != y) return id_before(x, y);
    return left.number < right.number;
  });
}

/// Query before Check before Explained; in Query a child that is gone altogether comes first; then the most money at stake; then
/// ids.
void order_changes(Result& result) {
  std::sort(result.changes.begin(), result.changes.end(), [](const Change& left, const Change& right) {
    const Judgement& a = left.judgement;
    const Judgement& b = right.judgement;
    if (a.risk != b.risk) return a.risk < b.risk;
    if (a.missing_child != b.missing_child) return a.missing_child;
    if (a.stake != b.stake) return a.stake > b.stake;
    return left.line < right.line;
  });
}

}  // namespace

std::string_view Result::person_id(const Pair& pair) const { return people.ids[person_of(*this, pair)]; }

std::string Result::line_id(const Pair& pair) const {
  std::string id{shown_line(*this, pair).id};
  if (pair.match == Match::leading_zeros && previous.lines[pair.previous].id.size() > id.size())
    id = previous.lines[pair.previous].id;
  if (pair.match == Match::spelling) id = previous.lines[pair.previous].id;  // as the workbook has it
  if (pair.number > 1) id += " (" + std::to_string(pair.number) + ")";
  return id;
}

namespace {

/// The ids of a pair: the shown one, and the one that a renumbered line had.
Named named(const Result& result, const Pair& pair, bool person_before, bool person_now) {
  Named who{std::string{result.person_id(pair)}, {result.line_id(pair)}, person_before, person_now};
  if (pair.match == Match::renumbered) who.line_ids.emplace_back(result.previous.lines[pair.previous].id);
  if (pair.match == Match::spelling) who.line_ids.emplace_back(result.current.lines[pair.current].id);
  return who;
}

/// Which line of last period each of its lines repeated then: what was asked last time is not asked anew.
std::vector<std::uint32_t> same_service_last_time(const Result& result, const std::vector<Pair>& pairs) {
  std::vector<Pair> as_current;
  for (const Pair& pair : pairs)
    if (pair.previous != no_line) as_current.push_back({pair.previous, pair.previous, Match::same, 1});
  return same_service_twice(result.previous, as_current);
}

}  // namespace

Result compare(const Payments& previous, DateSpan before, const Payments& current, DateSpan now, const Background& background,
               const Settings& settings, Notes& notes, const Progress& progress) {
  Result result;
  const std::uint64_t total = 2 * (previous.rows + current.rows) + 1;
  result.people = number_people(previous, current, notes);
  check_in_common(result.people, previous, current, settings, notes);
  check_people(result.people, previous, current, now, notes);
  result.previous = roll_up(previous, result.people.previous, result.people, before, settings.conventions, notes);
  progress(previous.rows, total);
  result.current = roll_up(current, result.people.current, result.people, now, settings.conventions, notes);
  progress(previous.rows + current.rows, total);
  check_rows(previous, result.previous.rows, notes);
  check_rows(current, result.current.rows, notes);
  if (blocking(notes)) return result;

  std::vector<Pair> pairs = pair_lines(result.previous, result.current, notes);
  order_pairs(result, pairs);
  std::vector<bool> seen_before(result.people.ids.size(), false);
  std::vector<bool> seen_now(result.people.ids.size(), false);
  for (const Line& line : result.previous.lines) seen_before[line.person] = true;
  for (const Line& line : result.current.lines) seen_now[line.person] = true;
  const std::vector<bool> is_new = new_lines(result.current, pairs);
  const auto same_service = same_service_twice(result.current, pairs);
  const OneOffs one_offs{result.previous};
  const auto same_before = same_service_last_time(result, pairs);
  remember_previous(result, pairs, settings, background.memory);
  const Comparison all{settings,           result.previous,  result.current,       background.approved,
                       one_offs,           is_new,           same_service,         same_before,
                       background.memory,  background.debts, background.decisions, background.adult,
                       background.calendar};
  result.lines.reserve(pairs.size());
  result.followed.reserve(pairs.size());
  for (const Pair& pair : pairs) {
    const std::uint32_t person = person_of(result, pair);
    Judgement judgement = judge(all, pair, named(result, pair, seen_before[person], seen_now[person]));
    if (const Acceptance* acceptance =
            judgement.risk == Risk::explained ? nullptr : background.accepted.find(result.person_id(pair), result.line_id(pair)))
      apply(*acceptance, pair.current == no_line ? std::nullopt : std::optional{paid_on(result.current, pair.current)}, now,
            judgement);
    result.lines.push_back({pair, judgement.which});
    if (pair.current != no_line && !judgement.followed.due && has_regular(result.current, result.current.lines[pair.current]))
      ++result.not_known;
    result.followed.push_back(judgement.followed);
    add_to_bridge(result.bridge, result, result.lines.back());
    if (judgement.which != Class::unchanged || judgement.risk != Risk::explained || judgement.accepted_until ||
        judgement.dates_moved || !judgement.overpaid.empty())
      result.changes.push_back({static_cast<std::uint32_t>(result.lines.size() - 1), std::move(judgement)});
    if (result.lines.size() % 20000 == 0) progress(total / 2 + (total / 2) * result.lines.size() / pairs.size(), total);
  }
  result.bridge.check();
  join_causes(result);
  order_changes(result);
  return result;
}

}  // namespace counterfoil::cwd
