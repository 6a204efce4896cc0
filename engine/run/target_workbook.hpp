// The workbook that a run fills: the team's own, or the blank template when there is none yet.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/buffer.hpp"
#include "base/workbook_lock.hpp"
#include "run/identity.hpp"
#include "run/task.hpp"

namespace counterfoil::run {

struct TargetWorkbook {
  std::filesystem::path path;
  std::string name;                   // without folders
  bool is_new = false;
  Buffer bytes;                       // as read, or the template's
  std::optional<Fingerprint> base;    // of the existing workbook
  std::optional<WorkbookLock> lock;   // held until the run ends; none in a rehearsal
};

/// Failure when the folder is not there, the name does not end in .xlsx or .xlsm, the file is one of `exports`, somebody has it open, or it
/// belongs to another task.
TargetWorkbook open_target(const std::filesystem::path& path, const std::vector<std::filesystem::path>& exports, const Task& task,
                           const Installation& installation, const RunIdentity& identity, bool rehearse);

/// One atomic step: proves that the workbook is still the one read, writes beside it, verifies, keeps the prior version, renames.
/// `before_rename` is the ledger's last word before the new file is there.
ReplaceResult save_target(const TargetWorkbook& target, std::string_view bytes, unsigned versions_kept, const RunIdentity& identity,
                          const std::function<void()>& before_rename);

}  // namespace counterfoil::run
