#include "matter.hpp"

#include <array>

#include "counterfoil/text.hpp"

namespace counterfoil::debtors {

std::string_view route_word(Route route) {
  constexpr std::array<std::string_view, route_count> words{
      "Deduct",  "Invoice",  "Credit note",   "Below de minimis", "Write-off request", "To be completed",
      "On hold", "Left out", "Not confirmed", "Raised before",    "Listed twice",      "Nothing overpaid"};
  return words[static_cast<std::size_t>(route)];
}

void settle(Matter& matter, Route route, std::string_view reason) {
  matter.route = route;
  append_sentence(matter.reasons, reason);
}

}  // namespace counterfoil::debtors
