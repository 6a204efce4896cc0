#include "report/decision_log.hpp"

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "report/canonical.hpp"

namespace counterfoil::report {

namespace {

using TextMember = std::string LoggedChange::*;

/// The columns before and after the key.
constexpr std::array<std::pair<const char*, TextMember>, 5> before_key = {{{"time", &LoggedChange::time},
                                                                           {"run", &LoggedChange::run},
                                                                           {"login", &LoggedChange::login},
                                                                           {"what", &LoggedChange::what},
                                                                           {"table", &LoggedChange::table}}};
constexpr std::array<std::pair<const char*, TextMember>, 7> after_key = {{{"about", &LoggedChange::about},
                                                                          {"period", &LoggedChange::period},
                                                                          {"column", &LoggedChange::column},
                                                                          {"old", &LoggedChange::old_value},
                                                                          {"new", &LoggedChange::new_value},
                                                                          {"initials", &LoggedChange::initials},
                                                                          {"note", &LoggedChange::note}}};

std::vector<std::string> texts_of(const LoggedChange& line) {
  std::vector<std::string> texts;
  for (const auto& [id, member] : before_key) texts.push_back(line.*member);
  texts.push_back(pack(line.key));
  for (const auto& [id, member] : after_key) texts.push_back(line.*member);
  return texts;
}

std::vector<std::string> log_columns() {
  std::vector<std::string> ids;
  for (const auto& [id, member] : before_key) ids.emplace_back(id);
  ids.emplace_back("key");
  for (const auto& [id, member] : after_key) ids.emplace_back(id);
  return ids;
}

std::vector<LoggedChange> lines_of(const RecordTable& table) {
  std::vector<LoggedChange> lines;
  const RecordRows rows{table};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    LoggedChange& line = lines.emplace_back();
    const auto read = [&](const char* id) {
      const std::size_t at = table.column(id);
      return at == RecordTable::npos ? std::string{} : rows.field(row, at);
    };
    for (const auto& [id, member] : before_key) line.*member = read(id);
    line.key = unpack(read("key"));
    for (const auto& [id, member] : after_key) line.*member = read(id);
  }
  return lines;
}

std::string packed_cells(const FilledCells& cells) {
  std::vector<std::string> texts;
  for (const auto& [column, text] : cells) {
    texts.push_back(column);
    texts.push_back(text);
  }
  return pack(texts);
}

RecordTable table_of_log(const std::vector<LoggedChange>& lines) {
  RecordTable table;
  table.id = log_table;
  table.columns = log_columns();
  for (const LoggedChange& line : lines) append_row(table, texts_of(line));
  return table;
}

RecordTable table_of_seen(const std::map<RowName, std::vector<FilledCells>>& seen) {
  RecordTable table;
  table.id = seen_table;
  table.columns = {"table", "key", "cells"};
  for (const auto& [name, rows] : seen)
    for (const FilledCells& cells : rows)
      if (!cells.empty()) append_row(table, {name.table, pack(name.key), packed_cells(cells)});
  return table;
}

bool ends_with_any(std::string_view id, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return id.ends_with(end); });
}

}  // namespace

std::string text_of(const LoggedChange& line) { return pack(texts_of(line)); }

std::string pack(const std::vector<std::string>& texts) {
  std::string packed;
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (at > 0) packed += '\t';
    append_field(packed, texts[at]);
  }
  return packed;
}

std::vector<std::string> unpack(std::string_view packed) {
  std::vector<std::string> texts;
  if (packed.empty()) return texts;
  for (std::size_t from = 0; from <= packed.size();) {
    const std::size_t tab = std::min(packed.find('\t', from), packed.size());
    texts.push_back(read_field(packed.substr(from, tab - from)));
    from = tab + 1;
  }
  return texts;
}

DecisionLog DecisionLog::read(const Record& record) {
  DecisionLog log;
  if (const RecordTable* lines = record.table(log_table)) log.lines = lines_of(*lines);
  const RecordTable* seen = record.table(seen_table);
  log.begun = seen != nullptr;
  if (!seen || seen->columns.size() < 3) return log;
  const RecordRows rows{*seen};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    FilledCells cells;
    const std::vector<std::string> texts = unpack(rows.field(row, 2));
    for (std::size_t at = 0; at + 1 < texts.size(); at += 2) cells[texts[at]] = texts[at + 1];
    log.seen[{rows.field(row, 0), unpack(rows.field(row, 1))}].push_back(std::move(cells));
  }
  return log;
}

void DecisionLog::put(Record& record) const {
  std::erase_if(record.tables, [](const RecordTable& table) { return table.id == log_table || table.id == seen_table; });
  record.tables.push_back(table_of_log(lines));
  record.tables.push_back(table_of_seen(seen));
  std::sort(record.tables.begin(), record.tables.end(), [](const RecordTable& a, const RecordTable& b) { return a.id < b.id; });
}

std::string DecisionLog::digest(std::size_t count) const {
  Sha256 sha;
  for (std::size_t at = 0; at < std::min(count, lines.size()); ++at) sha.update(text_of(lines[at]) + "\n");
  return sha.hex();
}

std::string DecisionLog::whole_digest() const {
  return FieldDigest{"counterfoil decisions 1"}.add("log", digest()).add("seen", table_of_seen(seen).rows).hex();
}

std::string row_in_words(const Table& table, const std::vector<std::string>& key) {
  std::string words;
  for (std::size_t at = 0; at < std::min(key.size(), table.key.size()); ++at) {
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) { return each.id == table.key[at]; });
    if (!words.empty()) words += ", ";
    words += column == table.columns.end() ? key[at] : in_words(key[at], column->kind);
  }
  return words;
}

const Column* drop_down(const Table& table) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return column.owner == Owner::reviewer && !column.choices.empty(); });
  return found == table.columns.end() ? nullptr : &*found;
}

const Column* decision_column(const Table& table) {
  if (const Column* found = drop_down(table)) return found;
  const auto named = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return column.owner == Owner::reviewer && column.id == "decision"; });
  return named == table.columns.end() ? nullptr : &*named;
}

const Column* initials_column(const Table& table) {
  for (const std::initializer_list<std::string_view>& ends :
       {std::initializer_list<std::string_view>{"initials"}, {"owner", "done_by", "checked_by", "cancelled_by"}})
    for (const Column& column : table.columns)
      if (column.owner == Owner::reviewer && ends_with_any(column.id, ends)) return &column;
  return nullptr;
}

bool is_logged(const Table& table) {
  return table.update != Update::fixed && std::any_of(table.columns.begin(), table.columns.end(),
                                                      [](const Column& column) { return column.owner == Owner::reviewer; });
}

}  // namespace counterfoil::report
