#include <windows.h>

#include <algorithm>
#include <stdexcept>

#include "client/process.hpp"

namespace counterfoil::client {

namespace {

std::wstring wide(const std::string& text) {
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring result(static_cast<std::size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), result.data(), length);
  return result;
}

/// As CommandLineToArgvW takes it apart again: backslashes count only before a quote.
void append_argument(std::wstring& line, const std::wstring& argument) {
  if (!line.empty()) line += L' ';
  line += L'"';
  std::size_t backslashes = 0;
  for (const wchar_t letter : argument) {
    if (letter == L'"') line.append(backslashes + 1, L'\\');
    backslashes = letter == L'\\' ? backslashes + 1 : 0;
    line += letter;
  }
  line.append(backslashes, L'\\');
  line += L'"';
}

}  // namespace

struct Process::State {
  HANDLE process = nullptr;
  HANDLE input = nullptr;   // we write to it
  HANDLE output = nullptr;  // we read from it
  bool ended = false;
  int status = -1;
};

Process::Process(const std::filesystem::path& program, const std::vector<std::string>& arguments)
    : state_(std::make_unique<State>()) {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  HANDLE in_read = nullptr, out_write = nullptr;
  if (!CreatePipe(&in_read, &state_->input, &inherited, 0) || !CreatePipe(&state_->output, &out_write, &inherited, 0))
    throw std::runtime_error("The program cannot be started: Windows has no pipes left.");
  SetHandleInformation(state_->input, HANDLE_FLAG_INHERIT, 0);
  SetHandleInformation(state_->output, HANDLE_FLAG_INHERIT, 0);
  std::wstring line;
  append_argument(line, program.native());
  for (const std::string& argument : arguments) append_argument(line, wide(argument));
  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = in_read;
  start.hStdOutput = out_write;
  start.hStdError = out_write;  // the engine says nothing there; a crash's words are no line of the protocol and are told as such
  PROCESS_INFORMATION started{};
  const BOOL done =
      CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, CREATE_NO_WINDOW, nullptr, nullptr, &start, &started);
  CloseHandle(in_read);
  CloseHandle(out_write);
  if (!done) {
    CloseHandle(state_->input);
    CloseHandle(state_->output);
    throw std::runtime_error(
        "Counterfoil's engine, counterfoil.exe, cannot be started. Copy the Counterfoil folder again from where it came, or ask IT "
        "whether it may run.");
  }
  CloseHandle(started.hThread);
  state_->process = started.hProcess;
}

Process::~Process() {
  CloseHandle(state_->input);
  CloseHandle(state_->output);
  wait();
  CloseHandle(state_->process);
}

std::size_t Process::read(char* to, std::size_t size) {
  DWORD got = 0;
  if (!ReadFile(state_->output, to, static_cast<DWORD>(std::min<std::size_t>(size, 1 << 16)), &got, nullptr)) return 0;
  return got;
}

bool Process::write(const std::string& text) {
  DWORD written = 0;
  return WriteFile(state_->input, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) && written == text.size();
}

int Process::wait() {
  if (state_->ended) return state_->status;
  WaitForSingleObject(state_->process, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(state_->process, &code);
  state_->ended = true;
  state_->status = code <= 255 ? static_cast<int>(code) : -1;
  return state_->status;
}

std::filesystem::path own_folder() {
  std::wstring path(32'768, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return std::filesystem::path{path}.parent_path();
}

}  // namespace counterfoil::client
