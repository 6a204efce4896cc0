// The border of sundry debtors: what the host gives is read into plain structs, the rules work on those, and what they find is
// handed back. No rule lives here.
#include "debtor_list.hpp"
#include "debtors_description.hpp"
#include "debtors_report.hpp"
#include "overpayment_list.hpp"
#include "register.hpp"
#include "work.hpp"

namespace counterfoil::debtors {

namespace {

void run_debtors(plugin::Run& run) {
  Notes notes;
  Settings settings = read_settings(run);
  std::vector<Overpayment> rows = read_overpayments(run, settings, notes);
  const auto day = day_of(rows, settings);
  if (!day) notes.push_back({"as-of-missing", {}, UINT64_MAX, {}, {}});
  if (blocking(notes)) return report_notes(run, notes);
  if (!settings.as_of) notes.push_back({"as-of-from-lists", {}, UINT64_MAX, {}, {{"day", format_date(*day)}}});
  settings.as_of = day;
  if (settings.batch.empty()) settings.batch = batch_name(*day);

  const DebtorList debtors = DebtorList::read(run, notes);
  const FinanceCodes codes = FinanceCodes::read(run, *day, notes);
  const Batch batch = work_out_batch(std::move(rows), debtors, codes, Register::read(run), settings, notes,
                                     [&run](std::uint64_t done, std::uint64_t total) { run.progress(done, total); });
  report_notes(run, notes);
  hand_out(run, batch, settings);
}

}  // namespace

}  // namespace counterfoil::debtors

COUNTERFOIL_PLUGIN(counterfoil::debtors::description(), counterfoil::debtors::run_debtors)
