// Texts: how those of exports are compared, and how counts and days are said to people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"

namespace counterfoil::debtors {

/// Letters and digits only, in capitals: "Placement ended." and "PLACEMENT ENDED" are the same words. Bytes beyond ASCII are kept.
std::string plain(std::string_view text);
/// An id as it is compared: plain, and without leading zeros where it is a number, as spreadsheets lose them.
std::string bare_id(std::string_view id);
bool is_yes(std::string_view text);
bool is_no(std::string_view text);

/// "1 line", "1,200 lines"
std::string counted(std::uint64_t count, std::string_view one, std::string_view many);
/// "03/11/2025 to 17/11/2025"; a single day once.
std::string span_words(DateSpan span);
/// Adds `part` after ", " or first.
void append_part(std::string& list, std::string_view part);
/// At most `most` characters (not bytes) of UTF-8.
std::string shortened(std::string_view text, std::size_t most);

/// The same day so many years later; 29 February becomes 28 February in a year without one, so that a limit is never a day too
/// long.
Date years_later(Date day, int years);
/// The same day of a later month, or that month's last day.
Date months_later(Date day, int months);

}  // namespace counterfoil::debtors
