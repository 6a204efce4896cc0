#include "xlsx/patch/sheet_comments.hpp"

#include "xlsx/patch/drawing_anchors.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

bool is_comment(const XmlTag& tag) { return tag.local == "comment" || tag.local == "threadedComment"; }

/// A note's own word on where its box lies (commentPr, which LibreOffice writes): it goes where its cell goes. `walker` stands on
/// the comment's tag and is left at its end.
void move_box(std::string_view xml, XmlWalker& walker, CellReference from, CellReference to, TextPatch& patch) {
  if (walker.tag().kind != XmlTagKind::open) return;
  const std::size_t outside = walker.depth() - 1;
  while (walker.next() && walker.depth() > outside) {
    const XmlTag tag = walker.tag();
    if (tag.kind != XmlTagKind::open || (walker.parent() != "from" && walker.parent() != "to") || !walker.inside("anchor"))
      continue;
    const std::string_view digits = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
    const std::string now =
        moved_anchor_corner(tag.local, digits, std::int64_t{to.row} - from.row, std::int64_t{to.column} - from.column);
    if (now != digits) patch.replace(xml, digits, now);
  }
}

}  // namespace

std::vector<std::pair<CellReference, std::string>> read_comments(std::string_view xml) {
  std::vector<std::pair<CellReference, std::string>> comments;
  XmlWalker walker{xml};
  bool in_known_cell = false;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::open && is_comment(tag)) {
      const auto cell = parse_cell_reference(walker.attribute("ref"));
      in_known_cell = cell.has_value();
      if (cell) comments.emplace_back(*cell, std::string{});
    } else if (in_known_cell && tag.kind == XmlTagKind::open && (tag.local == "t" || tag.local == "text") &&
               !walker.inside("rPh")) {
      // Notes hold their text in runs (text/t), threads in one element (text).
      const std::string_view text = xml.substr(tag.end, xml.find('<', tag.end) - tag.end);
      const bool runs = tag.local == "text" && text.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (!runs) append_decoded(comments.back().second, text, Escapes::entities_and_cell_escapes);
    }
  }
  return comments;
}

std::string map_comments(std::string_view xml, const RangeMap& map) {
  TextPatch patch;
  XmlWalker walker{xml};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close || !is_comment(tag)) continue;
    const std::string_view ref = walker.attribute("ref");
    const auto cell = parse_cell_reference(ref);
    const auto there = cell ? map.area({*cell, *cell}) : std::nullopt;
    if (cell && there && there->first != *cell) {
      patch.replace(xml, ref, to_string(there->first));
      move_box(xml, walker, *cell, there->first, patch);
      continue;
    }
    walker.skip_element();
    if (cell && !there) patch.replace(tag.begin, walker.tag().end, {});
  }
  return patch.apply(xml);
}

}  // namespace counterfoil::xlsx
