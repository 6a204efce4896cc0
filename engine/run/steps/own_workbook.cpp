#include "run/steps/own_workbook.hpp"

#include <map>
#include <string>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::run {

namespace {

bool has_recorded_value(const report::CellDifference& difference) {
  using Kind = report::CellDifference::Kind;
  return !difference.cell.empty() && (difference.kind == Kind::changed || difference.kind == Kind::formula_replaced);
}

/// The words of the record, as text: the reader of exports takes days, money and numbers from it as staff write them.
Buffer with_recorded(std::string_view bytes, const std::vector<report::CellDifference>& changed) {
  std::map<std::string, std::map<std::uint32_t, std::map<std::uint32_t, std::string>>> cells;  // by sheet, row, column
  for (const report::CellDifference& each : changed)
    if (const auto at = xlsx::parse_cell_reference(each.cell)) cells[each.sheet][at->row][at->column] = each.recorded;
  xlsx::WorkbookEditor editor{bytes};
  for (const auto& [name, rows] : cells) {
    xlsx::SheetEditor* sheet = editor.sheet(name);
    if (!sheet) continue;
    std::string xml;
    xlsx::RowBuilder builder{xml, sheet->prefix()};
    for (const auto& [row, columns] : rows) {
      builder.begin_row(row);
      for (const auto& [column, words] : columns) {
        if (words.empty())
          builder.blank(column, 0);
        else
          builder.text(column, 0, words);
      }
      builder.end_row();
    }
    sheet->put_cells(std::move(xml));
  }
  return editor.save();
}

}  // namespace

std::optional<OwnWorkbook> own_workbook(const Installation& installation, const std::string& file_name, std::string_view bytes) {
  if (xlsx::recognise(bytes) != xlsx::FileKind::zip_workbook) return std::nullopt;
  OwnWorkbook own;
  try {
    const report::OpenedWorkbook book{bytes};
    if (!book.record()) return std::nullopt;
    const report::WorkbookSpec spec = load_spec(installation, book.task());
    for (report::CellDifference& each : report::check_cells(spec, book).differences)
      if (has_recorded_value(each)) own.changed.push_back(std::move(each));
  } catch (const Failure&) {
    // Damaged, of a task that is not here, or not to be understood: read as any other file, which says what is wrong.
    return std::nullopt;
  }
  if (own.changed.empty()) return own;
  try {
    own.as_recorded = with_recorded(bytes, own.changed);
  } catch (const Failure&) {
    // Edited figures never count in silence.
    throw Failure{FailureKind::unreadable,
                  file_name + ": " + count_of(static_cast<std::int64_t>(own.changed.size()), "cell") +
                      " that Counterfoil wrote were changed by hand, and could not be read as they were recorded. Bring an earlier "
                      "version back, or run its task again."};
  }
  return own;
}

void name_changed_cells(const OwnWorkbook& own, const table::InputTable& table, Findings& findings) {
  for (const report::CellDifference& each : own.changed) {
    if (each.sheet != table.sheet) continue;
    Place place = table.place();
    place.sheet = each.sheet;
    place.cell = each.cell;
    findings.add("input-cell-changed", std::move(place),
                 {{"heading", each.heading},
                  {"held", each.held.empty() ? std::string{"nothing"} : in_quotes(each.held)},
                  {"recorded", each.recorded.empty() ? std::string{"nothing"} : in_quotes(each.recorded)}},
                 each.held);
  }
}

}  // namespace counterfoil::run
