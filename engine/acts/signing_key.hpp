// Ed25519 keys and signatures (RFC 8032, by libgcrypt), and the codes that people read to each other over the phone.
#pragma once

#include <string>
#include <string_view>

namespace counterfoil::acts {

struct KeyPair {
  std::string public_key;  // 32 bytes
  std::string secret;      // 32 bytes
};

KeyPair new_key_pair();

/// 64 bytes.
std::string sign(const KeyPair& key, std::string_view message);
/// Never throws: a key or signature that is none does not hold.
bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) noexcept;

/// "7K2QD-0M9XR-...": four groups of five characters, 100 bits of the SHA-256 of `bytes`. Without the letters that are misheard or
/// taken for digits (I, L, O, U). `domain` keeps the code of a key from being that of an act.
std::string check_code(std::string_view domain, std::string_view bytes);
/// As somebody typed it: small letters, blanks and hyphens anywhere, O for 0, I and L for 1. Empty where it cannot be one.
std::string check_code_as_typed(std::string_view text);

std::string to_hex(std::string_view bytes);
/// Empty where the text is not lower-case hexadecimal.
std::string from_hex(std::string_view text);

}  // namespace counterfoil::acts
