#include <windows.h>

#include "app/process_start.hpp"

namespace counterfoil::app {

void settle_process() {
  // A plugin is loaded by its full path, after its digest was checked; what it needs in turn may come from Windows alone.
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
}

}  // namespace counterfoil::app
