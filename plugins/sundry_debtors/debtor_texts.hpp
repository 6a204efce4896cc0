// Texts of the lists that sundry debtors reads and the invoices that it writes.
#pragma once

#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/ids.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::debtors {

/// As texts and ids stand in keys, which the register keeps for years: plain, in capitals, ids that are numbers without leading
/// zeros.
std::string key_word(std::string_view text);
std::string key_id(std::string_view id);

bool is_yes(std::string_view text);
bool is_no(std::string_view text);

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
