#include "report/team_rows.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace counterfoil::report {

namespace {

constexpr std::size_t no_row = static_cast<std::size_t>(-1);

/// The work of one matching: lines find their rows in rounds, from the surest key to the faintest.
class Matching {
 public:
  Matching(const std::vector<TeamRow>& rows, const std::vector<PaidLine>& lines, PersonBy person_by)
      : rows_(rows), lines_(lines), row_of_(lines.size(), no_row), taken_(rows.size(), 0) {
    has_lines_ = std::any_of(rows.begin(), rows.end(), [](const TeamRow& row) { return !row.line.empty(); });
    has_services_ = std::any_of(rows.begin(), rows.end(), [](const TeamRow& row) { return !row.service.empty(); });
    const auto person_key = [&](std::string_view text) { return person_by == PersonBy::id ? id_key(text) : name_key(text); };
    for (const TeamRow& row : rows) row_person_.push_back(person_key(row.person));
    for (const PaidLine& line : lines) line_person_.push_back(person_key(person_by == PersonBy::id ? line.person : line.name));
    for (std::size_t at = 0; at < rows.size(); ++at) rows_of_[row_person_[at]].push_back(at);
  }

  TeamRowMatch run() {
    if (has_lines_) by_line();
    if (has_services_) {
      by_words(true);
      by_words(false);
    }
    by_last_amount();
    if (!has_lines_) the_persons_only_row();
    return result();
  }

 private:
  void assign(std::size_t line, std::size_t row) {
    row_of_[line] = row;
    ++taken_[row];
  }

  void by_line() {
    std::map<std::string, std::size_t> by_id, by_person_and_id;
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      const std::string key = id_key(rows_[at].line);
      if (key.empty()) continue;
      by_id.emplace(key, at);
      by_person_and_id.emplace(row_person_[at] + '\x1f' + key, at);
    }
    const bool persons = std::any_of(row_person_.begin(), row_person_.end(), [](const std::string& each) { return !each.empty(); });
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const std::string key = id_key(lines_[at].line);
      if (key.empty()) continue;
      const auto& table = persons ? by_person_and_id : by_id;
      if (const auto found = table.find(persons ? line_person_[at] + '\x1f' + key : key); found != table.end())
        assign(at, found->second);
    }
  }

  /// Same person, same words for the service, and for the provider where both sides name one.
  void by_words(bool with_provider) {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (row_of_[at] != no_row || line_person_[at].empty()) continue;
      const std::string service = fold_for_comparing(lines_[at].service);
      const std::string provider = fold_for_comparing(lines_[at].provider);
      for (const std::size_t row : rows_of(at)) {
        if (!rows_[row].line.empty() || service.empty() || fold_for_comparing(rows_[row].service) != service) continue;
        const std::string theirs = fold_for_comparing(rows_[row].provider);
        if (with_provider ? theirs != provider : !theirs.empty() && !provider.empty() && theirs != provider && several_of(row))
          continue;
        assign(at, row);
        break;
      }
    }
  }

  /// Other rows of the same person and service, which the provider tells apart.
  bool several_of(std::size_t row) const {
    const auto& own = rows_of_.at(row_person_[row]);
    return std::count_if(own.begin(), own.end(), [&](std::size_t other) {
             return fold_for_comparing(rows_[other].service) == fold_for_comparing(rows_[row].service);
           }) > 1;
  }

  /// The words differ ("DP" for "Direct payment"), but only one row of the person held last period's amount.
  void by_last_amount() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (row_of_[at] != no_row || line_person_[at].empty() || !lines_[at].previous || *lines_[at].previous == 0) continue;
      std::size_t only = no_row;
      std::size_t fitting = 0;
      for (const std::size_t row : rows_of(at)) {
        if (taken_[row] > 0 || !rows_[row].line.empty() || rows_[row].last_period != lines_[at].previous) continue;
        only = row;
        ++fitting;
      }
      const auto same = std::count_if(lines_.begin(), lines_.end(), [&](const PaidLine& other) {
        const auto place = static_cast<std::size_t>(&other - lines_.data());
        return row_of_[place] == no_row && line_person_[place] == line_person_[at] && other.previous == lines_[at].previous;
      });
      if (fitting != 1 || same != 1) continue;
      assign(at, only);
      ++by_amount_;
    }
  }

  /// One row a person: all that is paid for the person belongs there.
  void the_persons_only_row() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (row_of_[at] != no_row || line_person_[at].empty()) continue;
      const auto& own = rows_of(at);
      if (own.empty()) continue;
      if (!has_services_ || (own.size() == 1 && rows_[own.front()].service.empty())) assign(at, own.front());
    }
  }

  const std::vector<std::size_t>& rows_of(std::size_t line) const {
    static const std::vector<std::size_t> none;
    const auto found = rows_of_.find(line_person_[line]);
    return found == rows_of_.end() ? none : found->second;
  }

  TeamRowMatch result() const {
    TeamRowMatch match;
    match.by_amount = by_amount_;
    for (const std::size_t row : row_of_) match.row_of_line.push_back(row == no_row ? 0 : rows_[row].row);
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (row_of_[at] == no_row) {
        if (lines_[at].current) match.new_lines.push_back(at);
        continue;
      }
      const std::uint32_t row = rows_[row_of_[at]].row;
      match.before[row] += lines_[at].previous.value_or(0);
      if (lines_[at].current) match.amounts[row] += *lines_[at].current;
    }
    for (const TeamRow& row : rows_)
      if (!match.amounts.contains(row.row)) match.gone_rows.push_back(row.row);
    std::map<std::string, std::uint32_t> first;
    for (std::size_t at = 0; at < rows_.size(); ++at) {
      const std::string key = row_person_[at] + '\x1f' + id_key(rows_[at].line) + '\x1f' + fold_for_comparing(rows_[at].service) +
                              '\x1f' + fold_for_comparing(rows_[at].provider);
      const auto [place, added] = first.emplace(key, rows_[at].row);
      if (!added && taken_[at] == 0) match.repeated.emplace_back(rows_[at].row, place->second);
    }
    return match;
  }

  const std::vector<TeamRow>& rows_;
  const std::vector<PaidLine>& lines_;
  bool has_lines_ = false;
  bool has_services_ = false;
  std::vector<std::string> row_person_, line_person_;
  std::map<std::string, std::vector<std::size_t>> rows_of_;
  std::vector<std::size_t> row_of_;  // by line
  std::vector<std::size_t> taken_;   // by row: lines that belong there
  std::size_t by_amount_ = 0;
};

}  // namespace

std::string id_key(std::string_view text) {
  std::string key = fold_for_comparing(text);
  const bool digits = !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
  if (digits) key.erase(0, std::min(key.find_first_not_of('0'), key.size() - 1));
  return key;
}

std::string name_key(std::string_view text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" ,\t\n", at), text.size());
    if (std::string word = fold_for_comparing(text.substr(at, end - at)); !word.empty()) words.push_back(std::move(word));
    at = end + 1;
  }
  std::sort(words.begin(), words.end());
  std::string key;
  for (const std::string& word : words) key += (key.empty() ? "" : " ") + word;
  return key;
}

TeamRowMatch match_team_rows(const std::vector<TeamRow>& rows, const std::vector<PaidLine>& lines, PersonBy person_by) {
  return Matching{rows, lines, person_by}.run();
}

}  // namespace counterfoil::report
