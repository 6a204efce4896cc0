// The border of Turning 18: what the host gives is read into plain structs, the rules work on those, and what they find is handed
// back. No rule lives here.
#include "age_bands.hpp"
#include "decisions.hpp"
#include "gone_from_export.hpp"
#include "paid_after_end.hpp"
#include "past_payments.hpp"
#include "people_result.hpp"
#include "turning_18_description.hpp"
#include "turning_18_report.hpp"

namespace counterfoil::turning {

namespace {

void run_turning_18(plugin::Run& run) {
  Notes notes;
  const Settings settings = read_settings(run, notes);
  const payments::Payments payments = payments::read_payments(run, "payments", "the export");
  const auto frame = find_frame(payments, settings, notes);
  if (blocking(notes)) return report_notes(run, notes);

  const PayPeriods periods{frame->period, settings};
  const Allowances allowances = Allowances::read(run, settings, notes);
  const Decisions decisions = Decisions::read(run, notes);
  Result result = work_out(payments, *frame, periods, allowances, settings, notes,
                           [&run](std::uint64_t done, std::uint64_t total) { run.progress(done, total); });
  if (blocking(notes)) return report_notes(run, notes);
  const PastPayments past{run, frame->period};
  add_up_since_18(result, past);
  const std::vector<Overpayment> overpayments = find_overpayments(run, result, past, decisions, notes);
  const std::vector<GoneFromExport> gone = gone_from_export(run, result, past, decisions, notes);
  report_notes(run, notes);
  hand_out(run, result, periods, decisions, overpayments, gone, settings);
  hand_out_past_payments(run, result);
}

}  // namespace

}  // namespace counterfoil::turning

COUNTERFOIL_PLUGIN(counterfoil::turning::description(), counterfoil::turning::run_turning_18)
