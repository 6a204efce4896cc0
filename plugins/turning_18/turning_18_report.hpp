// The tables of the workbook, filled from the result and handed to the host.
#pragma once

#include "decisions.hpp"
#include "gone_from_export.hpp"
#include "paid_after_end.hpp"
#include "people_result.hpp"

namespace counterfoil::turning {

/// Facts, accounts and every table of the specification that is the plugin's.
void hand_out(plugin::Run& run, const Result& result, const PayPeriods& periods, const Decisions& decisions,
              const std::vector<Overpayment>& overpayments, const std::vector<GoneFromExport>& gone, const Settings& settings);

/// The Summary's tables, and the fact "outcome".
void hand_out_summary(plugin::Run& run, const Result& result, const Decisions& decisions,
                      const std::vector<Overpayment>& overpayments, const std::vector<GoneFromExport>& gone);

}  // namespace counterfoil::turning
