#include "run/disclosure/copied_sheet.hpp"

#include <algorithm>
#include <charconv>

#include "xlsx/xml_walker.hpp"

namespace counterfoil::run {

namespace {

/// The cells of a sheet that are in sight, formulas as what they came to.
class InSight final : public xlsx::SheetSink {
 public:
  InSight(const xlsx::WorkbookReader& reader, const xlsx::SheetInSight& sight, CopiedSheet& into)
      : reader_(reader), sight_(sight), into_(into) {}

  bool cell(const xlsx::CellView& view) override {
    if (sight_.is_hidden(view.row, view.column)) {
      into_.rows[view.row].push_back({view.column, view.style, xlsx::CellKind::blank, {}});
      return true;
    }
    CopiedCell cell{view.column, view.style, view.kind, {}};
    const bool unseen = sight_.is_unseen(view.row, view.column);
    if (view.kind == xlsx::CellKind::blank || !view.has_value || unseen) {
      cell.kind = xlsx::CellKind::blank;
      into_.unseen += unseen && view.has_value;
    } else if (view.kind == xlsx::CellKind::shared_string) {
      cell.kind = xlsx::CellKind::text;
      cell.text = reader_.shared_strings().find(view.value).value_or(std::string_view{});
    } else {
      cell.text = view.value;
    }
    into_.rows[view.row].push_back(std::move(cell));
    return true;
  }

 private:
  const xlsx::WorkbookReader& reader_;
  const xlsx::SheetInSight& sight_;
  CopiedSheet& into_;
};

/// Two texts or more, and no number but years and dates: a row of data has amounts, ages or counts.
bool may_hold_headings(const std::vector<CopiedCell>& cells) {
  std::size_t texts = 0;
  for (const CopiedCell& cell : cells) {
    if (cell.kind == xlsx::CellKind::text && !cell.text.empty()) ++texts;
    if (cell.kind != xlsx::CellKind::number) continue;
    const bool whole = cell.text.size() <= 5 && cell.text.find_first_not_of("0123456789") == std::string::npos;
    const int number = whole ? std::stoi("0" + cell.text) : 0;
    const bool year = number >= 1990 && number <= 2100;
    const bool date = number >= 32'874 && number <= 73'050;  // 1990 to 2099, counted from 1900
    if (!year && !date) return false;
  }
  return texts >= 2;
}

std::uint32_t number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

CopiedSheet copied_sheet(const xlsx::WorkbookReader& reader, const xlsx::CellLooks& looks, const xlsx::SheetInfo& info) {
  const xlsx::SheetInSight sight{reader, looks, info};
  CopiedSheet sheet;
  sheet.name = info.name;
  InSight sink{reader, sight, sheet};
  xlsx::SheetFacts facts;
  const Buffer xml = reader.sheet_xml(info);
  xlsx::scan_sheet(xml.view(), sink, &facts);
  for (auto& [row, cells] : sheet.rows)
    std::stable_sort(cells.begin(), cells.end(), [](const CopiedCell& a, const CopiedCell& b) { return a.column < b.column; });
  for (const xlsx::RangeReference& range : facts.merged) sheet.merges += "<mergeCell ref=\"" + xlsx::to_string(range) + "\"/>";
  std::uint32_t last = 0;
  xlsx::XmlWalker walker{xml.view(), 0, xlsx::XmlWalker::Part::fragment};
  while (walker.next() && walker.tag().local != "sheetData") {
    if (walker.tag().local != "col" || walker.tag().kind == xlsx::XmlTagKind::close) continue;
    const auto number = [&](const char* name) { return number_of(walker.attribute(name)); };
    if (number("min") <= last || number("max") < number("min")) continue;  // named twice: the first counts
    last = number("max");
    std::string attributes;
    for (const char* name : {"min", "max", "width", "style", "customWidth"})
      if (const std::string_view value = walker.attribute(name);
          !value.empty() && value.find_first_not_of("0123456789.") == std::string_view::npos)
        attributes += " " + std::string{name} + "=\"" + std::string{value} + "\"";
    if (const std::string_view hidden = walker.attribute("hidden"); hidden == "1" || hidden == "true")
      attributes += " hidden=\"1\"";
    sheet.columns += "<col" + attributes + "/>";
  }
  return sheet;
}

PersonalOfSheet::PersonalOfSheet(const CopiedSheet& sheet, const PersonalHeadings& headings) {
  for (const auto& [row, cells] : sheet.rows) {
    const bool may_be_headings = may_hold_headings(cells);
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const CopiedCell& cell = cells[at];
      if (cell.kind != xlsx::CellKind::text) continue;
      const Personal* personal = headings.find(cell.text);
      const bool label = cell.text.ends_with(':');
      if (personal && label && at + 1 < cells.size()) beside_[{row, cells[at + 1].column}] = *personal;
      if (!personal || label || !may_be_headings) continue;
      from_[cell.column][row] = *personal;
      if (std::find(headings_.begin(), headings_.end(), cell.text) == headings_.end()) headings_.push_back(cell.text);
    }
  }
}

const Personal* PersonalOfSheet::find(std::uint32_t row, std::uint32_t column) const {
  if (const auto beside = beside_.find({row, column}); beside != beside_.end()) return &beside->second;
  const auto from = from_.find(column);
  if (from == from_.end()) return nullptr;
  const auto heading = from->second.lower_bound(row);  // one in this row is the heading itself
  if (heading != from->second.end() && heading->first == row) return nullptr;
  return heading == from->second.begin() ? nullptr : &std::prev(heading)->second;
}

}  // namespace counterfoil::run
