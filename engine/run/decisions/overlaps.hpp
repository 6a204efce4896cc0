// Where the eyes that decided, prepared and approved were not as many as they seem: for whoever signs, and whoever looks later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/decision_log.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct Overlap {
  std::string id;  // kebab-case
  std::string words;
};

/// What the log shows. `approver` and `approval_time` (UTC) may be empty: nobody approved yet. `approval`: its run, whose own lines
/// of the log are of what nobody had seen before.
struct Eyes {
  std::string prepared_by;
  std::string approver;
  std::string approval_time;
  std::string approval;
};
std::vector<Overlap> overlaps(const report::WorkbookSpec& spec, const report::DecisionLog& log, const Eyes& eyes);

/// Could these initials be of this login? "TM" of "testa.marmalade", "t_marmalade2" and "tmarmalade".
bool initials_fit(const std::string& initials, const std::string& login);

}  // namespace counterfoil::run
