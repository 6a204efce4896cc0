#include <algorithm>
#include <string>

#include "sheet_writer.hpp"

namespace counterfoil::report {
namespace {

constexpr std::uint8_t a4 = 9;
constexpr double side_margin = 0.3;  // inches
constexpr double top_margin = 0.65;  // room for the header
constexpr double bottom_margin = 0.6;
constexpr std::uint16_t growing_scale = 70;  // per cent, for a sheet that gains a column each period

/// In headers and footers & begins a command, and digits after a font size would belong to the size.
std::string printable(const std::string& text) {
  std::string safe;
  if (!text.empty() && text.front() >= '0' && text.front() <= '9') safe += ' ';
  for (const char c : text) safe += c == '&' ? std::string{"&&"} : std::string{c};
  return safe;
}

bool grows_to_the_right(const Sheet& sheet) {
  return std::any_of(sheet.tables.begin(), sheet.tables.end(), [](const Table& table) { return table.periods.has_value(); });
}

bool grows_down(const Sheet& sheet) {
  return std::any_of(sheet.tables.begin(), sheet.tables.end(), [](const Table& table) { return table.update != Update::fixed; });
}

void set_up_header(lxw_worksheet* worksheet, const WorkbookSpec& spec) {
  const std::string font = std::string{"&\""} + Looks::font + ",";
  const std::string marking = spec.marking.empty() ? std::string{} : "&C" + font + "Bold\"&10" + printable(spec.marking);
  const std::string header = "&L" + font + "Regular\"&9" + printable(spec.title) + marking + "&R" + font + "Regular\"&9&A";
  const std::string footer = "&L" + font + "Regular\"&9&F" + marking + "&R" + font + "Regular\"&9Page &P of &N";
  must(worksheet_set_header(worksheet, header.c_str()), "the header");
  must(worksheet_set_footer(worksheet, footer.c_str()), "the footer");
}

}  // namespace

void set_up_pages(lxw_worksheet* worksheet, const WorkbookSpec& spec, const Sheet& sheet, const PrintedPart& printed) {
  worksheet_set_paper(worksheet, a4);
  worksheet_set_landscape(worksheet);
  worksheet_set_margins(worksheet, side_margin, side_margin, top_margin, bottom_margin);
  worksheet_center_horizontally(worksheet);
  set_up_header(worksheet, spec);
  must(worksheet_print_area(worksheet, 0, 0, row_of(printed.last_row), column_of(printed.last_column)), "the print area");

  if (grows_to_the_right(sheet)) {
    worksheet_set_print_scale(worksheet, growing_scale);
    if (sheet.freeze_columns > 0)
      must(worksheet_repeat_columns(worksheet, 0, column_of(sheet.freeze_columns)), "the columns repeated on each page");
  } else {
    worksheet_fit_to_pages(worksheet, 1, grows_down(sheet) ? 0 : 1);
  }
  if (sheet.freeze) {
    const std::uint32_t heading_row = sheet.tables.front().heading_row();
    worksheet_freeze_panes(worksheet, row_of(heading_row + 1), static_cast<lxw_col_t>(sheet.freeze_columns));
    must(worksheet_repeat_rows(worksheet, row_of(heading_row - 1), row_of(heading_row)), "the rows repeated on each page");
  } else {
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
  }
  worksheet_set_zoom(worksheet, 100);
}

}  // namespace counterfoil::report
