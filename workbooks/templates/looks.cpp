#include "looks.hpp"

#include <stdexcept>
#include <string>

namespace counterfoil::report {
namespace {

constexpr lxw_color_t deep_blue = 0x1F4E79;
constexpr lxw_color_t white = 0xFFFFFF;
constexpr lxw_color_t ink = 0x1A1A1A;
constexpr lxw_color_t soft_ink = 0x404040;
constexpr lxw_color_t dark_red = 0xB00000;
constexpr lxw_color_t rule = 0xBFC5CC;
constexpr lxw_color_t amber_ground = 0xFFE699;  // a reviewer's heading
constexpr lxw_color_t cream = 0xFFFBF0;         // a reviewer's cell
constexpr lxw_color_t grey_ground = 0xE4E7EB;   // a working column's heading, a row of totals

const char* number_format(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::text: return "@";
    case ColumnKind::paragraph: return "General";
    case ColumnKind::date: return "dd/mm/yyyy";
    case ColumnKind::timestamp: return "dd/mm/yyyy hh:mm:ss";
    case ColumnKind::pence: return "£#,##0.00;-£#,##0.00";
    case ColumnKind::quantity: return "#,##0.00##";
    case ColumnKind::percent: return "0.0%";
    case ColumnKind::integer: return "#,##0";
  }
  throw std::logic_error("a kind of column without a number format");
}

bool stands_right(ColumnKind kind) {
  return kind == ColumnKind::pence || kind == ColumnKind::quantity || kind == ColumnKind::percent || kind == ColumnKind::integer;
}

void rule_around(lxw_format* format, lxw_color_t colour) {
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, colour);
}

void as_column_heading(lxw_format* format, Ground ground, ColumnKind kind, bool apart) {
  if (apart) format_set_indent(format, 1);
  format_set_bold(format);
  format_set_text_wrap(format);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_align(format, stands_right(kind) ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  switch (ground) {
    case Ground::engine:
      format_set_font_color(format, white);
      format_set_bg_color(format, deep_blue);
      break;
    case Ground::reviewer:
      format_set_font_color(format, ink);
      format_set_bg_color(format, amber_ground);
      break;
    case Ground::working:
      format_set_font_color(format, soft_ink);
      format_set_bg_color(format, grey_ground);
      break;
  }
  rule_around(format, rule);
}

void as_body(lxw_format* format, Ground ground, ColumnKind kind, bool apart) {
  if (apart) format_set_indent(format, 1);
  format_set_num_format(format, number_format(kind));
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  if (!stands_right(kind))
    format_set_align(format, LXW_ALIGN_LEFT);  // figures stand right of themselves, and words in their place left
  if (kind == ColumnKind::paragraph) format_set_text_wrap(format);
  format_set_font_color(format, ground == Ground::working ? soft_ink : ink);
  if (ground == Ground::reviewer) format_set_bg_color(format, cream);
  rule_around(format, rule);
}

}  // namespace

Ground ground_of(const Column& column) {
  if (column.owner == Owner::reviewer) return Ground::reviewer;
  return column.working ? Ground::working : Ground::engine;
}

Looks::Looks(lxw_workbook* workbook) : workbook_(workbook) {
  lxw_format* normal = STAILQ_FIRST(workbook->formats);  // the library makes it first; it has no call to change it
  format_set_font_name(normal, font);
  format_set_font_size(normal, 10);
}

lxw_format* Looks::made(Role role, Ground ground, ColumnKind kind, bool apart) {
  lxw_format*& format = formats_[{role, ground, kind, apart}];
  if (format != nullptr) return format;
  format = workbook_add_format(workbook_);
  format_set_font_name(format, font);
  format_set_font_size(format, 10);
  switch (role) {
    case Role::heading:
      format_set_bold(format);
      format_set_font_size(format, 16);
      format_set_font_color(format, deep_blue);
      break;
    case Role::subtitle: format_set_font_color(format, soft_ink); break;
    case Role::table_title:
      format_set_bold(format);
      format_set_font_size(format, 11);
      format_set_font_color(format, deep_blue);
      break;
    case Role::sentence: format_set_font_color(format, ink); break;
    case Role::band:
      format_set_font_size(format, 9);
      format_set_italic(format);
      format_set_font_color(format, soft_ink);
      format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
      break;
    case Role::column_heading: as_column_heading(format, ground, kind, apart); break;
    case Role::body: as_body(format, ground, kind, apart); break;
  }
  return format;
}

lxw_format* Looks::heading() { return made(Role::heading); }
lxw_format* Looks::subtitle() { return made(Role::subtitle); }
lxw_format* Looks::table_title() { return made(Role::table_title); }
lxw_format* Looks::sentence() { return made(Role::sentence); }
lxw_format* Looks::band(Ground ground) { return made(Role::band, ground); }

lxw_format* Looks::column_heading(Ground ground, ColumnKind kind, std::optional<ColumnKind> after) {
  return made(Role::column_heading, ground, kind, after && stands_right(*after) && !stands_right(kind));
}

lxw_format* Looks::body(Ground ground, ColumnKind kind, std::optional<ColumnKind> after) {
  return made(Role::body, ground, kind, after && stands_right(*after) && !stands_right(kind));
}

lxw_format* Looks::below_zero() {
  if (below_zero_ == nullptr) {
    below_zero_ = workbook_add_format(workbook_);
    format_set_font_color(below_zero_, dark_red);
  }
  return below_zero_;
}

lxw_format* Looks::total() {
  if (total_ == nullptr) {
    total_ = workbook_add_format(workbook_);
    format_set_bold(total_);
    format_set_bg_color(total_, grey_ground);
  }
  return total_;
}

lxw_format* Looks::highlight(std::string_view look) {
  lxw_format*& format = highlights_[look];
  if (format != nullptr) return format;
  format = workbook_add_format(workbook_);
  const auto colours = [&](lxw_color_t text, lxw_color_t ground) {
    format_set_font_color(format, text);
    format_set_bg_color(format, ground);
  };
  format_set_bold(format);
  if (look == "bad")
    colours(0x9C0006, 0xFFC7CE);
  else if (look == "attention")
    colours(0x7A4B00, 0xFFEB9C);
  else if (look == "good")
    colours(0x005A00, 0xC6EFCE);
  else if (look == "quiet")
    colours(0x404040, 0xEDEDED);
  else
    throw std::logic_error("a look without colours: " + std::string{look});
  return format;
}

}  // namespace counterfoil::report
