#include "base/fallback_replace.hpp"

#include <string>

#include "base/input_file.hpp"

namespace counterfoil {

namespace fs = std::filesystem;

namespace {

fs::path aside_of(const fs::path& path) { return companion_of(path, ".counterfoil-before"); }

bool there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::string content(const fs::path& path) {
  InputFile file{path};
  std::string bytes(file.size(), '\0');
  bytes.resize(file.read(bytes.data(), bytes.size()));
  return bytes;
}

}  // namespace

bool cannot_replace(const std::error_code& error) {
  for (const std::errc condition : {std::errc::operation_not_supported, std::errc::not_supported, std::errc::function_not_supported,
                                    std::errc::cross_device_link, std::errc::file_exists, std::errc::invalid_argument})
    if (error == std::make_error_condition(condition)) return true;
  return false;
}

void replace_in_steps(const fs::path& temporary, const fs::path& path, FileOperations& operations) {
  const fs::path aside = aside_of(path);
  const bool had = there(path);
  if (had) {
    operations.keep(path, aside);
    operations.remove(path);
  }
  try {
    operations.keep(temporary, path);
  } catch (const std::system_error&) {
    if (had) {
      operations.remove(path);  // half of a copy, at most
      operations.keep(aside, path);
      operations.remove(aside);
    }
    throw;
  }
  // The new file is in place. What cannot be cleared away now, the next save clears away.
  for (const fs::path& left : {temporary, aside}) {
    try {
      if (there(left)) operations.remove(left);
    } catch (const std::system_error&) {
    }
  }
}

void finish_replacement(const fs::path& path, FileOperations& operations) {
  const fs::path aside = aside_of(path), temporary = temporary_of(path);
  if (!there(aside)) return;
  const bool half = there(path) && there(temporary) && [&] {
    const std::string got = content(path), whole = content(temporary);
    return got.size() < whole.size() && whole.starts_with(got);
  }();
  if (half) operations.remove(path);
  if (!there(path)) operations.keep(aside, path);
  operations.remove(aside);
}

}  // namespace counterfoil
