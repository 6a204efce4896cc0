#include "run/team/team_words.hpp"

#include <map>

#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "counterfoil/money.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

namespace {

std::string column_in_words(const report::TeamColumn& column) {
  return xlsx::column_letters(column.column) + (column.heading.empty() ? "" : " " + in_quotes(column.heading));
}

std::string fields_in_words(const report::TeamTable& table) {
  std::vector<std::string> parts;
  const auto add = [&](const char* field, const char* meaning) {
    if (const report::TeamColumn* column = table.field(field)) parts.push_back(column_in_words(*column) + " is the " + meaning);
  };
  add("person_id", "person's ID");
  add("name", "name");
  add("surname", "surname");
  add("forename", "forename");
  add("line_id", "line's ID");
  add("service", "service");
  add("service_type", "type of service");
  add("provider", "provider");
  add("payee", "payee");
  return list_in_words(parts);
}

std::string widened_in_words(std::vector<std::string> places) {
  constexpr std::size_t most = 10;
  const std::size_t others = places.size() > most ? places.size() - most : 0;
  if (others > 0) places.resize(most);
  if (others > 0) places.push_back(count_of(static_cast<std::int64_t>(others), "other place"));
  return "Outside of the table, ranges that ended with last period's column take in the new one: " + list_in_words(places) + ".";
}

std::string periods_in_words(const TeamUnderstanding& understood) {
  const report::TeamTable& table = understood.table;
  const PeriodDecision& period = understood.period;
  std::string words =
      "Periods are " + column_in_words(table.periods.front()) + " to " + column_in_words(table.periods.back()) + ".";
  for (const report::TeamColumn& each : table.periods) {
    if (each.column != period.plan.like || period.like_place == 0) continue;
    words += " " + column_in_words(each) + " is taken as " + (period.like_place == -1 ? "last period" : "the period before") +
             (understood.columns.told ? ", as earlier runs had it" : "");
    if (period.comparable > 0)
      words += ": " + std::to_string(period.agreeing) + " of " + std::to_string(period.comparable) + " amounts are the export's";
    words += ".";
  }
  return words;
}

/// Where this period goes.
std::string place_in_words(const TeamUnderstanding& understood) {
  const report::TeamColumnPlan& plan = understood.period.plan;
  const std::string letters = xlsx::column_letters(plan.column);
  const std::string heading = in_quotes(heading_written(understood));
  if (!understood.full_sheet.empty())
    return "The sheet " + in_quotes(understood.full_sheet) + " is full, so this period begins the sheet " +
           in_quotes(understood.table.sheet) + ", which stands ready: it goes into column " + letters + ", " + heading + ".";
  if (understood.period.again)
    return "This period is in column " + letters + ", " + heading + ", from an earlier run; it is brought up to date there.";
  const StandingAmounts& standing = understood.period.standing;
  if (!plan.insert && standing.same.size() + standing.left.size() > 0)
    return "This period stands in column " + letters + ", " + heading +
           ", already: somebody typed it. Nothing of that is written over.";
  if (!plan.insert) return "This period goes into column " + letters + ", " + heading + ", which stands ready.";
  return "This period goes into a new column " + letters + ", headed " + heading + ", in the style of column " +
         xlsx::column_letters(plan.like) + "; columns that were right of it move one to the right.";
}

/// What stood in the column, and what the export says.
std::string standing_in_words(const TeamUnderstanding& understood, const report::TeamColumnResult& written) {
  const StandingAmounts& standing = understood.period.standing;
  if (standing.same.size() + standing.left.size() + standing.corrected.size() == 0) return {};
  std::string words = count_of(static_cast<std::int64_t>(standing.same.size()), "cell") + " held what the export says; " +
                      count_of(static_cast<std::int64_t>(standing.filled), "blank") + " filled.";
  std::int64_t paid = written.pence;
  const auto list = [&](const std::vector<StandingCell>& cells, const char* joined) {
    std::vector<std::string> named;
    for (const StandingCell& cell : cells)
      named.push_back(cell_name(written.row_now(cell.row), understood.period.plan.column) + " " + cell.holds + joined +
                      format_pounds(Pence{cell.paid}));
    return list_in_words(named);
  };
  if (!standing.corrected.empty()) words += " Changed, from what an earlier export said: " + list(standing.corrected, " to ") + ".";
  for (const StandingCell& cell : standing.left) paid += cell.paid - cell.pence;
  if (!standing.left.empty())
    words += " Typed by somebody and left: " + list(standing.left, " where the export pays ") + ". The export comes to " +
             format_pounds(Pence{paid}) + ", so the column does not tie to it.";
  return words;
}

/// Where the new people stand, by id: names are in the table.
std::string new_rows_in_words(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                              const std::vector<report::PaidLine>& lines) {
  std::map<std::uint32_t, std::vector<std::size_t>> by_place;  // as the rows were added
  for (const std::size_t line : understood.match.new_lines) {
    const auto after = understood.period.plan.after.find(line);
    by_place[after == understood.period.plan.after.end() ? 0 : after->second].push_back(line);
  }
  std::vector<std::string> named;
  std::size_t at = 0;
  for (const auto& [after, these] : by_place)
    for (const std::size_t line : these) {
      if (at < written.new_rows.size())
        named.push_back(std::string{lines[line].name} + " (" + std::string{lines[line].person} + ") in row " +
                        std::to_string(written.new_rows[at]));
      ++at;
    }
  return list_in_words(named);
}

std::string totals_in_words(const report::TeamColumnResult& written) {
  std::vector<std::string> known;
  for (const report::TeamColumnResult::Total& total : written.totals)
    known.push_back(total.cell + " " + format_pounds(Pence{total.pence}) + (total.whole ? ", which is the whole column" : ""));
  std::string words;
  if (!known.empty()) words = "Totals under the column, worked out anew: " + list_in_words(known) + ".";
  if (!written.totals_unknown.empty())
    words += (words.empty() ? "" : " ") + ("Not worked out here, but by the spreadsheet program when it opens the workbook: " +
                                           list_in_words(written.totals_unknown) + ".");
  return words;
}

/// What became of one kind of formula.
std::string formula_in_words(const report::TeamColumnResult::FormulaTold& formula) {
  std::string words = formula.key == formula.cell ? formula.cell : in_quotes(formula.key) + " (" + formula.cell;
  if (formula.cells > 1) words += " and " + std::to_string(formula.cells - 1) + " more";
  if (formula.key != formula.cell) words += ")";
  if (formula.was == formula.now) return words + " stays as it is: =" + formula.was + ".";
  return words + ": =" + formula.was + " is =" + formula.now + " now.";
}

std::string rows(std::size_t count) { return count_of(static_cast<std::int64_t>(count), "row"); }

void tell_standing(const TeamUnderstanding& understood, const report::TeamColumnResult& written, const std::string& file_name,
                   Findings& findings) {
  const PeriodDecision& period = understood.period;
  const auto place = [&](const StandingCell& cell) {
    return Place{file_name, understood.table.sheet, cell_name(written.row_now(cell.row), period.plan.column)};
  };
  for (const StandingCell& cell : period.standing.left)
    findings.add("team-amount-typed", place(cell), {{"holds", cell.holds}, {"paid", format_pounds(Pence{cell.paid})}});
  for (const StandingCell& cell : period.standing.corrected)
    findings.add("team-amount-corrected", place(cell), {{"held", cell.holds}, {"paid", format_pounds(Pence{cell.paid})}});
  if (period.missing == 0) return;
  std::string heading;
  for (const report::TeamColumn& each : understood.table.periods)
    if (each.column == period.plan.like) heading = each.heading;
  findings.add("team-period-missing",
               Place{file_name, understood.table.sheet, cell_name(understood.table.heading_row, period.plan.like)},
               {{"heading", heading}, {"periods", count_of(period.missing, "period") + (period.missing == 1 ? " has" : " have")}});
}

}  // namespace

std::string heading_written(const TeamUnderstanding& understood) {
  for (const report::TeamColumn& period : understood.table.periods)
    if (!understood.period.plan.insert && period.column == understood.period.plan.column) return period.heading;
  for (const report::TeamHeading& heading : understood.period.plan.headings) {
    if (heading.row != understood.table.heading_row) continue;
    if (heading.kind == report::TeamHeading::Kind::text) return heading.text;
    return understood.period.heading_shown;
  }
  return understood.period.plan.headings.empty() ? std::string{} : understood.period.plan.headings.back().text;
}

void check_team_total(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                      const std::vector<report::PaidLine>& lines) {
  std::int64_t paid = 0;
  for (const report::PaidLine& line : lines) paid += line.current.value_or(0);
  std::int64_t in_column = written.pence;
  for (const StandingCell& cell : understood.period.standing.left) in_column += cell.paid - cell.pence;
  if (paid == in_column) return;
  throw Failure{FailureKind::out_of_tie, "The column for the team's table comes to " + format_pounds(Pence{in_column}) +
                                             ", but the export to " + format_pounds(Pence{paid}) +
                                             ". This is a fault of the program; please report it."};
}

std::vector<std::string> words_of_adoption(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                                           const std::vector<report::PaidLine>& lines, const std::string& file_name) {
  const report::TeamTable& table = understood.table;
  const report::TeamColumnPlan& plan = understood.period.plan;
  std::vector<std::string> words;
  words.push_back(file_name + " is the team's own. Its table is on sheet " + in_quotes(table.sheet) + ": headings in row " +
                  std::to_string(table.heading_row) + ", " + rows(table.rows.size()) + " from row " +
                  std::to_string(table.first_row()) + " to " + std::to_string(table.last_row()) + ".");
  words.push_back(fields_in_words(table) + ".");
  words.push_back(periods_in_words(understood));
  words.push_back(place_in_words(understood));
  std::string done =
      rows(understood.match.amounts.size()) + (understood.match.amounts.size() == 1 ? " gets" : " get") + " this period's amount";
  if (const std::size_t gone = understood.match.gone_rows.size(); gone > 0) {
    const std::string get = plan.nought_for_none ? (gone == 1 ? "gets 0" : "get 0") : (gone == 1 ? "stays blank" : "stay blank");
    done += "; " + rows(gone) + (gone == 1 ? " is" : " are") + " not in the export and " + get + ", as the team does";
  }
  if (!written.new_rows.empty())
    done += "; " + count_of(static_cast<std::int64_t>(written.new_rows.size()), "line") + " new to the table " +
            (written.new_rows.size() == 1 ? "is" : "are") + " added: " + new_rows_in_words(understood, written, lines);
  const bool ties = understood.period.standing.left.empty();
  words.push_back(done + ". The column comes to " + format_pounds(Pence{written.pence}) + (ties ? ", as the export does." : ".") +
                  " Figures that moved since last period are highlighted.");
  if (const std::string standing = standing_in_words(understood, written); !standing.empty()) words.push_back(standing);
  if (const std::string totals = totals_in_words(written); !totals.empty()) words.push_back(totals);
  for (const report::TeamColumnResult::FormulaTold& formula : written.formulas) words.push_back(formula_in_words(formula));
  if (!written.widened.empty()) words.push_back(widened_in_words(written.widened));
  return words;
}

void tell_findings(const TeamUnderstanding& understood, const report::TeamColumnResult& written, const std::string& file_name,
                   const std::vector<std::string>& words, Findings& findings) {
  const std::string& sheet = understood.table.sheet;
  tell_standing(understood, written, file_name, findings);
  std::string all;
  for (const std::string& sentence : words) all += (all.empty() ? "" : " ") + sentence;
  findings.add(
      "team-table-used",
      Place{file_name, sheet, xlsx::to_string(xlsx::CellReference{understood.table.heading_row, understood.period.plan.column})},
      {{"words", all}});
  if (understood.match.by_amount > 0)
    findings.add("team-lines-by-amount", Place{file_name, sheet, {}},
                 {{"lines", count_of(static_cast<std::int64_t>(understood.match.by_amount), "line")}});
  for (const report::TeamColumnResult::TypedTotal& total : written.typed_totals)
    findings.add("team-total-typed", Place{file_name, sheet, total.cell},
                 {{"typed", format_pounds(Pence{total.typed})}, {"amounts", format_pounds(Pence{total.amounts})}});
  for (const report::TeamColumnResult::FormulaTold& formula : written.formulas)
    if (formula.by_position)
      findings.add("team-formula-changed", Place{file_name, sheet, {}},
                   {{"where", formula.cell}, {"was", "=" + formula.was}, {"now", "=" + formula.now}});
  for (const std::string& where : written.positions_unclear)
    findings.add("team-position-unclear", Place{file_name, sheet, {}}, {{"where", where}});
  for (const std::string& cell : written.totals_short) findings.add("team-total-short", Place{file_name, sheet, cell});
  for (const std::string& cell : written.formulas_left)
    findings.add("team-formula-left", Place{file_name, sheet, cell},
                 {{"column", xlsx::column_letters(understood.period.plan.like)}});
}

}  // namespace counterfoil::run
