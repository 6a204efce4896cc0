// What "counterfoil --help" prints.
#pragma once

namespace counterfoil::app {

extern const char* const help_words;

}  // namespace counterfoil::app
