// The classes of change and the parts that a difference is made of. The words are those of the workbook.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/money.hpp"

namespace counterfoil::cwd {

enum class Class : std::uint8_t {
  new_person,
  new_line,
  ended,
  missing,
  rate,
  quantity,
  days,
  frequency,
  one_off,
  adjustment,
  renumbered,
  returned,
  provider,
  payee,
  mixed,
  unchanged,
};
inline constexpr std::size_t class_count = 16;
/// In the order of the bridge.
inline constexpr std::array<Class, class_count> all_classes{
    Class::new_person, Class::new_line,  Class::ended,   Class::missing,    Class::rate,       Class::quantity,
    Class::days,       Class::frequency, Class::one_off, Class::adjustment, Class::renumbered, Class::returned,
    Class::provider,   Class::payee,     Class::mixed,   Class::unchanged};

/// "Days in period"
std::string_view class_word(Class which);

/// The parts of one difference; they sum to it exactly.
class Parts {
 public:
  Pence& operator[](Class which) { return amounts_[static_cast<std::size_t>(which)]; }
  Pence operator[](Class which) const { return amounts_[static_cast<std::size_t>(which)]; }
  Pence sum() const;
  /// The number of parts that are not zero.
  std::size_t count() const;
  /// "Rate £12.00; Days in period -£3.10", largest first.
  std::string words() const;

 private:
  std::array<Pence, class_count> amounts_{};
};

}  // namespace counterfoil::cwd
