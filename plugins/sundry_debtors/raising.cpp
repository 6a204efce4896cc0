#include "raising.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "debtor_texts.hpp"
#include "overlap.hpp"

namespace counterfoil::debtors {

namespace {

MatterFacts facts_of(const Overpayment& row, DateSpan span, std::string_view cause) {
  return {row.person_id, std::string_view{row.line}.substr(row.line.find('|') + 1), span, cause,
          row.amount && row.amount->count < 0};
}

class Raising {
 public:
  Raising(const Register& past, const Settings& settings, Notes& notes) : past_(past), settings_(settings), notes_(notes) {
    for (const Registered& row : past.rows)
      if (raised_for_good(row, settings.batch)) by_line_[row.line].push_back(&row);
  }

  void line(std::span<const Overpayment> rows, std::vector<Matter>& out) {
    taken_.clear();
    if (const auto before = by_line_.find(rows.front().line); before != by_line_.end())
      for (const Registered* each : before->second)
        if (!each->is_credit() && !each->is_cancelled()) taken_.push_back({each->span, each->key, false});
    for (const Overpayment& row : rows) one(row, out);
  }

 private:
  void note(std::string_view id, const Overpayment& row, std::vector<std::pair<std::string_view, std::string>> values) {
    values.emplace_back("line", std::string{row.line_id});
    notes_.push_back({id, row.input, row.row, "overpaid_from", std::move(values)});
  }

  Matter whole(const Overpayment& row) {
    Matter matter;
    matter.of = &row;
    matter.span = row.span().value_or(DateSpan{row.from.value_or(Date{}), row.to.value_or(Date{})});
    matter.days = row.span() ? matter.span.days() : 0;
    matter.paid = row.worked.paid;
    matter.correct = row.worked.correct;
    matter.amount = row.amount.value_or(Pence{});
    matter.key = matter_key(facts_of(row, matter.span, row.cause), settings_.key_form);
    return matter;
  }

  /// What a reviewer wants for the row: on Matters, on Not raised, or as an earlier run heard it.
  std::string wanted(const std::string& key) const {
    if (const auto kept = past_.not_raised.find(key); kept != past_.not_raised.end() && !kept->second.instead.empty())
      return kept->second.instead;
    if (const auto asked = past_.matters.find(key); asked != past_.matters.end() && !asked->second.instead.empty())
      return asked->second.instead;
    const Registered* before = past_.find(key);
    return before ? before->asked : std::string{};
  }

  /// A matter that was cancelled may be raised again, if a person asks for it: under a key of its own, as keys are never used
  /// twice.
  void renew(Matter& matter) const {
    if (!cancelled(matter.key)) return;
    std::string key = matter.key;
    for (int time = 2; cancelled(key); ++time)
      key = matter_key(facts_of(*matter.of, matter.span, std::string{matter.of->cause} + " " + std::to_string(time)),
                       settings_.key_form);
    const std::string again = wanted(key);
    if (!again.empty()) matter.asked = again;
    if (!matter.asked.empty() || past_.find(key)) matter.key = key;
  }

  void one(const Overpayment& row, std::vector<Matter>& out) {
    Matter matter = whole(row);
    if (row.remark) return settled(matter, Route::nothing, "Words in the list, and no overpayment.", out);
    matter.asked = wanted(matter.key);
    renew(matter);
    if (!seen_.insert(matter.key).second) {
      int copy = 2;
      while (!seen_.insert(matter.key + "-" + std::to_string(copy)).second) ++copy;
      matter.key += "-" + std::to_string(copy);
      note("listed-twice", row, {{"span", span_in_digits(matter.span)}, {"amount", format_pounds(matter.amount)}});
      settle(matter, Route::listed_twice, "The same overpayment stands more than once in what was read; it is raised once.");
      out.push_back(std::move(matter));
      return;
    }
    if (!row.confirmed)
      return settled(matter, Route::not_confirmed,
                     row.recover.empty() ? "Nobody chose Yes under Recover." : "Recover says " + row.recover + ".", out);
    if (!row.trouble.empty()) return settled(matter, Route::to_complete, "To be put right in the list: " + row.trouble + ".", out);
    if (matter.amount.count == 0) return settled(matter, Route::nothing, "What was paid is what was correct.", out);
    if (const auto doubted = past_.not_proven.find(matter.key); doubted != past_.not_proven.end())
      return settled(matter, Route::raised_before,
                     "Released in batch " + doubted->second +
                         ", or said to be, and not proven or not marked here (see Findings). It is not raised again.",
                     out);
    if (const Registered* before = past_.find(matter.key); before && raised_for_good(*before, settings_.batch))
      return raised_before(matter, *before, out);
    if (matter.amount.count > 0 && matter.asked.empty()) return only_days_left(matter, out);
    if (matter.amount.count > 0) taken_.push_back({matter.span, matter.key, true});
    out.push_back(std::move(matter));
  }

  bool cancelled(const std::string& key) const {
    const Registered* before = past_.find(key);
    return before && before->is_cancelled();
  }

  static void settled(Matter& matter, Route route, const std::string& reason, std::vector<Matter>& out) {
    settle(matter, route, reason);
    out.push_back(std::move(matter));
  }

  static std::string when(const Registered& before) {
    if (before.released_on) return "released on " + format_date(*before.released_on);
    return before.prepared_on ? "prepared on " + format_date(*before.prepared_on) : "date unknown";
  }

  void raised_before(Matter& matter, const Registered& before, std::vector<Matter>& out) {
    note("already-raised", *matter.of,
         {{"batch", before.batch},
          {"when", when(before)},
          {"amount", format_pounds(before.amount)},
          {"span", span_in_digits(matter.span)}});
    if (before.amount != matter.amount)
      note("raised-at-another-amount", *matter.of,
           {{"batch", before.batch}, {"before", format_pounds(before.amount)}, {"now", format_pounds(matter.amount)}});
    settled(matter, Route::raised_before,
            "Already raised in batch " + before.batch + ", " + when(before) + ", for " + format_pounds(before.amount) + ".", out);
  }

  void only_days_left(Matter& matter, std::vector<Matter>& out) {
    const Overpayment& row = *matter.of;
    const std::vector<DateSpan> left = days_left(matter.span, taken_);
    const auto first = std::find_if(taken_.begin(), taken_.end(),
                                    [&](const TakenDays& each) { return overlap(each.span, matter.span).days() > 0; });
    if (first == taken_.end()) {
      taken_.push_back({matter.span, matter.key, true});
      out.push_back(std::move(matter));
      return;
    }
    const bool in_list = first->in_this_list;
    const std::string which = in_list ? "another row of this run" : "matter " + first->key;
    if (left.empty()) {
      note("days-already-raised", row, {{"span", span_in_digits(matter.span)}, {"which", which}});
      return settled(matter, in_list ? Route::listed_twice : Route::raised_before,
                     "All of these days are with " + which + ". If it is a different overpayment, choose Raise under Do instead.",
                     out);
    }
    std::vector<std::int64_t> days;
    std::string words;
    for (const DateSpan span : left) {
      days.push_back(span.days());
      append_part(words, span_in_digits(span));
    }
    note("some-days-already-raised", row, {{"span", span_in_digits(matter.span)}, {"which", which}, {"left", words}});
    const auto shares = [&](std::optional<Pence> amount) {
      return amount ? share_by_days(*amount, days, matter.days) : std::vector<Pence>{};
    };
    const auto amounts = share_by_days(matter.amount, days, matter.days);
    const auto paid = shares(matter.paid);
    for (std::size_t at = 0; at < left.size(); ++at) {
      Matter part = matter;
      part.span = left[at];
      part.days = days[at];
      part.amount = amounts[at];
      if (!paid.empty()) part.paid = paid[at];
      if (part.paid && matter.correct) part.correct = *part.paid - part.amount;
      part.key = matter_key(facts_of(row, part.span, row.cause), settings_.key_form);
      append_sentence(part.reasons, "Only days that are not with " + which + ": the list says " + span_in_digits(matter.span) +
                                        ", " + format_pounds(matter.amount) + ".");
      seen_.insert(part.key);
      taken_.push_back({part.span, part.key, true});
      const Registered* before = past_.find(part.key);
      if (before && raised_for_good(*before, settings_.batch))
        raised_before(part, *before, out);
      else
        out.push_back(std::move(part));
    }
  }

  const Register& past_;
  const Settings& settings_;
  Notes& notes_;
  std::unordered_map<std::string_view, std::vector<const Registered*>> by_line_;
  std::vector<TakenDays> taken_;  // of the line at hand
  std::unordered_set<std::string> seen_;
};

}  // namespace

bool raised_for_good(const Registered& row, const std::string& batch) {
  if (!row.withdrawn.empty()) return false;
  if (row.not_proven) return true;
  if (row.released_on || row.paid.count != 0 || row.taken.count != 0 || !row.finance_number.empty() || !row.cancelled_by.empty())
    return true;
  if (!row.is_deduction()) return false;
  return row.payee_told || row.deducting_since || (row.by_hand && (row.batch != batch || row.batch_released));
}

std::vector<Matter> matters_of(const std::vector<Overpayment>& rows, const Register& past, const Settings& settings, Notes& notes) {
  std::vector<Matter> matters;
  matters.reserve(rows.size());
  Raising raising{past, settings, notes};
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t end = first + 1;
    while (end < rows.size() && rows[end].line == rows[first].line) ++end;
    raising.line(std::span{rows}.subspan(first, end - first), matters);
    first = end;
  }
  return matters;
}

}  // namespace counterfoil::debtors
