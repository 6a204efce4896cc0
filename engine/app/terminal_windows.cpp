#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "app/terminal.hpp"
#include "base/file.hpp"

namespace counterfoil::app {

namespace {

std::atomic<bool> interrupt_seen = false;
UINT code_page_before = 0;

BOOL WINAPI note_interrupt(DWORD event) {
  const bool second = interrupt_seen.exchange(true);
  // A second Ctrl+C ends the process; so does Windows, soon after it closed the console.
  return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT ? !second : TRUE;
}

void put_code_page_back() { SetConsoleOutputCP(code_page_before); }

}  // namespace

void prepare_terminal() {
  // The same bytes as on other systems, into a file or a pipe too. Buffered, as the library would else hand a console each byte by
  // itself, and half a character shows as rubbish; std::cerr is flushed after every word, std::cout where that is asked for.
  std::setvbuf(stdout, nullptr, _IOFBF, 1 << 16);
  std::setvbuf(stderr, nullptr, _IOFBF, 1 << 16);
  _setmode(_fileno(stdout), _O_BINARY);
  _setmode(_fileno(stderr), _O_BINARY);
  code_page_before = GetConsoleOutputCP();
  if (code_page_before != 0 && code_page_before != CP_UTF8 && SetConsoleOutputCP(CP_UTF8)) std::atexit(put_code_page_back);
  SetConsoleCtrlHandler(nullptr, FALSE);  // a parent may have switched Ctrl+C off for its children
  SetConsoleCtrlHandler(note_interrupt, TRUE);
}

/// `count` and `values` have gone through a code page; the command line itself has not.
std::vector<std::string> utf8_arguments(int, char**) {
  int count = 0;
  wchar_t** values = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int index = 1; index < count; ++index) arguments.push_back(utf8_from_path(std::filesystem::path{values[index]}));
  LocalFree(values);
  return arguments;
}

bool person_watches_stderr() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &mode) != 0;
}

void cancel_on_stdin() {
  // The system's own call: a thread that waits inside the library's would hold up the end of the process.
  const auto wait_for_a_line = [](void*) -> DWORD {
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    char letter = 0;
    DWORD got = 0;
    while (ReadFile(input, &letter, 1, &got, nullptr) && got == 1 && letter != '\n') continue;
    interrupt_seen = true;
    return 0;
  };
  if (const HANDLE thread = CreateThread(nullptr, 0, wait_for_a_line, nullptr, 0, nullptr)) CloseHandle(thread);
}

bool interrupted() { return interrupt_seen; }

}  // namespace counterfoil::app
