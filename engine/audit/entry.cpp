#include "audit/entry.hpp"

#include <array>
#include <utility>

#include "base/digest.hpp"

namespace counterfoil::audit {

namespace {

constexpr std::array<std::pair<EntryKind, std::string_view>, 8> kind_words = {{
    {EntryKind::genesis, "genesis"},
    {EntryKind::started, "started"},
    {EntryKind::prepared, "prepared"},
    {EntryKind::finished, "finished"},
    {EntryKind::failed, "failed"},
    {EntryKind::cancelled, "cancelled"},
    {EntryKind::verified, "verified"},
    {EntryKind::noted, "noted"},
}};

}  // namespace

std::string_view kind_word(EntryKind kind) {
  for (const auto& [known, word] : kind_words)
    if (known == kind) return word;
  return "";
}

std::optional<EntryKind> kind_from_word(std::string_view wanted) {
  for (const auto& [kind, word] : kind_words)
    if (word == wanted) return kind;
  return std::nullopt;
}

std::string entry_hash(const Entry& entry) {
  return FieldDigest{"counterfoil ledger entry 1"}
      .add("number", std::to_string(entry.number))
      .add("time_utc", entry.time_utc)
      .add("kind", entry.kind)
      .add("run_id", entry.run_id)
      .add("user", entry.user)
      .add("machine", entry.machine)
      .add("task", entry.task)
      .add("body", entry.body)
      .add("previous", entry.previous)
      .hex();
}

}  // namespace counterfoil::audit
