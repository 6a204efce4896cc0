#include "report/merge/period_columns.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

namespace {

class Placing {
 public:
  Placing(MergeContext& context, LocatedTable& table, const std::set<std::uint32_t>& filled, CellPatches& patches)
      : context_(context), table_(table), filled_(filled), patches_(patches), heading_(table.editor->row(table.heading_row)) {}

  std::size_t place(const std::string& heading, bool& is_new) {
    if (heading.empty()) return PeriodPlaces::none;
    const auto known = std::find_if(table_.periods.begin(), table_.periods.end(),
                                    [&](const LocatedTable::Period& period) { return period.heading == heading; });
    if (known != table_.periods.end() && known->column != 0) return static_cast<std::size_t>(known - table_.periods.begin());
    is_new = true;
    LocatedTable::Period added = make(heading);
    if (known != table_.periods.end()) {
      *known = std::move(added);
      return static_cast<std::size_t>(known - table_.periods.begin());
    }
    table_.periods.push_back(std::move(added));
    return table_.periods.size() - 1;
  }

 private:
  bool is_free(std::uint32_t column) const {
    if (filled_.contains(column)) return false;
    for (const LocatedTable::Period& period : table_.periods)
      if (period.column == column) return false;
    const xlsx::ParsedCell* cell = heading_ ? find_cell(*heading_, column) : nullptr;
    return !cell || !is_filled(*cell);
  }

  /// The column whose look a new period column takes: the last period's, else the formula's that compares them, else the last.
  std::uint32_t model(std::uint32_t& body_style) const {
    for (auto period = table_.periods.rbegin(); period != table_.periods.rend(); ++period) {
      if (period->column == 0) continue;
      body_style = period->style;
      return period->column;
    }
    std::size_t like = table_.columns.size() - 1;
    for (std::size_t at = 0; at < table_.columns.size(); ++at)
      if (table_.table->columns[at].kind == table_.table->periods->kind && table_.columns[at]) like = at;
    body_style = table_.styles[like];
    return table_.columns[like];
  }

  LocatedTable::Period make(const std::string& heading) {
    LocatedTable::Period period;
    period.heading = heading;
    const std::uint32_t like = model(period.style);
    std::uint32_t last = table_.right();
    for (const LocatedTable::Period& known : table_.periods)
      if (known.column) last = known.column;
    period.column = last + 1;
    while (!is_free(period.column)) ++period.column;
    if (period.column > xlsx::last_column)
      throw Failure{FailureKind::unwritable,
                    "The sheet \"" + table_.sheet->name + "\" has no free column left for this period. Start a new workbook."};
    if (const xlsx::ParsedCell* cell = heading_ ? find_cell(*heading_, like) : nullptr) heading_style_ = cell->style;
    // The template may have made ready what the first period columns look like.
    const auto body = table_.editor->row(table_.first_row);
    if (const xlsx::ParsedCell* cell = body && !table_.holds_rows ? find_cell(*body, period.column) : nullptr; cell && cell->style)
      period.style = cell->style;
    const xlsx::ParsedCell* ready = heading_ ? find_cell(*heading_, period.column) : nullptr;
    if (ready && ready->style)
      heading_style_ = ready->style;
    else
      table_.editor->copy_column_definition(like, period.column);
    std::string xml;
    xlsx::RowBuilder builder{xml, table_.editor->prefix()};
    builder.begin_row(table_.heading_row);
    const std::size_t start = xml.size();
    builder.text(period.column, heading_style_, heading);
    patches_.set(*table_.editor, table_.heading_row, period.column, xml.substr(start));
    return period;
  }

  MergeContext& context_;
  LocatedTable& table_;
  const std::set<std::uint32_t>& filled_;
  CellPatches& patches_;
  std::optional<xlsx::ParsedRow> heading_;
  std::uint32_t heading_style_ = 0;
};

}  // namespace

PeriodPlaces place_periods(MergeContext& context, LocatedTable& table, const std::set<std::uint32_t>& filled,
                           CellPatches& patches) {
  Placing placing{context, table, filled, patches};
  PeriodPlaces places;
  places.previous = placing.place(context.fact(table.table->periods->heading_fact_previous), places.previous_is_new);
  places.current = placing.place(context.fact(table.table->periods->heading_fact_current), places.current_is_new);
  return places;
}

}  // namespace counterfoil::report
