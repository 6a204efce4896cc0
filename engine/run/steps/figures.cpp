#include <algorithm>

#include "run/given/figure.hpp"

namespace counterfoil::run {

namespace {

using report::ColumnKind;
using report::ReportTable;
using report::ValueKind;

std::string id_of(const std::string& text) {
  std::string id;
  for (const char letter : text) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
      id += letter;
    else if (letter >= 'A' && letter <= 'Z')
      id += static_cast<char>(letter + 32);
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

/// A row a figure, where the first column names it and others count and add up. Not the engine's own tables.
void add_fixed(const report::Sheet& sheet, const report::Table& table, const ReportTable& rows, std::vector<Figure>& figures) {
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    Figure figure;
    for (std::size_t at = 0; at < rows.columns.size(); ++at) {
      const report::Value& value = rows.at(row, at);
      if (value.kind == ValueKind::text && figure.title.empty()) figure.title = value.text;
      if (value.kind == ValueKind::integer && !figure.count) figure.count = value.number;
      if (value.kind == ValueKind::pence && !figure.pence) figure.pence = value.number;
    }
    if (figure.title.empty() || (!figure.count && !figure.pence)) continue;
    figure.id = id_of(table.id) + "-" + id_of(figure.title);
    figure.group = table.title;
    figure.sheet = sheet.name;
    figures.push_back(std::move(figure));
  }
}

bool is_decided_on(const report::Table& table) {
  return table.update == report::Update::replace &&
         std::any_of(table.columns.begin(), table.columns.end(), [](const report::Column& column) {
           return column.owner == report::Owner::reviewer && !column.choices.empty();
         });
}

}  // namespace

std::vector<Figure> figures_of(const report::WorkbookSpec& spec, const report::Report& report) {
  std::vector<Figure> figures;
  for (const report::Sheet& sheet : spec.sheets)
    for (const report::Table& table : sheet.tables) {
      const auto rows = report.tables.find(table.id);
      if (rows == report.tables.end()) continue;
      if (table.update == report::Update::fixed && table.id != "control_totals" && table.id != report::sign_off_table)
        add_fixed(sheet, table, rows->second, figures);
      if (is_decided_on(table)) {
        Figure figure;
        figure.id = id_of(table.id) + "-to-decide";
        figure.title = sheet.heading.find('{') == std::string::npos ? sheet.heading : sheet.name;
        figure.group = sheet.name;
        figure.count = static_cast<std::int64_t>(rows->second.rows());
        figure.needs_decision = rows->second.rows() > 0;
        figure.sheet = sheet.name;
        figures.push_back(std::move(figure));
      }
    }
  return figures;
}

}  // namespace counterfoil::run
