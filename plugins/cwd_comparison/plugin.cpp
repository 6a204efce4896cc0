// The border of the CWD comparison: what the host gives is read into plain structs, the rules work on those, and what they find is
// handed back. No rule lives here.
#include "accepted.hpp"
#include "approved_rates.hpp"
#include "comparison.hpp"
#include "comparison_description.hpp"
#include "comparison_report.hpp"
#include "export_pair.hpp"
#include "overpaid_table.hpp"
#include "paid_lines.hpp"
#include "past_decisions.hpp"
#include "questions.hpp"
#include "remembered.hpp"

namespace counterfoil::cwd {

namespace {

void run_comparison(plugin::Run& run) {
  Notes notes;
  const Settings settings = read_settings(run, notes);
  const Payments previous = read_payments(run, "previous", "last period's export");
  const Payments current = read_payments(run, "current", "this period's export");
  const ApprovedRates approved = read_approved_rates(run, notes);
  const auto before = find_period(previous, settings.previous_from, settings.previous_to, notes);
  const auto now = find_period(current, settings.current_from, settings.current_to, notes);
  if (before && now) check_periods(previous, *before, current, *now, settings, notes);
  if (blocking(notes)) return report_notes(run, notes);

  const Acceptances accepted = Acceptances::read(run, *now, notes);
  const PastDecisions decisions{run};
  const AdultDecisions adult{run};
  const PayCalendar calendar{run, notes};
  Memory memory{run, *now, decisions};
  const DebtRegister debt_register{run};
  Debts debts{run, memory, decisions, debt_register, *now};
  const Result result = compare(previous, *before, current, *now, {approved, accepted, decisions, adult, calendar, memory, debts},
                                settings, notes, [&run](std::uint64_t done, std::uint64_t total) { run.progress(done, total); });
  if (blocking(notes)) return report_notes(run, notes);
  const OverpaidTable overpaid{run, result, memory, debts, *now, notes};
  debts.note_ticks(notes);
  note_correction(result, memory, notes);
  const Questions questions{run, result, memory, debts, decisions, adult, *now, notes};
  report_notes(run, notes);
  hand_out(run, result, questions, overpaid, settings, *before, *now);
}

}  // namespace

}  // namespace counterfoil::cwd

COUNTERFOIL_PLUGIN(counterfoil::cwd::description(), counterfoil::cwd::run_comparison)
