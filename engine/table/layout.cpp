#include "table/layout.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/failure.hpp"
#include "table/headings.hpp"

namespace counterfoil::table {

namespace {

using nlohmann::json;

[[noreturn]] void refuse(std::string_view file, const std::string& what) {
  throw Failure{FailureKind::refused, "The layout file " + std::string{file} + " cannot be used: " + what};
}

FieldKind kind_named(std::string_view file, const std::string& name, const std::string& field) {
  if (name == "text") return FieldKind::text;
  if (name == "identifier") return FieldKind::identifier;
  if (name == "date") return FieldKind::date;
  if (name == "pence") return FieldKind::pence;
  if (name == "quantity") return FieldKind::quantity;
  if (name == "percent") return FieldKind::percent;
  refuse(file, "the field \"" + field + "\" has the kind \"" + name +
                   "\". A kind is text, identifier, date, pence, quantity or percent.");
}

const json& member(std::string_view file, const json& object, const char* name, const char* where) {
  const auto found = object.find(name);
  if (found == object.end()) refuse(file, std::string{where} + " has no \"" + name + "\".");
  return *found;
}

std::string text(std::string_view file, const json& object, const char* name, const char* where) {
  const json& value = member(file, object, name, where);
  if (!value.is_string()) refuse(file, std::string{"\""} + name + "\" of " + where + " is not text.");
  return value.get<std::string>();
}

bool flag(std::string_view file, const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return false;
  if (!found->is_boolean()) refuse(file, std::string{"\""} + name + "\" is neither true nor false.");
  return found->get<bool>();
}

std::vector<std::string> texts(std::string_view file, const json& value, const char* name) {
  if (!value.is_array()) refuse(file, std::string{"\""} + name + "\" is not a list.");
  std::vector<std::string> list;
  for (const json& item : value) {
    if (!item.is_string()) refuse(file, std::string{"\""} + name + "\" holds something that is not text.");
    list.push_back(item.get<std::string>());
  }
  return list;
}

Field read_field(std::string_view file, const json& object) {
  if (!object.is_object()) refuse(file, "\"fields\" holds something that is not a field.");
  Field field;
  field.id = text(file, object, "id", "a field");
  field.title = text(file, object, "title", "a field");
  field.kind = kind_named(file, text(file, object, "kind", "a field"), field.id);
  field.headings = texts(file, member(file, object, "headings", "a field"), "headings");
  field.required_value = flag(file, object, "required_value");
  field.from_title = flag(file, object, "from_title");
  if (field.from_title && field.kind != FieldKind::date)
    refuse(file, "\"from_title\" is for dates, and \"" + field.id + "\" is none.");
  return field;
}

void check_known(std::string_view file, const Layout& layout, const std::vector<std::string>& ids, const char* where) {
  for (const std::string& id : ids)
    if (!layout.field(id))
      refuse(file, std::string{"\""} + where + "\" names the field \"" + id + "\", which is not among the fields.");
}

}  // namespace

const Field* Layout::field(std::string_view field_id) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& each) { return each.id == field_id; });
  return found == fields.end() ? nullptr : &*found;
}

Layout parse_layout(std::string_view text_of_file, std::string_view file) {
  json document;
  try {
    document = json::parse(text_of_file);
  } catch (const json::exception&) {
    refuse(file, "it is not well-formed JSON.");
  }
  if (!document.is_object()) refuse(file, "it does not hold one object.");
  Layout layout;
  layout.id = text(file, document, "id", "the layout");
  layout.title = text(file, document, "title", "the layout");
  const json& fields = member(file, document, "fields", "the layout");
  if (!fields.is_array()) refuse(file, "\"fields\" is not a list.");
  for (const json& each : fields) {
    Field field = read_field(file, each);
    if (layout.field(field.id)) refuse(file, "the field \"" + field.id + "\" stands there twice.");
    layout.fields.push_back(std::move(field));
  }
  const json& required = member(file, document, "required", "the layout");
  if (!required.is_array()) refuse(file, "\"required\" is not a list.");
  for (const json& group : required) layout.required.push_back(texts(file, group, "required"));
  layout.every_sheet = flag(file, document, "every_sheet");
  layout.control = texts(file, member(file, document, "control", "the layout"), "control");
  for (const auto& group : layout.required) check_known(file, layout, group, "required");
  check_known(file, layout, layout.control, "control");
  for (const std::string& id : layout.control)
    if (layout.field(id)->kind != FieldKind::pence)
      refuse(file, "\"control\" names the field \"" + id + "\", whose kind is not pence.");
  return layout;
}

void add_headings(Layout& layout, const ExtraHeadings& extra) {
  for (const auto& [id, names] : extra) {
    const auto found = std::find_if(layout.fields.begin(), layout.fields.end(),
                                    [&, &wanted = id](const Field& each) { return each.id == wanted; });
    if (found == layout.fields.end()) {
      std::vector<std::string> ids;
      for (const Field& each : layout.fields) ids.push_back(each.id);
      const auto nearest = nearest_names(id, ids, 1);
      throw Failure{FailureKind::refused, "The settings name headings for \"" + id + "\", which is not a field of the layout \"" +
                                              layout.id + "\"." +
                                              (nearest.empty() ? "" : " Did you mean \"" + nearest.front() + "\"?")};
    }
    // A council's own name comes first, and counts for this field alone.
    std::vector<std::string> own;
    for (const std::string& name : names) {
      const std::string key = heading_key(name);
      if (key.empty())
        throw Failure{FailureKind::refused,
                      "The settings give an empty heading for \"" + id + "\". Write the heading as it stands in the export."};
      for (Field& each : layout.fields)
        std::erase_if(each.headings, [&](const std::string& known) { return heading_key(known) == key; });
      own.push_back(name);
    }
    found->headings.insert(found->headings.begin(), own.begin(), own.end());
  }
}

}  // namespace counterfoil::table
