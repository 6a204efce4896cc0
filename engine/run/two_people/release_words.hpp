// What stands in the folder of a release for whoever loads the files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "acts/act.hpp"

namespace counterfoil::run {

inline constexpr const char* read_me_name = "READ ME FIRST.txt";

/// From the signed acts alone. Lines end as Windows' do.
std::string release_read_me(const acts::Act& prepared, const acts::Act& approved, const acts::Signer& releaser);

/// "A, B and C." of lines "name: what".
std::string names_in_words(const std::string& files);

/// The accounting day of an approval's files, days since 1970-01-01; nothing where it is no number, or not the day on which the
/// approval was signed, somewhere on earth.
std::optional<std::int64_t> accounting_day(const acts::Act& approval);

}  // namespace counterfoil::run
