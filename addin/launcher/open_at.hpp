// Opening a workbook where it matters, in whatever program this system has for it.
#pragma once

#include <string>

namespace counterfoil::launcher {

/// The address of a cell for LibreOffice: "file:///home/me/CWD%202025.xlsx#Changes.C7". No sheet: the file's alone. `path` is
/// absolute.
std::string address_of(const std::string& path, const std::string& sheet, const std::string& cell);

/// "The sheet Changes, cell C7", of a text without sheets "Line 7", for whoever must find it by hand; empty where there is nothing
/// to say.
std::string place_in_words(const std::string& sheet, const std::string& cell);

}  // namespace counterfoil::launcher
