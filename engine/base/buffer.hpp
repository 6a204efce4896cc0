// A block of bytes that is not cleared first: inflated parts run to hundreds of megabytes.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace counterfoil {

class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(std::size_t size) : bytes_(new char[size]), size_(size) {}
  char* data() { return bytes_.get(); }
  const char* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }
  /// Gives up the bytes after `size`; the memory stays until the buffer goes.
  void shrink(std::size_t size) { size_ = size; }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace counterfoil
