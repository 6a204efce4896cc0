// People with keys, and the acts that they sign.
#pragma once

#include <filesystem>

#include "acts/act.hpp"

namespace counterfoil::acts::test {

inline Signer somebody(const std::string& account) { return {account, "PC-17", new_key_pair()}; }

inline Act act(std::string_view kind, const Signer& who, std::vector<std::pair<std::string, std::string>> facts = {},
               const std::string& time = "2025-12-08T09:30:00Z") {
  Act made;
  made.kind = kind;
  made.task = "sample";
  made.batch = "RUN-1";
  made.time_utc = time;
  made.facts = std::move(facts);
  return signed_act(std::move(made), who);
}

/// What lasts is marked read-only, and Windows takes no such file away.
inline void take_away(const std::filesystem::path& file) {
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  std::filesystem::remove(file);
}

}  // namespace counterfoil::acts::test
