#include "report/marked_workbook.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "report/canonical.hpp"
#include "report/log/seeing.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/old_rows.hpp"
#include "report/merge/row_writer.hpp"
#include "report/merge/stale_results.hpp"
#include "report/record_part.hpp"
#include "report/released_rows.hpp"
#include "report/reviewed_cells.hpp"
#include "report/workbook_merge.hpp"

namespace counterfoil::report {

namespace {

/// Rows of a record with some of their fields changed: row -> field -> text.
using Changes = std::map<std::size_t, std::map<std::size_t, std::string>>;

void change_fields(RecordTable& table, const Changes& changes) {
  if (changes.empty()) return;
  const RecordTable old = table;
  const RecordRows rows{old};
  table.rows.clear();
  std::vector<std::string_view> fields;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto changed = changes.find(row);
    if (changed == changes.end()) {
      table.rows += rows.line(row);
    } else {
      rows.fields(row, fields);
      for (std::size_t at = 0; at < fields.size(); ++at) {
        if (at > 0) table.rows += '\t';
        const auto text = changed->second.find(at);
        if (text == changed->second.end())
          table.rows += fields[at];
        else
          append_field(table.rows, text->second);
      }
    }
    table.rows += '\n';
  }
}

}  // namespace

struct MarkedWorkbook::State {
  State(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name)
      : context(spec, book, std::move(file_name), false, MergeUse::changes) {
    if (!context.before || context.before->task != spec.id)
      throw Failure{FailureKind::refused, context.file_name + " does not carry Counterfoil's record of " + spec.title + "."};
    context.after = *context.before;
    std::vector<Missing> missing;
    context.locations = locate_tables(spec, context.editor, context.recorded.get(), missing);
    stood = reviewed_cells(context.locations, *context.before, context.dates_from_1904);
    log = DecisionLog::read(*context.before);
  }

  [[noreturn]] void lost(const std::string& what) const {
    throw Failure{FailureKind::refused,
                  context.file_name + " has no " + what + " any more. Put it back from an earlier version of the workbook."};
  }

  std::size_t column_of(const LocatedTable& table, const std::string& id) const {
    const std::size_t at = table.column_index(id);
    if (at == LocatedTable::npos || table.columns[at] == 0)
      lost("column \"" + (at == LocatedTable::npos ? id : table.table->columns[at].heading) + "\" on the sheet \"" +
           table.sheet->name + "\"");
    return at;
  }

  void put(const LocatedTable& table, const OldRow& row, std::size_t at, const std::string& canonical) {
    patch_canonical_cell(patches, table, row.parsed, at, canonical, context.dates_from_1904);
  }

  /// As high as what wraps in it needs now.
  void fit(const LocatedTable& table, const OldRow& row, const std::vector<std::size_t>& places,
           const std::vector<std::pair<std::string, std::string>>& cells) {
    RowShape shape;
    bool wraps = false;
    for (std::size_t at = 0; at < table.table->columns.size(); ++at) {
      const auto place = std::find(places.begin(), places.end(), at);
      const bool now = place != places.end();
      wraps = wraps || (now && table.table->columns[at].kind == ColumnKind::paragraph);
      shape.add(table.table->columns[at], now ? cells[static_cast<std::size_t>(place - places.begin())].second : row.cells[at]);
    }
    if (wraps) patches.set_attributes(*table.editor, row.parsed.row, shape.attributes(row.parsed.attributes));
  }

  /// What stands in it now, and no more in the engine's own cells than was recorded: a forgery is not blessed by being seen.
  void end_log(const ReviewedCells& now) {
    auto seen = now.filled();
    for (const auto& [name, rows] : log.seen)
      if (const Table* table = context.spec.table(name.table); table && table->update == Update::append) seen[name] = rows;
    log.seen = std::move(seen);
    log.begun = true;
    log.put(context.after);
  }

  /// Once, when all is set.
  void apply() {
    drop_stale_results(context, changed, patches);
    changed.clear();
    patches.apply();
  }

  MergeContext context;
  CellPatches patches;
  std::set<SpecColumn> changed;
  ReviewedCells stood;
  DecisionLog log;
};

MarkedWorkbook::MarkedWorkbook(const WorkbookSpec& spec, const OpenedWorkbook& book, std::string file_name)
    : state_(std::make_unique<State>(spec, book, std::move(file_name))) {}

MarkedWorkbook::~MarkedWorkbook() = default;

std::size_t MarkedWorkbook::set(const std::string& table, const std::string& column, const std::set<std::string>& texts,
                                const std::vector<std::pair<std::string, std::string>>& cells) {
  MergeContext& context = state_->context;
  const LocatedTable* located = context.locations.find(table);
  if (!located || !located->recorded) state_->lost("table \"" + table + "\"");
  const auto recorded = std::find_if(context.after.tables.begin(), context.after.tables.end(),
                                     [&](const RecordTable& each) { return each.id == table; });
  const std::size_t by = state_->column_of(*located, column);
  std::vector<std::size_t> places;
  for (const auto& [id, text] : cells) {
    places.push_back(state_->column_of(*located, id));
    state_->changed.emplace(table, id);
  }
  Changes changes;
  std::size_t met = 0;
  for (const OldRow& row : read_old_rows(context, *located)) {
    if (!row.ours || row.copied || row.recorded == KeyIndex::none || !texts.contains(row.cells[by])) continue;
    ++met;
    state_->fit(*located, row, places, cells);
    for (std::size_t at = 0; at < cells.size(); ++at) {
      state_->put(*located, row, places[at], cells[at].second);
      const std::size_t field = recorded->column(cells[at].first);
      if (field != RecordTable::npos) changes[row.recorded][field] = cells[at].second;
    }
  }
  change_fields(*recorded, changes);
  return met;
}

void MarkedWorkbook::keep_released(const RecordTable& rows, const std::string& batch) {
  report::keep_released(state_->context.after, rows, batch);
}

void MarkedWorkbook::log(const Seer& seer, std::string_view what, const std::vector<LoggedChange>& lines) {
  state_->apply();
  const WorkbookSpec& spec = state_->context.spec;
  DecisionLog& log = state_->log;
  const auto add = [&](const std::vector<LoggedChange>& more) { log.lines.insert(log.lines.end(), more.begin(), more.end()); };
  add(noticed(spec, log, state_->stood, seer));
  const ReviewedCells now = reviewed_cells(state_->context.locations, state_->context.after, state_->context.dates_from_1904);
  for (const CellChange& change : changes_since(state_->stood.filled(), now)) add({line_of(spec, change, seer, what)});
  add(lines);
  state_->end_log(now);
}

void MarkedWorkbook::log_restored(const Seer& seer, const OpenedWorkbook* replaced, const std::vector<LoggedChange>& lines) {
  const WorkbookSpec& spec = state_->context.spec;
  DecisionLog& log = state_->log;
  if (const Record* record = replaced ? replaced->record() : nullptr) {
    const DecisionLog later = DecisionLog::read(*record);
    const ReviewedCells then = reviewed_cells(spec, *replaced);
    join(log, later.lines);
    join(log, noticed(spec, later, then, seer));
    for (const CellChange& change : changes_since(then.filled(), state_->stood))
      if (const Table* table = spec.table(change.row.table); table && table->update != Update::append)
        log.lines.push_back(line_of(spec, change, seer, logged::restored));
  } else {
    join(log, noticed(spec, log, state_->stood, seer));
  }
  log.lines.insert(log.lines.end(), lines.begin(), lines.end());
  state_->end_log(state_->stood);
}

std::string MarkedWorkbook::log_digest() const { return state_->log.whole_digest(); }

std::string MarkedWorkbook::report_digest() const { return state_->context.after.digest(); }

void MarkedWorkbook::append_audit(const std::vector<std::map<std::string, std::string>>& rows) {
  state_->apply();
  append_audit_rows(state_->context, rows);
}

Buffer MarkedWorkbook::save() {
  state_->apply();
  put_record(state_->context.editor, state_->context.after);
  return state_->context.editor.save();
}

}  // namespace counterfoil::report
