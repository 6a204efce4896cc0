// How high a row must be for its wrapped text to be seen whole. Excel fits rows without a height when it opens a file, LibreOffice
// does not (it trusts files whose writer is named Excel), so rows are written with a fitted height, and without customHeight: both
// fit the row again as soon as somebody edits it.
#pragma once

#include <span>
#include <string_view>

namespace counterfoil::report {

struct WrappedText {
  std::string_view text;  // UTF-8
  double width = 0;       // of its column, in characters as Excel counts them
};

/// Lines that the text takes in Arial 10, a little on the safe side. At least 1.
unsigned wrapped_lines(const WrappedText& cell);

/// Points; between the default height and the greatest that a row can have.
double row_height(std::span<const WrappedText> cells);

}  // namespace counterfoil::report
