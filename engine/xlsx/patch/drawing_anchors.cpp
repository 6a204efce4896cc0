#include "xlsx/patch/drawing_anchors.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "xlsx/limits.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

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

/// Of the '>' that ends the tag around `at`, which lies outside of its attributes' values.
std::size_t end_of_loose_tag(std::string_view xml, std::size_t at) {
  char quote = 0;
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at;
    }
  }
  return std::string_view::npos;
}

/// By how much the edges of a shape move.
struct EdgeMoves {
  std::int64_t left = 0;
  std::int64_t top = 0;
  std::int64_t right = 0;
  std::int64_t bottom = 0;
  bool any() const { return left != 0 || top != 0 || right != 0 || bottom != 0; }
};

/// "left column, offset, top row, offset, right column, offset, bottom row, offset".
std::string moved_anchor(std::string_view anchor, const EdgeMoves& moves) {
  std::string out;
  std::size_t at = 0;
  for (int part = 0; at <= anchor.size(); ++part) {
    const std::size_t end = std::min(anchor.find(',', at), anchor.size());
    const std::string_view item = anchor.substr(at, end - at);
    const auto number = part % 2 == 0 && part <= 6 ? whole_number(item) : std::nullopt;
    if (number) {
      const std::string_view digits = trimmed(item);
      const std::int64_t by = part == 0 ? moves.left : part == 2 ? moves.top : part == 4 ? moves.right : moves.bottom;
      out += item.substr(0, static_cast<std::size_t>(digits.data() - item.data()));
      out += std::to_string(std::clamp<std::int64_t>(*number + by, 0, (part % 4 == 0 ? last_column : last_row) - 1));
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

std::int64_t movement(std::int64_t from_0, Axis axis, const RangeMap& map) {
  const std::int64_t limit = axis == Axis::rows ? last_row : last_column;
  if (from_0 < 0 || from_0 >= limit) return 0;
  const auto position = static_cast<std::uint32_t>(from_0) + 1;
  return std::int64_t{axis == Axis::rows ? map.row(position) : map.column(position)} - 1 - from_0;
}

std::optional<Axis> axis_of(std::string_view element) {
  if (element == "row") return Axis::rows;
  if (element == "col") return Axis::columns;
  return std::nullopt;
}

void map_vml_shape(std::string_view xml, std::string_view shape, const RangeMap& map, TextPatch& patch) {
  const std::string_view anchor = loose_text(shape, "Anchor");
  const std::string_view row_text = loose_text(shape, "Row");
  const std::string_view column_text = loose_text(shape, "Column");
  const auto row = whole_number(row_text);
  const auto column = whole_number(column_text);
  EdgeMoves moves;
  if (!row || !column || *row < 0 || *row >= last_row || *column < 0 || *column >= last_column) {
    if (anchor.data() == nullptr) return;
    moves.top = moves.bottom = movement(part_of_anchor(anchor, 2), Axis::rows, map);
    moves.left = moves.right = movement(part_of_anchor(anchor, 0), Axis::columns, map);
    if (moves.any()) patch.replace(xml, anchor, moved_anchor(anchor, moves));
    return;
  }
  const CellReference cell{static_cast<std::uint32_t>(*row) + 1, static_cast<std::uint32_t>(*column) + 1};
  const auto there = map.area({cell, cell});
  if (!there) {
    patch.replace(xml, shape, {});
    return;
  }
  moves.top = moves.bottom = std::int64_t{there->first.row} - cell.row;
  moves.left = moves.right = std::int64_t{there->first.column} - cell.column;
  if (moves.top != 0) patch.replace(xml, row_text, std::to_string(there->first.row - 1));
  if (moves.left != 0) patch.replace(xml, column_text, std::to_string(there->first.column - 1));
  if (moves.any() && anchor.data() != nullptr) patch.replace(xml, anchor, moved_anchor(anchor, moves));
}

}  // namespace

std::string map_anchor_corner(std::string_view element, std::string_view digits, const RangeMap& map) {
  const auto axis = axis_of(element);
  const auto number = axis ? whole_number(digits) : std::nullopt;
  const std::int64_t by = number ? movement(*number, *axis, map) : 0;
  return by == 0 ? std::string{digits} : std::to_string(*number + by);
}

std::string moved_anchor_corner(std::string_view element, std::string_view digits, std::int64_t rows, std::int64_t columns) {
  const auto axis = axis_of(element);
  const auto number = axis ? whole_number(digits) : std::nullopt;
  if (!number) return std::string{digits};
  const bool row = *axis == Axis::rows;
  const std::int64_t by = row ? rows : columns;
  if (by == 0) return std::string{digits};
  return std::to_string(std::clamp<std::int64_t>(*number + by, 0, (row ? last_row : last_column) - 1));
}

std::string map_drawing(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  XmlWalker walker{xml};
  std::string_view edit_as;
  EdgeMoves moves;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local.ends_with("CellAnchor")) {
      edit_as = walker.attribute("editAs");
      moves = {};
      continue;
    }
    const auto axis = axis_of(tag.local);
    const bool start = walker.parent() == "from";
    if (!axis || edit_as == "absolute" || tag.kind != XmlTagKind::open || (!start && walker.parent() != "to")) continue;
    const std::string_view digits = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
    const auto number = whole_number(digits);
    if (!number) continue;
    std::int64_t by = movement(*number, *axis, map);
    std::int64_t& start_by = *axis == Axis::rows ? moves.top : moves.left;
    if (start) start_by = by;
    if (!start && edit_as == "oneCell") by = start_by;  // moves, keeps its size
    if (by != 0) patch.replace(xml, digits, std::to_string(*number + by));
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
    const std::size_t tag_end = end_of_loose_tag(xml, name_end);
    if (tag_end != std::string_view::npos && xml[tag_end - 1] == '/') {  // holds nothing: the next shape is one of its own
      at = tag_end;
      continue;
    }
    const std::string close = "</" + std::string{name} + ">";
    const std::size_t end = xml.find(close, name_end);
    if (end == std::string_view::npos) continue;
    map_vml_shape(xml, xml.substr(at, end + close.size() - at), map, patch);
    at = end;
  }
  return patch.apply(xml);
}

}  // namespace counterfoil::xlsx
