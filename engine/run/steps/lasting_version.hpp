// Which earlier versions stay until their date, however many others there are: what was signed, and what stood at the end of a
// period.
#pragma once

#include <string>
#include <string_view>

#include "report/opened_workbook.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// For VersionsToKeep::because of the save that replaces `before`. `action`: what replaces it, "approve", "release"; empty: a run,
/// of `period` in words. Empty where nothing rests on that version, or it has no run on its Audit sheet.
std::string why_it_lasts(const report::WorkbookSpec& spec, const report::OpenedWorkbook& before, std::string_view action,
                         const std::string& period);

}  // namespace counterfoil::run
