#include "fake_host.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "findings_seen.hpp"

namespace fake {

namespace {

using counterfoil::plugin::from_abi;

std::int64_t whole(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) throw std::runtime_error("not a number: " + text);
  return number;
}

std::int64_t decimal(std::string text, std::size_t places) {
  const auto point = text.find('.');
  std::size_t after = 0;
  if (point != std::string::npos) {
    after = text.size() - point - 1;
    text.erase(point, 1);
  }
  if (after > places) throw std::runtime_error("too many decimals: " + text);
  return whole(text + std::string(places - after, '0'));
}

std::string decimal_text(std::int64_t number, std::int64_t one, std::size_t places) {
  std::string text = number < 0 ? "-" : "";
  const std::uint64_t magnitude = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  text += std::to_string(magnitude / static_cast<std::uint64_t>(one)) + ".";
  std::string rest = std::to_string(magnitude % static_cast<std::uint64_t>(one));
  return text + std::string(places - rest.size(), '0') + rest;
}

std::string text_of(const cf_value& value) {
  switch (value.kind) {
    case CF_TEXT: return std::string{from_abi(value.text)};
    case CF_DATE: return counterfoil::format_date(Date{std::chrono::days{value.number}});
    case CF_PENCE: return decimal_text(value.number, 100, 2);
    case CF_QUANTITY: return decimal_text(value.number, 1'000'000, 6);
    case CF_INTEGER: return std::to_string(value.number);
    default: return {};
  }
}

}  // namespace

std::int64_t read_value(std::uint32_t kind, const std::string& text) {
  if (kind == CF_PENCE) return decimal(text, 2);
  if (kind == CF_QUANTITY) return text.ends_with('%') ? decimal(text.substr(0, text.size() - 1), 4) : decimal(text, 6);
  if (kind == CF_INTEGER) return whole(text);
  if (text.size() != 10) throw std::runtime_error("not a date: " + text);
  return counterfoil::make_date(static_cast<int>(whole(text.substr(6))), static_cast<unsigned>(whole(text.substr(3, 2))),
                                static_cast<unsigned>(whole(text.substr(0, 2))))
      .time_since_epoch()
      .count();
}

Host::Host(const cf_plugin* plugin) : plugin_(plugin), specified_(table_kinds(from_abi(plugin->workbook))) {
  for (std::uint64_t index = 0; index < plugin->parameter_count; ++index) {
    const cf_parameter& parameter = plugin->parameters[index];
    const std::string text{from_abi(parameter.default_value)};
    if (!text.empty()) set(std::string{from_abi(parameter.id)}, text);
  }
  for (const auto& [id, kinds] : specified_)
    if (kinds.kept) input("#" + id, {});  // there from the first run on
  fill_calls();
}

bool Host::describes_parameter(std::string_view name) const {
  const auto* end = plugin_->parameters + plugin_->parameter_count;
  return std::any_of(plugin_->parameters, end, [&](const cf_parameter& each) { return from_abi(each.id) == name; });
}

void Host::set(const std::string& name, const std::string& text) {
  for (std::uint64_t index = 0; index < plugin_->parameter_count; ++index) {
    const cf_parameter& parameter = plugin_->parameters[index];
    if (from_abi(parameter.id) != name) continue;
    parameters_[name] = {parameter.kind, parameter.kind == CF_TEXT ? 0 : read_value(parameter.kind, text), text};
    return;
  }
  throw std::runtime_error("no parameter " + name);
}

LayoutKinds Host::kinds_of(const std::string& input) const {
  if (input == "#not_proven") return {{{"key", CF_TEXT}, {"batch", CF_TEXT}}, {}};  // the engine's own
  if (input == "#released") {
    LayoutKinds kinds{{{"kind", CF_TEXT}, {"batch", CF_TEXT}, {"key", CF_TEXT}, {"released_on", CF_DATE}, {"released_by", CF_TEXT}},
                      {}};
    for (const auto& [id, table] : specified_)
      for (const auto& [column, kind] : table.columns) kinds.fields.try_emplace(column, kind);
    return kinds;
  }
  if (input == "#run") return {{{"day", CF_DATE}}, {}};
  if (input.starts_with('#')) {
    const auto table = specified_.find(input.substr(1));
    if (table == specified_.end()) throw std::runtime_error("no table for " + input);
    LayoutKinds kinds{table->second.columns, {}};
    kinds.fields["#about"] = table->second.figure == 0 ? std::uint32_t{CF_TEXT} : table->second.figure;
    kinds.fields.try_emplace("period", CF_TEXT);
    return kinds;
  }
  for (std::uint64_t index = 0; index < plugin_->input_count; ++index)
    if (from_abi(plugin_->inputs[index].id) == input) {
      LayoutKinds kinds = layout_kinds(from_abi(plugin_->inputs[index].layout));
      kinds.fields["#sheet"] = CF_TEXT;
      return kinds;
    }
  throw std::runtime_error("no input " + input);
}

void Host::input(const std::string& id, const Rows& rows) {
  const LayoutKinds kinds = kinds_of(id);
  auto& columns = inputs_[id];
  columns.clear();
  std::set<std::string> fields;
  for (const Row& row : rows)
    for (const auto& [field, text] : row) fields.insert(field);
  for (const std::string& field : fields) {
    Column& column = columns[field];
    const auto kind = kinds.fields.find(field);
    if (kind == kinds.fields.end()) throw std::runtime_error("the input " + id + " has no field " + field);
    column.kind = kind->second;
    for (const Row& row : rows) {
      const auto found = row.find(field);
      const bool missing = found == row.end() || found->second.empty();
      if (column.kind != CF_TEXT) {
        column.numbers.push_back(missing ? CF_NO_NUMBER : read_value(column.kind, found->second));
      } else if (missing) {
        column.texts.push_back({nullptr, 0});
      } else {
        const std::string& kept = texts_.emplace_back(found->second);
        column.texts.push_back({kept.data(), kept.size()});
      }
    }
  }
  Column& numbers = columns["#row"];
  numbers.kind = CF_INTEGER;
  for (std::size_t row = 0; row < rows.size(); ++row) numbers.numbers.push_back(static_cast<std::int64_t>(row) + 2);
  for (const std::string& field : kinds.control) {
    if (!columns.contains(field)) continue;
    const Column copy = columns[field];
    columns["#control"] = copy;
    break;
  }
}

Account Host::control(const std::string& input) const {
  Account account;
  const auto found = inputs_.find(input);
  if (found == inputs_.end()) return account;
  account.rows = found->second.at("#row").numbers.size();
  if (const auto column = found->second.find("#control"); column != found->second.end())
    for (const std::int64_t pence : column->second.numbers) account.pence += pence == CF_NO_NUMBER ? 0 : pence;
  return account;
}

bool Host::has_control(const std::string& input) const {
  const auto found = inputs_.find(input);
  return found != inputs_.end() && found->second.contains("#control");
}

bool Host::found(std::string_view id) const { return count(id) > 0; }
std::size_t Host::count(std::string_view id) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.id == id; }));
}

std::string Host::places(std::string_view id) const {
  std::string places;
  for (const Finding& finding : findings) {
    if (finding.id != id) continue;
    places += (places.empty() ? "" : ", ") + finding.input + "/" +
              (finding.row == CF_NO_ROW ? std::string{} : std::to_string(finding.row)) + "/" + finding.field;
  }
  return places;
}

cf_status Host::run() {
  host_.self = this;  // it may have been moved since it was made
  const cf_status status = plugin_->run(&host_);
  if (status != CF_OK) return status;
  check_kept_tables();
  for (const auto& [name, rows] : tables) {
    const auto table = specified_.find(name);
    if (table != specified_.end() && table->second.fixed_rows != 0 && rows.size() > table->second.fixed_rows)
      misuse.push_back(name + " has " + std::to_string(rows.size()) + " rows where the specification has " +
                       std::to_string(table->second.fixed_rows));
  }
  return status;
}

/// What is kept of the export in hand must hold all of its money.
void Host::check_kept_tables() {
  for (const auto& [id, kinds] : specified_) {
    if (kinds.control.empty() || !has_control(kinds.in_hand)) continue;
    if (tables.empty()) continue;  // ended by what it found: nothing is kept
    std::int64_t sum = 0;
    for (const ReportRow& row : tables[id]) {
      const auto of = row.find("#input");
      if (of != row.end() && !of->second.empty() && of->second != kinds.in_hand) continue;
      const auto amount = row.find(kinds.control);
      if (amount != row.end() && !amount->second.empty()) sum += read_value(CF_PENCE, amount->second);
    }
    if (sum != control(kinds.in_hand).pence) misuse.push_back("what is kept in " + id + " does not come to the export's total");
  }
}

void Host::keep_finding(cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
  Finding finding;
  finding.id = from_abi(id);
  finding.input = from_abi(place->input);
  finding.row = place->row;
  finding.field = from_abi(place->field);
  for (std::uint64_t index = 0; index < count; ++index)
    finding.values[std::string{from_abi(values[index].name)}] = from_abi(values[index].value);
  const auto* end = plugin_->findings + plugin_->finding_count;
  const auto* known = std::find_if(plugin_->findings, end, [&](const cf_finding& each) { return from_abi(each.id) == finding.id; });
  if (known == end) {
    misuse.push_back("finding not in the description: " + finding.id);
  } else {
    const std::string sentence{from_abi(known->sentence)};
    for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
      const std::string name = sentence.substr(open + 1, sentence.find('}', open) - open - 1);
      const bool engines = name == "file" || name == "sheet" || name == "cell" || (name == "row" && place->row != CF_NO_ROW);
      if (!engines && !finding.values.contains(name))
        misuse.push_back("finding " + finding.id + " has no value for {" + name + "}");
    }
  }
  if (!finding.input.empty() && !inputs_.contains(finding.input)) misuse.push_back("finding in an unknown input: " + finding.input);
  findings_seen::saw(from_abi(plugin_->id), finding.id);
  findings.push_back(std::move(finding));
}

void Host::open(std::string_view table, const cf_text* columns, std::uint64_t count) {
  const std::string name{table};
  if (tables.contains(name)) misuse.push_back("opened twice: " + name);
  const auto specified = specified_.find(table);
  if (specified == specified_.end()) misuse.push_back("opens the table " + name + ", which its workbook does not have");
  std::vector<std::string>& open = open_[name];
  for (std::uint64_t index = 0; index < count; ++index) {
    open.emplace_back(from_abi(columns[index]));
    if (specified != specified_.end() && !specified->second.engine.contains(open.back()))
      misuse.push_back("writes the column " + open.back() + " of " + name + ", which is not the engine's to write");
  }
  tables[name];
}

// Long because it is a list: a lambda for each call of the contract.
void Host::fill_calls() {
  host_.size = sizeof host_;
  host_.major_version = CF_CONTRACT_MAJOR;
  host_.minor_version = CF_CONTRACT_MINOR;
  host_.self = this;
  host_.column = [](void* self, cf_text input, cf_text field, cf_column* out) {
    Host& host = *static_cast<Host*>(self);
    const auto table = host.inputs_.find(std::string{from_abi(input)});
    if (table == host.inputs_.end()) return CF_ABSENT;
    const auto column = table->second.find(std::string{from_abi(field)});
    if (column == table->second.end()) return CF_ABSENT;
    static const std::int64_t nothing = 0;
    const Column& found = column->second;
    const bool text = found.kind == CF_TEXT;
    const std::uint64_t rows = text ? found.texts.size() : found.numbers.size();
    const void* values = text ? static_cast<const void*>(found.texts.data()) : found.numbers.data();
    *out = {found.kind, 0, rows, rows == 0 ? &nothing : values};
    return CF_OK;
  };
  host_.parameter = [](void* self, cf_text name, cf_value* out) {
    Host& host = *static_cast<Host*>(self);
    const auto found = host.parameters_.find(std::string{from_abi(name)});
    if (found == host.parameters_.end()) {
      if (!host.describes_parameter(from_abi(name)))
        host.misuse.push_back("asks for a parameter that it does not describe: " + std::string{from_abi(name)});
      return CF_ABSENT;
    }
    *out = {found->second.kind, 0, found->second.number, {found->second.text.data(), found->second.text.size()}};
    return CF_OK;
  };
  host_.open_table = [](void* self, cf_text table, const cf_text* columns, std::uint64_t count) {
    static_cast<Host*>(self)->open(from_abi(table), columns, count);
    return CF_OK;
  };
  host_.add_row = [](void* self, cf_text table, const cf_value* cells, std::uint64_t count) {
    Host& host = *static_cast<Host*>(self);
    const std::vector<std::string>& columns = host.open_[std::string{from_abi(table)}];
    if (columns.size() != count) return CF_FAILED;
    ReportRow row;
    for (std::uint64_t index = 0; index < count; ++index) row[columns[index]] = text_of(cells[index]);
    host.tables[std::string{from_abi(table)}].push_back(std::move(row));
    return CF_OK;
  };
  host_.set_fact = [](void* self, cf_text name, const cf_value* value) {
    static_cast<Host*>(self)->facts[std::string{from_abi(name)}] = text_of(*value);
    return CF_OK;
  };
  host_.report_finding = [](void* self, cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
    static_cast<Host*>(self)->keep_finding(id, place, values, count);
    return CF_OK;
  };
  host_.account = [](void* self, cf_text input, cf_text class_name, std::uint64_t rows, std::int64_t pence) {
    Host& host = *static_cast<Host*>(self);
    if (!host.inputs_.contains(std::string{from_abi(input)}))
      host.misuse.push_back("accounts for an input that was not given: " + std::string{from_abi(input)});
    Account& account = host.accounts[std::string{from_abi(input)}][std::string{from_abi(class_name)}];
    account.rows += rows;
    account.pence += pence;
    return CF_OK;
  };
  host_.bridge_opening = [](void* self, std::int64_t pence) { return static_cast<Host*>(self)->opening = pence, CF_OK; };
  host_.bridge_step = [](void* self, cf_text label, std::int64_t pence) {
    return static_cast<Host*>(self)->steps.emplace_back(std::string{from_abi(label)}, pence), CF_OK;
  };
  host_.bridge_closing = [](void* self, std::int64_t pence) { return static_cast<Host*>(self)->closing = pence, CF_OK; };
  host_.progress = [](void* self, std::uint64_t, std::uint64_t) {
    Host& host = *static_cast<Host*>(self);
    return ++host.progress_calls_ > host.cancel_after ? CF_STOP : CF_OK;
  };
  host_.log = [](void* self, std::uint32_t level, cf_text message) {
    if (level >= 3) static_cast<Host*>(self)->failure = from_abi(message);
  };
}

}  // namespace fake
