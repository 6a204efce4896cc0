// Windows' error numbers as the portable conditions for which there are words. Included by files named *_windows.cpp alone.
#pragma once

#include <system_error>

namespace counterfoil {

std::error_code windows_error(unsigned long number);
[[noreturn]] void throw_windows_error(unsigned long number);

}  // namespace counterfoil
