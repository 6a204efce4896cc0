// How a row of a workbook says that two of its copies, brought together, had different answers in it. Until somebody decides, that
// is a question which nobody has settled, whatever the row is about.
#pragma once

#include <string_view>

namespace counterfoil {

/// Stands in the engine's column for what is carried; behind it, what each of the copies has.
inline constexpr std::string_view copies_differ_words = "Two copies of the workbook differ here: ";

inline bool is_disputed(std::string_view carried, std::string_view decision) {
  return decision.empty() && carried.find(copies_differ_words) != std::string_view::npos;
}

}  // namespace counterfoil
