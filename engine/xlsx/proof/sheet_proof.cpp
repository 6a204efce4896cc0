// A sheet as Excel wants it: cells in order and within the limits, formats, looks and relationships that are there, headings of
// tables that are their columns' names, merged ranges apart.
#include <algorithm>
#include <charconv>

#include "xlsx/proof/part_proof.hpp"
#include "xlsx/sheet_scanner.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {

namespace {

constexpr std::size_t most_units = 32'767;  // UTF-16 units
constexpr std::size_t most_told = 20;       // of a rule in a part

std::size_t units_of_text(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

class CellProof final {
 public:
  CellProof(std::string_view part, const PartFacts& facts, std::vector<Breach>& found)
      : part_(part), facts_(facts), found_(found), wanted_(facts.headings) {}

  bool row(const RowView&) { return true; }
  bool cell(const CellView& cell) {
    const bool in_order = cell.row != row_ || cell.column > column_;
    row_ = cell.row;
    column_ = cell.column;
    if (!in_order) say("cells of a row are not in order", cell);
    if (facts_.formats > 0 && cell.style >= facts_.formats) say("a cell's format is not there", cell);
    if (cell.kind == CellKind::text && cell.value.size() > most_units && units_of_text(cell.value) > most_units)
      say("a text is longer than Excel takes", cell);
    if (!wanted_.empty()) heading(cell);
    return true;
  }

  void finish() {
    for (const auto& [place, name] : wanted_)
      tell("a table's heading is not its column's name", to_string(CellReference{place.first, place.second}));
  }

 private:
  void heading(const CellView& cell) {
    const auto wanted = wanted_.find({cell.row, cell.column});
    if (wanted == wanted_.end()) return;
    std::string_view text = cell.value;
    if (cell.kind == CellKind::shared_string && facts_.shared_string) text = facts_.shared_string(cell.value).value_or("");
    std::string plain;
    for (const char c : text)
      if (c != '\r') plain += c;
    if ((cell.kind == CellKind::shared_string || cell.kind == CellKind::text) && plain == wanted->second) wanted_.erase(wanted);
  }

  void say(std::string_view rule, const CellView& cell) { tell(rule, to_string(CellReference{cell.row, cell.column})); }
  void tell(std::string_view rule, std::string place) {
    if (found_.size() < most_told) found_.push_back({std::string{rule}, std::string{part_}, std::move(place)});
  }

  std::string_view part_;
  const PartFacts& facts_;
  std::vector<Breach>& found_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> wanted_;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
};

/// Each range against those that begin before it ends.
void prove_apart(std::vector<RangeReference> ranges, std::string_view part, std::vector<Breach>& found) {
  std::sort(ranges.begin(), ranges.end(),
            [](const RangeReference& a, const RangeReference& b) { return a.first.row < b.first.row; });
  std::vector<RangeReference> open;
  for (const RangeReference& range : ranges) {
    std::erase_if(open, [&](const RangeReference& each) { return each.last.row < range.first.row; });
    for (const RangeReference& each : open) {
      if (each.first.column <= range.last.column && range.first.column <= each.last.column)
        return found.push_back({"merged ranges lie over each other", std::string{part}, to_string(range)});
    }
    open.push_back(range);
  }
}

/// An element outside of the rows.
void prove_element(const XmlWalker& walker, std::string_view part, const PartFacts& facts, std::vector<Breach>& found) {
  const XmlTag& tag = walker.tag();
  if (tag.local == "cfRule") {
    const std::string_view look = walker.attribute("dxfId");
    std::uint32_t number = 0;
    std::from_chars(look.data(), look.data() + look.size(), number);
    if (!look.empty() && number >= facts.looks)
      found.push_back({"a rule's look is not there", std::string{part}, std::string{look}});
    return;
  }
  static constexpr std::string_view linked[] = {"drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tablePart", "hyperlink"};
  if (std::find(std::begin(linked), std::end(linked), tag.local) == std::end(linked)) return;
  for (const TagAttribute& each : walker.attributes()) {
    if (local_name(each.name) != "id" || each.name == "id") continue;
    const std::string id = decoded(each.value);
    if (!facts.relationship_ids.contains(id)) found.push_back({"an element names a part that is not there", std::string{part}, id});
  }
}

}  // namespace

void prove_sheet(std::string_view part, std::string_view text, const PartFacts& facts, std::vector<Breach>& found) {
  CellProof cells{part, facts, found};
  SheetFacts around;
  scan_sheet(text, cells, &around);
  cells.finish();
  if (!around.repeated_cells.empty())
    found.push_back({"a cell stands twice", std::string{part}, to_string(around.repeated_cells.front())});
  prove_apart(std::move(around.merged), part, found);

  XmlWalker head{text};
  if (!head.next()) return;
  ChildOrder order{"worksheet", part, found};
  while (head.next() && head.tag().local != "sheetData") {
    if (head.tag().kind != XmlTagKind::close && head.depth() == (head.tag().kind == XmlTagKind::open ? 2u : 1u))
      order.child(head.tag().local);
  }
  order.child("sheetData");
  const std::size_t end = head.tag().kind == XmlTagKind::empty ? head.tag().begin : text.rfind("sheetData");
  XmlWalker tail{text, text.find('>', end) + 1, XmlWalker::Part::fragment};
  while (tail.next()) {
    const XmlTag& tag = tail.tag();
    if (tag.kind == XmlTagKind::close) continue;
    if (tail.depth() == (tag.kind == XmlTagKind::open ? 1u : 0u)) order.child(tag.local);
    prove_element(tail, part, facts, found);
  }
}

}  // namespace counterfoil::xlsx
