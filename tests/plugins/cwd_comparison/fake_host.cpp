#include "fake_host.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace fake {

namespace {

std::string_view view(cf_text text) {
  return counterfoil::plugin::from_abi(text);
}

const std::set<std::string_view> date_fields{"accept_until", "decided_on",
    "date_of_birth",   "start",         "end",         "price_start", "price_end",    "suspended_from", "suspended_to",
    "adjustment_from", "adjustment_to", "period_from", "period_to",   "payment_date", "from",           "to",
    "overpaid_from", "overpaid_to", "discovered", "next_payment_date", "due", "released_on", "prepared_on", "recoverable_by", "told_on"};
const std::set<std::string_view> pence_fields{"current", "#about", "cost", "weekly_cost", "gross",      "contribution",
                                              "net",  "amount",      "adjustment", "#control",
                                              "correct_weekly", "paid_weekly", "paid", "correct", "overpaid", "next_payment", "most_deducted", "paid_so_far", "left_after"};
const std::set<std::string_view> quantity_fields{"quantity", "unit_cost", "rate", "days", "instalments"};

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
    case CF_TEXT: return std::string{view(value.text)};
    case CF_DATE: return counterfoil::format_date(Date{std::chrono::days{value.number}});
    case CF_PENCE: return decimal_text(value.number, 100, 2);
    case CF_QUANTITY: return decimal_text(value.number, 1'000'000, 6);
    case CF_INTEGER: return std::to_string(value.number);
    default: return {};
  }
}

}  // namespace

std::uint32_t kind_of_field(std::string_view field) {
  if (date_fields.contains(field)) return CF_DATE;
  if (pence_fields.contains(field)) return CF_PENCE;
  if (quantity_fields.contains(field)) return CF_QUANTITY;
  return CF_TEXT;
}

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

Host::Host(const cf_plugin* plugin) : plugin_(plugin) {
  for (std::uint64_t index = 0; index < plugin->parameter_count; ++index) {
    const cf_parameter& parameter = plugin->parameters[index];
    const std::string text{view(parameter.default_value)};
    if (!text.empty()) set(std::string{view(parameter.id)}, text);
  }
  fill_calls();
}

void Host::set(const std::string& name, const std::string& text) {
  for (std::uint64_t index = 0; index < plugin_->parameter_count; ++index) {
    const cf_parameter& parameter = plugin_->parameters[index];
    if (view(parameter.id) != name) continue;
    parameters_[name] = {parameter.kind, parameter.kind == CF_TEXT ? 0 : read_value(parameter.kind, text), text};
    return;
  }
  throw std::runtime_error("no parameter " + name);
}

void Host::input(const std::string& id, const Rows& rows) {
  auto& columns = inputs_[id];
  columns.clear();
  std::set<std::string> fields;
  for (const Row& row : rows)
    for (const auto& [field, text] : row) fields.insert(field);
  for (const std::string& field : fields) {
    Column& column = columns[field];
    column.kind = kind_of_field(field);
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
  for (const char* field : {"net", "overpaid", "amount", "gross", "cost", "weekly_cost"}) {
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

bool Host::found(std::string_view id) const {
  return count(id) > 0;
}
std::size_t Host::count(std::string_view id) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.id == id; }));
}

cf_status Host::run() {
  return plugin_->run(&host_);
}

void Host::keep_finding(cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
  Finding finding;
  finding.id = view(id);
  finding.input = view(place->input);
  finding.row = place->row;
  for (std::uint64_t index = 0; index < count; ++index)
    finding.values[std::string{view(values[index].name)}] = view(values[index].value);
  const auto* end = plugin_->findings + plugin_->finding_count;
  const auto* known = std::find_if(plugin_->findings, end, [&](const cf_finding& each) { return view(each.id) == finding.id; });
  if (known == end) {
    misuse.push_back("finding not in the description: " + finding.id);
  } else {
    const std::string sentence{view(known->sentence)};
    for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
      const std::string name = sentence.substr(open + 1, sentence.find('}', open) - open - 1);
      const bool engines = name == "file" || name == "sheet" || name == "cell" || (name == "row" && place->row != CF_NO_ROW);
      if (!engines && !finding.values.contains(name))
        misuse.push_back("finding " + finding.id + " has no value for {" + name + "}");
    }
  }
  if (!finding.input.empty() && !inputs_.contains(finding.input)) misuse.push_back("finding in an unknown input: " + finding.input);
  findings.push_back(std::move(finding));
}

void Host::fill_calls() {
  host_.size = sizeof host_;
  host_.major_version = CF_CONTRACT_MAJOR;
  host_.minor_version = CF_CONTRACT_MINOR;
  host_.self = this;
  host_.column = [](void* self, cf_text input, cf_text field, cf_column* out) {
    Host& host = *static_cast<Host*>(self);
    const auto table = host.inputs_.find(std::string{view(input)});
    if (table == host.inputs_.end()) return CF_ABSENT;
    const auto column = table->second.find(std::string{view(field)});
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
    const auto found = host.parameters_.find(std::string{view(name)});
    if (found == host.parameters_.end()) return CF_ABSENT;
    *out = {found->second.kind, 0, found->second.number, {found->second.text.data(), found->second.text.size()}};
    return CF_OK;
  };
  host_.open_table = [](void* self, cf_text table, const cf_text* columns, std::uint64_t count) {
    Host& host = *static_cast<Host*>(self);
    std::vector<std::string>& open = host.open_[std::string{view(table)}];
    if (!open.empty()) host.misuse.push_back("opened twice: " + std::string{view(table)});
    for (std::uint64_t index = 0; index < count; ++index) open.emplace_back(view(columns[index]));
    host.tables[std::string{view(table)}];
    return CF_OK;
  };
  host_.add_row = [](void* self, cf_text table, const cf_value* cells, std::uint64_t count) {
    Host& host = *static_cast<Host*>(self);
    const std::vector<std::string>& columns = host.open_[std::string{view(table)}];
    if (columns.size() != count) return CF_FAILED;
    ReportRow row;
    for (std::uint64_t index = 0; index < count; ++index) row[columns[index]] = text_of(cells[index]);
    host.tables[std::string{view(table)}].push_back(std::move(row));
    return CF_OK;
  };
  host_.set_fact = [](void* self, cf_text name, const cf_value* value) {
    static_cast<Host*>(self)->facts[std::string{view(name)}] = text_of(*value);
    return CF_OK;
  };
  host_.report_finding = [](void* self, cf_text id, const cf_place* place, const cf_named_text* values, std::uint64_t count) {
    static_cast<Host*>(self)->keep_finding(id, place, values, count);
    return CF_OK;
  };
  host_.account = [](void* self, cf_text input, cf_text class_name, std::uint64_t rows, std::int64_t pence) {
    Account& account = static_cast<Host*>(self)->accounts[std::string{view(input)}][std::string{view(class_name)}];
    account.rows += rows;
    account.pence += pence;
    return CF_OK;
  };
  host_.bridge_opening = [](void* self, std::int64_t pence) { return static_cast<Host*>(self)->opening = pence, CF_OK; };
  host_.bridge_step = [](void* self, cf_text label, std::int64_t pence) {
    return static_cast<Host*>(self)->steps.emplace_back(std::string{view(label)}, pence), CF_OK;
  };
  host_.bridge_closing = [](void* self, std::int64_t pence) { return static_cast<Host*>(self)->closing = pence, CF_OK; };
  host_.progress = [](void* self, std::uint64_t, std::uint64_t) {
    Host& host = *static_cast<Host*>(self);
    return ++host.progress_calls_ > host.cancel_after ? CF_STOP : CF_OK;
  };
  host_.log = [](void* self, std::uint32_t level, cf_text message) {
    if (level >= 3) static_cast<Host*>(self)->failure = view(message);
  };
}

}  // namespace fake
