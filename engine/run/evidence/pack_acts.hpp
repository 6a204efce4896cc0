// The signed acts of a year: copies of them, who signed what, and what became of released files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "acts/act.hpp"
#include "acts/record_folder.hpp"
#include "run/evidence.hpp"
#include "run/evidence/pack_books.hpp"
#include "run/evidence/pack_sheets.hpp"
#include "run/find/folder_files.hpp"

namespace counterfoil::run {

class PackActs {
 public:
  PackActs(const EvidenceYear& year, PackSheets& sheets, EvidenceOutcome& outcome)
      : year_(year), sheets_(sheets), outcome_(outcome) {}

  /// A file that is named as acts are. What is none is a problem.
  void take(const FolderFile& file);
  /// A record folder that did not lie under the folders that were named.
  void take_folder(const acts::RecordFolder& folder);
  /// Digests of the files that the acts released.
  std::set<std::string> released() const;
  /// After the last: the sheets, by time.
  void finish(const std::vector<PackLog>& logs, const std::string& account);

  void add_files(std::map<std::string, std::string>& files) const;
  std::uint64_t count() const { return told_; }
  std::uint64_t releases() const { return releases_; }

 private:
  struct Met {
    acts::Act act;
    std::set<std::filesystem::path> folders;  // in which it lies
  };

  void add(acts::Act act, const std::filesystem::path& folder);
  void tell_release(const Met& met);

  const EvidenceYear& year_;
  PackSheets& sheets_;
  EvidenceOutcome& outcome_;
  std::map<std::string, Met> met_;                         // by id
  std::set<std::pair<std::string, std::string>> batches_;  // task and batch, of which something was done in the year
  std::set<std::filesystem::path> folders_;                // in which acts were met
  std::uint64_t told_ = 0, releases_ = 0;
};

}  // namespace counterfoil::run
