#include "xlsx/proof/part_proof.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "xlsx/cell_reference.hpp"
#include "xlsx/formula_references.hpp"
#include "xlsx/limits.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::uint32_t most_formats = 65'490;
constexpr std::uint32_t largest_sheet_id = 65'534;
constexpr std::size_t longest_sheet_name = 31;
constexpr std::size_t longest_formula = 8'192;
constexpr std::uint32_t own_formats_from = 164;

constexpr std::array<std::string_view, 39> order_of_worksheet = {"sheetPr",
                                                                 "dimension",
                                                                 "sheetViews",
                                                                 "sheetFormatPr",
                                                                 "cols",
                                                                 "sheetData",
                                                                 "sheetCalcPr",
                                                                 "sheetProtection",
                                                                 "protectedRanges",
                                                                 "scenarios",
                                                                 "autoFilter",
                                                                 "sortState",
                                                                 "dataConsolidate",
                                                                 "customSheetViews",
                                                                 "mergeCells",
                                                                 "phoneticPr",
                                                                 "conditionalFormatting",
                                                                 "dataValidations",
                                                                 "hyperlinks",
                                                                 "printOptions",
                                                                 "pageMargins",
                                                                 "pageSetup",
                                                                 "headerFooter",
                                                                 "rowBreaks",
                                                                 "colBreaks",
                                                                 "customProperties",
                                                                 "cellWatches",
                                                                 "ignoredErrors",
                                                                 "smartTags",
                                                                 "drawing",
                                                                 "legacyDrawing",
                                                                 "legacyDrawingHF",
                                                                 "drawingHF",
                                                                 "picture",
                                                                 "oleObjects",
                                                                 "controls",
                                                                 "webPublishItems",
                                                                 "tableParts",
                                                                 "extLst"};
constexpr std::array<std::string_view, 18> order_of_workbook = {
    "fileVersion",    "fileSharing", "workbookPr",     "workbookProtection",
    "bookViews",      "sheets",      "functionGroups", "externalReferences",
    "definedNames",   "calcPr",      "oleSize",        "customWorkbookViews",
    "pivotCaches",    "smartTagPr",  "smartTagTypes",  "webPublishing",
    "fileRecoveryPr", "extLst"};
constexpr std::array<std::string_view, 11> order_of_styles = {
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"};
constexpr std::array<std::string_view, 5> order_of_table = {"autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"};

std::uint32_t number_or(std::string_view digits, std::uint32_t otherwise = 0) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return digits.empty() || read.ec != std::errc{} ? otherwise : number;
}

std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return text;
}

/// A walk over the tags of a small part that begin an element: calls `visit` with the walker and the element's level (the root's
/// children have 1).
template <class Visit>
void each_element(std::string_view text, Visit&& visit) {
  XmlWalker walker{text};
  while (walker.next()) {
    if (walker.tag().kind == XmlTagKind::close) continue;
    visit(walker, walker.depth() - (walker.tag().kind == XmlTagKind::open ? 1u : 0u));
  }
}

class PartProof {
 public:
  PartProof(std::string_view part, std::string_view text, const PartFacts& facts, std::vector<Breach>& found)
      : part_(part), text_(text), facts_(facts), found_(found) {}

  void workbook() {
    ChildOrder order{"workbook", part_, found_};
    std::set<std::string> names, ids, defined;
    std::uint32_t sheets = 0;
    std::vector<std::pair<std::string, std::uint32_t>> local;
    each_element(text_, [&](const XmlWalker& walker, std::size_t level) {
      const std::string_view name = walker.tag().local;
      if (level == 1) order.child(name);
      if (name == "sheet" && walker.parent() == "sheets") {
        ++sheets;
        sheet(walker, names, ids);
      } else if (name == "definedName") {
        const std::string own = decoded(walker.attribute("name"));
        const std::string_view where = walker.attribute("localSheetId");
        if (!defined.insert(folded(own) + '\n' + std::string{where}).second) say("a name stands twice", own);
        if (!where.empty()) local.emplace_back(own, number_or(where));
        const std::size_t begin = walker.tag().end;
        if (text_.find('<', begin) - begin > longest_formula && walker.tag().kind == XmlTagKind::open)
          say("a name's formula is longer than Excel takes", own);
      }
    });
    for (const auto& [name, sheet] : local)
      if (sheet >= sheets) say("a name belongs to a sheet that is not there", name);
  }

  void styles() {
    ChildOrder order{"styleSheet", part_, found_};
    const auto sizes = list_sizes(text_);
    const auto size_of = [&](std::string_view list) {
      const auto found = sizes.find(list);
      return found == sizes.end() ? 0u : found->second;
    };
    std::set<std::uint32_t> formats;
    each_element(text_, [&](const XmlWalker& walker, std::size_t level) {
      const XmlTag& tag = walker.tag();
      if (level == 1) {
        order.child(tag.local);
        const std::string_view stated = walker.attribute("count");
        if (!stated.empty() && sizes.contains(tag.local) && number_or(stated) != size_of(tag.local))
          say("a list says another number than it holds", std::string{tag.local});
      } else if (tag.local == "numFmt" && walker.parent() == "numFmts") {
        formats.insert(number_or(walker.attribute("numFmtId")));
      } else if (tag.local == "xf") {
        const bool of_cells = walker.parent() == "cellXfs";
        for (const auto& [attribute, list] : {std::pair<std::string_view, std::string_view>{"fontId", "fonts"},
                                              {"fillId", "fills"},
                                              {"borderId", "borders"},
                                              {"xfId", "cellStyleXfs"}}) {
          if (attribute == "xfId" && !of_cells) continue;
          const std::string_view used = walker.attribute(attribute);
          if (!used.empty() && number_or(used) >= size_of(list)) say("a format names what is not there", std::string{attribute});
        }
        const std::uint32_t format = number_or(walker.attribute("numFmtId"));
        if (format >= own_formats_from && !formats.contains(format)) say("a number format is not there", std::to_string(format));
      }
    });
    if (size_of("cellXfs") > most_formats) say("there are more cell formats than Excel takes", {});
  }

  void table() {
    ChildOrder order{"table", part_, found_};
    std::set<std::string> ids, names;
    std::optional<RangeReference> range;
    std::uint32_t columns = 0;
    std::string_view stated;
    each_element(text_, [&](const XmlWalker& walker, std::size_t level) {
      const std::string_view name = walker.tag().local;
      if (level == 0) range = parse_range_reference(walker.attribute("ref"));
      if (level == 1) order.child(name);
      if (name == "tableColumns") stated = walker.attribute("count");
      if (name != "tableColumn") return;
      ++columns;
      if (!ids.insert(std::string{walker.attribute("id")}).second) say("a table column's id stands twice", {});
      const std::string own = folded(decoded(walker.attribute("name"), Escapes::entities_and_cell_escapes));
      if (own.empty() || !names.insert(own).second) say("a table column's name is empty or stands twice", std::to_string(columns));
    });
    if (!range) return say("a table's range cannot be read", {});
    if (columns != range->last.column - range->first.column + 1 || (!stated.empty() && number_or(stated) != columns))
      say("a table has another number of columns than its range", to_string(*range));
  }

  void content_types() {
    std::set<std::string> defaults, overrides;
    each_element(text_, [&](const XmlWalker& walker, std::size_t) {
      const bool by_ending = walker.tag().local == "Default";
      if (!by_ending && walker.tag().local != "Override") return;
      const std::string what = folded(decoded(walker.attribute(by_ending ? "Extension" : "PartName")));
      if (!(by_ending ? defaults : overrides).insert(what).second) say("a part has two content types", what);
    });
  }

  void relationships() {
    std::set<std::string> ids;
    each_element(text_, [&](const XmlWalker& walker, std::size_t level) {
      if (level != 1) return;
      const std::string id = decoded(walker.attribute("Id"));
      if (id.empty() || !ids.insert(id).second) say("a relationship's id is empty or stands twice", id);
    });
  }

  void well_formed() {
    XmlCursor cursor{text_};
    while (cursor.next() != XmlCursor::Token::finish) {
    }
  }

 private:
  void sheet(const XmlWalker& walker, std::set<std::string>& names, std::set<std::string>& ids) {
    const std::string name = decoded(walker.attribute("name"));
    std::size_t units = 0;
    for (const char c : name) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    }
    if (name.empty() || units > longest_sheet_name || name.find_first_of("[]:*?/\\") != std::string::npos)
      say("a sheet's name is one that Excel does not take", std::to_string(names.size() + 1));
    if (!names.insert(folded(name)).second) say("two sheets have one name", {});
    const std::uint32_t id = number_or(walker.attribute("sheetId"));
    if (id == 0 || id > largest_sheet_id || !ids.insert(std::to_string(id)).second)
      say("a sheet's id is out of bounds or stands twice", std::to_string(id));
    for (const TagAttribute& each : walker.attributes()) {
      if (local_name(each.name) != "id" || each.name == "id" || each.value.empty()) continue;
      if (!facts_.relationship_ids.contains(decoded(each.value))) say("a sheet has no part", decoded(each.value));
    }
  }

  void say(std::string rule, std::string place) { found_.push_back({std::move(rule), std::string{part_}, std::move(place)}); }

  std::string_view part_;
  std::string_view text_;
  const PartFacts& facts_;
  std::vector<Breach>& found_;
};

}  // namespace

ChildOrder::ChildOrder(std::string_view root, std::string_view part, std::vector<Breach>& found) : part_(part), found_(found) {
  const auto use = [&](const auto& order) {
    order_ = order.data();
    count_ = order.size();
  };
  if (root == "worksheet") use(order_of_worksheet);
  if (root == "workbook") use(order_of_workbook);
  if (root == "styleSheet") use(order_of_styles);
  if (root == "table") use(order_of_table);
}

void ChildOrder::child(std::string_view local) {
  const std::string_view* const end = order_ + count_;
  const auto place = static_cast<std::size_t>(std::find(order_, end, local) - order_);
  if (place == count_) return;  // of an extension
  if (place < next_) found_.push_back({"elements stand twice or in another order", std::string{part_}, std::string{local}});
  const bool many = local == "conditionalFormatting" || local == "fileRecoveryPr";
  next_ = std::max(next_, place + (many ? 0 : 1));
}

std::map<std::string, std::uint32_t, std::less<>> list_sizes(std::string_view xml) {
  std::map<std::string, std::uint32_t, std::less<>> sizes;
  std::string list;
  each_element(xml, [&](const XmlWalker& walker, std::size_t level) {
    if (level == 1) sizes[list = walker.tag().local];
    if (level == 2) ++sizes[list];
  });
  return sizes;
}

std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> table_headings(std::string_view xml) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> headings;
  std::optional<RangeReference> range;
  std::uint32_t column = 0;
  each_element(xml, [&](const XmlWalker& walker, std::size_t level) {
    if (level == 0 && walker.attribute("headerRowCount") != "0") range = parse_range_reference(walker.attribute("ref"));
    if (!range || walker.tag().local != "tableColumn") return;
    std::string name;
    for (const char c : decoded(walker.attribute("name"), Escapes::entities_and_cell_escapes))
      if (c != '\r') name += c;
    headings[{range->first.row, range->first.column + column++}] = std::move(name);
  });
  return headings;
}

std::vector<Breach> breaches_of_part(std::string_view part, std::string_view type, std::string_view text, const PartFacts& facts) {
  std::vector<Breach> found;
  try {
    PartProof proof{part, text, facts, found};
    if (part == "[Content_Types].xml") {
      proof.content_types();
    } else if (part.ends_with(".rels")) {
      proof.relationships();
    } else if (type.ends_with("worksheet+xml")) {
      prove_sheet(part, text, facts, found);
    } else if (type.ends_with("main+xml")) {
      proof.workbook();
    } else if (type.ends_with("styles+xml")) {
      proof.styles();
    } else if (type.ends_with("table+xml")) {
      proof.table();
    }
    const bool read_by_cursor = type.ends_with("worksheet+xml");
    if (!read_by_cursor && (part.ends_with(".xml") || part.ends_with(".rels"))) proof.well_formed();
  } catch (const Failure&) {  // whose words may be about what a cell holds
    found.push_back({"it is not well formed", std::string{part}, {}});
  }
  return found;
}

std::vector<Breach> new_breaches(std::vector<Breach> now, const std::vector<Breach>& before) {
  std::map<std::string, int> had;
  for (const Breach& each : before) ++had[each.rule];
  std::erase_if(now, [&](const Breach& each) { return had[each.rule]-- > 0; });
  return now;
}

SaveRefused::SaveRefused(std::vector<Breach> breaches)
    : Failure(FailureKind::refused,
              "Excel would have to repair the workbook as it would be saved: in " + breaches.front().part + " " +
                  breaches.front().rule + (breaches.front().place.empty() ? "" : " (" + breaches.front().place + ")") +
                  (breaches.size() > 1 ? ", and " + std::to_string(breaches.size() - 1) + " more" : std::string{}) +
                  ". Please report it."),
      breaches_(std::move(breaches)) {}

}  // namespace counterfoil::xlsx
