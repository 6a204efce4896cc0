// A result as figures, for whoever shows it: read from the fixed tables that a task fills (Summary) and from the rows that people
// decide on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"
#include "spec/workbook_spec.hpp"

namespace counterfoil::run {

struct Figure {
  std::string id;     // "headline-new-lines": the table and the title, in lower case with dashes
  std::string title;  // as it stands in the workbook
  std::string group;  // title of its table
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> pence;
  bool needs_decision = false;  // so many rows of the sheet wait for a person
  std::string sheet;            // where it stands
};

std::vector<Figure> figures_of(const report::WorkbookSpec& spec, const report::Report& report);

}  // namespace counterfoil::run
