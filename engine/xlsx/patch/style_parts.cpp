#include "xlsx/patch/style_parts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/patch/part_children.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::uint32_t most_cell_styles = 65'490;  // that Excel holds
constexpr std::uint32_t first_own_format = 164;     // number formats below are built in
// The order that the standard asks for.
constexpr std::array<std::string_view, 11> order = {"numFmts",    "fonts", "fills",       "borders", "cellStyleXfs", "cellXfs",
                                                    "cellStyles", "dxfs",  "tableStyles", "colors",  "extLst"};

std::string with_children(std::string_view xml, std::string_view list, const std::vector<std::string>& children) {
  return with_list_elements(xml, list, order, children, ListCount::stated);
}

/// What the formats that come count on: fills 0 and 1 are Excel's own whatever they say, a cell without a format of its own has the
/// first one, and xfId="0" has something to name.
std::string with_usual_styles(std::string styles) {
  const std::string format = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"";
  struct Usual {
    std::string_view list;
    std::vector<std::string> elements;  // that must be there at the least
  };
  const std::array<Usual, 5> usual = {{
      {"fonts", {"<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"}},
      {"fills", {"<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>"}},
      {"borders", {"<border><left/><right/><top/><bottom/><diagonal/></border>"}},
      {"cellStyleXfs", {format + "/>"}},
      {"cellXfs", {format + " xfId=\"0\"/>"}},
  }};
  for (const Usual& each : usual) {
    const std::size_t there = children_of(styles, each.list).size();
    if (there >= each.elements.size()) continue;
    styles = with_children(styles, each.list, {each.elements.begin() + static_cast<std::ptrdiff_t>(there), each.elements.end()});
  }
  return styles;
}

/// An attribute's number in an opening tag, changed.
void shift_attribute(std::string& element, std::string_view attribute, std::uint32_t by) {
  const std::string_view value = tag_attribute(std::string_view{element}.substr(0, element.find('>') + 1), attribute);
  if (value.data() == nullptr) return;
  TextPatch patch;
  patch.replace(element, value, std::to_string(to_number(value) + by));
  element = patch.apply(element);
}

/// The workbook's numbers for the number formats of the donor; those it lacks are added.
std::map<std::uint32_t, std::uint32_t> add_number_formats(std::string& styles, std::string_view donor) {
  std::map<std::string, std::uint32_t> known;
  std::uint32_t next = first_own_format;
  for (const std::string_view each : children_of(styles, "numFmts")) {
    const std::uint32_t id = to_number(tag_attribute(each, "numFmtId"));
    known.emplace(decoded(tag_attribute(each, "formatCode")), id);
    next = std::max(next, id + 1);
  }
  std::map<std::uint32_t, std::uint32_t> now;
  std::vector<std::string> added;
  for (const std::string_view each : children_of(donor, "numFmts")) {
    const std::string code = decoded(tag_attribute(each, "formatCode"));
    const auto [place, fresh] = known.emplace(code, next);
    if (fresh)
      added.push_back("<numFmt numFmtId=\"" + std::to_string(next++) + "\" formatCode=\"" + escape_attribute(code) + "\"/>");
    now[to_number(tag_attribute(each, "numFmtId"))] = place->second;
  }
  styles = with_children(styles, "numFmts", added);
  return now;
}

/// The part with the styles; made where the workbook has none, which Excel takes as well.
std::string styles_part(PackageEdit& package) {
  const std::string& workbook = package.workbook_part();
  if (std::string part = package.related(workbook, "styles"); !part.empty()) return part;
  const std::string_view family = package.strict() ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                                                   : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::string_view space = package.strict() ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                                                  : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  std::string part;
  for (const Relationship& each : package.relationships(workbook))  // of a part that is not there
    if (each.type == "styles" && !each.external) part = each.part;
  if (part.empty()) {
    part = package.free_name(workbook.substr(0, workbook.find_last_of("/\\") + 1) + "styles", ".xml");
    package.add_relationship(workbook, std::string{family} + "/styles", "/" + part);
  }
  package.set(part, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"" + std::string{space} +
                        "\"></styleSheet>");
  package.add_content_type(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
  package.set(part, with_usual_styles(std::string{package.text(part)}));
  return part;
}

}  // namespace

StyleShift add_styles(PackageEdit& package, std::string_view donor) {
  const std::string part = styles_part(package);
  std::string styles = with_usual_styles(std::string{package.text(part)});
  const std::map<std::uint32_t, std::uint32_t> formats = add_number_formats(styles, donor);
  std::map<std::string_view, std::uint32_t> shift;
  for (const std::string_view list : {"fonts", "fills", "borders"}) {
    shift[list] = static_cast<std::uint32_t>(children_of(styles, list).size());
    std::vector<std::string> added;
    for (const std::string_view each : children_of(donor, list)) added.emplace_back(each);
    styles = with_children(styles, list, added);
  }
  StyleShift shifted;
  shifted.cells = static_cast<std::uint32_t>(children_of(styles, "cellXfs").size());
  std::vector<std::string> cells;
  for (const std::string_view each : children_of(donor, "cellXfs")) {
    std::string& cell = cells.emplace_back(each);
    shift_attribute(cell, "fontId", shift["fonts"]);
    shift_attribute(cell, "fillId", shift["fills"]);
    shift_attribute(cell, "borderId", shift["borders"]);
    const std::uint32_t format = to_number(tag_attribute(cell, "numFmtId"));
    if (const auto now = formats.find(format); now != formats.end()) shift_attribute(cell, "numFmtId", now->second - format);
  }
  if (shifted.cells + cells.size() > most_cell_styles)
    throw Failure{
        FailureKind::unwritable,
        "The workbook holds so many cell styles that there is no room for ours. Have Counterfoil's sheets in a second workbook: "
        "add --sheets-in FILE."};
  styles = with_children(styles, "cellXfs", cells);
  shifted.differences = static_cast<std::uint32_t>(children_of(styles, "dxfs").size());
  std::vector<std::string> looks;
  for (const std::string_view each : children_of(donor, "dxfs")) looks.emplace_back(each);
  package.set(part, with_children(styles, "dxfs", looks));
  return shifted;
}

std::uint32_t look_number(PackageEdit& package, std::string_view dxf) {
  const std::string part = styles_part(package);
  const std::string styles{package.text(part)};
  const std::vector<std::string_view> known = children_of(styles, "dxfs");
  // As it would stand there, whatever prefix the list uses.
  const auto found = std::find_if(known.begin(), known.end(), [&](std::string_view each) {
    const std::size_t colon = each.find(':');
    return each == with_prefix(dxf, colon < each.find_first_of(" />") ? each.substr(1, colon) : std::string_view{});
  });
  if (found == known.end()) package.set(part, with_children(styles, "dxfs", {std::string{dxf}}));
  return static_cast<std::uint32_t>(found - known.begin());
}

}  // namespace counterfoil::xlsx
