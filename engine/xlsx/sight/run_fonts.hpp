// The fonts of a text's runs, as far as they have one of their own.
#pragma once

#include <charconv>
#include <utility>
#include <vector>

#include "xlsx/cell_looks.hpp"

namespace counterfoil::xlsx {

class RunFonts {
 public:
  explicit RunFonts(const CellLooks& looks) : looks_(looks) {}
  /// At each start inside of a text: <is>, <si>.
  void start(const XmlCursor& cursor) {
    if (cursor.is("rPr"))
      fonts_.emplace_back();
    else if (cursor.is("color") && !fonts_.empty())
      fonts_.back().colour = looks_.colour_of(cursor);
    else if (cursor.is("sz") && !fonts_.empty())
      fonts_.back().points = points_of(cursor.attribute("val").value_or(std::string_view{}));
  }
  std::vector<FontLook> take() { return std::exchange(fonts_, {}); }

 private:
  static std::optional<double> points_of(std::string_view text) {
    double points = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), points);
    return error == std::errc{} ? std::optional{points} : std::nullopt;
  }
  const CellLooks& looks_;
  std::vector<FontLook> fonts_;
};

}  // namespace counterfoil::xlsx
