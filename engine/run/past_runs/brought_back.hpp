// An earlier version of a workbook as it comes back: with a row on its Audit sheet, the log of decisions of what it replaces, and
// an entry of the ledger.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/buffer.hpp"
#include "run/given/identity.hpp"
#include "run/given/installation.hpp"
#include "run/steps/journal.hpp"

namespace counterfoil::run {

/// Borrowed while it is brought back.
struct VersionToBringBack {
  std::string_view bytes;
  unsigned number = 0;
  const std::string& run;                 // its last one; may be empty
  const std::filesystem::path& workbook;  // that it is a version of; need not be there
  const std::filesystem::path& as;
  const std::filesystem::path& ledger;
};

class BroughtBack {
 public:
  /// Nobody is kept from an earlier version: where it is damaged, not ours, or the ledger cannot be written, it is as it is.
  BroughtBack(const VersionToBringBack& version, const Installation& installation);

  std::string_view bytes() const { return marked_ ? marked_->view() : version_.bytes; }
  /// Just before it is in place, and once it is.
  void prepared();
  void finished();
  std::string words() const;

 private:
  void mark(const Installation& installation);

  VersionToBringBack version_;
  RunIdentity identity_;
  std::optional<Journal> journal_;
  std::optional<Buffer> marked_;
  PreparedFacts facts_;
  std::string why_not_;
};

}  // namespace counterfoil::run
