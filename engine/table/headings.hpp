// Which field a heading means. Case, spaces, punctuation and accents of the heading do not matter; its words do.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "table/layout.hpp"

namespace counterfoil::table {

/// "Net Amount (£)" -> "netamount": what headings are compared by.
std::string heading_key(std::string_view heading);

/// The names nearest to `wanted`, best first, at most `count`; none that are far off.
std::vector<std::string> nearest_names(std::string_view wanted, const std::vector<std::string>& names, std::size_t count);

/// Number of letters to insert, remove or change.
std::size_t edit_distance(std::string_view left, std::string_view right);

struct HeadingMatch {
  std::size_t field = 0;  // index into the layout's fields
  std::size_t rank = 0;   // place among the headings of that field: the lower, the better
};

class HeadingMatcher {
 public:
  explicit HeadingMatcher(const Layout& layout);
  /// Where a heading is listed for two fields, the field that the layout names first.
  std::optional<HeadingMatch> match(std::string_view heading) const;

 private:
  std::unordered_map<std::string, HeadingMatch> by_key_;
};

}  // namespace counterfoil::table
