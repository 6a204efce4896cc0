// How a generated workbook looks: every colour and number format in one place. Text keeps a contrast of at least 4.5 to 1 on its
// ground (WCAG 2.2, 1.4.3), and no colour says what a word beside it does not say.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Whose cell it is decides its ground: the engine's are white, the reviewer's are cream, so that it is plain where to type.
enum class Ground { engine, reviewer, working };

Ground ground_of(const Column& column);

class Looks {
 public:
  /// Formats belong to the workbook. Changes its default font too, which decides how wide a character is in column widths.
  explicit Looks(lxw_workbook* workbook);

  lxw_format* heading();   // row 1
  lxw_format* subtitle();  // row 2
  lxw_format* table_title();
  lxw_format* sentence();           // of a list: runs on over the empty cells beside it
  lxw_format* band(Ground ground);  // the words above a group of columns
  /// `after`: the kind of the column to the left, where there is one: words keep a little away from figures.
  lxw_format* column_heading(Ground ground, ColumnKind kind, std::optional<ColumnKind> after);
  lxw_format* body(Ground ground, ColumnKind kind, std::optional<ColumnKind> after);
  /// The colour of money below zero, which has its minus sign too. Not [Red] in the number format: that red is too faint on white
  /// (4.0 to 1).
  lxw_format* below_zero();
  lxw_format* highlight(std::string_view look);
  lxw_format* total();  // added to a row of totals

  static constexpr lxw_color_t bars = 0x1F4E79;  // of charts
  static constexpr const char* font = "Arial";

 private:
  enum class Role { heading, subtitle, table_title, sentence, band, column_heading, body };
  lxw_format* made(Role role, Ground ground = Ground::engine, ColumnKind kind = ColumnKind::text, bool apart = false);

  lxw_workbook* workbook_;
  std::map<std::tuple<Role, Ground, ColumnKind, bool>, lxw_format*> formats_;
  std::map<std::string_view, lxw_format*> highlights_;
  lxw_format* below_zero_ = nullptr;
  lxw_format* total_ = nullptr;
};

}  // namespace counterfoil::report
