// The least that any reader must do with an export: inflate its sheets and shared strings, and look at every byte once. Trusts the
// file wholly, checks nothing; it is a yardstick, not a reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::bench {

struct FloorParts {
  std::vector<Buffer> sheets;
  std::vector<Buffer> strings;
};

FloorParts inflate_parts(std::string_view file);

/// Every part; a file that is no container is its own.
std::vector<Buffer> inflate_all(std::string_view file);
std::size_t deflated_size(const Buffer& part);

/// One pass: every '<' found with memchr.
std::size_t count_tags(const Buffer& part);

struct FloorCells {
  std::size_t cells = 0;
  std::size_t numbers = 0;
  std::size_t string_indexes = 0;
  double sum = 0;
  std::size_t string_bytes = 0;
};

/// The plainest tokeniser of one dialect: finds "<c ", reads the type, converts numbers and string indexes.
void tokenise_sheet(std::string_view xml, FloorCells& cells);
/// Delimits shared strings.
void tokenise_strings(std::string_view xml, FloorCells& cells);

}  // namespace counterfoil::bench
