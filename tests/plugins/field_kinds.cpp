#include "field_kinds.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "counterfoil/plugin_abi.h"

namespace fake {

namespace {

using nlohmann::json;

json read(std::string_view part, std::string_view id) {
  const std::string name = std::string{part} + "/" + std::string{id} + ".json";
  for (const std::filesystem::path& folder : share_folders()) {
    std::ifstream file{folder / name, std::ios::binary};
    if (!file) continue;
    json parsed = json::parse(file, nullptr, false);
    if (parsed.is_discarded()) throw std::runtime_error((folder / name).string() + " does not read as JSON");
    return parsed;
  }
  throw std::runtime_error("no folder of COUNTERFOIL_SHARE has " + name);
}

/// The words of layouts and specifications; what has no kind of its own is read as text, as by the engine.
std::uint32_t kind_of(const std::string& word) {
  if (word == "date") return CF_DATE;
  if (word == "pence") return CF_PENCE;
  if (word == "quantity" || word == "percent") return CF_QUANTITY;
  return CF_TEXT;
}

TableKinds read_table(const json& table) {
  TableKinds kinds;
  for (const json& column : table.at("columns")) {
    const std::string id = column.at("id");
    kinds.columns[id] = kind_of(column.at("kind"));
    if (column.value("owner", "engine") == "engine") kinds.engine.insert(id);
  }
  // The values of a table that gains a column each period are written under these names.
  if (const auto periods = table.find("periods"); periods != table.end())
    for (const char* value : {"value_previous", "value_current"}) kinds.engine.insert(periods->at(value).get<std::string>());
  kinds.fixed_rows = table.value("rows", std::uint64_t{0});
  return kinds;
}

/// What became of the rows that a table of questions held before.
TableKinds answers_to(const json& table) {
  TableKinds kinds;
  kinds.engine = {"state", "words"};
  for (const std::string key : table.at("key")) kinds.engine.insert({key, "to_" + key});
  for (const std::string& id : kinds.engine) kinds.columns[id] = CF_TEXT;
  return kinds;
}

void add_kept_tables(const json& memory, std::map<std::string, TableKinds, std::less<>>& tables) {
  for (const json& kept : memory.at("kept")) {
    TableKinds& kinds = tables[kept.at("id").get<std::string>()];
    kinds.kept = true;
    kinds.control = kept.value("control", "");
    kinds.in_hand = memory.at("exports").at(0).at("input");
    kinds.engine.insert("#input");
    for (const json& column : kept.at("columns")) {
      const std::string id = column.at("id");
      const std::string word = column.at("kind");
      kinds.columns[id] = word == "integer" ? std::uint32_t{CF_INTEGER} : kind_of(word);
      kinds.engine.insert(id);
    }
    kinds.columns["#export"] = CF_INTEGER;
    kinds.columns["#first"] = kinds.columns["#last"] = CF_DATE;
  }
  TableKinds& exports = tables["exports"];
  exports.kept = true;
  exports.columns = {{"sha256", CF_TEXT}, {"file", CF_TEXT},    {"period", CF_TEXT},   {"first", CF_DATE},
                     {"last", CF_DATE},   {"rows", CF_INTEGER}, {"control", CF_PENCE}, {"whole", CF_INTEGER}};
}

}  // namespace

std::vector<std::filesystem::path> share_folders() {
  std::vector<std::filesystem::path> folders;
  std::string_view rest = COUNTERFOIL_SHARE;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    folders.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return folders;
}

LayoutKinds layout_kinds(std::string_view layout) {
  const json parsed = read("layouts", layout);
  LayoutKinds kinds;
  for (const json& field : parsed.at("fields")) kinds.fields[field.at("id").get<std::string>()] = kind_of(field.at("kind"));
  kinds.control = parsed.at("control").get<std::vector<std::string>>();
  return kinds;
}

std::map<std::string, TableKinds, std::less<>> table_kinds(std::string_view spec) {
  const json parsed = read("specs", spec);
  std::map<std::string, TableKinds, std::less<>> tables;
  std::map<std::string, std::string> figures;  // a history keeps the figure of the table whose rows go there
  for (const json& sheet : parsed.at("sheets")) {
    const auto listed = sheet.find("tables");
    if (listed == sheet.end()) continue;
    for (const json& table : *listed) {
      const std::string id = table.at("id");
      tables[id] = read_table(table);
      if (table.contains("question")) tables["#" + id] = answers_to(table);
      if (const std::string figure = table.value("figure", ""); !figure.empty())
        figures[id] = figures[table.value("history", id)] = figure;
    }
  }
  if (const auto memory = parsed.find("memory"); memory != parsed.end()) add_kept_tables(*memory, tables);
  for (const auto& [id, figure] : figures) {
    TableKinds& table = tables[id];
    if (const auto column = table.columns.find(figure); column != table.columns.end()) table.figure = column->second;
  }
  return tables;
}

}  // namespace fake
