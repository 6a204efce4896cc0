// How long debts have been out, and what has come in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "register.hpp"

namespace counterfoil::debtors {

enum class Band { not_released, by_deduction, days_30, days_60, days_90, older, paid, credit_notes, closed };
inline constexpr std::array<Band, 9> all_bands{Band::not_released, Band::by_deduction, Band::days_30,
                                               Band::days_60,      Band::days_90,      Band::older,
                                               Band::paid,         Band::credit_notes, Band::closed};
std::string_view band_word(Band band);

/// Days since release; nothing for what was not released.
std::optional<std::int64_t> age_of(const Registered& row, Date as_of);
Band band_of(const Registered& row, Date as_of);

struct BandTotal {
  std::uint64_t matters = 0;
  Pence raised, recovered, outstanding;
};

}  // namespace counterfoil::debtors
