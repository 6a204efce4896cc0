// A period's column put into a team's own table, in the team's own style; sums, filters and charts over the periods grow with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/team_rows.hpp"
#include "report/team_table.hpp"
#include "xlsx/workbook_editor.hpp"

namespace counterfoil::report {

struct TeamHeading {
  enum class Kind : std::uint8_t { text, number, formula };
  std::uint32_t row = 0;
  Kind kind = Kind::text;
  std::string text;  // what is written: text, digits; of a formula what it comes to
};

struct TeamColumnPlan {
  std::uint32_t like = 0;        // last period's column, whose style is copied
  std::uint32_t column = 0;      // where this period goes
  bool insert = true;            // a new column comes there; else it stands there already
  bool nought_for_none = false;  // a row without a payment gets 0, as the team does; else it stays blank
  std::vector<TeamHeading> headings;
};

struct TeamColumnResult {
  std::uint64_t cells = 0;
  std::int64_t pence = 0;                  // of all that stands in the column's body now
  std::vector<std::uint32_t> new_rows;     // where they are
  std::vector<std::string> totals_short;   // cells whose total does not take in every row
  std::vector<std::string> widened;        // what was widened outside of the table's rows: "Summary!B3", "the name Paid"
  std::vector<std::string> formulas_left;  // cells of the first row right of the column whose formulas name single periods
};

/// `lines` and `match` as match_team_rows had them.
TeamColumnResult write_team_column(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                   const std::vector<PaidLine>& lines, const TeamRowMatch& match);

}  // namespace counterfoil::report
