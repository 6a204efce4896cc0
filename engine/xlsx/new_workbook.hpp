// A workbook made anew from sheets, without properties or anything else that was not asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::xlsx {

struct NewSheet {
  std::string name;                // one that Excel takes; no two alike
  std::string xml;                 // a whole worksheet part
  std::uint32_t repeated_row = 0;  // printed at the top of each page; 0: none
};

/// `styles`: a whole styles part; empty: none. Deterministic.
Buffer new_workbook(const std::vector<NewSheet>& sheets, std::string styles, bool dates_from_1904 = false);

}  // namespace counterfoil::xlsx
