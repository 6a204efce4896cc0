// People who stood on the Watch list and are not in this export at all. An export can leave somebody out; so they stay on the list,
// with their decision and their milestones, until a person takes them off it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decisions.hpp"
#include "people_result.hpp"

namespace counterfoil::turning {

inline constexpr std::string_view not_in_export = "Not in this export";

struct GoneFromExport {
  std::string person, name, end_held, pay_period, last_full_period, remark;
  std::optional<Date> born, turns_18, last_end;
  Decision decision;
  struct Kept {  // a milestone, as Timeline had it
    Date day{};
    std::string milestone, action, remark, uid;
  };
  std::vector<Kept> milestones;
};

/// In the order of the list. Each is a note.
std::vector<GoneFromExport> gone_from_export(const plugin::Run& run, const Result& result, const Decisions& decisions,
                                             Notes& notes);

}  // namespace counterfoil::turning
