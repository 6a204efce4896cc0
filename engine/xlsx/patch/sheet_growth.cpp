// A column that comes to belong to the columns left of it: sums, charts and names that took in those take it in too.
#include "xlsx/patch/range_rewriter.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/patch/sheet_tables.hpp"
#include "xlsx/patch/workbook_references.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::xlsx {

namespace {

/// Ranges of several columns that end in column `last` come to end one column further, if they belong to the block: they begin in
/// its rows, or begin above and take in all of its body.
class ColumnGrowth final : public RangeMap {
 public:
  ColumnGrowth(std::uint32_t last, const TableBlock& block) : last_(last), block_(block) {}

  std::optional<RangeReference> area(const RangeReference& range) const override {
    const bool ends_there = range.last.column == last_ && range.first.column < last_;
    const bool belongs = range.first.row >= block_.top ? range.first.row <= block_.bottom : range.last.row >= block_.body_last;
    if (!ends_there || !belongs) return range;
    return RangeReference{range.first, {range.last.row, last_ + 1}};
  }
  std::optional<ReferenceChange> reference(const FormulaReference& reference, std::optional<CellReference>) const override {
    if (reference.kind == ReferenceKind::cell || reference.kind == ReferenceKind::rows) return std::nullopt;
    return ReferenceChange{area(reference.area)};
  }
  bool ranges_only() const override { return true; }
  bool resizes() const override { return true; }

 private:
  std::uint32_t last_;
  TableBlock block_;
};

/// The table's column in sheet column `like` + 1 has the same total and looks as the one in `like`.
std::string with_like_column(std::string_view xml, std::uint32_t like) {
  std::uint32_t column = 0;
  std::string wanted;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local == "table") {
      const auto range = parse_range_reference(walker.attribute("ref"));
      if (!range || like < range->first.column || like + 1 > range->last.column) return std::string{xml};
      column = range->first.column;
    } else if (tag.local == "tableColumn") {
      if (column == like) {
        for (const std::string_view name : {"totalsRowFunction", "headerRowDxfId", "dataDxfId", "totalsRowDxfId",
                                            "headerRowCellStyle", "dataCellStyle", "totalsRowCellStyle"})
          if (const std::string_view value = walker.attribute(name); value.data() != nullptr)
            wanted += " " + std::string{name} + "=\"" + std::string{value} + "\"";
      } else if (column == like + 1 && walker.attributes().size() <= 2) {
        const std::size_t end = tag.end - (tag.kind == XmlTagKind::empty ? 2 : 1);
        TextPatch patch;
        patch.replace(end, end, wanted);
        return patch.apply(xml);
      }
      ++column;
    }
  }
  return std::string{xml};
}

}  // namespace

std::vector<std::string> SheetPatch::take_in_next_column(std::uint32_t last, const TableBlock& block) {
  const ColumnGrowth growth{last, block};
  ChangedElsewhere elsewhere{block.top, block.bottom, {}};
  rewrite_references(workbook_, info_, growth, &elsewhere);
  shared_.reset();
  // A table of Excel's that begins under the body is another one.
  const ColumnGrowth of_the_body{last, {block.top, block.body_last, block.body_last}};
  change_parts({"table"}, [&](std::string_view xml) {
    return map_table(xml, of_the_body, [this](CellReference cell) { return cell_text(cell); });
  });
  change_parts({"table"}, [&](std::string_view xml) { return with_like_column(xml, last); });
  return std::move(elsewhere.places);
}

std::vector<std::string> take_in_next_column(SheetEditor& sheet, std::uint32_t last, const TableBlock& block) {
  return static_cast<SheetPatch&>(sheet).take_in_next_column(last, block);
}

}  // namespace counterfoil::xlsx
