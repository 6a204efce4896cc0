// Somebody who has a workbook.
#pragma once

#include <string>

#include "base/environment.hpp"
#include "base/workbook_lock.hpp"

namespace counterfoil::test {

inline LockHolder someone(const std::string& user) {
  return {user, "PC-17", "2025-12-08T09:30:00+00:00", "Counterfoil", process_id(), {}};
}

}  // namespace counterfoil::test
