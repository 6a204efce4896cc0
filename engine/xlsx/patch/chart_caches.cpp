// What a chart shows before anybody recalculates: the texts and figures of its series, as the sheets hold them now.
#include <map>
#include <set>

#include "xlsx/formula.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/sheet_additions.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::uint64_t most_points = 32'000;  // of a series, in Excel

struct Point {
  bool number = false;
  std::string value;  // empty: the cell is
};

/// The cells of a range of one row or column, in order; nothing where the chart's reference is something else.
std::optional<std::vector<Point>> points_of(OpenWorkbook& workbook, std::string_view stored) {
  const std::string expression = decoded(stored);
  const std::vector<FormulaReference> references = find_references(expression);
  if (references.size() != 1 || !references[0].sheet || references[0].foreign || references[0].end != expression.size())
    return std::nullopt;
  if (references[0].kind != ReferenceKind::cell && references[0].kind != ReferenceKind::range) return std::nullopt;
  const RangeReference area = references[0].area;
  const std::uint64_t rows = area.last.row - area.first.row + 1;
  const std::uint64_t columns = area.last.column - area.first.column + 1;
  if ((rows > 1 && columns > 1) || rows * columns > most_points) return std::nullopt;
  SheetPatch* sheet = nullptr;
  for (const SheetInfo& info : workbook.infos)
    if (info.worksheet && same_sheet_name(info.name, *references[0].sheet)) sheet = &workbook.open(info);
  if (sheet == nullptr) return std::nullopt;
  std::vector<Point> points(static_cast<std::size_t>(rows * columns));
  for (std::uint32_t number = area.first.row; number <= area.last.row; ++number) {
    const auto row = sheet->row(number);
    if (!row) continue;
    for (const ParsedCell& cell : row->cells) {
      if (cell.column < area.first.column || cell.column > area.last.column || !cell.has_value) continue;
      Point& point = points[(number - area.first.row) + (cell.column - area.first.column)];
      point.number = cell.kind == CellKind::number;
      if (cell.kind != CellKind::error) point.value = cell.value;
    }
  }
  return points;
}

std::string cache_xml(const std::vector<Point>& points, bool texts, const std::string& prefix, std::string_view format) {
  const std::string cache = prefix + (texts ? "strCache" : "numCache");
  std::string xml = "<" + cache + ">";
  if (!texts) xml += "<" + prefix + "formatCode>" + std::string{format} + "</" + prefix + "formatCode>";
  xml += "<" + prefix + "ptCount val=\"" + std::to_string(points.size()) + "\"/>";
  for (std::size_t at = 0; at < points.size(); ++at) {
    if (points[at].value.empty() || (!texts && !points[at].number)) continue;
    xml += "<" + prefix + "pt idx=\"" + std::to_string(at) + "\"><" + prefix + "v>" + escape_text(points[at].value) + "</" +
           prefix + "v></" + prefix + "pt>";
  }
  return xml + "</" + cache + ">";
}

/// A reference of a series ("numRef", "strRef") with what it comes to. Texts need another element than figures do.
void fill_reference(std::string_view xml, const XmlTag& reference, std::size_t end, OpenWorkbook& workbook, TextPatch& patch) {
  std::string_view formula;
  std::string_view format = "General";
  XmlWalker walker{xml, reference.end};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind != XmlTagKind::open) continue;
    const std::string_view text = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
    if (tag.local == "f") formula = text;
    if (tag.local == "formatCode") format = text;
    if (tag.local == "extLst") return;
  }
  const auto points = formula.empty() ? std::nullopt : points_of(workbook, formula);
  if (!points) return;
  bool texts = false;
  for (const Point& point : *points) texts = texts || (!point.number && !point.value.empty());
  const std::string prefix{reference.name.substr(0, reference.name.size() - reference.local.size())};
  const std::string name = prefix + (texts ? "strRef" : "numRef");
  patch.replace(reference.begin, end,
                "<" + name + "><" + prefix + "f>" + std::string{formula} + "</" + prefix + "f>" +
                    cache_xml(*points, texts, prefix, format) + "</" + name + ">");
}

std::string with_caches(std::string_view xml, OpenWorkbook& workbook) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    const bool of_a_series = walker.parent() == "cat" || walker.parent() == "val";
    if (tag.kind != XmlTagKind::open || !of_a_series || (tag.local != "numRef" && tag.local != "strRef")) continue;
    walker.skip_element();
    fill_reference(xml, tag, walker.tag().end, workbook, patch);
  }
  return patch.apply(xml);
}

}  // namespace

void SheetPatch::fill_chart_caches() {
  PackageEdit& package = workbook_.package;
  for (const std::string& drawing : package.all_related(info_.part, "drawing"))
    for (const std::string& chart : package.all_related(drawing, "chart"))
      package.set(chart, with_caches(package.text(chart), workbook_));
}

void fill_chart_caches(SheetEditor& sheet) { static_cast<SheetPatch&>(sheet).fill_chart_caches(); }

}  // namespace counterfoil::xlsx
