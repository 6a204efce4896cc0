#include "audit/run_facts.hpp"

#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

using Json = nlohmann::json;  // keeps the names of an object sorted

/// Each member of an entry's body, named once for writing and for reading. `visit` takes a name with a value, a part of the body
/// with a function that visits its members, or a list.
template <class Facts, class Visit>
void visit_members(Facts& facts, Visit& visit) {
  visit.value("engine", facts.engine_version);
  visit.part("plugin", [&](Visit& plugin) {
    plugin.value("id", facts.plugin_id);
    plugin.value("version", facts.plugin_version);
    plugin.value("sha256", facts.plugin_sha256);
  });
  visit.list("inputs", facts.inputs, [](auto& input, Visit& each) {
    each.always("role", input.role);
    each.always("bytes", input.bytes);
    each.always("sha256", input.sha256);
    each.always("rows", input.rows);
    each.value("kept", input.kept);
    each.value("pence", input.pence);
  });
  visit.value("period", facts.period);
  visit.value("settings", facts.settings_digest);
  visit.value("unusual", facts.unusual);
  visit.value("report", facts.report_digest);
  visit.value("decisions", facts.decisions_digest);
  visit.part("workbook", [&](Visit& workbook) {
    workbook.value("file", facts.workbook);
    workbook.value("named", facts.workbook_named);
    workbook.value("bytes", facts.workbook_bytes);
    workbook.value("sha256", facts.workbook_sha256);
    workbook.value("before", facts.base_sha256);
    workbook.value("record", facts.record);
    workbook.value("first_record", facts.first_record);
    workbook.value("continues", facts.continues);
    workbook.value("saved_as", facts.saved_as);
    workbook.value("audit_rows", facts.audit_rows);
  });
  visit.value("findings", facts.findings);
  visit.value("exit", facts.exit_status);
  visit.value("reason", facts.reason);
  visit.value("action", facts.action);
  visit.value("batch", facts.batch);
  visit.value("batch_rows", facts.batch_rows);
  visit.value("batch_pence", facts.batch_pence);
  visit.list("files", facts.files, [](auto& file, Visit& each) {
    each.always("bytes", file.bytes);
    each.always("sha256", file.sha256);
  });
  visit.value("keys", facts.keys);
  visit.value("rehearsal", facts.rehearsal);
  visit.value("clock_fixed", facts.clock_fixed);
}

/// Leaves out what is empty, zero or false.
class Writer {
 public:
  const Json& json() const { return json_; }

  void value(const char* name, const std::string& text) {
    if (!text.empty()) always(name, text);
  }
  void value(const char* name, std::uint64_t number) {
    if (number != 0) always(name, number);
  }
  void value(const char* name, bool flag) {
    if (flag) json_[name] = true;
  }
  void value(const char* name, const std::optional<int>& number) {
    if (number) json_[name] = *number;
  }
  void value(const char* name, const std::optional<std::int64_t>& number) {
    if (number) json_[name] = *number;
  }
  void value(const char* name, const std::map<std::string, std::uint64_t>& counts) {
    for (const auto& [kind, count] : counts) json_[name][repair_utf8(kind)] = count;
  }
  void value(const char* name, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) json_[name].push_back(repair_utf8(text));
  }
  void always(const char* name, const std::string& text) { json_[name] = repair_utf8(text); }
  void always(const char* name, std::uint64_t number) { json_[name] = number; }

  template <class Members>
  void part(const char* name, Members&& members) {
    Writer inner;
    members(inner);
    if (!inner.json_.empty()) json_[name] = std::move(inner.json_);
  }
  template <class Item, class Members>
  void list(const char* name, const std::vector<Item>& items, Members&& members) {
    for (const Item& item : items) {
      Writer inner;
      members(item, inner);
      json_[name].push_back(std::move(inner.json_));
    }
  }

 private:
  Json json_ = Json::object();
};

/// Passes over what is missing or of another type, and members of later versions; a list whose items are no objects is not sound.
class Reader {
 public:
  Reader(const Json& json, bool& sound) : json_(json), sound_(sound) {}

  void value(const char* name, std::string& text) const {
    if (const Json* found = member(name); found && found->is_string()) text = found->get<std::string>();
  }
  void value(const char* name, std::uint64_t& number) const {
    if (const Json* found = member(name); found && found->is_number_unsigned()) number = found->get<std::uint64_t>();
  }
  void value(const char* name, bool& flag) const {
    if (const Json* found = member(name); found && found->is_boolean()) flag = found->get<bool>();
  }
  void value(const char* name, std::optional<int>& number) const {
    if (const Json* found = member(name); found && found->is_number_integer()) number = found->get<int>();
  }
  void value(const char* name, std::optional<std::int64_t>& number) const {
    if (const Json* found = member(name); found && found->is_number_integer()) number = found->get<std::int64_t>();
  }
  void value(const char* name, std::map<std::string, std::uint64_t>& counts) const {
    const Json* found = member(name);
    if (!found || !found->is_object()) return;
    for (const auto& [kind, count] : found->items())
      if (count.is_number_unsigned()) counts[kind] = count.get<std::uint64_t>();
  }
  void value(const char* name, std::vector<std::string>& texts) const {
    const Json* found = member(name);
    if (!found || !found->is_array()) return;
    for (const Json& each : *found)
      if (each.is_string()) texts.push_back(each.get<std::string>());
  }
  template <class Value>
  void always(const char* name, Value& read) const {
    value(name, read);
  }

  template <class Members>
  void part(const char* name, Members&& members) const {
    const Json* found = member(name);
    if (!found || !found->is_object()) return;
    Reader inner{*found, sound_};
    members(inner);
  }
  template <class Item, class Members>
  void list(const char* name, std::vector<Item>& items, Members&& members) const {
    const Json* found = member(name);
    if (!found || !found->is_array()) return;
    for (const Json& each : *found) {
      if (!each.is_object()) {
        sound_ = false;
        return;
      }
      Reader inner{each, sound_};
      members(items.emplace_back(), inner);
    }
  }

 private:
  const Json* member(const char* name) const {
    const auto found = json_.find(name);
    return found == json_.end() ? nullptr : &*found;
  }

  const Json& json_;
  bool& sound_;
};

}  // namespace

std::map<std::string, std::uint64_t> counted(std::uint64_t warnings, std::uint64_t notes) {
  return {{"blocking", 0}, {"warning", warnings}, {"note", notes}};
}

std::string to_body(const RunFacts& facts) {
  Writer body;
  visit_members(facts, body);
  return body.json().dump();
}

std::optional<RunFacts> from_body(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  RunFacts facts;
  bool sound = true;
  Reader body{json, sound};
  visit_members(facts, body);
  return sound ? std::optional{std::move(facts)} : std::nullopt;
}

std::string released_key_digest(std::string_view task, std::string_view key) {
  return FieldDigest{"counterfoil released key 1"}.add("task", task).add("key", key).hex();
}

}  // namespace counterfoil::audit
