#include "acts/own_key.hpp"

#include <system_error>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view key_file_mark = "counterfoil-key 1\n";
constexpr std::uint64_t longest_key_file = 1 << 16;
constexpr std::size_t secret_bytes = 32;

[[noreturn]] void unusable(const fs::path& file, const std::string& why) {
  throw Failure{FailureKind::refused,
                "Your signing key cannot be used: " + why + ". It is the file " + utf8_from_path(file) +
                    ". Delete it; the next approval or release makes a new key, whose code you then tell the others."};
}

/// The name says whose and where, in letters that every drive takes; the digest keeps two that look alike apart.
fs::path file_of(const fs::path& data_folder, const std::string& account, const std::string& machine) {
  std::string name;
  for (const char c : account + "@" + machine)
    name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '@' ? c : '_';
  FieldDigest digest{"counterfoil key file"};
  digest.add("account", account).add("machine", machine);
  return data_folder / "keys" / (name.substr(0, 80) + "-" + digest.hex().substr(0, 8) + ".key");
}

KeyPair read_key(const fs::path& file) {
  if (open_to_others(file)) unusable(file, "others than you can read its file, so a signature with it proves nothing");
  const Buffer held = read_file(file, longest_key_file);
  std::string_view text = held.view();
  if (!text.starts_with(key_file_mark)) unusable(file, "its file holds something else");
  text.remove_prefix(key_file_mark.size());
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos || !text.ends_with('\n')) unusable(file, "its file was cut off");
  const std::string public_key = from_hex(text.substr(0, line));
  const auto secret = unsealed_for_user(from_hex(text.substr(line + 1, text.size() - line - 2)));
  if (!secret) unusable(file, "Windows does not open it for this login on this machine");
  KeyPair key{public_key, *secret};
  if (public_key.size() != secret_bytes || secret->size() != secret_bytes ||
      !signature_holds(public_key, "proof", sign(key, "proof")))
    unusable(file, "its two halves do not belong together");
  return key;
}

}  // namespace

Signer own_signer(const fs::path& data_folder, const std::string& account, const std::string& machine) {
  const fs::path file = file_of(data_folder, account, machine);
  std::error_code error;
  if (!fs::exists(file, error)) {
    const KeyPair key = new_key_pair();
    const auto sealed = sealed_for_user(key.secret);
    if (!sealed)
      throw Failure{
          FailureKind::unwritable,
          "Windows would not protect a signing key for you, so none was made. Ask IT: the profile of your login is not whole."};
    try {
      make_secret_file(file, std::string{key_file_mark} + to_hex(key.public_key) + "\n" + to_hex(*sealed) + "\n");
    } catch (const std::system_error& failure) {
      if (failure.code() != std::errc::file_exists)  // else another process of yours was first, and its key is yours
        throw Failure{FailureKind::unwritable, "Your signing key cannot be written to " + utf8_from_path(file.parent_path()) +
                                                   ": " + cause_in_words(failure.code()) + ". Ask IT to let you write there."};
    }
  }
  return {account, machine, read_key(file)};
}

std::string key_code(std::string_view public_key) { return check_code("counterfoil key", public_key); }

}  // namespace counterfoil::acts
