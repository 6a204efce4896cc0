// SHA-256, as lower-case hexadecimal text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace counterfoil {

std::string sha256_hex(std::string_view bytes);

/// For bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// The digest of all bytes so far; nothing may be added afterwards.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A digest over named fields in which no two different lists of fields look alike: every name and value goes in with its length.
/// `domain` says what the digest is of, so that a digest of one kind can never stand for another.
class FieldDigest {
 public:
  explicit FieldDigest(std::string_view domain);
  FieldDigest& add(std::string_view name, std::string_view value);
  std::string hex() { return sha_.hex(); }

 private:
  void piece(std::string_view bytes);
  Sha256 sha_;
};

}  // namespace counterfoil
