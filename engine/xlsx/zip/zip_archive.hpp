// Reading the container. Central directory and local headers must agree; sizes and CRCs are checked; names are compared without
// case as the packaging standard says, and two entries of one name are refused, since two readers could see different data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::xlsx {

struct ZipEntry {
  std::string name;  // as stored
  std::uint64_t compressed_size = 0;
  std::uint64_t size = 0;
  std::uint32_t crc = 0;
  std::uint16_t method = 0;  // 0 stored, 8 deflate
  std::uint16_t flags = 0;
  std::uint32_t external_attributes = 0;
  std::uint32_t dos_time = 0;       // date in the high half
  std::uint64_t local_header = 0;   // offset in the file
  std::string_view compressed;      // the entry's data in the file
  std::string_view central_record;  // the whole central directory record, for copying as it is
  std::string_view local_record;    // local header, data, and data descriptor where there is one, for copying as it is
};

/// Borrows `file`, which must outlive it.
class ZipArchive {
 public:
  /// Throws Failure (unreadable) for anything but a valid container within the limits.
  explicit ZipArchive(std::string_view file, const Limits& limits = {});

  const std::vector<ZipEntry>& entries() const { return entries_; }  // in the order of the central directory
  const ZipEntry* find(std::string_view name) const;                 // without regard to ASCII case; nullptr when absent
  /// Inflates one entry; size, ratio, total and CRC are checked.
  Buffer read(const ZipEntry& entry) const;
  const Limits& limits() const { return limits_; }

 private:
  std::string_view file_;
  Limits limits_;
  std::vector<ZipEntry> entries_;
  std::unordered_map<std::string, std::size_t> by_lower_name_;
  mutable std::uint64_t inflated_ = 0;
};

}  // namespace counterfoil::xlsx
