#include "report/copies/copies_record.hpp"

#include <algorithm>

#include "report/canonical.hpp"
#include "report/log/seeing.hpp"
#include "report/merge/merge_tables.hpp"

namespace counterfoil::report {

namespace {

bool was_decided_by_the_merge(const CopyQuestion& question) {
  return question.kind == CopyQuestion::Kind::both_changed && !question.name.table.empty();
}

std::string shown(const std::string& text) { return text.empty() ? "nothing" : "\"" + text + "\""; }

std::string versions_in_words(const CopyQuestion& question) {
  return "Before: " + shown(question.base) + "; mine: " + shown(question.mine) + "; theirs: " + shown(question.theirs) + ".";
}

/// A field of the record as the value that it was made from. Only numbers and texts stand on that sheet.
Value value_of(const std::string& canonical, ColumnKind kind, MergeContext& context) {
  if (canonical.empty()) return {};
  if (kind == ColumnKind::integer)
    if (const auto number = canonical_number(canonical)) return {ValueKind::integer, *number, {}};
  return {ValueKind::text, 0, context.kept_texts.emplace_back(canonical)};
}

/// The rows as the last run wrote them.
ReportTable recorded_findings(MergeContext& context, const LocatedTable& table) {
  ReportTable rows;
  rows.id = table.table->id;
  for (const Column& column : table.table->columns)
    if (column.owner == Owner::engine) rows.columns.push_back(column.id);
  if (!table.recorded) return rows;
  const RecordRows& recorded = table.recorded->rows();
  for (std::size_t row = 0; row < recorded.size(); ++row)
    for (const std::string& id : rows.columns) {
      const std::size_t at = recorded.table().column(id);
      const ColumnKind kind = table.table->columns[table.column_index(id)].kind;
      rows.cells.push_back(at == RecordTable::npos ? Value{} : value_of(recorded.field(row, at), kind, context));
    }
  return rows;
}

}  // namespace

void add_to_findings(MergeContext& lead, const std::vector<CopyQuestion>& questions) {
  LocatedTable* table = lead.locations.find("findings");
  if (!table || std::none_of(questions.begin(), questions.end(), was_decided_by_the_merge)) return;
  Findings findings;
  for (const CopyQuestion& question : questions)
    if (was_decided_by_the_merge(question))
      findings.add("merge-decided", {lead.file_name, question.sheet, question.cell},
                   {{"heading", question.heading},
                    {"row", question.row},
                    {"versions", versions_in_words(question)},
                    {"stands", shown(question.stands.empty() ? std::string{} : question.mine)}});
  ReportTable rows = recorded_findings(lead, *table);
  for (const Finding& finding : findings.all()) {
    const auto number = static_cast<std::int64_t>(rows.rows() + 1);
    for (const std::string& column : rows.columns) {
      const std::string text = column == "severity"   ? std::string{severity_word(finding.severity)}
                               : column == "title"    ? finding.title
                               : column == "sentence" ? finding.sentence
                               : column == "sheet"    ? finding.place.sheet
                               : column == "cell"     ? finding.place.cell
                                                      : std::string{};
      rows.cells.push_back(column == "number" ? Value{ValueKind::integer, number, {}} : value_of(text, ColumnKind::text, lead));
    }
  }
  Report report;
  report.tables.emplace(table->table->id, std::move(rows));
  lead.report = &report;
  lead.findings = &findings;
  merge_replace(lead, *table);
  lead.report = nullptr;
  lead.findings = nullptr;
}

CopiesLog::CopiesLog(const WorkbookSpec& spec, MergeContext& lead, MergeContext& other)
    : spec_(spec),
      lead_(lead),
      log_(DecisionLog::read(*lead.before)),
      other_(DecisionLog::read(*other.before)),
      stood_(reviewed_cells(lead.locations, *lead.before, lead.dates_from_1904)),
      stood_in_other_(reviewed_cells(other.locations, *other.before, other.dates_from_1904)) {}

std::string CopiesLog::finish(const std::vector<CopyQuestion>& questions, const Seer& seer) {
  const std::vector<LoggedChange> typed = noticed(spec_, log_, stood_, seer);
  std::vector<LoggedChange> typed_in_other = noticed(spec_, other_, stood_in_other_, seer);
  join(log_, other_.lines);
  // What was typed before the copies went different ways is in both.
  std::erase_if(typed_in_other,
                [&](const LoggedChange& line) { return std::find(typed.begin(), typed.end(), line) != typed.end(); });
  log_.lines.insert(log_.lines.end(), typed.begin(), typed.end());
  log_.lines.insert(log_.lines.end(), typed_in_other.begin(), typed_in_other.end());
  const ReviewedCells now = reviewed_cells(lead_.locations, lead_.after, lead_.dates_from_1904);
  for (const CopyQuestion& question : questions) {
    if (!was_decided_by_the_merge(question)) continue;
    const auto rows = now.rows.find(question.name);
    const ReviewedRow* row = rows == now.rows.end() || rows->second.empty() ? nullptr : &rows->second.front();
    const CellChange change{question.name, question.column, question.overridden, question.stands, row, {}};
    log_.lines.push_back(line_of(spec_, change, seer, logged::overridden, versions_in_words(question)));
  }
  log_.begun = true;
  log_.seen = now.filled();
  log_.put(lead_.after);
  return log_.whole_digest();
}

}  // namespace counterfoil::report
