#include "run/team/team_words.hpp"

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

std::string rows(std::size_t count) { return count_of(static_cast<std::int64_t>(count), "row"); }

}  // namespace

std::string heading_written(const TeamUnderstanding& understood) {
  for (const report::TeamColumn& period : understood.table.periods)
    if (!understood.plan.insert && period.column == understood.plan.column) return period.heading;
  for (const report::TeamHeading& heading : understood.plan.headings) {
    if (heading.row != understood.table.heading_row) continue;
    if (heading.kind == report::TeamHeading::Kind::text) return heading.text;
    return understood.heading_shown;
  }
  return understood.plan.headings.empty() ? std::string{} : understood.plan.headings.back().text;
}

void check_team_total(const report::TeamColumnResult& written, const std::vector<report::PaidLine>& lines) {
  std::int64_t paid = 0;
  for (const report::PaidLine& line : lines) paid += line.current.value_or(0);
  if (paid == written.pence) return;
  throw Failure{FailureKind::out_of_tie, "The column for the team's table comes to " + format_pounds(Pence{written.pence}) +
                                             ", but the export to " + format_pounds(Pence{paid}) +
                                             ". This is a fault of the program; please report it."};
}

std::vector<std::string> words_of_adoption(const TeamUnderstanding& understood, const report::TeamColumnResult& written,
                                           const std::string& file_name) {
  const report::TeamTable& table = understood.table;
  const report::TeamColumnPlan& plan = understood.plan;
  std::vector<std::string> words;
  words.push_back(file_name + " is the team's own. Its table is on sheet " + in_quotes(table.sheet) + ": headings in row " +
                  std::to_string(table.heading_row) + ", " + rows(table.rows.size()) + " from row " +
                  std::to_string(table.first_row()) + " to " + std::to_string(table.last_row()) + ".");
  words.push_back(fields_in_words(table) + ".");
  std::string last =
      "Periods are " + column_in_words(table.periods.front()) + " to " + column_in_words(table.periods.back()) + ". ";
  for (const report::TeamColumn& period : table.periods)
    if (period.column == plan.like)
      last += column_in_words(period) + " is taken as last period: " + std::to_string(understood.agreeing) + " of " +
              std::to_string(understood.comparable) + " amounts are the export's.";
  words.push_back(last);
  const std::string letters = xlsx::column_letters(plan.column);
  if (understood.again)
    words.push_back("This period is in column " + letters + " from an earlier run; it is written again.");
  else if (!plan.insert)
    words.push_back("This period goes into column " + letters + ", " + in_quotes(heading_written(understood)) +
                    ", which stands ready.");
  else
    words.push_back("This period goes into a new column " + letters + ", headed " + in_quotes(heading_written(understood)) +
                    ", in the style of column " + xlsx::column_letters(plan.like) +
                    "; columns that were right of it move one to the right.");
  std::string done =
      rows(understood.match.amounts.size()) + (understood.match.amounts.size() == 1 ? " gets" : " get") + " this period's amount";
  if (const std::size_t gone = understood.match.gone_rows.size(); gone > 0) {
    const std::string get = plan.nought_for_none ? (gone == 1 ? "gets 0" : "get 0") : (gone == 1 ? "stays blank" : "stay blank");
    done += "; " + rows(gone) + (gone == 1 ? " is" : " are") + " not in the export and " + get + ", as the team does";
  }
  if (!written.new_rows.empty())
    done += "; " + count_of(static_cast<std::int64_t>(written.new_rows.size()), "line") + " new to the table " +
            (written.new_rows.size() == 1 ? "is" : "are") + " added from row " + std::to_string(written.new_rows.front());
  words.push_back(done + ". The column comes to " + format_pounds(Pence{written.pence}) +
                  ", as the export does. Figures that moved since last period are highlighted.");
  if (!written.widened.empty()) words.push_back(widened_in_words(written.widened));
  return words;
}

void tell_findings(const TeamUnderstanding& understood, const report::TeamColumnResult& written, const std::string& file_name,
                   const std::vector<std::string>& words, Findings& findings) {
  const std::string& sheet = understood.table.sheet;
  std::string all;
  for (const std::string& sentence : words) all += (all.empty() ? "" : " ") + sentence;
  findings.add("team-table-used",
               Place{file_name, sheet, xlsx::to_string(xlsx::CellReference{understood.table.heading_row, understood.plan.column})},
               {{"words", all}});
  if (understood.match.by_amount > 0)
    findings.add("team-lines-by-amount", Place{file_name, sheet, {}},
                 {{"lines", count_of(static_cast<std::int64_t>(understood.match.by_amount), "line")}});
  for (const std::string& cell : written.totals_short) findings.add("team-total-short", Place{file_name, sheet, cell});
  for (const std::string& cell : written.formulas_left)
    findings.add("team-formula-left", Place{file_name, sheet, cell}, {{"column", xlsx::column_letters(understood.plan.like)}});
}

}  // namespace counterfoil::run
