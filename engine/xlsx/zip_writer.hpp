// Writing the container: parts that did not change are copied as they are, compressed bytes and all; others are deflated anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "xlsx/zip_archive.hpp"

namespace counterfoil::xlsx {

/// Entries come out in the order in which they were given. Times are fixed (1980-01-01), so that equal parts give equal bytes.
class ZipWriter {
 public:
  /// The entry's records as they stand in the file that `entry` was read from, which must outlive finish().
  void copy(const ZipEntry& entry);
  /// A part's new content; `like` is the entry that it takes the place of, if any. The name is as stored.
  void add(std::string name, std::string_view content, const ZipEntry* like = nullptr);
  /// Throws Failure (unwritable) above 4 GiB. `comment` is the container's own.
  Buffer finish(std::string_view comment = {});

 private:
  struct Piece {
    std::string header;          // the local header; empty for a copied entry
    Buffer compressed;           // its data, unless copied
    std::string_view copied;     // a whole local record
    std::string central;         // its offset is filled in by finish()
  };
  std::vector<Piece> pieces_;
};

/// The comment at the end of a container.
std::string_view zip_comment(std::string_view file);

}  // namespace counterfoil::xlsx
