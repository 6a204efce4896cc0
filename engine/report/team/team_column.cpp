#include "report/team_column.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/merge/table_location.hpp"
#include "report/team/team_new_rows.hpp"
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
    amounts_ = match_.amounts;
    result_.new_rows = add_team_rows(sheet_, table_, plan_, lines_, match_.new_lines);
    for (std::size_t at = 0; at < result_.new_rows.size(); ++at)
      amounts_[result_.new_rows[at]] = lines_[match_.new_lines[at]].current.value_or(0);
    if (plan_.insert) {
      sheet_.insert_columns(plan_.column, 1, plan_.like);
      result_.widened = xlsx::take_in_next_column(sheet_, plan_.like, {first_heading_row(), last_row(), last_total_row()});
    }
    learn_style();
    write_cells();
    const xlsx::CellReference first{table_.first_row(), plan_.column};
    xlsx::highlight(sheet_, {first, {last_row(), plan_.column}},
                    "N(" + xlsx::to_string(first) + ")<>N(" + xlsx::to_string(xlsx::CellReference{first.row, plan_.like}) + ")",
                    moved_look);
    look_for_single_periods();
    return std::move(result_);
  }

 private:
  std::uint32_t last_row() const { return result_.new_rows.empty() ? table_.last_row() : result_.new_rows.back(); }
  std::uint32_t added() const { return static_cast<std::uint32_t>(result_.new_rows.size()); }

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
    for (const std::uint32_t below : table_.below) {
      const std::uint32_t number = below + added();
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
    body.insert(result_.new_rows.begin(), result_.new_rows.end());
    std::set<std::uint32_t> others;
    for (const std::uint32_t row : sheet_.row_numbers())
      if (row > table_.heading_row && !body.contains(row)) others.insert(row);
    for (const std::uint32_t row : body) result_.pence += amount(row).value_or(0);

    std::string xml;
    xlsx::RowBuilder builder{xml, sheet_.prefix()};
    for (const std::uint32_t number : sheet_.row_numbers()) {
      const auto row = sheet_.row(number);
      if (!row) continue;
      std::string cell;
      if (headings.contains(number)) {
        const TeamHeading& heading = *headings.at(number);
        builder.begin_row(number);
        put_heading(builder, *row, heading);
        builder.end_row();
      } else if (body.contains(number)) {
        builder.begin_row(number);
        put_amount(builder, *row);
        builder.end_row();
      } else if (others.contains(number)) {
        put_total(builder, *row);
      }
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

  std::string moved_right(const xlsx::ParsedCell& like) const {
    std::string formula = xlsx::decoded(xlsx::shift_relative(like.formula, 0, std::int64_t{plan_.column} - plan_.like));
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

  /// Totals and subtotals under last period's amounts are there for this period too.
  void put_total(xlsx::RowBuilder& builder, const xlsx::ParsedRow& row) {
    const xlsx::ParsedCell* like = find_cell(row, plan_.like);
    if (!like || (!plan_.insert && find_cell(row, plan_.column) && find_cell(row, plan_.column)->has_formula)) return;
    if (!like->has_formula) return put_typed_total(builder, row, *like);
    const auto references = xlsx::find_references(like->formula);
    const bool of_the_column = std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
      return !each.sheet && each.area.first.column <= plan_.like && each.area.last.column >= plan_.like;
    });
    if (!of_the_column && like->formula.find('[') == std::string_view::npos) return;
    const std::string formula = moved_right(*like);
    const auto total = total_of(formula, row.row);
    builder.begin_row(row.row);
    std::string digits;
    if (total) append_pence_digits(digits, *total);
    builder.formula_number(plan_.column, like->style, formula, digits);
    builder.end_row();
  }

  /// A total that somebody works out and types is worked out and written.
  void put_typed_total(xlsx::RowBuilder& builder, const xlsx::ParsedRow& row, const xlsx::ParsedCell& like) {
    const auto typed = canonical_number(canonical(like, ColumnKind::pence, false));
    std::int64_t held = 0;
    for (const std::uint32_t number : table_.rows)
      if (const auto each = sheet_.row(number))
        if (const xlsx::ParsedCell* cell = find_cell(*each, plan_.like))
          held += canonical_number(canonical(*cell, ColumnKind::pence, false)).value_or(0);
    if (like.kind != xlsx::CellKind::number || !typed || *typed != held || held == 0) return;
    builder.begin_row(row.row);
    builder.pence(plan_.column, like.style, result_.pence);
    builder.end_row();
  }

  /// What SUM or SUBTOTAL over this column comes to; says where it leaves rows of the table out.
  std::optional<std::int64_t> total_of(const std::string& formula, std::uint32_t row) {
    const bool sum = formula.starts_with("SUM(") || formula.starts_with("SUBTOTAL(9,") || formula.starts_with("SUBTOTAL(109,");
    const auto references = xlsx::find_references(formula);
    if (!sum || references.size() != 1 || references.front().sheet) return std::nullopt;
    const xlsx::RangeReference area = references.front().area;
    if (area.first.column != plan_.column || area.last.column != plan_.column) return std::nullopt;
    std::int64_t total = 0;
    bool all = true;
    std::vector<std::uint32_t> body = table_.rows;
    body.insert(body.end(), result_.new_rows.begin(), result_.new_rows.end());
    for (const std::uint32_t each : body) {
      const bool inside = each >= area.first.row && each <= area.last.row;
      if (inside)
        total += amount(each).value_or(0);
      else if (amount(each).value_or(0) != 0)
        all = false;
    }
    const bool below_all = row > last_row();
    if (!all && below_all) result_.totals_short.push_back(xlsx::to_string(xlsx::CellReference{row, plan_.column}));
    return total;
  }

  /// "=M5-L5" is about two periods by name: it goes on saying the same.
  void look_for_single_periods() {
    const auto row = sheet_.row(table_.first_row());
    if (!row) return;
    for (const xlsx::ParsedCell& cell : row->cells) {
      if (!cell.has_formula || cell.column <= plan_.column) continue;
      const auto references = xlsx::find_references(cell.formula);
      const bool single = std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
        return !each.sheet && each.kind == xlsx::ReferenceKind::cell && each.area.first.column == plan_.like &&
               each.area.first.row == row->row;
      });
      if (single) result_.formulas_left.push_back(xlsx::to_string(xlsx::CellReference{row->row, cell.column}));
    }
  }

  xlsx::SheetEditor& sheet_;
  const TeamTable& table_;
  const TeamColumnPlan& plan_;
  const std::vector<PaidLine>& lines_;
  const TeamRowMatch& match_;
  TeamColumnResult result_;
  std::map<std::uint32_t, std::int64_t> amounts_;
  std::map<std::uint32_t, std::size_t> styles_;
  std::uint32_t usual_ = 0;
  std::uint32_t before_ = 0;  // the period before last; 0: none
};

}  // namespace

TeamColumnResult write_team_column(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                   const std::vector<PaidLine>& lines, const TeamRowMatch& match) {
  return ColumnWriter{sheet, table, plan, lines, match}.run();
}

}  // namespace counterfoil::report
