#include "run/two_people/reviewers_stops.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "report/release_files.hpp"
#include "spec/row_filter.hpp"
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
    if (typed.empty()) return rule_.needed;
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
    std::string allowed = rule_.needed    ? list_in_words(words, " or ") + (words.size() == 1 ? " lets" : " let")
                          : words.empty() ? "an empty cell lets"
                                          : list_in_words(words, " or ") + " or an empty cell lets";
    const std::string& holds = row.cells[column_];
    return {decided_.sheet, cell,
            decided_.sheet + ", cell " + cell + " (" + column.heading + ", row " + key + ") " +
                (holds.empty() ? std::string{"is empty"} : "holds \"" + holds + "\"") + ". Only " + allowed + " the batch go" +
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

namespace {

/// Which rows of a table a rule is about.
class About {
 public:
  About(const report::LetsGo& rule, const report::Release& release, const report::Record& record, const report::Table& table)
      : rule_(rule), table_(table) {
    const bool of_all_batches = release.marks && release.marks->table == rule.table;
    if (rule.row_key.empty() && !of_all_batches) return;
    place_ = place_of(table, rule.row_key.empty() ? release.marks->column : rule.row_key);
    for (const std::string& key : report::texts_of_lines(release, record, rule.line_key.empty() ? release.key : rule.line_key))
      keys_.insert(key);
  }

  bool takes(const report::DecidedTable::Row& row) const {
    if (rule_.where && !report::matches(*rule_.where, row.cells[place_of(table_, rule_.where->column)])) return false;
    return !place_ || keys_.contains(row.cells[*place_]);
  }

 private:
  const report::LetsGo& rule_;
  const report::Table& table_;
  std::optional<std::size_t> place_;
  std::set<std::string> keys_;
};

}  // namespace

std::vector<ReviewersStop> reviewers_stops(const report::WorkbookSpec& spec, const report::Release& release,
                                           const report::OpenedWorkbook& book, const report::Record& record) {
  std::vector<ReviewersStop> found;
  for (const report::DecidedTable& decided : book.decided(spec))
    for (const report::LetsGo& rule : release.lets_go) {
      if (decided.table->id != rule.table) continue;
      const Looking looking{rule, decided};
      const About about{rule, release, record, *decided.table};
      for (const auto& row : decided.rows)
        if (looking.stops(row) && about.takes(row)) found.push_back(looking.stop(row));
    }
  return found;
}

}  // namespace counterfoil::run
