// The most that a workbook may ask of this machine. A file beyond a limit is refused with a sentence, never read in part.
#pragma once

#include <cstddef>
#include <cstdint>

namespace counterfoil::xlsx {

struct Limits {
  std::uint64_t file_bytes = 512ull << 20;       // of the container itself
  std::size_t entries = 10'000;                  // parts in the container
  std::uint64_t part_bytes = 2ull << 30;         // one part, inflated; a million rows of 20 columns is 0.8 GB
  std::uint64_t small_part_bytes = 64ull << 20;  // parts read as a tree: workbook, styles, relationships, tables, drawings
  std::uint64_t all_bytes = 3ull << 30;          // all parts that one run inflates
  // Deflate reaches 1032:1. Real sheets stay under 60:1; above `ratio` a part larger than `ratio_from_bytes` is a bomb.
  std::uint64_t ratio = 250;
  std::uint64_t ratio_from_bytes = 16ull << 20;
  std::size_t path_bytes = 1'024;
  unsigned xml_depth = 256;
  std::size_t sheets = 1'024;
};

inline constexpr std::uint32_t last_row = 1'048'576;
inline constexpr std::uint32_t last_column = 16'384;
inline constexpr std::size_t longest_cell_text = 32'767;

}  // namespace counterfoil::xlsx
