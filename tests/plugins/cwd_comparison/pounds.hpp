// Amounts as exports write them.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace cwd_test {

/// "-12.05" of -1205 pence.
inline std::string pounds(std::int64_t pence) {
  const std::string rest = std::to_string(std::abs(pence) % 100);
  return (pence < 0 ? "-" : "") + std::to_string(std::abs(pence) / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace cwd_test
