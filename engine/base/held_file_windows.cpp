#include <windows.h>

#include <system_error>

#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/held_file.hpp"
#include "base/system_error_windows.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

struct HeldFile::State {
  Buffer bytes;
  fs::path to_load;
  HANDLE handle = INVALID_HANDLE_VALUE;
  ~State() {
    if (handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};

HeldFile::HeldFile(const fs::path& file, std::uint64_t limit_bytes) : state_(std::make_unique<State>()) {
  // Others may read it while this is open, and nothing else.
  state_->handle = CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  const DWORD error = state_->handle == INVALID_HANDLE_VALUE ? GetLastError() : ERROR_SUCCESS;
  state_->bytes = read_file(file, limit_bytes);  // says what is wrong with the file itself
  if (error != ERROR_SUCCESS)
    throw Failure{FailureKind::unreadable,
                  file_name_of(file) + " could not be held while it is used: " + cause_in_words(windows_error(error)) + "."};
  state_->to_load = file;
}

HeldFile::~HeldFile() = default;
std::string_view HeldFile::bytes() const { return state_->bytes.view(); }
const fs::path& HeldFile::to_load() const { return state_->to_load; }

}  // namespace counterfoil
