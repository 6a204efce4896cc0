// What of an export goes into the workbook's memory: one row for each payment, its days, and what was due for them.
#pragma once

#include "comparison.hpp"

namespace counterfoil::cwd {

/// The days that a regular row is pay for: those on which service and price run; of weekly money that is paid by the weeks that
/// begin in a period, these weeks.
DateSpan days_paid_for(const PaidRow& row, const Conventions& conventions);

/// `due`: of the line's regular payments. Adjustments without dates are pay for no days. `neutral`: by row, what is accounted for
/// on Overpayments.
std::vector<KeptPayment> kept_payments(const Export& from, const Line& line, std::optional<Pence> due,
                                       const std::vector<std::pair<std::uint32_t, Pence>>& neutral, const Conventions& conventions);

/// Adds last period's export to the memory where no run has remembered it yet, and to what is handed out.
void remember_previous(Result& result, const std::vector<Pair>& pairs, const Settings& settings, Memory& memory);

/// Where another export of this period was compared before: which lines differ, as a note.
void note_correction(const Result& result, const Memory& memory, Notes& notes);

/// The kept tables: this period's rows, and last period's where the workbook had none.
void hand_out_memory(plugin::Run& run, const Result& result, const Settings& settings);

}  // namespace counterfoil::cwd
