// Acts name lines, payees and accounts by digests under a secret of their record folder: whoever has an act alone (a copy, a
// backup, what was handed to an auditor) cannot try out ids until one fits. The secret is a small file in the folder, readable for
// those who can read the folder, and goes with it; it is left out of whatever is handed on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "acts/seen_acts.hpp"

namespace counterfoil::acts {

/// The fact of an act that says under which secret its digests are; acts of earlier versions have none, and plain digests.
inline constexpr const char* digests_under = "digests-under";

class KeyedDigests {
 public:
  /// Reads a folder's secrets: one, or several where people began at the same moment. What is no whole secret is passed over.
  explicit KeyedDigests(const RecordFolder& folder) : KeyedDigests(folder, folder.names().secrets) {}
  explicit KeyedDigests(const SeenActs& seen) : KeyedDigests(seen.folder(), seen.secrets()) {}

  /// The name of the secret for a new act; it is made where the folder has none. Failure (unwritable) where it cannot be.
  std::string for_new_act();
  /// Whether the act's digests can be told here: its secret is there, or it has plain ones.
  bool tells(const Act& act) const;

  /// As a new act under this secret names it. `what`: "payee", "account", "largest".
  std::string digest(const std::string& secret, std::string_view what, std::string_view text) const;
  /// As `act` does; empty where the act's secret is not there.
  std::string digest_in(const Act& act, std::string_view what, std::string_view text) const;

  std::string line(const std::string& secret, std::string_view task, std::string_view key) const;
  /// Empty where the act's secret is not there.
  std::string line_in(const Act& act, std::string_view key) const;
  /// However an act may name this line.
  std::vector<std::string> lines_of(std::string_view task, std::string_view key) const;

 private:
  KeyedDigests(const RecordFolder& folder, const std::vector<std::string>& files);
  std::string under(const std::string& secret, std::string_view what, std::string_view task, std::string_view text) const;

  std::filesystem::path folder_;
  std::map<std::string, std::string> secrets_;  // by name: their digest
};

/// Releases that this person has seen name a secret that the folder does not have: a sentence, with what to do. Empty: all is
/// there.
std::string missing_secret_in_words(const SeenActs& seen);

}  // namespace counterfoil::acts
