#include "spec/memory_spec.hpp"

#include <algorithm>
#include <cctype>

#include "spec/memory_spec_read.hpp"
#include "spec/row_filter.hpp"

namespace counterfoil::report {

namespace {

constexpr std::uint32_t most_months = 1200;

KeptColumn read_kept_column(JsonObject from) {
  KeptColumn column;
  column.id = from.text("id");
  column.kind = from.one_of<KeptKind>("kind", {{"text", KeptKind::text},
                                               {"date", KeptKind::date},
                                               {"pence", KeptKind::pence},
                                               {"quantity", KeptKind::quantity},
                                               {"integer", KeptKind::integer}});
  column.last_exports = from.whole("last_exports", 0, 1, most_months);
  from.nothing_else();
  return column;
}

KeptTable read_kept_table(JsonObject from) {
  KeptTable table;
  table.id = from.text("id");
  table.key = from.texts("key");
  for (JsonObject& column : from.objects("columns")) table.columns.push_back(read_kept_column(column));
  table.control = from.text_or_empty("control");
  table.while_open = from.texts("while_open");
  from.nothing_else();
  return table;
}

/// Words that people type: letter case and spaces at the ends do not count.
std::string plain_word(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string word{text};
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return word;
}

bool is_among(const std::vector<std::string>& words, std::string_view text) {
  const std::string word = plain_word(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& each) { return plain_word(each) == word; });
}

}  // namespace

std::size_t KeptTable::column(std::string_view wanted) const {
  for (std::size_t at = 0; at < columns.size(); ++at)
    if (columns[at].id == wanted) return at;
  return npos;
}

const KeptTable* MemorySpec::table(std::string_view wanted) const {
  for (const KeptTable& table : kept)
    if (table.id == wanted) return &table;
  return nullptr;
}

bool QuestionSpec::is_unsettled(std::string_view decision_text, std::string_view where_text) const {
  if (is_among(settles, decision_text)) return false;
  if (is_among(holds_open, decision_text)) return true;
  return std::find(where_equals.begin(), where_equals.end(), where_text) != where_equals.end();
}

bool QuestionSpec::is_unsettled(const std::function<std::string_view(std::string_view column)>& text) const {
  const std::string_view where = where_column.empty() ? std::string_view{} : text(where_column);
  if (explained_by.empty()) return is_unsettled(text(decision), where);
  const bool asked = std::find(where_equals.begin(), where_equals.end(), where) != where_equals.end();
  return asked && std::any_of(explained_by.begin(), explained_by.end(),
                              [&](const std::string& explaining) { return plain_word(text(explaining)).empty(); });
}

bool QuestionSpec::is_kept(std::string_view text) const {
  return std::find(not_kept_equals.begin(), not_kept_equals.end(), text) == not_kept_equals.end();
}

std::string answers_table(std::string_view table) { return "#" + std::string{table}; }

MemorySpec read_memory(JsonObject from) {
  MemorySpec memory;
  for (JsonObject& one : from.objects("exports")) {
    memory.exports.push_back({one.text("input"), one.text("period"), one.text("first"), one.text("last")});
    one.nothing_else();
  }
  memory.months = from.whole("months", memory.months, 1, most_months);
  for (JsonObject& table : from.objects("kept")) memory.kept.push_back(read_kept_table(table));
  from.nothing_else();
  return memory;
}

QuestionSpec read_question(JsonObject from) {
  QuestionSpec question;
  question.column = from.text("column");
  question.explained_by = from.texts("explained_by");
  question.decision = question.explained_by.empty() ? from.text("decision") : std::string{};
  question.settles = from.texts("settles");
  question.holds_open = from.texts("holds_open");
  if (from.has("where")) {
    RowFilter where = read_row_filter(from.object("where"));
    question.where_column = std::move(where.column);
    question.where_equals = std::move(where.equals);
  }
  if (from.has("not_kept")) {
    RowFilter not_kept = read_row_filter(from.object("not_kept"));
    question.not_kept_column = std::move(not_kept.column);
    question.not_kept_equals = std::move(not_kept.equals);
  }
  question.first_asked = from.text_or_empty("first_asked");
  question.age = from.text_or_empty("age");
  question.pounds = from.text_or_empty("pounds");
  from.nothing_else();
  return question;
}

}  // namespace counterfoil::report
