// Who is who: one number for each person across both exports, in the order of ids.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "counterfoil/date.hpp"
#include "counterfoil/notes.hpp"
#include "payments/payments.hpp"

namespace counterfoil::payments {

struct People {
  std::vector<std::string_view> ids;             // by number; of two spellings the one with its leading zeros
  std::vector<std::uint32_t> previous, current;  // by row
};

/// An id that stands in one export only is joined with one that differs in leading zeros alone, where each export has just one such
/// id; each joining is a note.
People number_people(const Payments& previous, const Payments& current, Notes& notes);

}  // namespace counterfoil::payments
