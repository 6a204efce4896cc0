#include "host/plugin_run.hpp"

#include <algorithm>
#include <exception>

#include "base/failure.hpp"
#include "counterfoil/plugin_abi_draft.h"

namespace counterfoil::host {

namespace {

static_assert(table::no_number == CF_NO_NUMBER);

std::string_view view(cf_text text) { return text.data ? std::string_view{text.data, text.length} : std::string_view{}; }

cf_kind kind_of(table::FieldKind kind) {
  switch (kind) {
    case table::FieldKind::date: return CF_DATE;
    case table::FieldKind::pence: return CF_PENCE;
    case table::FieldKind::quantity:
    case table::FieldKind::percent: return CF_QUANTITY;
    case table::FieldKind::integer: return CF_INTEGER;
    default: return CF_TEXT;
  }
}

/// Text as the contract shows it. Kept for the whole run, made once a column.
std::vector<cf_text> texts_of(const table::TypedColumn& column) {
  std::vector<cf_text> texts;
  texts.reserve(column.texts.size());
  for (const std::string_view text : column.texts) texts.push_back({text.data(), text.size()});
  return texts;
}

class Session {
 public:
  Session(const PluginDescription& description, const report::WorkbookSpec& spec, const Inputs& inputs,
          const ParameterValues& parameters, Findings& findings, const PluginHooks& hooks)
      : description_(description), spec_(spec), inputs_(inputs), parameters_(parameters), findings_(findings), hooks_(hooks) {}

  PluginResult run(const cf_plugin& plugin) {
    const cf_host_draft host = make_draft();
    const cf_status status = plugin.run(&host.promised);
    if (failure_) std::rethrow_exception(failure_);
    if (cancelled_ || status == CF_STOP) throw Failure{FailureKind::cancelled, "Cancelled."};
    if (status != CF_OK)
      throw Failure{FailureKind::refused, "The task " + description_.id + " could not finish" +
                                              (reason_.empty() ? "" : ": " + reason_) +
                                              ". This is a fault of the program: please report it."};
    return std::move(result_);
  }

 private:
  cf_status column(std::string_view input, std::string_view field, cf_column* out) {
    const auto found = inputs_.find(input);
    if (found == inputs_.end()) return CF_ABSENT;
    const table::InputTable& table = found->second;
    if (field == "#row") return give_numbers(out, CF_INTEGER, row_numbers(found->first, table));
    if (field == "#sheet") return give_texts(out, sheet_names(found->first, table));
    const table::TypedColumn* column = field == "#control" ? table.control() : table.column(field);
    if (!column) return CF_ABSENT;
    result_.asked[found->first].insert(column->field->id);
    const cf_kind kind = kind_of(column->field->kind);
    if (kind != CF_TEXT) return give_numbers(out, kind, column->numbers);
    auto [kept, added] = texts_.try_emplace(column);
    if (added) kept->second = texts_of(*column);
    return give_texts(out, kept->second);
  }

  cf_status heading(std::string_view input, std::string_view field, cf_text* out) {
    const auto found = inputs_.find(input);
    if (found == inputs_.end()) return CF_ABSENT;
    const table::TypedColumn* column = found->second.column(field);
    if (!column) return CF_ABSENT;
    *out = {column->heading.data(), column->heading.size()};
    return CF_OK;
  }

  static cf_status give_texts(cf_column* out, const std::vector<cf_text>& texts) {
    *out = {CF_TEXT, 0, texts.size(), not_null(texts.data())};
    return CF_OK;
  }

  static cf_status give_numbers(cf_column* out, cf_kind kind, const std::vector<std::int64_t>& numbers) {
    *out = {static_cast<std::uint32_t>(kind), 0, numbers.size(), not_null(numbers.data())};
    return CF_OK;
  }

  /// An empty column still exists: its values must not be null.
  static const void* not_null(const void* values) {
    static const std::int64_t nothing = 0;
    return values ? values : &nothing;
  }

  const std::vector<std::int64_t>& row_numbers(const std::string& input, const table::InputTable& table) {
    auto [kept, added] = row_numbers_.try_emplace(input);
    if (added) kept->second.assign(table.source_rows.begin(), table.source_rows.end());
    return kept->second;
  }

  const std::vector<cf_text>& sheet_names(const std::string& input, const table::InputTable& table) {
    auto [kept, added] = sheet_names_.try_emplace(input);
    for (std::size_t row = 0; added && row < table.rows(); ++row) {
      const std::string_view name = table.sheet_of(row);
      kept->second.push_back({name.data(), name.size()});
    }
    return kept->second;
  }

  cf_status parameter(std::string_view name, cf_value* out) {
    const auto found = parameters_.find(name);
    if (found == parameters_.end()) {
      if (!description_.parameter(name))
        return misuse("asks for the parameter " + std::string{name} + ", which it does not describe");
      return CF_ABSENT;
    }
    *out = {static_cast<std::uint32_t>(found->second.kind),
            0,
            found->second.number,
            {found->second.text.data(), found->second.text.size()}};
    return CF_OK;
  }

  /// May the plugin write this column of a table that is on no sheet: a kept one, or the answers to an older run's questions?
  bool is_unseen_column(std::string_view table, std::string_view column) const {
    if (const report::KeptTable* kept = kept_table(table))
      return column == report::of_input_column || kept->column(column) != report::KeptTable::npos;
    if (column == "state" || column == "words") return true;
    if (column.starts_with(report::target_prefix)) column.remove_prefix(std::string_view{report::target_prefix}.size());
    const report::Table* asked = spec_.table(table.substr(1));
    return std::find(asked->key.begin(), asked->key.end(), column) != asked->key.end();
  }

  const report::KeptTable* kept_table(std::string_view name) const { return spec_.memory ? spec_.memory->table(name) : nullptr; }

  /// "#changes", where the table has questions.
  bool is_answers_table(std::string_view name) const {
    if (!name.starts_with('#')) return false;
    const report::Table* asked = spec_.table(name.substr(1));
    return asked && asked->question;
  }

  static bool is_engine_column(const report::Table& table, std::string_view column) {
    const bool known = std::any_of(table.columns.begin(), table.columns.end(), [&](const report::Column& each) {
      return each.id == column && each.owner == report::Owner::engine;
    });
    return known || (table.periods && (column == table.periods->value_previous || column == table.periods->value_current));
  }

  cf_status open_table(std::string_view name, const cf_text* columns, std::uint64_t count) {
    const report::Table* specified = spec_.table(name);
    if (!specified && !kept_table(name) && !is_answers_table(name))
      return misuse("opens the table " + std::string{name} + ", which its workbook does not have");
    report::ReportTable& table = result_.report.tables[std::string{name}];
    if (!table.columns.empty()) return misuse("opens the table " + std::string{name} + " twice");
    table.id = name;
    for (std::uint64_t index = 0; index < count; ++index) {
      const std::string column{view(columns[index])};
      if (specified ? !is_engine_column(*specified, column) : !is_unseen_column(name, column))
        return misuse("writes the column " + column + " of " + std::string{name} + ", which is not the engine's to write");
      table.columns.push_back(column);
    }
    return CF_OK;
  }

  cf_status add_row(std::string_view name, const cf_value* cells, std::uint64_t count) {
    if (!current_table_ || current_table_->id != name) {
      const auto found = result_.report.tables.find(name);
      if (found == result_.report.tables.end()) return misuse("adds a row to " + std::string{name} + " before opening it");
      current_table_ = &found->second;
      current_kept_ = kept_table(name);
    }
    if (count != current_table_->columns.size()) return misuse("adds a row of the wrong width to " + std::string{name});
    for (std::uint64_t index = 0; index < count; ++index) {
      report::Value value;
      if (!copy_value(cells[index], value)) return misuse("hands in a value of an unknown kind");
      if (current_kept_ && !is_kept_value(value, current_table_->columns[index]))
        return misuse("keeps a value of the wrong kind in " + current_table_->columns[index] + " of " + std::string{name});
      current_table_->cells.push_back(value);
    }
    return CF_OK;
  }

  /// A value that is kept is read again in the next run: its kind and size must be the column's.
  bool is_kept_value(const report::Value& value, const std::string& column) const {
    if (value.kind == report::ValueKind::blank) return true;
    if (column == report::of_input_column) return value.kind == report::ValueKind::text;
    const report::KeptKind kind = current_kept_->columns[current_kept_->column(column)].kind;
    const std::int64_t most = report::largest_kept_number(kind);
    return static_cast<int>(value.kind) == static_cast<int>(kind) + 1 && value.number >= -most && value.number <= most;
  }

  bool copy_value(const cf_value& from, report::Value& to) {
    if (from.kind > CF_INTEGER) return false;
    to.kind = static_cast<report::ValueKind>(from.kind);
    to.number = from.kind == CF_TEXT || from.kind == CF_BLANK ? 0 : from.number;
    if (from.kind == CF_TEXT) {
      to.text = result_.report.keep(view(from.text));
      if (to.text.empty()) to.kind = report::ValueKind::blank;
    }
    return true;
  }

  cf_status set_fact(std::string_view name, const cf_value* value) {
    report::Value copy;
    if (!copy_value(*value, copy)) return misuse("hands in a fact of an unknown kind");
    result_.report.facts.insert_or_assign(std::string{name}, copy);
    return CF_OK;
  }

  cf_status report_finding(std::string_view id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
    const auto kind = std::find_if(description_.findings.begin(), description_.findings.end(),
                                   [&](const FindingKind& each) { return each.id == id; });
    if (kind == description_.findings.end()) return misuse("reports the finding " + std::string{id} + ", which it does not list");
    FindingValues named;
    for (std::uint64_t index = 0; index < count; ++index) named.emplace_back(view(values[index].name), view(values[index].value));
    Place where;
    const auto input = inputs_.find(view(place->input));
    if (input != inputs_.end()) {
      if (place->row == CF_NO_ROW) {
        where = input->second.place();
      } else {
        if (place->row >= input->second.rows()) return misuse("reports a finding beyond the rows of its input");
        where = input->second.place(place->row, view(place->field));
        named.emplace_back("row", std::to_string(input->second.source_rows[place->row]));
      }
    }
    findings_.add(make_finding(*kind, std::move(where), named));
    return CF_OK;
  }

  cf_status account(std::string_view input, std::string_view class_name, std::uint64_t rows, std::int64_t pence) {
    if (!inputs_.contains(input)) return misuse("accounts for the input " + std::string{input} + ", which was not given");
    result_.totals.accounts.push_back({std::string{input}, std::string{class_name}, rows, pence});
    return CF_OK;
  }

  cf_status progress(std::uint64_t done, std::uint64_t total) {
    if (hooks_.progress && !hooks_.progress(done, total)) cancelled_ = true;
    return cancelled_ ? CF_STOP : CF_OK;
  }

  void log(std::uint32_t level, std::string_view message) {
    if (level >= 3 && reason_.empty()) reason_ = message;  // the first trouble is the cause of those after it
    if (hooks_.log) hooks_.log(level, std::string{message});
  }

  cf_status misuse(const std::string& what) {
    reason_ = "it " + what;
    return CF_FAILED;
  }

  /// Wraps a member so that nothing is thrown across the border; the failure is kept and thrown again once the plugin has returned.
  template <class Call>
  static cf_status guarded(void* self, Call call) noexcept {
    Session& session = *static_cast<Session*>(self);
    if (session.failure_) return CF_FAILED;
    try {
      return call(session);
    } catch (...) {
      session.failure_ = std::current_exception();
      return CF_FAILED;
    }
  }

  cf_host make_host() {
    cf_host host{};
    host.size = sizeof(cf_host);
    host.major_version = CF_CONTRACT_MAJOR;
    host.minor_version = CF_CONTRACT_MINOR;
    host.self = this;
    host.column = [](void* self, cf_text input, cf_text field, cf_column* out) {
      return guarded(self, [&](Session& session) { return session.column(view(input), view(field), out); });
    };
    host.parameter = [](void* self, cf_text name, cf_value* out) {
      return guarded(self, [&](Session& session) { return session.parameter(view(name), out); });
    };
    host.open_table = [](void* self, cf_text table, const cf_text* columns, std::uint64_t count) {
      return guarded(self, [&](Session& session) { return session.open_table(view(table), columns, count); });
    };
    host.add_row = [](void* self, cf_text table, const cf_value* cells, std::uint64_t count) {
      return guarded(self, [&](Session& session) { return session.add_row(view(table), cells, count); });
    };
    host.set_fact = [](void* self, cf_text name, const cf_value* value) {
      return guarded(self, [&](Session& session) { return session.set_fact(view(name), value); });
    };
    host.report_finding = [](void* self, cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
      return guarded(self, [&](Session& session) { return session.report_finding(view(id), place, values, count); });
    };
    host.account = [](void* self, cf_text input, cf_text class_name, std::uint64_t rows, std::int64_t pence) {
      return guarded(self, [&](Session& session) { return session.account(view(input), view(class_name), rows, pence); });
    };
    host.bridge_opening = [](void* self, std::int64_t pence) {
      return guarded(self, [&](Session& session) { return session.result_.totals.bridge_opening = pence, CF_OK; });
    };
    host.bridge_step = [](void* self, cf_text label, std::int64_t pence) {
      return guarded(self, [&](Session& session) {
        return session.result_.totals.bridge_steps.push_back({std::string{view(label)}, pence}), CF_OK;
      });
    };
    host.bridge_closing = [](void* self, std::int64_t pence) {
      return guarded(self, [&](Session& session) { return session.result_.totals.bridge_closing = pence, CF_OK; });
    };
    host.progress = [](void* self, std::uint64_t done, std::uint64_t total) {
      return guarded(self, [&](Session& session) { return session.progress(done, total); });
    };
    host.log = [](void* self, std::uint32_t level, cf_text message) {
      guarded(self, [&](Session& session) { return session.log(level, view(message)), CF_OK; });
    };
    return host;
  }

  /// The promised calls with those that are being tried behind them; a plugin that knows of none sees no difference.
  cf_host_draft make_draft() {
    cf_host_draft host{};
    host.promised = make_host();
    host.size = sizeof(cf_host_draft);
    host.revision = CF_DRAFT_REVISION;
    host.heading = [](void* self, cf_text input, cf_text field, cf_text* out) {
      return guarded(self, [&](Session& session) { return session.heading(view(input), view(field), out); });
    };
    return host;
  }

  const PluginDescription& description_;
  const report::WorkbookSpec& spec_;
  const Inputs& inputs_;
  const ParameterValues& parameters_;
  Findings& findings_;
  const PluginHooks& hooks_;
  PluginResult result_;
  report::ReportTable* current_table_ = nullptr;
  const report::KeptTable* current_kept_ = nullptr;  // what `current_table_` is kept as; nullptr: it stands on a sheet
  std::map<const table::TypedColumn*, std::vector<cf_text>> texts_;
  std::map<std::string, std::vector<std::int64_t>> row_numbers_;
  std::map<std::string, std::vector<cf_text>> sheet_names_;
  std::string reason_;
  bool cancelled_ = false;
  std::exception_ptr failure_;
};

}  // namespace

PluginResult run_plugin(const PluginLibrary& library, const report::WorkbookSpec& spec, const Inputs& inputs,
                        const ParameterValues& parameters, Findings& findings, const PluginHooks& hooks) {
  return Session{library.description(), spec, inputs, parameters, findings, hooks}.run(library.plugin());
}

}  // namespace counterfoil::host
