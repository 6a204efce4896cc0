#include "report/team_mark.hpp"

#include <charconv>
#include <cstdlib>

#include "base/failure.hpp"
#include "spec/memory_spec.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::report {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string{name} + "=\"" + xlsx::escape_attribute(value) + "\"";
}

std::optional<std::int64_t> day(const std::string& digits) {
  std::int64_t days = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), days);
  const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  return whole && std::abs(days) <= largest_kept_number(KeptKind::date) ? std::optional{days} : std::nullopt;
}

}  // namespace

std::string TeamMark::xml() const {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<team" + attribute("xmlns", team_namespace) +
                    attribute("task", task) + attribute("sheet", sheet) + attribute("period", period) +
                    attribute("heading", heading) + ">";
  for (const auto& [name, as] : sheet_names) xml += "<sheet" + attribute("name", name) + attribute("as", as) + "/>";
  for (const Column& column : columns)
    xml += "<column" + attribute("sheet", column.sheet) + attribute("heading", column.heading) +
           attribute("first", std::to_string(column.first)) + attribute("last", std::to_string(column.last)) +
           (column.written ? attribute("written", "1") : std::string{}) + "/>";
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
      } else if (walker.tag().local == "column") {
        const auto first = day(text("first"));
        const auto last = day(text("last"));
        if (first && last && *first <= *last)
          mark.columns.push_back({text("sheet"), text("heading"), *first, *last, text("written") == "1"});
      }
    }
    return mark;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

}  // namespace counterfoil::report
