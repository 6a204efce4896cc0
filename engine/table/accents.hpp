// Letters with accents that are written as two characters, a letter and a mark, as Apple's programs write them.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil::table {

/// Whether a mark that belongs to the letter before it stands in the text. Cheap.
bool has_combining_marks(std::string_view utf8);

/// The same text with a letter and its mark as one character, where Latin has it: "e" and an acute accent are "é".
std::string with_composed_accents(std::string_view utf8);

/// The same in place; returns the new length, which is never more.
std::size_t compose_accents(char* text, std::size_t length);

}  // namespace counterfoil::table
