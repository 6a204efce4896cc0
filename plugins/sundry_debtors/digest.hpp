// SHA-256 (FIPS 180-4), for keys made from facts. A plugin sees nothing of the engine, so it has its own.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace counterfoil::debtors {

std::array<std::uint8_t, 32> sha256(std::string_view text);

}  // namespace counterfoil::debtors
