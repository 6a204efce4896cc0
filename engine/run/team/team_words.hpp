// What is told about a team's own workbook: how it was understood and what was written, in a rehearsal and in the record.
#pragma once

#include <string>
#include <vector>

#include "findings/finding.hpp"
#include "report/team_column.hpp"
#include "run/team/team_understanding.hpp"

namespace counterfoil::run {

/// The heading that names this period's column now.
std::string heading_written(const TeamUnderstanding& understood);

/// Failure (out of tie) unless every penny of the period is in the column, but for the cells that the team typed and that stay.
void check_team_total(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                      const std::vector<report::PaidLine>& lines);

std::vector<std::string> words_of_adoption(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                                           const std::vector<report::PaidLine>& lines, const std::string& file_name);

void tell_findings(const TeamUnderstanding& understood, const report::TeamColumnResult& written, const std::string& file_name,
                   const std::vector<std::string>& words, Findings& findings);

}  // namespace counterfoil::run
