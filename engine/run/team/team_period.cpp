#include "run/team/team_period.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "run/team/team_understanding.hpp"
#include "table/date_text.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

namespace {

using report::TeamColumn;
using report::TeamHeading;
using table::PeriodHeading;

constexpr std::int64_t longest_four_weeks = 29;  // days; a longer period is a month, of which there are twelve

class Decision {
 public:
  Decision(const PeriodSearch& search, Findings& findings)
      : search_(search), table_(search.table), sheet_(search.sheet), findings_(findings) {}

  std::optional<PeriodDecision> run() {
    if (!one_column_a_period_left_to_right()) return std::nullopt;
    if (written_before()) return decision_;
    if (!find_last()) return std::nullopt;
    if (!head_this_period()) return std::nullopt;
    find_column();
    if (!nothing_typed_there()) return std::nullopt;
    decision_.plan.nought_for_none = writes_nought();
    return decision_;
  }

 private:
  Place place(std::uint32_t row, std::uint32_t column) const {
    return {search_.question.file_name, table_.sheet, cell_name(row, column)};
  }
  const PeriodsCompared& periods() const { return search_.question.periods; }
  const TeamColumn& last() const { return table_.periods[last_]; }
  const std::string* answer(std::string_view name) const {
    const auto found = search_.question.answers.find(name);
    return found == search_.question.answers.end() ? nullptr : &found->second;
  }

  std::size_t filled(std::uint32_t column) const {
    return static_cast<std::size_t>(std::count_if(table_.rows.begin(), table_.rows.end(),
                                                  [&](std::uint32_t row) { return sheet_.pence(row, column).has_value(); }));
  }

  /// The heading cell that names the period of a column, the lowest one.
  std::optional<PeriodHeading> heading_of(std::uint32_t column) const {
    for (std::uint32_t row = table_.heading_row; row >= table_.top_row && row > 0; --row)
      if (auto heading = sheet_.period(row, column)) return heading;
    return std::nullopt;
  }

  bool one_column_a_period_left_to_right() {
    std::size_t rising = 0;
    std::size_t falling = 0;
    for (std::size_t at = 1; at < table_.periods.size(); ++at) {
      const auto before = heading_of(table_.periods[at - 1].column);
      const auto now = heading_of(table_.periods[at].column);
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

  /// The same period again: the column that an earlier run wrote is written anew.
  bool written_before() {
    const auto& mark = search_.question.mark;
    if (!mark || mark->period != periods().current_words || mark->heading.empty()) return false;
    for (std::size_t at = 0; at < table_.periods.size(); ++at) {
      if (fold_for_comparing(table_.periods[at].heading) != fold_for_comparing(mark->heading)) continue;
      last_ = at == 0 ? 0 : at - 1;
      decision_.again = true;
      decision_.plan.insert = false;
      decision_.plan.column = table_.periods[at].column;
      take_last();
      decision_.plan.nought_for_none = writes_nought();
      return true;
    }
    return false;
  }

  void take_last() {
    decision_.plan.like = last().column;
    const Agreement agreement = agreement_of(sheet_, search_.match, last().column);
    decision_.agreeing = agreement.agreeing;
    decision_.comparable = agreement.comparable;
  }

  bool find_last() {
    if (const std::string* text = answer("last-period")) {
      const std::uint32_t column = column_meant(sheet_, table_.heading_row, *text);
      for (std::size_t at = 0; at < table_.periods.size(); ++at)
        if (table_.periods[at].column == column) {
          last_ = at;
          take_last();
          return true;
        }
      findings_.add("team-answer-wrong", place(table_.heading_row, table_.periods.back().column),
                    {{"answer", "\"last-period\": \"" + *text + "\""}, {"headings", headings_in_words()}});
      return false;
    }
    std::optional<std::size_t> rightmost, agreeing, named;
    for (std::size_t at = 0; at < table_.periods.size(); ++at) {
      const std::uint32_t column = table_.periods[at].column;
      if (filled(column) == 0) continue;
      rightmost = at;
      const Agreement agreement = agreement_of(sheet_, search_.match, column);
      if (agreement.agreeing * 2 > agreement.comparable) agreeing = at;
      const auto heading = heading_of(column);
      if (heading && periods().previous) {
        const auto tie = heading->tie_to(*periods().previous).tie;
        if (tie != PeriodHeading::Tie::none && tie != PeriodHeading::Tie::number) named = at;
      }
    }
    if (!rightmost) {
      findings_.add("team-period-unclear", place(table_.heading_row, table_.periods.front().column),
                    {{"why", "No column of the table holds amounts yet, so it cannot be told how the team heads a period."},
                     {"period", periods().current_words}});
      return false;
    }
    last_ = agreeing ? *agreeing : named ? *named : *rightmost;
    take_last();
    if (!agreeing)
      findings_.add("team-last-period-differs", place(table_.heading_row, last().column),
                    {{"heading", last().heading},
                     {"agreeing", std::to_string(decision_.agreeing)},
                     {"comparable", std::to_string(decision_.comparable)}});
    return true;
  }

  std::string headings_in_words() const {
    std::vector<std::string> names;
    for (const TeamColumn& period : table_.periods)
      names.push_back(xlsx::column_letters(period.column) + " \"" + period.heading + "\"");
    return list_in_words(names);
  }

  /// Each heading row of last period's column, moved on to this period.
  bool head_this_period() {
    bool named = false;
    for (std::uint32_t row = table_.top_row; row <= table_.heading_row; ++row) {
      const xlsx::ParsedCell* cell = sheet_.cell(row, last().column);
      if (!cell || (!cell->has_value && !cell->has_formula)) continue;
      const auto heading = sheet_.period(row, last().column);
      if (!heading) {
        if (!merged_across(row) && !cell->has_formula && !cell->value.empty())
          decision_.plan.headings.push_back({row, TeamHeading::Kind::text, cell->value});
        continue;
      }
      const std::string* given = row == table_.heading_row ? answer("heading") : nullptr;
      auto made = given ? std::optional{TeamHeading{row, TeamHeading::Kind::text, *given}} : moved_on(row, *cell, *heading);
      if (!made) return false;
      decision_.plan.headings.push_back(std::move(*made));
      named = true;
    }
    return named;
  }

  bool merged_across(std::uint32_t row) const {
    const auto& merged = sheet_.editor().facts().merged;
    return std::any_of(merged.begin(), merged.end(), [&](const xlsx::RangeReference& range) {
      return range.first.row <= row && row <= range.last.row && range.first.column < range.last.column &&
             range.first.column <= last().column && last().column <= range.last.column;
    });
  }

  std::optional<TeamHeading> moved_on(std::uint32_t row, const xlsx::ParsedCell& cell, const PeriodHeading& heading) {
    PeriodHeading::Tied tied;
    if (periods().previous)
      tied = heading.tie_to(*periods().previous);
    else if (heading.number() && heading.order() == heading.number())
      tied.tie = PeriodHeading::Tie::number;
    if (tied.tie == PeriodHeading::Tie::none) {
      ask_heading(row, "The heading does not name last period" +
                           (periods().previous
                                ? ", " + format_date(periods().previous->first) + " to " + format_date(periods().previous->last)
                                : std::string{}) +
                           ".");
      return std::nullopt;
    }
    if (sheet_.date(cell)) {
      const auto day = periods().current ? PeriodHeading::day_for(*periods().current, tied) : std::nullopt;
      if (!day) return std::nullopt;
      if (row == table_.heading_row) decision_.heading_shown = format_date(*day);
      const bool formula = cell.has_formula;
      const std::string serial = std::to_string(serial_of(*day));
      return TeamHeading{row,
                         formula && serial_of(*day) - serial_of(*sheet_.date(cell)) == step_of_formula(row)
                             ? TeamHeading::Kind::formula
                             : TeamHeading::Kind::number,
                         serial};
    }
    if (heading.number() && turns_over(*heading.number())) {
      ask_heading(row, "After the last number of a year the next one is not clear.");
      return std::nullopt;
    }
    auto text = heading.write_for(periods().current.value_or(DateSpan{}), tied);
    if (!text) {
      ask_heading(row, "The heading cannot be moved on.");
      return std::nullopt;
    }
    for (const TeamColumn& period : table_.periods)
      if (period.column <= last().column && fold_for_comparing(period.heading) == fold_for_comparing(*text)) {
        ask_heading(row, "The next heading would be \"" + *text + "\", which is there already.");
        return std::nullopt;
      }
    return TeamHeading{row, TeamHeading::Kind::text, std::move(*text)};
  }

  std::int64_t serial_of(Date day) const {
    constexpr std::int64_t epoch = 25'569;  // 1970-01-01 counted from 1900
    constexpr std::int64_t from_1904 = 1'462;
    return day.time_since_epoch().count() + epoch - (sheet_.uses_1904() ? from_1904 : 0);
  }

  /// Days between the last two headings; a formula that adds them goes on.
  std::int64_t step_of_formula(std::uint32_t row) const {
    if (last_ == 0) return -1;
    const xlsx::ParsedCell* one = sheet_.cell(row, table_.periods[last_ - 1].column);
    const xlsx::ParsedCell* two = sheet_.cell(row, last().column);
    const auto from = one ? sheet_.date(*one) : std::nullopt;
    const auto to = two ? sheet_.date(*two) : std::nullopt;
    return from && to ? (*to - *from).count() : -1;
  }

  /// Thirteen periods of four weeks, or twelve months, are a year.
  bool turns_over(std::int64_t number) const {
    const bool weeks = periods().current && periods().current->days() < 14;
    if (weeks) return number >= 52;
    const bool months = periods().current && periods().current->days() > longest_four_weeks;
    return number == (months ? 12 : 13);
  }

  void ask_heading(std::uint32_t row, const std::string& why) {
    search_.question.asked.push_back(
        {"heading", "How should the new column for " + periods().current_words + " be headed?", {}, true});
    findings_.add("team-period-unclear", place(row, last().column), {{"why", why}, {"period", periods().current_words}});
  }

  /// A column that the team headed in advance is filled; else a new one comes right of last period's.
  void find_column() {
    const std::string* made = nullptr;
    for (const TeamHeading& heading : decision_.plan.headings)
      if (heading.row == table_.heading_row || !made) made = &heading.text;
    decision_.plan.column = last().column + 1;
    for (std::size_t at = last_ + 1; at < table_.periods.size(); ++at) {
      const TeamColumn& period = table_.periods[at];
      const auto heading = heading_of(period.column);
      const auto ours = made_heading();
      const bool same = (heading && ours && heading->same_as(*ours)) ||
                        fold_for_comparing(period.heading) == fold_for_comparing(made ? *made : "");
      if (!same) continue;
      decision_.plan.column = period.column;
      decision_.plan.insert = false;
      decision_.plan.headings.clear();
      return;
    }
  }

  std::optional<PeriodHeading> made_heading() const {
    for (auto heading = decision_.plan.headings.rbegin(); heading != decision_.plan.headings.rend(); ++heading) {
      if (heading->kind != TeamHeading::Kind::text) {
        const auto day = table::read_date_serial(heading->text, sheet_.uses_1904());
        return PeriodHeading::of_date(Date{std::chrono::days{day.days}});
      }
      if (auto read = PeriodHeading::read(heading->text)) return read;
    }
    return std::nullopt;
  }

  /// Amounts that stand in later columns already were typed by somebody: nothing is written over or between them.
  bool nothing_typed_there() {
    for (std::size_t at = last_ + 1; at < table_.periods.size(); ++at) {
      const std::size_t amounts = filled(table_.periods[at].column);
      if (amounts == 0) continue;
      search_.question.asked.push_back(
          {"last-period",
           "Which column is last period's?",
           {{last().heading, last().heading}, {table_.periods[at].heading, table_.periods[at].heading}},
           false});
      findings_.add("team-period-filled", place(table_.heading_row, table_.periods[at].column),
                    {{"heading", table_.periods[at].heading},
                     {"amounts", count_of(static_cast<std::int64_t>(amounts), "amount")},
                     {"last", "\"" + last().heading + "\""},
                     {"period", periods().current_words}});
      return false;
    }
    if (decision_.plan.insert && last_ + 1 < table_.periods.size()) {
      ask_heading(table_.heading_row, "The columns headed in advance (" + table_.periods[last_ + 1].heading +
                                          " and so on) are not headed as this period would be.");
      return false;
    }
    return true;
  }

  /// What the team does for somebody who was not paid: 0, or nothing.
  bool writes_nought() const {
    std::size_t noughts = 0;
    std::size_t blanks = 0;
    for (std::size_t at = 0; at <= last_; ++at)
      for (const std::uint32_t row : table_.rows) {
        const auto amount = sheet_.pence(row, table_.periods[at].column);
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
  Findings& findings_;
  std::size_t last_ = 0;  // of the table's periods
  PeriodDecision decision_;
};

}  // namespace

Agreement agreement_of(const TeamSheet& sheet, const report::TeamRowMatch& match, std::uint32_t column) {
  Agreement agreement;
  for (const auto& [row, pence] : match.before) {
    ++agreement.comparable;
    if (sheet.pence(row, column).value_or(0) == pence) ++agreement.agreeing;
  }
  return agreement;
}

std::optional<PeriodDecision> decide_period(const PeriodSearch& search, Findings& findings) {
  return Decision{search, findings}.run();
}

}  // namespace counterfoil::run
