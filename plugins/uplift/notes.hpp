// Findings as the rules make them: values, handed to the host at the border.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counterfoil::uplift {

struct Note {
  std::string_view id;             // of findings.def
  std::string_view input;          // empty: no place
  std::uint64_t row = UINT64_MAX;  // UINT64_MAX: the input as a whole
  std::string_view field;
  std::vector<std::pair<std::string_view, std::string>> values;
};

using Notes = std::vector<Note>;

/// Whether any of them ends the run, by findings.def.
bool blocking(const Notes& notes);

}  // namespace counterfoil::uplift
