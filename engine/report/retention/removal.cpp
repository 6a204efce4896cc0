#include "report/removal.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "report/canonical.hpp"
#include "report/decision_log.hpp"
#include "report/memory.hpp"
#include "report/merge/decision_about.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/past_decisions.hpp"
#include "report/merge/row_writer.hpp"
#include "report/merge/stale_results.hpp"
#include "report/record_part.hpp"

namespace counterfoil::report {

namespace {

using Holds = PlainColumn::Holds;

bool is_one_of(std::string_view id, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

/// In a column's rows of other people: what stands there too says nothing of this person.
using Others = std::vector<std::set<std::string>>;

Others texts_of_others(const PlainTable& table, const RowsOfPerson& whose) {
  Others others(table.columns.size());
  for (const std::vector<std::string>& row : table.rows)
    if (!whose.is_theirs(table, row))
      for (std::size_t at = 0; at < row.size(); ++at)
        if (table.columns[at].holds == Holds::text && !row[at].empty()) others[at].insert(row[at]);
  return others;
}

/// Where words are read again by a run, a blank is no word.
constexpr const char* removed_word = "Removed";

class RowRule {
 public:
  RowRule(const Removal& removal, const PlainTable& table, const RowsOfPerson& whose)
      : removal_(removal), table_(table), others_(texts_of_others(table, whose)) {}

  /// What a field of one of the person's rows holds afterwards.
  std::string in_their_row(std::size_t at, const std::string& text) const {
    const PlainColumn& column = table_.columns[at];
    if (text.empty()) return text;
    if (is_of_birthday(column.id) || (column.holds == Holds::date && counts_from_birthday())) return {};
    if (column.holds != Holds::text) return text;
    // What its columns hold is not known here: only who it is goes.
    if (!table_.on_sheet && !table_.memory && !table_.released && !table_.id.starts_with("kept:") &&
        identity_of_column(column.id) == Identity::none)
      return removal_.elsewhere(text);
    if (const auto instead = removal_.instead.find(text);
        instead != removal_.instead.end() && identity_of_column(column.id) != Identity::none)
      return instead->second;
    if (column.key || others_[at].contains(text) || is_word_of_ours(column.id)) return removal_.elsewhere(text);
    return table_.on_sheet || table_.released ? std::string{} : std::string{removed_word};
  }

 private:
  /// Every date of an event or a band is so long after the birthday.
  bool counts_from_birthday() const {
    return table_.column("uid") != PlainTable::npos || table_.column("birthday") != PlainTable::npos;
  }
  static bool is_word_of_ours(std::string_view id) {
    return is_one_of(id, {"kind", "class", "risk", "cause", "about", "period", "rules", "route", "result", "rule", "status",
                          "batch", "milestone", "old_band", "new_band", "unit", "cost_centre", "subjective", "released_in"});
  }

  const Removal& removal_;
  const PlainTable& table_;
  Others others_;
};

}  // namespace

Identity identity_of_column(std::string_view id) {
  if (id == "person_id") return Identity::person;
  if (is_one_of(id, {"line_id", "release_key", "matter_key", "uid", "line", "credit_of", "payee_id", "account", "nhs_number",
                     "their_reference"}))
    return Identity::line;
  if (is_one_of(id, {"name", "forename", "surname", "payee", "provider", "debtor", "debtor_name", "contact", "address", "address_1",
                     "address_2", "address_3", "address_4", "postcode"}))
    return Identity::name;
  return Identity::none;
}

bool is_of_birthday(std::string_view id) {
  return is_one_of(id, {"born", "date_of_birth", "turns_18", "birthday", "in_days", "days_before", "days_after", "weekday", "when",
                        "last_full_period", "pay_period"});
}

bool RowsOfPerson::is_theirs(std::string_view column, const std::string& text) const {
  if (column == "person_id") return ids_.contains(text);
  return is_one_of(column, {"release_key", "matter_key", "uid"}) && lines_.contains(text);
}

bool RowsOfPerson::is_theirs(const PlainTable& table, const std::vector<std::string>& row) const {
  for (std::size_t at = 0; at < row.size(); ++at)
    if (is_theirs(table.columns[at].id, row[at])) return true;
  return false;
}

struct WorkbookRemoval::State {
  State(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name)
      : context(spec, book, std::move(file_name), false, MergeUse::changes) {
    if (!context.before || context.before->task != spec.id)
      throw Failure{FailureKind::refused, context.file_name + " does not carry Counterfoil's record of " + spec.title + "."};
    context.after = *context.before;
    std::vector<Missing> missing;
    context.locations = locate_tables(spec, context.editor, context.recorded.get(), missing);
  }

  void take_out(const Removal& removal, const LoggedChange& line, std::vector<RemovedRows>& removed) {
    const RowsOfPerson whose{removal.ids, removal.lines};
    log_of_decisions(removal, whose, line);
    for (RecordTable& table : context.after.tables) {
      if (table.id == log_table || table.id == seen_table) continue;
      PlainTable plain = plain_rows(context.spec, *context.before, table);
      const RowRule rule{removal, plain, whose};
      RemovedRows told{sheet_of(plain), 0, 0};
      if (const LocatedTable* located = context.locations.find(table.id)) sheet_rows(*located, plain, rule, whose, removal, table);
      for (std::vector<std::string>& row : plain.rows) record_row(plain, rule, whose, removal, row, told);
      if (!plain.rows.empty()) put_plain_rows(plain, table);
      if (told.rows > 0) removed.push_back(told);
    }
    drop_stale_results(context, changed, patches);
    patches.apply();
  }

  /// What was decided about the person stays, with figures, initials and times; who it was about goes.
  void log_of_decisions(const Removal& removal, const RowsOfPerson& whose, const LoggedChange& line_of_removal) {
    DecisionLog log = DecisionLog::read(context.after);
    if (!log.begun) return;
    const auto key_without = [&](const std::string& table, std::vector<std::string>& key) {
      const Table* of = context.spec.table(table);
      bool theirs = false;
      for (std::size_t at = 0; of && at < of->key.size() && at < key.size(); ++at)
        theirs = theirs || whose.is_theirs(of->key[at], key[at]);
      for (std::size_t at = 0; at < key.size(); ++at) {
        const auto instead = removal.instead.find(key[at]);
        const bool names = theirs && of && at < of->key.size() && identity_of_column(of->key[at]) != Identity::none;
        key[at] = names && instead != removal.instead.end() ? instead->second : removal.elsewhere(key[at]);
      }
      return theirs;
    };
    const auto text_without = [&](const std::string& table, const std::string& id, bool theirs, const std::string& text) {
      const Table* of = context.spec.table(table);
      const auto column =
          of ? std::find_if(of->columns.begin(), of->columns.end(), [&](const Column& each) { return each.id == id; })
             : std::vector<Column>::const_iterator{};
      const bool written = of && column != of->columns.end() && column->kind == ColumnKind::paragraph && column->choices.empty();
      if (theirs && written && !text.empty()) return std::string{removed_word};
      return removal.elsewhere(text);
    };
    for (LoggedChange& line : log.lines) {
      const bool theirs = key_without(line.table, line.key);
      line.old_value = text_without(line.table, line.column, theirs, line.old_value);
      line.new_value = text_without(line.table, line.column, theirs, line.new_value);
      line.note = removal.elsewhere(line.note);
    }
    std::map<RowName, std::vector<FilledCells>> seen;
    for (const auto& [name, rows] : log.seen) {
      RowName now = name;
      const bool theirs = key_without(now.table, now.key);
      for (FilledCells cells : rows) {
        for (auto& [column, text] : cells) text = text_without(now.table, column, theirs, text);
        std::erase_if(cells, [](const auto& cell) { return cell.second == removed_word; });  // as the sheet has it: blank
        seen[now].push_back(std::move(cells));
      }
    }
    log.seen = std::move(seen);
    log.lines.push_back(line_of_removal);
    log.put(context.after);
  }

  std::string sheet_of(const PlainTable& plain) const {
    if (const Sheet* sheet = context.spec.sheet_of(plain.id); sheet && plain.on_sheet) return sheet->name;
    return plain.memory ? "Record, remembered of earlier exports" : "Record, lines of exports";
  }

  std::size_t figure_of(const PlainTable& plain) const {
    if (!plain.on_sheet) return plain.column("paid") != PlainTable::npos ? plain.column("paid") : plain.column("net");
    const Table& table = *context.spec.table(plain.id);
    if (!table.figure.empty()) return plain.column(table.figure);
    for (const Column& column : table.columns)
      if (column.kind == ColumnKind::pence && column.owner == Owner::engine) return plain.column(column.id);
    return PlainTable::npos;
  }

  /// What stays in a row: of all its periods, where each has a column.
  std::int64_t pence_of(const PlainTable& plain, const std::vector<std::string>& row) const {
    std::int64_t pence = 0;
    bool periods = false;
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!plain.columns[at].id.starts_with(period_column_prefix)) continue;
      periods = true;
      pence += canonical_number(row[at]).value_or(0);
    }
    const std::size_t figure = periods ? PlainTable::npos : figure_of(plain);
    return figure == PlainTable::npos ? pence : canonical_number(row[figure]).value_or(0);
  }

  void record_row(const PlainTable& plain, const RowRule& rule, const RowsOfPerson& whose, const Removal& removal,
                  std::vector<std::string>& row, RemovedRows& told) const {
    if (!whose.is_theirs(plain, row)) {
      for (std::size_t at = 0; at < row.size(); ++at)
        if (plain.columns[at].holds == Holds::text) row[at] = removal.elsewhere(row[at]);
      return;
    }
    ++told.rows;
    told.pence += pence_of(plain, row);
    for (std::size_t at = 0; at < row.size(); ++at) row[at] = rule.in_their_row(at, row[at]);
  }

  /// The cells of the person's rows, the reviewers' with them. Before the record's own rows are changed.
  void sheet_rows(const LocatedTable& located, const PlainTable& plain, const RowRule& rule, const RowsOfPerson& whose,
                  const Removal& removal, RecordTable& recorded) {
    if (!located.recorded) return;
    std::map<std::uint32_t, About> about = read_about(recorded);
    for (const OldRow& row : read_old_rows(context, located)) {
      if (!row.ours || row.recorded == KeyIndex::none || row.recorded >= plain.rows.size()) continue;
      if (!whose.is_theirs(plain, plain.rows[row.recorded])) {
        reviewers_words(located, row, removal, about);
        continue;
      }
      std::vector<std::string> now = row.cells;
      for (std::size_t at = 0; at < located.columns.size(); ++at) {
        const Column& column = located.table->columns[at];
        if (located.columns[at] == 0 || row.cells[at].empty()) continue;
        const std::size_t field = plain.column(column.id);
        std::string text = row.cells[at];
        if (column.owner == Owner::reviewer) {
          // Words of a drop-down and initials say what was decided and by whom; what was written says of whom.
          if (column.kind == ColumnKind::paragraph && column.choices.empty())
            text.clear();
          else if (is_text_kind(column.kind))
            text = removal.elsewhere(text);
        } else if (field != PlainTable::npos && column.formula.empty() && column.row_formulas.empty()) {
          text = rule.in_their_row(field, text);
        }
        if (text != row.cells[at]) put(located, row, at, text);
        now[at] = text;
      }
      decided_as_before(*located.table, row, now, about);
    }
    recorded.about.clear();
    for (const auto& [row, each] : about) append_about(recorded, row, each);
  }

  /// What reviewers typed in rows of others and names the person changes with the package's texts; what was decided stays decided.
  void reviewers_words(const LocatedTable& located, const OldRow& row, const Removal& removal,
                       std::map<std::uint32_t, About>& about) {
    std::vector<std::string> now = row.cells;
    for (std::size_t at = 0; at < now.size(); ++at) {
      const Column& column = located.table->columns[at];
      if (column.owner == Owner::reviewer && is_text_kind(column.kind)) now[at] = removal.elsewhere(now[at]);
    }
    decided_as_before(*located.table, row, now, about);
  }

  /// The figure that a decision was about goes on with it.
  void decided_as_before(const Table& table, const OldRow& row, const std::vector<std::string>& now,
                         std::map<std::uint32_t, About>& about) const {
    const auto found = about.find(row.recorded);
    if (found == about.end()) return;
    const HistoryOf history = history_of(context.spec, table);
    const auto digest = [&](const std::vector<std::string>& cells) {
      return history.of ? history.digest(cells) : reviewers_digest(table, cells);
    };
    if (found->second.digest == digest(row.cells)) found->second.digest = digest(now);
  }

  void put(const LocatedTable& table, const OldRow& row, std::size_t at, const std::string& canonical) {
    patch_canonical_cell(patches, table, row.parsed, at, canonical, context.dates_from_1904);
    changed.emplace(table.table->id, table.table->columns[at].id);
  }

  MergeContext context;
  CellPatches patches;
  std::set<SpecColumn> changed;
};

WorkbookRemoval::WorkbookRemoval(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name)
    : state_(std::make_unique<State>(spec, book, std::move(file_name))) {}

WorkbookRemoval::~WorkbookRemoval() = default;

std::vector<RemovedRows> WorkbookRemoval::take_out(const Removal& removal, const LoggedChange& line) {
  std::vector<RemovedRows> removed;
  state_->take_out(removal, line, removed);
  return removed;
}

Buffer WorkbookRemoval::save() {
  put_record(state_->context.editor, state_->context.after);
  return state_->context.editor.save();
}

}  // namespace counterfoil::report
