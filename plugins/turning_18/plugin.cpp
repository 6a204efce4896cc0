// The border of Turning 18: what the host gives is read into plain structs, the rules work on those, and what they find is handed
// back. No rule lives here.
#include "allowances.hpp"
#include "decisions.hpp"
#include "describe.hpp"
#include "overpayments.hpp"
#include "people_result.hpp"
#include "report.hpp"

namespace counterfoil::turning {

namespace {

void report_findings(plugin::Run& run, const Notes& notes) {
  for (const Note& note : notes) run.finding(note.id, {note.input, note.row, note.field}, note.values);
}

void run_turning_18(plugin::Run& run) {
  Notes notes;
  const Settings settings = turning::read_settings(run, notes);
  const cwd::Payments payments = cwd::read_payments(run, "payments", "the export");
  const auto frame = find_frame(payments, settings, notes);
  if (turning::blocking(notes)) return report_findings(run, notes);

  const PayPeriods periods{frame->period, settings};
  const Allowances allowances = Allowances::read(run, settings, notes);
  const Decisions decisions = Decisions::read(run, notes);
  const Result result = work_out(payments, *frame, periods, allowances, settings, notes,
                                 [&run](std::uint64_t done, std::uint64_t total) { run.progress(done, total); });
  if (turning::blocking(notes)) return report_findings(run, notes);
  const std::vector<Overpayment> overpayments = find_overpayments(run, result, decisions, notes);
  report_findings(run, notes);
  hand_out(run, result, periods, decisions, overpayments, settings);
}

}  // namespace

}  // namespace counterfoil::turning

COUNTERFOIL_PLUGIN(counterfoil::turning::description(), counterfoil::turning::run_turning_18)
