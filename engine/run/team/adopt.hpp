// A team's own workbook as the workbook of a run: this period's column in the team's table, and Counterfoil's sheets beside the
// team's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "findings/finding.hpp"
#include "report/memory.hpp"
#include "report/opened_workbook.hpp"
#include "report/report.hpp"
#include "run/given/question.hpp"
#include "run/given/settings.hpp"
#include "run/given/task.hpp"

namespace counterfoil::run {

struct AdoptOrder {
  const Task& task;
  const Settings& settings;
  const std::string& file_name;
  const report::OpenedWorkbook& workbook;  // the team's, as it is; its editor is taken
  std::string_view blank;                  // our template; empty: our sheets are elsewhere, or in the workbook already
  const report::Report& report;
  const report::Memory* memory = nullptr;  // as it was before this run; null: the task has none
  std::vector<Question>& asked;
};

struct Adoption {
  Buffer bytes;                    // the team's workbook with the column, and our sheets where `blank` was given
  std::vector<std::string> words;  // how it was understood, and what was done
};

/// What the workbook is to Counterfoil, told by what it carries.
enum class WorkbookKind { own, teams, teams_with_our_sheets };
WorkbookKind kind_of_workbook(const report::OpenedWorkbook& workbook);

/// Nothing when the team must answer a question first; it is in `findings`. Writes no file.
std::optional<Adoption> adopt(const AdoptOrder& order, Findings& findings);

}  // namespace counterfoil::run
