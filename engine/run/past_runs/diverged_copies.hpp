// Copies beside the workbook that have changes of their own, as OneDrive and its like make them when two people save at once.
#pragma once

#include <filesystem>

#include "findings/finding.hpp"
#include "run/given/task.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

/// A finding for each. A copy counts when its Audit sheet begins with the same run as the workbook's and its bytes are neither the
/// workbook's nor a kept version's; a name alone counts only where no person would write it. Reads, changes nothing, never throws
/// for what it meets.
void notice_diverged_copies(const TargetWorkbook& target, const std::filesystem::path& workbook, const Task& task,
                            Findings& findings);

}  // namespace counterfoil::run
