#include "report/team_column.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge/table_location.hpp"
#include "report/team/column_totals.hpp"
#include "report/team/team_new_rows.hpp"
#include "report/team_formulas.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::report {

namespace {

// What a figure that moved looks like: amber, as on our own sheets. A conditional format, so the team's own colours stay
// underneath.
constexpr std::string_view moved_look =
    "<dxf><font><b/><color rgb=\"FF7A4B00\"/></font><fill><patternFill patternType=\"solid\"><bgColor "
    "rgb=\"FFFFEB9C\"/></patternFill></fill></dxf>";

class ColumnWriter {
 public:
  ColumnWriter(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan, const std::vector<PaidLine>& lines,
               const TeamRowMatch& match)
      : sheet_(sheet), table_(table), plan_(plan), lines_(lines), match_(match) {}

  TeamColumnResult run() {
    const TeamTable before = table_;
    const TeamColumnPlan plan = plan_;
    const std::vector<PeriodFormula> formulas =
        plan_.insert || !match_.new_lines.empty() ? find_period_formulas(sheet_, before, plan) : std::vector<PeriodFormula>{};
    const auto added = add_team_rows(sheet_, table_, plan_, lines_, match_.new_lines);
    for (const NewTeamRow& row : added) result_.new_rows.push_back(row.row);
    follow_rows();
    for (const NewTeamRow& row : added) amounts_[row.row] = lines_[row.line].current.value_or(0);
    if (plan_.insert) {
      sheet_.insert_columns(plan_.column, 1, plan_.like);
      result_.widened = xlsx::take_in_next_column(sheet_, plan_.like, {first_heading_row(), last_row(), last_total_row()});
    }
    put_period_formulas(sheet_, before, plan, formulas, plan_.headings.empty() ? std::string{} : plan_.headings.back().text,
                        result_);
    forget_what_stays(before, formulas);
    learn_style();
    write_cells();
    if (plan_.like != plan_.column) highlight_what_moved();
    look_for_single_periods();
    return std::move(result_);
  }

 private:
  std::uint32_t last_row() const { return table_.last_row(); }

  /// What was widened with the rest, and then got back the span that it means.
  void forget_what_stays(const TeamTable& before, const std::vector<PeriodFormula>& formulas) {
    for (const PeriodFormula& formula : formulas) {
      if (formula.about != PeriodFormula::About::span || formula.reach != PeriodReach::stays) continue;
      const std::string words = place_in_words(formula.place, {});
      std::erase(result_.widened, words);
      std::erase(result_.widened, place_in_words(formula.place, before.sheet));
    }
  }

  /// All that was said of rows, when new ones stand between them.
  void follow_rows() {
    for (const auto& [row, pence] : match_.amounts) amounts_[result_.row_now(row)] = pence;
    for (std::uint32_t& row : table_.rows) row = result_.row_now(row);
    for (std::uint32_t& row : table_.below) row = result_.row_now(row);
    std::map<std::uint32_t, std::int64_t> kept;
    for (const auto& [row, pence] : plan_.kept) kept[result_.row_now(row)] = pence;
    plan_.kept = std::move(kept);
    table_.rows.insert(table_.rows.end(), result_.new_rows.begin(), result_.new_rows.end());
    std::sort(table_.rows.begin(), table_.rows.end());
  }

  /// Amounts that are not what they were the period before, and nothing but amounts: totals between them have their own look.
  void highlight_what_moved() {
    for (std::size_t at = 0; at < table_.rows.size();) {
      std::size_t end = at;
      while (end + 1 < table_.rows.size() && table_.rows[end + 1] == table_.rows[end] + 1) ++end;
      const xlsx::CellReference first{table_.rows[at], plan_.column};
      xlsx::highlight(sheet_, {first, {table_.rows[end], plan_.column}},
                      "N(" + xlsx::to_string(first) + ")<>N(" + xlsx::to_string(xlsx::CellReference{first.row, plan_.like}) + ")",
                      moved_look);
      at = end + 1;
    }
  }

  /// A heading that is merged over the periods ("2025/26") stands right above theirs, and belongs to them.
  std::uint32_t first_heading_row() const {
    std::uint32_t top = table_.top_row;
    const auto over_the_periods = [&](const xlsx::RangeReference& merged) {
      return merged.last.row + 1 == top && merged.last.column == plan_.like && merged.first.column >= table_.periods.front().column;
    };
    const std::vector<xlsx::RangeReference>& merged = sheet_.facts().merged;
    for (auto found = merged.begin(); found != merged.end();) {
      found = std::find_if(merged.begin(), merged.end(), over_the_periods);
      if (found != merged.end()) top = found->first.row;
    }
    return top;
  }

  /// Rows under the body are the table's totals as long as they stand close below and do not begin a table of their own: the cell
  /// under the amounts holds no words.
  std::uint32_t last_total_row() const {
    std::uint32_t last = last_row();
    for (const std::uint32_t number : table_.below) {
      const auto row = sheet_.row(number);
      const xlsx::ParsedCell* amount = row ? find_cell(*row, plan_.like) : nullptr;
      const bool words = amount && (amount->kind == xlsx::CellKind::text || amount->kind == xlsx::CellKind::shared_string) &&
                         !amount->has_formula && !amount->value.empty();
      if (number > last + 2 || words) break;
      last = number;
    }
    return last;
  }

  /// The style that most amounts of last period have: one cell that somebody coloured is not the team's style.
  void learn_style() {
    for (const std::uint32_t number : table_.rows)
      if (const auto row = sheet_.row(number))
        if (const xlsx::ParsedCell* cell = find_cell(*row, plan_.like)) ++styles_[cell->style];
    for (const auto& [style, times] : styles_)
      if (times > styles_[usual_] || !styles_.contains(usual_)) usual_ = style;
    for (const TeamColumn& period : table_.periods)
      if (period.column < plan_.like) before_ = period.column;
  }

  /// A row's own look (every second row shaded) is the same in both periods before; a look of last period alone is somebody's mark.
  std::uint32_t style_for(const xlsx::ParsedRow& row) const {
    const xlsx::ParsedCell* like = find_cell(row, plan_.like);
    if (!plan_.insert)
      if (const xlsx::ParsedCell* own = find_cell(row, plan_.column)) return own->style;
    if (!like) return usual_;
    const xlsx::ParsedCell* before = before_ ? find_cell(row, before_) : nullptr;
    if (like->style == usual_ || (before && before->style == like->style)) return like->style;
    // Under somebody's mark the row looks as it did the period before, if that is a look of the table's.
    const std::uint32_t own = before ? before->style : like->style;
    const auto times = styles_.find(own);
    return times != styles_.end() && times->second * 5 >= table_.rows.size() ? own : usual_;
  }

  void write_cells() {
    std::map<std::uint32_t, const TeamHeading*> headings;
    for (const TeamHeading& heading : plan_.headings) headings[heading.row] = &heading;
    std::set<std::uint32_t> body(table_.rows.begin(), table_.rows.end());
    for (const std::uint32_t row : body) result_.pence += amount(row).value_or(0);
    const std::map<std::uint32_t, TotalCell> totals = totals_to_write(body);

    std::string xml;
    xlsx::RowBuilder builder{xml, sheet_.prefix()};
    for (const std::uint32_t number : sheet_.row_numbers()) {
      const auto row = sheet_.row(number);
      const auto total = totals.find(number);
      if (!row || plan_.kept.contains(number)) continue;
      if (!headings.contains(number) && !body.contains(number) && (total == totals.end() || total->second.stands)) continue;
      builder.begin_row(number);
      if (headings.contains(number))
        put_heading(builder, *row, *headings.at(number));
      else if (body.contains(number))
        put_amount(builder, *row);
      else
        put_total(builder, total->second);
      builder.end_row();
    }
    sheet_.put_cells(std::move(xml));
  }

  void put_heading(xlsx::RowBuilder& builder, const xlsx::ParsedRow& row, const TeamHeading& heading) {
    const xlsx::ParsedCell* like = find_cell(row, plan_.like);
    const std::uint32_t style = like ? like->style : 0;
    switch (heading.kind) {
      case TeamHeading::Kind::text: builder.text(plan_.column, style, heading.text); break;
      case TeamHeading::Kind::number: builder.number(plan_.column, style, heading.text); break;
      case TeamHeading::Kind::formula: builder.formula_number(plan_.column, style, moved_right(*like), heading.text); break;
    }
  }

  std::optional<std::int64_t> amount(std::uint32_t row) const {
    if (const auto kept = plan_.kept.find(row); kept != plan_.kept.end()) return kept->second;
    const auto found = amounts_.find(row);
    if (found != amounts_.end()) return found->second;
    return plan_.nought_for_none ? std::optional<std::int64_t>{0} : std::nullopt;
  }

  void put_amount(xlsx::RowBuilder& builder, const xlsx::ParsedRow& row) {
    const std::uint32_t style = style_for(row);
    if (const auto pence = amount(row.row)) {
      builder.pence(plan_.column, style, *pence);
      ++result_.cells;
    } else {
      builder.blank(plan_.column, style);
    }
  }

  /// The formula under last period's column for this one: also where it names its own column with a '$'.
  std::string moved_right(const xlsx::ParsedCell& like) const {
    std::string stored = xlsx::shift_relative(like.formula, 0, std::int64_t{plan_.column} - plan_.like);
    const auto own_column = [&](const xlsx::FormulaReference& each) -> std::optional<xlsx::ReferenceChange> {
      const bool own = !each.foreign && each.kind != xlsx::ReferenceKind::rows && each.area.first.column == plan_.like &&
                       each.area.last.column == plan_.like && each.first_column_fixed && each.last_column_fixed;
      if (!own) return std::nullopt;
      return xlsx::ReferenceChange{xlsx::RangeReference{{each.area.first.row, plan_.column}, {each.area.last.row, plan_.column}}};
    };
    stored = xlsx::rewrite_formula(stored, own_column).value_or(stored);
    std::string formula = xlsx::decoded(stored);
    // A column of an Excel table is named by its heading: Table1[P7] becomes Table1[P8].
    if (plan_.headings.empty()) return formula;
    std::string was;
    for (const TeamColumn& period : table_.periods)
      if (period.column == plan_.like) was = "[" + period.heading + "]";
    const std::string now = "[" + plan_.headings.back().text + "]";
    for (std::size_t at = formula.find(was); at != std::string::npos && was.size() > 2; at = formula.find(was, at + now.size()))
      formula.replace(at, was.size(), now);
    return formula;
  }

  /// A cell of the new column under or between the amounts.
  struct TotalCell {
    std::uint32_t style = 0;
    std::string formula;                // empty: a number
    std::optional<std::int64_t> pence;  // what it comes to, where that could be worked out
    bool stands = false;                // it was there already and stays
  };

  /// Totals and subtotals under last period's amounts are there for this period too; each is worked out.
  std::map<std::uint32_t, TotalCell> totals_to_write(const std::set<std::uint32_t>& body) {
    std::map<std::uint32_t, TotalCell> totals;
    ColumnCells cells;
    cells.column = plan_.column;
    for (const std::uint32_t row : body) cells.people[row] = amount(row).value_or(0);
    for (const std::uint32_t number : sheet_.row_numbers()) {
      const auto row = sheet_.row(number);
      if (!row || number <= table_.heading_row || body.contains(number)) continue;
      if (auto total = total_of_row(*row)) {
        if (!total->formula.empty()) cells.formulas[number] = total->formula;
        if (total->formula.empty() && total->pence) cells.typed[number] = *total->pence;
        totals[number] = std::move(*total);
      }
    }
    for (auto& [number, total] : totals) {
      if (total.formula.empty()) continue;
      const auto comes_to = column_total(cells, number);
      const std::string cell = xlsx::to_string(xlsx::CellReference{number, plan_.column});
      if (!comes_to) {
        result_.totals_unknown.push_back(cell);
        continue;
      }
      total.pence = comes_to->pence;
      const bool whole = std::all_of(cells.people.begin(), cells.people.end(),
                                     [&](const auto& each) { return each.second == 0 || comes_to->rows.contains(each.first); });
      result_.totals.push_back({cell, comes_to->pence, whole});
      rows_in_total_[cell] = comes_to->rows.size();
    }
    tell_a_short_total();
    return totals;
  }

  /// The total that takes in most rows should take in all.
  void tell_a_short_total() {
    const TeamColumnResult::Total* most = nullptr;
    for (const TeamColumnResult::Total& total : result_.totals)
      if (!most || rows_in_total_[total.cell] > rows_in_total_[most->cell] ||
          (rows_in_total_[total.cell] == rows_in_total_[most->cell] && total.whole && !most->whole))
        most = &total;
    if (most && !most->whole && rows_in_total_[most->cell] * 2 >= table_.rows.size()) result_.totals_short.push_back(most->cell);
  }

  std::optional<TotalCell> total_of_row(const xlsx::ParsedRow& row) {
    const xlsx::ParsedCell* own = plan_.insert ? nullptr : find_cell(row, plan_.column);
    if (own && own->has_formula) return TotalCell{own->style, xlsx::decoded(own->formula), std::nullopt, true};
    const xlsx::ParsedCell* like = find_cell(row, plan_.like);
    if (!like || plan_.like == plan_.column) return std::nullopt;
    if (!like->has_formula) return typed_total(row, *like);
    const auto references = xlsx::find_references(like->formula);
    const bool of_the_column = std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
      return !each.sheet && each.area.first.column <= plan_.like && each.area.last.column >= plan_.like;
    });
    if (!of_the_column && like->formula.find('[') == std::string_view::npos) return std::nullopt;
    return TotalCell{like->style, moved_right(*like), std::nullopt, false};
  }

  void put_total(xlsx::RowBuilder& builder, const TotalCell& total) {
    std::string digits;
    if (total.pence) append_pence_digits(digits, *total.pence);
    if (total.formula.empty())
      builder.pence(plan_.column, total.style, *total.pence);
    else
      builder.formula_number(plan_.column, total.style, total.formula, digits);
  }

  /// A total that somebody works out and types is worked out and written, if last period's is what its amounts come to.
  std::optional<TotalCell> typed_total(const xlsx::ParsedRow& row, const xlsx::ParsedCell& like) {
    const auto typed = canonical_number(canonical(like, ColumnKind::pence, false));
    std::int64_t held = 0;
    for (const std::uint32_t number : table_.rows)
      if (const auto each = sheet_.row(number))
        if (const xlsx::ParsedCell* cell = find_cell(*each, plan_.like))
          held += canonical_number(canonical(*cell, ColumnKind::pence, false)).value_or(0);
    if (like.kind != xlsx::CellKind::number || !typed || held == 0) return std::nullopt;
    if (*typed == held) return TotalCell{like.style, {}, result_.pence, false};
    const bool near = std::abs(*typed - held) * 10 <= std::abs(held);
    if (near || says_total(row))
      result_.typed_totals.push_back({xlsx::to_string(xlsx::CellReference{row.row, plan_.like}), *typed, held});
    return std::nullopt;
  }

  static bool says_total(const xlsx::ParsedRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const xlsx::ParsedCell& cell) {
      return (cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string) &&
             fold_for_comparing(cell.value).find("total") != std::string::npos;
    });
  }

  /// "=M5-L5" is about two periods by name: it goes on saying the same.
  void look_for_single_periods() {
    const auto row = sheet_.row(table_.first_row());
    if (!row) return;
    for (const xlsx::ParsedCell& cell : row->cells) {
      if (!cell.has_formula || cell.column <= plan_.column) continue;
      // A change that was moved on names the new period too.
      const auto references = xlsx::find_references(cell.formula);
      const bool single = std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
        return !each.sheet && each.kind == xlsx::ReferenceKind::cell && each.area.first.column == plan_.like &&
               each.area.first.row == row->row;
      });
      const bool newest = std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
        return !each.sheet && each.area.first.column == plan_.column && each.area.last.column == plan_.column;
      });
      if (single && !newest) result_.formulas_left.push_back(xlsx::to_string(xlsx::CellReference{row->row, cell.column}));
    }
  }

  xlsx::SheetEditor& sheet_;
  TeamTable table_;      // its rows as they stand, the new ones among them
  TeamColumnPlan plan_;  // likewise
  const std::vector<PaidLine>& lines_;
  const TeamRowMatch& match_;
  std::map<std::string, std::size_t> rows_in_total_;  // by a total's cell: of people
  TeamColumnResult result_;
  std::map<std::uint32_t, std::int64_t> amounts_;
  std::map<std::uint32_t, std::size_t> styles_;
  std::uint32_t usual_ = 0;
  std::uint32_t before_ = 0;  // the period before last; 0: none
};

}  // namespace

std::uint32_t TeamColumnResult::row_now(std::uint32_t before) const {
  for (const std::uint32_t row : new_rows)
    if (row <= before) ++before;
  return before;
}

TeamColumnResult write_team_column(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                   const std::vector<PaidLine>& lines, const TeamRowMatch& match) {
  return ColumnWriter{sheet, table, plan, lines, match}.run();
}

}  // namespace counterfoil::report
