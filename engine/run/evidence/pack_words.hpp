// The page that says what lies in a folder of evidence, and how anybody checks it.
#pragma once

#include <string>

namespace counterfoil::run {

/// `year`: "2025-26".
std::string pack_words(const std::string& year);

}  // namespace counterfoil::run
