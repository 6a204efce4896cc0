// Comments on cells: the notes of all versions (xl/commentsN.xml) and the threads of later ones (xl/threadedComments).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xlsx/patch/range_rewriter.hpp"

namespace counterfoil::xlsx {

/// Comments of a part by cell, in the part's order; a thread's replies follow its first.
std::vector<std::pair<CellReference, std::string>> read_comments(std::string_view xml);

/// The part with its comments where their cells go.
std::string map_comments(std::string_view xml, const RangeMap& map);

}  // namespace counterfoil::xlsx
