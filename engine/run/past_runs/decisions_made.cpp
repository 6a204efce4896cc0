#include "run/past_runs/decisions_made.hpp"

#include <algorithm>

#include "report/canonical.hpp"
#include "report/decided_rows.hpp"
#include "run/past_runs/proven_rows.hpp"
#include "run/past_runs/released_inputs.hpp"
#include "table/date_text.hpp"

namespace counterfoil::run {

namespace {

using report::DecidedTable;
using table::FieldKind;
using table::InputTable;
using table::TypedColumn;

class TableOfDecisions {
 public:
  TableOfDecisions(const DecidedTable& decided, const std::string& workbook, Findings& findings)
      : decided_(decided), findings_(findings) {
    table_.file = workbook;
    table_.sheet = decided.sheet;
    for (std::size_t row = 0; row < decided.rows.size(); ++row) table_.source_rows.push_back(static_cast<std::uint32_t>(row + 1));
    const auto& columns = decided.table->columns;
    std::vector<table::Field>& fields = table_.layout.fields;
    for (const report::Column& column : columns)
      fields.push_back({column.id, column.heading, field_kind_of(column.kind), {}, false, false});
    fields.push_back({"#about", {}, decided.figure ? field_kind_of(decided.figure->kind) : FieldKind::text, {}, false, false});
    if (std::none_of(columns.begin(), columns.end(), [](const report::Column& column) { return column.id == "period"; }))
      fields.push_back({"period", {}, FieldKind::text, {}, false, false});
  }

  InputTable make() {
    const std::size_t columns = decided_.table->columns.size();
    for (std::size_t at = 0; at < table_.layout.fields.size(); ++at) {
      TypedColumn& column = table_.columns.emplace_back();
      column.field = &table_.layout.fields[at];
      for (const DecidedTable::Row& row : decided_.rows)
        add(column, at < columns ? row.cells[at] : at == columns ? row.about : decided_.period, row);
    }
    return std::move(table_);
  }

 private:
  void add(TypedColumn& column, const std::string& canonical, const DecidedTable::Row& row) {
    if (column.field->kind == FieldKind::text) {
      column.texts.push_back(canonical.empty() ? std::string_view{} : std::string_view{table_.arena.emplace_back(canonical)});
      return;
    }
    auto number = report::canonical_number(canonical);
    // A date that was typed as text reads as one in an export would.
    if (!number && !canonical.empty() && column.field->kind == FieldKind::date) {
      const std::string_view text = std::string_view{canonical}.substr(canonical.front() == '\'' ? 1 : 0);
      if (const auto read = table::read_date_text(text); read.outcome == table::DateOutcome::read)
        number = read.days;
      else if (decided_.table->update == report::Update::replace)
        unreadable(*column.field, std::string{text}, row);
    }
    column.numbers.push_back(number.value_or(table::no_number));
  }

  void unreadable(const table::Field& field, const std::string& text, const DecidedTable::Row& row) {
    std::string key;
    for (const std::string& id : decided_.table->key)
      for (std::size_t at = 0; at < decided_.table->columns.size(); ++at)
        if (decided_.table->columns[at].id == id)
          key += (key.empty() ? "" : ", ") + report::in_words(row.cells[at], decided_.table->columns[at].kind);
    findings_.add("workbook-date-unreadable", table_.place(), {{"heading", field.title}, {"row", key}}, text);
  }

  const DecidedTable& decided_;
  Findings& findings_;
  InputTable table_;
};

}  // namespace

void add_decisions(const Task& task, const TargetWorkbook& target, ProvenRows& proven, host::Inputs& inputs, Findings& findings) {
  if (!target.has_past()) return;
  std::vector<DecidedTable> all = target.past().decided(task.spec);
  for (DecidedTable& decided : all) proven.correct(decided, findings);
  for (const DecidedTable& decided : all)
    inputs.insert_or_assign("#" + decided.table->id, TableOfDecisions{decided, target.past_name(), findings}.make());
}

}  // namespace counterfoil::run
