// Walking a part's XML tag by tag with the place of each, so that a change can be spliced into the text and every other byte stay.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx {

enum class XmlTagKind { open, close, empty };

struct XmlAttribute {
  std::string_view raw;    // name="value"
  std::string_view name;   // with its prefix
  std::string_view value;  // still escaped
};

struct XmlTag {
  XmlTagKind kind = XmlTagKind::open;
  std::string_view name;   // with its prefix
  std::string_view local;  // without
  std::size_t begin = 0;   // of '<'
  std::size_t end = 0;     // after '>'
  std::size_t element_begin = 0;  // a closing tag: where its element began
  std::size_t content_begin = 0;  // a closing tag: where its element's content began
};

/// Comments, processing instructions and CDATA are stepped over. Throws Failure (unreadable) for what is not well formed.
class XmlWalker {
 public:
  explicit XmlWalker(std::string_view text, std::size_t from = 0) : text_(text), at_(from) {}

  /// To the next tag; false at the end of the text, or of the element in which the walk began.
  bool next();
  const XmlTag& tag() const { return tag_; }
  std::vector<XmlAttribute> attributes() const;
  /// By name with its prefix; data() is null when it is absent.
  std::string_view attribute(std::string_view name) const;
  /// Local name of the element around the current tag; empty at the root.
  std::string_view parent() const;
  bool inside(std::string_view local) const;
  /// Elements that are open, the current one included once its opening tag was passed.
  std::size_t depth() const { return open_.size(); }
  /// From an opening tag to after its closing one; from an empty one nowhere.
  void skip_element();

 private:
  struct Open {
    std::string_view name;
    std::size_t begin;
    std::size_t content;
  };
  std::string_view text_;
  std::size_t at_;
  XmlTag tag_;
  std::vector<Open> open_;
};

/// An element as it stands in a text.
struct XmlElement {
  std::size_t begin = 0;
  std::size_t end = 0;  // 0: there is no such element
  std::size_t content_begin = 0;
  std::size_t content_end = 0;
  std::string_view name;
  std::vector<XmlAttribute> attributes;
  explicit operator bool() const { return end != 0; }
  std::string_view attribute(std::string_view name) const;
};

/// The first child of that local name, from `from` (where content begins) to the end of the element around it.
XmlElement find_child(std::string_view text, std::size_t from, std::string_view local);

std::string_view local_name(std::string_view name);
std::string escape_formula(std::string_view text);    // & < >
std::string escape_attribute(std::string_view text);  // & < > "

/// Replacements in a text, applied together.
class TextPatch {
 public:
  void replace(std::size_t begin, std::size_t end, std::string with) { edits_.push_back({begin, end, std::move(with)}); }
  void replace(std::string_view text, std::string_view part, std::string with) {
    const auto begin = static_cast<std::size_t>(part.data() - text.data());
    replace(begin, begin + part.size(), std::move(with));
  }
  bool empty() const { return edits_.empty(); }
  /// Replacements may not overlap; those at one place come in the order in which they were asked for.
  std::string apply(std::string_view text);

 private:
  struct Edit {
    std::size_t begin;
    std::size_t end;
    std::string with;
  };
  std::vector<Edit> edits_;
};

}  // namespace counterfoil::xlsx
