#include "audit/run_facts.hpp"

#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace counterfoil::audit {

namespace {

using Json = nlohmann::json;  // keeps the names of an object sorted

void put(Json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = repair_utf8(value);
}

void put(Json& object, const char* name, std::uint64_t value) {
  if (value != 0) object[name] = value;
}

void get(const Json& object, const char* name, std::string& value) {
  if (const auto found = object.find(name); found != object.end() && found->is_string()) value = found->get<std::string>();
}

void get(const Json& object, const char* name, std::uint64_t& value) {
  if (const auto found = object.find(name); found != object.end() && found->is_number_unsigned())
    value = found->get<std::uint64_t>();
}

void get(const Json& object, const char* name, bool& value) {
  if (const auto found = object.find(name); found != object.end() && found->is_boolean()) value = found->get<bool>();
}

Json part(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : Json::object();
}

void add_if_any(Json& object, const char* name, Json value) {
  if (!value.empty()) object[name] = std::move(value);
}

}  // namespace

std::string to_body(const RunFacts& facts) {
  Json body = Json::object();
  put(body, "engine", facts.engine_version);
  Json plugin = Json::object();
  put(plugin, "id", facts.plugin_id);
  put(plugin, "version", facts.plugin_version);
  put(plugin, "sha256", facts.plugin_sha256);
  add_if_any(body, "plugin", std::move(plugin));
  Json inputs = Json::array();
  for (const InputFacts& input : facts.inputs) {
    inputs.push_back(
        {{"role", repair_utf8(input.role)}, {"bytes", input.bytes}, {"sha256", repair_utf8(input.sha256)}, {"rows", input.rows}});
    if (input.kept) inputs.back()["kept"] = true;
  }
  add_if_any(body, "inputs", std::move(inputs));
  put(body, "settings", facts.settings_digest);
  put(body, "report", facts.report_digest);
  Json workbook = Json::object();
  put(workbook, "file", facts.workbook);
  put(workbook, "bytes", facts.workbook_bytes);
  put(workbook, "sha256", facts.workbook_sha256);
  put(workbook, "before", facts.base_sha256);
  put(workbook, "record", facts.record);
  put(workbook, "first_record", facts.first_record);
  put(workbook, "continues", facts.continues);
  if (facts.saved_as) workbook["saved_as"] = true;
  put(workbook, "audit_rows", facts.audit_rows);
  add_if_any(body, "workbook", std::move(workbook));
  Json findings = Json::object();
  for (const auto& [kind, count] : facts.findings) findings[repair_utf8(kind)] = count;
  add_if_any(body, "findings", std::move(findings));
  if (facts.exit_status) body["exit"] = *facts.exit_status;
  put(body, "reason", facts.reason);
  put(body, "action", facts.action);
  put(body, "batch", facts.batch);
  Json files = Json::array();
  for (const FileFacts& file : facts.files) files.push_back({{"bytes", file.bytes}, {"sha256", repair_utf8(file.sha256)}});
  add_if_any(body, "files", std::move(files));
  Json keys = Json::array();
  for (const std::string& key : facts.keys) keys.push_back(repair_utf8(key));
  add_if_any(body, "keys", std::move(keys));
  if (facts.rehearsal) body["rehearsal"] = true;
  if (facts.clock_fixed) body["clock_fixed"] = true;
  return body.dump();
}

std::optional<RunFacts> from_body(std::string_view text) {
  const Json body = Json::parse(text, nullptr, false);
  if (!body.is_object()) return std::nullopt;
  RunFacts facts;
  get(body, "engine", facts.engine_version);
  const Json plugin = part(body, "plugin");
  get(plugin, "id", facts.plugin_id);
  get(plugin, "version", facts.plugin_version);
  get(plugin, "sha256", facts.plugin_sha256);
  if (const auto inputs = body.find("inputs"); inputs != body.end() && inputs->is_array()) {
    for (const Json& each : *inputs) {
      if (!each.is_object()) return std::nullopt;
      InputFacts input;
      get(each, "role", input.role);
      get(each, "bytes", input.bytes);
      get(each, "sha256", input.sha256);
      get(each, "rows", input.rows);
      get(each, "kept", input.kept);
      facts.inputs.push_back(std::move(input));
    }
  }
  get(body, "settings", facts.settings_digest);
  get(body, "report", facts.report_digest);
  const Json workbook = part(body, "workbook");
  get(workbook, "file", facts.workbook);
  get(workbook, "bytes", facts.workbook_bytes);
  get(workbook, "sha256", facts.workbook_sha256);
  get(workbook, "before", facts.base_sha256);
  get(workbook, "record", facts.record);
  get(workbook, "first_record", facts.first_record);
  get(workbook, "continues", facts.continues);
  get(workbook, "saved_as", facts.saved_as);
  get(workbook, "audit_rows", facts.audit_rows);
  const Json findings = part(body, "findings");
  for (const auto& [kind, count] : findings.items())
    if (count.is_number_unsigned()) facts.findings[kind] = count.get<std::uint64_t>();
  if (const auto exit = body.find("exit"); exit != body.end() && exit->is_number_integer()) facts.exit_status = exit->get<int>();
  get(body, "reason", facts.reason);
  get(body, "action", facts.action);
  get(body, "batch", facts.batch);
  if (const auto files = body.find("files"); files != body.end() && files->is_array()) {
    for (const Json& each : *files) {
      if (!each.is_object()) return std::nullopt;
      FileFacts& file = facts.files.emplace_back();
      get(each, "bytes", file.bytes);
      get(each, "sha256", file.sha256);
    }
  }
  if (const auto keys = body.find("keys"); keys != body.end() && keys->is_array())
    for (const Json& each : *keys)
      if (each.is_string()) facts.keys.push_back(each.get<std::string>());
  get(body, "rehearsal", facts.rehearsal);
  get(body, "clock_fixed", facts.clock_fixed);
  return facts;
}

std::string released_key_digest(std::string_view task, std::string_view key) {
  return FieldDigest{"counterfoil released key 1"}.add("task", task).add("key", key).hex();
}

}  // namespace counterfoil::audit
