// What one person has seen in a record folder, to be asked without opening its files: which release held which line, who signed,
// which check codes there are. It is made from the acts and made again where it is lost; it proves nothing by itself.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "acts/record_folder.hpp"
#include "audit/database.hpp"

namespace counterfoil::acts {

class ActIndex {
 public:
  /// `file`: in this person's data folder; made for them alone where it is not there. Failure where it cannot be used.
  explicit ActIndex(const std::filesystem::path& file);

  /// How many acts it knows.
  std::size_t size() const;
  /// Their names in the record folder.
  std::set<std::string> files() const;
  void add(const std::vector<FoundAct>& acts);

  /// Files of the releases of `task` that hold one of these lines, by "line-key".
  std::set<std::string> releases_with(const std::string& task, const std::vector<std::string>& keys) const;
  /// A file for each secret that releases name (acts/keyed_digests).
  std::vector<std::string> one_of_each_secret() const;
  std::optional<std::string> newest_release(const std::string& task) const;
  std::vector<std::string> files_of_code(const std::string& code) const;
  /// One file of each distinct (account, key).
  std::vector<std::string> one_of_each_signer() const;

 private:
  audit::Database database_;
};

}  // namespace counterfoil::acts
