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
  std::vector<std::string_view> ids;             // by number; of two spellings last period's, or the one with its leading zeros
  std::vector<std::uint32_t> previous, current;  // by row
};

/// An id that stands in one export only is joined with one that is written another way (leading zeros, capitals, spaces, thousands
/// commas), where each export has just one such id, or where all of them go with one name. A note tells each that lost its zeros,
/// and one note all the others.
People number_people(const Payments& previous, const Payments& current, Notes& notes);

}  // namespace counterfoil::payments
