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

/// A login in one form however it was written: without domain, case and spaces. Empty for nobody.
std::string login_for_comparing(std::string_view name);

}  // namespace counterfoil::audit
