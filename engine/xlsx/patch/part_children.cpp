#include "xlsx/patch/part_children.hpp"

#include <algorithm>

#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

std::string_view prefix_of(const XmlTag& tag) { return tag.name.substr(0, tag.name.size() - tag.local.size()); }

/// An element that the walker stands at, with `added` at the end of what it holds.
void append_to_element(XmlWalker& walker, const std::string& added, TextPatch& patch) {
  const XmlTag tag = walker.tag();
  if (tag.kind == XmlTagKind::empty) {
    patch.replace(tag.end - 2, tag.end, ">" + added + "</" + std::string{tag.name} + ">");
    return;
  }
  walker.skip_element();
  patch.replace(walker.tag().begin, walker.tag().begin, added);
}

void step_to_root(XmlWalker& walker) {
  if (!walker.next() || walker.tag().kind == XmlTagKind::close) xml_fault("a part has no content");
}

}  // namespace

std::vector<std::string_view> children_of(std::string_view xml, std::string_view list) {
  std::vector<std::string_view> children;
  XmlWalker walker{xml};
  bool found = false;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close && walker.depth() == 1 && tag.local == list) found = true;
    if (found) break;  // a second list of the name is nobody's
    if (tag.kind == XmlTagKind::close || walker.parent() != list || walker.depth() != (tag.kind == XmlTagKind::open ? 3u : 2u))
      continue;
    walker.skip_element();
    children.push_back(xml.substr(tag.begin, walker.tag().end - tag.begin));
  }
  return children;
}

std::string with_prefix(std::string_view xml, std::string_view prefix) {
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

std::string with_list_elements(std::string_view xml, std::string_view list, std::span<const std::string_view> order,
                               const std::vector<std::string>& elements, ListCount counted) {
  if (elements.empty()) return std::string{xml};
  std::string plain;
  for (const std::string& each : elements) plain += each;
  XmlWalker walker{xml};
  step_to_root(walker);
  const XmlTag root = walker.tag();
  const std::string root_prefix{prefix_of(root)};
  const auto wanted = std::find(order.begin(), order.end(), list);
  TextPatch patch;
  std::size_t place = root.end;
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local == list) {
      const std::size_t count = children_of(xml, list).size() + elements.size();
      if (const std::string_view stated = walker.attribute("count"); stated.data() != nullptr)
        patch.replace(xml, stated, std::to_string(count));
      append_to_element(walker, with_prefix(plain, prefix_of(tag)), patch);
      return patch.apply(xml);
    }
    const auto here = std::find(order.begin(), order.end(), tag.local);
    walker.skip_element();
    if (here != order.end() && here < wanted) place = walker.tag().end;
  }
  const std::string name = root_prefix + std::string{list};
  const std::string count = counted == ListCount::stated ? " count=\"" + std::to_string(elements.size()) + "\"" : std::string{};
  const std::string whole = "<" + name + count + ">" + with_prefix(plain, root_prefix) + "</" + name + ">";
  if (root.kind == XmlTagKind::empty)
    patch.replace(root.end - 2, root.end, ">" + whole + "</" + std::string{root.name} + ">");
  else
    patch.replace(place, place, whole);
  return patch.apply(xml);
}

std::string with_child_at_end(std::string_view xml, const std::string& local_tag) {
  XmlWalker walker{xml};
  step_to_root(walker);
  TextPatch patch;
  append_to_element(walker, "<" + std::string{prefix_of(walker.tag())} + local_tag, patch);
  return patch.apply(xml);
}

}  // namespace counterfoil::xlsx
