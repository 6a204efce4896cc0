// Formulas whose stored results are no longer right once cells that they read were set by themselves, without a run.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "report/merge/merge_context.hpp"

namespace counterfoil::report {

/// A column of a table of the specification.
using SpecColumn = std::pair<std::string, std::string>;

/// Takes the stored result out of every formula of ours that reads one of `changed`, by way of other formulas too: whatever opens
/// the workbook works it out, and a program that does not sees that there is none, in place of one that is out of date.
void drop_stale_results(MergeContext& context, const std::set<SpecColumn>& changed, CellPatches& patches);

}  // namespace counterfoil::report
