// What a person is told of the record folder before anything else: what was signed in their name, what is gone, and whether a
// release of this workbook was cut off.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/people.hpp"
#include "acts/seen_acts.hpp"
#include "audit/audit_record.hpp"
#include "audit/verify.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// Sentences, what was signed in their name first. What is gone is told at one command; its own batch stays stopped.
std::vector<std::string> record_news(acts::SeenActs& seen);
/// The same for `verify`, which says it every time.
std::vector<audit::VerifyStatement> record_statements(acts::SeenActs& seen, const acts::Relier& relier);
/// That signed acts can be deleted where they lie, by the rights on `act`; empty where they cannot.
std::string deletion_in_words(const std::filesystem::path& act);

/// A release that was begun, signed, and neither ended nor taken back by two people. It stands before anything else.
struct CutOffRelease {
  acts::FoundAct release;
  std::vector<acts::FoundAct> withdrawn;  // by whom so far
};
/// `rows`: of the workbook's Audit sheet; each run of them has a batch of every kind that the specification declares. `relier`: by
/// whose view two people took it back; nullptr: by what the acts say of themselves, which is enough to hold nobody up.
std::optional<CutOffRelease> cut_off_release(const acts::SeenActs& seen, const report::WorkbookSpec& spec,
                                             const std::vector<audit::AuditRow>& rows, const acts::Relier* relier = nullptr);
/// Who finishes it and how, or how it is taken back.
std::string cut_off_in_words(const CutOffRelease& cut_off, const std::string& account);

/// Failure (refused) where a release of this workbook was cut off. Returns the news of the record for whoever runs the command;
/// none where the task releases nothing or the record folder cannot be reached.
std::vector<std::string> refuse_where_cut_off(const report::WorkbookSpec& spec, const std::filesystem::path& workbook,
                                              const std::vector<audit::AuditRow>& rows);

}  // namespace counterfoil::run
