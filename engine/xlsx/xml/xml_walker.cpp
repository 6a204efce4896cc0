#include "xlsx/xml_walker.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "xlsx/limits.hpp"
#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {

namespace {

[[noreturn]] void not_sound() { xml_fault("a tag does not end or does not match"); }

/// Position after the next `end` from `from`.
std::size_t after(std::string_view text, std::string_view end, std::size_t from) {
  const std::size_t at = text.find(end, from);
  if (at == std::string_view::npos) not_sound();
  return at + end.size();
}

/// The '>' that ends a tag; one inside a quoted value does not.
std::size_t tag_end(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '>') return at;
    if (c == '"' || c == '\'') at = after(text, text.substr(at, 1), at + 1) - 1;
  }
  not_sound();
}

/// The first "</name" from `from`; far ones by Horspool's search, since markup is full of first characters.
std::size_t find_close(std::string_view text, std::size_t from, std::string_view name) {
  // A cell ends after a tag or two, a row after many.
  constexpr int near = 6;
  for (int tries = 0; tries < near; ++tries, ++from) {
    do {
      from = text.find('<', from);
      if (from == std::string_view::npos) not_sound();
      ++from;
    } while (from >= text.size() || text[from] != '/');
    --from;
    const std::size_t end = from + 2 + name.size();
    if (end < text.size() && text[from + 2] == name[0] && text.compare(from + 2, name.size(), name) == 0 &&
        (text[end] == '>' || is_xml_space(text[end])))
      return from;
  }
  const std::size_t length = name.size() + 2;
  std::array<std::uint8_t, 256> skip;
  skip.fill(static_cast<std::uint8_t>(std::min<std::size_t>(length, 255)));
  std::string needle = "</";
  needle += name;
  for (std::size_t i = 0; i + 1 < length; ++i) {
    skip[static_cast<unsigned char>(needle[i])] = static_cast<std::uint8_t>(std::min<std::size_t>(length - 1 - i, 255));
  }
  const char last = needle.back();
  for (std::size_t at = from; at + length <= text.size();) {
    const char c = text[at + length - 1];
    if (c == last && text.compare(at, length, needle) == 0) {
      const char next = at + length < text.size() ? text[at + length] : '\0';
      if (next == '>' || is_xml_space(next)) return at;
    }
    at += skip[static_cast<unsigned char>(c)];
  }
  not_sound();
}

/// Calls `visit` for each attribute of what stands between a tag's name and its end, until it returns false.
template <class Visit>
void for_attributes(std::string_view inside, Visit&& visit) {
  std::size_t at = 0;
  while (at < inside.size()) {
    while (at < inside.size() && is_xml_space(inside[at])) ++at;
    if (at >= inside.size() || inside[at] == '/') break;
    const std::size_t name = at;
    while (at < inside.size() && inside[at] != '=' && !is_xml_space(inside[at])) ++at;
    const std::size_t name_end = at;
    while (at < inside.size() && is_xml_space(inside[at])) ++at;
    if (at >= inside.size() || inside[at] != '=') not_sound();
    ++at;
    while (at < inside.size() && is_xml_space(inside[at])) ++at;
    if (at >= inside.size() || (inside[at] != '"' && inside[at] != '\'')) not_sound();
    const std::size_t value = at + 1;
    const std::size_t value_end = inside.find(inside[at], value);
    if (value_end == std::string_view::npos) not_sound();
    at = value_end + 1;
    if (!visit(TagAttribute{inside.substr(name, at - name), inside.substr(name, name_end - name),
                            inside.substr(value, value_end - value)})) {
      return;
    }
  }
}

std::size_t name_end(std::string_view text, std::size_t from) {
  while (from < text.size() && !is_xml_space(text[from]) && text[from] != '/' && text[from] != '>') ++from;
  return from;
}

std::string escape(std::string_view text, bool quotes) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"' && quotes) {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

bool says_utf8(std::string_view encoding) {
  constexpr std::string_view name = "utf-8";
  return std::equal(encoding.begin(), encoding.end(), name.begin(), name.end(),
                    [](char x, char y) { return (x == y) || (x >= 'A' && x <= 'Z' && (x | 0x20) == y); });
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool XmlWalker::next() {
  while (true) {
    const std::size_t begin = text_.find('<', at_);
    if (begin == std::string_view::npos) {
      if (!open_.empty() && part_ == Part::whole) not_sound();
      return false;
    }
    const std::string_view rest = text_.substr(begin);
    if (rest.starts_with("<!--")) {
      at_ = after(text_, "-->", begin + 4);
    } else if (rest.starts_with("<![CDATA[")) {
      at_ = after(text_, "]]>", begin + 9);
    } else if (rest.starts_with("<?")) {
      at_ = after(text_, "?>", begin + 2);
    } else if (rest.starts_with("<!")) {
      not_sound();  // a document type declaration: no part of a workbook may have one
    } else {
      const std::size_t close = tag_end(text_, begin + 1);
      const bool closing = rest.size() > 1 && rest[1] == '/';
      const std::size_t name = begin + (closing ? 2 : 1);
      const std::size_t after_name = name_end(text_, name);
      if (after_name == name) not_sound();
      tag_ = XmlTag{};
      tag_.name = text_.substr(name, after_name - name);
      tag_.local = local_name(tag_.name);
      tag_.begin = begin;
      tag_.end = close + 1;
      at_ = close + 1;
      if (closing) {
        if (open_.empty()) return false;  // the end of the element in which the walk began
        if (open_.back().name != tag_.name) not_sound();
        tag_.kind = XmlTagKind::close;
        tag_.element_begin = open_.back().begin;
        tag_.content_begin = open_.back().content;
        open_.pop_back();
      } else if (text_[close - 1] == '/') {
        tag_.kind = XmlTagKind::empty;
      } else {
        open_.push_back({tag_.name, begin, close + 1});
        if (open_.size() > Limits{}.xml_depth) xml_fault("its elements are nested too deeply");
      }
      return true;
    }
  }
}

std::vector<TagAttribute> XmlWalker::attributes() const {
  if (tag_.kind == XmlTagKind::close) return {};
  const std::size_t from = tag_.begin + 1 + tag_.name.size();
  std::vector<TagAttribute> found;
  for_attributes(text_.substr(from, tag_.end - 1 - from), [&](const TagAttribute& each) {
    found.push_back(each);
    return true;
  });
  return found;
}

std::string_view XmlWalker::attribute(std::string_view name) const {
  if (tag_.kind == XmlTagKind::close) return {};
  return tag_attribute(text_.substr(tag_.begin, tag_.end - tag_.begin), name);
}

std::string_view XmlWalker::parent() const {
  const std::size_t own = tag_.kind == XmlTagKind::open ? 1 : 0;
  return open_.size() > own ? local_name(open_[open_.size() - own - 1].name) : std::string_view{};
}

bool XmlWalker::inside(std::string_view local) const {
  return std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return local_name(open.name) == local; });
}

void XmlWalker::skip_element() {
  if (tag_.kind != XmlTagKind::open) return;
  const std::size_t depth = open_.size();
  while (open_.size() >= depth && next()) {
  }
}

std::string_view XmlElement::attribute(std::string_view wanted) const {
  for (const TagAttribute& each : attributes) {
    if (each.name == wanted) return each.value;
  }
  return {};
}

XmlElement find_child(std::string_view text, std::size_t from, std::string_view local) {
  XmlWalker walker{text, from};
  while (walker.next()) {
    const XmlTag tag = walker.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tag.local != local) {
      walker.skip_element();
      continue;
    }
    XmlElement element;
    element.begin = tag.begin;
    element.name = tag.name;
    element.attributes = walker.attributes();
    element.content_begin = tag.end;
    walker.skip_element();
    element.end = walker.tag().end;
    element.content_end = tag.kind == XmlTagKind::empty ? tag.end : walker.tag().begin;
    return element;
  }
  return {};
}

std::size_t find_open(std::string_view text, std::size_t from, std::string_view name) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::size_t end = at + 1 + name.size();
    if (end >= text.size()) break;
    const char next = text[end];
    if (text[at + 1] != name[0] || (next != '>' && next != '/' && !is_xml_space(next))) continue;
    if (text.compare(at + 1, name.size(), name) == 0) return at;
  }
  return std::string_view::npos;
}

std::string_view tag_attribute(std::string_view tag, std::string_view name) {
  const std::size_t from = name_end(tag, 1);
  std::string_view value;
  for_attributes(tag.substr(from, tag.size() - 1 - from), [&](const TagAttribute& each) {
    if (each.name != name) return true;
    value = each.value;
    return false;
  });
  return value;
}

std::optional<ElementSpan> next_element(std::string_view text, std::size_t from, bool plain) {
  while (true) {
    const std::size_t begin = text.find('<', from);
    if (begin == std::string_view::npos) return std::nullopt;
    const char next = begin + 1 < text.size() ? text[begin + 1] : '\0';
    if (next == '/') return std::nullopt;
    if (next == '!' || next == '?') {
      const std::string_view rest = text.substr(begin);
      from = after(text,
                   next == '?'                     ? "?>"
                   : rest.starts_with("<!--")      ? "-->"
                   : rest.starts_with("<![CDATA[") ? "]]>"
                                                   : "\0never",
                   begin + 2);
      continue;
    }
    ElementSpan span;
    span.begin = begin;
    span.name = text.substr(begin + 1, name_end(text, begin + 1) - begin - 1);
    if (span.name.empty()) not_sound();
    const std::size_t close = tag_end(text, begin + 1);
    span.content_begin = close + 1;
    if (text[close - 1] == '/') {
      span.content_end = span.end = close + 1;
    } else if (plain) {
      span.content_end = find_close(text, close + 1, span.name);
      span.end = after(text, ">", span.content_end);
    } else {
      XmlWalker walker{text, begin};
      walker.next();
      walker.skip_element();
      span.content_end = walker.tag().begin;
      span.end = walker.tag().end;
    }
    return span;
  }
}

std::string escape_formula(std::string_view text) { return escape(text, false); }
std::string escape_attribute(std::string_view text) { return escape(text, true); }

std::string with_utf8_declared(std::string_view xml) {
  const std::size_t start = xml.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t end = xml.substr(start).starts_with("<?xml") ? xml.find("?>", start) : std::string_view::npos;
  const std::size_t found = end == std::string_view::npos ? end : xml.substr(0, end).find("encoding");
  if (found == std::string_view::npos) return std::string{xml};
  const std::size_t quote = xml.find_first_of("\"'", found);
  const std::size_t close = quote == std::string_view::npos ? quote : xml.find(xml[quote], quote + 1);
  if (close == std::string_view::npos || close > end || says_utf8(xml.substr(quote + 1, close - quote - 1)))
    return std::string{xml};
  TextPatch patch;
  patch.replace(quote + 1, close, "UTF-8");
  return patch.apply(xml);
}

std::string TextPatch::apply(std::string_view text) {
  std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t at = 0;
  const Edit* before = nullptr;
  for (const Edit& edit : edits_) {
    if (before != nullptr && edit.begin == before->begin && edit.end == before->end && edit.begin != edit.end &&
        edit.with == before->with)
      continue;
    if (edit.begin < at) xml_fault("elements stand within others of their kind");
    before = &edit;
    out += text.substr(at, edit.begin - at);
    out += edit.with;
    at = edit.end;
  }
  out += text.substr(at);
  edits_.clear();
  return out;
}

}  // namespace counterfoil::xlsx
