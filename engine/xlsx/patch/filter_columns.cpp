#include "xlsx/patch/filter_columns.hpp"

#include <charconv>
#include <string>

#include "xlsx/limits.hpp"

namespace counterfoil::xlsx {

std::optional<std::uint32_t> column_after(const RangeMap& map, std::uint32_t column) {
  const auto whole = map.area({{1, column}, {last_row, column}});
  if (!whole) return std::nullopt;
  return whole->first.column;
}

void map_filter_columns(std::string_view xml, std::size_t filter, std::string_view range, const RangeMap& map, TextPatch& patch) {
  const auto was = parse_range_reference(range);
  const auto now = was ? map.area(*was) : std::nullopt;
  if (!now) return;
  XmlWalker walker{xml, filter};
  walker.next();
  if (walker.tag().kind != XmlTagKind::open) return;
  while (walker.next() && walker.depth() > 0) {
    const XmlTag tag = walker.tag();
    if (tag.local != "filterColumn" || tag.kind == XmlTagKind::close) continue;
    const std::string_view id = walker.attribute("colId");
    std::uint32_t place = 0;
    std::from_chars(id.data(), id.data() + id.size(), place);
    walker.skip_element();
    if (id.empty() || place >= last_column) continue;
    const auto column = column_after(map, was->first.column + place);
    if (!column) {
      patch.replace(tag.begin, walker.tag().end, {});
    } else if (const std::uint32_t there = *column - now->first.column; *column >= now->first.column && there != place) {
      patch.replace(xml, id, std::to_string(there));
    }
  }
}

}  // namespace counterfoil::xlsx
