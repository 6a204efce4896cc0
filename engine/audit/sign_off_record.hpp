// What the Audit sheet says of a batch: who approved, rejected or released it. One row each, in the chain with the runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/audit_record.hpp"

namespace counterfoil::audit {

inline constexpr std::string_view approve_action = "approve";
inline constexpr std::string_view reject_action = "reject";
inline constexpr std::string_view release_action = "release";
/// What else leaves a row there that is no run's.
inline constexpr std::string_view merge_action = "merge";
inline constexpr std::string_view restore_action = "restore";
inline constexpr std::string_view forget_action = "forget";

/// "Sign-off of batch 20251208-093000-7f3a: approved", the first line of such a row's settings.
std::string sign_off_in_words(std::string_view action, std::string_view batch);

/// The same of a task that releases nothing: "Sign-off of the period of run 20251208-093000-7f3a: approved".
std::string period_sign_off_in_words(std::string_view action, std::string_view run);

struct SignOffRecord {
  std::string action;
  std::string batch;  // of a period: its run
};
/// Nothing for the row of a run.
std::optional<SignOffRecord> sign_off_of(const AuditRecord& record);

/// The first line of a restored workbook's newest row: it is no run, and what it holds was prepared by the run above it.
std::string restore_in_words(unsigned version, const std::string& workbook);
/// Of a merge where one copy holds every run of the other; where neither does, joins_in_words() stands there.
inline constexpr std::string_view plain_merge = "Two copies brought together: one holds every run of the other";

/// The first line of the row of a removal, by its id.
std::string removal_in_words(const std::string& removal);
/// The id of the removal that such a row says; empty of any other.
std::string removal_of(const AuditRecord& record);

/// "run", "merge", "restore", "forget", "approve", "reject" or "release".
std::string kind_of_row(const AuditRecord& record);
/// Of a run, or of a merge, whose figures are a run's: not of a sign-off, a release or a restore.
bool is_of_a_run(const AuditRecord& record);

/// A login in one form however it was written: without domain, case and spaces. Empty for nobody.
std::string login_for_comparing(std::string_view name);

}  // namespace counterfoil::audit
