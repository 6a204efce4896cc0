// What a change of cells means for the workbook as a whole: the calculation chain goes, and Excel is asked to calculate on load.
#pragma once

#include "xlsx/patch/package_edit.hpp"

namespace counterfoil::xlsx {

void ask_for_recalculation(PackageEdit& package);

}  // namespace counterfoil::xlsx
