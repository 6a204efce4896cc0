#include "arrears_due.hpp"

#include <algorithm>

#include "release_keys.hpp"

namespace counterfoil::uplift {

namespace {

/// Is each new rate of the period, as far as this task gives it, one that was released?
bool at_released_rates(const CareLine& line, const Arrear& arrear, const std::vector<Segment>& segments, const Released& rates) {
  return std::all_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    if (!segment.uplifted || overlap(segment.days, arrear.paid->period).days() == 0) return true;
    const ReleasedRate* rate = rates.last_before(line.person, line.id, segment.days.first + std::chrono::days{1});
    return rate != nullptr && rate->new_rate == segment.rate;
  });
}

}  // namespace

ArrearDecisions::ArrearDecisions(const plugin::Run& run) {
  constexpr std::string_view table = "#arrears";
  const auto person = run.column(table, "person_id"), line = run.column(table, "line_id"), from = run.column(table, "period_from"),
             to = run.column(table, "period_to"), paid = run.column(table, "paid"),
             recalculated = run.column(table, "recalculated"), arrears = run.column(table, "arrears"),
             decision = run.column(table, "decision");
  for (std::size_t row = 0; row < run.rows(table); ++row) {
    const std::string said = plain(decision.text(row));
    if ((said != "pay" && said != "donotpay") || !from.date(row) || !to.date(row)) continue;
    decisions_[{std::string{person.text(row)}, std::string{line.text(row)}, *from.date(row), *to.date(row)}] = {
        said == "pay" ? Said::pay : Said::do_not_pay, paid.pence(row).value_or(Pence{}), recalculated.pence(row).value_or(Pence{}),
        arrears.pence(row).value_or(Pence{})};
  }
}

ArrearDecisions::Said ArrearDecisions::of(const CareLine& line, const Arrear& arrear) const {
  const auto found =
      decisions_.find({std::string{line.person}, std::string{line.id}, arrear.paid->period.first, arrear.paid->period.last});
  if (found == decisions_.end()) return Said::nothing;
  const Decision& decision = found->second;
  const bool same =
      decision.paid == arrear.paid->paid && decision.recalculated == arrear.recalculated && decision.arrears == arrear.amount();
  return same ? decision.said : Said::nothing;
}

std::vector<ArrearDue> arrears_due(const std::vector<Arrear>& arrears, const CareLines& lines, const Evaluation& decided,
                                   const Released& rates, const ReleasedArrears& released, const ArrearDecisions& decisions) {
  std::vector<ArrearDue> due;
  for (const Arrear& arrear : arrears) {
    if (arrear.days == 0) continue;
    const CareLine& line = lines.lines[arrear.paid->line];
    ArrearDue one{&arrear,
                  {},
                  arrear_key(line, arrear.paid->period.first, released.of(line.person, line.id, arrear.paid->period).releases,
                             lines.ids_repeat)};
    const ArrearDecisions::Said said = decisions.of(line, arrear);
    // What was paid for the same days elsewhere is put right in the payments, not decided here.
    const bool explained = said == ArrearDecisions::Said::pay && !arrear.paid->overlaps && arrear.days_in_common == nullptr;
    if (arrear.standing == Standing::paid)
      one.goes_out = {};
    else if (arrear.standing == Standing::released)
      one.goes_out = "Released";
    else if (said == ArrearDecisions::Said::do_not_pay)
      one.goes_out = "Not to be paid";
    else if (arrear.standing == Standing::check && !explained)
      one.goes_out = "Check first";
    else if (arrear.amount().count <= 0)
      one.goes_out = "Overpaid";
    else if (!at_released_rates(line, arrear, decided.segments[arrear.paid->line], rates))
      one.goes_out = once_its_rate_is_released;
    else
      one.goes_out = released.not_proven(one.key) ? "Not proven" : in_this_batch;
    due.push_back(std::move(one));
  }
  return due;
}

std::string arrear_key(const CareLine& line, Date first, std::size_t earlier_releases, bool ids_repeat) {
  const std::string number = earlier_releases == 0 ? std::string{} : "-" + std::to_string(earlier_releases + 1);
  return "A" + day_and_line(line, first, ids_repeat, longest_line_id - 1 - number.size()) + number;
}

}  // namespace counterfoil::uplift
