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

}  // namespace

std::vector<std::uint32_t> add_team_rows(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                         const std::vector<PaidLine>& lines, const std::vector<std::size_t>& new_lines) {
  std::vector<std::uint32_t> rows;
  if (new_lines.empty()) return rows;
  const std::uint32_t last = table.last_row();
  const auto count = static_cast<std::uint32_t>(new_lines.size());
  const auto model = sheet.row(last);
  if (!model) return rows;
  const std::vector<std::uint32_t> numbers = sheet.row_numbers();
  if (!numbers.empty() && numbers.back() > last) sheet.move_rows(last + 1, count);

  std::map<std::uint32_t, std::string_view> field_at;
  for (const auto& [field, column] : table.fields) field_at[column.column] = field;
  std::string xml;
  xlsx::RowBuilder builder{xml, sheet.prefix()};
  for (std::uint32_t at = 0; at < count; ++at) {
    const PaidLine& line = lines[new_lines[at]];
    rows.push_back(last + 1 + at);
    builder.begin_row(rows.back(), model->hidden ? std::string_view{} : model->attributes);
    for (const xlsx::ParsedCell& cell : model->cells) {
      const bool period = std::any_of(table.periods.begin(), table.periods.end(),
                                      [&](const TeamColumn& each) { return each.column == cell.column; });
      const auto field = field_at.find(cell.column);
      const std::string_view text = field == field_at.end() ? std::string_view{} : text_of(line, field->second);
      if (!text.empty() && as_number(cell, text))
        builder.number(cell.column, cell.style, text);
      else if (!text.empty())
        builder.text(cell.column, cell.style, text);
      else if (period && plan.nought_for_none && cell.column <= plan.like)
        builder.number(cell.column, cell.style, "0");
      else if (!period && cell.has_formula)
        builder.carried(cell.column, cell);
      else
        builder.blank(cell.column, cell.style);
    }
    builder.end_row();
  }
  sheet.replace_rows(last + 1, last + count, std::move(xml), last + count);
  std::uint32_t left = plan.like;
  std::uint32_t right = plan.like;
  for (const auto& [field, column] : table.fields) left = std::min(left, column.column);
  for (const xlsx::ParsedCell& cell : model->cells) right = std::max(right, cell.column);
  sheet.resize_region({{table.first_row(), left}, {last, right}}, {{table.first_row(), left}, {last + count, right}});
  return rows;
}

}  // namespace counterfoil::report
