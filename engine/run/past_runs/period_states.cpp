#include "run/past_runs/period_states.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::run {

namespace {

using report::PeriodExport;
using report::PeriodLog;
using Days = std::chrono::days;

constexpr std::size_t npos = PeriodState::npos;
constexpr std::size_t most_missing = 60;  // of one gap; what is left of it is one more

Date date_of(std::int64_t days) { return Date{Days{days}}; }
DateSpan days_of(const PeriodExport& of) { return {date_of(of.first), date_of(of.last)}; }

std::string day_words(const std::string& day) {
  return day.size() == 10 ? day.substr(8, 2) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4) : day;
}

/// "run 20251208-093000-7f3a of 08/12/2025".
std::string run_words(const PeriodExport& of) {
  if (of.run.empty()) return "a run that is not known";
  return "run " + of.run + (of.day.empty() ? std::string{} : " of " + day_words(of.day));
}

/// The next period of the cycle: months follow a whole month, else as many days.
DateSpan next_in_cycle(DateSpan before) {
  const Date first = before.last + Days{1};
  const std::chrono::year_month_day start{before.first}, end{first};
  const bool months = start.day() == std::chrono::day{1} && end.day() == std::chrono::day{1};
  if (!months) return {first, first + Days{before.days() - 1}};
  const int count = (end.year() - start.year()).count() * 12 + static_cast<int>(unsigned{end.month()}) -
                    static_cast<int>(unsigned{start.month()});
  const std::chrono::year_month after = std::chrono::year_month{end.year(), end.month()} + std::chrono::months{count};
  return {first, Date{after / std::chrono::day{1}} - Days{1}};
}

class States {
 public:
  explicit States(const PeriodLog& log) : log_(log) {}

  std::vector<PeriodState> all() {
    for (std::size_t at = 0; at < log_.exports.size(); ++at) add_export(at);
    add_missing();
    add_late();
    std::stable_sort(found_.begin(), found_.end(), [](const PeriodState& left, const PeriodState& right) {
      return std::tie(left.days.last, left.days.first) < std::tie(right.days.last, right.days.first);
    });
    return std::move(found_);
  }

 private:
  PeriodState& add(DateSpan days, std::string period, std::string event) {
    PeriodState& state = found_.emplace_back();
    state.days = days;
    state.period = std::move(period);
    state.event = std::move(event);
    return state;
  }

  void add_export(std::size_t at) {
    const PeriodExport& of = log_.exports[at];
    const std::size_t prior = before(at);
    PeriodState& state = add(days_of(of), of.period, event_of(of, prior));
    state.of = at;
    state.prior = prior;
    state.counts = log_.stands(at);
    state.to_explain = prior != npos && changes_figures(at, prior);
    state.words = words_of(of, prior, state.to_explain);
    add_repeated(at);
  }

  std::size_t before(std::size_t at) const {
    for (std::size_t earlier = at; earlier-- > 0;)
      if (log_.exports[earlier].same_days(log_.exports[at])) return earlier;
    return npos;
  }

  bool changes_figures(std::size_t at, std::size_t prior) const {
    const PeriodExport &now = log_.exports[at], &then = log_.exports[prior];
    return now.control != then.control || now.rows != then.rows ||
           std::any_of(log_.lines.begin(), log_.lines.end(), [&](const report::RestatedLine& line) { return line.of == at; });
  }

  std::string event_of(const PeriodExport& of, std::size_t prior) const {
    if (prior == npos) return of.kind == PeriodExport::Kind::begun ? "Compared with" : "Compared";
    std::size_t count = 1;
    for (std::size_t earlier = before(prior); earlier != npos; earlier = before(earlier)) ++count;
    return count == 1 ? "Restated" : "Restated " + std::to_string(count);
  }

  std::string words_of(const PeriodExport& of, std::size_t prior, bool to_explain) const {
    std::string words;
    if (prior != npos && !to_explain) {
      words = "Another file in place of the one of " + run_words(log_.exports[prior]) + ", with the same rows and pounds.";
    } else if (prior != npos) {
      const PeriodExport& old = log_.exports[prior];
      words = "Another export took the place of the one of " + run_words(old);
      if (of.control && old.control)
        words += ": " + format_pounds(Pence{*old.control}) + " then, " + format_pounds(Pence{*of.control}) + " now";
      words += ". Say why, with your initials.";
    } else if (of.kind == PeriodExport::Kind::begun) {
      words = "Given as the period before another one; never compared itself.";
    } else if (of.kind == PeriodExport::Kind::held) {
      words = "Taken over from what the workbook remembered; whether it was restated before is not known.";
    }
    if (of.again > 0)
      words += (words.empty() ? "" : " ") +
               ("The same export was run again " +
                (of.again == 1 ? "once" : with_thousands(static_cast<std::int64_t>(of.again)) + " times")) +
               (of.again_run.empty() ? "." : ", last by run " + of.again_run + ".");
    return words;
  }

  /// Days that an earlier export had as part of another period, or the same file as another one.
  void add_repeated(std::size_t at) {
    const PeriodExport& of = log_.exports[at];
    std::vector<std::string> same, overlapping;
    for (std::size_t earlier = 0; earlier < at; ++earlier) {
      const PeriodExport& other = log_.exports[earlier];
      if (other.same_days(of)) continue;
      if (other.sha256 == of.sha256)
        same.push_back(other.period + " by " + run_words(other));
      else if (stood(earlier, at) && other.first <= of.last && of.first <= other.last)
        overlapping.push_back(other.period + " (" + run_words(other) + ")");
    }
    if (same.empty() && overlapping.empty()) return;
    if (std::any_of(found_.begin(), found_.end(),
                    [&](const PeriodState& each) { return each.event == "Repeated" && each.days == days_of(of); }))
      return;
    PeriodState& state = add(days_of(of), of.period, "Repeated");
    state.of = at;
    state.to_explain = true;
    if (!same.empty()) state.words = "The very same export was run as " + list_in_words(same) + " too.";
    if (!overlapping.empty())
      state.words += (state.words.empty() ? "" : " ") + ("Days of it are in " + list_in_words(overlapping) + " too.");
    state.words += " Say which is right, with your initials.";
  }

  /// Was it what stood for its days when export `then` came?
  bool stood(std::size_t at, std::size_t then) const {
    for (std::size_t later = at + 1; later < then; ++later)
      if (log_.exports[later].same_days(log_.exports[at]) || log_.exports[later].sha256 == log_.exports[at].sha256) return false;
    return log_.exports[then].sha256 != log_.exports[at].sha256;
  }

  /// The periods that stand, without those that lie within others, from the oldest.
  std::vector<DateSpan> standing() const {
    std::vector<DateSpan> spans;
    for (std::size_t at = 0; at < log_.exports.size(); ++at)
      if (log_.stands(at)) spans.push_back(days_of(log_.exports[at]));
    std::sort(spans.begin(), spans.end(), [](const DateSpan& left, const DateSpan& right) {
      return std::tie(left.first, left.last) < std::tie(right.first, right.last);
    });
    return spans;
  }

  void add_missing() {
    DateSpan before{};
    bool any = false;
    for (const DateSpan& span : standing()) {
      if (any && span.first > before.last + Days{1}) add_gap(before, span);
      if (!any || span.last > before.last) before = span;
      any = true;
    }
  }

  void add_gap(DateSpan before, DateSpan after) {
    const Date last = after.first - Days{1};
    DateSpan piece = before;
    for (std::size_t count = 1; piece.last < last; ++count) {
      piece = next_in_cycle(piece);
      if (piece.last > last || count == most_missing) piece.last = last;
      PeriodState& state = add(piece, span_words(piece), "Missing");
      state.to_explain = true;
      state.words =
          "No export of these days was run into this workbook, though there are ones before and after. Run it, or say why there is "
          "none, with your initials.";
    }
  }

  /// Periods that came after a later one: they were missing for a while.
  void add_late() {
    for (std::size_t at = 0; at < log_.exports.size(); ++at) {
      const PeriodExport& of = log_.exports[at];
      if (before(at) != npos || of.kind == PeriodExport::Kind::held || of.kind == PeriodExport::Kind::begun) continue;
      bool earlier = false, later = false;
      std::string run;
      for (std::size_t other = 0; other < at; ++other) {
        earlier = earlier || log_.exports[other].last < of.first;
        if (log_.exports[other].first <= of.last) continue;
        if (!later) run = log_.exports[other].period;
        later = true;
      }
      if (!earlier || !later) continue;
      PeriodState& state = add(days_of(of), of.period, "Missing");
      state.of = at;
      state.words = "Came late, with " + run_words(of) + ", after " + run + " had been compared.";
    }
  }

  const PeriodLog& log_;
  std::vector<PeriodState> found_;
};

}  // namespace

std::vector<PeriodState> period_states(const PeriodLog& log) { return States{log}.all(); }

}  // namespace counterfoil::run
