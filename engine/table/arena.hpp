// Text that a table keeps: copied once into large blocks, freed with the table.
#pragma once

#include <cstring>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::table {

class Arena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.size() > room_) grow(text.size());
    char* const place = next_;
    if (!text.empty()) std::memcpy(place, text.data(), text.size());
    next_ += text.size();
    room_ -= text.size();
    return {place, text.size()};
  }
  /// The same blocks again, for text that lives as long as a row.
  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    if (blocks_.empty()) return;
    next_ = blocks_.back().data();
    room_ = blocks_.back().size();
  }
  std::vector<Buffer> take() { return std::move(blocks_); }

 private:
  static constexpr std::size_t block_size = 256 * 1024;

  void grow(std::size_t wanted) {
    blocks_.emplace_back(wanted > block_size ? wanted : block_size);
    next_ = blocks_.back().data();
    room_ = blocks_.back().size();
  }

  std::vector<Buffer> blocks_;
  char* next_ = nullptr;
  std::size_t room_ = 0;
};

}  // namespace counterfoil::table
