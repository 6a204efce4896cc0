#include "base/digest.hpp"

#include <gcrypt.h>

#include <array>
#include <stdexcept>

namespace counterfoil {

namespace {

// Nothing secret is hashed, so libgcrypt's locked memory is switched off; that must happen before its first use.
void start_library() {
  static const bool started = [] {
    if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) return true;
    if (!gcry_check_version(GCRYPT_VERSION)) throw std::logic_error("the installed libgcrypt is older than the one built against");
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return true;
  }();
  static_cast<void>(started);
}

constexpr std::size_t digest_bytes = 32;

std::string to_hex(const unsigned char* bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(digest_bytes * 2);
  for (std::size_t i = 0; i < digest_bytes; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

struct Sha256::State {
  gcry_md_hd_t handle = nullptr;
  bool finished = false;
  ~State() { gcry_md_close(handle); }
};

std::string sha256_hex(std::string_view bytes) {
  start_library();
  std::array<unsigned char, digest_bytes> digest{};
  gcry_md_hash_buffer(GCRY_MD_SHA256, digest.data(), bytes.data(), bytes.size());
  return to_hex(digest.data());
}

Sha256::Sha256() : state_(std::make_unique<State>()) {
  start_library();
  if (gcry_md_open(&state_->handle, GCRY_MD_SHA256, 0) != 0) throw std::logic_error("libgcrypt offers no SHA-256");
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  if (state_->finished) throw std::logic_error("bytes added to a finished digest");
  gcry_md_write(state_->handle, bytes.data(), bytes.size());
}

std::string Sha256::hex() {
  state_->finished = true;
  return to_hex(gcry_md_read(state_->handle, GCRY_MD_SHA256));
}

FieldDigest::FieldDigest(std::string_view domain) { piece(domain); }

FieldDigest& FieldDigest::add(std::string_view name, std::string_view value) {
  piece(name);
  piece(value);
  return *this;
}

void FieldDigest::piece(std::string_view bytes) {
  sha_.update(std::to_string(bytes.size()));
  sha_.update(":");
  sha_.update(bytes);
  sha_.update(",");
}

}  // namespace counterfoil
