// The keys under which lines leave the workbook, once each.
#pragma once

#include <cstddef>
#include <string>

#include "care_lines.hpp"

namespace counterfoil::uplift {

inline constexpr std::size_t longest_line_id = 21;  // a key has 30 characters, of which the day and a hyphen take nine

/// "20250407-L40001". A line id with other characters than letters, digits and hyphens, or longer than `longest`, stands there as a
/// digest, and so does each with its person where line ids repeat.
std::string day_and_line(const CareLine& line, Date date, bool ids_repeat, std::size_t longest = longest_line_id);

/// A key that is never given twice: the line (with its person where line ids repeat) and the day of the new rate.
std::string release_key(const CareLine& line, Date date, bool ids_repeat);

}  // namespace counterfoil::uplift
