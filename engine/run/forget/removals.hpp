// What signed acts say of people who were removed from a workbook: which digests became which. Whoever holds a workbook to what was
// signed before a removal asks here what it was then.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "acts/record_folder.hpp"
#include "audit/audit_record.hpp"
#include "audit/verify.hpp"

namespace counterfoil::run {

/// Facts of the act "removal-begun": "BEFORE AFTER", as often as needed.
namespace removal_fact {
inline constexpr const char* file = "changed";       // SHA-256 of a file
inline constexpr const char* figures = "figures";    // digest of a record
inline constexpr const char* released = "released";  // digest of the released rows of a batch
inline constexpr const char* mark = "mark";          // what stands in the person's place
inline constexpr const char* person = "person";      // their id, as a digest under the folder's secret
inline constexpr const char* before_day = "before";  // the day, in words
inline constexpr const char* removed = "removed";    // "Payments: 3 rows, £1,284.00", of the workbooks
inline constexpr const char* of_versions = "removed-earlier";
inline constexpr const char* period = "period";
}  // namespace removal_fact

/// "Removal under retention: RUN-ID", the first line of such a row's settings.
class Removals {
 public:
  /// Of the rows that say it; the acts are looked for in the workbook's record folder. Digests are taken only from acts whose key
  /// counts for whoever asks: else anybody could sign away what they changed. Never throws: trouble is said by statements().
  Removals(const std::string& task, const std::filesystem::path& workbook, const std::vector<audit::AuditRow>& rows);

  bool any() const { return !told_.empty(); }
  std::string figures_before(const std::string& digest) const { return before(figures_, digest); }
  std::string file_before(const std::string& sha256) const { return before(files_, sha256); }
  std::string released_before(const std::string& digest) const { return before(released_, digest); }
  /// Does this text stand in a person's place?
  bool is_mark(std::string_view text) const;
  std::vector<audit::VerifyStatement> statements() const;

 private:
  using Pairs = std::map<std::string, std::string>;  // after -> before
  struct Told {
    audit::AuditRecord row;
    std::vector<acts::FoundAct> acts;
    std::string trouble;
    bool proven = false;  // by a key that counts
  };
  static std::string before(const Pairs& pairs, std::string digest);

  std::vector<Told> told_;
  Pairs figures_, files_, released_;
  std::vector<std::string> marks_;
};

/// How many rows at the end say that a person was removed.
std::size_t removals_at_end(const std::vector<audit::AuditRow>& rows);

}  // namespace counterfoil::run
