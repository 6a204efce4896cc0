// What figure each carried decision was taken about stands in the record's <about>, outside of the digest of the figures, since it
// depends on what people typed. Each run and merge writes its own digest into its row of the Audit sheet, so that nobody moves the
// figure of an acceptance between two runs.
#pragma once

#include <string>
#include <vector>

#include "audit/audit_record.hpp"

namespace counterfoil::run {

/// For the settings of a run's Audit row, and the totals of a merge's: "; decisions carried = SHA-256 ...", or "none".
std::string decisions_about(const std::string& digest);

/// A sentence where the newest row that names such a digest names another one. Rows of earlier versions name none.
std::string changed_since(const std::vector<audit::AuditRow>& rows, const std::string& digest);

}  // namespace counterfoil::run
