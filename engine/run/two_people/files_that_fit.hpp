// What will not fit when a batch is released is said when it is prepared.
#pragma once

#include <functional>
#include <string>

#include "findings/finding.hpp"
#include "report/release_profile.hpp"
#include "report/report.hpp"
#include "run/given/task.hpp"

namespace counterfoil::run {

/// A finding for each workbook of the profile whose rows would be more than an Excel sheet holds. `report` has the batch as the
/// task gave it; `blank_spec` gives the specification of a blank workbook by its id.
void tell_files_too_long(const report::Release& release, const report::Report& report, const report::ReleaseProfile& profile,
                         const std::function<report::WorkbookSpec(const std::string&)>& blank_spec, const std::string& workbook,
                         Findings& findings);

/// The same for the profiles with which each batch will be approved unless others are asked for. One that cannot be read is told of
/// at approval.
void tell_files_too_long(const Task& task, const host::ParameterValues& parameters, const report::Report& report,
                         const std::string& workbook, Findings& findings);

}  // namespace counterfoil::run
