// Arrears as they stand, and those that were released or go out with this batch.
#include "release_keys.hpp"
#include "uplift_report.hpp"

namespace counterfoil::uplift {

namespace {

using plugin::Value;

void hand_out_as_they_stand(plugin::Run& run, const Answer& answer) {
  const auto table =
      run.open_table("arrears", {"person_id", "line_id", "service", "provider", "period_from", "period_to", "days", "paid",
                                 "released", "at_old_rates", "recalculated", "arrears", "standing", "goes_out", "line_ended"});
  for (const ArrearDue& due : answer.due) {
    const Arrear& arrear = *due.arrear;
    const CareLine& line = answer.lines.lines[arrear.paid->line];
    const std::size_t row = answer.lines.prices[arrear.price].row;
    const Date last = answer.decided.segments[arrear.paid->line].back().days.last;
    table.add({line.person, line.id, answer.lines.columns.service.text(row), answer.lines.columns.provider.text(row),
               arrear.paid->period.first, arrear.paid->period.last, Value::integer(arrear.days), arrear.paid->paid, arrear.released,
               arrear.at_old_rates, arrear.recalculated, arrear.amount(), standing_words(arrear.standing), due.goes_out,
               open_or(last)});
  }
}

/// A row a release of a line's period: what went out, with its batch, and what this batch will put out. A release fills in its
/// rows.
void hand_out_due(plugin::Run& run, const Answer& answer) {
  const auto table = run.open_table("arrears_due", {"release_key", "provider_id", "provider", "person_id", "line_id", "service",
                                                    "period_from", "period_to", "recalculated", "amount", "goes_out"});
  for (const ReleasedArrear& each : answer.released_arrears.all())
    table.add({each.key, each.provider_id, each.provider, each.person, each.line, each.service, each.period.first, each.period.last,
               each.recalculated, each.amount, "Released"});
  const LineColumns& columns = answer.lines.columns;
  for (const ArrearDue& due : answer.due) {
    if (due.goes_out != in_this_batch) continue;
    const Arrear& arrear = *due.arrear;
    const CareLine& line = answer.lines.lines[arrear.paid->line];
    const std::size_t row = answer.lines.prices[arrear.price].row;
    table.add({due.key, columns.provider_id.text(row), columns.provider.text(row), line.person, line.id, columns.service.text(row),
               arrear.paid->period.first, arrear.paid->period.last, arrear.recalculated, arrear.amount(), due.goes_out});
  }
}

}  // namespace

void hand_out_arrears(plugin::Run& run, const Answer& answer) {
  hand_out_as_they_stand(run, answer);
  hand_out_due(run, answer);
}

}  // namespace counterfoil::uplift
