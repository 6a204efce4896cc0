#include "xlsx/patch/sheet_anchors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "xlsx/limits.hpp"
#include "xlsx/patch/drawing_anchors.hpp"
#include "xlsx/patch/filter_columns.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

/// Elements that are nothing without their range, and the attribute that holds it.
struct Anchored {
  std::string_view element;
  std::string_view attribute;
};
constexpr std::array<Anchored, 15> anchored = {{{"mergeCell", "ref"},
                                                {"conditionalFormatting", "sqref"},
                                                {"dataValidation", "sqref"},
                                                {"hyperlink", "ref"},
                                                {"autoFilter", "ref"},
                                                {"sortState", "ref"},
                                                {"sortCondition", "ref"},
                                                {"protectedRange", "sqref"},
                                                {"ignoredError", "sqref"},
                                                {"cellWatch", "r"},
                                                {"inputCells", "r"},
                                                {"cellSmartTags", "r"},
                                                {"singleXmlCell", "r"},
                                                {"webPublishItem", "sourceRef"},
                                                {"sparkline", ""}}};

/// Elements that may not stand empty, and whose count of children may be stated.
constexpr std::array<std::string_view, 18> containers = {"mergeCells",      "dataValidations",
                                                         "hyperlinks",      "protectedRanges",
                                                         "ignoredErrors",   "cellWatches",
                                                         "smartTags",       "sparklines",
                                                         "sparklineGroup",  "conditionalFormattings",
                                                         "sparklineGroups", "ext",
                                                         "extLst",          "scenario",
                                                         "scenarios",       "rowBreaks",
                                                         "webPublishItems", "colBreaks"};

template <class List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool holds_formula(std::string_view local) {
  return local == "formula" || local == "formula1" || local == "formula2" || local == "f";
}

class AnchorMapper {
 public:
  AnchorMapper(std::string_view text, const SheetChange& change, bool own_sheet)
      : text_(text), change_(change), own_sheet_(own_sheet) {}

  std::string run() {
    XmlWalker walker{text_, 0, XmlWalker::Part::fragment};
    while (walker.next()) {
      const XmlTag tag = walker.tag();
      if (tag.kind == XmlTagKind::close) continue;
      if (own_sheet_ && is_anchored(walker)) {
        XmlWalker inside = walker;
        inside.skip_element();
        if (!anchored_element(tag, inside.tag().kind == XmlTagKind::close ? inside.tag().end : tag.end)) walker.skip_element();
      }
      other(walker);
    }
    if (patch_.empty()) return std::string{text_};
    std::string out = patch_.apply(text_);
    while (removed_ && tidy(out)) {
    }
    return out;
  }

 private:
  bool is_anchored(const XmlWalker& walker) const {
    const std::string_view element = walker.tag().local;
    return std::any_of(anchored.begin(), anchored.end(), [&](const Anchored& each) { return each.element == element; }) &&
           change_.map.concerns(element);
  }

  /// False when the element goes.
  bool anchored_element(const XmlTag& tag, std::size_t end) {
    // Its list of ranges: an attribute, or in later extensions an element within.
    std::string_view list;
    const std::string_view open = text_.substr(tag.begin, tag.end - tag.begin);
    for (const Anchored& each : anchored) {
      if (each.element == tag.local && !each.attribute.empty()) list = tag_attribute(open, each.attribute);
    }
    if (list.data() == nullptr && end > tag.end) {
      XmlWalker inside{text_, tag.end};
      while (list.data() == nullptr && inside.next()) {
        if (inside.tag().local == "sqref" && inside.tag().kind == XmlTagKind::open) {
          list = text_.substr(inside.tag().end, text_.find('<', inside.tag().end) - inside.tag().end);
        }
      }
    }
    if (list.data() == nullptr) return true;
    const std::optional<std::string> there = map_range_list(list, change_.map);
    if (!there) {
      patch_.replace(tag.begin, end, {});
      removed_ = true;
      return false;
    }
    if (*there != list) patch_.replace(text_, list, *there);
    if (tag.local == "autoFilter") map_filter_columns(text_, tag.begin, list, change_.map, patch_);
    origin_ = origin_of(list);
    const auto now = origin_of(*there);
    moved_rows_ = origin_ && now && change_.map.copies_formulas() ? std::int64_t{now->row} - origin_->row : 0;
    moved_columns_ = origin_ && now && change_.map.copies_formulas() ? std::int64_t{now->column} - origin_->column : 0;
    anchored_end_ = end;
    return true;
  }

  void other(const XmlWalker& walker) {
    const XmlTag tag = walker.tag();
    if (tag.begin >= anchored_end_) {
      moved_rows_ = moved_columns_ = 0;
      origin_.reset();
    }
    if (tag.kind == XmlTagKind::open && holds_formula(tag.local)) {
      formula(text_.substr(tag.end, text_.find('<', tag.end) - tag.end));
    } else if (tag.local == "cfvo" && walker.attribute("type") == "formula") {
      formula(walker.attribute("val"));
    } else if (tag.local == "hyperlink") {
      formula(walker.attribute("location"), false);  // means that place, wherever the link stands
    } else if (own_sheet_ && tag.local == "brk") {
      page_break(walker);
    } else if (own_sheet_ && tag.kind == XmlTagKind::open && (walker.parent() == "from" || walker.parent() == "to")) {
      anchor_corner(tag.local, text_.substr(tag.end, text_.find('<', tag.end) - tag.end));
    } else if (tag.local == "dataRef" && same_sheet_name(decoded(walker.attribute("sheet")), change_.sheet)) {
      data_reference(walker.attribute("ref"));
    } else if (tag.local == "controlPr") {
      for (const std::string_view name : {"linkedCell", "listFillRange"}) formula(walker.attribute(name));
    }
  }

  void formula(std::string_view stored, bool counts_from_cell = true) {
    if (stored.empty()) return;
    std::string now = rewrite_formula(stored, reference_rule(change_, own_sheet_, origin_)).value_or(std::string{stored});
    if (counts_from_cell && (moved_rows_ != 0 || moved_columns_ != 0)) now = shift_relative(now, moved_rows_, moved_columns_);
    if (now == stored) return;
    // In an attribute the quotes of a formula must stay escaped.
    const bool attribute = stored.data() > text_.data() && stored.data()[-1] != '>';
    if (attribute) {
      std::string escaped;
      for (const char c : now) c == '"' ? escaped += "&quot;" : escaped += c;
      now = std::move(escaped);
    }
    patch_.replace(text_, stored, now);
  }

  /// Its id is the row above it, or the column to the left.
  void page_break(const XmlWalker& walker) {
    const bool rows = walker.parent() == "rowBreaks";
    if (!rows && walker.parent() != "colBreaks") return;
    const std::string_view id = walker.attribute("id");
    std::uint32_t before = 0;
    std::from_chars(id.data(), id.data() + id.size(), before);
    if (before == 0 || before >= (rows ? last_row : last_column)) return;
    const std::uint32_t now = (rows ? change_.map.row(before + 1) : change_.map.column(before + 1)) - 1;
    if (now != before && now > 0) patch_.replace(text_, id, std::to_string(now));
  }

  void anchor_corner(std::string_view element, std::string_view digits) {
    const std::string now = map_anchor_corner(element, digits, change_.map);
    if (now != digits) patch_.replace(text_, digits, now);
  }

  /// What a consolidation takes its figures from.
  void data_reference(std::string_view ref) {
    const auto range = parse_range_reference(ref);
    const auto there = range ? change_.map.area(*range) : std::nullopt;
    if (there && *there != *range) patch_.replace(text_, ref, to_string(*there));
  }

  /// Takes out what stands empty now and states counts anew. True when more may be left to do.
  static bool tidy(std::string& text) {
    TextPatch patch;
    bool more = false;
    struct Open {
      XmlTag tag;
      int children = 0;
    };
    std::vector<Open> open;
    XmlWalker walker{text, 0, XmlWalker::Part::fragment};
    while (walker.next()) {
      const XmlTag tag = walker.tag();
      if (tag.kind != XmlTagKind::close && !open.empty()) ++open.back().children;
      if (tag.kind == XmlTagKind::open) open.push_back({tag});
      if (tag.kind != XmlTagKind::close || open.empty()) continue;
      const Open closed = open.back();
      open.pop_back();
      if (!contains(containers, tag.local)) continue;
      const std::string_view content = std::string_view{text}.substr(closed.tag.end, tag.begin - closed.tag.end);
      const bool blank = content.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (closed.children == 0 && blank) {
        patch.replace(closed.tag.begin, tag.end, {});
        more = true;
        continue;
      }
      const std::string_view count =
          tag_attribute(std::string_view{text}.substr(closed.tag.begin, closed.tag.end - closed.tag.begin), "count");
      if (count.data() != nullptr && count != std::to_string(closed.children))
        patch.replace(text, count, std::to_string(closed.children));
    }
    if (!patch.empty()) text = patch.apply(text);
    return more;
  }

  std::string_view text_;
  const SheetChange& change_;
  bool own_sheet_;
  TextPatch patch_;
  bool removed_ = false;
  std::optional<CellReference> origin_;  // of the anchored element around
  std::int64_t moved_rows_ = 0;
  std::int64_t moved_columns_ = 0;
  std::size_t anchored_end_ = 0;
};

}  // namespace

std::string map_anchors(std::string_view text, const SheetChange& change, bool own_sheet) {
  return AnchorMapper{text, change, own_sheet}.run();
}

}  // namespace counterfoil::xlsx
