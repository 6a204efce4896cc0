// Signed acts and the workbook: where a workbook's record folder is, who signs here, and the act that a run leaves of its batch.
#pragma once

#include <filesystem>
#include <string>

#include "acts/people.hpp"
#include "acts/record_folder.hpp"
#include "acts/seen_acts.hpp"
#include "report/record.hpp"
#include "run/given/identity.hpp"
#include "run/given/task.hpp"

namespace counterfoil::run {

inline constexpr const char* record_folder_name = "Counterfoil record";

/// Where IT said for the whole machine; else beside the workbook (the file itself, where it is reached through a link). No option,
/// variable or settings file of the team's has a say.
acts::RecordFolder record_folder_for(const std::filesystem::path& workbook);

/// The key of whoever runs this; made at first use.
acts::Signer signer_here(const std::string& account);
/// The same without making one: an empty key where there is none yet.
acts::Relier relier_without_key(const std::string& account);

/// The workbook's record folder and what this person has seen in it.
acts::SeenActs seen_acts_for(const std::filesystem::path& workbook, const acts::Relier& relier);

/// Signs the act, naming what its writer has seen.
acts::Act signed_with_heads(acts::Act act, const acts::SeenActs& seen, const acts::Signer& signer);

/// After a run has saved a workbook whose task releases something: that this person prepared this batch. Returns a sentence where
/// the act could not be written: the run stands, but its batch cannot be approved. Of a task that releases nothing it is signed
/// only where there is a record folder. `record`: that the workbook carries now.
std::string sign_preparation(const Task& task, const RunIdentity& identity, const std::filesystem::path& workbook,
                             const report::Record& record);

}  // namespace counterfoil::run
