#include "sheet_writer.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "spec/row_height.hpp"

namespace counterfoil::report {
namespace {

constexpr double gap_width = 2.5;                                     // characters, of a column between two tables
constexpr double heading_height = 24;                                 // points, of row 1
constexpr double bold_share = 0.9;                                    // of a line that bold letters can use, as if it were narrower
constexpr const char* longest_period = "Paid 30 Nov to 27 Dec 2025";  // a heading that the merge may write above a period

bool holds_facts(const std::string& text) { return text.find('{') != std::string::npos; }

std::string cell_name(std::uint32_t row, std::uint32_t column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row_of(row), column_of(column));
  return name;
}

/// Writes text, or leaves the cell empty but styled where the merge will write it at each run.
void write_words(lxw_worksheet* worksheet, std::uint32_t row, std::uint32_t column, const std::string& text, lxw_format* format) {
  if (text.empty() || holds_facts(text))
    must(worksheet_write_blank(worksheet, row_of(row), column_of(column), format), "a heading");
  else
    must(worksheet_write_string(worksheet, row_of(row), column_of(column), text.c_str(), format), "a heading");
}

/// Words that appear when the cell is selected. A title holds at most 32 characters.
void add_input_message(lxw_worksheet* worksheet, std::uint32_t row, std::uint32_t column, std::string title, std::string message) {
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_ANY;
  validation.input_title = title.data();
  validation.input_message = message.data();
  must(worksheet_data_validation_cell(worksheet, row_of(row), column_of(column), &validation), "an input message");
}

void write_heading_message(lxw_worksheet* worksheet, std::uint32_t row, std::uint32_t at, const Column& column) {
  if (column.owner == Owner::reviewer)
    add_input_message(
        worksheet, row, at, "For the reviewer",
        column.help.empty() ? "This column is for the reviewer: Counterfoil never changes what is typed here." : column.help);
  else if (column.working)
    add_input_message(worksheet, row, at, "Working column",
                      column.help.empty() ? "Filled in by Counterfoil at each run and not printed." : column.help);
  else if (!column.help.empty())
    add_input_message(worksheet, row, at, "Filled in by Counterfoil", column.help);
}

void write_choices(lxw_worksheet* worksheet, std::uint32_t first, std::uint32_t last, std::uint32_t at, const Column& column) {
  std::vector<std::string> choices = column.choices;
  std::vector<char*> list;
  std::string words;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    list.push_back(choices[i].data());
    words += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  }
  list.push_back(nullptr);
  std::string title = "For the reviewer";
  std::string help = column.help.empty() ? "Choose " + words + "." : column.help;
  std::string error_title = "Not one of the choices";
  std::string error =
      "Please choose " + words + " from the list, or clear the cell. There is room for your own words under Comment.";
  lxw_data_validation validation{};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = list.data();
  validation.ignore_blank = LXW_VALIDATION_ON;
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
  validation.input_title = title.data();
  validation.input_message = help.data();
  validation.error_title = error_title.data();
  validation.error_message = error.data();
  must(worksheet_data_validation_range(worksheet, row_of(first), column_of(at), row_of(last), column_of(at), &validation),
       "a drop-down");
}

void write_highlights(lxw_worksheet* worksheet, const Table& table, std::uint32_t last, Looks& looks) {
  for (const Highlight& highlight : table.highlights) {
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.id == highlight.column; });
    const auto at = table.first_column + static_cast<std::uint32_t>(column - table.columns.begin());
    std::string quoted = "\"";
    for (const char c : highlight.equals) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    quoted += '"';
    lxw_conditional_format rule{};
    if (highlight.look == "total") {  // the whole row
      std::string test = "=$" + cell_name(table.body_row(), at) + "=" + quoted;
      rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
      rule.value_string = test.data();
      rule.format = looks.total();
      must(worksheet_conditional_format_range(worksheet, row_of(table.body_row()), column_of(table.first_column), row_of(last),
                                              column_of(table.first_column + static_cast<std::uint32_t>(table.columns.size()) - 1),
                                              &rule),
           "a row of totals");
      continue;
    }
    rule.type = LXW_CONDITIONAL_TYPE_CELL;
    rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
    rule.value_string = quoted.data();
    rule.format = looks.highlight(highlight.look);
    must(worksheet_conditional_format_range(worksheet, row_of(table.body_row()), column_of(at), row_of(last), column_of(at), &rule),
         "a highlight");
  }
}

/// Columns of money that stand together share one rule, so that it grows to the right with the periods.
void mark_below_zero(lxw_worksheet* worksheet, const Table& table, std::uint32_t last, Looks& looks) {
  std::vector<ColumnKind> kinds;
  for (const Column& column : table.columns) kinds.push_back(column.kind);
  if (table.periods) kinds.push_back(table.periods->kind);
  for (std::uint32_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != ColumnKind::pence) continue;
    const std::uint32_t first = i;
    while (i + 1 < kinds.size() && kinds[i + 1] == ColumnKind::pence) ++i;
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_CELL;
    rule.criteria = LXW_CONDITIONAL_CRITERIA_LESS_THAN;
    rule.value = 0;
    rule.format = looks.below_zero();
    must(worksheet_conditional_format_range(worksheet, row_of(table.body_row()), column_of(table.first_column + first),
                                            row_of(last), column_of(table.first_column + i), &rule),
         "the colour of money below zero");
  }
}

/// Words above the first column of each group, so that the colour of a heading is never the only sign of whose column it is.
void write_bands(lxw_worksheet* worksheet, const Sheet& sheet, const Table& table, Looks& looks) {
  const std::uint32_t row = table.heading_row() - 1;
  if (!table.title.empty() || row <= 2 || sheet.tables.size() != 1) return;
  const char* reviewer = table.update == Update::append ? "As the reviewer wrote it" : "For the reviewer to fill in";
  const char* working = "Working columns, not printed";
  Ground before = Ground::engine;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Ground ground = ground_of(table.columns[i]);
    if (ground != before && ground != Ground::engine)
      write_words(worksheet, row, table.first_column + static_cast<std::uint32_t>(i),
                  ground == Ground::reviewer ? reviewer : working, looks.band(ground));
    before = ground;
  }
}

/// Identifiers are text that looks like numbers: Excel must not mark each of them as a mistake.
void quieten_warnings(lxw_worksheet* worksheet, const Table& table) {
  const std::uint32_t last_row = table.update == Update::fixed ? table.heading_row() + table.rows : LXW_ROW_MAX;
  const std::string all = cell_name(table.body_row(), table.first_column) + ":" +
                          cell_name(last_row, table.first_column + static_cast<std::uint32_t>(table.columns.size()) - 1);
  must(worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str()), "the warnings left out");
}

/// A single column of sentences: no ruled cells, and the sentences run on over the empty cells beside them.
bool is_list(const Table& table) {
  return table.update == Update::fixed && table.columns.size() == 1 && table.columns.front().kind == ColumnKind::text;
}

void set_heading_height(lxw_worksheet* worksheet, const Table& table) {
  std::vector<WrappedText> headings;
  for (const Column& column : table.columns) headings.push_back({column.heading, column.width * bold_share});
  if (table.periods) headings.push_back({longest_period, table.periods->width * bold_share});
  if (is_list(table)) headings.clear();
  must(worksheet_set_row(worksheet, row_of(table.heading_row()), row_height(headings), nullptr), "a row's height");
}

PrintedPart write_table(lxw_worksheet* worksheet, const Sheet& sheet, const Table& table, Looks& looks) {
  const std::uint32_t heading = table.heading_row();
  const std::uint32_t last = table.update == Update::fixed ? heading + table.rows : table.body_row();
  if (!table.title.empty()) write_words(worksheet, table.first_row, table.first_column, table.title, looks.table_title());
  PrintedPart printed{last, table.first_column};
  set_heading_height(worksheet, table);
  const bool list = is_list(table);
  std::uint32_t at = table.first_column;
  std::optional<ColumnKind> after;
  for (const Column& column : table.columns) {
    const Ground ground = ground_of(column);
    write_words(worksheet, heading, at, column.heading,
                list ? looks.table_title() : looks.column_heading(ground, column.kind, after));
    write_heading_message(worksheet, heading, at, column);
    for (std::uint32_t row = table.body_row(); row <= last; ++row)
      must(worksheet_write_blank(worksheet, row_of(row), column_of(at),
                                 list ? looks.sentence() : looks.body(ground, column.kind, after)),
           "a cell");
    if (!column.choices.empty()) write_choices(worksheet, table.body_row(), last, at, column);
    if (!column.working) printed.last_column = at;
    after = column.kind;
    ++at;
  }
  if (table.periods) {
    write_words(worksheet, heading, at, {}, looks.column_heading(Ground::engine, table.periods->kind, after));
    must(worksheet_write_blank(worksheet, row_of(last), column_of(at), looks.body(Ground::engine, table.periods->kind, after)),
         "a cell");
    printed.last_column = at++;
  }
  write_bands(worksheet, sheet, table, looks);
  write_highlights(worksheet, table, last, looks);
  mark_below_zero(worksheet, table, last, looks);
  quieten_warnings(worksheet, table);
  if (table.filter)
    must(worksheet_autofilter(worksheet, row_of(heading), column_of(table.first_column), row_of(last), column_of(at - 1)),
         "the filter");
  return printed;
}

/// Tables above each other share their columns: the widest wish wins.
void set_widths(lxw_worksheet* worksheet, const Sheet& sheet) {
  std::map<std::uint32_t, double> widths;
  const auto wish = [&](std::uint32_t column, double width) { widths[column] = std::max(widths[column], width); };
  for (const Table& table : sheet.tables) {
    std::uint32_t at = table.first_column;
    for (const Column& column : table.columns) wish(at++, column.width);
    if (table.periods) wish(at, table.periods->width);
  }
  if (widths.empty()) return;
  std::uint32_t last = widths.rbegin()->first;
  for (const ChartSpec& chart : sheet.charts) last = std::max(last, chart.column - 1);
  for (std::uint32_t column = 1; column <= last; ++column) {
    const double width = widths.contains(column) ? widths.at(column) : gap_width;
    must(worksheet_set_column(worksheet, column_of(column), column_of(column), width, nullptr), "a column's width");
  }
}

}  // namespace

PrintedPart write_sheet(lxw_workbook* workbook, lxw_worksheet* worksheet, const WorkbookSpec& spec, const Sheet& sheet,
                        Looks& looks) {
  must(worksheet_set_row(worksheet, row_of(1), heading_height, nullptr), "a row's height");
  write_words(worksheet, 1, 1, sheet.heading, looks.heading());
  write_words(worksheet, 2, 1, sheet.subtitle.empty() ? sheet.purpose : sheet.subtitle, looks.subtitle());
  PrintedPart printed;
  const auto include = [&](const PrintedPart& part) {
    printed.last_row = std::max(printed.last_row, part.last_row);
    printed.last_column = std::max(printed.last_column, part.last_column);
  };
  set_widths(worksheet, sheet);
  for (const Table& table : sheet.tables) include(write_table(worksheet, sheet, table, looks));
  for (const ChartSpec& chart : sheet.charts) include(write_chart(workbook, worksheet, spec, chart));
  return printed;
}

}  // namespace counterfoil::report
