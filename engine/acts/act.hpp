// One act that matters, signed: a batch was prepared, approved, rejected, released, or a release that was begun was withdrawn. A
// small text that is written once and never changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "acts/own_key.hpp"

namespace counterfoil::acts {

inline constexpr std::string_view prepared = "prepared";
inline constexpr std::string_view approved = "approved";
inline constexpr std::string_view rejected = "rejected";
inline constexpr std::string_view released = "released";
inline constexpr std::string_view completed = "completed";          // a release: its files are out and the workbook is marked
inline constexpr std::string_view seen_workbook = "seen-workbook";  // a fact: SHA-256 of the file that an approver had before them
inline constexpr std::string_view removal_begun = "removal-begun";  // a person, at the end of retention; files are changed after it
inline constexpr std::string_view removed = "removed";              // all of that is done
inline constexpr std::string_view withdrawn = "withdrawn";          // a release that was cut off, by one of two people

struct Act {
  std::string kind;
  std::string task;
  std::string batch;
  std::string account;
  std::string machine;
  std::string time_utc;
  /// "file", "line-keys", "content", "approval"...: in order, a name as often as it is needed. Values are single lines.
  std::vector<std::pair<std::string, std::string>> facts;
  std::string public_key;  // 32 bytes
  std::string signature;   // 64 bytes

  std::vector<std::string> all(std::string_view name) const;
  std::string fact(std::string_view name) const;  // the first; empty where there is none
};

/// Fills in who signs, and the signature. Line breaks and control characters in values become blanks.
Act signed_act(Act act, const Signer& signer);

/// The canonical bytes: what is signed, and a line with the signature.
std::string text_of(const Act& act);
/// Nothing unless these are just the bytes that text_of gives for an act. Whether the signature holds is asked of
/// signature_is_good.
std::optional<Act> read_act(std::string_view text);
bool signature_is_good(const Act& act);

/// SHA-256 of its bytes.
std::string id_of(const Act& act);
/// What people carry outside of the team's folders: it names this act and no other.
std::string code_of(const Act& act);

}  // namespace counterfoil::acts
