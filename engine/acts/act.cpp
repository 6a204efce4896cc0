#include "acts/act.hpp"

#include <algorithm>
#include <array>

#include "base/clock.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace counterfoil::acts {

namespace {

constexpr std::string_view act_mark = "counterfoil-act 1";
constexpr std::array<std::string_view, 8> kinds = {prepared,  approved,  rejected,      released,
                                                   completed, withdrawn, removal_begun, removed};

std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  return repair_utf8(text);
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

std::string signed_part(const Act& act) {
  std::string text{act_mark};
  const auto add = [&](std::string_view name, std::string_view value) {
    text += '\n';
    text += name;
    text += ": ";
    text += value;
  };
  add("kind", act.kind);
  add("task", act.task);
  add("batch", act.batch);
  add("account", act.account);
  add("machine", act.machine);
  add("time", act.time_utc);
  add("key", to_hex(act.public_key));
  for (const auto& [name, value] : act.facts) add(name, value);
  return text + '\n';
}

/// Takes "name: value\n" off the front.
bool take_line(std::string_view& text, std::string_view& name, std::string_view& value) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  const std::string_view line = text.substr(0, end);
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return false;
  name = line.substr(0, colon);
  value = line.substr(colon + 2);
  text.remove_prefix(end + 1);
  return true;
}

}  // namespace

std::vector<std::string> Act::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [each, value] : facts)
    if (each == name) values.push_back(value);
  return values;
}

std::string Act::fact(std::string_view name) const {
  for (const auto& [each, value] : facts)
    if (each == name) return value;
  return {};
}

Act signed_act(Act act, const Signer& signer) {
  act.account = signer.account;
  act.machine = signer.machine;
  act.public_key = signer.key.public_key;
  for (std::string* value : {&act.task, &act.batch, &act.account, &act.machine}) *value = one_line(std::move(*value));
  for (auto& fact : act.facts) fact.second = one_line(std::move(fact.second));
  act.signature = sign(signer.key, signed_part(act));
  return act;
}

std::string text_of(const Act& act) { return signed_part(act) + "signature: " + to_hex(act.signature) + "\n"; }

std::optional<Act> read_act(std::string_view text) {
  const std::string_view whole = text;
  if (!text.starts_with(act_mark) || !text.substr(act_mark.size()).starts_with('\n')) return std::nullopt;
  text.remove_prefix(act_mark.size() + 1);
  Act act;
  std::string key;
  std::string_view name, value;
  for (const auto& [wanted, into] : std::initializer_list<std::pair<std::string_view, std::string*>>{{"kind", &act.kind},
                                                                                                     {"task", &act.task},
                                                                                                     {"batch", &act.batch},
                                                                                                     {"account", &act.account},
                                                                                                     {"machine", &act.machine},
                                                                                                     {"time", &act.time_utc},
                                                                                                     {"key", &key}}) {
    if (!take_line(text, name, value) || name != wanted) return std::nullopt;
    *into = value;
  }
  act.public_key = from_hex(key);
  bool ended = false;
  while (!ended) {
    if (!take_line(text, name, value) || !is_name(name)) return std::nullopt;
    if (name == "signature") {
      act.signature = from_hex(value);
      ended = true;
    } else {
      act.facts.emplace_back(name, value);
    }
  }
  if (std::find(kinds.begin(), kinds.end(), act.kind) == kinds.end() || !parse_utc(act.time_utc)) return std::nullopt;
  if (std::any_of(whole.begin(), whole.end(),
                  [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7F'; }))
    return std::nullopt;
  if (text_of(act) != whole) return std::nullopt;
  return act;
}

bool signature_is_good(const Act& act) { return signature_holds(act.public_key, signed_part(act), act.signature); }

std::string id_of(const Act& act) { return sha256_hex(text_of(act)); }

std::string code_of(const Act& act) { return check_code("counterfoil act", text_of(act)); }

}  // namespace counterfoil::acts
