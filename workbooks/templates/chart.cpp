#include <algorithm>
#include <string>

#include "sheet_writer.hpp"

namespace counterfoil::report {
namespace {

constexpr std::uint32_t default_column_pixels = 64;
constexpr std::uint32_t default_row_pixels = 20;

}  // namespace

// Long because it is a list: each look of the chart by itself.
PrintedPart write_chart(lxw_workbook* workbook, lxw_worksheet* worksheet, const WorkbookSpec& spec, const ChartSpec& wanted) {
  const Table& table = *spec.table(wanted.table);
  const std::string& sheet = spec.sheet_of(wanted.table)->name;
  const lxw_row_t first = row_of(table.body_row() + wanted.skip_first);
  const lxw_row_t last = row_of(table.heading_row() + table.rows - wanted.skip_last);
  const auto column = [&](const std::string& id) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.id == id; });
    return column_of(table.first_column + static_cast<std::uint32_t>(found - table.columns.begin()));
  };
  const bool counts = std::any_of(table.columns.begin(), table.columns.end(),
                                  [&](const Column& c) { return c.id == wanted.values && c.kind == ColumnKind::integer; });
  lxw_chart* chart = workbook_add_chart(workbook, wanted.kind == "bar" ? LXW_CHART_BAR : LXW_CHART_COLUMN);
  lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
  chart_series_set_categories(series, sheet.c_str(), first, column(wanted.categories), last, column(wanted.categories));
  chart_series_set_values(series, sheet.c_str(), first, column(wanted.values), last, column(wanted.values));
  chart_series_set_name(series, wanted.title.c_str());
  lxw_chart_fill fill{};
  fill.color = Looks::bars;
  chart_series_set_fill(series, &fill);
  chart_series_set_labels(series);
  chart_series_set_labels_num_format(series, counts ? "#,##0;-#,##0;" : "£#,##0;-£#,##0;");  // nothing at a bar of no length

  std::string font_name = Looks::font;
  lxw_chart_font small{};
  small.name = font_name.data();
  small.size = 9;
  lxw_chart_font large = small;
  large.size = 12;
  large.bold = LXW_TRUE;
  large.color = Looks::bars;
  chart_series_set_labels_font(series, &small);
  chart_title_set_name(chart, wanted.title.c_str());
  chart_title_set_name_font(chart, &large);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  lxw_chart_axis* names = wanted.kind == "bar" ? chart->y_axis : chart->x_axis;
  lxw_chart_axis* money = wanted.kind == "bar" ? chart->x_axis : chart->y_axis;
  chart_axis_set_num_font(names, &small);
  chart_axis_set_num_font(money, &small);
  chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);  // clear of bars below zero
  chart_axis_set_num_format(money, counts ? "#,##0" : "£#,##0;-£#,##0");
  chart_set_series_gap(chart, 40);
  if (wanted.kind == "bar") {  // in the order of the table, with the money at the foot
    chart_axis_set_reverse(names);
    chart_axis_set_crossing_max(names);
  }
  lxw_chart_line faint{};
  faint.color = 0xD9D9D9;
  chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
  chart_axis_major_gridlines_set_visible(money, LXW_TRUE);
  chart_axis_major_gridlines_set_line(money, &faint);

  std::string description = wanted.description.empty() ? wanted.title : wanted.description;
  lxw_chart_options options{};
  options.x_scale = wanted.width / 480.0;  // the library's own size is 480 by 288 pixels
  options.y_scale = wanted.height / 288.0;
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.description = description.data();
  must(worksheet_insert_chart_opt(worksheet, row_of(wanted.row), column_of(wanted.column), chart, &options), "a chart");
  return {wanted.row + (wanted.height + default_row_pixels - 1) / default_row_pixels - 1,
          wanted.column + (wanted.width + default_column_pixels - 1) / default_column_pixels - 1};
}

}  // namespace counterfoil::report
