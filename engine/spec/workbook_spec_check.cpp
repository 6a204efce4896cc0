#include "spec/workbook_spec_check.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <stdexcept>

#include "base/in_quotes.hpp"
#include "spec/memory_spec_read.hpp"

namespace counterfoil::report {
namespace {

using Wrong = std::function<void(const std::string&, const std::string&)>;

constexpr std::size_t longest_sheet_name = 31;
constexpr std::size_t longest_choices = 255;  // of a drop-down's list, commas included
constexpr std::size_t longest_message = 255;  // of an input message

std::string indexed(const std::string& path, const char* member, std::size_t index) {
  return path + "." + member + "[" + std::to_string(index) + "]";
}

bool is_identifier(std::string_view id) {
  if (id.empty() || id.front() < 'a' || id.front() > 'z') return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool has_column(const Table& table, std::string_view id) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.id == id; });
}

/// Columns that a table takes up in the template: a table with periods starts with one of them.
std::uint32_t columns_taken(const Table& table) {
  return static_cast<std::uint32_t>(table.columns.size()) + (table.periods ? 1 : 0);
}

void check_formula(const WorkbookSpec& spec, const Table& own, const std::string& formula, const std::string& path,
                   const Wrong& wrong) {
  std::vector<FormulaReference> references;
  try {
    references = formula_references(formula);
  } catch (const std::invalid_argument& error) {
    wrong(path, error.what());
  }
  using Kind = FormulaReference::Kind;
  for (const FormulaReference& reference : references) {
    if (reference.kind == Kind::fact) continue;
    if (reference.kind == Kind::period_current || reference.kind == Kind::period_previous) {
      if (!own.periods) wrong(path, "names a period, but the table has no period columns.");
      continue;
    }
    const Table* table = reference.kind == Kind::cell ? &own : spec.table(reference.table);
    if (table == nullptr) wrong(path, "names a table " + in_quotes(reference.table) + " that does not exist.");
    if (reference.kind == Kind::previous && table != &own) wrong(path, "may ask for the row above in its own table only.");
    if (!has_column(*table, reference.column))
      wrong(path, "names a column " + in_quotes(reference.column) + " that the table " + in_quotes(table->id) + " does not have.");
  }
}

void check_column(const WorkbookSpec& spec, const Table& table, const Column& column, const std::string& path, const Wrong& wrong) {
  if (!is_identifier(column.id)) wrong(path + ".id", "must be small letters, digits and _, starting with a letter.");
  if (!column.formula.empty()) check_formula(spec, table, column.formula, path + ".formula", wrong);
  for (const auto& [row, formula] : column.row_formulas) check_formula(spec, table, formula, path + ".row_formulas." + row, wrong);
  if (!column.row_formulas.empty() && table.key.size() != 1) wrong(path + ".row_formulas", "needs a table with one key column.");
  if (column.owner == Owner::reviewer && (!column.formula.empty() || !column.row_formulas.empty()))
    wrong(path + ".formula", "a reviewer's column cannot hold a formula of the engine.");
  std::size_t length = 0;
  for (const std::string& choice : column.choices) {
    if (choice.find(',') != std::string::npos) wrong(path + ".choices", in_quotes(choice) + " holds a comma; a drop-down cannot.");
    length += choice.size() + 1;
  }
  if (length > longest_choices + 1) wrong(path + ".choices", "is longer than the 255 characters that a drop-down can hold.");
  if (column.help.size() > longest_message)
    wrong(path + ".help", "is longer than the 255 characters that an input message can hold.");
}

void check_columns(const WorkbookSpec& spec, const Table& table, const std::string& path, const Wrong& wrong) {
  if (table.columns.empty()) wrong(path + ".columns", "is missing or empty.");
  std::set<std::string> ids;
  std::set<std::string> headings;
  bool working = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    const std::string where = indexed(path, "columns", i);
    check_column(spec, table, column, where, wrong);
    if (!ids.insert(column.id).second) wrong(where + ".id", in_quotes(column.id) + " stands twice in this table.");
    if (!headings.insert(lower(column.heading)).second)
      wrong(where + ".heading", in_quotes(column.heading) + " stands twice in this table.");
    if (working && !column.working) wrong(where, "is printed, but stands right of a working column. Put working columns last.");
    working = column.working;
  }
  if (working && table.periods)
    wrong(path + ".periods", "period columns are printed and come last, so this table can have no working column.");
}

void check_calendar(const WorkbookSpec& spec, const CalendarSpec& calendar, const Wrong& wrong) {
  const Table* table = spec.table(calendar.table);
  if (table == nullptr) wrong("calendar.table", "names a table " + in_quotes(calendar.table) + " that does not exist.");
  if (table->update != Update::replace)
    wrong("calendar.table", "must name a table whose rows are replaced (\"update\": \"replace\").");
  const auto engine_column = [&](const char* member, const std::string& id, std::optional<ColumnKind> kind) {
    const auto found =
        std::find_if(table->columns.begin(), table->columns.end(), [&](const Column& column) { return column.id == id; });
    if (found == table->columns.end())
      wrong(std::string{"calendar."} + member, "names a column " + in_quotes(id) + " that the table does not have.");
    if (found->owner != Owner::engine || !found->formula.empty())
      wrong(std::string{"calendar."} + member, "must name a column that the engine fills, without a formula.");
    if (kind && found->kind != *kind) wrong(std::string{"calendar."} + member, "names a column of the wrong kind.");
  };
  engine_column("uid", calendar.uid, ColumnKind::text);
  engine_column("date", calendar.date, ColumnKind::date);
  engine_column("summary", calendar.summary, {});
  engine_column("description", calendar.description, {});
  engine_column("person", calendar.person, ColumnKind::text);
  if (!calendar.alarm_days.empty()) engine_column("alarm_days", calendar.alarm_days, ColumnKind::integer);
}

/// What moves rows to a history table at the next period.
void check_history(const WorkbookSpec& spec, const Table& table, const std::string& path, const Wrong& wrong) {
  if (table.history.empty()) return;
  const Table* history = spec.table(table.history);
  if (history == nullptr) wrong(path + ".history", "names a table " + in_quotes(table.history) + " that does not exist.");
  if (history->update != Update::append)
    wrong(path + ".history", "must name a table that is only added to (\"update\": \"append\").");
  if (table.update != Update::replace) wrong(path + ".history", "is for tables whose rows are replaced (\"update\": \"replace\").");
  if (table.period_fact.empty())
    wrong(path + ".period_fact", "is missing; the history needs to know which period the rows belong to.");
}

void check_table(const WorkbookSpec& spec, const Table& table, const std::string& path, const Wrong& wrong) {
  if (!is_identifier(table.id)) wrong(path + ".id", "must be small letters, digits and _, starting with a letter.");
  if (table.id == "fact" || table.id == "period")
    wrong(path + ".id", in_quotes(table.id) + " has a meaning of its own in formulas.");
  check_columns(spec, table, path, wrong);
  if ((table.update == Update::fixed) != (table.rows > 0))
    wrong(path + ".rows", "must be given for fixed tables, and for them only.");
  if (table.key.empty()) wrong(path + ".key", "is missing; name the column or columns that tell the rows apart.");
  const auto must_exist = [&](const std::string& id, const std::string& where) {
    if (!has_column(table, id)) wrong(where, "names a column " + in_quotes(id) + " that the table does not have.");
  };
  for (const std::string& id : table.key) must_exist(id, path + ".key");
  for (const std::string& id : table.matter) must_exist(id, path + ".matter");
  if (!table.figure.empty()) must_exist(table.figure, path + ".figure");
  if (!table.carried.empty()) must_exist(table.carried, path + ".carried");
  if (!table.page_break_before.empty()) {
    must_exist(table.page_break_before, path + ".page_break_before");
    if (table.update != Update::replace)
      wrong(path + ".page_break_before", "is for tables whose rows are replaced (\"update\": \"replace\").");
  }
  for (std::size_t i = 0; i < table.highlights.size(); ++i)
    must_exist(table.highlights[i].column, indexed(path, "highlights", i) + ".column");
  for (const Column& column : table.columns)
    if (column.owner == Owner::reviewer &&
        (column.id == table.carried || std::count(table.key.begin(), table.key.end(), column.id) > 0))
      wrong(path,
            "the column " + in_quotes(column.id) + " belongs to the reviewer, so it can be neither a key nor the place of a mark.");
  check_history(spec, table, path, wrong);
  if (table.question) check_question(table, *table.question, path, wrong);
}

/// Tables must not lie upon each other, and below or beside one that grows there can be none.
void check_places(const Sheet& sheet, const std::string& path, const Wrong& wrong) {
  for (std::size_t i = 0; i < sheet.tables.size(); ++i) {
    const Table& table = sheet.tables[i];
    if (table.first_row < 2) wrong(indexed(path, "tables", i) + ".first_row", "row 1 is for the sheet's heading.");
    if (!sheet.subtitle.empty() && table.first_row < 3)
      wrong(indexed(path, "tables", i) + ".first_row", "row 2 is for the sheet's subtitle.");
    for (std::size_t j = 0; j < sheet.tables.size(); ++j) {
      const Table& other = sheet.tables[j];
      if (i == j || other.heading_row() + std::max(other.rows, 1U) < table.first_row) continue;  // all of it stands above
      const bool beside = other.first_column >= table.first_column + columns_taken(table) ||
                          table.first_column >= other.first_column + columns_taken(other);
      const bool fixed = table.update == Update::fixed && other.update == Update::fixed;
      const bool below = other.first_row > table.heading_row() + table.rows;
      if (!fixed && (table.update != Update::fixed || !below))
        wrong(indexed(path, "tables", j), "stands beside or below a table that grows; such a table must be the last of its sheet.");
      if (fixed && !beside && !below) wrong(indexed(path, "tables", j), "lies upon the table " + in_quotes(table.id) + ".");
    }
  }
}

void check_chart(const WorkbookSpec& spec, const ChartSpec& chart, const std::string& path, const Wrong& wrong) {
  const Table* table = spec.table(chart.table);
  if (table == nullptr) wrong(path + ".table", "names a table " + in_quotes(chart.table) + " that does not exist.");
  if (!has_column(*table, chart.categories)) wrong(path + ".categories", "names a column that the table does not have.");
  if (!has_column(*table, chart.values)) wrong(path + ".values", "names a column that the table does not have.");
  if (table->update != Update::fixed) wrong(path + ".table", "must name a fixed table; the rows of others come and go.");
  if (chart.skip_first + chart.skip_last >= table->rows) wrong(path, "leaves out every row of its table.");
}

void check_sheet(const WorkbookSpec& spec, const Sheet& sheet, const std::string& path, const Wrong& wrong) {
  if (sheet.name.size() > longest_sheet_name) wrong(path + ".name", "is longer than the 31 characters that a sheet name can have.");
  if (sheet.name.find_first_of("[]:*?/\\") != std::string::npos || sheet.name.front() == '\'' || sheet.name.back() == '\'')
    wrong(path + ".name", "holds a character that a sheet name cannot have.");
  for (std::size_t i = 0; i < sheet.tables.size(); ++i) check_table(spec, sheet.tables[i], indexed(path, "tables", i), wrong);
  check_places(sheet, path, wrong);
  for (std::size_t i = 0; i < sheet.charts.size(); ++i) check_chart(spec, sheet.charts[i], indexed(path, "charts", i), wrong);
  if (sheet.freeze && sheet.tables.empty()) wrong(path + ".freeze", "needs a table whose heading row stays in view.");
}

const Column* column_of(const Table& table, std::string_view id) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.id == id; });
  return found == table.columns.end() ? nullptr : &*found;
}

struct SignOffColumn {
  const char* id;
  Owner owner;
  std::vector<ColumnKind> kinds;
};

/// The engine fills the table by these names.
const std::vector<SignOffColumn>& sign_off_columns() {
  using Kind = ColumnKind;
  static const std::vector<SignOffColumn> columns = {
      {"batch", Owner::engine, {Kind::text}},
      {"prepared_by", Owner::engine, {Kind::text}},
      {"prepared_on", Owner::engine, {Kind::date, Kind::timestamp, Kind::text}},
      {"rows", Owner::engine, {Kind::integer}},
      {"amount", Owner::engine, {Kind::pence}},
      {"checked_by", Owner::reviewer, {Kind::text}},
      {"decision", Owner::reviewer, {Kind::text}},
      {"checked_on", Owner::reviewer, {Kind::date}},
      {"comment", Owner::reviewer, {Kind::text, Kind::paragraph}},
  };
  return columns;
}

void check_sign_off(const WorkbookSpec& spec, const Wrong& wrong) {
  const Table* table = spec.table(sign_off_table);
  const std::string where = std::string{"the table \""} + sign_off_table + "\"";
  if (table->update != Update::replace || table->key != std::vector<std::string>{"batch"} || table->history != past_sign_offs_table)
    wrong("release", where + " must have \"update\": \"replace\", \"key\": [\"batch\"] and \"history\": \"past_sign_offs\".");
  if (table->period_fact != sign_off_fact) wrong("release", where + " must leave out \"period_fact\": it is about its batch.");
  for (const SignOffColumn& needed : sign_off_columns()) {
    const Column* column = column_of(*table, needed.id);
    if (column == nullptr) wrong("release", where + " needs a column " + in_quotes(needed.id) + ".");
    if (column->owner != needed.owner)
      wrong("release", where + ": the column " + in_quotes(needed.id) + " belongs to " +
                           (needed.owner == Owner::engine ? "the engine." : "the reviewer."));
    if (std::count(needed.kinds.begin(), needed.kinds.end(), column->kind) == 0)
      wrong("release", where + ": the column " + in_quotes(needed.id) + " has a kind that does not fit.");
  }
  if (const Column* shown = column_of(*table, sign_off_shown);
      shown != nullptr && (shown->owner != Owner::engine || shown->kind != ColumnKind::paragraph))
    wrong("release", where + ": the column \"shown\" must be a paragraph of the engine's.");
  if (const Column* what = column_of(*table, sign_off_what);
      spec.releases.size() > 1 &&
      (what == nullptr || what->owner != Owner::engine || (what->kind != ColumnKind::text && what->kind != ColumnKind::paragraph)))
    wrong("releases", where + " needs a text column \"what\" of the engine's, which says which batch is which.");
  if (column_of(*table, "decision")->choices != std::vector<std::string>{"Approve", "Reject"})
    wrong("release", where + ": the column \"decision\" must have the choices Approve and Reject.");
}

/// A column that was forgotten would let "HOLD" go out, so a specification that names not all of them is not read.
void every_choice_is_named(const WorkbookSpec& spec, const Wrong& wrong) {
  for (const Sheet& sheet : spec.sheets)
    for (const Table& table : sheet.tables)
      for (const Column& column : table.columns) {
        if (column.owner != Owner::reviewer || column.choices.empty() || table.id == sign_off_table) continue;
        if (std::none_of(spec.releases.begin(), spec.releases.end(), [&](const Release& release) {
              return std::any_of(release.lets_go.begin(), release.lets_go.end(),
                                 [&](const LetsGo& rule) { return rule.table == table.id && rule.column == column.id; });
            }))
          wrong("release.lets_go", "must say which words of the column " + in_quotes(column.id) + " of the table " +
                                       in_quotes(table.id) + " let a row go: reviewers choose there.");
      }
}

// Long because each member of a release has its own rule, one after the other.
void check_release(const WorkbookSpec& spec, const Release& release, const std::string& at, const Wrong& wrong) {
  const auto table_of = [&](const std::string& id, const std::string& path) {
    const Table* table = spec.table(id);
    if (table == nullptr) wrong(path, "names a table " + in_quotes(id) + " that does not exist.");
    return table;
  };
  const auto need = [&](const Table& table, const std::string& id, Owner owner, const std::string& path) {
    const Column* column = column_of(table, id);
    if (column == nullptr)
      wrong(path, "names a column " + in_quotes(id) + " that the table " + in_quotes(table.id) + " does not have.");
    if (column->owner != owner)
      wrong(path, std::string{"must name a column of "} + (owner == Owner::engine ? "the engine." : "the reviewer."));
    return column;
  };
  const Table* lines = table_of(release.lines, at + ".lines");
  if (lines->update != Update::replace)
    wrong(at + ".lines", "must name a table whose rows are those of one run (\"update\": \"replace\").");
  need(*lines, release.key, Owner::engine, at + ".key");
  if (need(*lines, release.amount, Owner::engine, at + ".amount")->kind != ColumnKind::pence)
    wrong(at + ".amount", "must name a column of pence.");
  if (release.where) need(*lines, release.where->column, Owner::engine, at + ".where.column");
  for (std::size_t i = 0; i < release.lets_go.size(); ++i) {
    const LetsGo& rule = release.lets_go[i];
    const std::string path = indexed(at, "lets_go", i);
    const Table& table = *table_of(rule.table, path + ".table");
    need(table, rule.column, Owner::reviewer, path + ".column");
    if (!rule.same_as.empty()) need(table, rule.same_as, Owner::engine, path + ".same_as");
    if (rule.where) need(table, rule.where->column, Owner::engine, path + ".where.column");
    if (!rule.row_key.empty()) need(table, rule.row_key, Owner::engine, path + ".rows_of.row");
    if (!rule.line_key.empty()) need(*lines, rule.line_key, Owner::engine, path + ".rows_of.line");
    if (rule.needed && rule.words.empty()) wrong(path + ".needed", "asks for an answer, and \"words\" names none.");
    if (rule.words.empty() && rule.same_as.empty())
      wrong(path + ".words", "is missing or empty; name the words that let a row go, or a column \"same_as\".");
  }
  if (!release.payee.empty()) need(*lines, release.payee, Owner::engine, at + ".payee");
  if (!release.account.empty()) need(*lines, release.account, Owner::engine, at + ".account");
  const auto check_kinds = [&](const std::vector<BatchKind>& kinds, const char* name) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const BatchKind& kind = kinds[i];
      const std::string path = indexed(at, name, i);
      const Table* table = table_of(kind.table, path + ".table");
      if (table->update != Update::replace) wrong(path + ".table", "must name a table whose rows are those of one run.");
      if (need(*table, kind.amount, Owner::engine, path + ".amount")->kind != ColumnKind::pence)
        wrong(path + ".amount", "must name a column of pence.");
      if (kind.where) need(*table, kind.where->column, Owner::engine, path + ".where.column");
      if (kind.summary_table.empty()) continue;
      const Table* summary = table_of(kind.summary_table, path + ".summary.table");
      if (summary->update != Update::fixed || summary->key.size() != 1)
        wrong(path + ".summary.table", "must name a fixed table with one column as its key.");
      if (need(*summary, kind.summary_amount, Owner::engine, path + ".summary.amount")->kind != ColumnKind::pence)
        wrong(path + ".summary.amount", "must name a column of pence.");
    }
  };
  check_kinds(release.kinds, "kinds");
  check_kinds(release.held, "held");
  if (const auto& marks = release.marks) {
    const Table* marked = table_of(marks->table, at + ".marks.table");
    if (marked->update == Update::fixed) wrong(at + ".marks.table", "must name a table whose rows have keys.");
    for (const auto& [id, member] : {std::pair{&marks->column, "column"},
                                     {&marks->batch, "batch"},
                                     {&marks->released_on, "released_on"},
                                     {&marks->released_by, "released_by"}}) {
      const Column* column = need(*marked, *id, Owner::engine, at + ".marks." + member);
      if (member != std::string_view{"column"} && (!column->formula.empty() || !column->row_formulas.empty()))
        wrong(at + ".marks." + member, "must name a column without a formula.");
    }
  }
  if (release.profiles.empty()) wrong(at + ".profiles", "is missing or empty; name at least one profile.");
}

void check_releases(const WorkbookSpec& spec, const Wrong& wrong) {
  if (spec.releases.empty()) return;
  std::set<std::string> names;
  const bool one = spec.releases.size() == 1 && spec.releases.front().id.empty();
  for (std::size_t i = 0; i < spec.releases.size(); ++i) {
    const Release& release = spec.releases[i];
    const std::string at = one ? "release" : "releases[" + std::to_string(i) + "]";
    if (!one && !is_identifier(release.id)) wrong(at + ".id", "must be small letters, digits and \"_\".");
    if (!names.insert(release.id).second) wrong(at + ".id", in_quotes(release.id) + " stands twice.");
    check_release(spec, release, at, wrong);
  }
  every_choice_is_named(spec, wrong);
  check_sign_off(spec, wrong);
}

FormulaReference take_apart(std::string_view inside) {
  using Kind = FormulaReference::Kind;
  FormulaReference reference;
  const std::size_t dot = inside.find('.');
  if (dot == std::string_view::npos) {
    reference.column = inside;
  } else {
    reference.table = inside.substr(0, dot);
    std::string_view rest = inside.substr(dot + 1);
    reference.kind = Kind::column;
    if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
      const std::string_view which = rest.substr(0, colon);
      rest.remove_prefix(colon + 1);
      if (which == "first")
        reference.kind = Kind::first;
      else if (which == "last")
        reference.kind = Kind::last;
      else if (which == "previous")
        reference.kind = Kind::previous;
      else
        throw std::invalid_argument("holds " + in_quotes(which) + " before a colon; it must be first, last or previous.");
    } else if (reference.table == "fact") {
      reference.kind = Kind::fact;
    } else if (reference.table == "period") {
      if (rest != "current" && rest != "previous")
        throw std::invalid_argument("may ask for {period.current} and {period.previous} only.");
      reference.kind = rest == "current" ? Kind::period_current : Kind::period_previous;
    }
    reference.column = rest;
  }
  if (!is_identifier(reference.column) || (dot != std::string_view::npos && !is_identifier(reference.table)))
    throw std::invalid_argument("holds {" + std::string{inside} + "}, which names no column.");
  return reference;
}

}  // namespace

std::vector<FormulaReference> formula_references(std::string_view formula) {
  std::vector<FormulaReference> found;
  for (std::size_t at = formula.find_first_of("{}"); at != std::string_view::npos; at = formula.find_first_of("{}", at)) {
    const std::size_t close = formula.find_first_of("{}", at + 1);
    if (formula[at] == '}' || close == std::string_view::npos || formula[close] == '{')
      throw std::invalid_argument("holds a brace without its partner.");
    FormulaReference reference = take_apart(formula.substr(at + 1, close - at - 1));
    reference.begin = at;
    reference.end = close + 1;
    found.push_back(reference);
    at = close + 1;
  }
  return found;
}

void check_workbook_spec(const WorkbookSpec& spec, const Wrong& wrong) {
  if (spec.sheets.empty()) wrong("sheets", "is missing or empty.");
  std::set<std::string> names;
  std::set<std::string> tables;
  for (std::size_t i = 0; i < spec.sheets.size(); ++i) {
    const std::string path = "sheets[" + std::to_string(i) + "]";
    if (lower(spec.sheets[i].name) == "history") wrong(path + ".name", "is a name that Excel keeps for itself.");
    if (!names.insert(lower(spec.sheets[i].name)).second) wrong(path + ".name", in_quotes(spec.sheets[i].name) + " stands twice.");
    for (std::size_t j = 0; j < spec.sheets[i].tables.size(); ++j)
      if (!tables.insert(spec.sheets[i].tables[j].id).second)
        wrong(indexed(path, "tables", j) + ".id", in_quotes(spec.sheets[i].tables[j].id) + " stands twice.");
  }
  if (spec.releases.empty() && spec.table(sign_off_table)) wrong("release", "is missing, though there is a table \"sign_off\".");
  if (!spec.releases.empty() && !spec.table(sign_off_table)) wrong("release", "needs a table \"sign_off\" on one of the sheets.");
  for (std::size_t i = 0; i < spec.sheets.size(); ++i)
    check_sheet(spec, spec.sheets[i], "sheets[" + std::to_string(i) + "]", wrong);
  if (spec.calendar) check_calendar(spec, *spec.calendar, wrong);
  if (spec.memory) check_memory(spec, *spec.memory, wrong);
  check_releases(spec, wrong);
}

}  // namespace counterfoil::report
