// The Excel that has a workbook open, spoken with from outside: no macro, no add-in, and nothing of its settings is changed.
#pragma once

#include <string>

namespace counterfoil::launcher {

/// Shows the cell where an Excel of this person has the workbook open. False: none has it (yet), or it is busy; ask again later.
/// COM must be initialised on the calling thread.
bool go_to_cell_in_excel(const std::wstring& path, const std::wstring& sheet, const std::wstring& cell);

}  // namespace counterfoil::launcher
