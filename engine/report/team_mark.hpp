// The mark that Counterfoil leaves in a team's own workbook, as a custom XML part: which table it adds a column to, what it wrote
// last, and under which names its own sheets stand where the team had taken the usual ones.
//
//   <team xmlns="urn:counterfoil:team:1" task="cwd-comparison" sheet="2025-26" period="10 Nov to 7 Dec 2025" heading="P8">
//     <sheet name="Summary" as="Summary (Counterfoil)"/>...
//     <column sheet="2025-26" heading="P7" first="20374" last="20401" written="1"/>...</team>
//
// A column's days are counted from 1970-01-01. Programs that do not know of columns read the rest.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

inline constexpr std::string_view team_namespace = "urn:counterfoil:team:1";

struct TeamMark {
  std::string task;
  std::string sheet;
  std::string period;                              // that the last run was about
  std::string heading;                             // of the column that it wrote
  std::map<std::string, std::string> sheet_names;  // of the specification -> in this workbook, where they differ

  /// A column of the team's, and the period that it holds.
  struct Column {
    std::string sheet, heading;
    std::int64_t first = 0;  // days since 1970-01-01
    std::int64_t last = 0;
    bool written = false;  // by a run; else only understood by one
  };
  std::vector<Column> columns;

  std::string xml() const;
};

/// Nothing when the workbook has none, or one that cannot be read.
std::optional<TeamMark> read_team_mark(const xlsx::WorkbookEditor& editor);

}  // namespace counterfoil::report
