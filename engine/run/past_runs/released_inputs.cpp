#include "run/past_runs/released_inputs.hpp"

#include <algorithm>
#include <functional>

#include "report/canonical.hpp"
#include "report/released_rows.hpp"

namespace counterfoil::run {

using report::ColumnKind;
using table::FieldKind;

FieldKind field_kind_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::date: return FieldKind::date;
    case ColumnKind::pence: return FieldKind::pence;
    case ColumnKind::quantity:
    case ColumnKind::percent: return FieldKind::quantity;
    default: return FieldKind::text;
  }
}

namespace {

using table::InputTable;

struct InputColumn {
  std::string id;
  FieldKind kind = FieldKind::text;
  std::function<std::string(std::size_t row)> text;  // canonical
};

InputTable table_of(const std::string& file, std::size_t rows, const std::vector<InputColumn>& columns) {
  InputTable table;
  table.file = file;
  for (std::size_t row = 0; row < rows; ++row) table.source_rows.push_back(static_cast<std::uint32_t>(row + 1));
  for (const InputColumn& column : columns) table.layout.fields.push_back({column.id, {}, column.kind, {}, false, false});
  for (std::size_t at = 0; at < columns.size(); ++at) {
    table::TypedColumn& typed = table.columns.emplace_back();
    typed.field = &table.layout.fields[at];
    for (std::size_t row = 0; row < rows; ++row) {
      const std::string text = columns[at].text(row);
      if (columns[at].kind == FieldKind::text)
        typed.texts.push_back(text.empty() ? std::string_view{} : std::string_view{table.arena.emplace_back(text)});
      else
        typed.numbers.push_back(report::canonical_number(text).value_or(table::no_number));
    }
  }
  return table;
}

}  // namespace

void ReleasedInputs::put_into(host::Inputs& inputs) const {
  const auto member = [&](std::string ReleasedRow::*text) {
    return [this, text](std::size_t row) { return released_[row].*text; };
  };
  std::vector<InputColumn> columns{{"kind", FieldKind::text, member(&ReleasedRow::kind)},
                                   {"batch", FieldKind::text, member(&ReleasedRow::batch)},
                                   {"key", FieldKind::text, member(&ReleasedRow::key)},
                                   {"released_on", FieldKind::date, member(&ReleasedRow::released_on)},
                                   {"released_by", FieldKind::text, member(&ReleasedRow::released_by)}};
  const auto add = [&](const report::Column& column) {
    const std::string& id = column.id;
    if (std::any_of(columns.begin(), columns.end(), [&](const InputColumn& each) { return each.id == id; })) return;
    columns.push_back({id, field_kind_of(column.kind), [this, id](std::size_t row) {
                         const auto cell = released_[row].cells.find(id);
                         return cell == released_[row].cells.end() ? std::string{} : cell->second;
                       }});
  };
  for (const report::Release& release : spec_.releases)
    for (const report::Column* column : report::kept_columns(spec_, release)) add(*column);
  inputs.insert_or_assign("#released", table_of(file_, released_.size(), columns));
  inputs.insert_or_assign("#not_proven",
                          table_of(file_, not_proven_.size(),
                                   {{"key", FieldKind::text, [this](std::size_t row) { return not_proven_[row].first; }},
                                    {"batch", FieldKind::text, [this](std::size_t row) { return not_proven_[row].second; }}}));
}

}  // namespace counterfoil::run
