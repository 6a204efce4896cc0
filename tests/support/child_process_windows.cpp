#include <windows.h>

#include <stdexcept>

#include "child_process.hpp"

namespace counterfoil::test {

namespace {

constexpr UINT killed_status = 0xDEAD;

/// No word here ends in a backslash or holds a quote.
std::wstring quoted(const std::string& word) {
  std::wstring wide(word.size(), L'\0');
  wide.resize(static_cast<std::size_t>(
      MultiByteToWideChar(CP_UTF8, 0, word.data(), static_cast<int>(word.size()), wide.data(), static_cast<int>(wide.size()))));
  return L" \"" + wide + L"\"";
}

std::wstring own_program() {
  std::wstring path(32'768, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

}  // namespace

struct ChildProcess::Process {
  HANDLE handle = nullptr;
  HANDLE to_child = nullptr;
  HANDLE from_child = nullptr;
};

ChildProcess::ChildProcess(const std::string& role, const std::vector<std::string>& arguments)
    : process_(std::make_unique<Process>()) {
  std::wstring line = L'"' + own_program() + L"\" --role" + quoted(role);
  for (const std::string& argument : arguments) line += quoted(argument);

  SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
  HANDLE in = nullptr, out = nullptr;
  if (!CreatePipe(&in, &process_->to_child, &inheritable, 0) || !CreatePipe(&process_->from_child, &out, &inheritable, 0))
    throw std::runtime_error{"no pipe"};
  const HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
  SetHandleInformation(error, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);

  // The child gets these handles and no other: not the workbook that the parent holds, nor another child's pipes.
  HANDLE needed[3] = {in, out, error};
  const DWORD count = error != nullptr && error != INVALID_HANDLE_VALUE && GetFileType(error) != FILE_TYPE_CHAR ? 3 : 2;
  SIZE_T size = 0;
  InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
  std::string memory(size, '\0');
  STARTUPINFOEXW start{};
  start.lpAttributeList = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory.data());
  InitializeProcThreadAttributeList(start.lpAttributeList, 1, 0, &size);
  UpdateProcThreadAttribute(start.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, needed, count * sizeof(HANDLE), nullptr,
                            nullptr);
  start.StartupInfo.cb = sizeof start;
  start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  start.StartupInfo.hStdInput = in;
  start.StartupInfo.hStdOutput = out;
  start.StartupInfo.hStdError = count == 3 ? error : nullptr;
  PROCESS_INFORMATION started{};
  const BOOL ok = CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, EXTENDED_STARTUPINFO_PRESENT, nullptr, nullptr,
                                 &start.StartupInfo, &started);
  DeleteProcThreadAttributeList(start.lpAttributeList);
  CloseHandle(in);
  CloseHandle(out);
  if (!ok) throw std::runtime_error{"the test program could not be started again"};
  CloseHandle(started.hThread);
  process_->handle = started.hProcess;
}

ChildProcess::~ChildProcess() {
  if (!process_) return;
  kill();
  wait();
  CloseHandle(process_->to_child);
  CloseHandle(process_->from_child);
}

ChildProcess::ChildProcess(ChildProcess&&) noexcept = default;

void ChildProcess::go() {
  DWORD written = 0;
  if (!WriteFile(process_->to_child, "x", 1, &written, nullptr)) throw std::runtime_error{"the child does not listen"};
}

bool ChildProcess::hear() {
  char byte = 0;
  DWORD length = 0;
  return ReadFile(process_->from_child, &byte, 1, &length, nullptr) && length == 1;
}

void ChildProcess::kill() {
  if (process_->handle) TerminateProcess(process_->handle, killed_status);
}

int ChildProcess::wait() {
  if (!process_->handle) return killed;
  DWORD status = 0;
  WaitForSingleObject(process_->handle, INFINITE);
  GetExitCodeProcess(process_->handle, &status);
  CloseHandle(process_->handle);
  process_->handle = nullptr;
  return status == killed_status ? killed : static_cast<int>(status);
}

void signal_parent() {
  DWORD written = 0;
  if (!WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), "x", 1, &written, nullptr)) die(97);
}

void wait_for_go() {
  char byte = 0;
  DWORD length = 0;
  if (!ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &length, nullptr) || length != 1) die(97);
}

void die(int status) {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(status));
  for (;;) Sleep(INFINITE);
}

}  // namespace counterfoil::test
