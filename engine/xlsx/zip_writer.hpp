// Writing the container: parts that did not change are copied as they are, compressed bytes and all; others are deflated anew.
#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/zip/zip_archive.hpp"

namespace counterfoil::xlsx {

/// Entries come out in the order in which they were given. Times are fixed (1980-01-01), so that equal parts give equal bytes.
class ZipWriter {
 public:
  /// The entry's records as they stand in the file that `entry` was read from, which must outlive finish().
  void copy(const ZipEntry& entry);
  /// A part's new content, borrowed until finish(): large parts are deflated side by side meanwhile. `like` is the entry that it
  /// takes the place of, if any. The name is as stored.
  void add(std::string name, std::string_view content, const ZipEntry* like = nullptr);
  /// Throws Failure (unwritable) above 4 GiB. `comment` is the container's own.
  Buffer finish(std::string_view comment = {});

 private:
  struct Packed {
    Buffer compressed;
    std::uint32_t crc = 0;
  };
  struct Piece {
    std::string name;  // of an added entry, with what its records say
    std::uint16_t flags = 0;
    std::uint64_t size = 0;
    std::future<Packed> packing;  // not valid for a copied entry
    std::string header;           // the local header; empty for a copied entry
    Buffer compressed;            // its data, unless copied
    std::string_view copied;      // a whole local record
    std::string central;          // its offset is filled in by finish()
  };
  static Packed pack(std::string_view content);
  static void complete(Piece& piece);
  std::vector<Piece> pieces_;
};

/// The comment at the end of a container.
std::string_view zip_comment(std::string_view file);

}  // namespace counterfoil::xlsx
