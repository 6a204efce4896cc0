// A period's column put into a team's own table, in the team's own style; sums, filters and charts over the periods grow with it.
#pragma once

#include <cstdint>
#include <map>
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

/// What becomes of a span of periods that ends with last period, when this one comes behind it.
enum class PeriodReach : std::uint8_t {
  grows,  // all periods: it takes in the new one
  stays,  // a quarter: always the same periods
  moves,  // the last so many
};

struct TeamColumnPlan {
  std::uint32_t like = 0;        // last period's column, whose style is copied
  std::uint32_t column = 0;      // where this period goes
  bool insert = true;            // a new column comes there; else it stands there already
  bool nought_for_none = false;  // a row without a payment gets 0, as the team does; else it stays blank
  std::vector<TeamHeading> headings;
  std::map<std::size_t, std::uint32_t> after;  // by new line: the row below which it comes; one without is put below the last row
  std::map<std::string, PeriodReach> reach;    // the team's answers, by a formula's key (team_formulas.hpp)
  std::map<std::uint32_t, std::int64_t> kept;  // by row: cells of a column that stands there which stay as they are; pence
};

struct TeamColumnResult {
  std::uint64_t cells = 0;
  std::int64_t pence = 0;                  // of all that stands in the column's body now
  std::vector<std::uint32_t> new_rows;     // where they are, ascending
  std::vector<std::string> totals_short;   // cells whose total does not take in every row
  std::vector<std::string> widened;        // what was widened outside of the table's rows: "Summary!B3", "the name Paid"
  std::vector<std::string> formulas_left;  // cells of the first row right of the column whose formulas name single periods

  /// Formulas of one kind that were changed, or left as a span that stays.
  struct FormulaTold {
    std::string key;
    std::string cell;  // the first of them, as the sheet is now
    std::size_t cells = 0;
    std::string was, now;  // its expression
    bool by_position = false;
  };
  std::vector<FormulaTold> formulas;
  /// A total under the column, worked out from its cells.
  struct Total {
    std::string cell;
    std::int64_t pence = 0;
    bool whole = false;  // every amount of the column is in it
  };
  std::vector<Total> totals;
  std::vector<std::string> totals_unknown;  // cells with a formula that was not worked out
  /// A typed total under last period's column that is not what its amounts come to; this period's was left blank.
  struct TypedTotal {
    std::string cell;  // of last period's
    std::int64_t typed = 0;
    std::int64_t amounts = 0;
  };
  std::vector<TypedTotal> typed_totals;
  std::vector<std::string> positions_unclear;  // "Notes!B3 (OFFSET)"

  /// Where a row of the sheet as it was stands now.
  std::uint32_t row_now(std::uint32_t before) const;
};

/// `lines` and `match` as match_team_rows had them.
TeamColumnResult write_team_column(xlsx::SheetEditor& sheet, const TeamTable& table, const TeamColumnPlan& plan,
                                   const std::vector<PaidLine>& lines, const TeamRowMatch& match);

}  // namespace counterfoil::report
