// go_to_cell WORKBOOK SHEET CELL TIMES: as the window does after it has opened a workbook; how often it asked, or nothing.
#include <windows.h>

#include <objbase.h>
#include <shellapi.h>

#include <cstdio>

#include "launcher/excel_windows.hpp"

int main() {
  int count = 0;
  wchar_t** words = CommandLineToArgvW(GetCommandLineW(), &count);
  if (!words || count != 5 || FAILED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED))) return 3;
  const int most = _wtoi(words[4]);
  for (int asked = 1; asked <= most; ++asked) {
    if (counterfoil::launcher::go_to_cell_in_excel(words[1], words[2], words[3])) {
      std::printf("asked %d times\n", asked);
      return 0;
    }
    Sleep(250);
  }
  return 1;
}
