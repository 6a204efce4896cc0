// The team's own table on a sheet: by headings that are known, and by what stands in the columns, since the export says which ids
// there are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "run/team/team_sheet.hpp"
#include "table/layout.hpp"

namespace counterfoil::run {

/// What staff answered: "sheet", "person_id", "headings-row" ... -> text.
using TeamAnswers = std::map<std::string, std::string, std::less<>>;

/// A column that might be the one, for a question.
struct ColumnGuess {
  std::uint32_t column = 0;
  std::string heading;
  std::size_t known = 0;  // ids of the export in it
};

struct TableSearch {
  std::optional<report::TeamTable> table;
  std::string unclear;  // the field of which two columns could be the one ("person_id"); empty: none
  std::vector<ColumnGuess> guesses;
  std::size_t known_rows = 0;  // rows whose person is in the exports
  bool named_here = false;     // the answers name this sheet
  std::string wrong_answer;    // an answer that names no column here, in words
  bool worth_reading() const { return known_rows > 0 || !unclear.empty() || named_here; }
};

TableSearch search_team_table(const TeamSheet& sheet, const std::vector<report::PaidLine>& lines, const table::Layout& layout,
                              const TeamAnswers& answers);

/// The column that an answer means: its letter ("B") or its heading; 0 where it is neither.
std::uint32_t column_meant(const TeamSheet& sheet, std::uint32_t heading_row, const std::string& answer);

}  // namespace counterfoil::run
