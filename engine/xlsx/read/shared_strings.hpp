// xl/sharedStrings.xml: the texts that cells refer to by number.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"

namespace counterfoil::xlsx {

/// Texts decoded to UTF-8 (entities and _xHHHH_ escapes resolved, rich runs joined, phonetic guides left out). Owns its bytes.
class SharedStrings {
 public:
  SharedStrings() = default;
  /// Takes the part; decodes in place. Throws Failure when it is not well formed.
  explicit SharedStrings(Buffer part);
  std::size_t size() const { return texts_.size(); }
  std::string_view operator[](std::size_t index) const { return texts_[index]; }
  /// The text that a cell's stored index means; nothing when that is no number or points beyond the last text.
  std::optional<std::string_view> find(std::string_view index) const;

 private:
  Buffer part_;
  std::vector<std::string_view> texts_;
};

}  // namespace counterfoil::xlsx
