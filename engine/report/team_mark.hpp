// The mark that Counterfoil leaves in a team's own workbook, as a custom XML part: which table it adds a column to, what it wrote
// last, and under which names its own sheets stand where the team had taken the usual ones.
//
//   <team xmlns="urn:counterfoil:team:1" task="cwd-comparison" sheet="2025-26" period="10 Nov to 7 Dec 2025" heading="P8">
//     <sheet name="Summary" as="Summary (Counterfoil)"/>...</team>
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

inline constexpr std::string_view team_namespace = "urn:counterfoil:team:1";

struct TeamMark {
  std::string task;
  std::string sheet;
  std::string period;                              // that the last run was about
  std::string heading;                             // of the column that it wrote
  std::map<std::string, std::string> sheet_names;  // of the specification -> in this workbook, where they differ

  std::string xml() const;
};

/// Nothing when the workbook has none, or one that cannot be read.
std::optional<TeamMark> read_team_mark(const xlsx::WorkbookEditor& editor);

}  // namespace counterfoil::report
