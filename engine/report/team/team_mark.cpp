#include "report/team_mark.hpp"

#include "base/failure.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::report {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string{name} + "=\"" + xlsx::escape_attribute(value) + "\"";
}

}  // namespace

std::string TeamMark::xml() const {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<team" + attribute("xmlns", team_namespace) +
                    attribute("task", task) + attribute("sheet", sheet) + attribute("period", period) +
                    attribute("heading", heading) + ">";
  for (const auto& [name, as] : sheet_names) xml += "<sheet" + attribute("name", name) + attribute("as", as) + "/>";
  return xml + "</team>";
}

std::optional<TeamMark> read_team_mark(const xlsx::WorkbookEditor& editor) {
  try {
    const auto xml = editor.custom_xml(team_namespace);
    if (!xml) return std::nullopt;
    TeamMark mark;
    xlsx::XmlWalker walker{*xml};
    const auto text = [&](std::string_view name) { return xlsx::decoded(walker.attribute(name)); };
    while (walker.next()) {
      if (walker.tag().kind == xlsx::XmlTagKind::close) continue;
      if (walker.tag().local == "team") {
        mark.task = text("task");
        mark.sheet = text("sheet");
        mark.period = text("period");
        mark.heading = text("heading");
      } else if (walker.tag().local == "sheet") {
        mark.sheet_names[text("name")] = text("as");
      }
    }
    return mark;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

}  // namespace counterfoil::report
