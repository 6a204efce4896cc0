#include "run/past_runs/memory_inputs.hpp"

namespace counterfoil::run {

namespace {

using table::FieldKind;
using table::InputTable;
using table::TypedColumn;

FieldKind kept_field_kind(report::KeptKind kind) {
  switch (kind) {
    case report::KeptKind::text: return FieldKind::text;
    case report::KeptKind::date: return FieldKind::date;
    case report::KeptKind::pence: return FieldKind::pence;
    case report::KeptKind::quantity: return FieldKind::quantity;
    case report::KeptKind::integer: return FieldKind::integer;
  }
  return FieldKind::text;
}

/// The columns, empty, with room for so many rows.
InputTable shaped(const std::string& workbook, std::size_t rows, const std::vector<std::pair<std::string, FieldKind>>& columns) {
  InputTable table;
  table.file = workbook;
  for (const auto& [id, kind] : columns) table.layout.fields.push_back({id, {}, kind, {}, false, false});
  for (const table::Field& field : table.layout.fields) {
    TypedColumn& column = table.columns.emplace_back();
    column.field = &field;
    if (field.kind == FieldKind::text)
      column.texts.reserve(rows);
    else
      column.numbers.reserve(rows);
  }
  for (std::size_t row = 0; row < rows; ++row) table.source_rows.push_back(static_cast<std::uint32_t>(row + 1));
  return table;
}

std::string_view kept_text(InputTable& table, std::string_view text) {
  return text.empty() ? std::string_view{} : std::string_view{table.arena.emplace_back(text)};
}

InputTable exports_input(const report::Memory& memory, const std::string& in_hand, const std::string& workbook) {
  std::vector<const report::HeldExport*> shown;
  for (const report::HeldExport& of : memory.exports())
    if (of.sha256 != in_hand) shown.push_back(&of);
  InputTable table = shaped(workbook, shown.size(),
                            {{"sha256", FieldKind::text},
                             {"file", FieldKind::text},
                             {"period", FieldKind::text},
                             {"first", FieldKind::date},
                             {"last", FieldKind::date},
                             {"rows", FieldKind::integer},
                             {"control", FieldKind::pence},
                             {"whole", FieldKind::integer}});
  for (const report::HeldExport* of : shown) {
    table.columns[0].texts.push_back(kept_text(table, of->sha256));
    table.columns[1].texts.push_back(kept_text(table, of->file));
    table.columns[2].texts.push_back(kept_text(table, of->period));
    table.columns[3].numbers.push_back(of->first);
    table.columns[4].numbers.push_back(of->last);
    table.columns[5].numbers.push_back(static_cast<std::int64_t>(of->rows));
    table.columns[6].numbers.push_back(of->control.value_or(table::no_number));
    table.columns[7].numbers.push_back(of->whole ? 1 : 0);
  }
  return table;
}

InputTable rows_input(const report::Memory& memory, std::size_t number, const report::KeptTable& kept, const std::string& in_hand,
                      const std::string& workbook) {
  std::vector<std::int64_t> shown_as;  // by export: its row of "#exports"; no_number: the one in hand
  for (std::int64_t next = 0; const report::HeldExport& of : memory.exports())
    shown_as.push_back(of.sha256 == in_hand ? table::no_number : next++);
  std::vector<report::Memory::Row> rows = memory.rows(number);
  std::erase_if(rows, [&](const report::Memory::Row& row) { return shown_as[row.of] == table::no_number; });

  std::vector<std::pair<std::string, FieldKind>> columns;
  for (const report::KeptColumn& column : kept.columns) columns.emplace_back(column.id, kept_field_kind(column.kind));
  columns.insert(columns.end(), {{"#export", FieldKind::integer}, {"#first", FieldKind::date}, {"#last", FieldKind::date}});
  InputTable table = shaped(workbook, rows.size(), columns);
  for (std::size_t at = 0; at < kept.columns.size(); ++at) {
    TypedColumn& column = table.columns[at];
    std::string_view above, held;  // a text of many rows is kept once
    for (const report::Memory::Row& row : rows) {
      if (column.field->kind != FieldKind::text) {
        column.numbers.push_back(memory.number(number, row, at).value_or(table::no_number));
        continue;
      }
      const std::string_view text = memory.text(number, row, at);
      if (text.data() != above.data() || text.size() != above.size()) {
        above = text;
        held = kept_text(table, text);
      }
      column.texts.push_back(held);
    }
  }
  for (const report::Memory::Row& row : rows) {
    TypedColumn* own = &table.columns[kept.columns.size()];
    own[0].numbers.push_back(shown_as[row.of]);
    own[1].numbers.push_back(memory.exports()[row.of].first);
    own[2].numbers.push_back(memory.exports()[row.of].last);
  }
  return table;
}

}  // namespace

void add_memory_inputs(const report::MemorySpec& spec, const report::Memory& memory, const std::string& in_hand,
                       const std::string& workbook, host::Inputs& inputs) {
  inputs.insert_or_assign("#exports", exports_input(memory, in_hand, workbook));
  for (std::size_t at = 0; at < spec.kept.size(); ++at)
    inputs.insert_or_assign("#" + spec.kept[at].id, rows_input(memory, at, spec.kept[at], in_hand, workbook));
}

}  // namespace counterfoil::run
