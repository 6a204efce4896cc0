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

/// Puts the values that the scanner finds into the cells of a row.
class CellValues {
 public:
  CellValues(ParsedRow& row, const SharedStrings& strings) : row_(row), strings_(strings) {}

  bool row(const RowView&) { return true; }
  bool cell(const CellView& view) {
    while (next_ < row_.cells.size() && row_.cells[next_].column != view.column) ++next_;
    if (next_ == row_.cells.size()) return true;
    ParsedCell& cell = row_.cells[next_];
    cell.kind = view.kind;
    cell.has_value = view.has_value;
    cell.value = view.value;
    if (view.kind == CellKind::shared_string) {
      const std::uint32_t index = to_number(view.value);
      cell.value = index < strings_.size() ? std::string{strings_[index]} : std::string{};
    }
    return true;
  }

 private:
  ParsedRow& row_;
  const SharedStrings& strings_;
  std::size_t next_ = 0;
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
  row_start_ = rows_.head().substr(walker.tag().begin, walker.tag().end - walker.tag().begin) + "<" + rows_.prefix() + "sheetData>";
  row_end_ = "</" + rows_.prefix() + "sheetData></" + std::string{walker.tag().name} + ">";
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
  const std::string_view text = slice->row();
  XmlWalker walker{text};
  walker.next();
  std::string attributes;
  for (const TagAttribute& attribute : walker.attributes()) {
    if (attribute.name == "r" || attribute.name == "spans") continue;
    if (attribute.name == "hidden") row.hidden = attribute.value == "1" || attribute.value == "true";
    attributes += " " + std::string{attribute.raw};
  }
  if (!attributes.empty()) row.attributes = keep(std::move(attributes));
  read_cells(*slice, row);
  return row;
}

void SheetPatch::read_cells(const RowSlice& slice, ParsedRow& row) const {
  // The cells' texts and formulas by their place, then their values from the scanner that reads them everywhere else.
  const std::string_view text = slice.row();
  const auto whole = next_element(text, 0, rows_.plain());
  const std::string_view within = text.substr(0, whole->content_end);
  std::size_t at = whole->content_begin;
  std::uint32_t column = 0;
  while (const auto element = next_element(within, at, rows_.plain())) {
    at = element->end;
    if (local_name(element->name) != "c") continue;
    const std::string_view tag = text.substr(element->begin, element->content_begin - element->begin);
    ParsedCell cell;
    cell.row = slice.number;
    cell.column = column = cell_column(tag, column);
    cell.style = to_number(tag_attribute(tag, "s"));
    cell.xml = text.substr(element->begin, element->end - element->begin);
    row.cells.push_back(std::move(cell));
  }
  if (row.cells.empty()) return;
  visit_formulas(rows_, slice, [&](const FormulaCell& formula) {
    for (ParsedCell& cell : row.cells) {
      if (cell.column != formula.cell.column) continue;
      cell.has_formula = true;
      cell.formula = formula.expression();
      if (const std::string_view group = shared_group(formula); cell.formula.empty() && group.data() != nullptr) {
        auto own = shared_formulas().expression(group, formula.cell);
        if (own) cell.formula = keep(std::move(*own));
      }
    }
  });

  CellValues sink{row, workbook_.package.reader().shared_strings()};
  // Its number follows from the rows before it where it does not say so itself.
  std::string alone = row_start_;
  const std::size_t name_end = 1 + rows_.prefix().size() + std::string_view{"row"}.size();
  alone += text.substr(0, name_end);
  if (!slice.has_number) alone += " r=\"" + std::to_string(slice.number) + '"';
  alone += text.substr(name_end);
  alone += row_end_;
  scan_sheet(alone, sink);
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
