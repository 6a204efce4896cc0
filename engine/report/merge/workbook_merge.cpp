#include "report/workbook_merge.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/command_words.hpp"
#include "base/failure.hpp"
#include "base/in_quotes.hpp"
#include "base/text.hpp"
#include "report/canonical.hpp"
#include "report/log/seeing.hpp"
#include "report/merge/merge_context.hpp"
#include "report/merge/merge_tables.hpp"
#include "report/merge/row_writer.hpp"
#include "report/record/cell_check.hpp"
#include "report/record/earlier_layout.hpp"
#include "report/record/seen_check.hpp"
#include "report/record_part.hpp"
#include "report/reviewed_cells.hpp"
#include "xlsx/sheet_additions.hpp"

namespace counterfoil::report {

namespace {

constexpr std::string_view findings_table = "findings";

void refuse_earlier_layout(const MergeContext& context) {
  if (!context.before) return;
  if (const auto what = told_apart_otherwise(context.spec, *context.before))
    throw Failure{FailureKind::refused,
                  "The workbook " + context.file_name + " was made by an earlier version of Counterfoil: " + *what +
                      ". It is left as it is. Go on in a new workbook: give that another name, and add --continue-from " +
                      in_quotes(context.file_name) + ", so that what was paid and what is open go along."};
}

/// A key or a whole table that is not there stops the run; any other column is put back, right of the rest, and said.
void settle_missing(MergeContext& context, const std::vector<Missing>& missing) {
  CellPatches patches;
  std::map<const LocatedTable*, std::uint32_t> next;
  for (const Missing& what : missing) {
    const std::string& sheet = what.sheet->name;
    if (!what.column) {
      const std::string lost = !what.table ? "no sheet " + in_quotes(sheet)
                                           : "no table with the headings " + in_quotes(what.table->columns[0].heading) +
                                                 " and so on on the sheet " + in_quotes(sheet);
      throw Failure{FailureKind::unreadable, "The workbook " + context.file_name + " has " + lost +
                                                 ". Put it back from an earlier version of the workbook, or start a new workbook."};
    }
    LocatedTable& table = *context.locations.find(what.table->id);
    const auto at = static_cast<std::size_t>(what.column - what.table->columns.data());
    std::uint32_t& column = next.try_emplace(&table, 0).first->second;
    if (column == 0) {
      column = table.right();
      const std::uint32_t last = table.holds_rows ? table.last_row : table.heading_row;
      for (std::uint32_t number = table.heading_row; number <= last; ++number)
        if (const auto row = table.editor->row(number); row && !row->cells.empty())
          column = std::max(column, row->cells.back().column);
    }
    ++column;
    table.columns[at] = column;
    const std::size_t like = table.key_columns[0];
    table.styles[at] = table.styles[like];
    for (std::size_t other = 0; other < table.columns.size(); ++other)
      if (other != at && table.columns[other] && table.table->columns[other].kind == what.column->kind)
        table.styles[at] = table.styles[other];
    const auto heading = table.editor->row(table.heading_row);
    const xlsx::ParsedCell* model = heading ? find_cell(*heading, table.columns[like]) : nullptr;
    std::string xml;
    xlsx::RowBuilder builder{xml, table.editor->prefix()};
    builder.begin_row(table.heading_row);
    const std::size_t start = xml.size();
    builder.text(column, model ? model->style : 0, what.column->heading);
    patches.set(*table.editor, table.heading_row, column, xml.substr(start));
    context.findings->add("workbook-heading-missing", context.place(table, table.heading_row, column),
                          {{"heading", what.column->heading}});
  }
  patches.apply();
}

void tell_renamed(MergeContext& context) {
  for (const LocatedTable& table : context.locations.tables)
    for (const std::size_t at : table.renamed) {
      const auto heading = table.editor->row(table.heading_row);
      const xlsx::ParsedCell* cell = heading ? find_cell(*heading, table.columns[at]) : nullptr;
      context.findings->add("workbook-heading-renamed", context.place(table, table.heading_row, table.columns[at]),
                            {{"heading", table.table->columns[at].heading}}, cell ? cell->value : std::string{});
    }
}

/// What does not hold any more of what the last run wrote is said before this run writes over it.
void report_changes_since(MergeContext& context) {
  CellCheck check;
  check_tables(context.locations, context.dates_from_1904, check, &context.filled_columns);
  for (const CellDifference& difference : check.differences) {
    Place place{context.file_name, difference.sheet, difference.cell};
    switch (difference.kind) {
      case CellDifference::Kind::changed:
      case CellDifference::Kind::formula_replaced:
        context.findings->add("workbook-cell-changed", std::move(place),
                              {{"recorded", difference.recorded.empty() ? "nothing" : difference.recorded}}, difference.held);
        break;
      case CellDifference::Kind::row_missing:
        context.findings->add("workbook-row-missing", std::move(place), {{"row", difference.recorded}});
        break;
      case CellDifference::Kind::row_added_twice:  // said where it is dealt with
      case CellDifference::Kind::column_missing: break;
    }
  }
}

/// The merge's own findings, as rows of the findings table below those that the report has.
void extend_findings(MergeContext& context, std::size_t from) {
  const auto& all = context.findings->all();
  const Table* table = context.spec.table(findings_table);
  const auto given = context.report->tables.find(findings_table);
  if (!table || from == all.size() || given == context.report->tables.end()) return;
  ReportTable extended = given->second;
  for (std::size_t at = from; at < all.size(); ++at) {
    const Finding& finding = all[at];
    const auto number = static_cast<std::int64_t>(extended.rows() + 1);
    for (const std::string& column : given->second.columns) {
      const auto text = [&](const std::string& words) {
        return Value{words.empty() ? ValueKind::blank : ValueKind::text, 0, context.kept_texts.emplace_back(words)};
      };
      Value value;
      if (column == "number")
        value = {ValueKind::integer, number, {}};
      else if (column == "severity")
        value = text(std::string{severity_word(finding.severity)});
      else if (column == "title")
        value = text(finding.title);
      else if (column == "sentence")
        value = text(without_commands(finding.sentence));
      else if (column == "file")
        value = text(finding.place.file);
      else if (column == "sheet")
        value = text(finding.place.sheet);
      else if (column == "cell")
        value = text(finding.place.cell);
      else if (column == "stored")
        value = text(finding.stored);
      else if (column == "shown")
        value = text(finding.shown);
      extended.cells.push_back(value);
    }
  }
  context.extended.emplace(findings_table, std::move(extended));
}

}  // namespace

struct WorkbookMerge::State {
  State(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::string& file_name, bool is_new)
      : context(spec, book, file_name, is_new, MergeUse::changes) {}

  template <class Work>
  void each(Update update, const Work& work) {
    for (LocatedTable& table : context.locations.tables)
      if (table.table->update == update && table.table->id != audit_table && table.table->id != findings_table) work(table);
  }

  /// Before anything is merged: what the log last saw, held against what people left.
  void see_what_stands() {
    if (!seeing) return;
    if (context.before && !context.is_new) {
      log = DecisionLog::read(*context.before);
      stood = reviewed_cells(context.locations, *context.before, context.dates_from_1904);
    }
    const std::vector<LoggedChange> lines = noticed(context.spec, log, stood, seeing->seer);
    log.lines.insert(log.lines.end(), seeing->lines.begin(), seeing->lines.end());
    log.lines.insert(log.lines.end(), lines.begin(), lines.end());
  }

  /// When all is merged: what the run did with decisions, and what the cells hold now.
  void log_what_was_done() {
    if (!seeing) return;
    const ReviewedCells now = reviewed_cells(context.locations, context.after, context.dates_from_1904);
    const std::vector<LoggedChange> lines = moved(context.spec, stood, now, seeing->seer);
    log.lines.insert(log.lines.end(), lines.begin(), lines.end());
    log.begun = true;
    log.seen = now.filled();
    let_go_of_old_lines(context.spec, seeing->since, seeing->seer, log);
    log.put(context.after);
  }

  MergeContext context;
  bool applied = false;
  std::string digest;
  std::optional<WorkbookMerge::Seeing> seeing;
  DecisionLog log;
  ReviewedCells stood;
};

WorkbookMerge::WorkbookMerge(const WorkbookSpec& spec, const OpenedWorkbook& book, const std::string& file_name, bool is_new) try
    : state_(std::make_unique<State>(spec, book, file_name, is_new)) {
} catch (const Failure& failure) {
  throw failure.within(file_name);
}

WorkbookMerge::~WorkbookMerge() = default;
WorkbookMerge::WorkbookMerge(WorkbookMerge&&) noexcept = default;
WorkbookMerge& WorkbookMerge::operator=(WorkbookMerge&&) noexcept = default;

void WorkbookMerge::keep(std::vector<RecordTable> tables) {
  if (state_->applied) throw std::logic_error("what the record keeps is part of its digest");
  for (RecordTable& table : tables) state_->context.after.tables.push_back(std::move(table));
}

void WorkbookMerge::of_older_period() { state_->context.goes_back = true; }

void WorkbookMerge::go_on_from(std::vector<DecidedTable> older) { state_->context.older = std::move(older); }

void WorkbookMerge::let_go(const std::vector<std::string>& periods) {
  state_->context.let_go.insert(periods.begin(), periods.end());
}

void WorkbookMerge::see_decisions(Seeing seeing) { state_->seeing = std::move(seeing); }

void WorkbookMerge::log_goes_on_from(const OpenedWorkbook& older) {
  if (const Record* record = older.record()) state_->log = DecisionLog::read(*record);
  state_->stood = reviewed_cells(state_->context.spec, older);
}

std::string WorkbookMerge::log_digest() const { return state_->seeing ? state_->log.whole_digest() : std::string{}; }

MergeOutcome WorkbookMerge::apply(const Report& report, Findings& findings) {
  if (state_->applied) throw std::logic_error("a workbook takes in one report");
  state_->applied = true;
  MergeContext& context = state_->context;
  context.report = &report;
  context.findings = &findings;
  context.after.task = context.spec.id;
  refuse_earlier_layout(context);
  const std::size_t findings_before = findings.all().size();

  std::vector<Missing> missing;
  context.locations = locate_tables(context.spec, context.editor, context.recorded.get(), missing);
  for (const Sheet& sheet : context.spec.sheets) context.outcome.sheets.push_back({sheet.name, 0, 0, 0, 0});
  tell_renamed(context);
  settle_missing(context, missing);
  if (!context.is_new) {
    if (!context.before) findings.add("workbook-record-missing", Place{context.file_name, {}, {}});
    report_changes_since(context);
  }

  state_->see_what_stands();
  CellPatches patches;
  state_->each(Update::replace, [&](LocatedTable& table) { merge_replace(context, table); });
  state_->each(Update::append, [&](LocatedTable& table) { let_go_of_old_rows(context, table); });
  state_->each(Update::append, [&](LocatedTable& table) { merge_append(context, table, context.history[table.table->id], true); });
  // The largest tables last, so that no later change looks through their rows; but what they find is told on the findings sheet.
  const auto accumulate = [&] { state_->each(Update::accumulate, [&](LocatedTable& table) { merge_accumulate(context, table); }); };
  if (!context.is_new) accumulate();
  extend_findings(context, findings_before);
  if (LocatedTable* table = context.locations.find(findings_table)) {
    merge_replace(context, *table);
    context.outcome.findings_sheet = table->editor->name();
    context.outcome.findings_row = table->first_row;
  }
  if (context.is_new) accumulate();
  state_->each(Update::fixed, [&](LocatedTable& table) { merge_fixed(context, table, patches); });
  write_words(context, patches);
  patches.apply();

  for (const LocatedTable& table : context.locations.tables)
    context.outcome.has_questions =
        context.outcome.has_questions || (table.table->question && table.table->question->explained_by.empty());
  std::sort(context.after.tables.begin(), context.after.tables.end(),
            [](const RecordTable& a, const RecordTable& b) { return a.id < b.id; });
  state_->log_what_was_done();
  state_->digest = context.after.digest();
  std::erase_if(context.outcome.sheets, [](const MergeOutcome::SheetChange& change) {
    return change.rows_added + change.rows_updated + change.rows_kept + change.rows_moved_to_history == 0;
  });
  return context.outcome;
}

std::string WorkbookMerge::report_digest() const { return state_->digest; }
std::string WorkbookMerge::about_digest() const { return state_->context.after.about_digest(); }
std::string WorkbookMerge::about_digest_before() const {
  return state_->context.before ? state_->context.before->about_digest() : std::string{};
}

const Record& WorkbookMerge::record() const { return state_->context.after; }

void WorkbookMerge::append_audit(const ReportTable& audit) {
  MergeContext& context = state_->context;
  LocatedTable* table = context.locations.find(audit_table);
  if (!table) throw std::logic_error("the specification has no audit table, or the workbook was not merged yet");
  const std::vector<std::size_t> source = report_columns(*table->table, &audit);
  std::vector<HistoryRow> rows;
  std::string scratch;
  for (std::size_t row = 0; row < audit.rows(); ++row) {
    HistoryRow& added = rows.emplace_back();
    for (std::size_t at = 0; at < source.size(); ++at) {
      const ColumnKind kind = table->table->columns[at].kind;
      append_canonical(added.cells.emplace_back(),
                       cell_content(report_value(&audit, row, source[at]), kind, context.dates_from_1904, scratch), kind,
                       context.dates_from_1904);
    }
  }
  merge_append(context, *table, rows, false);
}

Buffer WorkbookMerge::save() {
  std::set<xlsx::SheetEditor*> with_charts;
  for (const LocatedTable& table : state_->context.locations.tables)
    if (!table.sheet->charts.empty() && with_charts.insert(table.editor).second) xlsx::fill_chart_caches(*table.editor);
  put_record(state_->context.editor, state_->context.after);
  return state_->context.editor.save();
}

CellCheck check_cells(const WorkbookSpec& spec, const OpenedWorkbook& book, const Record* other) {
  CellCheck check;
  xlsx::WorkbookEditor& editor = book.editor();
  const Record* own = book.record();
  const auto recorded = other ? std::make_shared<RecordedTables>(*other) : book.recorded();
  std::vector<Missing> missing;
  const WorkbookSpec layout = own ? as_recorded(spec, *own) : spec;
  Locations locations = locate_tables(layout, editor, recorded.get(), missing);
  if (const Record* record = recorded->record()) {
    check.digest_now_of_record = other ? other->digest() : book.record_digest();
    for (const Missing& what : missing) {
      if (what.column) continue;
      for (const Table& table : what.sheet->tables)
        if (!what.table || what.table == &table)
          check.differences.push_back({what.sheet->name,
                                       {},
                                       {},
                                       what.table ? table.columns[0].heading : "the whole sheet",
                                       CellDifference::Kind::column_missing,
                                       {}});
    }
    check.earlier_layout = own && is_of_earlier_layout(spec, *own);
    check_tables(locations, editor.reader().uses_1904_dates(), check, nullptr, &editor.reader().styles());
    if (!other && !check.earlier_layout) check_sheets_as_seen(editor, locations, *record, check);
  }
  if (const AuditRows& audit = book.audit(spec); !audit.empty()) check.digest_recorded = audit.back().at("report_digest");
  return check;
}

}  // namespace counterfoil::report
