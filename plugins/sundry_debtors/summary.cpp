#include "summary.hpp"

#include <array>

#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

using plugin::Value;

Value count(std::uint64_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

const RouteTotal& total_of(const Batch& batch, Route route) { return batch.routes[static_cast<std::size_t>(route)]; }

void hand_out_routes(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table("routes", {"route", "matters", "amount"});
  for (std::size_t at = 0; at < route_count; ++at)
    table.add({route_word(static_cast<Route>(at)), count(batch.routes[at].matters), batch.routes[at].amount});
}

void hand_out_bridge(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table("bridge", {"step", "amount"});
  const auto step = [&](std::string_view label, Pence amount) {
    table.add({label, amount});
    run.bridge_step(label, amount);
  };
  table.add({"In the lists", batch.listed});
  run.bridge_opening(batch.listed);
  step("Worked out otherwise", batch.worked_otherwise);
  step("Days that were raised before", -batch.days_before);
  for (std::size_t at = static_cast<std::size_t>(Route::below_de_minimis); at < route_count; ++at)
    step(route_word(static_cast<Route>(at)), -batch.routes[at].amount);
  table.add({"Raised in this batch", batch.raised});
  run.bridge_closing(batch.raised);
}

void hand_out_ages(plugin::Run& run, const Batch& batch) {
  const auto table = run.open_table("ages", {"band", "matters", "raised", "recovered", "outstanding"});
  BandTotal all;
  for (const Band band : all_bands) {
    const BandTotal& total = batch.bands[static_cast<std::size_t>(band)];
    table.add({band_word(band), count(total.matters), total.raised, total.recovered, total.outstanding});
    all.matters += total.matters;
    all.raised += total.raised;
    all.recovered += total.recovered;
    all.outstanding += total.outstanding;
  }
  table.add({"All", count(all.matters), all.raised, all.recovered, all.outstanding});
  const auto recovery = run.open_table("recovery", {"item", "amount"});
  recovery.add({"Recovered so far", all.recovered});
  recovery.add({"Still to come", all.outstanding});
}

void hand_out_steps(plugin::Run& run, const Batch& batch) {
  const std::uint64_t to_complete = total_of(batch, Route::to_complete).matters;
  const std::uint64_t unconfirmed = total_of(batch, Route::not_confirmed).matters;
  const std::uint64_t deductions = total_of(batch, Route::deduct).matters;
  const std::array<std::string, 6> steps{
      to_complete + unconfirmed == 0 ? std::string{"1. Nothing on Not raised waits for data."}
                                     : "1. Waiting on Not raised: " + std::to_string(to_complete) + " to be completed, " +
                                           std::to_string(unconfirmed) + " to be confirmed. See to each, and run again.",
      "2. Look at every row of Matters: OK, Hold or Still asking, with your initials. Do instead asks for another route at the "
      "next run.",
      deductions == 0 ? std::string{"3. There are no deductions to tell payees about."}
                      : "3. Write to the payees on Deductions before anything is taken: how much, and when.",
      "4. A second person checks Invoice lines and signs on Sign-off.",
      "5. Release the batch: counterfoil release, with this workbook. Only then do invoices leave the team.",
      "6. In Register keep up Paid so far, Disputed and Cancelled by; tick deductions taken. Next time use this same workbook."};
  const auto table = run.open_table("next_steps", {"step"});
  for (const std::string& step : steps) table.add({step});
}

void account_all(plugin::Run& run, const Batch& batch) {
  constexpr std::array<std::string_view, 2> inputs{"overpayments", "more-overpayments"};
  for (std::size_t input = 0; input < inputs.size(); ++input)
    for (std::size_t route = 0; route < route_count; ++route)
      if (const Accounted& account = batch.accounted[input][route]; account.rows > 0)
        run.account(inputs[input], route_word(static_cast<Route>(route)), account.rows, account.pence);
}

std::string outcome_of(const Batch& batch) {
  const auto part = [&](Route route, std::string_view verb) {
    const RouteTotal& total = total_of(batch, route);
    return total.matters == 0 ? std::string{}
                              : std::string{verb} + " " + format_pounds(total.amount) + " (" + std::to_string(total.matters) + ")";
  };
  std::string words;
  append_part(words, part(Route::deduct, "to deduct"));
  append_part(words, part(Route::invoice, "to invoice"));
  append_part(words, part(Route::credit_note, "to credit"));
  if (words.empty()) words = "nothing is raised";
  std::uint64_t others = 0;
  for (std::size_t at = static_cast<std::size_t>(Route::below_de_minimis); at < route_count; ++at)
    others += batch.routes[at].matters;
  return "Batch " + batch.name + ": " + words + "; " + counted(others, "matter is", "matters are") +
         " listed as not raised, with the reason.";
}

}  // namespace

void hand_out_summary(plugin::Run& run, const Batch& batch) {
  run.fact("batch", batch.name);
  run.fact("as_of", batch.as_of);
  run.fact("batch_words", "Batch " + batch.name + ", as of " + format_date(batch.as_of));
  run.fact("outcome", outcome_of(batch));
  hand_out_steps(run, batch);
  hand_out_routes(run, batch);
  hand_out_bridge(run, batch);
  hand_out_ages(run, batch);
  account_all(run, batch);
}

}  // namespace counterfoil::debtors
