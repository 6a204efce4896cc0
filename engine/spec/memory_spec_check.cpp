#include <algorithm>
#include <set>

#include "spec/memory_spec_read.hpp"

namespace counterfoil::report {

namespace {

std::string quoted_name(std::string_view name) { return "\"" + std::string{name} + "\""; }

bool is_kept_id(std::string_view id) {
  if (id.empty() || id.front() < 'a' || id.front() > 'z') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

void check_kept_table(const KeptTable& table, const std::string& path, const SpecWrong& wrong) {
  if (!is_kept_id(table.id) || table.id == "exports")
    wrong(path + ".id", "must be small letters, digits and _, starting with a letter, and not \"exports\".");
  if (table.columns.empty()) wrong(path + ".columns", "is missing or empty.");
  std::set<std::string> ids;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const std::string where = path + ".columns[" + std::to_string(at) + "].id";
    if (!is_kept_id(table.columns[at].id)) wrong(where, "must be small letters, digits and _, starting with a letter.");
    if (!ids.insert(table.columns[at].id).second) wrong(where, quoted_name(table.columns[at].id) + " stands twice in this table.");
  }
  if (table.key.empty()) wrong(path + ".key", "is missing; name the column or columns that the rows are sorted by.");
  for (const auto& [names, member] : {std::pair{table.key, ".key"}, std::pair{table.while_open, ".while_open"}})
    for (const std::string& id : names)
      if (!ids.contains(id)) wrong(path + member, "names a column " + quoted_name(id) + " that the table does not have.");
  if (table.control.empty()) return;
  const std::size_t control = table.column(table.control);
  if (control == KeptTable::npos || table.columns[control].kind != KeptKind::pence)
    wrong(path + ".control", "must name a column of pence.");
}

const Column* find_column(const Table& table, const std::string& id) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& each) { return each.id == id; });
  return found == table.columns.end() ? nullptr : &*found;
}

}  // namespace

void check_memory(const WorkbookSpec& spec, const MemorySpec& memory, const SpecWrong& wrong) {
  if (memory.exports.empty()) wrong("memory.exports", "is missing or empty; name the input whose exports are remembered.");
  std::set<std::string> inputs;
  for (const RememberedInput& each : memory.exports)
    if (!inputs.insert(each.input).second) wrong("memory.exports", quoted_name(each.input) + " stands twice.");
  if (memory.kept.empty()) wrong("memory.kept", "is missing or empty.");
  std::set<std::string> ids;
  for (std::size_t at = 0; at < memory.kept.size(); ++at) {
    const std::string path = "memory.kept[" + std::to_string(at) + "]";
    check_kept_table(memory.kept[at], path, wrong);
    if (spec.table(memory.kept[at].id) || !ids.insert(memory.kept[at].id).second)
      wrong(path + ".id", quoted_name(memory.kept[at].id) + " stands twice, or is a table of a sheet.");
  }
}

void check_question(const Table& table, const QuestionSpec& question, const std::string& path, const SpecWrong& wrong) {
  const auto column = [&](const std::string& id, const char* member) -> const Column& {
    const Column* found = find_column(table, id);
    if (!found) wrong(path + ".question." + member, "names a column " + quoted_name(id) + " that the table does not have.");
    return *found;
  };
  const auto engines = [&](const std::string& id, const char* member, ColumnKind kind) {
    if (id.empty()) return;
    const Column& found = column(id, member);
    if (found.owner != Owner::engine || found.kind != kind || !found.formula.empty())
      wrong(path + ".question." + member, "must name a column of the engine's, of the right kind and without a formula.");
  };
  if (!question.explained_by.empty()) {
    if (table.update != Update::replace || !table.history.empty() || !table.carried.empty())
      wrong(path + ".question",
            "with \"explained_by\" is for tables whose rows are replaced, without a history and without \"carried\".");
    for (const std::string& id : question.explained_by)
      if (column(id, "explained_by").owner != Owner::reviewer)
        wrong(path + ".question.explained_by", "must name columns that the reviewer fills in.");
    if (question.where_column.empty()) wrong(path + ".question.where", "is missing; it says which rows are to be explained.");
    column(question.where_column, "where.column");
    return;
  }
  if (table.update != Update::replace || table.history.empty())
    wrong(path + ".question", "is for tables whose rows are replaced and go to a history.");
  if (std::count(table.key.begin(), table.key.end(), question.column) == 0 || table.key.size() < 2)
    wrong(path + ".question.column", "must name one of several columns of the key.");
  if (table.carried.empty()) wrong(path + ".carried", "is missing; a table of questions quotes there what was decided before.");
  if (column(question.decision, "decision").owner != Owner::reviewer)
    wrong(path + ".question.decision", "must name a column that the reviewer fills in.");
  if (question.settles.empty()) wrong(path + ".question.settles", "is missing or empty; name the words that settle a question.");
  if (!question.where_column.empty()) column(question.where_column, "where.column");
  if (!question.not_kept_column.empty()) column(question.not_kept_column, "not_kept.column");
  engines(question.first_asked, "first_asked", ColumnKind::text);
  engines(question.age, "age", ColumnKind::integer);
  if (!question.pounds.empty() && column(question.pounds, "pounds").kind != ColumnKind::pence)
    wrong(path + ".question.pounds", "must name a column of pence.");
}

}  // namespace counterfoil::report
