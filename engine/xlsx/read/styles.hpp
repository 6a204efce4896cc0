// xl/styles.xml, as far as reading needs it: what kind of number a cell style shows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx {

enum class NumberFormatKind : std::uint8_t { general, number, percent, date, time, date_time, text };

/// Built-in ids and format codes alike ("dd/mm/yyyy", "[$-809]d mmm yyyy;@"). Quoted text, brackets and escapes do not count.
NumberFormatKind number_format_kind(unsigned id, std::string_view code);

class Styles {
 public:
  Styles() = default;
  explicit Styles(std::string_view part);  // throws Failure when it is not well formed
  NumberFormatKind kind(std::uint32_t style) const { return style < kinds_.size() ? kinds_[style] : NumberFormatKind::general; }
  /// The format code of a style ("General" where it has none).
  const std::string& code(std::uint32_t style) const;
  std::size_t size() const { return kinds_.size(); }

 private:
  std::vector<NumberFormatKind> kinds_;
  std::vector<std::string> codes_;
};

}  // namespace counterfoil::xlsx
