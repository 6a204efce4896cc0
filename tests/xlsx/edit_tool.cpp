// Makes one edit to each of many workbooks, and takes it back again, for lossless_proof.py to look at.
//
// xlsx_edit_tool [BLANK WORKBOOK]: the one whose sheets the operation "ours" brings in, as when a team's own workbook is taken up.
// The operation "recorded" brings in those of a workbook of ours with its record: theirs becomes one that a run goes on with.
//
// Each line of standard input: operation, workbook, where the edited one goes, where the one put back goes (tabs between). Each
// line of standard output: "done", part of the sheet, its name, row or column, cell that got the text; or "refused" and the words;
// or "none".
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::xlsx {
namespace {

const std::string new_text =
    " Checked <&> \"by hand\" \xC2\xA3"
    "1 ";
constexpr std::string_view new_sheet =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Proof</t></is></c></row></sheetData></worksheet>";

struct Edit {
  SheetInfo sheet;
  std::uint32_t position = 0;
  CellReference cell;
};

std::string slurp(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void spill(const std::string& path, const Buffer& bytes) {
  std::ofstream{path, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string row_with_text(const SheetEditor& sheet, CellReference cell, std::uint32_t style) {
  std::string xml;
  RowBuilder builder{xml, sheet.prefix()};
  builder.begin_row(cell.row);
  builder.text(cell.column, style, new_text);
  builder.end_row();
  return xml;
}

/// A cell with a value and no formula, as far down as the middle; where there is none, one that is not there.
CellReference some_cell(SheetEditor& sheet, const std::vector<std::uint32_t>& rows) {
  for (std::size_t index = rows.size() / 2; index < rows.size(); ++index) {
    const auto row = sheet.row(rows[index]);
    for (const ParsedCell& cell : row->cells) {
      if (cell.has_value && !cell.has_formula) return {cell.row, cell.column};
    }
  }
  return {rows.empty() || rows.back() == last_row ? 2 : rows.back() + 1, 2};
}

std::uint32_t last_column_of(SheetEditor& sheet, const std::vector<std::uint32_t>& rows) {
  std::uint32_t last = 1;
  for (const std::uint32_t number : rows) {
    if (const auto row = sheet.row(number); row && !row->cells.empty()) last = std::max(last, row->cells.back().column);
  }
  return last;
}

/// Tries the places until one is not refused.
template <class Attempt>
std::uint32_t first_that_goes(const std::vector<std::uint32_t>& places, Attempt&& attempt) {
  for (const std::uint32_t place : places) {
    try {
      attempt(place);
      return place;
    } catch (const Failure&) {
      if (place == places.back()) throw;
    }
  }
  return 0;
}

struct Workbook {
  explicit Workbook(const std::string& path) : bytes(slurp(path)), editor(bytes) {}
  std::string bytes;
  WorkbookEditor editor;
};

void put_cell_and_back(const std::string& in, const std::string& out, const std::string& back, Edit& edit) {
  Workbook was{in};
  SheetEditor& sheet = *was.editor.sheet(edit.sheet.name);
  const auto rows = sheet.row_numbers();
  edit.cell = some_cell(sheet, rows);
  const auto row = sheet.row(edit.cell.row);
  const ParsedCell* before = nullptr;
  if (row) {
    for (const ParsedCell& each : row->cells) {
      if (each.column == edit.cell.column) before = &each;
    }
  }
  sheet.put_cells(row_with_text(sheet, edit.cell, before != nullptr ? before->style : 0));
  spill(out, was.editor.save());

  Workbook now{out};
  SheetEditor& again = *now.editor.sheet(edit.sheet.name);
  if (before != nullptr) {
    std::string xml;
    RowBuilder builder{xml, again.prefix()};
    builder.begin_row(edit.cell.row);
    builder.carried(edit.cell.column, *before);
    builder.end_row();
    again.put_cells(xml);
  } else if (row) {
    again.clear_cells({edit.cell, edit.cell});
  } else {
    again.replace_rows(edit.cell.row, edit.cell.row, {}, edit.cell.row);
  }
  spill(back, now.editor.save());
}

void insert_row_and_back(const std::string& in, const std::string& out, const std::string& back, Edit& edit) {
  Workbook was{in};
  SheetEditor& sheet = *was.editor.sheet(edit.sheet.name);
  const auto rows = sheet.row_numbers();
  const std::uint32_t middle = rows.empty() ? 2 : rows[rows.size() / 2];
  edit.position =
      first_that_goes({middle, 2, rows.empty() ? 2 : rows.back() + 1}, [&](std::uint32_t place) { sheet.move_rows(place, 1); });
  edit.cell = {edit.position, 2};
  sheet.put_cells(row_with_text(sheet, edit.cell, 0));
  spill(out, was.editor.save());

  Workbook now{out};
  SheetEditor& again = *now.editor.sheet(edit.sheet.name);
  again.replace_rows(edit.position, edit.position, {}, edit.position);
  again.move_rows(edit.position + 1, -1);
  spill(back, now.editor.save());
}

void insert_column_and_back(const std::string& in, const std::string& out, const std::string& back, Edit& edit) {
  Workbook was{in};
  SheetEditor& sheet = *was.editor.sheet(edit.sheet.name);
  const auto rows = sheet.row_numbers();
  const std::uint32_t last = last_column_of(sheet, rows);
  edit.position = first_that_goes({std::max(2u, last / 2 + 1), 2, std::min(last + 1, last_column)},
                                  [&](std::uint32_t place) { sheet.insert_columns(place, 1, place - 1); });
  edit.cell = {rows.empty() ? 1 : rows[rows.size() / 2], edit.position};
  sheet.put_cells(row_with_text(sheet, edit.cell, 0));
  spill(out, was.editor.save());

  Workbook now{out};
  now.editor.sheet(edit.sheet.name)->remove_columns(edit.position, 1);
  if (rows.empty()) now.editor.sheet(edit.sheet.name)->replace_rows(1, 1, {}, 1);
  spill(back, now.editor.save());
}

void add_sheet(const std::string& in, const std::string& out) {
  Workbook was{in};
  was.editor.add_sheet("Proof & more", std::string{new_sheet});
  spill(out, was.editor.save());
}

/// A column behind the last one that belongs to those before it, a rule over it, and the sheets of a blank workbook.
void take_ours(const std::string& in, const std::string& out, const std::string& blank, Edit& edit) {
  Workbook was{in};
  SheetEditor& sheet = *was.editor.sheet(edit.sheet.name);
  const auto rows = sheet.row_numbers();
  const std::uint32_t last = last_column_of(sheet, rows);
  if (last >= last_column) throw Failure{FailureKind::unwritable, "The sheet has no room for another column."};
  const std::uint32_t top = rows.empty() ? 1 : rows.front(), bottom = rows.empty() ? 1 : rows.back();
  edit.position = last + 1;
  edit.cell = {top, last + 1};
  sheet.insert_columns(last + 1, 1, last);
  take_in_next_column(sheet, last, {top, bottom, bottom});
  sheet.put_cells(row_with_text(sheet, edit.cell, 0));
  highlight(sheet, {edit.cell, {bottom, last + 1}}, "N(" + to_string(edit.cell) + ")>0",
            "<dxf><fill><patternFill patternType=\"solid\"><bgColor rgb=\"FFFFEB9C\"/></patternFill></fill></dxf>");
  const Buffer with_column = was.editor.save();
  const std::string donor = slurp(blank);
  const WorkbookReader reader{donor};
  std::map<std::string, std::string> names;
  for (const SheetInfo& info : reader.sheets()) names[info.name] = info.name + " (ours)";
  spill(out, with_sheets_of(with_column.view(), donor, names));
}

constexpr std::string_view record_family = "urn:counterfoil:record:";

void take_recorded(const std::string& in, const std::string& out, const std::string& ours) {
  const std::string theirs = slurp(in), donor = slurp(ours);
  const WorkbookEditor source{donor};
  std::map<std::string, std::string> names;
  for (const SheetInfo& info : source.reader().sheets()) names[info.name] = info.name;
  const Buffer with_sheets = with_sheets_of(theirs, donor, names);
  WorkbookEditor editor{with_sheets.view()};
  const std::string record = source.custom_xml_namespace(record_family).value();
  editor.set_custom_xml(record, source.custom_xml(record).value(), record_family);
  spill(out, editor.save());
}

std::string answer(const std::string& operation, const std::string& in, const std::string& out, const std::string& back,
                   const std::string& blank) {
  try {
    Edit edit;
    {
      Workbook book{in};
      const auto& sheets = book.editor.reader().sheets();
      const auto first = std::find_if(sheets.begin(), sheets.end(), [](const SheetInfo& sheet) { return sheet.worksheet; });
      if (first == sheets.end()) return "none";
      edit.sheet = *first;
    }
    if (operation == "cell") put_cell_and_back(in, out, back, edit);
    if (operation == "row") insert_row_and_back(in, out, back, edit);
    if (operation == "column") insert_column_and_back(in, out, back, edit);
    if (operation == "sheet") add_sheet(in, out);
    if (operation == "ours") take_ours(in, out, blank, edit);
    if (operation == "recorded") take_recorded(in, out, blank);
    return "done\t" + edit.sheet.part + "\t" + edit.sheet.name + "\t" + std::to_string(edit.position) + "\t" + to_string(edit.cell);
  } catch (const Failure& failure) {
    return std::string{"refused\t"} + failure.what();
  } catch (const std::exception& fault) {
    return std::string{"fault\t"} + fault.what();
  }
}

}  // namespace
}  // namespace counterfoil::xlsx

int main(int count, char** arguments) {
  const std::string blank = count > 1 ? arguments[1] : "";
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream fields{line};
    std::string operation, in, out, back;
    std::getline(fields, operation, '\t');
    std::getline(fields, in, '\t');
    std::getline(fields, out, '\t');
    std::getline(fields, back, '\t');
    std::cout << counterfoil::xlsx::answer(operation, in, out, back, blank) << std::endl;
  }
}
