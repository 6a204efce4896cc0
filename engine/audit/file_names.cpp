#include "audit/file_names.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/who_and_when.hpp"

namespace counterfoil::audit {

namespace fs = std::filesystem;

namespace {

constexpr const char* secret_file = "secret.key";
constexpr std::size_t digest_length = 32;  // hexadecimal digits: 128 bits
constexpr std::size_t secret_length = 64;
constexpr std::uint64_t longest_name = 4096;

std::string text_of(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return {};
  try {
    return std::string{read_file(file, longest_name).view()};
  } catch (const Failure&) {
    return {};
  }
}

bool is_digest(const std::string& text) {
  return text.size() == digest_length &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string digest_under(const std::string& secret, const std::string& name) {
  return FieldDigest{"counterfoil file name 1"}.add("secret", secret).add("name", name).hex().substr(0, digest_length);
}

/// False where it cannot be made; true too where somebody was first.
bool make(const fs::path& file, const std::string& text) {
  try {
    make_secret_file(file, text);
  } catch (const std::system_error& error) {
    return error.code() == std::errc::file_exists;
  }
  return true;
}

}  // namespace

FileNames::FileNames(const fs::path& ledger) : folder_(ledger) { folder_ += ".names"; }

std::string FileNames::secret() const {
  const std::string secret = text_of(folder_ / secret_file);
  return secret.size() == secret_length ? secret : std::string{};
}

bool FileNames::have_secret() const { return !secret().empty() || make(folder_ / secret_file, new_ledger_id() + new_ledger_id()); }

std::string FileNames::digest_of_line(std::string_view task, std::string_view key) const {
  const std::string own = secret();
  if (own.empty()) return {};
  return FieldDigest{"counterfoil released key 2"}.add("secret", own).add("task", task).add("key", key).hex();
}

std::string FileNames::remember(const std::string& name) const {
  if (!have_secret()) return {};
  std::string digest = digest_of(name);
  if (digest.empty() || name_of(digest) == name) return digest;
  make(folder_ / (digest + ".name"), name);  // where it cannot, the digest still proves which file it was
  return digest;
}

std::string FileNames::digest_of(const std::string& name) const {
  const std::string key = secret();
  return key.empty() ? std::string{} : digest_under(key, name);
}

std::string FileNames::name_of(const std::string& digest) const {
  return is_digest(digest) ? text_of(folder_ / (digest + ".name")) : std::string{};
}

void FileNames::forget(const std::function<bool(const std::string&)>& names_them) const {
  std::error_code error;
  std::vector<fs::path> gone;
  for (fs::directory_iterator each{folder_, error}, end; !error && each != end; each.increment(error))
    if (each->path().extension() == ".name" && names_them(text_of(each->path()))) gone.push_back(each->path());
  for (const fs::path& file : gone) fs::remove(file, error);
}

}  // namespace counterfoil::audit
