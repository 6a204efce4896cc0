#include "run/forget/person_traces.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/failure.hpp"
#include "counterfoil/date.hpp"
#include "run/disclosure/personal_columns.hpp"

namespace counterfoil::run {

namespace {

using report::Identity;
using report::PlainTable;

constexpr std::size_t shortest_number = 5;  // digits: fewer are found in too many other texts

bool is_any_of(std::string_view id, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

bool is_short_number(const std::string& text) {
  return text.size() < shortest_number && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "03/05/2010", "2010-05-03", "3 May 2010"
std::vector<std::string> spellings_of_day(std::int64_t days) {
  static constexpr std::array<const char*, 12> months = {"January", "February", "March",     "April",   "May",      "June",
                                                         "July",    "August",   "September", "October", "November", "December"};
  const std::string day = format_date(Date{std::chrono::days{days}});
  const std::string year = day.substr(6), month = day.substr(3, 2), date = day.substr(0, 2);
  const std::string name = months.at(static_cast<std::size_t>(std::stoi(month) - 1));
  const std::string plain = std::to_string(std::stoi(date));
  return {day, year + "-" + month + "-" + date, plain + " " + name + " " + year, plain + " " + name.substr(0, 3) + " " + year};
}

class TraceSearch {
 public:
  TraceSearch(const std::string& person, const std::vector<PlainTable>& tables, const std::string& mark)
      : tables_(tables), mark_(mark) {
    find_ids(Wanted{person});
  }

  PersonTraces run() {
    if (traces_.removal.ids.empty()) return std::move(traces_);
    find_lines();
    collect();
    for (const std::string& id : traces_.removal.ids) put(id, mark_, true);
    for (const std::string& name : names_) put(name, mark_, !others_.contains(name));
    for (const std::string& text : theirs_) {
      if (others_.contains(text) || traces_.removal.instead.contains(text)) continue;
      put(text, mark_ + "-" + std::to_string(++number_), !only_in_rows_.contains(text));
    }
    // A line's number that others have too says something in the person's rows alone.
    for (const std::string& text : lines_)
      if (!traces_.removal.instead.contains(text)) put(text, mark_ + "-" + std::to_string(++number_), false);
    for (const std::int64_t birthday : birthdays_)
      if (!birthdays_of_others_.contains(birthday))
        for (const std::string& day : spellings_of_day(birthday)) look_for(day, mark_);
    return std::move(traces_);
  }

 private:
  void find_ids(const Wanted& person) {
    TextWords words;
    for (const PlainTable& table : tables_) {
      const std::size_t column = table.column("person_id");
      if (column == PlainTable::npos) continue;
      for (const std::vector<std::string>& row : table.rows) {
        std::size_t first = 0, last = 0;
        words.read(row[column]);
        if (person.find(words, 0, first, last) && first == 0 && last == words.size()) traces_.removal.ids.insert(row[column]);
      }
    }
  }

  void find_lines() {
    for (const PlainTable& table : tables_) {
      const std::size_t person = table.column("person_id");
      if (person == PlainTable::npos) continue;
      for (const std::vector<std::string>& row : table.rows)
        if (traces_.removal.ids.contains(row[person]))
          for (std::size_t at = 0; at < row.size(); ++at)
            if (is_any_of(table.columns[at].id, {"release_key", "matter_key", "uid"}) && !row[at].empty())
              traces_.removal.lines.insert(row[at]);
    }
  }

  void collect() {
    const report::RowsOfPerson whose{traces_.removal.ids, traces_.removal.lines};
    for (const PlainTable& table : tables_) {
      const bool of_people = whose.has_person_column(table) || table.column("release_key") != PlainTable::npos ||
                             table.column("matter_key") != PlainTable::npos || table.column("uid") != PlainTable::npos;
      if (!of_people) continue;
      for (const std::vector<std::string>& row : table.rows) {
        const bool theirs = whose.is_theirs(table, row);
        for (std::size_t at = 0; at < row.size(); ++at)
          if (!row[at].empty()) take(table.columns[at], row[at], theirs);
      }
    }
  }

  void take(const report::PlainColumn& column, const std::string& text, bool theirs) {
    if (is_any_of(column.id, {"born", "date_of_birth", "birthday"})) {
      std::int64_t day = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), day);
      if (error == std::errc{}) (theirs ? birthdays_ : birthdays_of_others_).insert(day);
      return;
    }
    const Identity identity = report::identity_of_column(column.id);
    if (identity == Identity::none) return;
    if (!theirs) {
      others_.insert(text);
      return;
    }
    if (is_any_of(column.id, {"name", "forename", "surname"})) {
      if (column.id == "name") names_.insert(text);
      theirs_.insert(text);
      if (column.id != "name") only_in_rows_.insert(text);
      return;
    }
    if (identity == Identity::person) return;
    if (identity == Identity::line) lines_.insert(text);
    theirs_.insert(text);
    // A firm that serves this person alone is no person; a town is not theirs.
    if (is_any_of(column.id, {"provider"}) && is_organisation(text)) only_in_rows_.insert(text);
    if (is_any_of(column.id, {"address_2", "address_3", "address_4"})) only_in_rows_.insert(text);
  }

  void put(const std::string& text, const std::string& instead, bool everywhere) {
    traces_.removal.instead.emplace(text, instead);
    if (everywhere) look_for(text, instead);
  }

  void look_for(const std::string& text, const std::string& instead) {
    if (is_short_number(text)) {
      traces_.not_searched.push_back(text);
      return;
    }
    try {
      traces_.everywhere.emplace_back(text);
      traces_.instead.push_back(instead);
    } catch (const Failure&) {
      traces_.not_searched.push_back(text);  // a letter or two
    }
  }

  const std::vector<PlainTable>& tables_;
  const std::string& mark_;
  PersonTraces traces_;
  std::set<std::string> names_, theirs_, lines_, others_, only_in_rows_;
  std::set<std::int64_t> birthdays_, birthdays_of_others_;
  int number_ = 0;
};

}  // namespace

std::string PersonTraces::without(std::string_view text) const {
  std::string now{text};
  TextWords words;
  for (std::size_t at = 0; at < everywhere.size(); ++at) {
    words.read(now);
    std::size_t first = 0, last = 0;
    if (!everywhere[at].find(words, 0, first, last)) continue;
    std::string made;
    std::size_t copied = 0;
    for (std::size_t from = 0; everywhere[at].find(words, from, first, last); from = last) {
      made.append(now, copied, words.source_begin(first) - copied).append(instead[at]);
      copied = words.source_end(last - 1);
    }
    now = made.append(now, copied, std::string::npos);
  }
  return now;
}

PersonTraces traces_of(const std::string& person, const std::vector<PlainTable>& tables, const std::string& mark) {
  return TraceSearch{person, tables, mark}.run();
}

}  // namespace counterfoil::run
