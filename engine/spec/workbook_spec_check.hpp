// What must hold among the parts of a specification once each part has been read: names that refer to each other, places, limits of
// Excel.
#pragma once

#include <functional>
#include <string>

#include "spec/workbook_spec.hpp"

namespace counterfoil::report {

/// Calls `wrong` with the member's path and a sentence for the first thing that does not hold. `wrong` throws.
void check_workbook_spec(const WorkbookSpec& spec,
                         const std::function<void(const std::string& path, const std::string& sentence)>& wrong);

}  // namespace counterfoil::report
