// The bands of a team's table: which rows of people stand together, what they are headed with, and whether the totals take them in.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "run/team/team_sheet.hpp"

namespace counterfoil::run {

/// `table` has its rows and periods.
std::vector<report::TeamBand> find_bands(const TeamSheet& sheet, const report::TeamTable& table);

/// The band that a new line belongs to: that of its person, else the only living one, else the one where all lines of the same
/// service, provider or payee stand, else the one that the answer names. Nothing: nobody can tell.
std::optional<std::size_t> band_of_line(const report::TeamTable& table, const std::vector<report::PaidLine>& lines,
                                        const report::TeamRowMatch& match, std::size_t line, const std::string* answer);

/// What a person calls a band: its heading, or the rows.
std::string band_in_words(const report::TeamBand& band);

}  // namespace counterfoil::run
