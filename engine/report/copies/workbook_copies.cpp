#include "report/workbook_copies.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "report/canonical.hpp"
#include "report/copies/copies_record.hpp"
#include "report/copies/disputes.hpp"
#include "report/log/seeing.hpp"
#include "report/memory.hpp"
#include "report/merge/copy_rows.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/own_sheets.hpp"
#include "report/merge/past_decisions.hpp"
#include "report/merge/questions.hpp"
#include "report/period_log.hpp"
#include "report/record/earlier_layout.hpp"
#include "report/record_part.hpp"
#include "report/released_rows.hpp"

namespace counterfoil::report {

namespace {

/// Tables in which people write beside rows that have a key.
bool people_write_in(const Table& table) {
  return table.update != Update::fixed && table.id != audit_table && table.id != "findings";
}

struct OneCopy {
  OneCopy(const WorkbookSpec& spec, const WorkbookCopies::Copy& copy)
      : context(spec, copy.book, copy.name, false, MergeUse::changes) {
    if (!context.before || context.before->task != spec.id)
      throw Failure{FailureKind::refused, copy.name + " does not carry Counterfoil's record of " + spec.title +
                                              ". Give copies that Counterfoil, Excel or LibreOffice saved."};
    if (const auto what = told_apart_otherwise(spec, *context.before))
      throw Failure{FailureKind::refused,
                    copy.name + " was made by an earlier version of Counterfoil: " + *what +
                        ". Merge these copies with that version, or copy by hand what people typed into one of them."};
    std::vector<Missing> missing;
    context.locations = locate_tables(spec, context.editor, context.recorded.get(), missing);
    for (const LocatedTable& table : context.locations.tables)
      if (people_write_in(*table.table)) tables.try_emplace(table.table->id, context, table);
  }
  const CopyTable* table(const std::string& id) const {
    const auto found = tables.find(id);
    return found == tables.end() ? nullptr : &found->second;
  }

  MergeContext context;
  std::map<std::string, CopyTable> tables;
};

}  // namespace

struct WorkbookCopies::State {
  State(const WorkbookSpec& the_spec, const Copy& base_copy, const Copy& lead_copy, const Copy& other_copy, bool mine)
      : spec(the_spec), base(the_spec, base_copy), lead(the_spec, lead_copy), other(the_spec, other_copy), lead_is_mine(mine) {}

  void merge_all(const Seer& seer) {
    CopiesLog log{spec, lead.context, other.context};
    for (const Sheet& sheet : spec.sheets)
      for (const Table& table : sheet.tables) {
        const CopyTable* theirs = other.table(table.id);
        const CopyTable* here = lead.table(table.id);
        if (!theirs || !here) continue;
        const CopyTable* before = base.table(table.id);
        if (!table.history.empty() && theirs->period() != here->period())
          merge_another_period(*before, *here, *theirs);
        else
          merge_rows(before, *here, *theirs);
      }
    compare_own_sheets(spec, base.context.editor, lead.context.editor, other.context.editor, lead_is_mine, outcome.questions);
    patches.apply();
    add_to_findings(lead.context, outcome.questions);
    write_history();
    log_digest = log.finish(outcome.questions, seer);
  }

  /// Both tables are about the same period, or about none.
  void merge_rows(const CopyTable* before, const CopyTable& here, const CopyTable& there) {
    std::map<std::string, std::size_t> met;
    for (const OldRow& row : there.rows()) {
      if (!row.ours) continue;
      const std::size_t nth = met[row.key]++;
      const OldRow* old = before ? before->find(row.key, nth) : nullptr;
      if (const OldRow* target = here.find(row.key, nth); target && same_matter(here, *target, row))
        merge_row(before, old && same_matter(*before, *old, *target) ? old : nullptr, here, *target, there, row);
      else if (here.table().table->update == Update::append)
        add_to_history(here.table(), row.cells, about_of(there, row));
      else
        keep_in_history(before, old, here, there, row);
    }
  }

  /// The other copy's rows are about a period that the lead's table is not about. Where the lead has left that period behind, its
  /// rows carry on what was decided then, and its history has the period.
  void merge_another_period(const CopyTable& before, const CopyTable& here, const CopyTable& there) {
    const bool left_behind = has_in_history(here, there.period());
    for (const OldRow& row : there.rows()) {
      if (!row.ours) continue;
      const OldRow* old = before.find(row.key);
      if (old && !same_matter(before, *old, row)) old = nullptr;
      const OldRow* target = left_behind ? here.find(row.key) : nullptr;
      if (target && !same_matter(here, *target, row) && !is_unsettled(there, row)) target = nullptr;
      const OldRow* later = left_behind && !target ? asked_again(here, row) : nullptr;
      if (later && is_unsettled(there, row)) target = later;
      if (target)
        merge_row(&before, old, here, *target, there, row);
      else if (later && (!old || differs(before, *old, there, row)))
        quote(here, *later, there, row);
      keep_in_history(&before, old, here, there, row);
    }
  }

  /// As what people typed in this copy leaves it.
  static bool is_unsettled(const CopyTable& table, const OldRow& row) {
    const auto& question = table.table().table->question;
    return question && question->is_unsettled([&](std::string_view column) {
      const std::size_t at = table.table().column_index(column);
      return at == LocatedTable::npos ? std::string_view{} : std::string_view{row.cells[at]};
    });
  }

  /// The row in which the question of a line goes on under another name: the only one of the line that was first asked when it was.
  static const OldRow* asked_again(const CopyTable& here, const OldRow& row) {
    const LocatedTable& table = here.table();
    if (!table.table->question) return nullptr;
    const std::size_t asked = table.column_index(table.table->question->first_asked);
    const std::size_t name = table.column_index(table.table->question->column);
    if (asked == LocatedTable::npos || row.cells[asked].empty()) return nullptr;
    const OldRow* found = nullptr;
    for (const OldRow& each : here.rows()) {
      if (!each.ours || each.copied || each.cells[asked] != row.cells[asked] || each.cells[name] == row.cells[name]) continue;
      if (!std::all_of(table.key_columns.begin(), table.key_columns.end(),
                       [&](std::size_t at) { return at == name || each.cells[at] == row.cells[at]; }))
        continue;
      if (found) return nullptr;
      found = &each;
    }
    return found;
  }

  /// A decision that settled the question in the other copy is no decision on what is asked now: it is quoted there.
  void quote(const CopyTable& here, const OldRow& target, const CopyTable& there, const OldRow& row) {
    const Table& specified = *there.table().table;
    const std::size_t figure = there.table().column_index(specified.figure);
    About about{figure == LocatedTable::npos ? std::string{} : row.cells[figure], there.period(), {}};
    if (auto known = about_of(there, row)) about = std::move(*known);
    const std::string words = decision_in_words(specified, row.cells, about, figure);
    if (words.empty()) return;
    const std::string& standing = target.cells[here.table().column_index(specified.carried)];
    write_carried(here.table(), target, standing.empty() ? words : standing + "\n" + words);
  }

  bool has_in_history(const CopyTable& here, const std::string& period) const {
    const CopyTable* history = lead.table(here.table().table->history);
    const std::size_t at = history ? history->table().column_index("period") : LocatedTable::npos;
    return at != LocatedTable::npos &&
           std::any_of(history->rows().begin(), history->rows().end(), [&](const OldRow& row) { return row.cells[at] == period; });
  }

  /// A decision without a row of its own in the table: in the history's row of its period, or in a new one.
  void keep_in_history(const CopyTable* before, const OldRow* old, const CopyTable& here, const CopyTable& there,
                       const OldRow& row) {
    if (!row.reviewed && !row.annotated) return;
    if (old && !differs(*before, *old, there, row)) return;
    const Table& table = *here.table().table;
    const CopyTable* history = table.history.empty() ? nullptr : lead.table(table.history);
    if (!history) {
      ask(CopyQuestion::Kind::both_changed, here, nullptr, there.key_in_words(row), {}, {}, {}, row.also,
          "The row is only in the other copy. Copy what is needed by hand.");
      return;
    }
    const Table& spec_history = *history->table().table;
    if (const OldRow* target = row_of_period(*history, there, row)) {
      for (const PeoplesColumn& column : there.columns()) {
        const PeoplesColumn* place = column.own ? nullptr : history->column(column);
        const PeoplesColumn* was = old ? before->column(column) : nullptr;
        if (place)
          merge_cell(column, *history, *target, *place, was ? before->held(*old, *was) : HeldCell{}, history->held(*target, *place),
                     there.held(row, column));
      }
      if (row.also.empty() || (old && old->also == row.also)) return;
    }
    const HistoryOf layout = history_of(spec, spec_history);
    std::vector<std::string> cells(spec_history.columns.size());
    for (std::size_t at = 0; at < layout.columns.size(); ++at)
      if (layout.columns[at] != HistoryOf::npos) cells[layout.columns[at]] = row.cells[at];
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (spec_history.columns[at].id == "period") cells[at] = there.period();
      if (spec_history.columns[at].id == "also") cells[at] = row.also;
    }
    add_to_history(history->table(), cells, about_of(there, row));
  }

  /// The last time that the period left the table.
  static const OldRow* row_of_period(const CopyTable& history, const CopyTable& there, const OldRow& row) {
    const Table& table = *history.table().table;
    std::string key;
    for (const std::string& id : table.key) {
      if (id != table.key.front()) key += key_separator;
      const std::size_t at = there.table().column_index(id);
      key += id == "period" ? there.period() : at == LocatedTable::npos ? std::string{} : row.cells[at];
    }
    const std::size_t count = history.count(key);
    return count == 0 ? nullptr : history.find(key, count - 1);
  }

  void add_to_history(const LocatedTable& history, const std::vector<std::string>& cells, std::optional<About> about) {
    const CopyTable* there = lead.table(history.table->id);
    for (const OldRow& row : there->rows())
      if (row.cells == cells) return;
    for (const HistoryRow& row : added[history.table->id])
      if (row.cells == cells) return;
    added[history.table->id].push_back({cells, std::move(about)});
    ++outcome.rows_to_history;
  }

  static std::optional<About> about_of(const CopyTable& table, const OldRow& row) {
    if (row.recorded == KeyIndex::none || !table.table().recorded) return std::nullopt;
    const auto all = read_about(table.table().recorded->rows().table());
    const auto found = all.find(row.recorded);
    return found == all.end() ? std::nullopt : std::optional{found->second};
  }

  /// By the columns that the specification names, and by the figure: a decision on another figure is another decision.
  static bool same_matter(const CopyTable& table, const OldRow& here, const OldRow& there) {
    const Table& specified = *table.table().table;
    std::vector<std::string> columns = specified.matter;
    if (!specified.figure.empty()) columns.push_back(specified.figure);
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& id) {
      const std::size_t at = table.table().column_index(id);
      return here.cells[at] == there.cells[at];
    });
  }

  static bool differs(const CopyTable& before, const OldRow& old, const CopyTable& there, const OldRow& row) {
    return std::any_of(there.columns().begin(), there.columns().end(), [&](const PeoplesColumn& column) {
      const PeoplesColumn* was = before.column(column);
      return there.held(row, column).canonical != (was ? before.held(old, *was).canonical : std::string{});
    });
  }

  void merge_row(const CopyTable* before, const OldRow* old, const CopyTable& here, const OldRow& target, const CopyTable& there,
                 const OldRow& row) {
    const Dispute dispute{before, old, here, target, there, row};
    if (dispute.any()) blank_disputed(dispute, here, target);
    for (const PeoplesColumn& column : there.columns()) {
      const PeoplesColumn* was = before ? before->column(column) : nullptr;
      if (dispute.has(column)) continue;
      const HeldCell base_cell = old && was ? before->held(*old, *was) : HeldCell{};
      const HeldCell other_cell = there.held(row, column);
      const PeoplesColumn* place = here.column(column);
      const std::string note = there.note(row, column.column);
      if (!place) {
        if (other_cell.canonical != base_cell.canonical)
          ask(CopyQuestion::Kind::both_changed, here, nullptr, here.key_in_words(target), column.heading, base_cell.canonical, {},
              other_cell.canonical, "The merged workbook has no column of that heading. Add the column, and copy what is needed.");
        continue;
      }
      merge_cell(column, here, target, *place, base_cell, here.held(target, *place), other_cell);
      merge_note(here, target, place->column, column.heading, old && was ? before->note(*old, was->column) : std::string{}, note);
    }
    const auto& specified = there.table().columns;
    for (std::size_t at = 0; at < specified.size(); ++at)
      if (there.table().table->columns[at].owner == Owner::engine && specified[at] && here.table().columns[at])
        merge_note(here, target, here.table().columns[at], there.table().table->columns[at].heading,
                   old && before && before->table().columns[at] ? before->note(*old, before->table().columns[at]) : std::string{},
                   there.note(row, specified[at]));
  }

  void merge_cell(const PeoplesColumn& column, const CopyTable& here, const OldRow& target, const PeoplesColumn& place,
                  const HeldCell& old, const HeldCell& lead_cell, const HeldCell& other_cell) {
    const bool lead_changed = lead_cell.canonical != old.canonical;
    const bool other_changed = other_cell.canonical != old.canonical;
    if (lead_changed)
      ++(lead_cell.canonical == other_cell.canonical ? outcome.same_in_both
         : lead_is_mine                              ? outcome.taken_from_mine
                                                     : outcome.taken_from_theirs);
    if (!other_changed || lead_cell.canonical == other_cell.canonical) return;
    const xlsx::CellReference at{target.parsed.row, place.column};
    const auto words = [&](const HeldCell& cell) { return column.own ? cell.canonical : in_words(cell.canonical, column.kind); };
    if (other_cell.formula()) {
      ask(CopyQuestion::Kind::formula, here, &at, here.key_in_words(target), column.heading, words(old),
          words(lead_is_mine ? lead_cell : other_cell), words(lead_is_mine ? other_cell : lead_cell),
          "The other copy has a formula here. Type it in again.");
      return;
    }
    if (lead_changed) {
      --(lead_is_mine ? outcome.taken_from_mine : outcome.taken_from_theirs);
      ask(CopyQuestion::Kind::both_changed, here, &at, here.key_in_words(target), column.heading, words(old),
          words(lead_is_mine ? lead_cell : other_cell), words(lead_is_mine ? other_cell : lead_cell),
          "Both were changed. Mine stands there; decide which is right.");
      name_last(here, target, column, lead_is_mine ? other_cell.canonical : lead_cell.canonical,
                lead_is_mine ? lead_cell.canonical : other_cell.canonical);
      if (lead_is_mine) return;
    } else {
      ++(lead_is_mine ? outcome.taken_from_theirs : outcome.taken_from_mine);
    }
    put(here.table(), at, lead_cell.cell ? lead_cell.cell : find_cell(target.parsed, place.column), other_cell.cell);
  }

  /// Nobody's word wins: the cells are blank, and the row says what stood in each copy.
  void blank_disputed(const Dispute& dispute, const CopyTable& here, const OldRow& target) {
    const LocatedTable& table = here.table();
    const std::string& mine = lead_is_mine ? lead.context.file_name : other.context.file_name;
    const std::string& theirs = lead_is_mine ? other.context.file_name : lead.context.file_name;
    for (const Dispute::Cell& cell : dispute.cells()) {
      const xlsx::CellReference at{target.parsed.row, cell.here->column};
      put(table, at, find_cell(target.parsed, at.column), nullptr);
      if (cell.lead == cell.other) continue;  // initials of a decision that is nobody's now
      ask(CopyQuestion::Kind::both_changed, here, &at, here.key_in_words(target), cell.here->heading, cell.base,
          lead_is_mine ? cell.lead : cell.other, lead_is_mine ? cell.other : cell.lead,
          "The copies say different things, so the cell is blank. Decide, and fill it in.");
      name_last(here, target, *cell.here, here.held(target, *cell.here).canonical, {});
    }
    const std::size_t carried = table.column_index(table.table->carried);
    write_carried(table, target, dispute.in_words(target.cells[carried], mine, theirs, lead_is_mine));
  }

  void write_carried(const LocatedTable& table, const OldRow& target, const std::string& words) {
    const std::size_t carried = table.column_index(table.table->carried);
    std::string xml;
    xlsx::RowBuilder builder{xml, table.editor->prefix()};
    builder.begin_row(target.parsed.row);
    const std::size_t start = xml.size();
    const xlsx::ParsedCell* standing = find_cell(target.parsed, table.columns[carried]);
    builder.text(table.columns[carried], standing ? standing->style : table.styles[carried], words);
    patches.set(*table.editor, target.parsed.row, table.columns[carried], xml.substr(start));
    carried_words[table.table->id][target.recorded] = words;
  }

  void put(const LocatedTable& table, xlsx::CellReference at, const xlsx::ParsedCell* old, const xlsx::ParsedCell* taken) {
    std::uint32_t style = old ? old->style : table.editor->column_style(at.column);
    if (!old)
      for (std::size_t column = 0; column < table.columns.size(); ++column)
        if (table.columns[column] == at.column) style = table.styles[column];
    std::string xml;
    xlsx::RowBuilder builder{xml, table.editor->prefix()};
    builder.begin_row(at.row);
    const std::size_t start = xml.size();
    if (!taken)
      builder.blank(at.column, style);
    else if (taken->kind == xlsx::CellKind::number)
      builder.number(at.column, style, taken->value);
    else
      builder.text(at.column, style, taken->value);
    patches.set(*table.editor, at.row, at.column, xml.substr(start));
  }

  void merge_note(const CopyTable& here, const OldRow& target, std::uint32_t column, const std::string& heading,
                  const std::string& was, const std::string& note) {
    const std::string standing = here.note(target, column);
    if (note == was || note == standing) return;
    const xlsx::CellReference at{target.parsed.row, column};
    ask(CopyQuestion::Kind::note, here, &at, here.key_in_words(target), heading, was, lead_is_mine ? standing : note,
        lead_is_mine ? note : standing,
        "The notes on this cell differ. The merged workbook has the one of " + lead.context.file_name + ".");
  }

  void ask(CopyQuestion::Kind kind, const CopyTable& here, const xlsx::CellReference* at, std::string row, std::string heading,
           std::string old, std::string mine, std::string theirs, std::string words) {
    outcome.questions.push_back({kind,
                                 here.table().editor->name(),
                                 at ? xlsx::to_string(*at) : std::string{},
                                 std::move(row),
                                 std::move(heading),
                                 std::move(old),
                                 std::move(mine),
                                 std::move(theirs),
                                 std::move(words),
                                 {},
                                 {},
                                 {},
                                 {}});
  }

  void name_last(const CopyTable& here, const OldRow& target, const PeoplesColumn& column, std::string overridden,
                 std::string stands) {
    CopyQuestion& question = outcome.questions.back();
    question.name = {here.table().table->id, parts_of_key(target.key)};
    question.column = column.own ? column.heading : column.name;
    question.overridden = std::move(overridden);
    question.stands = std::move(stands);
  }

  /// The record is the lead's, with the rows that its histories gained.
  void write_history() {
    MergeContext& context = lead.context;
    context.after.task = spec.id;
    for (LocatedTable& table : context.locations.tables)
      if (!added[table.table->id].empty()) merge_append(context, table, added[table.table->id], true);
    for (const RecordTable& table : context.before->tables)
      if (!context.after.table(table.id)) context.after.tables.push_back(table);
    for (const auto& [id, rows] : carried_words)
      for (RecordTable& table : context.after.tables)
        if (table.id == id) set_fields(table, spec.table(id)->carried, rows);
    merge_released(context.after, *other.context.before);
    if (!merge_period_logs(context.after, *other.context.before))
      throw Failure{FailureKind::refused,
                    "What one of the copies says of its periods does not read. Take an earlier version of it."};
    if (spec.memory) {
      const auto taken = merge_memories(*spec.memory, context.after, *other.context.before);
      if (!taken)
        throw Failure{FailureKind::refused,
                      "What one of the copies remembers of earlier exports does not read. Take an earlier version of it."};
      for (const HeldExport& of : *taken) outcome.remembered.push_back(of.period);
    }
    std::sort(context.after.tables.begin(), context.after.tables.end(),
              [](const RecordTable& a, const RecordTable& b) { return a.id < b.id; });
  }

  const WorkbookSpec& spec;
  OneCopy base, lead, other;
  bool lead_is_mine;
  CopiesOutcome outcome;
  std::string log_digest;
  CellPatches patches;
  std::map<std::string, std::vector<HistoryRow>> added;                       // by table
  std::map<std::string, std::map<std::uint32_t, std::string>> carried_words;  // by table and row of the record
};

WorkbookCopies::WorkbookCopies(const WorkbookSpec& spec, const Copy& base, const Copy& lead, const Copy& other, bool lead_is_mine)
    : state_(std::make_unique<State>(spec, base, lead, other, lead_is_mine)) {}

WorkbookCopies::~WorkbookCopies() = default;

CopiesOutcome WorkbookCopies::merge(const Seer& seer) {
  state_->merge_all(seer);
  return state_->outcome;
}

std::string WorkbookCopies::report_digest() const { return state_->lead.context.after.digest(); }
std::string WorkbookCopies::log_digest() const { return state_->log_digest; }
std::string WorkbookCopies::about_digest() const { return state_->lead.context.after.about_digest(); }

void WorkbookCopies::append_audit(const std::vector<std::map<std::string, std::string>>& rows) {
  append_audit_rows(state_->lead.context, rows);
}

Buffer WorkbookCopies::save() {
  put_record(state_->lead.context.editor, state_->lead.context.after);
  return state_->lead.context.editor.save();
}

}  // namespace counterfoil::report
