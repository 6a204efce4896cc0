#include "run/past_runs/kept_lines.hpp"

#include <algorithm>
#include <charconv>

#include "counterfoil/date.hpp"
#include "counterfoil/money.hpp"
#include "counterfoil/quantity.hpp"

namespace counterfoil::run {

namespace {

using report::RecordRows;
using report::RecordTable;

constexpr std::string_view inputs_table = "kept:inputs";
constexpr std::string_view kept_settings_table = "kept:settings";
constexpr std::string_view columns_table = "kept:columns:";  // and the input's id
constexpr std::string_view lines_table = "kept:lines:";

RecordTable new_table(std::string id, std::vector<std::string> columns) {
  RecordTable table;
  table.id = std::move(id);
  table.columns = std::move(columns);
  return table;
}

std::string kind_word(table::FieldKind kind) {
  switch (kind) {
    case table::FieldKind::text: return "text";
    case table::FieldKind::identifier: return "identifier";
    case table::FieldKind::date: return "date";
    case table::FieldKind::pence: return "pence";
    case table::FieldKind::quantity: return "quantity";
    case table::FieldKind::percent: return "percent";
    case table::FieldKind::integer: return "integer";
  }
  return {};
}

/// Beyond what any export is read to; a record that was tampered with must not overflow a sum.
bool is_plausible(std::int64_t number, table::FieldKind kind) {
  const std::int64_t most = kind == table::FieldKind::date    ? 3'000'000
                            : kind == table::FieldKind::pence ? 1'000'000'000'000
                                                              : 1'000'000'000'000'000;
  return number == table::no_number || (number >= -most && number <= most);
}

template <class Number>
Number number_in(std::string_view text, Number otherwise = 0) {
  Number number = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

void append_value(std::string& line, const table::TypedColumn& column, std::size_t row) {
  if (!column.numbers.empty()) {
    if (column.numbers[row] != table::no_number) line += std::to_string(column.numbers[row]);
  } else if (const std::string_view text = column.texts[row]; !text.empty()) {
    report::append_field(line, text);
  }
}

void keep_input(std::vector<RecordTable>& tables, const InputFact& fact, const table::InputTable& input,
                const std::vector<const table::TypedColumn*>& columns) {
  RecordTable& named = tables.emplace_back(new_table(std::string{columns_table} + fact.id, {"field", "kind", "column", "heading"}));
  std::vector<std::string> fields = {"row"};
  for (const table::TypedColumn* column : columns) {
    append_row(named, {column->field->id, kind_word(column->field->kind), std::to_string(column->sheet_column), column->heading});
    fields.push_back(column->field->id);
  }
  RecordTable& lines = tables.emplace_back(new_table(std::string{lines_table} + fact.id, std::move(fields)));
  for (std::size_t row = 0; row < input.rows(); ++row) {
    lines.rows += std::to_string(input.source_rows[row]);
    for (const table::TypedColumn* column : columns) {
      lines.rows += '\t';
      append_value(lines.rows, *column, row);
    }
    lines.rows += '\n';
  }
  lines.row_count = input.rows();
}

std::vector<const table::TypedColumn*> columns_to_keep(const table::InputTable& input, const host::AskedFields& asked,
                                                       const std::string& id, const std::vector<std::string>& left_out) {
  std::vector<const table::TypedColumn*> columns;
  const auto fields = asked.find(id);
  for (const table::TypedColumn& column : input.columns) {
    const std::string& field = column.field->id;
    const bool wanted = field == input.control_field || (fields != asked.end() && fields->second.contains(field));
    if (wanted && std::find(left_out.begin(), left_out.end(), field) == left_out.end()) columns.push_back(&column);
  }
  return columns;
}

// A setting unlike the usual: what is usual, and in the next row the reason.
constexpr const char* usual_of_council = "usual-council";
constexpr const char* usual_of_program = "usual-program";

// Where a setting's value came from; the rows that follow are of the same one.
constexpr const char* origin_source = "from";
constexpr const char* origin_by = "given-by";
constexpr const char* origin_before = "run-before";
constexpr const char* origin_council = "council";

RecordTable settings_kept(const Settings& settings, const host::ParameterValues& parameters) {
  RecordTable table = new_table(std::string{kept_settings_table}, {"what", "name", "value"});
  for (const auto& [id, value] : parameters) append_row(table, {"parameter", id, value_in_words(value)});
  for (const auto& [field, names] : settings.headings)
    for (const std::string& name : names) append_row(table, {"heading", field, name});
  for (const auto& [input, sheet] : settings.sheets) append_row(table, {"sheet", input, sheet});
  for (const ChangedSetting& each : settings.changed) {
    append_row(table, {each.usual_is_councils ? usual_of_council : usual_of_program, each.id, each.usual});
    append_row(table, {"reason", each.id, each.reason});
  }
  for (const SettingOrigin& each : settings.origins) {
    append_row(table, {origin_source, each.id, each.source});
    if (!each.by.empty()) append_row(table, {origin_by, each.id, each.by});
    if (each.before) append_row(table, {origin_before, each.id, *each.before});
    if (!each.council.empty()) append_row(table, {origin_council, each.id, each.council});
  }
  if (settings.months_kept > 0) append_row(table, {"retention", "months", std::to_string(settings.months_kept)});
  return table;
}

}  // namespace

std::string value_in_words(const host::ParameterValue& value) {
  switch (value.kind) {
    case CF_DATE: return format_date(Date{std::chrono::days{value.number}});
    case CF_PENCE: return format_pounds(Pence{value.number});
    case CF_QUANTITY: return format_quantity(Quantity{value.number});
    case CF_INTEGER: return std::to_string(value.number);
    default: return value.text;
  }
}

std::vector<RecordTable> tables_to_keep(const report::WorkbookSpec& spec, const Settings& settings,
                                        const host::ParameterValues& parameters, const host::Inputs& tables,
                                        const std::vector<InputFact>& facts, const host::AskedFields& asked) {
  std::vector<RecordTable> kept;
  kept.push_back(settings_kept(settings, parameters));
  if (!spec.last_period) return kept;
  const report::LastPeriod& last = *spec.last_period;
  RecordTable named = new_table(std::string{inputs_table}, {"input", "file", "sheet", "bytes", "sha256", "heading_row", "control",
                                                            "total_rows", "blank_rows"});
  for (const InputFact& fact : facts) {
    if (fact.id != last.input && fact.id != last.lines_of) continue;
    const table::InputTable& input = tables.at(fact.id);
    append_row(named, {fact.id, fact.file, fact.sheet, std::to_string(fact.fingerprint.size), fact.fingerprint.sha256,
                       std::to_string(input.heading_row), input.control_field, std::to_string(fact.total_rows),
                       std::to_string(fact.blank_rows)});
    keep_input(kept, fact, input, columns_to_keep(input, asked, fact.id, last.left_out));
  }
  kept.push_back(std::move(named));
  return kept;
}

void keep_newest(const report::Record& before, const std::string& lines_of, std::vector<RecordTable>& kept) {
  const bool kept_then = before.table(std::string{lines_table} + newest_input) != nullptr;
  const std::string source = kept_then ? newest_input : lines_of;
  const RecordTable* named = before.table(inputs_table);
  for (const std::string_view kind : {columns_table, lines_table})
    if (const RecordTable* table = before.table(std::string{kind} + source)) {
      kept.push_back(*table);
      kept.back().id = std::string{kind} + newest_input;
    }
  for (RecordTable& table : kept) {
    if (table.id == inputs_table && named) {
      const RecordRows rows{*named};
      for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows.field(row, 0) != source) continue;
        std::vector<std::string> fields = {newest_input};
        for (std::size_t at = 1; at < named->columns.size(); ++at) fields.push_back(rows.field(row, at));
        append_row(table, fields);
      }
    }
    if (table.id != kept_settings_table) continue;
    const KeptRun run{before};
    for (const auto& [name, value] : kept_then ? run.newest_parameters() : run.parameters())
      append_row(table, {"newest-parameter", name, value});
  }
}

// Long because the three recorded tables of an input are read in step, and any of them may end the reading.
std::optional<KeptInput> KeptRun::input(const std::string& id, const table::Layout& layout) const {
  const RecordTable* named = record_->table(inputs_table);
  const RecordTable* columns = record_->table(std::string{columns_table} + id);
  const RecordTable* lines = record_->table(std::string{lines_table} + id);
  if (!named || !columns || !lines) return std::nullopt;

  KeptInput kept;
  table::InputTable& input = kept.table;
  input.layout = layout;
  const RecordRows inputs{*named};
  std::size_t at = 0;
  while (at < inputs.size() && inputs.field(at, 0) != id) ++at;
  if (at == inputs.size()) return std::nullopt;
  input.file = inputs.field(at, 1);
  input.sheet = inputs.field(at, 2);
  input.heading_row = number_in<std::uint32_t>(inputs.field(at, 5));
  input.control_field = inputs.field(at, 6);
  input.blank_rows = number_in<std::uint32_t>(inputs.field(at, 8));

  const RecordRows names{*columns};
  const RecordRows rows{*lines};
  for (std::size_t column = 0; column < names.size(); ++column) {
    table::TypedColumn& typed = input.columns.emplace_back();
    typed.field = input.layout.field(names.field(column, 0));
    if (!typed.field || kind_word(typed.field->kind) != names.field(column, 1)) return std::nullopt;
    typed.sheet_column = number_in<std::uint32_t>(names.field(column, 2));
    typed.heading = names.field(column, 3);
  }
  if (lines->columns.size() != input.columns.size() + 1) return std::nullopt;

  std::vector<std::string_view> fields;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows.fields(row, fields);
    input.source_rows.push_back(number_in<std::uint32_t>(fields[0]));
    if (input.source_rows.back() == 0) return std::nullopt;
    for (std::size_t column = 0; column < input.columns.size(); ++column) {
      table::TypedColumn& typed = input.columns[column];
      const std::string_view field = fields[column + 1];
      const bool text = typed.field->kind == table::FieldKind::text || typed.field->kind == table::FieldKind::identifier;
      if (!text) {
        typed.numbers.push_back(number_in<std::int64_t>(field, table::no_number));
        if (!is_plausible(typed.numbers.back(), typed.field->kind)) return std::nullopt;
        continue;
      }
      if (field.empty())
        typed.texts.emplace_back();
      else
        typed.texts.push_back(input.arena.emplace_back(report::read_field(field)));
    }
  }

  InputFact& fact = kept.fact;
  fact.id = id;
  fact.file = input.file;
  fact.sheet = input.sheet;
  fact.fingerprint.size = number_in<std::uint64_t>(inputs.field(at, 3));
  fact.fingerprint.sha256 = inputs.field(at, 4);
  fact.rows = input.rows();
  fact.has_control = input.control() != nullptr;
  fact.pence = fact.has_control ? input.control_total() : 0;
  fact.total_rows = number_in<std::uint64_t>(inputs.field(at, 7));
  fact.blank_rows = input.blank_rows;
  return kept;
}

host::ParameterTexts KeptRun::parameters() const { return settings().parameters; }

host::ParameterTexts KeptRun::newest_parameters() const {
  host::ParameterTexts parameters;
  const RecordTable* table = record_->table(kept_settings_table);
  if (!table) return parameters;
  const RecordRows rows{*table};
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows.field(row, 0) == "newest-parameter") parameters.emplace_back(rows.field(row, 1), rows.field(row, 2));
  return parameters;
}

Settings KeptRun::settings() const {
  Settings settings;
  const RecordTable* table = record_->table(kept_settings_table);
  if (!table) return settings;
  const RecordRows rows{*table};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string what = rows.field(row, 0);
    const std::string name = rows.field(row, 1);
    if (what == "parameter") settings.parameters.emplace_back(name, rows.field(row, 2));
    if (what == "heading") settings.headings[name].push_back(rows.field(row, 2));
    if (what == "sheet") settings.sheets[name] = rows.field(row, 2);
    if (what == usual_of_council || what == usual_of_program)
      settings.changed.push_back({name, rows.field(row, 2), what == usual_of_council, {}});
    if (what == "reason" && !settings.changed.empty()) settings.changed.back().reason = rows.field(row, 2);
    if (what == origin_source) settings.origins.push_back({name, rows.field(row, 2), {}, {}, {}});
    if (what == "retention") settings.months_kept = number_in<unsigned>(rows.field(row, 2));
    if (settings.origins.empty()) continue;
    if (what == origin_by) settings.origins.back().by = rows.field(row, 2);
    if (what == origin_before) settings.origins.back().before = rows.field(row, 2);
    if (what == origin_council) settings.origins.back().council = rows.field(row, 2);
  }
  return settings;
}

}  // namespace counterfoil::run
