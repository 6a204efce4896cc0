// What people decided in the workbook, as tables that a plugin may read beside its exports.
#pragma once

#include "findings/finding.hpp"
#include "host/plugin_run.hpp"
#include "run/given/task.hpp"
#include "run/steps/target_workbook.hpp"

namespace counterfoil::run {

class ProvenRows;

/// Adds an input "#TABLE" for each table of the workbook that has reviewers' columns, as plugin_abi.h says. A date that does not
/// read is added to `findings` where somebody may still put it right: not for rows of a history.
void add_decisions(const Task& task, const TargetWorkbook& target, ProvenRows& proven, host::Inputs& inputs, Findings& findings);

}  // namespace counterfoil::run
