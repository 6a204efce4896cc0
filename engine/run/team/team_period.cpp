#include "run/team/team_period.hpp"

#include <algorithm>

#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "run/team/period_heading_written.hpp"
#include "run/team/team_understanding.hpp"
#include "table/date_text.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

namespace {

using report::TeamColumn;
using report::TeamHeading;
using table::PeriodHeading;

class Decision {
 public:
  Decision(const PeriodSearch& search, Findings& findings)
      : search_(search), table_(search.table), sheet_(search.sheet), columns_(search.columns), findings_(findings) {}

  std::optional<PeriodDecision> run() {
    if (!one_column_a_period_left_to_right() || !answer_fits()) return std::nullopt;
    const bool fits = search_.begins_at ? take_first_column() : place_among_known() || place_by_the_rightmost();
    if (!fits) return std::nullopt;
    decision_.plan.nought_for_none = writes_nought();
    return decision_;
  }

 private:
  Place place(std::uint32_t row, std::uint32_t column) const {
    return {search_.question.file_name, table_.sheet, cell_name(row, column)};
  }
  const PeriodsCompared& periods() const { return search_.question.periods; }
  const std::string* answer(std::string_view name) const {
    const auto found = search_.question.answers.find(name);
    return found == search_.question.answers.end() ? nullptr : &found->second;
  }

  bool one_column_a_period_left_to_right() {
    std::size_t rising = 0;
    std::size_t falling = 0;
    for (std::size_t at = 1; at < table_.periods.size(); ++at) {
      const auto before = period_heading(sheet_, table_, table_.periods[at - 1].column);
      const auto now = period_heading(sheet_, table_, table_.periods[at].column);
      if (!before || !now) continue;
      if (before->same_as(*now) && answer("last-period") == nullptr) {
        findings_.add(
            "team-period-twice", place(table_.heading_row, table_.periods[at].column),
            {{"first", cell_name(table_.heading_row, table_.periods[at - 1].column)}, {"heading", table_.periods[at].heading}});
        return false;
      }
      const auto one = before->order();
      const auto two = now->order();
      if (one && two) ++(*one < *two ? rising : falling);
    }
    if (falling > rising) {
      findings_.add("team-newest-first", place(table_.heading_row, table_.periods.front().column), {});
      return false;
    }
    return true;
  }

  bool answer_fits() {
    const std::string* text = answer("last-period");
    if (!text) return true;
    const std::uint32_t column = column_meant(sheet_, table_.heading_row, *text);
    const bool fits = std::any_of(table_.periods.begin(), table_.periods.end(),
                                  [&](const TeamColumn& period) { return period.column == column; });
    if (fits) return true;
    std::vector<std::string> names;
    for (const TeamColumn& period : table_.periods)
      names.push_back(xlsx::column_letters(period.column) + " \"" + period.heading + "\"");
    findings_.add("team-answer-wrong", place(table_.heading_row, table_.periods.back().column),
                  {{"answer", "\"last-period\": \"" + *text + "\""}, {"headings", list_in_words(names)}});
    return false;
  }

  /// A sheet for a new year, with nothing in it yet.
  bool take_first_column() {
    decision_.plan.like = table_.periods[*search_.begins_at].column;
    decision_.like_place = 0;
    take_standing(*search_.begins_at);
    return true;
  }

  bool asked() const { return findings_.blocking(); }

  /// By what is known of the columns' periods. False where nothing is known, or something was asked.
  bool place_among_known() {
    const auto known = [](const std::optional<std::int64_t>& place) { return place.has_value(); };
    if (std::none_of(columns_.place.begin(), columns_.place.end(), known)) return false;
    if (!columns_.sure || poor()) {
      ask_last();
      return false;
    }
    const auto before = columns_.last_before();
    const auto here = columns_.at(0);
    if (before) take_before(*before);
    if (here) {
      if (!before) {
        decision_.plan.like = table_.periods[*here].column;
        decision_.like_place = 0;
      }
      take_standing(*here);
      return true;
    }
    if (!before) {
      ask_heading(table_.heading_row, table_.periods.front().column,
                  "Its columns begin with a later period, and nothing is put before them. Add a column for it on the left.");
      return false;
    }
    return add_column(*before, span_of(*columns_.place[*before]), -*columns_.place[*before]);
  }

  /// Fewer than three in four amounts of the two periods in hand are the exports'.
  bool poor() const {
    if (columns_.told) return false;
    return std::any_of(columns_.agreement.begin(), columns_.agreement.end(), [](const auto& each) {
      return each.first <= 0 && each.first >= -1 && each.second.agreeing * 4 < each.second.comparable * 3;
    });
  }

  void take_before(std::size_t before) {
    decision_.plan.like = table_.periods[before].column;
    decision_.like_place = *columns_.place[before];
    decision_.missing = 0;
    for (std::int64_t place = decision_.like_place + 1; place < 0; ++place)
      if (!columns_.at(place)) ++decision_.missing;
    const auto found = columns_.agreement.find(decision_.like_place);
    if (found == columns_.agreement.end()) return;
    decision_.agreeing = found->second.agreeing;
    decision_.comparable = found->second.comparable;
    if (decision_.agreeing * 10 >= decision_.comparable * 9) return;
    findings_.add("team-last-period-differs", this->place(table_.heading_row, decision_.plan.like),
                  {{"heading", table_.periods[before].heading},
                   {"period", words_of(decision_.like_place)},
                   {"agreeing", std::to_string(decision_.agreeing)},
                   {"comparable", std::to_string(decision_.comparable)}});
  }

  std::string words_of(std::int64_t place) const {
    for (const KnownPeriod& period : search_.question.known.all)
      if (period.place == place) return period.words;
    return place < 0 ? "last period" : "this period";
  }

  std::optional<DateSpan> span_of(std::int64_t place) const {
    for (const KnownPeriod& period : search_.question.known.all)
      if (period.place == place) return period.span;
    if (search_.question.mark && periods().current)
      for (const report::TeamMark::Column& column : search_.question.mark->columns) {
        const DateSpan span{Date{std::chrono::days{column.first}}, Date{std::chrono::days{column.last}}};
        if (periods_between(*periods().current, span) == place) return span;
      }
    return std::nullopt;
  }

  /// The column of this period stands there: what is typed in it is compared, and stays.
  void take_standing(std::size_t at) {
    decision_.plan.column = table_.periods[at].column;
    decision_.plan.insert = false;
    decision_.again = written_before(table_.periods[at]);
    decision_.standing = compare_standing(sheet_, table_.rows, decision_.plan.column, search_.match.amounts,
                                          decision_.again ? search_.told_before : nullptr);
    for (const std::uint32_t row : decision_.standing.same)
      decision_.plan.kept[row] = sheet_.pence(row, decision_.plan.column).value_or(0);
    for (const StandingCell& cell : decision_.standing.left) decision_.plan.kept[cell.row] = cell.pence;
  }

  bool written_before(const TeamColumn& column) const {
    if (!search_.question.mark) return false;
    const report::TeamMark& mark = *search_.question.mark;
    const std::string heading = fold_for_comparing(column.heading);
    if (mark.period == periods().current_words && fold_for_comparing(mark.heading) == heading) return true;
    return std::any_of(mark.columns.begin(), mark.columns.end(), [&](const report::TeamMark::Column& each) {
      return each.written && periods().current && fold_for_comparing(each.heading) == heading &&
             each.first == periods().current->first.time_since_epoch().count();
    });
  }

  /// Nothing is known of any column's period: headings and amounts fit no export. The rightmost amounts are then last period's if
  /// they are the export's.
  bool place_by_the_rightmost() {
    if (asked()) return false;
    const auto last = columns_.last_filled();
    if (!last) {
      ask_heading(table_.heading_row, table_.periods.front().column,
                  "No column of the table holds amounts yet, so it cannot be told how the team heads a period.");
      return false;
    }
    decision_.plan.like = table_.periods[*last].column;
    for (const auto& [row, pence] : search_.match.before) {
      ++decision_.comparable;
      if (sheet_.pence(row, decision_.plan.like).value_or(0) == pence) ++decision_.agreeing;
    }
    if (decision_.agreeing * 4 < decision_.comparable * 3 && !answer("last-period")) {
      ask_last();
      return false;
    }
    return add_column(*last, periods().previous, 1);
  }

  /// A new column right of `before`, or one that was headed in advance.
  bool add_column(std::size_t before, const std::optional<DateSpan>& span, std::int64_t steps) {
    const HeadingMade made = head_period({sheet_, table_, periods(), before, span, steps, answer("heading")});
    if (!made.why_not.empty() || made.headings.empty()) {
      ask_heading(made.row, decision_.plan.like, made.why_not);
      return false;
    }
    decision_.plan.headings = made.headings;
    decision_.heading_shown = made.shown;
    decision_.plan.column = decision_.plan.like + 1;
    for (std::size_t at = before + 1; at < table_.periods.size(); ++at) {
      if (columns_.place[at] || !headed_alike(table_.periods[at])) continue;
      decision_.plan.headings.clear();
      take_standing(at);
      return true;
    }
    return nothing_unknown_right_of(before);
  }

  bool headed_alike(const TeamColumn& period) const {
    const std::string* made = nullptr;
    for (const TeamHeading& heading : decision_.plan.headings)
      if (heading.row == table_.heading_row || !made) made = &heading.text;
    if (made && fold_for_comparing(period.heading) == fold_for_comparing(*made)) return true;
    const auto theirs = period_heading(sheet_, table_, period.column);
    if (!theirs) return false;
    for (auto heading = decision_.plan.headings.rbegin(); heading != decision_.plan.headings.rend(); ++heading) {
      std::optional<PeriodHeading> ours;
      if (heading->kind == TeamHeading::Kind::text)
        ours = PeriodHeading::read(heading->text);
      else if (const auto day = table::read_date_serial(heading->text, sheet_.uses_1904()); day.outcome == table::DateOutcome::read)
        ours = PeriodHeading::of_date(Date{std::chrono::days{day.days}});
      if (ours) return theirs->same_as(*ours);
    }
    return false;
  }

  /// Columns of which nobody knows the period are neither written into nor moved apart.
  bool nothing_unknown_right_of(std::size_t before) {
    for (std::size_t at = before + 1; at < table_.periods.size(); ++at) {
      if (columns_.place[at]) continue;
      if (columns_.amounts[at] > 0) {
        search_.question.asked.push_back({"last-period",
                                          "Which column is last period's?",
                                          {{table_.periods[before].heading, table_.periods[before].heading},
                                           {table_.periods[at].heading, table_.periods[at].heading}},
                                          false});
        findings_.add("team-period-filled", place(table_.heading_row, table_.periods[at].column),
                      {{"heading", table_.periods[at].heading},
                       {"amounts", count_of(static_cast<std::int64_t>(columns_.amounts[at]), "amount")},
                       {"last", "\"" + table_.periods[before].heading + "\""},
                       {"period", periods().current_words}});
      } else {
        ask_heading(
            table_.heading_row, decision_.plan.like,
            "The columns headed in advance (" + table_.periods[at].heading + " and so on) are not headed as this period would be.");
      }
      return false;
    }
    return true;
  }

  void ask_heading(std::uint32_t row, std::uint32_t column, const std::string& why) {
    search_.question.asked.push_back(
        {"heading", "How should the new column for " + periods().current_words + " be headed?", {}, true});
    findings_.add("team-period-unclear", place(row, column), {{"why", why}, {"period", periods().current_words}});
  }

  /// More than one column could be the period before: the team says which.
  void ask_last() {
    Question question{"last-period", "Which column holds " + words_of(previous_place()) + "?", {}, false};
    std::vector<std::string> guesses;
    std::uint32_t best = table_.periods.front().column;
    std::size_t most = 0;
    for (std::size_t at = table_.periods.size(); at-- > 0;) {
      if (columns_.amounts[at] == 0) continue;
      std::size_t agreeing = 0;
      for (const auto& [row, pence] : search_.match.before)
        if (sheet_.pence(row, table_.periods[at].column).value_or(0) == pence) ++agreeing;
      const std::string figures = std::to_string(agreeing) + " of " + std::to_string(search_.match.before.size()) + " amounts";
      const std::string name = xlsx::column_letters(table_.periods[at].column) + " " + in_quotes(table_.periods[at].heading);
      question.options.push_back({table_.periods[at].heading, "Column " + name + ": " + figures + " are that period's"});
      if (agreeing * 2 >= search_.match.before.size()) guesses.push_back(name + " (" + figures + ")");
      if (agreeing > most) best = table_.periods[at].column;
      most = std::max(most, agreeing);
    }
    search_.question.asked.push_back(std::move(question));
    std::string heading;
    for (const TeamColumn& period : table_.periods)
      if (period.column == best) heading = period.heading;
    findings_.add("team-last-period-unclear", place(table_.heading_row, best),
                  {{"period", words_of(previous_place())},
                   {"guesses", guesses.empty() ? "none of them is near its amounts" : list_in_words(guesses)},
                   {"heading", heading}});
  }

  std::int64_t previous_place() const {
    std::int64_t place = -1;
    if (periods().previous && periods().current) place = periods_between(*periods().current, *periods().previous);
    return place;
  }

  /// What the team does for somebody who was not paid: 0, or nothing.
  bool writes_nought() const {
    std::size_t noughts = 0;
    std::size_t blanks = 0;
    for (const TeamColumn& period : table_.periods)
      for (const std::uint32_t row : table_.rows) {
        if (period.column > decision_.plan.like) continue;
        const auto amount = sheet_.pence(row, period.column);
        if (!amount)
          ++blanks;
        else if (*amount == 0)
          ++noughts;
      }
    return noughts > blanks;
  }

  const PeriodSearch& search_;
  const report::TeamTable& table_;
  const TeamSheet& sheet_;
  const ColumnPeriods& columns_;
  Findings& findings_;
  PeriodDecision decision_;
};

}  // namespace

std::optional<PeriodDecision> decide_period(const PeriodSearch& search, Findings& findings) {
  return Decision{search, findings}.run();
}

bool is_full(const TeamSheet& sheet, const report::TeamTable& table, const ColumnPeriods& columns, const PeriodsCompared& periods) {
  const auto last = columns.last_before();
  if (!last || columns.at(0)) return false;
  const auto heading = period_heading(sheet, table, table.periods[*last].column);
  if (heading && !heading->has_dates() && heading->number())
    return !number_after(sheet, table, periods, *heading->number(), -*columns.place[*last]);
  const auto filled =
      std::count_if(columns.amounts.begin(), columns.amounts.end(), [](std::size_t amounts) { return amounts > 0; });
  return filled >= periods_in_a_year(periods);
}

}  // namespace counterfoil::run
