#include "xlsx/patch/sheet_editor.hpp"

#include <stdexcept>

#include "base/failure.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/xml/xml_words.hpp"

namespace counterfoil::xlsx {

namespace {

struct NoCells {
  bool row(const RowView&) { return true; }
  bool cell(const CellView&) { return true; }
};

/// Takes the cells of a row as the scanner finds them.
class RowCells {
 public:
  RowCells(ParsedRow& row, const WorkbookReader& reader) : row_(row), reader_(reader) {}

  bool row(const RowView&) { return true; }
  bool cell(const CellView& view, std::string_view xml) {
    ParsedCell& cell = row_.cells.emplace_back();
    cell.row = row_.row;
    cell.column = view.column;
    cell.style = view.style;
    cell.kind = view.kind;
    cell.has_formula = view.has_formula;
    cell.has_value = view.has_value;
    cell.xml = xml;
    if (view.kind != CellKind::shared_string) {
      cell.value = view.value;
      return true;
    }
    const SharedStrings& strings = reader_.shared_strings();
    const std::uint32_t index = to_number(view.value);
    if (index < strings.size()) cell.value = strings[index];
    return true;
  }

 private:
  ParsedRow& row_;
  const WorkbookReader& reader_;
};

}  // namespace

OpenWorkbook::OpenWorkbook(std::string_view file, const Limits& limits) : package(file, limits), infos(package.reader().sheets()) {}
OpenWorkbook::~OpenWorkbook() = default;

SheetPatch* OpenWorkbook::opened(const SheetInfo& info) {
  for (const auto& sheet : sheets) {
    if (sheet->info().part == info.part) return sheet.get();
  }
  return nullptr;
}

SheetPatch& OpenWorkbook::open(const SheetInfo& info) {
  if (SheetPatch* const sheet = opened(info)) return *sheet;
  return open(info, read(info));
}

Buffer OpenWorkbook::read(const SheetInfo& info) const {
  try {
    return package.reader().sheet_xml(info);
  } catch (const Failure& failure) {
    throw failure.within("sheet '" + info.name + "'");
  }
}

SheetPatch* OpenWorkbook::open_to_follow(const SheetInfo& info) {
  if (names_no_sheets_.contains(info.part)) return nullptr;
  SheetPatch* sheet = opened(info);
  if (sheet == nullptr) {
    Buffer xml = read(info);
    if (xml.view().find('!') == std::string_view::npos) {
      names_no_sheets_.insert(info.part);
      return nullptr;
    }
    sheet = &open(info, std::move(xml));
  }
  return sheet->rows().may_name_sheets() ? sheet : nullptr;
}

SheetPatch& OpenWorkbook::open(const SheetInfo& info, Buffer xml) {
  try {
    return *sheets.emplace_back(std::make_unique<SheetPatch>(*this, info, std::move(xml)));
  } catch (const Failure& failure) {
    throw failure.within("sheet '" + info.name + "'");
  }
}

SheetPatch::SheetPatch(OpenWorkbook& workbook, const SheetInfo& info, Buffer xml)
    : workbook_(workbook), info_(info), rows_(std::move(xml)) {
  XmlWalker walker{rows_.head(), 0, XmlWalker::Part::fragment};
  if (!walker.next()) throw std::logic_error("a sheet without a root");
  scanner_.emplace(rows_.head().substr(walker.tag().begin, walker.tag().end - walker.tag().begin) + "<" + rows_.prefix() +
                   "sheetData>");
}

std::vector<std::uint32_t> SheetPatch::row_numbers() const {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(rows_.rows().size());
  for (const RowSlice& slice : rows_.rows()) numbers.push_back(slice.number);
  return numbers;
}

SharedFormulas& SheetPatch::shared_formulas() const {
  if (!shared_) shared_.emplace(rows_);
  return *shared_;
}

const SheetFacts& SheetPatch::facts() const {
  if (!facts_) {
    facts_.emplace();
    NoCells sink;
    scan_sheet(rows_.head() + "<" + rows_.prefix() + "sheetData/>" + rows_.tail(), sink, &*facts_);
  }
  return *facts_;
}

std::optional<ParsedRow> SheetPatch::row(std::uint32_t number) const {
  const RowSlice* const slice = rows_.find(number);
  if (slice == nullptr) return std::nullopt;
  ParsedRow row;
  row.row = number;
  read_attributes(*slice, row);
  RowCells sink{row, workbook_.package.reader()};
  row.cells.reserve(cells_of_last_row_);
  scanner_->scan(slice->row(), number, rows_.readable_end(*slice), sink);
  cells_of_last_row_ = row.cells.size();
  for (ParsedCell& cell : row.cells)
    if (cell.has_formula) read_formula(cell);
  return row;
}

void SheetPatch::read_attributes(const RowSlice& slice, ParsedRow& row) const {
  XmlWalker walker{slice.row()};
  walker.next();
  std::string attributes;
  for (const TagAttribute& attribute : walker.attributes()) {
    if (attribute.name == "r" || attribute.name == "spans") continue;
    if (attribute.name == "hidden") row.hidden = attribute.value == "1" || attribute.value == "true";
    attributes += " " + std::string{attribute.raw};
  }
  if (attributes.empty()) return;
  // Rows mostly look like the one before.
  if (row_attributes_ == nullptr || *row_attributes_ != attributes) row_attributes_ = &kept_.emplace_back(std::move(attributes));
  row.attributes = *row_attributes_;
}

void SheetPatch::read_formula(ParsedCell& cell) const {
  const auto whole = next_element(cell.xml, 0, rows_.plain());
  const std::string_view within = cell.xml.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  while (const auto child = next_element(within, at, rows_.plain())) {
    at = child->end;
    if (local_name(child->name) != "f") continue;
    const FormulaCell formula{{cell.row, cell.column}, cell.xml, *child};
    cell.formula = formula.expression();
    if (!cell.formula.empty()) return;
    const std::string_view group = shared_group(formula);
    if (group.data() == nullptr) return;
    if (auto own = shared_formulas().expression(group, formula.cell)) cell.formula = keep(std::move(*own));
    return;
  }
}

void SheetPatch::replace_rows(std::uint32_t first, std::uint32_t last, std::string rows_xml, std::uint32_t new_last) {
  if (first == 0 || new_last > last_row) throw std::logic_error("rows outside the grid");
  free_dependents([&](CellReference cell) { return cell.row >= first && cell.row <= last; });
  rows_.replace(first, last, std::move(rows_xml));
}

std::optional<std::string_view> SheetPatch::changed_text() {
  if (!rows_.touched()) return std::nullopt;
  const std::string_view text = rows_.assemble();
  if (rows_.same_as_original(text)) return std::nullopt;
  return text;
}

}  // namespace counterfoil::xlsx
