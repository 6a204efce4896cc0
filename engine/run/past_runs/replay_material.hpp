// Finds what a replay needs: what the ledger says of the run, the exports by their digests, and the workbook as it was before and
// after.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit_record.hpp"
#include "audit/ledger.hpp"
#include "base/buffer.hpp"
#include "run/replay.hpp"

namespace counterfoil::run {

struct RecordedRun {
  std::string task;
  std::string user;
  std::string time_utc;
  audit::RunFacts facts;
  bool finished = false;             // else it was about to save, and may have
  std::vector<std::string> trouble;  // of the ledger itself
};
RecordedRun recorded_run(const std::string& run_id, const std::filesystem::path& ledger);

struct FoundExports {
  std::map<std::string, std::filesystem::path> by_input;
  std::vector<std::string> not_read;  // names of files that the run did not read
};
/// Failure (usage) naming each export of the run that none of the files is.
FoundExports match_exports(const RecordedRun& run, const std::vector<std::filesystem::path>& files);

struct FoundWorkbooks {
  std::optional<Buffer> before;  // as it was before the run, by its digest
  std::optional<Buffer> after;   // one whose last run this is, as people have edited it since
  std::size_t removals = 0;      // rows of `after` that say a person was removed since
  std::string after_name;
  std::filesystem::path path;                   // where the workbook lies, for links
  std::optional<audit::AuditRecord> audit_row;  // of this run
};
/// Looks at the workbook and at the versions kept beside it.
FoundWorkbooks find_workbooks(const RecordedRun& run, const ReplayRequest& request, const report::WorkbookSpec& spec);

}  // namespace counterfoil::run
