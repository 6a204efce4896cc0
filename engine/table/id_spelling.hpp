// What other programs put around and into a text so that a spreadsheet leaves it alone, and the words that they write for no value.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace counterfoil::table {

/// Without the signs that only guard a text against a spreadsheet: ="400101", '400101 and '400101' are 400101.
std::string_view without_guards(std::string_view text);

/// Cheap: false for nearly every identifier that respelt() would leave as it is.
bool may_be_respelt(std::string_view text);

/// An identifier without guards and without characters that nobody sees (zero width, soft hyphen), spaces of any kind as one space.
/// Nothing where it stands so already, or where nothing would be left.
std::optional<std::string> respelt(std::string_view text);

/// "400101.0": digits and a nought behind a point, as programs write whole numbers that they hold as floating point.
bool ends_in_point_zero(std::string_view text);
/// "4501.1": digits, a point, and digits that are not all noughts.
bool is_two_part_number(std::string_view text);

/// Words and signs for no value in the place of an identifier: NULL, N/A, #N/A, TBC, -, ?, in any case.
bool stands_for_nothing(std::string_view text);

/// Those of them that programs write and nobody types: NULL, (null), <null>, \N, #N/A.
bool is_null_word(std::string_view text);

/// Those that people write for a blank, and which ask for nothing more: N/A, -, ?
bool is_blank_sign(std::string_view text);

}  // namespace counterfoil::table
