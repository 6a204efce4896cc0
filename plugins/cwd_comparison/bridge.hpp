// From last period's total to this one's, one step for each class.
#pragma once

#include <array>
#include <cstdint>

#include "classes.hpp"

namespace counterfoil::cwd {

/// Rows and pence of one class, in the export's own control column.
struct Account {
  std::uint64_t rows = 0;
  Pence control;
};

struct Bridge {
  Pence opening, closing;
  std::array<Pence, class_count> steps{};                  // by class
  std::array<std::uint64_t, class_count> lines{};          // all lines of the class
  std::array<Account, class_count> previous{}, current{};  // what to account for

  /// Throws std::logic_error when opening + steps is not closing.
  void check() const;
};

}  // namespace counterfoil::cwd
