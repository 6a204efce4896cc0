#include "run/team/team_understanding.hpp"

#include <algorithm>

#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "report/team_formulas.hpp"
#include "run/team/team_bands.hpp"
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
  ColumnPeriods columns = {};
  bool named = true;  // by the answers, or they name none
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
    understood.full_sheet = full_sheet_;
    understood.columns = chosen->columns;
    understood.table = std::move(*chosen->search.table);
    const report::TeamTable& table = understood.table;
    understood.match = report::match_team_rows(rows_of(*chosen, table, 0), question_.lines, table.person_by);
    const auto told = report::match_team_rows(rows_of(*chosen, table, 0), question_.known.told_before, table.person_by);
    const auto period = decide_period({chosen->sheet, table, understood.match, question_, understood.columns,
                                       question_.known.told_before.empty() ? nullptr : &told.amounts, begins_at_},
                                      findings_);
    if (!period) return std::nullopt;
    understood.period = *period;
    understood.match = report::match_team_rows(rows_of(*chosen, table, period->plan.like), question_.lines, table.person_by);
    tell_repeated(understood);
    if (!place_new_lines(understood) || !know_formulas(understood, *chosen)) return std::nullopt;
    return understood;
  }

 private:
  Place place(const std::string& sheet, const std::string& cell) const { return {question_.file_name, sheet, cell}; }

  const std::string* answer(std::string_view name) const {
    const auto found = question_.answers.find(name);
    return found == question_.answers.end() ? nullptr : &found->second;
  }

  void look_at_sheets() {
    const std::string* named = answer("sheet");
    TeamAnswers unnamed = question_.answers;
    unnamed.erase("sheet");
    for (const xlsx::SheetInfo& info : editor_.reader().sheets()) {
      if (!info.worksheet || info.visibility != xlsx::SheetVisibility::visible || is_own(info.name)) continue;
      xlsx::SheetEditor* editor = editor_.sheet(info.name);
      if (!editor) continue;
      const bool is_named = !named || fold_for_comparing(*named) == fold_for_comparing(info.name);
      const TeamAnswers& answers = is_named ? question_.answers : unnamed;
      // A glance first: most sheets of a large workbook hold no ids at all.
      const bool at_a_glance =
          search_team_table(TeamSheet{*editor, editor_.reader(), rows_of_a_glance}, question_.lines, question_.layout, answers)
              .worth_reading();
      TeamSheet sheet{*editor, editor_.reader(), at_a_glance ? TeamSheet::most_rows : rows_of_a_glance};
      TableSearch search = search_team_table(sheet, question_.lines, question_.layout, answers);
      looked_.push_back({std::move(sheet), std::move(search), {}, is_named});
    }
    for (Looked& each : looked_)
      if (each.search.table) read_columns(each);
  }

  void read_columns(Looked& looked) {
    const TeamTable& table = *looked.search.table;
    std::optional<std::uint32_t> last;
    if (const std::string* text = answer("last-period"))
      if (const std::uint32_t column = column_meant(looked.sheet, table.heading_row, *text); column != 0) last = column;
    looked.columns = read_column_periods(
        {looked.sheet, table, rows_of(looked, table, 0), question_.known, question_.periods, question_.mark, last});
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
      if (!each.search.wrong_answer.empty() && each.named) return ask_wrong_answer(each);
      if (each.search.table && each.named) found.push_back(&each);
    }
    if (found.empty()) return ask_where();
    Looked* chosen = found.size() == 1 ? found.front() : choose_among(found);
    return chosen ? or_new_year(chosen) : nullptr;
  }

  /// Last year's sheet has the same children, and so may a copy: the one is meant that holds this period or the one before.
  Looked* choose_among(const std::vector<Looked*>& found) {
    std::vector<Looked*> told, marked, holding, before;
    for (Looked* each : found) {
      if (each->columns.told && each->columns.at(0)) told.push_back(each);
      const bool goes_on = each->columns.at(0) || each->columns.last_before() || !each->columns.last_filled();
      if (goes_on && question_.mark && xlsx::same_sheet_name(question_.mark->sheet, each->sheet.name())) marked.push_back(each);
      if (each->columns.at(0) && agrees(each->columns, 0)) holding.push_back(each);
      if (const auto last = each->columns.last_before(); last && agrees(each->columns, *each->columns.place[*last]))
        before.push_back(each);
    }
    for (const std::vector<Looked*>* these : {&told, &marked, &holding, &before})
      if (these->size() == 1) return these->front();
    return ask_which(before.size() > 1 ? before : found);
  }

  static bool agrees(const ColumnPeriods& columns, std::int64_t place) {
    const auto found = columns.agreement.find(place);
    return found != columns.agreement.end() && found->second.agreeing * 2 > found->second.comparable;
  }

  /// A year that is full is followed by the sheet that stands ready for the next one.
  Looked* or_new_year(Looked* chosen) {
    if (!answer("heading")) {
      begins_at_ = first_column(*chosen);
      if (begins_at_ || !is_full(chosen->sheet, *chosen->search.table, chosen->columns, question_.periods)) return chosen;
      std::vector<Looked*> ready;
      for (Looked& each : looked_)
        if (&each != chosen && each.search.table && first_column(each)) ready.push_back(&each);
      if (ready.size() > 1) return ask_which(ready);
      if (ready.size() == 1) {
        full_sheet_ = chosen->sheet.name();
        begins_at_ = first_column(*ready.front());
        return ready.front();
      }
    }
    return chosen;
  }

  bool a_year_is_full() const {
    return std::any_of(looked_.begin(), looked_.end(), [&](const Looked& each) {
      return each.search.table && is_full(each.sheet, *each.search.table, each.columns, question_.periods);
    });
  }

  /// Of a sheet that waits for its first amounts: the column where this period would go.
  std::optional<std::size_t> first_column(const Looked& looked) const {
    if (looked_.size() < 2 || looked.columns.last_filled()) return std::nullopt;
    const TeamTable& table = *looked.search.table;
    std::optional<std::size_t> dated;
    for (std::size_t at = 0; at < table.periods.size(); ++at) {
      const auto heading = period_heading(looked.sheet, table, table.periods[at].column);
      if (!heading) continue;
      if (!heading->has_dates() && at == 0 && heading->number() == 1 && a_year_is_full()) return at;
      if (!question_.periods.current || !heading->has_dates()) continue;
      if (heading->tie_to(*question_.periods.current).tie == table::PeriodHeading::Tie::none) continue;
      if (dated) return std::nullopt;
      dated = at;
    }
    return dated;
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
      if (const auto by_name = table.ids.find(number); by_name != table.ids.end()) row.person = by_name->second;
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
    std::string sheet_named = answer("sheet") ? *answer("sheet") : std::string{};
    for (const Looked& each : looked_) {
      if (!each.named) continue;
      if (!each.search.unclear.empty()) return ask_column(each);
      if (each.search.named_here) sheet_named.clear();
    }
    const Looked* best = nullptr;
    for (const Looked& each : looked_)
      if (each.named && each.search.known_rows > 0 && (!best || each.search.known_rows > best->search.known_rows)) best = &each;
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
      if (each.named && each.search.known_rows > 0 && table::PeriodHeading::read(each.sheet.name()))
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

  /// New people stand with those that are paid, inside of the totals.
  bool place_new_lines(TeamUnderstanding& understood) {
    const TeamTable& table = understood.table;
    std::vector<std::string> unclear;
    for (const std::size_t line : understood.match.new_lines) {
      const auto band = band_of_line(table, question_.lines, understood.match, line, answer("band"));
      if (band)
        understood.period.plan.after[line] = table.bands[*band].last;
      else
        unclear.push_back(std::string{question_.lines[line].name} + " (" + std::string{question_.lines[line].person} + ")");
    }
    if (unclear.empty()) return true;
    Question question{"band", "Where in the table do the new people belong: " + list_in_words(unclear) + "?", {}, true};
    std::vector<std::string> bands;
    std::string first;
    for (const report::TeamBand& band : table.bands) {
      if (!band.living) continue;
      const std::string words = band_in_words(band);
      if (first.empty()) first = words;
      question.options.push_back(
          {words, words + " (rows " + std::to_string(band.first) + " to " + std::to_string(band.last) + ")"});
      bands.push_back(in_quotes(words));
    }
    question_.asked.push_back(std::move(question));
    findings_.add("team-band-unclear", place(table.sheet, cell_name(table.first_row(), 1)),
                  {{"people", list_in_words(unclear)}, {"bands", list_in_words(bands)}, {"band", first}});
    return false;
  }

  /// A span of periods of which nothing says whether it is a quarter or the last so many: asked once for each kind, and kept.
  bool know_formulas(TeamUnderstanding& understood, const Looked& looked) {
    constexpr std::string_view prefix = "formula:";
    report::TeamColumnPlan& plan = understood.period.plan;
    for (const auto& [name, value] : question_.answers) {
      if (!std::string_view{name}.starts_with(prefix)) continue;
      const auto reach = value == "all"     ? report::PeriodReach::grows
                         : value == "fixed" ? report::PeriodReach::stays
                                            : report::PeriodReach::moves;
      plan.reach[fold_for_comparing(std::string_view{name}.substr(prefix.size()))] = reach;
    }
    if (!plan.insert) return true;
    std::vector<std::string> asked;
    for (const report::PeriodFormula& formula : report::find_period_formulas(looked.sheet.editor(), understood.table, plan)) {
      if (!formula.unclear || std::find(asked.begin(), asked.end(), formula.key) != asked.end()) continue;
      asked.push_back(formula.key);
      const std::string where = report::place_in_words(formula.place, understood.table.sheet);
      question_.asked.push_back({std::string{prefix} + formula.key,
                                 in_quotes(formula.key) + " (" + where + ": =" + formula.expression +
                                     ") ends with last period. What is it about, once this period is there?",
                                 {{"fixed", "Always these periods: it stays as it is"},
                                  {"latest", "The latest periods, as many: it moves on by one"},
                                  {"all", "All periods so far: it takes in this one"}},
                                 false});
      findings_.add("team-formula-unclear", place(understood.table.sheet, where),
                    {{"formula", "=" + formula.expression}, {"where", where}, {"kind", formula.key}});
    }
    return asked.empty();
  }

  void tell_repeated(const TeamUnderstanding& understood) {
    for (const auto& [row, first] : understood.match.repeated) {
      findings_.add("team-row-repeated", place(understood.table.sheet, cell_name(row, understood.period.plan.column)),
                    {{"row", std::to_string(row)}, {"first", std::to_string(first)}});
    }
  }

  xlsx::WorkbookEditor& editor_;
  const TeamQuestion& question_;
  Findings& findings_;
  std::vector<Looked> looked_;
  std::optional<std::size_t> begins_at_;
  std::string full_sheet_;
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
