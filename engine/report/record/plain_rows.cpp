#include "report/plain_rows.hpp"

#include <algorithm>
#include <map>

#include "report/canonical.hpp"
#include "report/memory.hpp"
#include "report/released_rows.hpp"

namespace counterfoil::report {

namespace {

using Holds = PlainColumn::Holds;

constexpr std::string_view kept_lines = "kept:lines:", kept_columns = "kept:columns:", list_of_exports = "memory:exports";
constexpr std::string_view kept_blank = "~";

Holds holds_of(ColumnKind kind) {
  return is_text_kind(kind) ? Holds::text : kind == ColumnKind::date ? Holds::date : Holds::number;
}

Holds holds_of(std::string_view kind) {
  return kind == "text" || kind == "identifier" ? Holds::text : kind == "date" ? Holds::date : Holds::number;
}

void describe_sheet_table(const Table& table, PlainTable& plain) {
  for (PlainColumn& column : plain.columns) {
    column.key = std::find(table.key.begin(), table.key.end(), column.id) != table.key.end();
    if (column.id.starts_with(period_column_prefix)) column.holds = Holds::number;
    for (const Column& each : table.columns)
      if (each.id == column.id) column.holds = holds_of(each.kind);
  }
}

void describe_memory(const WorkbookSpec& spec, PlainTable& plain) {
  plain.columns.front().holds = Holds::number;
  const KeptTable* kept = spec.memory ? spec.memory->table(std::string_view{plain.id}.substr(memory_prefix.size())) : nullptr;
  if (!kept) return;
  for (PlainColumn& column : plain.columns) {
    column.key = std::find(kept->key.begin(), kept->key.end(), column.id) != kept->key.end();
    const std::size_t at = kept->column(column.id);
    if (at != KeptTable::npos && kept->columns[at].kind != KeptKind::text) column.holds = Holds::number;
  }
}

/// As the lines were that went out.
void describe_released(const WorkbookSpec& spec, PlainTable& plain) {
  for (const Release& release : spec.releases) {
    const Table* lines = released_table(release) == plain.id ? spec.table(release.lines) : nullptr;
    if (!lines) continue;
    for (PlainColumn& column : plain.columns) {
      column.key = column.id == released_batch || column.id == release.key;
      for (const Column& each : lines->columns)
        if (each.id == column.id) column.holds = holds_of(each.kind);
    }
  }
}

void describe_lines(const Record& record, PlainTable& plain) {
  const RecordTable* columns = record.table(std::string{kept_columns} + plain.id.substr(kept_lines.size()));
  if (!columns) return;
  const RecordRows rows{*columns};
  plain.columns.front().holds = Holds::number;  // where the line stood in the export
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (const std::size_t at = plain.column(rows.field(row, 0)); at != PlainTable::npos)
      plain.columns[at].holds = holds_of(rows.field(row, 1));
}

}  // namespace

std::size_t PlainTable::column(std::string_view wanted) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const PlainColumn& column) { return column.id == wanted; });
  return found == columns.end() ? npos : static_cast<std::size_t>(found - columns.begin());
}

PlainTable plain_rows(const WorkbookSpec& spec, const Record& record, const RecordTable& table) {
  PlainTable plain;
  plain.id = table.id;
  for (const std::string& id : table.columns) plain.columns.push_back({id, Holds::text, false});
  if (const Table* on_sheet = spec.table(table.id)) {
    plain.on_sheet = true;
    describe_sheet_table(*on_sheet, plain);
  } else if (table.id.starts_with(memory_prefix) && table.id != list_of_exports && !plain.columns.empty()) {
    plain.memory = true;
    describe_memory(spec, plain);
  } else if (table.id.starts_with(kept_lines) && !plain.columns.empty()) {
    describe_lines(record, plain);
  } else if (table.id.starts_with(released_prefix)) {
    plain.released = true;
    describe_released(spec, plain);
  }
  const RecordRows rows{table};
  std::vector<std::string_view> fields;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows.fields(row, fields);
    std::vector<std::string> texts(fields.size());
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (plain.memory && fields[at].empty()) {
        if (row > 0) texts[at] = plain.rows.back()[at];  // what the one above holds
      } else if (!plain.memory || fields[at] != kept_blank) {
        texts[at] = read_field(fields[at]);
      }
    }
    plain.rows.push_back(std::move(texts));
  }
  return plain;
}

void put_plain_rows(const PlainTable& plain, RecordTable& table) {
  table.rows.clear();
  for (std::size_t row = 0; row < plain.rows.size(); ++row) {
    for (std::size_t at = 0; at < plain.columns.size(); ++at) {
      const std::string& text = plain.rows[row][at];
      if (at > 0) table.rows += '\t';
      if (!plain.memory) {
        append_field(table.rows, text);
      } else if (row == 0 || text != plain.rows[row - 1][at]) {
        if (text.empty())
          table.rows += kept_blank;
        else if (text.starts_with(kept_blank))
          table.rows += '\\';
        append_field(table.rows, text);
      }
    }
    table.rows += '\n';
  }
  table.row_count = plain.rows.size();
}

}  // namespace counterfoil::report
