// How the process keeps memory that it has freed.
#pragma once

namespace counterfoil::app {

/// One run takes and frees blocks of many megabytes in turn: keeping them spares the system from handing out cleared pages anew.
void keep_freed_memory();

}  // namespace counterfoil::app
