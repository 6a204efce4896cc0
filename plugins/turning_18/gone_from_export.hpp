// People who stood on the Watch list and whom this export would take off it: those who are not in it at all, since an export can
// leave somebody out; and those of whom nothing runs on or is paid any more, while money was paid since 18 and nobody has decided.
// They stay, with their decision and their milestones, until a person decides or takes them off.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decisions.hpp"
#include "past_payments.hpp"
#include "people_result.hpp"

namespace counterfoil::turning {

inline constexpr std::string_view not_in_export = "Not in this export", ended_undecided = "Ended, not decided";

struct GoneFromExport {
  std::string person, name, end_held, pay_period, last_full_period, remark;
  std::string_view why;  // not_in_export or ended_undecided
  std::optional<Date> born, turns_18, last_end;
  Pence since_18;  // that exports of earlier periods paid for days from the birthday on
  Decision decision;
  struct Kept {  // a milestone, as Timeline had it
    Date day{};
    std::string milestone, action, remark, uid;
  };
  std::vector<Kept> milestones;

  bool adult_undecided(Date as_of) const {
    return turns_18 && *turns_18 <= as_of && since_18.count != 0 &&
           (decision.what == Decided::nothing || decision.what == Decided::awaiting);
  }
};

/// In the order of the list. Each is a note.
std::vector<GoneFromExport> gone_from_export(const plugin::Run& run, const Result& result, const PastPayments& past,
                                             const Decisions& decisions, Notes& notes);

}  // namespace counterfoil::turning
