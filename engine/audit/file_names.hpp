// Names of files, kept out of the ledger: a file may be called after a child, and an entry is never deleted. The ledger has a keyed
// digest; the names themselves are small files in a folder beside it, "ledger.sqlite.names", which only their user can read and
// which can be deleted one by one. Without them everything still proves, and a run is shown without its file's name. Released
// lines are named by digests under the same secret.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace counterfoil::audit {

class FileNames {
 public:
  explicit FileNames(const std::filesystem::path& ledger);

  /// The name's digest under this user's secret, after its name was written down; both are made where they are not there. Empty
  /// where nothing can be written there: then the ledger does without.
  std::string remember(const std::string& name) const;
  /// Empty where there is no secret yet.
  std::string digest_of(const std::string& name) const;
  /// Empty where the list does not know it.
  std::string name_of(const std::string& digest) const;

  /// Takes out the names that `names_them` says are to go. Those that cannot be stay; the next call tries again.
  void forget(const std::function<bool(const std::string&)>& names_them) const;

  /// Of a released line; empty where there is no secret yet.
  std::string digest_of_line(std::string_view task, std::string_view key) const;
  /// Makes the secret where it is not there. False where it cannot: then the ledger does without.
  bool have_secret() const;

 private:
  std::string secret() const;

  std::filesystem::path folder_;
};

}  // namespace counterfoil::audit
