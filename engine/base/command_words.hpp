// Sentences with a part that only somebody at the command line can follow ("Or add --save-as FILE."). The part stands between two
// marks that no text of people holds; each way of telling a sentence keeps or drops it.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil {

inline constexpr char command_part_begins = '\x0E';
inline constexpr char command_part_ends = '\x0F';

/// `words` as such a part, marked.
std::string at_command_line(std::string_view words);

/// The whole sentence, without the marks.
std::string for_command_line(std::string_view sentence);

/// For a window or a sheet: marked parts are left out, and no space is left doubled or before a full stop.
std::string without_commands(std::string_view sentence);

}  // namespace counterfoil
