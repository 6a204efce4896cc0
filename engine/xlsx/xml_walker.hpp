// Walking a part's XML tag by tag with the place of each, so that a change can be spliced into the text and every other byte stay.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace counterfoil::xlsx {

enum class XmlTagKind { open, close, empty };

struct TagAttribute {
  std::string_view raw;    // name="value"
  std::string_view name;   // with its prefix
  std::string_view value;  // still escaped
};

struct XmlTag {
  XmlTagKind kind = XmlTagKind::open;
  std::string_view name;          // with its prefix
  std::string_view local;         // without
  std::size_t begin = 0;          // of '<'
  std::size_t end = 0;            // after '>'
  std::size_t element_begin = 0;  // a closing tag: where its element began
  std::size_t content_begin = 0;  // a closing tag: where its element's content began
};

/// Comments, processing instructions and CDATA are stepped over. Throws Failure (unreadable) for what is not well formed.
class XmlWalker {
 public:
  /// A fragment may end before its elements do.
  enum class Part { whole, fragment };
  explicit XmlWalker(std::string_view text, std::size_t from = 0, Part part = Part::whole) : text_(text), at_(from), part_(part) {}

  /// To the next tag; false at the end of the text, or of the element in which the walk began.
  bool next();
  const XmlTag& tag() const { return tag_; }
  std::vector<TagAttribute> attributes() const;
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
  Part part_;
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
  std::vector<TagAttribute> attributes;
  explicit operator bool() const { return end != 0; }
  std::string_view attribute(std::string_view name) const;
};

/// The first child of that local name, from `from` (where content begins) to the end of the element around it.
XmlElement find_child(std::string_view text, std::size_t from, std::string_view local);

std::string_view local_name(std::string_view name);
std::string escape_formula(std::string_view text);    // & < >
std::string escape_attribute(std::string_view text);  // & < > "

/// The first opening tag of that name (with its prefix) from `from`; npos when there is none. For texts without comments and CDATA.
std::size_t find_open(std::string_view text, std::size_t from, std::string_view name);

/// An attribute's value in the text of a tag ("<c r=\"A1\">"); data() is null when it is absent.
std::string_view tag_attribute(std::string_view tag, std::string_view name);

/// An element in a run of elements that never hold one of their own name: rows, cells, formulas.
struct ElementSpan {
  std::string_view name;
  std::size_t begin = 0;
  std::size_t content_begin = 0;
  std::size_t content_end = 0;  // equal to content_begin for an empty tag
  std::size_t end = 0;
};

/// The next element from `from`; nothing at a closing tag or the end. `plain`: the text holds neither comments nor CDATA, which
/// lets the end be found by search.
std::optional<ElementSpan> next_element(std::string_view text, std::size_t from, bool plain);

/// A part that was converted to UTF-8 may still say that it is something else.
std::string with_utf8_declared(std::string_view xml);

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
