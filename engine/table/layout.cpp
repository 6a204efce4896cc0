#include "table/layout.hpp"

#include <algorithm>

#include "base/failure.hpp"
#include "base/text.hpp"
#include "spec/json_object.hpp"
#include "table/headings.hpp"

namespace counterfoil::table {

namespace {

Field read_field(JsonObject from) {
  Field field;
  field.id = from.text("id");
  field.title = from.text("title");
  field.kind = from.one_of<FieldKind>("kind", {{"text", FieldKind::text},
                                               {"identifier", FieldKind::identifier},
                                               {"date", FieldKind::date},
                                               {"pence", FieldKind::pence},
                                               {"quantity", FieldKind::quantity},
                                               {"percent", FieldKind::percent}});
  from.require("headings");
  field.headings = from.texts("headings");
  field.required_value = from.flag("required_value");
  field.from_title = from.flag("from_title");
  if (field.from_title && field.kind != FieldKind::date)
    from.wrong("from_title", "is for dates, and \"" + field.id + "\" is none.");
  from.nothing_else();
  return field;
}

void check_known(const JsonObject& from, const Layout& layout, const std::vector<std::string>& ids, const char* where) {
  for (const std::string& id : ids) {
    if (layout.field(id)) continue;
    std::vector<std::string> known;
    for (const Field& each : layout.fields) known.push_back(each.id);
    const std::string guess = nearest(id, known);
    from.wrong(where, "names the field \"" + id + "\", which is not among the fields." +
                          (guess.empty() ? "" : " Did you mean \"" + guess + "\"?"));
  }
}

}  // namespace

const Field* Layout::field(std::string_view field_id) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& each) { return each.id == field_id; });
  return found == fields.end() ? nullptr : &*found;
}

Layout parse_layout(std::string_view json, std::string_view file_name) {
  const JsonFile file{json, {"The layout"}, file_name};
  JsonObject root = file.root();
  Layout layout;
  layout.id = root.text("id");
  layout.title = root.text("title");
  root.require("fields");
  for (JsonObject& each : root.objects("fields")) {
    layout.fields.push_back(read_field(each));
    const std::string& id = layout.fields.back().id;
    if (layout.field(id) != &layout.fields.back()) each.wrong("id", "\"" + id + "\" stands twice among the fields.");
  }
  root.require("required");
  layout.required = root.text_lists("required");
  root.require("control");
  layout.control = root.texts("control");
  layout.every_sheet = root.flag("every_sheet");
  layout.closed = root.flag("closed");
  root.nothing_else();
  for (const auto& group : layout.required) check_known(root, layout, group, "required");
  check_known(root, layout, layout.control, "control");
  for (const std::string& id : layout.control)
    if (layout.field(id)->kind != FieldKind::pence)
      root.wrong("control", "names the field \"" + id + "\", whose kind is not pence.");
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
