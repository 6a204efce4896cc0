// The records of a zip file, read with every offset and length proved to lie inside the file.
#pragma once

#include <cstdint>
#include <string_view>

#include "xlsx/zip/zip_archive.hpp"

namespace counterfoil::xlsx {

/// Throws Failure (unreadable): "The file is damaged: <what>. ..." with what to do.
[[noreturn]] void zip_fault(std::string_view what);

struct ZipDirectory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t entries = 0;
};

/// Finds the central directory from the end of the file, through a comment and zip64 records.
ZipDirectory find_directory(std::string_view file);

/// The central record at the front of `rest`.
ZipEntry read_central_record(std::string_view rest);

/// Finds the local record of `entry`, holds it to the central one, and sets `compressed` and `local_record`. No record may reach
/// into the central directory, which begins at `limit`.
void read_local_record(std::string_view file, std::uint64_t limit, ZipEntry& entry);

}  // namespace counterfoil::xlsx
