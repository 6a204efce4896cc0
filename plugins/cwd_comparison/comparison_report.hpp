// The tables of the workbook, filled from the result and handed to the host.
#pragma once

#include "overpaid_table.hpp"
#include "questions.hpp"

namespace counterfoil::cwd {

/// Facts, accounts, bridge and every table of the specification that is the plugin's.
void hand_out(plugin::Run& run, const Result& result, const Questions& questions, const OverpaidTable& overpaid,
              const Settings& settings, DateSpan before, DateSpan now);

}  // namespace counterfoil::cwd
