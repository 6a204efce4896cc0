#include "gone_from_export.hpp"

#include <algorithm>

namespace counterfoil::turning {

std::vector<GoneFromExport> gone_from_export(const plugin::Run& run, const Result& result, const Decisions& decisions,
                                             Notes& notes) {
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
    if (id.empty() || std::find(result.people.ids.begin(), result.people.ids.end(), id) != result.people.ids.end()) continue;
    const Decision* decided = decisions.on_watch(id);
    if (decided && decided->what == Decided::off_the_list) continue;
    GoneFromExport one;
    one.person = id;
    one.name = name.text(row);
    one.born = born.date(row);
    one.turns_18 = turns_18.date(row);
    one.end_held = end_held.text(row);
    one.pay_period = pay_period.text(row);
    one.last_full_period = last_full_period.text(row);
    one.remark = remark.text(row);
    one.last_end = last_end.date(row);
    if (decided) one.decision = *decided;
    for (std::size_t at = 0; at < run.rows(dates); ++at)
      if (whose.text(at) == id && day.date(at))
        one.milestones.push_back({*day.date(at), std::string{milestone.text(at)}, std::string{action.text(at)},
                                  std::string{about.text(at)}, std::string{uid.text(at)}});
    notes.push_back(
        {"left-the-list",
         {},
         UINT64_MAX,
         {},
         {{"person", one.person}, {"decision", one.decision.what == Decided::nothing ? "none yet" : one.decision.words()}}});
    gone.push_back(std::move(one));
  }
  return gone;
}

}  // namespace counterfoil::turning
