// hold_open FILE SHARING: opens the file for reading and writing as Excel does, letting others "read" or do "nothing", says so, and
// waits for the end of standard input.
#include <windows.h>

#include <shellapi.h>

#include <cstdio>
#include <string>

int main() {
  int count = 0;
  wchar_t** values = CommandLineToArgvW(GetCommandLineW(), &count);
  if (count != 3) return 3;
  const DWORD sharing = std::wstring{values[2]} == L"read" ? FILE_SHARE_READ : 0;
  const HANDLE file =
      CreateFileW(values[1], GENERIC_READ | GENERIC_WRITE, sharing, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return 2;
  std::puts("open");
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  CloseHandle(file);
  return 0;
}
