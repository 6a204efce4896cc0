#include <windows.h>

#include "base/system_error_windows.hpp"

namespace counterfoil {

std::error_code windows_error(unsigned long number) {
  constexpr unsigned long disk_quota_exceeded = 1295;  // has no name in mingw-w64's headers
  const auto as = [](std::errc condition) { return std::make_error_code(condition); };
  switch (number) {
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case disk_quota_exceeded: return as(std::errc::no_space_on_device);
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_USER_MAPPED_FILE: return as(std::errc::device_or_resource_busy);
    case ERROR_ACCESS_DENIED: return as(std::errc::permission_denied);
    case ERROR_WRITE_PROTECT: return as(std::errc::read_only_file_system);
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME: return as(std::errc::no_such_file_or_directory);
    case ERROR_NOT_SUPPORTED:
    case ERROR_INVALID_FUNCTION:
    case ERROR_CALL_NOT_IMPLEMENTED: return as(std::errc::operation_not_supported);
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS: return as(std::errc::file_exists);
    case ERROR_NOT_SAME_DEVICE: return as(std::errc::cross_device_link);
    case ERROR_FILENAME_EXCED_RANGE: return as(std::errc::filename_too_long);
    case ERROR_FILE_TOO_LARGE: return as(std::errc::file_too_large);
    case ERROR_TOO_MANY_OPEN_FILES: return as(std::errc::too_many_files_open);
    case ERROR_NETNAME_DELETED:
    case ERROR_UNEXP_NET_ERR:
    case ERROR_CRC:
    case ERROR_IO_DEVICE: return as(std::errc::io_error);
    default: return {static_cast<int>(number), std::system_category()};
  }
}

void throw_windows_error(unsigned long number) { throw std::system_error{windows_error(number)}; }

}  // namespace counterfoil
