#include "run/two_people/reviewers_stops.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "xlsx/cell_reference.hpp"

namespace counterfoil::run {

namespace {

std::size_t place_of(const report::Table& table, std::string_view id) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const report::Column& column) { return column.id == id; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// Without the blanks around it and in small letters; all else counts: "?" and "O.K.?" are not "OK", nor nothing.
std::string plain(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  std::string small{text};
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

class Looking {
 public:
  Looking(const report::LetsGo& rule, const report::DecidedTable& decided)
      : rule_(rule),
        decided_(decided),
        column_(place_of(*decided.table, rule.column)),
        followed_(rule.same_as.empty() ? column_ : place_of(*decided.table, rule.same_as)) {}

  bool stops(const report::DecidedTable::Row& row) const {
    const std::string typed = plain(row.cells[column_]);
    if (typed.empty()) return false;
    if (followed_ != column_ && typed == plain(row.cells[followed_])) return false;
    return std::none_of(rule_.words.begin(), rule_.words.end(), [&](const std::string& word) { return plain(word) == typed; });
  }

  ReviewersStop stop(const report::DecidedTable::Row& row) const {
    const report::Column& column = decided_.table->columns[column_];
    const std::string cell = xlsx::to_string(xlsx::CellReference{row.number, decided_.places[column_]});
    std::string key;
    for (const std::string& id : decided_.table->key) {
      const std::size_t at = place_of(*decided_.table, id);
      key += (key.empty() ? "" : ", ") + report::in_words(row.cells[at], decided_.table->columns[at].kind);
    }
    std::vector<std::string> words;
    for (const std::string& word : rule_.words) words.push_back("\"" + word + "\"");
    std::string allowed = words.empty() ? "an empty cell lets" : list_in_words(words, " or ") + " or an empty cell lets";
    return {decided_.sheet, cell,
            decided_.sheet + ", cell " + cell + " (" + column.heading + ", row " + key + ") holds \"" + row.cells[column_] +
                "\". Only " + allowed + " the batch go" +
                (rule_.same_as.empty() ? "" : ", or the task run again so that the row follows what was asked") +
                ". Settle it, then have the batch approved."};
  }

 private:
  const report::LetsGo& rule_;
  const report::DecidedTable& decided_;
  std::size_t column_;
  std::size_t followed_;
};

}  // namespace

std::vector<ReviewersStop> reviewers_stops(const report::WorkbookSpec& spec, const report::OpenedWorkbook& book,
                                           const std::vector<std::string>& keys) {
  const std::set<std::string> released{keys.begin(), keys.end()};
  const auto& marks = spec.release->marks;
  std::vector<ReviewersStop> found;
  for (const report::DecidedTable& decided : book.decided(spec))
    for (const report::LetsGo& rule : spec.release->lets_go) {
      if (decided.table->id != rule.table) continue;
      const Looking looking{rule, decided};
      const bool of_all_batches = marks && marks->table == rule.table;
      const std::size_t key = of_all_batches ? place_of(*decided.table, marks->column) : 0;
      for (const auto& row : decided.rows)
        if (looking.stops(row) && (!of_all_batches || released.contains(row.cells[key]))) found.push_back(looking.stop(row));
    }
  return found;
}

}  // namespace counterfoil::run
