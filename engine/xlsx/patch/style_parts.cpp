#include "xlsx/patch/style_parts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::uint32_t most_cell_styles = 65'490;  // that Excel holds
constexpr std::uint32_t first_own_format = 164;     // number formats below are built in
// The order that the standard asks for.
constexpr std::array<std::string_view, 7> lists = {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"};

/// Fonts, fills...: one child after the other, as they stand.
std::vector<std::string_view> children_of(std::string_view xml, std::string_view list) {
  std::vector<std::string_view> children;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close || walker.parent() != list || walker.depth() != (tag.kind == XmlTagKind::open ? 3u : 2u))
      continue;
    walker.skip_element();
    children.push_back(xml.substr(tag.begin, walker.tag().end - tag.begin));
  }
  return children;
}

std::string root_prefix(std::string_view xml) {
  XmlWalker walker{xml};
  if (!walker.next()) xml_fault("the styles are empty");
  return std::string{walker.tag().name.substr(0, walker.tag().name.size() - walker.tag().local.size())};
}

/// Elements written without a prefix, for a part that uses one.
std::string with_prefix(std::string_view xml, const std::string& prefix) {
  if (prefix.empty()) return std::string{xml};
  std::string out;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    out += xml[at];
    if (xml[at] != '<') continue;
    if (at + 1 < xml.size() && xml[at + 1] == '/') out += xml[++at];
    out += prefix;
  }
  return out;
}

/// The styles part with more children at the end of a list, which is made where there is none.
std::string with_children(std::string_view xml, std::string_view list, const std::vector<std::string>& children) {
  if (children.empty()) return std::string{xml};
  const std::string prefix = root_prefix(xml);
  std::string added;
  for (const std::string& child : children) added += with_prefix(child, prefix);
  const std::size_t count = children_of(xml, list).size() + children.size();
  const std::string name = prefix + std::string{list};
  XmlWalker walker{xml};
  std::size_t place = 0;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    const bool child_of_root = walker.depth() == (tag.kind == XmlTagKind::open ? 2u : 1u) && tag.kind != XmlTagKind::close;
    if (walker.depth() == 1 && tag.kind == XmlTagKind::open) place = tag.end;
    if (!child_of_root) continue;
    if (tag.local == list) {
      TextPatch patch;
      if (const std::string_view stated = walker.attribute("count"); stated.data() != nullptr)
        patch.replace(xml, stated, std::to_string(count));
      if (tag.kind == XmlTagKind::empty) {
        patch.replace(tag.end - 2, tag.end, ">" + added + "</" + name + ">");
      } else {
        walker.skip_element();
        patch.replace(walker.tag().begin, walker.tag().begin, added);
      }
      return patch.apply(xml);
    }
    const auto here = std::find(lists.begin(), lists.end(), tag.local);
    const auto wanted = std::find(lists.begin(), lists.end(), list);
    walker.skip_element();
    if (here != lists.end() && here < wanted) place = walker.tag().end;
  }
  TextPatch patch;
  patch.replace(place, place, "<" + name + " count=\"" + std::to_string(count) + "\">" + added + "</" + name + ">");
  return patch.apply(xml);
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

const std::string& styles_part(PackageEdit& package, std::string& part) {
  part = package.related(package.workbook_part(), "styles");
  if (part.empty())
    throw Failure{FailureKind::unwritable, "The workbook has no cell styles. Open it in Excel, save it, and run again."};
  return part;
}

}  // namespace

StyleShift add_styles(PackageEdit& package, std::string_view donor) {
  std::string part;
  std::string styles{package.text(styles_part(package, part))};
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
  std::string part;
  const std::string styles{package.text(styles_part(package, part))};
  const std::vector<std::string_view> known = children_of(styles, "dxfs");
  const std::string wanted = with_prefix(dxf, root_prefix(styles));
  const auto found = std::find(known.begin(), known.end(), wanted);
  if (found == known.end()) package.set(part, with_children(styles, "dxfs", {std::string{dxf}}));
  return static_cast<std::uint32_t>(found - known.begin());
}

}  // namespace counterfoil::xlsx
