// Text that does not depend on a locale: UTF-8 checks, comparing names as people do, the nearest known name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil {

bool is_valid_utf8(std::string_view text);

/// Every byte that belongs to no valid sequence becomes U+FFFD.
std::string repair_utf8(std::string_view text);

/// Windows-1252, the code page of British Windows; its five undefined bytes become U+FFFD.
std::string utf8_from_windows_1252(std::string_view bytes);
/// Little-endian UTF-16 without a byte order mark; lone surrogates and an odd last byte become U+FFFD.
std::string utf8_from_utf16_le(std::string_view bytes);

/// Appends one code point; beyond U+10FFFF or a surrogate gives U+FFFD.
void append_utf8(std::string& text, std::uint32_t code_point);

/// For comparing names: ASCII letters in lower case; spaces, punctuation and currency signs dropped (their Unicode cousins too:
/// no-break space, dashes, curly quotes). Other letters stay as they are. "Person ID" and "person_id" both give "personid".
std::string fold_for_comparing(std::string_view text);

/// Insertions, deletions, replacements and swaps of neighbours, in code points.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate that `name` most likely means, both folded; empty when none is close. Of two that are equally close, the
/// earlier one.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

/// "1,234,567"
std::string with_thousands(std::int64_t number);

/// "1 row", "2,500 rows"; `many` only where it is not `one` + "s".
std::string count_of(std::int64_t number, std::string_view one, std::string_view many = {});

/// "A", "A and B", "A, B and C"
std::string list_in_words(const std::vector<std::string>& items, std::string_view last_joint = " and ");

}  // namespace counterfoil
