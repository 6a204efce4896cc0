// Whose key is whose, for whoever relies on a signature. No key counts because it is there: it counts when the council's people
// file names it, or when the one who relies on it confirmed its code with its owner.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/act.hpp"

namespace counterfoil::acts {

/// One line of the people file.
struct Person {
  std::string account;  // login
  bool may_approve = false;
  bool may_release = false;
  std::optional<std::int64_t> up_to_pence;  // gross, of one batch; none: no limit
  std::vector<std::string> keys;            // codes
};

/// {"people": [{"account": "b.checker", "may": ["approve", "release"], "up-to": "50000.00", "keys": ["..."]}]}. Failure (refused).
std::vector<Person> read_people(std::string_view json, std::string_view file_name);

struct Confirmed {
  std::string account;
  std::string code;
  std::string time_utc;
};
/// What this person confirmed, in their own data folder; a file that others could have written does not count.
std::vector<Confirmed> confirmed_keys(const std::filesystem::path& data_folder, const std::string& account);
void confirm_key(const std::filesystem::path& data_folder, const std::string& account, const Confirmed& key);

/// Whoever relies on signatures here and now.
struct Relier {
  std::string account;
  std::string public_key;  // their own; empty: none yet
  std::optional<std::vector<Person>> people;
  std::vector<Confirmed> confirmed;
};
/// Everything from where it lies on this machine. Failure (refused) as above.
Relier relier_here(const std::filesystem::path& data_folder, const std::string& account, const std::string& public_key);

enum class KeyKnown { no, own, confirmed, people_file };

struct Standing {
  KeyKnown known = KeyKnown::no;
  bool may_approve = false;
  bool may_release = false;
  std::optional<std::int64_t> up_to_pence;
  std::string words;  // "by the council's people file"
};
/// `own_batch`: the relier prepared the batch, so that what they confirmed themselves does not count.
Standing standing_of(const Act& act, const Relier& relier, bool own_batch);

/// "b.checker's key, 7K2QD-..."
std::string key_in_words(const Act& act);

}  // namespace counterfoil::acts
