// A forward walk over XML: tags and texts as they come, checked for being well formed, without a tree and without copies.
//
// Knows namespaces as far as workbooks need them: each element and each prefixed attribute is said to belong to one of those below.
// A DOCTYPE is refused, so no entity but the five of XML exists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx {

enum class XmlNamespace : std::uint8_t {
  none,
  spreadsheet,    // transitional or strict
  relationships,  // r:id
  package_relationships,
  content_types,
  compatibility,  // mc:AlternateContent
  other,
};

struct XmlAttribute {
  std::string_view local;
  std::string_view raw;  // between the quotes, as stored
  XmlNamespace space = XmlNamespace::none;
};

class XmlCursor {
 public:
  enum class Token : std::uint8_t { start, end, text, finish };

  /// Borrows `xml`, which is UTF-8 (see to_utf8).
  explicit XmlCursor(std::string_view xml, unsigned depth_limit = 256);

  /// The next tag or text; a self-closing element gives a start and an end. Throws Failure where the XML is not well formed.
  Token next();

  /// Of a start: where its tag begins.
  const char* begin() const { return begin_; }

  // Of a start or end:
  std::string_view local() const { return local_; }
  XmlNamespace space() const { return space_; }
  bool is(std::string_view name) const { return local_ == name && space_ == XmlNamespace::spreadsheet; }
  /// Elements open now: counts this one at its start, no longer at its end.
  std::size_t depth() const { return open_.size(); }

  // Of a start:
  const std::vector<XmlAttribute>& attributes() const { return attributes_; }
  std::optional<std::string_view> attribute(std::string_view name, XmlNamespace space = XmlNamespace::none) const;
  std::string attribute_text(std::string_view name, XmlNamespace space = XmlNamespace::none) const;  // decoded; empty when absent
  bool attribute_true(std::string_view name) const;                                                  // "1", "true" or "on"

  // Of a text:
  std::string_view raw() const { return raw_; }
  bool is_cdata() const { return cdata_; }
  bool blank() const;  // only white space
  /// Adds the text, decoded.
  void append_to(std::string& out, bool cell_escapes) const;

  /// After a start: moves on past its end.
  void skip();

  // For fast paths over a dialect they know well: where the next token begins, and going on from elsewhere at the same depth.
  const char* at() const { return at_; }
  const char* limit() const { return limit_; }
  void jump(const char* to) { at_ = to; }
  /// Goes on in another text, inside of the elements that are open.
  void go_on_in(const char* from, const char* limit) {
    at_ = from;
    limit_ = limit;
  }
  /// True when a self-closing element's end is still to be given: at() then lies behind that element.
  bool end_is_pending() const { return pending_end_; }
  /// An element without prefix belongs to the spreadsheet here.
  bool unprefixed_is_spreadsheet() const { return default_space_ == XmlNamespace::spreadsheet; }
  void open_plain(std::string_view name) { open_.push_back({name, static_cast<std::uint32_t>(bindings_.size())}); }
  void close_plain() {
    const std::uint32_t bindings = open_.back().bindings;
    open_.pop_back();
    if (bindings_.size() != bindings) leave_bindings(bindings);
  }

 private:
  struct Open {
    std::string_view name;   // with prefix
    std::uint32_t bindings;  // how many were in force outside
  };
  struct Binding {
    std::string_view prefix;  // empty: the default
    XmlNamespace space;
  };

  Token read_start();
  Token read_end();
  void close();
  void read_attributes();
  void skip_past(std::string_view mark, std::string_view what);
  XmlNamespace space_of(std::string_view prefix) const;
  void leave_bindings(std::size_t outside);
  void refresh_default();

  const char* at_;
  const char* limit_;
  const char* begin_ = nullptr;
  unsigned depth_limit_;
  bool pending_end_ = false;
  bool seen_root_ = false;
  bool cdata_ = false;
  XmlNamespace space_ = XmlNamespace::none;
  XmlNamespace default_space_ = XmlNamespace::none;
  std::string_view local_;
  std::string_view raw_;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string_view> attribute_names_;  // with prefix, for finding doubles
  std::vector<Open> open_;
  std::vector<Binding> bindings_;
};

}  // namespace counterfoil::xlsx
