// The marks at which the records of a zip container begin (APPNOTE 4.3).
#pragma once

#include <cstdint>

namespace counterfoil::xlsx {

inline constexpr std::uint32_t local_signature = 0x04034b50;
inline constexpr std::uint32_t central_signature = 0x02014b50;
inline constexpr std::uint32_t end_signature = 0x06054b50;

}  // namespace counterfoil::xlsx
