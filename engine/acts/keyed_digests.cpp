#include "acts/keyed_digests.hpp"

#include <algorithm>
#include <system_error>

#include "acts/batch_standing.hpp"
#include "audit/run_facts.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/who_and_when.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t secret_length = 64;  // hexadecimal digits
constexpr std::size_t named_by = 24;       // digits of its digest in the file's name

std::string name_of(const std::string& secret) { return FieldDigest{"counterfoil record secret 1"}.add("secret", secret).hex(); }

std::string file_of(const std::string& name) { return name.substr(0, named_by) + secret_suffix; }

std::string text_of(const fs::path& file) {
  std::error_code error;
  if (fs::symlink_status(file, error).type() != fs::file_type::regular || fs::file_size(file, error) != secret_length) return {};
  try {
    return std::string{read_file(file, secret_length).view()};
  } catch (const Failure&) {
    return {};
  }
}

/// As acts of earlier versions have it.
std::string plain(std::string_view what, std::string_view text) { return FieldDigest{"counterfoil payee"}.add(what, text).hex(); }

}  // namespace

KeyedDigests::KeyedDigests(const RecordFolder& folder, const std::vector<std::string>& files) : folder_(folder.path()) {
  for (const std::string& file : files) {
    const std::string secret = text_of(folder_ / path_from_utf8(file));
    const std::string name = name_of(secret);
    if (!secret.empty() && file == file_of(name)) secrets_.emplace(name, secret);
  }
}

std::string KeyedDigests::for_new_act() {
  if (!secrets_.empty()) return secrets_.begin()->first;
  const std::string secret = new_ledger_id() + new_ledger_id(), name = name_of(secret);
  std::error_code error;
  fs::create_directory(folder_, error);
  try {
    make_lasting_file(folder_ / path_from_utf8(file_of(name)), secret);
  } catch (const std::system_error& failure) {
    throw Failure{FailureKind::unwritable, "The team's record folder " + utf8_from_path(folder_) + " takes no new file: " +
                                               cause_in_words(failure.code()) + ". Ask whoever keeps the folder."};
  }
  return secrets_.emplace(name, secret).first->first;
}

bool KeyedDigests::tells(const Act& act) const {
  const std::string secret = act.fact(digests_under);
  return secret.empty() || secrets_.contains(secret);
}

std::string KeyedDigests::under(const std::string& secret, std::string_view what, std::string_view task,
                                std::string_view text) const {
  const auto found = secrets_.find(secret);
  if (found == secrets_.end()) return {};
  return FieldDigest{"counterfoil keyed digest 1"}.add("secret", found->second).add("task", task).add(what, text).hex();
}

std::string KeyedDigests::digest(const std::string& secret, std::string_view what, std::string_view text) const {
  return under(secret, what, {}, text);
}

std::string KeyedDigests::digest_in(const Act& act, std::string_view what, std::string_view text) const {
  const std::string secret = act.fact(digests_under);
  return secret.empty() ? plain(what, text) : under(secret, what, {}, text);
}

std::string KeyedDigests::line(const std::string& secret, std::string_view task, std::string_view key) const {
  return under(secret, "line", task, key);
}

std::string KeyedDigests::line_in(const Act& act, std::string_view key) const {
  const std::string secret = act.fact(digests_under);
  return secret.empty() ? audit::released_key_digest(act.task, key) : under(secret, "line", act.task, key);
}

std::vector<std::string> KeyedDigests::lines_of(std::string_view task, std::string_view key) const {
  std::vector<std::string> digests = {audit::released_key_digest(task, key)};
  for (const auto& [name, secret] : secrets_) digests.push_back(under(name, "line", task, key));
  return digests;
}

std::string missing_secret_in_words(const SeenActs& seen) {
  const std::vector<FoundAct> releases = seen.one_of_each_secret();
  if (releases.empty()) return {};
  const KeyedDigests digests{seen};
  const auto lost = std::find_if(releases.begin(), releases.end(), [&](const FoundAct& each) { return !digests.tells(each.act); });
  if (lost == releases.end()) return {};
  return "The team's record folder " + utf8_from_path(seen.folder().path()) + " misses the file " +
         file_of(lost->act.fact(digests_under)) + ", without which nobody can tell which lines went out in batch " +
         lost->act.batch + ", released by " + who_and_when_in_words(lost->act) +
         ". Have it put back from a backup; until then nothing is approved or released.";
}

}  // namespace counterfoil::acts
