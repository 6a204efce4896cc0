// The key with which this person signs on this machine: made at first use, theirs alone.
#pragma once

#include <filesystem>
#include <string>

#include "acts/signing_key.hpp"

namespace counterfoil::acts {

struct Signer {
  std::string account;
  std::string machine;
  KeyPair key;
};

/// Reads the key in `data_folder`, or makes it. Failure (refused) where the file is open to others, is no key, or cannot be
/// unsealed here: a key that others could have read is no proof any more. Failure (unwritable) where none can be made.
Signer own_signer(const std::filesystem::path& data_folder, const std::string& account, const std::string& machine);

/// The code by which others know a key.
std::string key_code(std::string_view public_key);

}  // namespace counterfoil::acts
