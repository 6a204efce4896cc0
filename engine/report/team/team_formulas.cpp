#include "report/team_formulas.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "report/merge/table_location.hpp"
#include "report/team/formula_calls.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::report {

namespace {

using xlsx::FormulaPlace;
using xlsx::FormulaReference;

constexpr std::uint32_t rows_of_totals = 3;  // below the body, that far from each other at most

/// A heading's words in lower case.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char each : text) {
    const bool letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    if (letter)
      words.back() += each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32) : each;
    else if (!words.back().empty())
      words.emplace_back();
  }
  return words;
}

template <std::size_t count>
bool has_word(const std::vector<std::string>& words, const std::array<std::string_view, count>& wanted) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return std::find(wanted.begin(), wanted.end(), word) != wanted.end(); });
}

/// "P1-P3", "April to June", "P7 less P6": the heading is about these periods, whichever is the newest.
bool names_periods(const std::string& heading) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  for (const std::string& word : words_of(heading)) {
    const bool number = word.size() >= 2 && word.size() <= 3 && (word[0] == 'p' || word[0] == 'm') &&
                        word.find_first_not_of("0123456789", 1) == std::string::npos;
    const bool month = std::any_of(months.begin(), months.end(), [&](std::string_view each) {
      return word.starts_with(each) && (word.size() == 3 || word.size() > 4) && word.size() <= 9;
    });
    if (number || month) return true;
  }
  return false;
}

/// What a heading says of the span under it; nothing: it says nothing.
std::optional<PeriodReach> reach_by_words(const std::string& heading) {
  constexpr std::array<std::string_view, 12> fixed = {"first", "quarter", "q1", "q2",   "q3",     "q4",
                                                      "half",  "h1",      "h2", "term", "spring", "autumn"};
  constexpr std::array<std::string_view, 8> newest = {"last",   "latest",   "recent", "rolling",
                                                      "moving", "previous", "past",   "trailing"};
  constexpr std::array<std::string_view, 8> all = {"total", "ytd", "year", "cumulative", "sum", "all", "overall", "totals"};
  const std::vector<std::string> words = words_of(heading);
  if (has_word(words, fixed)) return PeriodReach::stays;
  if (has_word(words, newest)) return PeriodReach::moves;
  if (names_periods(heading) && !has_word(words, all)) return PeriodReach::stays;
  return has_word(words, all) ? std::optional{PeriodReach::grows} : std::nullopt;
}

/// A span or a single column that a formula names, by its place among the formula's references.
struct Named {
  std::size_t reference = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// "[P1]:[P3]" and "[P3]": columns of an Excel table by their headings.
struct NamedByHeading {
  std::size_t begin = 0;  // of the first heading's text
  std::size_t end = 0;    // past the last one's
  std::string first, last;
  bool span = false;
};

std::vector<NamedByHeading> named_by_heading(std::string_view expression) {
  std::vector<NamedByHeading> found;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    if (expression[at] == '"') {
      at = std::min(expression.find('"', at + 1), expression.size());
      continue;
    }
    if (expression[at] != '[') continue;
    const std::size_t end = expression.find_first_of("[]", at + 1);
    if (end == std::string_view::npos || expression[end] == '[') continue;
    std::size_t begin = at + 1;
    if (begin < end && expression[begin] == '@') ++begin;
    NamedByHeading each{begin, end, std::string{expression.substr(begin, end - begin)}, {}, false};
    each.last = each.first;
    if (expression.substr(end).starts_with("]:[")) {
      const std::size_t second = expression.find(']', end + 3);
      if (second == std::string_view::npos) break;
      each.last = std::string{expression.substr(end + 3, second - end - 3)};
      each.end = second;
      each.span = true;
    }
    at = each.end;
    found.push_back(std::move(each));
  }
  return found;
}

std::string with_columns(const std::string& expression,
                         const std::map<std::size_t, std::pair<std::uint32_t, std::uint32_t>>& columns) {
  std::size_t at = 0;
  const auto now = xlsx::rewrite_formula(xlsx::escape_formula(expression), [&](const FormulaReference& each) {
    const auto wanted = columns.find(at++);
    if (wanted == columns.end()) return std::optional<xlsx::ReferenceChange>{};
    xlsx::RangeReference area = each.area;
    area.first.column = wanted->second.first;
    area.last.column = wanted->second.second;
    return std::optional{xlsx::ReferenceChange{area}};
  });
  return now ? xlsx::decoded(*now) : expression;
}

/// What the table's periods are to formulas.
class Periods {
 public:
  Periods(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan)
      : sheet_(sheet), table_(table), plan_(plan) {
    for (const TeamColumn& period : table.periods) {
      if (period.column <= plan.like) periods_.insert(period.column);
      if (period.column < plan.like) before_ = period.column;
      if (period.column == plan.like) last_heading_ = period.heading;
      if (period.column == before_) before_heading_ = period.heading;
    }
    bottom_ = table.last_row();
    for (const std::uint32_t row : table.below)
      if (row <= bottom_ + rows_of_totals) bottom_ = row;
  }

  std::uint32_t first() const { return *periods_.begin(); }
  std::uint32_t before() const { return before_; }
  const std::string& first_heading() const { return table_.periods.front().heading; }
  const std::string& last_heading() const { return last_heading_; }
  const std::string& before_heading() const { return before_heading_; }
  /// The table's period after another one; itself for the last.
  std::uint32_t after(std::uint32_t column) const {
    const auto next = periods_.upper_bound(column);
    return next == periods_.end() ? column : *next;
  }
  std::string heading_after(const std::string& heading) const {
    for (std::size_t at = 0; at + 1 < table_.periods.size(); ++at)
      if (table_.periods[at].heading == heading) return table_.periods[at + 1].heading;
    return heading;
  }
  bool own(const FormulaPlace& place) const { return xlsx::same_sheet_name(place.sheet, table_.sheet); }
  bool under_a_period(const FormulaPlace& place) const {
    return own(place) && place.cell.row != 0 && periods_.contains(place.cell.column);
  }

  /// A sum up to its own column is that period's, however many come behind it.
  bool under_the_last(const FormulaPlace& place) const { return under_a_period(place) && place.cell.column == plan_.like; }

  bool in_block(const FormulaReference& each, const FormulaPlace& place) const {
    const bool here = each.sheet ? xlsx::same_sheet_name(*each.sheet, table_.sheet) : own(place);
    return here && !each.foreign && each.kind != xlsx::ReferenceKind::rows && each.area.first.row <= bottom_ &&
           each.area.last.row >= table_.top_row;
  }

  std::vector<Named> named(const std::vector<FormulaReference>& references, const FormulaPlace& place, bool spans) const {
    std::vector<Named> found;
    for (std::size_t at = 0; at < references.size(); ++at) {
      const xlsx::RangeReference& area = references[at].area;
      if (!in_block(references[at], place) || (area.first.column < area.last.column) != spans) continue;
      if (!spans && !periods_.contains(area.first.column)) continue;
      if (spans && (area.last.column != plan_.like || area.first.column < first())) continue;
      found.push_back({at, area.first.column, area.last.column});
    }
    return found;
  }

  /// The heading over a cell of the table's rows; beside them the words to its left.
  std::string key(const FormulaPlace& place) const {
    if (!place.name.empty()) return place.name;
    if (!own(place)) return place.sheet + "!" + xlsx::to_string(place.cell);
    const bool under_a_heading = place.cell.row >= table_.first_row() && place.cell.row <= bottom_;
    if (under_a_heading && !periods_.contains(place.cell.column))
      for (std::uint32_t row = table_.heading_row; row >= table_.top_row && row > 0; --row)
        if (std::string text = text_at(row, place.cell.column); !text.empty()) return text;
    for (std::uint32_t column = place.cell.column; column-- > 1;)
      if (std::string text = text_at(place.cell.row, column); !text.empty()) return text;
    return xlsx::to_string(place.cell);
  }

 private:
  std::string text_at(std::uint32_t row, std::uint32_t column) const {
    const auto found = sheet_.row(row);
    const xlsx::ParsedCell* cell = found ? find_cell(*found, column) : nullptr;
    const bool text =
        cell && !cell->has_formula && (cell->kind == xlsx::CellKind::text || cell->kind == xlsx::CellKind::shared_string);
    return text ? cell->value : std::string{};
  }

  xlsx::SheetEditor& sheet_;
  const TeamTable& table_;
  const TeamColumnPlan& plan_;
  std::set<std::uint32_t> periods_;
  std::uint32_t before_ = 0;
  std::uint32_t bottom_ = 0;
  std::string last_heading_, before_heading_;
};

bool reads_by_position(std::string_view expression) {
  for (const std::string_view name : {"LOOKUP(", "INDEX(", "OFFSET(", "INDIRECT("})
    if (expression.find(name) != std::string_view::npos) return true;
  return false;
}

/// One formula before anything moves.
std::optional<PeriodFormula> read_formula(const Periods& periods, const TeamColumnPlan& plan, const FormulaPlace& place,
                                          std::string_view expression) {
  if (periods.under_the_last(place) || expression.find_first_of("[:(-+") == std::string_view::npos) return std::nullopt;
  PeriodFormula formula{place, {}, std::string{expression}, PeriodFormula::About::position, PeriodReach::grows, false};
  const auto references = xlsx::find_references(expression);
  const auto spans = periods.named(references, place, true);
  const auto by_heading = named_by_heading(expression);
  const bool structured = std::any_of(by_heading.begin(), by_heading.end(),
                                      [&](const NamedByHeading& each) { return each.span && each.last == periods.last_heading(); });
  if (!spans.empty() || structured) {
    formula.about = PeriodFormula::About::span;
    formula.key = periods.key(place);
    const bool all = std::all_of(spans.begin(), spans.end(), [&](const Named& each) { return each.first == periods.first(); }) &&
                     std::all_of(by_heading.begin(), by_heading.end(), [&](const NamedByHeading& each) {
                       return !each.span || each.last != periods.last_heading() || each.first == periods.first_heading();
                     });
    const auto answer = plan.reach.find(fold_for_comparing(formula.key));
    const auto by_words = reach_by_words(formula.key);
    formula.unclear = answer == plan.reach.end() && !by_words && !all;
    formula.reach = answer != plan.reach.end() ? answer->second
                    : by_words                 ? *by_words
                    : all                      ? PeriodReach::grows
                                               : PeriodReach::stays;
    return formula;
  }
  const auto singles = periods.named(references, place, false);
  const auto names = [&](std::uint32_t column) {
    return std::any_of(singles.begin(), singles.end(), [&](const Named& each) { return each.first == column; });
  };
  const auto names_heading = [&](const std::string& heading) {
    return std::any_of(by_heading.begin(), by_heading.end(), [&](const NamedByHeading& each) { return each.first == heading; });
  };
  const bool pair = periods.before() != 0 && !periods.under_a_period(place) && (place.cell.row != 0 || !place.name.empty()) &&
                    periods.own(place) &&
                    ((names(plan.like) && names(periods.before())) ||
                     (names_heading(periods.last_heading()) && names_heading(periods.before_heading())));
  if (pair) {
    formula.key = periods.key(place);
    if (names_periods(formula.key)) return std::nullopt;  // "P7 less P6" is about these two
    formula.about = PeriodFormula::About::pair;
    formula.reach = PeriodReach::moves;
    return formula;
  }
  if (!reads_by_position(expression)) return std::nullopt;
  formula.key = periods.key(place);
  return formula;
}

/// What a formula says once the column is in.
class Rewording {
 public:
  Rewording(const Periods& periods, const TeamColumnPlan& plan, std::string heading_now)
      : periods_(periods), plan_(plan), heading_now_(std::move(heading_now)) {}

  std::string reword(const PeriodFormula& formula, const std::string& now) const {
    if (formula.about == PeriodFormula::About::position) return now;
    const auto references = xlsx::find_references(formula.expression);
    std::map<std::size_t, std::pair<std::uint32_t, std::uint32_t>> columns;
    if (formula.about == PeriodFormula::About::span) {
      for (const Named& each : periods_.named(references, formula.place, true)) {
        if (formula.reach == PeriodReach::grows) columns[each.reference] = {each.first, plan_.like + 1};
        if (formula.reach == PeriodReach::stays) columns[each.reference] = {each.first, plan_.like};
        if (formula.reach == PeriodReach::moves) columns[each.reference] = {next(each.first), plan_.like + 1};
      }
    } else {
      for (const Named& each : periods_.named(references, formula.place, false)) {
        if (each.first == plan_.like) columns[each.reference] = {plan_.like + 1, plan_.like + 1};
        if (each.first == periods_.before()) columns[each.reference] = {plan_.like, plan_.like};
      }
    }
    return by_heading(formula, with_columns(now, columns));
  }

 private:
  /// The period after one of the table's.
  std::uint32_t next(std::uint32_t column) const { return column == plan_.like ? plan_.like + 1 : periods_.after(column); }

  std::string by_heading(const PeriodFormula& formula, const std::string& expression) const {
    std::string out;
    std::size_t at = 0;
    for (const NamedByHeading& each : named_by_heading(expression)) {
      std::string wanted;
      const bool span = each.span && each.last == periods_.last_heading();
      if (formula.about == PeriodFormula::About::span && span && formula.reach == PeriodReach::grows)
        wanted = each.first + "]:[" + heading_now_;
      if (formula.about == PeriodFormula::About::span && span && formula.reach == PeriodReach::moves)
        wanted = periods_.heading_after(each.first) + "]:[" + heading_now_;
      if (formula.about == PeriodFormula::About::pair && !each.span && each.first == periods_.last_heading()) wanted = heading_now_;
      if (formula.about == PeriodFormula::About::pair && !each.span && each.first == periods_.before_heading())
        wanted = periods_.last_heading();
      if (wanted.empty()) continue;
      out += expression.substr(at, each.begin - at);
      out += wanted;
      at = each.end;
    }
    return out + expression.substr(at);
  }

  const Periods& periods_;
  const TeamColumnPlan& plan_;
  std::string heading_now_;
};

}  // namespace

std::string place_in_words(const FormulaPlace& place, const std::string& sheet) {
  if (place.cell.row == 0)
    return place.sheet.empty() ? "the name " + place.name : "the filled column \"" + place.name + "\" of a table on " + place.sheet;
  const std::string cell = xlsx::to_string(place.cell);
  return xlsx::same_sheet_name(place.sheet, sheet) ? cell : place.sheet + "!" + cell;
}

std::vector<PeriodFormula> find_period_formulas(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan) {
  std::vector<PeriodFormula> found;
  const Periods periods{sheet, table, plan};
  xlsx::rewrite_formulas(sheet, [&](const FormulaPlace& place, std::string_view expression) -> std::optional<std::string> {
    if (auto formula = read_formula(periods, plan, place, expression)) found.push_back(std::move(*formula));
    return std::nullopt;
  });
  return found;
}

void put_period_formulas(xlsx::SheetEditor& sheet, const TeamTable& before, const TeamColumnPlan& plan,
                         const std::vector<PeriodFormula>& formulas, const std::string& heading_now, TeamColumnResult& result) {
  const auto row_now = [&](std::uint32_t row) { return result.row_now(row); };
  const auto column_now = [&](std::uint32_t column) { return column + (plan.insert && column > plan.like ? 1 : 0); };
  using Key = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>;
  std::map<Key, const PeriodFormula*> by_place;
  std::uint32_t widest = 0;
  for (const PeriodFormula& formula : formulas) {
    FormulaPlace place = formula.place;
    const bool own = xlsx::same_sheet_name(place.sheet, before.sheet);
    if (own && place.cell.row != 0) place.cell = {row_now(place.cell.row), column_now(place.cell.column)};
    by_place[{place.sheet, place.cell.row, place.cell.column, place.name}] = &formula;
    if (own) widest = std::max(widest, place.cell.column);
  }
  // A new row got its formulas from the row above it.
  for (const std::uint32_t row : result.new_rows)
    for (std::uint32_t column = 1; column <= widest; ++column)
      if (const auto above = by_place.find({before.sheet, row - 1, column, {}}); above != by_place.end())
        by_place[{before.sheet, row, column, {}}] = above->second;
  const Periods periods{sheet, before, plan};
  const Rewording rewording{periods, plan, heading_now};
  std::map<std::string, std::size_t> told;  // by what is told: where
  xlsx::rewrite_formulas(sheet, [&](const FormulaPlace& place, std::string_view expression) -> std::optional<std::string> {
    const auto found = by_place.find({place.sheet, place.cell.row, place.cell.column, place.name});
    if (found == by_place.end()) return std::nullopt;
    const PeriodFormula& formula = *found->second;
    std::string now = plan.insert ? rewording.reword(formula, std::string{expression}) : std::string{expression};
    const PositionFixes fixes =
        fix_positions(formula.expression, {before.sheet, xlsx::same_sheet_name(place.sheet, before.sheet), row_now, column_now});
    now = with_fixes(now, fixes.fixes);
    const std::string words = place_in_words(place, before.sheet);
    for (const std::string& function : fixes.unclear) result.positions_unclear.push_back(words + " (" + function + ")");
    const bool by_position = !fixes.fixes.empty();
    if (by_position || formula.about != PeriodFormula::About::position) {
      const auto [at, added] = told.emplace(formula.key + (by_position ? "\n" + words : std::string{}), result.formulas.size());
      if (added) result.formulas.push_back({formula.key, words, 0, formula.expression, now, by_position});
      ++result.formulas[at->second].cells;
    }
    return now;
  });
}

}  // namespace counterfoil::report
