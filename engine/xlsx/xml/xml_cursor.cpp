#include "xlsx/xml_cursor.hpp"

#include <algorithm>
#include <cstring>

#include "xlsx/xml/xml_words.hpp"
#include "xlsx/xml_text.hpp"

namespace counterfoil::xlsx {
namespace {

// Far beyond what any program writes; they keep the time for an element in proportion to its bytes.
constexpr std::size_t most_attributes = 128;
constexpr std::size_t most_bindings = 100;

bool ends_name(char c) {
  return is_xml_space(c) || c == '/' || c == '>' || c == '=' || c == '<' || c == '"' || c == '\'' || c == '&' || c == '\0';
}

/// Letters, '_', and anything beyond ASCII may begin a name; that is enough to tell a name from junk.
bool begins_name(char c) {
  const char letter = static_cast<char>(c | 0x20);
  return (letter >= 'a' && letter <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

XmlNamespace namespace_of(std::string_view uri) {
  if (uri == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
      uri == "http://purl.oclc.org/ooxml/spreadsheetml/main") {
    return XmlNamespace::spreadsheet;
  }
  if (uri == "http://schemas.openxmlformats.org/officeDocument/2006/relationships" ||
      uri == "http://purl.oclc.org/ooxml/officeDocument/relationships") {
    return XmlNamespace::relationships;
  }
  if (uri == "http://schemas.openxmlformats.org/package/2006/relationships") return XmlNamespace::package_relationships;
  if (uri == "http://schemas.openxmlformats.org/package/2006/content-types") return XmlNamespace::content_types;
  if (uri == "http://schemas.openxmlformats.org/markup-compatibility/2006") return XmlNamespace::compatibility;
  return uri.empty() ? XmlNamespace::none : XmlNamespace::other;
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}
std::string_view local_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

XmlCursor::XmlCursor(std::string_view xml, unsigned depth_limit)
    : at_(xml.data()), limit_(xml.data() + xml.size()), depth_limit_(depth_limit) {
  if (xml.substr(0, 3) == "\xEF\xBB\xBF") at_ += 3;
}

XmlCursor::Token XmlCursor::next() {
  if (pending_end_) {
    pending_end_ = false;
    close();
    return Token::end;
  }
  for (;;) {
    if (at_ == limit_) {
      if (!open_.empty()) xml_fault("it ends in the middle of an element");
      if (!seen_root_) xml_fault("a part of it is empty");
      return Token::finish;
    }
    if (*at_ != '<') {
      const char* const from = at_;
      const void* const found = std::memchr(at_, '<', static_cast<std::size_t>(limit_ - at_));
      at_ = found != nullptr ? static_cast<const char*>(found) : limit_;
      raw_ = {from, static_cast<std::size_t>(at_ - from)};
      cdata_ = false;
      if (!open_.empty()) return Token::text;
      if (!blank()) xml_fault("text outside of the elements");
      continue;
    }
    const std::string_view rest{at_, static_cast<std::size_t>(limit_ - at_)};
    if (rest.size() < 2) xml_fault("it ends in the middle of a tag");
    if (rest[1] == '/') return read_end();
    if (rest[1] == '?') {
      skip_past("?>", "it ends in the middle of an instruction");
    } else if (rest[1] != '!') {
      return read_start();
    } else if (rest.substr(0, 4) == "<!--") {
      at_ += 2;  // so that "<!-->" does not close itself
      skip_past("-->", "it ends in the middle of a comment");
    } else if (rest.substr(0, 9) == "<![CDATA[" && !open_.empty()) {
      const char* const from = at_ + 9;
      skip_past("]]>", "it ends in the middle of a text");
      raw_ = {from, static_cast<std::size_t>(at_ - 3 - from)};
      cdata_ = true;
      return Token::text;
    } else if (rest.substr(0, 9) == "<!DOCTYPE") {
      xml_fault("a document type with entities of its own, which no workbook needs");
    } else {
      xml_fault("a tag that cannot be read");
    }
  }
}

XmlCursor::Token XmlCursor::read_start() {
  begin_ = at_;
  const char* const from = at_ + 1;
  const char* p = from;
  while (p < limit_ && !ends_name(*p)) ++p;
  if (p == limit_) xml_fault("it ends in the middle of a tag");
  if (p == from || !begins_name(*from)) xml_fault("a tag that cannot be read");
  const std::string_view name{from, static_cast<std::size_t>(p - from)};
  if (open_.empty() && seen_root_) xml_fault("a second document behind the first");
  if (open_.size() >= depth_limit_) xml_fault("elements inside elements, deeper than any workbook needs");
  seen_root_ = true;
  open_.push_back({name, static_cast<std::uint32_t>(bindings_.size())});
  at_ = p;
  attributes_.clear();
  if (*at_ == '>') {
    ++at_;
  } else {
    read_attributes();
  }
  const std::string_view prefix = prefix_of(name);
  local_ = prefix.empty() ? name : local_of(name);
  space_ = prefix.empty() ? default_space_ : space_of(prefix);
  return Token::start;
}

void XmlCursor::read_attributes() {
  attribute_names_.clear();
  bool rebound = false;
  for (;;) {
    const char* const before = at_;
    while (at_ < limit_ && is_xml_space(*at_)) ++at_;
    if (at_ == limit_) xml_fault("it ends in the middle of a tag");
    if (*at_ == '>') {
      ++at_;
      break;
    }
    if (*at_ == '/') {
      if (limit_ - at_ < 2 || at_[1] != '>') xml_fault("a tag that cannot be read");
      at_ += 2;
      pending_end_ = true;
      break;
    }
    const char* const from = at_;
    while (at_ < limit_ && !ends_name(*at_)) ++at_;
    const std::string_view name{from, static_cast<std::size_t>(at_ - from)};
    if (name.empty() || before == from || !begins_name(*from)) xml_fault("an attribute that cannot be read");
    while (at_ < limit_ && is_xml_space(*at_)) ++at_;
    if (at_ == limit_ || *at_ != '=') xml_fault("an attribute without a value");
    ++at_;
    while (at_ < limit_ && is_xml_space(*at_)) ++at_;
    if (at_ == limit_ || (*at_ != '"' && *at_ != '\'')) xml_fault("an attribute without a value");
    const char quote = *at_++;
    const void* const close_quote = std::memchr(at_, quote, static_cast<std::size_t>(limit_ - at_));
    if (close_quote == nullptr) xml_fault("it ends in the middle of a tag");
    const std::string_view raw{at_, static_cast<std::size_t>(static_cast<const char*>(close_quote) - at_)};
    if (raw.find('<') != std::string_view::npos) xml_fault("an attribute that is not closed");
    at_ = static_cast<const char*>(close_quote) + 1;

    if (attribute_names_.size() >= most_attributes) xml_fault("more attributes than any element has");
    if (std::find(attribute_names_.begin(), attribute_names_.end(), name) != attribute_names_.end()) {
      xml_fault("an attribute that is given twice");
    }
    attribute_names_.push_back(name);
    if (name == "xmlns" || prefix_of(name) == "xmlns") {
      if (bindings_.size() >= most_bindings) xml_fault("more namespaces than any workbook has");
      const XmlNamespace space = raw.find('&') == std::string_view::npos ? namespace_of(raw) : namespace_of(decoded(raw));
      bindings_.push_back({name == "xmlns" ? std::string_view{} : local_of(name), space});
      rebound = true;
    } else {
      attributes_.push_back({local_of(name), raw, XmlNamespace::none});
      if (name.size() != attributes_.back().local.size()) attributes_.back().space = XmlNamespace::other;
    }
  }
  if (rebound) refresh_default();
  // Prefixes mean what the whole element says, whatever the order of its attributes.
  for (XmlAttribute& attribute : attributes_) {
    if (attribute.space == XmlNamespace::none) continue;
    const char* colon = attribute.local.data() - 1;
    for (const std::string_view name : attribute_names_) {
      if (name.data() <= colon && colon < name.data() + name.size()) attribute.space = space_of(prefix_of(name));
    }
  }
}

XmlCursor::Token XmlCursor::read_end() {
  const char* const from = at_ + 2;
  const char* p = from;
  while (p < limit_ && !ends_name(*p)) ++p;
  const std::string_view name{from, static_cast<std::size_t>(p - from)};
  while (p < limit_ && is_xml_space(*p)) ++p;
  if (p == limit_) xml_fault("it ends in the middle of a tag");
  if (*p != '>' || open_.empty() || open_.back().name != name) xml_fault("an element that is not closed");
  at_ = p + 1;
  close();
  return Token::end;
}

void XmlCursor::close() {
  const Open closed = open_.back();
  const std::string_view prefix = prefix_of(closed.name);
  local_ = local_of(closed.name);
  space_ = space_of(prefix);
  open_.pop_back();
  if (bindings_.size() != closed.bindings) leave_bindings(closed.bindings);
}

void XmlCursor::leave_bindings(std::size_t outside) {
  bindings_.resize(outside);
  refresh_default();
}

void XmlCursor::skip_past(std::string_view mark, std::string_view what) {
  const std::string_view rest{at_, static_cast<std::size_t>(limit_ - at_)};
  const std::size_t found = rest.find(mark, 2);
  if (found == std::string_view::npos) xml_fault(what);
  at_ += found + mark.size();
}

XmlNamespace XmlCursor::space_of(std::string_view prefix) const {
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding) {
    if (binding->prefix == prefix) return binding->space;
  }
  if (prefix.empty()) return XmlNamespace::none;
  if (prefix == "xml") return XmlNamespace::other;
  xml_fault("a namespace that is not declared");
}

void XmlCursor::refresh_default() { default_space_ = space_of({}); }

std::optional<std::string_view> XmlCursor::attribute(std::string_view name, XmlNamespace space) const {
  for (const XmlAttribute& attribute : attributes_) {
    if (attribute.local == name && attribute.space == space) return attribute.raw;
  }
  return {};
}

std::string XmlCursor::attribute_text(std::string_view name, XmlNamespace space) const {
  const auto raw = attribute(name, space);
  return raw ? decoded(*raw) : std::string{};
}

bool XmlCursor::attribute_true(std::string_view name) const {
  const auto raw = attribute(name);
  return raw && (*raw == "1" || *raw == "true" || *raw == "on");
}

bool XmlCursor::blank() const { return std::all_of(raw_.begin(), raw_.end(), is_xml_space); }

void XmlCursor::append_to(std::string& out, bool cell_escapes) const {
  const Escapes escapes = cell_escapes ? Escapes::entities_and_cell_escapes : Escapes::entities;
  if (!cdata_) return append_decoded(out, raw_, escapes);
  const std::size_t before = out.size();
  out.resize(before + raw_.size());
  out.resize(before + decode_cdata(out.data() + before, raw_, escapes));
}

void XmlCursor::skip() {
  const std::size_t outside = open_.size() - 1;
  while (open_.size() > outside) next();
}

}  // namespace counterfoil::xlsx
