#include "report/merge/own_sheets.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "report/merge/table_location.hpp"

namespace counterfoil::report {

namespace {

using Cells = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

Cells cells_of(const xlsx::SheetEditor* sheet) {
  Cells cells;
  if (!sheet) return cells;
  for (const std::uint32_t number : sheet->row_numbers())
    if (const auto row = sheet->row(number))
      for (const xlsx::ParsedCell& cell : row->cells) {
        if (cell.has_formula)
          cells[{number, cell.column}] = "=" + std::string{cell.formula};
        else if (cell.has_value && !cell.value.empty())
          cells[{number, cell.column}] = cell.value;
      }
  return cells;
}

const std::string& at(const Cells& cells, const Cells::key_type& place) {
  static const std::string nothing;
  const auto found = cells.find(place);
  return found == cells.end() ? nothing : found->second;
}

}  // namespace

void compare_own_sheets(const WorkbookSpec& spec, xlsx::WorkbookEditor& base, xlsx::WorkbookEditor& lead,
                        xlsx::WorkbookEditor& other, bool lead_is_mine, std::vector<CopyQuestion>& questions) {
  std::vector<Missing> unused;
  std::set<std::string> ours;
  for (const LocatedTable& table : locate_tables(spec, other, nullptr, unused).tables) ours.insert(table.editor->name());
  for (const xlsx::SheetInfo& info : other.reader().sheets()) {
    if (!info.worksheet || ours.contains(info.name)) continue;
    const Cells there = cells_of(other.sheet(info.name));
    const xlsx::SheetEditor* standing = lead.sheet(info.name);
    const Cells was = cells_of(base.sheet(info.name));
    CopyQuestion question;
    question.kind = CopyQuestion::Kind::own_sheet;
    question.sheet = info.name;
    if (!standing) {
      if (there == was) continue;  // it was deleted in the lead
      question.words = "The sheet is only in the other copy. Copy it over in Excel: right-click its name, then Move or Copy.";
      questions.push_back(std::move(question));
      continue;
    }
    const Cells here = cells_of(standing);
    std::set<Cells::key_type> places;
    for (const auto& [place, text] : there) places.insert(place);
    for (const auto& [place, text] : was) places.insert(place);
    for (const auto& place : places) {
      if (at(there, place) == at(was, place) || at(there, place) == at(here, place)) continue;
      question.cell = xlsx::to_string(xlsx::CellReference{place.first, place.second});
      question.base = at(was, place);
      question.mine = lead_is_mine ? at(here, place) : at(there, place);
      question.theirs = lead_is_mine ? at(there, place) : at(here, place);
      question.words = "The sheet is your own, so it was left as it is in the merged workbook. Type in what is needed.";
      questions.push_back(question);
    }
  }
}

}  // namespace counterfoil::report
