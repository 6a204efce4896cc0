#include "acts/people.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "acts/machine_settings.hpp"
#include "audit/sign_off_record.hpp"
#include "base/digest.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/secret_file.hpp"
#include "base/who_and_when.hpp"
#include "counterfoil/money.hpp"
#include "spec/json_object.hpp"

namespace counterfoil::acts {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longest_people_file = 1 << 20;

bool same_login(std::string_view left, std::string_view right) {
  const std::string login = audit::login_for_comparing(left);
  return !login.empty() && login == audit::login_for_comparing(right);
}

fs::path confirmed_folder(const fs::path& data_folder, const std::string& account) {
  FieldDigest digest{"counterfoil confirmed keys"};
  digest.add("account", audit::login_for_comparing(account));
  return data_folder / ("confirmed-" + digest.hex().substr(0, 12));
}

/// "50000.00", "50000": pence.
std::optional<std::int64_t> pence_of(std::string_view text) {
  std::int64_t pounds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pounds);
  if (error != std::errc{} || pounds < 0 || pounds > 1'000'000'000'000) return std::nullopt;
  const std::string_view rest{end, static_cast<std::size_t>(text.data() + text.size() - end)};
  if (rest.empty()) return pounds * 100;
  if (rest.size() != 3 || rest[0] != '.' || rest[1] < '0' || rest[1] > '9' || rest[2] < '0' || rest[2] > '9') return std::nullopt;
  return pounds * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
}

}  // namespace

std::vector<Person> read_people(std::string_view text, std::string_view file_name) {
  const JsonFile json{text, {"The people file"}, file_name};
  JsonObject root = json.root();
  std::vector<Person> people;
  for (JsonObject& each : root.objects("people")) {
    Person& person = people.emplace_back();
    person.account = each.text("account");
    if (std::any_of(people.begin(), people.end() - 1,
                    [&](const Person& other) { return same_login(other.account, person.account); }))
      each.wrong("account", "stands twice.");
    for (const std::string& may : each.texts("may")) {
      if (may == "approve")
        person.may_approve = true;
      else if (may == "release")
        person.may_release = true;
      else
        each.wrong("may", "holds \"" + may + "\"; it may hold \"approve\" and \"release\".");
    }
    if (each.has("up-to")) {
      person.up_to_pence = pence_of(each.text("up-to"));
      if (!person.up_to_pence) each.wrong("up-to", "is no amount in pounds, like \"50000.00\".");
    }
    for (const std::string& key : each.texts("keys")) {
      person.keys.push_back(check_code_as_typed(key));
      if (person.keys.back().empty())
        each.wrong("keys", "holds \"" + key + "\", which is no code of a key: four groups of five characters.");
    }
    each.nothing_else();
  }
  root.nothing_else();
  return people;
}

std::vector<Confirmed> confirmed_keys(const fs::path& data_folder, const std::string& account) {
  std::vector<Confirmed> keys;
  std::error_code error;
  for (fs::directory_iterator each{confirmed_folder(data_folder, account), error}, end; !error && each != end;
       each.increment(error)) {
    if (open_to_others(each->path())) continue;
    const Buffer held = read_file(each->path(), longest_people_file);
    const std::string_view text = held.view();
    const std::size_t first = text.find('\t'), second = text.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos || !text.ends_with('\n')) continue;
    keys.push_back({std::string{text.substr(second + 1, text.size() - second - 2)}, std::string{text.substr(0, first)},
                    std::string{text.substr(first + 1, second - first - 1)}});
  }
  std::sort(keys.begin(), keys.end(), [](const Confirmed& left, const Confirmed& right) { return left.code < right.code; });
  return keys;
}

void confirm_key(const fs::path& data_folder, const std::string& account, const Confirmed& key) {
  const fs::path file = confirmed_folder(data_folder, account) / (key.code + ".txt");
  try {
    make_secret_file(file, key.code + "\t" + key.time_utc + "\t" + key.account + "\n");
  } catch (const std::system_error& failure) {
    if (failure.code() == std::errc::file_exists) return;
    throw Failure{FailureKind::unwritable, "What you confirmed cannot be kept in " + utf8_from_path(file.parent_path()) + ": " +
                                               cause_in_words(failure.code()) + ". Ask IT to let you write there."};
  }
}

Relier relier_here(const fs::path& data_folder, const std::string& account, const std::string& public_key) {
  Relier relier{account, public_key, std::nullopt, confirmed_keys(data_folder, account)};
  const MachineSettings settings = machine_settings();
  if (settings.people.empty()) return relier;
  const Buffer text = read_file(settings.people, longest_people_file);
  relier.people = read_people(text.view(), file_name_of(settings.people));
  return relier;
}

Standing standing_of(const Act& act, const Relier& relier, bool own_batch) {
  Standing standing;
  const std::string code = key_code(act.public_key);
  const Person* person = nullptr;
  if (relier.people)
    for (const Person& each : *relier.people)
      if (same_login(each.account, act.account)) person = &each;
  if (person && std::find(person->keys.begin(), person->keys.end(), code) != person->keys.end()) {
    standing.known = KeyKnown::people_file;
    standing.words = "by the council's people file";
  } else if (!relier.public_key.empty() && act.public_key == relier.public_key && same_login(act.account, relier.account)) {
    standing.known = KeyKnown::own;
    standing.words = "it is your own key";
  } else if (!own_batch && std::any_of(relier.confirmed.begin(), relier.confirmed.end(), [&](const Confirmed& each) {
               return each.code == code && same_login(each.account, act.account);
             })) {
    standing.known = KeyKnown::confirmed;
    standing.words = "you confirmed its code yourself";
  }
  // Where the council says who may, nobody else may, however well their key is known.
  const bool known = standing.known != KeyKnown::no;
  standing.may_approve = known && (!relier.people || (person && person->may_approve));
  standing.may_release = known && (!relier.people || (person && person->may_release));
  if (person) standing.up_to_pence = person->up_to_pence;
  return standing;
}

std::string key_in_words(const Act& act) { return act.account + "'s key on " + act.machine + ", " + key_code(act.public_key); }

}  // namespace counterfoil::acts
