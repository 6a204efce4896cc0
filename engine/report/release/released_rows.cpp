#include "report/released_rows.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/digest.hpp"
#include "base/failure.hpp"
#include "spec/row_filter.hpp"

namespace counterfoil::report {

namespace {

std::string batch_of_row(const RecordRows& rows, std::size_t row) { return rows.field(row, 0); }

RecordTable* table_in(Record& record, std::string_view id) {
  for (RecordTable& each : record.tables)
    if (each.id == id) return &each;
  return nullptr;
}

/// A row of `from`, by the columns of `to`: a column that came later is blank.
void append_row_of(const RecordRows& from, std::size_t row, RecordTable& to) {
  std::vector<std::string> texts;
  for (const std::string& column : to.columns) {
    const std::size_t at = from.table().column(column);
    texts.push_back(at == RecordTable::npos ? std::string{} : from.field(row, at));
  }
  append_row(to, texts);
}

/// `rows` without those of one batch, then the rows of `more` that `take` lets through. The columns are those of both.
template <class Take>
RecordTable joined(const RecordTable& rows, const RecordTable& more, const Take& drop, const Take& take) {
  RecordTable all;
  all.id = rows.id;
  all.columns = rows.columns;
  for (const std::string& column : more.columns)
    if (all.column(column) == RecordTable::npos) all.columns.push_back(column);
  const RecordRows old{rows}, added{more};
  for (std::size_t row = 0; row < old.size(); ++row)
    if (!drop(batch_of_row(old, row))) append_row_of(old, row, all);
  for (std::size_t row = 0; row < added.size(); ++row)
    if (take(batch_of_row(added, row))) append_row_of(added, row, all);
  return all;
}

}  // namespace

std::string released_table(const Release& release) {
  return std::string{released_prefix} + (release.id.empty() ? "lines" : release.id);
}

std::vector<const Column*> kept_columns(const WorkbookSpec& spec, const Release& release) {
  std::vector<const Column*> kept;
  const auto& marks = release.marks;
  const Table* marked = marks ? spec.table(marks->table) : nullptr;
  const auto plain = [](const Column& column) {
    return column.owner == Owner::engine && column.formula.empty() && column.row_formulas.empty();
  };
  for (const Column& column : spec.table(release.lines)->columns) {
    if (column.id == release.amount) {
      kept.push_back(&column);
      continue;
    }
    if (!marked || !plain(column) || column.id == release.key || (release.where && column.id == release.where->column) ||
        column.id == marks->batch || column.id == marks->released_on || column.id == marks->released_by)
      continue;
    if (std::any_of(marked->columns.begin(), marked->columns.end(),
                    [&](const Column& each) { return each.id == column.id && plain(each); }))
      kept.push_back(&column);
  }
  return kept;
}

RecordTable rows_to_release(const WorkbookSpec& spec, const Release& release, const Record& record, const std::string& batch) {
  const RecordTable* lines = record.table(release.lines);
  if (lines == nullptr)
    throw Failure{FailureKind::refused, "The workbook's record holds no table \"" + release.lines + "\". Run the task again."};
  RecordTable kept;
  kept.id = released_table(release);
  kept.columns = {released_batch, release.key};
  for (const Column* column : kept_columns(spec, release)) kept.columns.push_back(column->id);
  const RecordRows rows{*lines};
  const std::size_t filter = release.where ? lines->column(release.where->column) : RecordTable::npos;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (release.where && !matches(*release.where, rows.field(row, filter))) continue;
    std::vector<std::string> texts{batch};
    for (std::size_t at = 1; at < kept.columns.size(); ++at) {
      const std::size_t field = lines->column(kept.columns[at]);
      texts.push_back(field == RecordTable::npos ? std::string{} : rows.field(row, field));
    }
    append_row(kept, texts);
  }
  return kept;
}

std::string digest_of_released(const RecordTable& table, const std::string& batch) {
  const RecordRows rows{table};
  std::vector<std::string> lines;  // by column, blank ones left out: a column that came later changes nothing
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (batch_of_row(rows, row) != batch) continue;
    FieldDigest line{"counterfoil released row"};
    for (std::size_t at = 0; at < table.columns.size(); ++at)
      if (const std::string text = rows.field(row, at); !text.empty()) line.add(table.columns[at], text);
    lines.push_back(line.hex());
  }
  if (lines.empty()) return {};
  std::sort(lines.begin(), lines.end());
  FieldDigest digest{"counterfoil released rows"};
  digest.add("kind", table.id).add("batch", batch);
  for (const std::string& line : lines) digest.add("row", line);
  return digest.hex();
}

void keep_released(Record& record, const RecordTable& rows, const std::string& batch) {
  RecordTable* table = table_in(record, rows.id);
  if (table == nullptr) {
    record.tables.push_back(rows);
    std::sort(record.tables.begin(), record.tables.end(), [](const RecordTable& a, const RecordTable& b) { return a.id < b.id; });
    return;
  }
  using Of = std::function<bool(const std::string&)>;
  *table =
      joined(*table, rows, Of{[&](const std::string& each) { return each == batch; }}, Of{[](const std::string&) { return true; }});
}

void merge_released(Record& lead, const Record& other) {
  using Of = std::function<bool(const std::string&)>;
  for (const RecordTable& theirs : other.tables) {
    if (!std::string_view{theirs.id}.starts_with(released_prefix)) continue;
    RecordTable* ours = table_in(lead, theirs.id);
    if (ours == nullptr) {
      lead.tables.push_back(theirs);
      continue;
    }
    std::set<std::string> known;
    const RecordRows rows{*ours};
    for (std::size_t row = 0; row < rows.size(); ++row) known.insert(batch_of_row(rows, row));
    *ours = joined(*ours, theirs, Of{[](const std::string&) { return false; }},
                   Of{[&](const std::string& each) { return !known.contains(each); }});
  }
}

}  // namespace counterfoil::report
