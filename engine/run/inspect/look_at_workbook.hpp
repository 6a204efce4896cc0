// The workbook that a result is meant for: whose it is, what state it is in, who has it, and what comes next.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "report/opened_workbook.hpp"
#include "run/given/task.hpp"
#include "run/inspect.hpp"

namespace counterfoil::run {

/// What the last run read as one of its inputs, as its row on the Audit sheet says.
struct InputBefore {
  std::uint64_t rows = 0;
  std::optional<std::int64_t> pence;
  std::string digest;
};

struct WorkbookLook {
  InspectedWorkbook told;
  std::optional<Task> own_task;  // loaded to read it, where none was given
  report::OpenedWorkbook book;
  std::map<std::string, InputBefore> inputs_before;  // by input id
};

/// `task`: whose specification reads it; null: that of the workbook itself is loaded, where it is one of ours.
WorkbookLook look_at_workbook(const std::filesystem::path& workbook, const Task* task, const Installation& installation);

/// "current: Nov.xlsx, sheet P8, 240 rows, £1,234.56, SHA-256 ..." and the like, a line each.
std::map<std::string, InputBefore> inputs_in_audit(const std::string& text);

}  // namespace counterfoil::run
