#include "gone_from_export.hpp"

#include <algorithm>

namespace counterfoil::turning {

namespace {

enum class InExport : std::uint8_t { not_at_all, ended, on_the_list };

InExport place_of(std::string_view id, const Result& result) {
  const auto found = std::find(result.people.ids.begin(), result.people.ids.end(), id);
  if (found == result.people.ids.end()) return InExport::not_at_all;
  const auto number = static_cast<std::uint32_t>(found - result.people.ids.begin());
  const bool watched = std::find(result.watched.begin(), result.watched.end(), number) != result.watched.end();
  return watched ? InExport::on_the_list : InExport::ended;
}

Note note_of(const GoneFromExport& one) {
  if (one.why == ended_undecided)
    return {"ended-undecided",
            {},
            UINT64_MAX,
            {},
            {{"person", one.person}, {"birthday", format_date(*one.turns_18)}, {"amount", format_pounds(one.since_18)}}};
  return {"left-the-list",
          {},
          UINT64_MAX,
          {},
          {{"person", one.person}, {"decision", one.decision.what == Decided::nothing ? "none yet" : one.decision.words()}}};
}

}  // namespace

std::vector<GoneFromExport> gone_from_export(const plugin::Run& run, const Result& result, const PastPayments& past,
                                             const Decisions& decisions, Notes& notes) {
  constexpr std::string_view list = "#watch";
  constexpr std::string_view dates = "#timeline";
  const auto column = [&run](std::string_view table, std::string_view field) { return run.column(table, field); };
  const auto person = column(list, "person_id"), name = column(list, "name"), born = column(list, "born"),
             turns_18 = column(list, "turns_18"), end_held = column(list, "end_held"), pay_period = column(list, "pay_period"),
             last_full_period = column(list, "last_full_period"), remark = column(list, "remark"),
             last_end = column(list, "last_end");
  const auto whose = column(dates, "person_id"), day = column(dates, "day"), milestone = column(dates, "milestone"),
             action = column(dates, "action"), about = column(dates, "remark"), uid = column(dates, "uid");
  std::vector<GoneFromExport> gone;
  for (std::size_t row = 0; row < run.rows(list); ++row) {
    const std::string_view id = person.text(row);
    const InExport place = place_of(id, result);
    if (id.empty() || place == InExport::on_the_list) continue;
    const Decision* decided = decisions.on_watch(id);
    if (decided && decided->what == Decided::off_the_list) continue;
    GoneFromExport one;
    one.person = id;
    one.why = place == InExport::not_at_all ? not_in_export : ended_undecided;
    one.name = name.text(row);
    one.born = born.date(row);
    one.turns_18 = turns_18.date(row);
    one.end_held = end_held.text(row);
    one.pay_period = pay_period.text(row);
    one.last_full_period = last_full_period.text(row);
    one.remark = remark.text(row);
    one.last_end = last_end.date(row);
    if (decided) one.decision = *decided;
    if (one.turns_18) one.since_18 = past.paid_on_others(id, {}, *one.turns_18);
    if (place == InExport::ended && !one.adult_undecided(result.as_of)) continue;
    for (std::size_t at = 0; at < run.rows(dates); ++at)
      if (whose.text(at) == id && day.date(at))
        one.milestones.push_back({*day.date(at), std::string{milestone.text(at)}, std::string{action.text(at)},
                                  std::string{about.text(at)}, std::string{uid.text(at)}});
    notes.push_back(note_of(one));
    gone.push_back(std::move(one));
  }
  return gone;
}

}  // namespace counterfoil::turning
