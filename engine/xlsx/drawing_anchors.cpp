#include "xlsx/drawing_anchors.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "xlsx/limits.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(spaces);
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(spaces) + 1 - first);
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  digits = trimmed(digits);
  std::int64_t number = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// The text of the first element of that local name, up to the next tag; data() is null when there is none.
std::string_view loose_text(std::string_view xml, std::string_view local) {
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos) break;
    const std::string_view name = xml.substr(at + 1, std::min(end, xml.find_first_of(" \t\r\n/>", at + 1)) - at - 1);
    if (local_name(name) != local || xml[end - 1] == '/') continue;
    return xml.substr(end + 1, std::min(xml.find('<', end), xml.size()) - end - 1);
  }
  return {};
}

/// "left column, offset, top row, offset, right column, offset, bottom row, offset".
std::string moved_anchor(std::string_view anchor, std::int64_t top_by, std::int64_t bottom_by) {
  std::string out;
  std::size_t at = 0;
  for (int part = 0; at <= anchor.size(); ++part) {
    const std::size_t end = std::min(anchor.find(',', at), anchor.size());
    const std::string_view item = anchor.substr(at, end - at);
    const auto number = part == 2 || part == 6 ? whole_number(item) : std::nullopt;
    if (number) {
      const std::string_view digits = trimmed(item);
      out += item.substr(0, static_cast<std::size_t>(digits.data() - item.data()));
      out += std::to_string(std::clamp<std::int64_t>(*number + (part == 2 ? top_by : bottom_by), 0, last_row - 1));
    } else {
      out += item;
    }
    if (end < anchor.size()) out += ',';
    at = end + 1;
  }
  return out;
}

std::int64_t part_of_anchor(std::string_view anchor, int wanted) {
  std::size_t at = 0;
  for (int part = 0; part < wanted && at != std::string_view::npos; ++part) {
    at = anchor.find(',', at);
    if (at != std::string_view::npos) ++at;
  }
  if (at == std::string_view::npos) return 0;
  return whole_number(anchor.substr(at, anchor.find(',', at) - at)).value_or(0);
}

std::int64_t movement(std::int64_t row_from_0, const RangeMap& map) {
  if (row_from_0 < 0 || row_from_0 >= last_row) return 0;
  return std::int64_t{map.row(static_cast<std::uint32_t>(row_from_0) + 1)} - 1 - row_from_0;
}

void map_vml_shape(std::string_view xml, std::string_view shape, const RangeMap& map, TextPatch& patch) {
  const std::string_view anchor = loose_text(shape, "Anchor");
  const std::string_view row_text = loose_text(shape, "Row");
  const auto row = whole_number(row_text);
  const auto column = whole_number(loose_text(shape, "Column"));
  if (!row || !column || *row < 0 || *row >= last_row) {
    if (anchor.data() == nullptr) return;
    const std::int64_t by = movement(part_of_anchor(anchor, 2), map);
    if (by != 0) patch.replace(xml, anchor, moved_anchor(anchor, by, by));
    return;
  }
  const CellReference cell{static_cast<std::uint32_t>(*row) + 1, static_cast<std::uint32_t>(*column) + 1};
  const auto there = map.area({cell, cell});
  if (!there) {
    patch.replace(xml, shape, {});
    return;
  }
  const std::int64_t by = std::int64_t{there->first.row} - cell.row;
  if (by == 0) return;
  patch.replace(xml, row_text, std::to_string(there->first.row - 1));
  if (anchor.data() != nullptr) patch.replace(xml, anchor, moved_anchor(anchor, by, by));
}

}  // namespace

std::string map_anchor_row(std::string_view digits, const RangeMap& map) {
  const auto row = whole_number(digits);
  if (!row) return std::string{digits};
  const std::int64_t by = movement(*row, map);
  return by == 0 ? std::string{digits} : std::to_string(*row + by);
}

std::string map_drawing(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  XmlWalker walker{xml};
  std::string_view edit_as;
  std::int64_t top_by = 0;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local.ends_with("CellAnchor")) {
      edit_as = walker.attribute("editAs");
    } else if (tag.local == "row" && edit_as != "absolute" && tag.kind == XmlTagKind::open) {
      const std::string_view digits = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
      const auto row = whole_number(digits);
      if (!row) continue;
      const bool top = walker.parent() == "from";
      if (!top && walker.parent() != "to") continue;
      std::int64_t by = movement(*row, map);
      if (top) top_by = by;
      if (!top && edit_as == "oneCell") by = top_by;  // moves, keeps its size
      if (by != 0) patch.replace(xml, digits, std::to_string(*row + by));
    }
  }
  return patch.apply(xml);
}

std::string map_vml(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const std::size_t name_end = xml.find_first_of(" \t\r\n/>", at + 1);
    if (name_end == std::string_view::npos) break;
    const std::string_view name = xml.substr(at + 1, name_end - at - 1);
    const std::string_view local = local_name(name);
    if (name.starts_with("/") || (local != "shape" && local != "rect" && local != "oval" && local != "line")) continue;
    const std::string close = "</" + std::string{name} + ">";
    const std::size_t end = xml.find(close, name_end);
    if (end == std::string_view::npos) continue;
    map_vml_shape(xml, xml.substr(at, end + close.size() - at), map, patch);
    at = end;
  }
  return patch.apply(xml);
}

}  // namespace counterfoil::xlsx
