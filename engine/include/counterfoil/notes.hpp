// Findings as a plugin's rules make them: values, handed to the host at the border. Header-only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "counterfoil/plugin.hpp"

namespace counterfoil {

struct Note {
  std::string_view id;             // of the plugin's findings.def
  std::string_view input;          // empty: no place
  std::uint64_t row = UINT64_MAX;  // UINT64_MAX: the input as a whole
  std::string_view field;
  std::vector<std::pair<std::string_view, std::string>> values;  // for the names in the finding's sentence
};

using Notes = std::vector<Note>;

/// Reports them in their order.
inline void report_notes(plugin::Run& run, const Notes& notes) {
  for (const Note& note : notes) run.finding(note.id, {note.input, note.row, note.field}, note.values);
}

}  // namespace counterfoil
