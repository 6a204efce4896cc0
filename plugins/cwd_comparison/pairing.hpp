// Which line of this period is which line of last period.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "counterfoil/notes.hpp"
#include "paid_lines.hpp"

namespace counterfoil::cwd {

enum class Match : std::uint8_t {
  same,           // the same person and line id
  leading_zeros,  // the ids differ in leading zeros alone, and nothing else could be meant
  spelling,       // they differ in capitals, spaces and signs alone, and nothing else could be meant
  repeated,       // the key stands several times; paired by the stated rule
  renumbered,     // another id, same person, service and provider or payee, one candidate on each side: a question
  alone,          // only in one export
};

inline constexpr std::uint32_t no_line = UINT32_MAX;

struct Pair {
  std::uint32_t previous = no_line;  // index into Export::lines
  std::uint32_t current = no_line;
  Match match = Match::same;
  std::uint32_t number = 1;  // of the lines that share one key: shown as "4501 (2)" from the second on
};

/// Every line of both exports is in exactly one pair. Lines that share a key are paired by: first the same service, provider, payee
/// and amount; then the same service, provider and payee; then what is left in the order of start date and amount.
std::vector<Pair> pair_lines(const Export& previous, const Export& current, Notes& notes);

}  // namespace counterfoil::cwd
