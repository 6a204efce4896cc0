// Words and texts: what people read, and how texts from exports are compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "counterfoil/date.hpp"
#include "counterfoil/quantity.hpp"
#include "counterfoil/text.hpp"

namespace counterfoil::cwd {

/// Whether both are the same word once made plain.
bool same_words(std::string_view left, std::string_view right);
/// Whether `text`, made plain, holds `part` (already plain).
bool says(std::string_view text, std::string_view part);

/// "13 Oct to 9 Nov 2025"; the year is said twice only where it differs.
std::string span_words(DateSpan span);
/// "12.5%" of a ratio in parts of 1,000 (125 -> "12.5%").
std::string percent_words(std::int64_t thousandths);

/// Orders ids as a person would: numbers by value, everything else by its bytes.
bool id_before(std::string_view left, std::string_view right);
/// The same where both ids without their leading zeros are known already, as in a sort.
bool id_before(std::string_view left, std::string_view bare_left, std::string_view right, std::string_view bare_right);
/// "4512" of "004512"; "" unless the id is nothing but digits.
std::string_view without_leading_zeros(std::string_view id);

/// Adds a sentence after a space.
void append_sentence(std::string& text, std::string_view sentence);

}  // namespace counterfoil::cwd
