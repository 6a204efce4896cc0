// A filter's criteria name their column by its place in the filter's range (filterColumn colId, from 0).
#pragma once

#include <cstddef>
#include <string_view>

#include "xlsx/patch/range_rewriter.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

/// `filter`: where the autoFilter element begins in `xml`; `range`: what it covered. Criteria of a column that is gone go with it.
void map_filter_columns(std::string_view xml, std::size_t filter, std::string_view range, const RangeMap& map, TextPatch& patch);

/// Where a column comes to lie; nothing when it is gone.
std::optional<std::uint32_t> column_after(const RangeMap& map, std::uint32_t column);

}  // namespace counterfoil::xlsx
