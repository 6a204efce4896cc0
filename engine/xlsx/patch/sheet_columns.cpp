// The columns' definitions (<cols>): width and style.
#include <algorithm>
#include <vector>

#include "xlsx/limits.hpp"
#include "xlsx/patch/sheet_editor.hpp"
#include "xlsx/xml/xml_words.hpp"

namespace counterfoil::xlsx {

namespace {

struct ColumnDefinition {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string rest;  // attributes but for min and max
};

struct ColumnSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Nothing when its columns are gone. With `like` among them (where it stands now) they reach over the gap beside it.
std::optional<ColumnSpan> moved_span(ColumnSpan was, const ColumnShift& shift, std::uint32_t like) {
  if (was.first == 0 || was.last > last_column || was.first > was.last) return was;
  const auto area = shift.area({{1, was.first}, {last_row, was.last}});
  if (!area) return std::nullopt;
  ColumnSpan now{area->first.column, area->last.column};
  if (like < now.first || like > now.last) return now;
  if (like == now.last && was.last < last_column) now.last = std::max(now.last, shift.column(was.last + 1) - 1);
  if (like == now.first && was.first > 1) now.first = std::min(now.first, shift.column(was.first - 1) + 1);
  return now;
}

}  // namespace

std::uint32_t SheetPatch::column_style(std::uint32_t column) const {
  XmlWalker walker{rows_.head(), 0, XmlWalker::Part::fragment};
  while (walker.next()) {
    if (walker.tag().local != "col" || walker.tag().kind == XmlTagKind::close) continue;
    if (column < to_number(walker.attribute("min")) || column > to_number(walker.attribute("max"))) continue;
    return to_number(walker.attribute("style"));
  }
  return 0;
}

void SheetPatch::copy_column_definition(std::uint32_t like, std::uint32_t column) {
  const std::string& head = rows_.head();
  std::vector<ColumnDefinition> definitions;
  std::size_t begin = 0;
  std::size_t end = 0;
  XmlWalker walker{head, 0, XmlWalker::Part::fragment};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.local == "cols" && tag.kind == XmlTagKind::open) begin = tag.end;
    if (tag.local == "cols" && tag.kind == XmlTagKind::close) end = tag.begin;
    if (tag.local != "col" || tag.kind == XmlTagKind::close) continue;
    ColumnDefinition definition;
    for (const TagAttribute& attribute : walker.attributes()) {
      if (attribute.name == "min") {
        definition.first = to_number(attribute.value);
      } else if (attribute.name == "max") {
        definition.last = to_number(attribute.value);
      } else {
        definition.rest += " " + std::string{attribute.raw};
      }
    }
    definitions.push_back(std::move(definition));
  }
  if (end == 0) return;  // no column has a definition
  const auto covering = [&](std::uint32_t wanted) -> const ColumnDefinition* {
    for (const ColumnDefinition& each : definitions) {
      if (each.first <= wanted && wanted <= each.last) return &each;
    }
    return nullptr;
  };
  const ColumnDefinition* const model = covering(like);
  const ColumnDefinition* const present = covering(column);
  if (model == nullptr || (present != nullptr && present->rest == model->rest)) return;

  std::vector<ColumnDefinition> rebuilt;
  const ColumnDefinition copy{column, column, model->rest};
  bool placed = false;
  for (const ColumnDefinition& each : definitions) {
    if (!placed && each.last >= column) {
      if (each.first < column) rebuilt.push_back({each.first, column - 1, each.rest});
      rebuilt.push_back(copy);
      placed = true;
      if (each.last > column) rebuilt.push_back({std::max(each.first, column + 1), each.last, each.rest});
      continue;
    }
    rebuilt.push_back(each);
  }
  if (!placed) rebuilt.push_back(copy);
  std::string inner;
  for (const ColumnDefinition& each : rebuilt) {
    inner += "<" + rows_.prefix() + "col min=\"" + std::to_string(each.first) + "\" max=\"" + std::to_string(each.last) + "\"" +
             each.rest + "/>";
  }
  rows_.set_head(head.substr(0, begin) + inner + head.substr(end));
  forget_facts();
}

/// Each definition where its columns go. `like`, beside columns that just came into being: its definition reaches over them, unless
/// they would be hidden.
void SheetPatch::map_column_definitions(const ColumnShift& shift, std::uint32_t like) {
  const std::string& head = rows_.head();
  TextPatch patch;
  std::size_t begin = 0;
  std::size_t left = 0;
  XmlWalker walker{head, 0, XmlWalker::Part::fragment};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.local == "cols") {
      if (tag.kind == XmlTagKind::open) begin = tag.begin;
      if (tag.kind == XmlTagKind::close && left == 0) {
        TextPatch all;  // it may not stand empty
        all.replace(begin, tag.end, {});
        rows_.set_head(all.apply(head));
        forget_facts();
        return;
      }
    }
    if (tag.local != "col" || tag.kind == XmlTagKind::close) continue;
    const std::string_view min = walker.attribute("min");
    const std::string_view max = walker.attribute("max");
    const ColumnSpan was{to_number(min), to_number(max)};
    const bool hidden = walker.attribute("hidden") == "1" || walker.attribute("hidden") == "true";
    if (tag.kind == XmlTagKind::open) walker.skip_element();
    const std::optional<ColumnSpan> now = moved_span(was, shift, hidden ? 0 : like);
    if (!now) {
      patch.replace(tag.begin, walker.tag().end, {});
      continue;
    }
    ++left;
    if (now->first != was.first) patch.replace(head, min, std::to_string(now->first));
    if (now->last != was.last) patch.replace(head, max, std::to_string(now->last));
  }
  if (patch.empty()) return;
  rows_.set_head(patch.apply(head));
  forget_facts();
}

}  // namespace counterfoil::xlsx
