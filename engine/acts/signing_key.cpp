#include "acts/signing_key.hpp"

#include <gcrypt.h>

#include <memory>
#include <stdexcept>

#include "base/digest.hpp"

namespace counterfoil::acts {

namespace {

struct Released {
  void operator()(gcry_sexp_t list) const { gcry_sexp_release(list); }
};
using List = std::unique_ptr<std::remove_pointer_t<gcry_sexp_t>, Released>;

constexpr std::size_t key_bytes = 32, signature_bytes = 64, half = 32;
constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_letters = 20, group = 5;

[[noreturn]] void fault(const char* what) { throw std::runtime_error{std::string{"libgcrypt cannot "} + what}; }

void start_library() { sha256_hex({}); }  // which sets libgcrypt up once

List list_of(const char* name, const List& from) { return List{gcry_sexp_find_token(from.get(), name, 0)}; }

std::string bytes_of(const List& token) {
  std::size_t length = 0;
  const char* data = token ? gcry_sexp_nth_data(token.get(), 1, &length) : nullptr;
  return data ? std::string{data, length} : std::string{};
}

/// Whether `number`, 32 bytes with the lowest first, is below `limit`, written the same way.
bool below(std::string_view number, std::string_view limit) {
  for (std::size_t at = half; at-- > 0;)
    if (number[at] != limit[at]) return static_cast<unsigned char>(number[at]) < static_cast<unsigned char>(limit[at]);
  return false;
}

/// RFC 8032 knows a point by its coordinate y below 2^255 - 19 and a sign in the highest bit.
bool is_coordinate(std::string_view point) {
  static const std::string prime = from_hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
  std::string coordinate{point};
  coordinate.back() = static_cast<char>(coordinate.back() & 0x7F);
  return below(coordinate, prime);
}

class Number {
 public:
  Number() : number_(gcry_mpi_new(0)) {}
  explicit Number(unsigned long value) : number_(gcry_mpi_set_ui(nullptr, value)) {}
  explicit Number(const char* hexadecimal) : number_(nullptr) {
    if (gcry_mpi_scan(&number_, GCRYMPI_FMT_HEX, hexadecimal, 0, nullptr) != 0) fault("read a number");
  }
  ~Number() { gcry_mpi_release(number_); }
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  operator gcry_mpi_t() const { return number_; }

 private:
  gcry_mpi_t number_;
};

/// Whether libgcrypt can take the bytes for a public key. It ends the process (1.10: "mulm_25519: different sizes") on a point of
/// which a coordinate is shorter than its field's last word, and an act is anybody's to write. So x is worked out here, from x^2 =
/// (y^2 - 1) / (d y^2 + 1), by plain arithmetic, and such points are no keys; of honest ones, one in 10^18 is.
bool is_usable_point(std::string_view point) {
  constexpr unsigned shorter = 192;
  if (!is_coordinate(point)) return false;
  const Number prime{"7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFED"},
      d{"52036CEE2B6FFE738CC740797779E89800700A4D4141D8AB75EB4DCA135978A3"},
      root_exponent{"0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFE"},  // (p + 3) / 8
      root_of_minus_one{"2B8324804FC1DF0B2B4D00993DFBD7A72F431806AD2FE478C4EE1B274A0EA0B0"}, one{1};
  std::string digits = to_hex(std::string{point.rbegin(), point.rend()});
  digits[0] = "01234567"[(digits[0] >= 'a' ? digits[0] - 'a' + 10 : digits[0] - '0') & 7];  // without the sign
  const Number y{("00" + digits).c_str()};
  const Number squared, above, below_it, x, again, other;
  gcry_mpi_mulm(squared, y, y, prime);
  gcry_mpi_subm(above, squared, one, prime);
  gcry_mpi_mulm(below_it, squared, d, prime);
  gcry_mpi_addm(below_it, below_it, one, prime);
  if (!gcry_mpi_invm(below_it, below_it, prime)) return false;
  gcry_mpi_mulm(squared, above, below_it, prime);
  gcry_mpi_powm(x, squared, root_exponent, prime);
  gcry_mpi_mulm(again, x, x, prime);
  if (gcry_mpi_cmp(again, squared) != 0) {
    gcry_mpi_mulm(x, x, root_of_minus_one, prime);
    gcry_mpi_mulm(again, x, x, prime);
    if (gcry_mpi_cmp(again, squared) != 0) return false;  // no point has this y
  }
  gcry_mpi_subm(other, prime, x, prime);
  return gcry_mpi_get_nbits(y) > shorter && gcry_mpi_get_nbits(x) > shorter && gcry_mpi_get_nbits(other) > shorter;
}

/// Below the order of the group, as the standard asks of the second half of a signature.
bool is_scalar(std::string_view scalar) {
  static const std::string order = from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  return below(scalar, order);
}

/// libgcrypt's lists hold less than 65,536 bytes with all that belongs to them, and over more it ends the process.
constexpr std::size_t longest_value = 65'000;

/// Of a longer message its digest is signed. No act begins with these words, so none can be taken for a longer one.
std::string text_to_sign(std::string_view message) {
  if (message.size() <= longest_value) return std::string{message};
  return "counterfoil long message, SHA-256 " + sha256_hex(message);
}

List message_list(std::string_view message) {
  const std::string text = text_to_sign(message);
  gcry_sexp_t list = nullptr;
  if (gcry_sexp_build(&list, nullptr, "(data (flags eddsa) (hash-algo sha512) (value %b))", static_cast<int>(text.size()),
                      text.data()) != 0)
    return nullptr;
  return List{list};
}

}  // namespace

KeyPair new_key_pair() {
  start_library();
  gcry_sexp_t wanted = nullptr, made = nullptr;
  if (gcry_sexp_build(&wanted, nullptr, "(genkey (ecc (curve Ed25519) (flags eddsa)))") != 0) fault("make a key");
  const List asked{wanted};
  if (gcry_pk_genkey(&made, asked.get()) != 0) fault("make a key");
  const List pair{made};
  KeyPair key{bytes_of(list_of("q", pair)), bytes_of(list_of("d", pair))};
  if (!is_usable_point(key.public_key)) return new_key_pair();
  if (key.public_key.size() != key_bytes || key.secret.size() != key_bytes) fault("make a key");
  return key;
}

std::string sign(const KeyPair& key, std::string_view message) {
  start_library();
  gcry_sexp_t secret = nullptr, signature = nullptr;
  if (gcry_sexp_build(&secret, nullptr, "(private-key (ecc (curve Ed25519) (flags eddsa) (q %b) (d %b)))",
                      static_cast<int>(key.public_key.size()), key.public_key.data(), static_cast<int>(key.secret.size()),
                      key.secret.data()) != 0)
    fault("read the key");
  const List held{secret};
  const List data = message_list(message);
  if (!data || gcry_pk_sign(&signature, data.get(), held.get()) != 0) fault("sign");
  const List made{signature};
  std::string result = bytes_of(list_of("r", made)) + bytes_of(list_of("s", made));
  if (result.size() != signature_bytes) fault("sign");
  return result;
}

bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) noexcept {
  if (public_key.size() != key_bytes || signature.size() != signature_bytes) return false;
  try {
    start_library();
    if (!is_usable_point(public_key) || !is_coordinate(signature.substr(0, half)) || !is_scalar(signature.substr(half)))
      return false;
    gcry_sexp_t key = nullptr, claimed = nullptr;
    if (gcry_sexp_build(&key, nullptr, "(public-key (ecc (curve Ed25519) (flags eddsa) (q %b)))", static_cast<int>(key_bytes),
                        public_key.data()) != 0)
      return false;
    const List held{key};
    if (gcry_sexp_build(&claimed, nullptr, "(sig-val (eddsa (r %b) (s %b)))", static_cast<int>(half), signature.data(),
                        static_cast<int>(half), signature.data() + half) != 0)
      return false;
    const List made{claimed};
    const List data = message_list(message);
    return data && gcry_pk_verify(made.get(), data.get(), held.get()) == 0;
  } catch (...) {
    return false;
  }
}

std::string check_code(std::string_view domain, std::string_view bytes) {
  FieldDigest digest{domain};
  digest.add("bytes", bytes);
  const std::string raw = from_hex(digest.hex());
  std::string code;
  unsigned held = 0, bits = 0;
  std::size_t at = 0;
  for (std::size_t made = 0; made < code_letters; ++made) {
    if (bits < 5) {
      held = held << 8 | static_cast<unsigned char>(raw[at++]);
      bits += 8;
    }
    if (made > 0 && made % group == 0) code += '-';
    code += letters[held >> (bits - 5) & 31];
    bits -= 5;
    held &= (1u << bits) - 1;
  }
  return code;
}

std::string check_code_as_typed(std::string_view text) {
  std::string code;
  std::size_t met = 0;
  for (char c : text) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (letters.find(c) == std::string_view::npos || met == code_letters) return {};
    if (met > 0 && met % group == 0) code += '-';
    code += c;
    ++met;
  }
  return met == code_letters ? code : std::string{};
}

std::string to_hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += digits[static_cast<unsigned char>(c) >> 4];
    text += digits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

std::string from_hex(std::string_view text) {
  const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  std::string bytes;
  if (text.size() % 2 != 0) return {};
  for (std::size_t at = 0; at < text.size(); at += 2) {
    if (value(text[at]) < 0 || value(text[at + 1]) < 0) return {};
    bytes += static_cast<char>(value(text[at]) << 4 | value(text[at + 1]));
  }
  return bytes;
}

}  // namespace counterfoil::acts
