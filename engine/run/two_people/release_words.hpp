// What stands in the folder of a release for whoever loads the files.
#pragma once

#include <string>

#include <string>

#include "acts/act.hpp"

namespace counterfoil::run {

inline constexpr const char* read_me_name = "READ ME FIRST.txt";

/// From the signed acts alone. Lines end as Windows' do.
std::string release_read_me(const acts::Act& prepared, const acts::Act& approved, const acts::Signer& releaser);

/// "A, B and C." of lines "name: what".
std::string names_in_words(const std::string& files);

}  // namespace counterfoil::run
