#include "run/team/team_understanding.hpp"

#include <algorithm>

#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "run/team/team_period.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"

namespace counterfoil::run {

namespace {

constexpr std::size_t rows_of_a_glance = 200;

using report::TeamColumn;
using report::TeamRow;
using report::TeamTable;

std::string field_in_words(const std::string& field) {
  if (field == "person_id") return "person's ID";
  if (field == "line_id") return "line's ID";
  return "person's " + field;
}

/// A sheet that was looked at.
struct Looked {
  TeamSheet sheet;
  TableSearch search;
};

class Understanding {
 public:
  Understanding(xlsx::WorkbookEditor& editor, const TeamQuestion& question, Findings& findings)
      : editor_(editor), question_(question), findings_(findings) {}

  std::optional<TeamUnderstanding> run() {
    look_at_sheets();
    Looked* chosen = choose();
    if (!chosen) return std::nullopt;
    TeamUnderstanding understood;
    understood.table = std::move(*chosen->search.table);
    understood.match = report::match_team_rows(rows_of(*chosen, understood.table, 0), question_.lines, understood.table.person_by);
    const auto period = decide_period({chosen->sheet, understood.table, understood.match, question_}, findings_);
    if (!period) return std::nullopt;
    understood.plan = period->plan;
    understood.comparable = period->comparable;
    understood.agreeing = period->agreeing;
    understood.heading_shown = period->heading_shown;
    understood.again = period->again;
    understood.match = report::match_team_rows(rows_of(*chosen, understood.table, understood.plan.like), question_.lines,
                                               understood.table.person_by);
    tell_repeated(understood);
    return understood;
  }

 private:
  Place place(const std::string& sheet, const std::string& cell) const { return {question_.file_name, sheet, cell}; }

  void look_at_sheets() {
    TeamAnswers answers = question_.answers;
    if (question_.mark && editor_.sheet(question_.mark->sheet)) answers.try_emplace("sheet", question_.mark->sheet);
    for (const xlsx::SheetInfo& info : editor_.reader().sheets()) {
      if (!info.worksheet || info.visibility != xlsx::SheetVisibility::visible || is_own(info.name)) continue;
      xlsx::SheetEditor* editor = editor_.sheet(info.name);
      if (!editor) continue;
      // A glance first: most sheets of a large workbook hold no ids at all.
      const bool at_a_glance =
          search_team_table(TeamSheet{*editor, editor_.reader(), rows_of_a_glance}, question_.lines, question_.layout, answers)
              .worth_reading();
      TeamSheet sheet{*editor, editor_.reader(), at_a_glance ? TeamSheet::most_rows : rows_of_a_glance};
      TableSearch search = search_team_table(sheet, question_.lines, question_.layout, answers);
      looked_.push_back({std::move(sheet), std::move(search)});
    }
  }

  /// Counterfoil's own Payments sheet has ids and periods too.
  bool is_own(const std::string& name) const {
    if (!question_.mark) return false;
    return std::any_of(question_.mark->sheet_names.begin(), question_.mark->sheet_names.end(),
                       [&](const auto& each) { return xlsx::same_sheet_name(each.second, name); });
  }

  Looked* choose() {
    std::vector<Looked*> found;
    for (Looked& each : looked_) {
      if (!each.search.wrong_answer.empty()) return ask_wrong_answer(each);
      if (each.search.table) found.push_back(&each);
    }
    if (found.empty()) return ask_where();
    if (found.size() == 1) return found.front();
    // Last year's sheet has the same children: the one that holds last period is meant.
    std::vector<Looked*> holding;
    for (Looked* each : found)
      if (holds_last_period(*each)) holding.push_back(each);
    if (holding.size() == 1) return holding.front();
    return ask_which(found);
  }

  bool holds_last_period(const Looked& looked) const {
    const auto match =
        report::match_team_rows(rows_of(looked, *looked.search.table, 0), question_.lines, looked.search.table->person_by);
    return std::any_of(looked.search.table->periods.begin(), looked.search.table->periods.end(), [&](const TeamColumn& period) {
      const Agreement agreement = agreement_of(looked.sheet, match, period.column);
      return agreement.agreeing * 2 > agreement.comparable;
    });
  }

  std::vector<TeamRow> rows_of(const Looked& looked, const TeamTable& table, std::uint32_t last_period) const {
    std::vector<TeamRow> rows;
    const auto text = [&](std::uint32_t row, const char* field) {
      const TeamColumn* column = table.field(field);
      return column ? looked.sheet.text(row, column->column) : std::string{};
    };
    for (const std::uint32_t number : table.rows) {
      TeamRow row;
      row.row = number;
      row.person = text(number, table.person_by == report::PersonBy::id ? "person_id" : "name");
      row.line = text(number, "line_id");
      row.service = text(number, "service");
      if (row.service.empty()) row.service = text(number, "service_type");
      row.provider = text(number, "provider");
      if (last_period != 0) row.last_period = looked.sheet.pence(number, last_period);
      rows.push_back(std::move(row));
    }
    return rows;
  }

  Looked* ask_wrong_answer(const Looked& looked) {
    findings_.add("team-answer-wrong", place(looked.sheet.name(), {}),
                  {{"answer", looked.search.wrong_answer}, {"headings", headings_of(looked)}});
    return nullptr;
  }

  std::string headings_of(const Looked& looked) const {
    std::vector<std::string> names;
    for (const table::PeekRow& row : looked.sheet.peek()) {
      std::vector<std::string> texts;
      for (const table::PeekCell& cell : row.cells)
        texts.push_back(xlsx::column_letters(cell.column) + " " + in_quotes(cell.text.substr(0, 40)));
      if (texts.size() > names.size()) names = std::move(texts);
      if (names.size() > 12) names.resize(12);
    }
    return names.empty() ? "none" : list_in_words(names);
  }

  Looked* ask_where() {
    if (is_a_sheet_a_period()) return nullptr;
    std::string sheet_named = question_.answers.contains("sheet") ? question_.answers.find("sheet")->second : std::string{};
    for (const Looked& each : looked_) {
      if (!each.search.unclear.empty()) return ask_column(each);
      if (each.search.named_here) sheet_named.clear();
    }
    const Looked* best = nullptr;
    for (const Looked& each : looked_)
      if (each.search.known_rows > 0 && (!best || each.search.known_rows > best->search.known_rows)) best = &each;
    std::string seen = "No sheet holds person IDs, names or line IDs of the exports.";
    if (!sheet_named.empty())
      seen = "There is no visible sheet " + in_quotes(sheet_named) + ".";
    else if (best)
      seen = "Sheet " + in_quotes(best->sheet.name()) + " has " +
             count_of(static_cast<std::int64_t>(best->search.known_rows), "row") +
             " of the exports' people, but no column of amounts headed with a period.";
    Question question{"sheet", "Which sheet has the table that gets this period's column?", {}, false};
    for (const Looked& each : looked_) question.options.push_back({each.sheet.name(), "Sheet " + each.sheet.name()});
    if (!question.options.empty()) question_.asked.push_back(std::move(question));
    findings_.add(
        "team-table-missing", place(best ? best->sheet.name() : "", {}),
        {{"seen", seen},
         {"setting", answer_to_write({{"sheet", best ? best->sheet.name() : "..."}, {"headings-row", "4"}, {"person_id", "A"}})}});
    return nullptr;
  }

  bool is_a_sheet_a_period() {
    std::vector<std::string> names;
    for (const Looked& each : looked_)
      if (each.search.known_rows > 0 && table::PeriodHeading::read(each.sheet.name()))
        names.push_back(in_quotes(each.sheet.name()));
    if (names.size() < 2) return false;
    findings_.add("team-sheet-a-period", place({}, {}), {{"sheets", list_in_words(names)}});
    return true;
  }

  Looked* ask_column(const Looked& looked) {
    std::vector<std::string> guesses;
    for (const ColumnGuess& guess : looked.search.guesses)
      guesses.push_back(xlsx::column_letters(guess.column) + (guess.heading.empty() ? "" : " " + in_quotes(guess.heading)) + " (" +
                        std::to_string(guess.known) + " known)");
    Question question{looked.search.unclear, "Which column has the " + field_in_words(looked.search.unclear) + "?", {}, false};
    for (const ColumnGuess& guess : looked.search.guesses)
      question.options.push_back({xlsx::column_letters(guess.column), "Column " + xlsx::column_letters(guess.column) +
                                                                          (guess.heading.empty() ? "" : ", " + guess.heading) +
                                                                          " (" + std::to_string(guess.known) + " known)"});
    question_.asked.push_back(std::move(question));
    findings_.add(
        "team-column-unclear", place(looked.sheet.name(), cell_name(1, looked.search.guesses.front().column)),
        {{"field", field_in_words(looked.search.unclear)},
         {"guesses", list_in_words(guesses)},
         {"setting", answer_to_write({{looked.search.unclear, xlsx::column_letters(looked.search.guesses.front().column)}})},
         {"option", "--table " + looked.search.unclear + "=" + xlsx::column_letters(looked.search.guesses.front().column)}});
    return nullptr;
  }

  Looked* ask_which(const std::vector<Looked*>& found) {
    std::vector<std::string> places;
    for (const Looked* each : found)
      places.push_back("sheet " + in_quotes(each->sheet.name()) + " (headings in row " +
                       std::to_string(each->search.table->heading_row) + ", " +
                       count_of(static_cast<std::int64_t>(each->search.table->rows.size()), "row") + ")");
    const std::string& first = found.front()->sheet.name();
    Question question{"sheet", "More than one table fits. Which sheet gets this period's column?", {}, false};
    for (const Looked* each : found)
      question.options.push_back(
          {each->sheet.name(), "Sheet " + each->sheet.name() + " (" +
                                   count_of(static_cast<std::int64_t>(each->search.table->rows.size()), "row") + ")"});
    question_.asked.push_back(std::move(question));
    findings_.add("team-table-two", place(first, cell_name(found.front()->search.table->heading_row, 1)),
                  {{"places", list_in_words(places)},
                   {"setting", answer_to_write({{"sheet", first}})},
                   {"option", "--table sheet=" + in_quotes(first)}});
    return nullptr;
  }

  void tell_repeated(const TeamUnderstanding& understood) {
    for (const auto& [row, first] : understood.match.repeated) {
      findings_.add("team-row-repeated", place(understood.table.sheet, cell_name(row, understood.plan.column)),
                    {{"row", std::to_string(row)}, {"first", std::to_string(first)}});
    }
  }

  xlsx::WorkbookEditor& editor_;
  const TeamQuestion& question_;
  Findings& findings_;
  std::vector<Looked> looked_;
};

}  // namespace

std::string answer_to_write(const std::vector<std::pair<std::string, std::string>>& answers) {
  std::string text = "\"team-table\": { ";
  for (const auto& [name, value] : answers)
    text += (&name == &answers.front().first ? "" : ", ") + in_quotes(name) + ": " + in_quotes(value);
  return text + " }";
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
  return xlsx::to_string(xlsx::CellReference{std::max<std::uint32_t>(row, 1), column});
}

std::optional<TeamUnderstanding> understand_team_workbook(xlsx::WorkbookEditor& editor, const TeamQuestion& question,
                                                          Findings& findings) {
  return Understanding{editor, question, findings}.run();
}

}  // namespace counterfoil::run
