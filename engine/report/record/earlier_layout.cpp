#include "report/record/earlier_layout.hpp"

#include <algorithm>

#include "base/in_quotes.hpp"

namespace counterfoil::report {

namespace {

bool has(const RecordTable& recorded, const std::string& id) { return recorded.column(id) != RecordTable::npos; }

/// Every column of the engine's that is no formula is recorded.
bool came_later(const RecordTable& recorded, const Column& column) {
  return column.owner == Owner::engine && column.formula.empty() && column.row_formulas.empty() && !has(recorded, column.id);
}

bool has_grown(const RecordTable& recorded, const Table& table) {
  return has(recorded, table.key.front()) &&
         std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& each) { return came_later(recorded, each); });
}

}  // namespace

bool is_newer(const Sheet& sheet, const Record& record) {
  return !sheet.tables.empty() && std::none_of(sheet.tables.begin(), sheet.tables.end(), [&](const Table& table) {
    return table.id == "audit" || record.table(table.id) != nullptr;
  });
}

WorkbookSpec as_recorded(const WorkbookSpec& spec, const Record& record) {
  WorkbookSpec then = spec;
  std::erase_if(then.sheets, [&](const Sheet& sheet) { return is_newer(sheet, record); });
  for (Sheet& sheet : then.sheets)
    for (Table& table : sheet.tables) {
      const RecordTable* recorded = record.table(table.id);
      if (!recorded || !has_grown(*recorded, table)) continue;
      // A formula that follows what people type is in no record: whether it was there then is not known, so it is not looked for.
      std::erase_if(table.columns, [&](const Column& each) { return each.owner == Owner::engine && !has(*recorded, each.id); });
      std::erase_if(table.key, [&](const std::string& id) { return !has(*recorded, id); });
    }
  return then;
}

bool is_of_earlier_layout(const WorkbookSpec& spec, const Record& record) {
  for (const Sheet& sheet : spec.sheets)
    for (const Table& table : sheet.tables)
      if (const RecordTable* recorded = record.table(table.id); recorded && has_grown(*recorded, table)) return true;
  return false;
}

std::optional<std::string> told_apart_otherwise(const WorkbookSpec& spec, const Record& record) {
  for (const Sheet& sheet : spec.sheets)
    for (const Table& table : sheet.tables) {
      const RecordTable* recorded = record.table(table.id);
      if (!recorded || recorded->columns.empty()) continue;
      for (const Column& column : table.columns)
        if (std::find(table.key.begin(), table.key.end(), column.id) != table.key.end() && came_later(*recorded, column))
          return "its sheet " + in_quotes(sheet.name) + " has no column " + in_quotes(column.heading) +
                 ", by which rows are told apart now";
    }
  return std::nullopt;
}

}  // namespace counterfoil::report
