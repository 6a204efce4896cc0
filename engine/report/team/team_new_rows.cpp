#include "report/team/team_new_rows.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "report/merge/table_location.hpp"

namespace counterfoil::report {

namespace {

/// "Smith" of "Ann Smith": the last word.
std::string_view surname_of(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

std::string_view forename_of(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? std::string_view{} : name.substr(0, space);
}

/// What is known of a line, by field.
std::string_view text_of(const PaidLine& line, std::string_view field) {
  if (field == "person_id") return line.person;
  if (field == "line_id") return line.line;
  if (field == "name") return line.name;
  if (field == "surname") return surname_of(line.name);
  if (field == "forename") return forename_of(line.name);
  if (field == "service" || field == "service_type") return line.service;
  if (field == "provider") return line.provider;
  if (field == "payee") return line.payee;
  return {};
}

/// Ids that the team keeps as numbers stay numbers, unless that would lose something.
bool as_number(const xlsx::ParsedCell& model, std::string_view text) {
  const bool digits =
      !text.empty() && text.size() <= 15 && text[0] != '0' && text.find_first_not_of("0123456789") == std::string_view::npos;
  return model.kind == xlsx::CellKind::number && digits;
}

/// The rows of one band that come below one row.
class RowAdder {
 public:
  RowAdder(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan, const std::vector<PaidLine>& lines)
      : sheet_(sheet), table_(table), plan_(plan), lines_(lines) {
    for (const auto& [field, column] : table.fields) field_at_[column.column] = field;
  }

  void add(std::uint32_t after, const std::vector<std::size_t>& new_lines) {
    const auto model = sheet_.row(after);
    if (!model) return;
    const auto count = static_cast<std::uint32_t>(new_lines.size());
    const std::vector<std::uint32_t> numbers = sheet_.row_numbers();
    if (!numbers.empty() && numbers.back() > after) sheet_.move_rows(after + 1, count);
    std::string xml;
    xlsx::RowBuilder builder{xml, sheet_.prefix()};
    for (std::uint32_t at = 0; at < count; ++at) write(builder, *model, after + 1 + at, lines_[new_lines[at]]);
    sheet_.replace_rows(after + 1, after + count, std::move(xml), after + count);
    std::uint32_t left = plan_.like;
    std::uint32_t right = plan_.like;
    for (const auto& [field, column] : table_.fields) left = std::min(left, column.column);
    for (const xlsx::ParsedCell& cell : model->cells) right = std::max(right, cell.column);
    const std::uint32_t first = first_of_band(after);
    sheet_.resize_region({{first, left}, {after, right}}, {{first, left}, {after + count, right}});
  }

 private:
  std::uint32_t first_of_band(std::uint32_t row) const {
    for (const TeamBand& band : table_.bands)
      if (band.first <= row && row <= band.last) return band.first;
    return table_.first_row();
  }

  void write(xlsx::RowBuilder& builder, const xlsx::ParsedRow& model, std::uint32_t row, const PaidLine& line) const {
    builder.begin_row(row, model.hidden ? std::string_view{} : model.attributes);
    for (const xlsx::ParsedCell& cell : model.cells) {
      const bool period = std::any_of(table_.periods.begin(), table_.periods.end(),
                                      [&](const TeamColumn& each) { return each.column == cell.column; });
      const auto field = field_at_.find(cell.column);
      const std::string_view text = field == field_at_.end() ? std::string_view{} : text_of(line, field->second);
      if (!text.empty() && as_number(cell, text))
        builder.number(cell.column, cell.style, text);
      else if (!text.empty())
        builder.text(cell.column, cell.style, text);
      else if (period && plan_.nought_for_none && cell.column <= plan_.like)
        builder.number(cell.column, cell.style, "0");
      else if (!period && cell.has_formula)
        builder.carried(cell.column, cell);
      else
        builder.blank(cell.column, cell.style);
    }
    builder.end_row();
  }

  xlsx::SheetEditor& sheet_;
  const TeamTable& table_;
  const TeamColumnPlan& plan_;
  const std::vector<PaidLine>& lines_;
  std::map<std::uint32_t, std::string_view> field_at_;
};

}  // namespace

std::vector<NewTeamRow> add_team_rows(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                      const std::vector<PaidLine>& lines, const std::vector<std::size_t>& new_lines) {
  std::map<std::uint32_t, std::vector<std::size_t>> groups;
  for (const std::size_t line : new_lines) {
    const auto after = plan.after.find(line);
    groups[after == plan.after.end() ? table.last_row() : after->second].push_back(line);
  }
  // From the bottom up: rows above stay where they are.
  RowAdder adder{sheet, table, plan, lines};
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) adder.add(group->first, group->second);
  std::vector<NewTeamRow> rows;
  std::uint32_t before = 0;
  for (const auto& [after, added] : groups)
    for (const std::size_t line : added) rows.push_back({after + ++before, line});
  return rows;
}

}  // namespace counterfoil::report
