// How a generated workbook looks: every colour and number format in one place. Text keeps a contrast of at least 4.5 to 1 on its ground
// (WCAG 2.2, 1.4.3), and no colour says what a word beside it does not say.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <string_view>
#include <tuple>

#include "report/workbook_spec.hpp"

namespace counterfoil::report {

/// Whose cell it is decides its ground: the engine's are white, the reviewer's are cream, so that it is plain where to type.
enum class Ground { engine, reviewer, working };

Ground ground_of(const Column& column);

class Looks {
 public:
  /// Formats belong to the workbook. Changes its default font too, which decides how wide a character is in column widths.
  explicit Looks(lxw_workbook* workbook);

  lxw_format* heading();             // row 1
  lxw_format* subtitle();            // row 2
  lxw_format* table_title();
  lxw_format* band(Ground ground);   // the words above a group of columns
  lxw_format* column_heading(Ground ground, ColumnKind kind);
  lxw_format* body(Ground ground, ColumnKind kind);
  lxw_format* highlight(std::string_view look);

  static constexpr lxw_color_t bars = 0x1F4E79;  // of charts
  static constexpr const char* font = "Arial";

 private:
  enum class Role { heading, subtitle, table_title, band, column_heading, body };
  lxw_format* made(Role role, Ground ground = Ground::engine, ColumnKind kind = ColumnKind::text);

  lxw_workbook* workbook_;
  std::map<std::tuple<Role, Ground, ColumnKind>, lxw_format*> formats_;
  std::map<std::string_view, lxw_format*> highlights_;
};

}  // namespace counterfoil::report
