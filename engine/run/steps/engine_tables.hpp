// The report tables that are the engine's own: findings and control totals. (The audit table is made from the record.)
#pragma once

#include <vector>

#include "findings/finding.hpp"
#include "host/control_totals.hpp"
#include "report/report.hpp"
#include "run/steps/finding_links.hpp"
#include "run/steps/read_inputs.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

/// For check_control_totals: the inputs that have amounts to tie.
std::vector<host::InputTotals> input_totals(const std::vector<InputFact>& facts);

/// Adds "findings" and "control_totals" where the specification has them.
void add_engine_tables(report::Report& report, const report::WorkbookSpec& spec, const Findings& findings,
                       const ExportPaths& exports, const std::vector<InputFact>& facts, const host::ControlTotals& totals);

/// "Last period's payments: 322 rows, £123,456.78" a line, for the Audit sheet.
std::string control_totals_in_words(const std::vector<InputFact>& facts, const host::ControlTotals& totals);

}  // namespace counterfoil::run
