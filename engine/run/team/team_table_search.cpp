#include "run/team/team_table_search.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "run/team/team_bands.hpp"
#include "table/row_words.hpp"
#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/limits.hpp"

namespace counterfoil::run {

namespace {

using report::id_key;
using report::name_key;
using report::TeamTable;

constexpr std::uint32_t rows_around_headings = 3;  // period names may stand this far from the other headings
constexpr std::size_t few = 3;                     // known ids that make a column of ids, however many others there are

const std::vector<std::string>& wanted_fields() {
  static const std::vector<std::string> fields = {"person_id", "line_id",      "name",     "surname", "forename",
                                                  "service",   "service_type", "provider", "payee"};
  return fields;
}

/// "AA00" for "AB12": what ids of one kind have in common.
std::string shape(std::string_view text) {
  std::string shape;
  for (const char each : text)
    shape += each >= '0' && each <= '9' ? '0' : (static_cast<unsigned char>(each) | 0x20) >= 'a' ? 'A' : each;
  return shape;
}

/// The layout asks for an amount; a team's table has one a period instead.
table::Layout without_amounts(const table::Layout& layout) {
  table::Layout ids = layout;
  ids.required = {{"person_id", "line_id", "name", "surname"}};
  ids.control.clear();
  std::erase_if(ids.fields, [](const table::Field& field) {
    return std::find(wanted_fields().begin(), wanted_fields().end(), field.id) == wanted_fields().end();
  });
  return ids;
}

class Search {
 public:
  Search(const TeamSheet& sheet, const std::vector<report::PaidLine>& lines, const table::Layout& layout,
         const TeamAnswers& answers)
      : sheet_(sheet), lines_(lines), layout_(without_amounts(layout)), answers_(answers) {
    for (const report::PaidLine& line : lines_) {
      persons_.insert(id_key(line.person));
      names_.insert(name_key(line.name));
      line_ids_.insert(id_key(line.line));
    }
    for (auto* known : {&persons_, &names_, &line_ids_}) known->erase("");
    for (const report::PaidLine& line : lines_) ids_of_name_[name_key(line.name)].insert(std::string{line.person});
  }

  TableSearch run() {
    if (const auto named = answers_.find("sheet"); named != answers_.end()) {
      if (fold_for_comparing(named->second) != fold_for_comparing(sheet_.name())) return std::move(found_);
      found_.named_here = true;
    }
    read_headings();
    if (!choose_columns()) return std::move(found_);
    find_rows();
    if (table_.rows.empty()) return std::move(found_);
    find_periods();
    if (table_.periods.empty()) return std::move(found_);
    find_below();
    table_.bands = find_bands(sheet_, table_);
    found_.table = std::move(table_);
    return std::move(found_);
  }

 private:
  const std::string* answer(std::string_view name) const {
    const auto found = answers_.find(name);
    return found == answers_.end() ? nullptr : &found->second;
  }

  void read_headings() {
    const auto peeked = sheet_.peek();
    const auto plan = table::find_headings(peeked, layout_, table::HeadingMatcher{layout_});
    if (plan) {
      table_.top_row = plan->first_row;
      table_.heading_row = plan->last_row;
      for (const table::MappedHeading& mapped : plan->columns) by_heading_[layout_.fields[mapped.field].id] = mapped.column;
    }
    if (const std::string* row = answer("headings-row")) {
      std::uint32_t number = 0;
      std::from_chars(row->data(), row->data() + row->size(), number);
      if (number > 0) table_.top_row = table_.heading_row = number;
      if (number > 0 && plan && plan->last_row != number) by_heading_.clear();
    }
  }

  std::size_t known_in(std::uint32_t column, const std::set<std::string>& known, bool names) const {
    std::set<std::string> met;
    for (const xlsx::ParsedRow& row : sheet_.rows()) {
      if (row.row <= table_.heading_row) continue;
      const std::string text = sheet_.text(row.row, column);
      const std::string key = names ? name_key(text) : id_key(text);
      if (!key.empty() && known.contains(key)) met.insert(key);
    }
    return met.size();
  }

  /// The column of an id: as answered, as headed, or by what stands in it. False when two could be it.
  bool choose(const std::string& field, const std::set<std::string>& known, bool names) {
    if (const std::string* text = answer(field)) {
      const std::uint32_t column = column_meant(sheet_, table_.heading_row, *text);
      if (column == 0)
        found_.wrong_answer = "\"" + field + "\": \"" + *text + "\"";
      else
        put(field, column);
      return column != 0;
    }
    const auto headed = by_heading_.find(field);
    if (headed != by_heading_.end() && known_in(headed->second, known, names) > 0) {
      put(field, headed->second);
      return true;
    }
    std::vector<ColumnGuess> guesses;
    for (std::uint32_t column = 1; column <= std::min<std::uint32_t>(sheet_.last_column(), 60); ++column) {
      const std::size_t count = known_in(column, known, names);
      if (count > 0 && (count >= few || count * 2 >= known.size()))
        guesses.push_back({column, sheet_.text(table_.heading_row, column), count});
    }
    if (guesses.empty()) {
      if (headed != by_heading_.end() && field == "line_id") put(field, headed->second);
      return true;
    }
    std::stable_sort(guesses.begin(), guesses.end(), [](const ColumnGuess& a, const ColumnGuess& b) { return a.known > b.known; });
    if (guesses.size() > 1 && guesses[1].known * 5 > guesses[0].known * 4) {
      found_.unclear = field;
      found_.guesses = guesses;
      return false;
    }
    put(field, guesses.front().column);
    return true;
  }

  void put(const std::string& field, std::uint32_t column) {
    table_.fields[field] = {column, sheet_.text(table_.heading_row, column)};
  }

  bool choose_columns() {
    if (!choose("person_id", persons_, false) || !choose("line_id", line_ids_, false)) return false;
    for (const std::string& field : wanted_fields()) {
      if (table_.fields.contains(field) || field == "person_id" || field == "line_id") continue;
      if (const std::string* text = answer(field)) {
        const std::uint32_t column = column_meant(sheet_, table_.heading_row, *text);
        if (column == 0) {
          found_.wrong_answer = "\"" + field + "\": \"" + *text + "\"";
          return false;
        }
        put(field, column);
      } else if (const auto headed = by_heading_.find(field); headed != by_heading_.end()) {
        put(field, headed->second);
      }
    }
    if (!table_.fields.contains("person_id")) {
      if (!table_.fields.contains("name") && !choose("name", names_, true)) return false;
      if (!table_.fields.contains("name")) return table_.fields.contains("line_id");
      table_.person_by = report::PersonBy::name;
    }
    return true;
  }

  std::uint32_t id_column() const {
    if (table_.fields.contains("person_id")) return table_.fields.at("person_id").column;
    return table_.fields.contains("name") ? table_.fields.at("name").column : table_.fields.at("line_id").column;
  }

  bool is_known(const std::string& text) const {
    if (table_.person_by == report::PersonBy::name) return names_.contains(name_key(text));
    return persons_.contains(id_key(text)) || (!table_.fields.contains("person_id") && line_ids_.contains(id_key(text)));
  }

  bool says_total(const xlsx::ParsedRow& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const xlsx::ParsedCell& cell) {
      const bool text = cell.kind == xlsx::CellKind::text || cell.kind == xlsx::CellKind::shared_string;
      return text && table::total_word(cell.value) == table::TotalWord::exact;
    });
  }

  void find_rows() {
    const std::uint32_t column = id_column();
    std::set<std::string> shapes;
    std::uint32_t first = 0;
    for (const xlsx::ParsedRow& row : sheet_.rows()) {
      if (row.row <= table_.heading_row) continue;
      const std::string text = sheet_.text(row.row, column);
      if (!is_known(text) || says_total(row) || sums_rows(row)) continue;
      ++found_.known_rows;
      shapes.insert(shape(text));
      if (first == 0) first = row.row;
    }
    if (first == 0) return;
    if (table_.heading_row == 0) headings_above(first);
    const std::string heading = fold_for_comparing(sheet_.text(table_.heading_row, column));
    for (const xlsx::ParsedRow& row : sheet_.rows()) {
      if (row.row <= table_.heading_row) continue;
      const std::string text = sheet_.text(row.row, column);
      if (text.empty()) take_by_name(row);
      if (text.empty() || fold_for_comparing(text) == heading || says_total(row) || sums_rows(row) ||
          table::total_word(text) != table::TotalWord::none)
        continue;
      const bool name = table_.person_by == report::PersonBy::name;
      if (is_known(text) || (!name && shapes.contains(shape(text))) || (name && has_amounts(row))) table_.rows.push_back(row.row);
    }
  }

  /// A row that sums others is a total, whatever stands beside it: a cost centre is no child.
  static bool sums_rows(const xlsx::ParsedRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const xlsx::ParsedCell& cell) {
      if (!cell.has_formula) return false;
      std::size_t cells = 0;
      for (const xlsx::FormulaReference& each : xlsx::find_references(cell.formula)) {
        const bool own_column = !each.sheet && each.area.first.column == cell.column && each.area.last.column == cell.column;
        if (!own_column || (each.area.first.row <= row.row && row.row <= each.area.last.row)) continue;
        cells += each.kind == xlsx::ReferenceKind::cell ? 1 : 2;
      }
      return cells >= 2;
    });
  }

  std::string name_in(std::uint32_t row) const {
    const auto text = [&](const char* field) {
      const report::TeamColumn* column = table_.field(field);
      return column ? sheet_.text(row, column->column) : std::string{};
    };
    const std::string name = text("name");
    return name.empty() && !text("surname").empty() ? text("forename") + " " + text("surname") : name;
  }

  /// A row without an id, whose name only one person of the exports has.
  void take_by_name(const xlsx::ParsedRow& row) {
    if (table_.person_by != report::PersonBy::id || !table_.fields.contains("person_id") || says_total(row) || sums_rows(row))
      return;
    const auto found = ids_of_name_.find(name_key(name_in(row.row)));
    if (found == ids_of_name_.end() || found->first.empty() || found->second.size() != 1) return;
    table_.ids[row.row] = *found->second.begin();
    table_.rows.push_back(row.row);
  }

  bool has_amounts(const xlsx::ParsedRow& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&](const xlsx::ParsedCell& cell) { return cell.kind == xlsx::CellKind::number; });
  }

  /// No heading was known: the row above the first known id that holds several texts.
  void headings_above(std::uint32_t first) {
    for (auto row = sheet_.rows().rbegin(); row != sheet_.rows().rend(); ++row) {
      if (row->row >= first) continue;
      const auto filled = std::count_if(row->cells.begin(), row->cells.end(),
                                        [](const xlsx::ParsedCell& cell) { return cell.has_value && !cell.value.empty(); });
      if (filled < 2) continue;
      table_.top_row = table_.heading_row = row->row;
      for (auto& [field, column] : table_.fields) column.heading = sheet_.text(row->row, column.column);
      return;
    }
  }

  bool is_field(std::uint32_t column) const {
    return std::any_of(table_.fields.begin(), table_.fields.end(), [&](const auto& each) { return each.second.column == column; });
  }

  /// More numbers than anything else in the body, or nothing at all.
  bool holds_amounts(std::uint32_t column) const {
    std::size_t filled = 0;
    std::size_t amounts = 0;
    for (const std::uint32_t row : table_.rows) {
      const xlsx::ParsedCell* cell = sheet_.cell(row, column);
      if (!cell || !cell->has_value || cell->value.empty()) continue;
      ++filled;
      if (sheet_.pence(row, column)) ++amounts;
    }
    return amounts * 2 > filled || filled == 0;
  }

  struct Candidate {
    std::uint32_t column = 0;
    std::uint32_t heading_row = 0;
    bool only_a_period = false;
    bool filled = false;
  };

  void find_periods() {
    std::vector<Candidate> found;
    const std::uint32_t top = table_.top_row > rows_around_headings ? table_.top_row - rows_around_headings : 1;
    for (std::uint32_t column = 1; column <= sheet_.last_column(); ++column) {
      if (is_field(column) || !holds_amounts(column) || sums_across(column)) continue;
      // The heading nearest to the amounts names the column; others above it may add to it.
      for (std::uint32_t row = table_.first_row() - 1; row >= top; --row) {
        const auto heading = sheet_.period(row, column);
        if (!heading) continue;
        found.push_back({column, row, heading->only_a_period(), holds_something(column)});
        break;
      }
    }
    // "Budget P1" is no period's column where "P1" is one.
    const bool any = std::any_of(found.begin(), found.end(), [](const Candidate& each) { return each.only_a_period; });
    if (any) std::erase_if(found, [](const Candidate& each) { return !each.only_a_period; });
    const std::vector<Candidate> all = found;
    std::erase_if(found, [&](const Candidate& each) { return !each.filled && !stands_among(each.column, all); });
    for (const Candidate& each : found) table_.periods.push_back({each.column, sheet_.text(each.heading_row, each.column)});
    take_heading_rows(found, top);
  }

  /// The rows above the amounts in which periods are named.
  void take_heading_rows(const std::vector<Candidate>& found, std::uint32_t top) {
    std::uint32_t first = table_.top_row;
    std::uint32_t last = table_.heading_row;
    for (const Candidate& each : found) {
      for (std::uint32_t row = each.heading_row; row >= top && sheet_.period(row, each.column); --row) first = std::min(first, row);
      last = std::max(last, each.heading_row);
    }
    table_.top_row = first;
    table_.heading_row = last;
  }

  bool holds_something(std::uint32_t column) const {
    return std::any_of(table_.rows.begin(), table_.rows.end(), [&](std::uint32_t row) {
      const xlsx::ParsedCell* cell = sheet_.cell(row, column);
      return cell && (cell->has_formula || (cell->has_value && !cell->value.empty()));
    });
  }

  /// Nothing that is filled stands between an empty column and the amounts: it was headed for a period to come.
  bool stands_among(std::uint32_t column, const std::vector<Candidate>& all) const {
    const Candidate* nearest = nullptr;
    const auto distance = [&](const Candidate& each) { return each.column > column ? each.column - column : column - each.column; };
    for (const Candidate& each : all)
      if (each.filled && (!nearest || distance(each) < distance(*nearest))) nearest = &each;
    if (!nearest) return true;
    for (std::uint32_t between = std::min(column, nearest->column) + 1; between < std::max(column, nearest->column); ++between) {
      const bool another = std::any_of(all.begin(), all.end(), [&](const Candidate& each) { return each.column == between; });
      if (!another && holds_something(between)) return false;
    }
    return true;
  }

  /// "Q1" and totals are worked out from other columns of their row.
  bool sums_across(std::uint32_t column) const {
    std::size_t filled = 0;
    std::size_t sums = 0;
    for (const std::uint32_t row : table_.rows) {
      const xlsx::ParsedCell* cell = sheet_.cell(row, column);
      if (!cell || (!cell->has_value && !cell->has_formula)) continue;
      ++filled;
      const auto references = cell->has_formula ? xlsx::find_references(cell->formula) : std::vector<xlsx::FormulaReference>{};
      if (std::any_of(references.begin(), references.end(), [&](const xlsx::FormulaReference& each) {
            return !each.sheet && each.area.first.row == row && each.area.last.row == row &&
                   each.area.first.column < each.area.last.column;
          }))
        ++sums;
    }
    return sums * 2 > filled;
  }

  void find_below() {
    for (const xlsx::ParsedRow& row : sheet_.rows()) {
      const bool filled = std::any_of(row.cells.begin(), row.cells.end(),
                                      [](const xlsx::ParsedCell& cell) { return cell.has_value || cell.has_formula; });
      if (row.row > table_.last_row() && filled) table_.below.push_back(row.row);
    }
    table_.sheet = sheet_.name();
  }

  const TeamSheet& sheet_;
  const std::vector<report::PaidLine>& lines_;
  table::Layout layout_;
  const TeamAnswers& answers_;
  std::set<std::string> persons_, names_, line_ids_;
  std::map<std::string, std::set<std::string>> ids_of_name_;
  std::map<std::string, std::uint32_t> by_heading_;
  TeamTable table_;
  TableSearch found_;
};

}  // namespace

std::uint32_t column_meant(const TeamSheet& sheet, std::uint32_t heading_row, const std::string& answer) {
  for (std::uint32_t column = 1; column <= sheet.last_column(); ++column)
    if (fold_for_comparing(sheet.text(heading_row, column)) == fold_for_comparing(answer) && !answer.empty()) return column;
  const bool letters = !answer.empty() && answer.size() <= 3 &&
                       answer.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == std::string::npos;
  const auto cell = letters ? xlsx::parse_cell_reference(answer + "1") : std::nullopt;
  return cell ? cell->column : 0;
}

TableSearch search_team_table(const TeamSheet& sheet, const std::vector<report::PaidLine>& lines, const table::Layout& layout,
                              const TeamAnswers& answers) {
  return Search{sheet, lines, layout, answers}.run();
}

}  // namespace counterfoil::run
