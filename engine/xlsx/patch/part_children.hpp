// Children of a part's root that hold a list (fonts, defined names), whatever shape the part has: the list may be absent, empty,
// self-closed or prefixed, and so may the root.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx {

/// The elements of a list, one after the other, as they stand.
std::vector<std::string_view> children_of(std::string_view xml, std::string_view list);

/// Elements written without a prefix, for a part that uses one ("x:").
std::string with_prefix(std::string_view xml, std::string_view prefix);

enum class ListCount { unstated, stated };  // whether a list that is made says how many it holds; one that is there stays as it is

/// The part with more elements (written without a prefix) at the end of a list. A list that is not there is made in its place by
/// `order`, the local names of the root's children as the standard has them. Of two lists of the same name the first one is meant.
std::string with_list_elements(std::string_view xml, std::string_view list, std::span<const std::string_view> order,
                               const std::vector<std::string>& elements, ListCount count);

/// Before the closing tag of the root, or in place of an empty root's end: an element without its '<' and without a prefix.
std::string with_child_at_end(std::string_view xml, const std::string& local_tag);

}  // namespace counterfoil::xlsx
