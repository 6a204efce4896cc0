// What a process settles before it does anything.
#pragma once

namespace counterfoil::app {

/// Memory: one run takes and frees blocks of many megabytes in turn; keeping them spares the system from handing out cleared pages
/// anew. Windows: libraries are looked for in Windows' own folder only, so that none planted beside a workbook is ever loaded; and
/// no box asks for a disk that is not in its drive.
void settle_process();

}  // namespace counterfoil::app
